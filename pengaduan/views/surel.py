"""Messages of the mailbox that wait for a person: the list, and what becomes of one."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.clock.now import now
from metrologi.web import form_status, window
from metrologi.workflow.views import person
from pengaduan.models import SurelDisisihkan
from pengaduan.surel import Surel, buka
from pengaduan.tulisan import tulisan

TAK_TERKIRIM = (
    "Balasan dengan nomor tiket belum dapat dikirim, jadi pengaduan belum dicatat. Coba lagi nanti."
)
CATAT, LEWATI = "catat", "lewati"
MENUNGGU, MESIN, SELESAI = "menunggu", "mesin", "selesai"
BAGIAN = {MENUNGGU: "Menunggu", MESIN: "Dari mesin", SELESAI: "Sudah diputus"}


class PutusanForm(forms.Form):
    """What the message is; its words can be completed from the mailbox."""

    putusan = forms.ChoiceField(
        label="Surel ini",
        choices=[(CATAT, "Pengaduan: catat dan beri nomor tiket"), (LEWATI, "Bukan pengaduan")],
        widget=forms.RadioSelect,
    )
    isi = tulisan("Isi pengaduan", rows=8, required=False)
    catatan = forms.CharField(
        label="Catatan",
        max_length=300,
        required=False,
        help_text="Bila bukan pengaduan: surel apa ini, dan apa yang dilakukan.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("putusan") == CATAT and not data.get("isi"):
            self.add_error("isi", "Salin isi surelnya dari kotak surat.")
        if data.get("putusan") == LEWATI and not data.get("catatan"):
            self.add_error("catatan", "Tulis surel apa ini.")
        return data


def menunggu(user: User) -> QuerySet[SurelDisisihkan]:
    """The messages on which this person is to decide."""
    rows = SurelDisisihkan.objects.filter(selesai_at=None)
    return _terlihat(user, rows).exclude(sebab=SurelDisisihkan.Sebab.MESIN)


def _terlihat(user: User, rows: QuerySet[SurelDisisihkan]) -> QuerySet[SurelDisisihkan]:
    return rows.filter(uml__in=user.units_with({Role.PETUGAS_PENGADUAN}))


@access.roles(Role.PETUGAS_PENGADUAN)
def daftar(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("bagian", MENUNGGU)
    chosen = chosen if chosen in BAGIAN else MENUNGGU
    page = window(_bagian(person(request), chosen), request, status=chosen)
    context = {"page": page, "bagian": BAGIAN.items(), "kini": chosen}
    return render(request, "pengaduan/surel.html", context)


def _bagian(user: User, chosen: str) -> QuerySet[SurelDisisihkan]:
    if chosen == MENUNGGU:
        return menunggu(user)
    rows = _terlihat(user, SurelDisisihkan.objects.select_related("selesai_oleh", "pengaduan"))
    if chosen == MESIN:
        return rows.filter(selesai_at=None, sebab=SurelDisisihkan.Sebab.MESIN).order_by("-at")
    return rows.exclude(selesai_at=None).order_by("-selesai_at", "-pk")


@access.roles(Role.PETUGAS_PENGADUAN)
def satu(request: HttpRequest, pk: int) -> HttpResponse:
    """One message and the decision; the second of two people finds it decided."""
    rows = _terlihat(person(request), SurelDisisihkan.objects.all())
    row = get_object_or_404(rows, pk=pk)
    form = PutusanForm(request.POST or None, initial={"isi": row.isi})
    if request.method == "POST" and form.is_valid():
        try:
            return _putuskan(request, row, form.cleaned_data)
        except (OSError, SMTPException):
            # Without its answer the sender would never learn ticket and code, so nothing is kept.
            form.add_error(None, TAK_TERKIRIM)
    context = {"row": row, "form": form}
    return render(request, "pengaduan/surel_satu.html", context, status=form_status(form))


def _putuskan(request: HttpRequest, row: SurelDisisihkan, data: dict[str, str]) -> HttpResponse:
    with transaction.atomic():
        row = SurelDisisihkan.objects.select_for_update().get(pk=row.pk)
        if row.selesai_at:
            messages.warning(request, "Surel ini sudah diputus.")
            return redirect("workflow:pengaduan-surel-satu", pk=row.pk)
        if data["putusan"] == CATAT:
            mail = Surel(f"<{row.pk}@surel>", row.nama, row.dari, row.perihal, data["isi"])
            row.pengaduan = buka(mail, row.uml)
            # The complaint keeps who wrote, apart and with a record of every look.
            row.nama, row.dari, row.isi = "", "", ""
        row.selesai_at, row.selesai_oleh = now(), person(request)
        row.catatan = data["catatan"]
        row.save()
    if row.pengaduan:
        messages.success(request, f"Tercatat sebagai {row.pengaduan.nomor}.")
        return redirect(row.pengaduan)
    messages.success(request, "Surel ditandai bukan pengaduan.")
    return redirect("workflow:pengaduan-surel")
