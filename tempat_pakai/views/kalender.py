"""The calendar of the field: a month, a day, and each person's own feed at a secret address."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST, require_safe

from metrologi.accounts import access
from metrologi.accounts.batas import Batas, batasi
from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.calendar import WIB
from metrologi.clock.indonesia import BULAN, HARI, hari_tanggal
from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from metrologi.pengujian.kalender import Tugas
from metrologi.web import send_file
from metrologi.workflow.views import case_or_404, person
from tempat_pakai import kapasitas
from tempat_pakai.ical import Acara, tulis
from tempat_pakai.machine import Status
from tempat_pakai.models import LanggananKalender, Perjalanan, PermohonanTempatPakai
from tempat_pakai.sarana import rahasia

STAF = (Role.ADMINISTRASI, Role.PENERA, Role.KEPALA)
TAMPAK = ("disusun", "menunggu_spt", "berjalan", "selesai")
TAHUN = range(2000, 2101)


def awal_bulan(raw: str) -> date:
    """The first day of "2026-11"; this month for anything else."""
    year, _, month = raw.partition("-")
    if (
        year.isdecimal()
        and month.isdecimal()
        and len(raw) < 8
        and int(year) in TAHUN
        and 1 <= int(month) <= 12
    ):
        return date(int(year), int(month), 1)
    return today().replace(day=1)


def nama_bulan(first: date) -> str:
    """ "November 2026" """
    return f"{BULAN[first.month - 1]} {first.year}"


def perjalanan_antara(uml: Uml, first: date, last: date) -> list[Perjalanan]:
    rows = Perjalanan.objects.filter(
        uml=uml, status__in=TAMPAK, tanggal__lte=last, sampai__gte=first
    )
    return list(rows.select_related("kendaraan", "uml").order_by("tanggal", "jam", "pk"))


@access.roles(*STAF)
def bulan(request: HttpRequest) -> HttpResponse:
    """A month of trips; days off are named as such."""
    uml, first = unit(request), awal_bulan(request.GET.get("bulan", ""))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    trips, working = perjalanan_antara(uml, weeks[0][0], weeks[-1][-1]), calendar_for(uml.pk)
    prefetch_related_objects(trips, "permohonan__pemilik")
    others = kapasitas.di_luar(uml, weeks[0][0], weeks[-1][-1])
    rows = [
        [
            {
                "hari": day,
                "bulan_ini": day.month == first.month,
                "kerja": working.is_workday(day),
                "kini": day == today(),
                "perjalanan": [t for t in trips if t.tanggal <= day <= t.sampai],
                "lain": [t for t in others if t.pada(day)],
            }
            for day in week
        ]
        for week in weeks
    ]
    return render(
        request,
        "tempat_pakai/kalender.html",
        {
            "minggu": rows,
            "nama_hari": HARI,
            "judul": nama_bulan(first),
            "bulan": first,
            "ada": any(d["perjalanan"] or d["lain"] for w in rows for d in w),
            "sebelum": first - timedelta(days=1),
            "sesudah": first + timedelta(days=31),
            "alamat": _alamat(request),
            "pengurus": bool(person(request).units_with({Role.ADMINISTRASI, Role.KEPALA})),
        },
    )


def unit(request: HttpRequest) -> Uml:
    return access.unit_of(person(request), *STAF)


def _alamat(request: HttpRequest) -> str:
    kept = LanggananKalender.objects.filter(user=person(request)).first()
    return (
        f"{settings.PORTAL_URL}{reverse('workflow:tempat_pakai-ical', args=[kept.rahasia])}"
        if kept
        else ""
    )


@access.roles(*STAF)
def hari(request: HttpRequest, tanggal: str) -> HttpResponse:
    """One day: each trip with its stops, and what is still free."""
    try:
        day = date.fromisoformat(tanggal)
    except ValueError:
        raise Http404 from None
    if day.year not in TAHUN:
        raise Http404
    uml = unit(request)
    trips = Perjalanan.muat(perjalanan_antara(uml, day, day))
    there = kapasitas.Lapangan.baca(
        uml, day, 1, [t for t in trips if t.status in Perjalanan.TERBUKA]
    )
    free, others = there.hari(), [t for t in there.lain if t.pada(day)]
    return render(
        request,
        "tempat_pakai/hari.html",
        {
            "hari": day,
            "judul": hari_tanggal(day),
            "perjalanan": trips,
            "lain": [(t, _nama(there.people, t)) for t in others],
            "bebas": free[0] if free else None,
            "tanpa_armada": kapasitas.TANPA_ARMADA,
            "sebelum": day - timedelta(days=1),
            "sesudah": day + timedelta(days=1),
        },
    )


def _nama(people: list[Any], task: Tugas) -> str:
    return ", ".join(p.nama for p in people if p.pk in task.orang)


@access.roles(Role.ADMINISTRASI)
@require_safe
def usulan(request: HttpRequest, pk: int) -> HttpResponse:
    """The earliest day for one application that waits for a day; its page asks once it stands."""
    case = case_or_404("tempat_pakai", pk, person(request))
    if case.status != Status.TERDAFTAR:
        raise Http404
    there = kapasitas.Lapangan.baca(case.uml)
    found = there.usulan(there.bersama(PermohonanTempatPakai.objects.filter(pk=pk)))
    return render(
        request, "tempat_pakai/_usulan.html", {"case": case, "usulan": found, "dicari": True}
    )


@access.roles(*STAF)
@require_POST
def langganan(request: HttpRequest) -> HttpResponse:
    """Make the secret address, or a new one in its place."""
    LanggananKalender.objects.update_or_create(
        user=person(request), defaults={"rahasia": rahasia()}
    )
    return redirect("workflow:tempat_pakai-kalender")


@access.public
@batasi(Batas("kalender", most=30, minutes=10, methods=("GET",)))
def ical(request: HttpRequest, rahasia: str) -> HttpResponse:
    """The trips of whoever owns this secret; no names of owners' people, only places.

    A calendar program that asks in clear is refused and not led on: somebody would notice nothing.
    """
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        raise PermissionDenied("Alamat kalender ini hanya dijawab lewat https.")
    kept = get_object_or_404(
        LanggananKalender.objects.select_related("user"), rahasia=rahasia, user__is_active=True
    )
    span = today() - timedelta(days=31), today() + timedelta(days=366)
    trips = (
        kapasitas.perjalanan_dari(kept.user, *span)
        .prefetch_related("permohonan__pemilik__tempat__kecamatan")
        .order_by("tanggal")
    )
    events = [_acara(trip) for trip in trips] + _acara_lain(kept.user, *span)
    body = tulis("Perjalanan tera", events)
    return send_file(body, "perjalanan.ics", "text/calendar; charset=utf-8", inline=True)


def _acara(trip: Perjalanan) -> Acara:
    begin = datetime.combine(trip.tanggal, trip.jam, WIB)
    spans = calendar_for(trip.uml_id).spans(trip.sampai)
    end = spans[-1][1] if spans else begin
    stops: list[Any] = list(trip.permohonan.all())
    return Acara(
        uid=f"{_event(trip.pk)}@{trip.uml.kode}",
        mulai=begin,
        selesai=max(end, begin + timedelta(hours=1)),
        judul=f"Tera di tempat pakai: {', '.join(p.pemilik.nama for p in stops)}",
        tempat="; ".join(dict.fromkeys(t.lengkap for p in stops for t in p.pemilik.tempat.all())),
        urut=trip.log_count,
        isi=f"{trip.nomor}, {trip.status_label}",
        url=f"{settings.PORTAL_URL}{trip.get_absolute_url()}",
        diubah=trip.status_since,
    )


def _acara_lain(user: User, first: date, last: date) -> list[Acara]:
    """What other procedures send this person to, from the hour at which the office opens."""
    units = Uml.objects.filter(pk__in=user.units_with(STAF))
    return [
        Acara(
            uid=f"{_event_lain(task)}@{uml.kode}",
            mulai=begin,
            selesai=end,
            judul=task.judul[:1].upper() + task.judul[1:],
            tempat=task.tempat,
            url=f"{settings.PORTAL_URL}{task.url}" if task.url else "",
        )
        for uml in units
        for task in kapasitas.di_luar(uml, first, last)
        if user.pk in task.orang
        for begin, end in [_jam(uml, task)]
    ]


def _jam(uml: Uml, task: Tugas) -> tuple[datetime, datetime]:
    spans = calendar_for(uml.pk).spans(task.mulai)
    morning = datetime.combine(task.mulai, time(8), WIB)
    return (spans[0][0], spans[-1][1]) if spans else (morning, morning + timedelta(hours=6))


def _event_lain(task: Tugas) -> str:
    words = "-".join(map(str, task.kunci))
    return salted_hmac("tempat_pakai.ical", words, algorithm="sha256").hexdigest()[:24]


def _event(pk: int) -> str:
    """The name of a trip in other people's calendars; it opens nothing here."""
    return salted_hmac("tempat_pakai.ical", str(pk), algorithm="sha256").hexdigest()[:24]
