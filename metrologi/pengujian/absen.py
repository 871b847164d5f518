"""Leave and duty in the calendar and the crews of every procedure, and who is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from metrologi.accounts.models import Absen, Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.notifications.send import send
from metrologi.pengujian import kalender
from metrologi.pengujian.kalender import Tugas
from metrologi.pengujian.petugas import absen

if TYPE_CHECKING:
    from metrologi.accounts.forms.absen import AbsenForm

KUNCI = "absen"


def tugas_absen(uml: Uml, first: date, last: date) -> Iterator[Tugas]:
    """Who of the unit is on leave or duty on those days."""
    for row in Absen.objects.di(uml).antara(first, last).select_related("user"):
        yield Tugas(
            f"{row.user.nama}: {row.get_jenis_display().lower()}",
            "",
            row.mulai,
            row.sampai,
            frozenset({row.user_id}),
            kunci=(KUNCI, row.pk),
            sebab=row.sebab,
        )


def berhalangan(uml: Uml, first: date, last: date, petugas: Iterable[User]) -> str:
    """Who of a crew is on leave or duty on its days, as a sentence; "" where nobody is."""
    away = absen(tugas_absen(uml, first, last))
    return " ".join(f"{p.nama} {away[p.pk]}." for p in petugas if p.pk in away)


def dengan_tabrakan(uml: Uml, rows: list[Absen]) -> list[tuple[Absen, list[Tugas]]]:
    """Each with the trips and sidang on which its person stands although they are away."""
    if not rows:
        return []
    first, last = min(r.mulai for r in rows), max(r.sampai for r in rows)
    sent = [t for t in kalender.tugas(uml, first, last) if not t.sebab]
    return [(row, [t for t in sent if _mengenai(t, row)]) for row in rows]


def _mengenai(task: Tugas, row: Absen) -> bool:
    return row.user_id in task.orang and task.mulai <= row.sampai and task.sampai >= row.mulai


@transaction.atomic
def catat(form: AbsenForm, *, oleh: User) -> list[Tugas]:
    """Save a valid form, tell the person, and whoever plans what they stand on; returns that."""
    row: Absen = form.save(commit=False)
    row.oleh = oleh
    row.save()
    ((_, clashes),) = dengan_tabrakan(row.uml, [row])
    _kabari(row, "Tercatat", clashes, oleh)
    return clashes


@transaction.atomic
def hapus(row: Absen, *, oleh: User) -> None:
    """Take it out of the calendar: the person is free on those days."""
    _kabari(row, "Dibatalkan", [], oleh)
    row.delete()


def _kabari(row: Absen, kata: str, clashes: list[Tugas], oleh: User) -> None:
    if row.user_id != oleh.pk:
        send(
            row.user,
            judul=f"{row.get_jenis_display()} Anda: {kata.lower()}",
            isi=f"{row.sebab.capitalize()}. {kata} oleh {oleh.nama}.",
        )
    if not clashes:
        return
    for person in _perencana(row.uml):
        if person.pk != oleh.pk:
            send(
                person,
                judul=f"{row.user.nama} {row.sebab}",
                isi=saran(row, clashes),
                url=reverse("pengujian:absen"),
            )


def saran(row: Absen, clashes: list[Tugas]) -> str:
    """What the planners have to do."""
    where = ", ".join(t.judul for t in clashes)
    return f"{row.user.nama} masih bertugas pada {where}. Ganti petugas atau harinya."


def _perencana(uml: Uml) -> list[User]:
    """Those who plan trips and sidang at the unit."""
    posts = Penugasan.objects.pada(today()).filter(uml=uml, role=Role.ADMINISTRASI)
    return list(User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("pk"))
