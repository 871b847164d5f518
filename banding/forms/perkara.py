"""The forms of an appeal's steps up to the panel's appointment, and of its end."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from banding.forms.dasar import BandingForm
from banding.forms.panel import (
    CatatInvestigasiForm,
    NyatakanNetralForm,
    PutuskanBandingForm,
    SelesaiInvestigasiForm,
    UndangPenjelasanForm,
    UndangRapatForm,
)
from banding.kantor_lain import terdekat
from banding.models import Banding
from banding.models.baris import Lampiran
from banding.models.perkara import alasan_tidak_dapat
from metrologi.accounts.models import User
from metrologi.accounts.roles import PEMOHON, Role
from metrologi.clock.now import today
from metrologi.documents.unggahan import DokumenField
from metrologi.uttp.models import UmlTetangga
from metrologi.web import whole_number
from pengaduan.machine import Status as StatusPengaduan
from pengaduan.models import Pengaduan

__all__ = [
    "CatatInvestigasiForm",
    "NyatakanNetralForm",
    "PutuskanBandingForm",
    "SelesaiInvestigasiForm",
    "UndangPenjelasanForm",
    "UndangRapatForm",
]
TEKS = forms.Textarea(attrs={"rows": 4})
LUAR = [c for c in Banding.Cara.choices if c[0] != Banding.Cara.PORTAL]


class AjukanBandingForm(BandingForm):
    """An appeal against one closed complaint; the desk adds how the letter came.

    `keluhan`: the complaint is known, since its ticket is open in this browser.
    """

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    pengaduan = forms.ModelChoiceField(
        None,
        label="Pengaduan yang dibanding",
        empty_label="(pilih pengaduan)",
        error_messages={"invalid_choice": "Pengaduan ini tidak dapat dibanding."},
    )
    nama_pemohon = forms.CharField(label="Nama pemohon", max_length=120, required=False)
    cara_masuk = forms.ChoiceField(
        label="Surat diterima melalui", choices=LUAR, widget=forms.RadioSelect
    )
    nomor_surat = forms.CharField(label="Nomor surat pemohon", max_length=80, required=False)
    tanggal_surat = forms.DateField(
        label="Tanggal surat", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    perihal = forms.CharField(label="Perihal", max_length=160)
    uraian = forms.CharField(
        label="Mengapa Anda tidak puas dengan penyelesaiannya?", max_length=5000, widget=TEKS
    )
    harapan = forms.CharField(
        label="Apa yang Anda harapkan diputuskan?", max_length=2000, widget=TEKS
    )
    surat = DokumenField(label="Surat permohonan banding", required=False)
    kelengkapan = DokumenField(label="Dokumen kelengkapan", required=False)
    kelengkapan_2 = DokumenField(label="Dokumen kelengkapan lain", required=False)

    def __init__(self, *args: Any, keluhan: Pengaduan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keluhan = keluhan
        self.petugas = (
            Role.STAF_PJTK in self.user.roles_anywhere()
            and not self.user.roles_anywhere() & PEMOHON
        )
        self.fields["pengaduan"].queryset = closed_complaints(self.user, self.petugas)
        if keluhan:
            del self.fields["pengaduan"]
        self.fields["kunci"].initial = uuid4()
        self.fields["surat"].required = self.petugas
        for name in ("nama_pemohon", "cara_masuk", "nomor_surat", "tanggal_surat"):
            if not self.petugas:
                del self.fields[name]
        if self.petugas:
            self.fields["uraian"].label, self.fields["harapan"].label = (
                "Keberatan pemohon",
                "Putusan yang diharapkan pemohon",
            )
        if (chosen := self._chosen()) and not self.is_bound:
            self.fields["perihal"].initial = f"Banding atas penyelesaian pengaduan {chosen}"[:160]
        self.terlarang = alasan_tidak_dapat(chosen, self.user) if chosen else ""

    def _chosen(self) -> Any:
        if self.keluhan:
            return self.keluhan
        raw = str(self.data.get("pengaduan") or self.initial.get("pengaduan") or "")
        rows = self.fields["pengaduan"].queryset
        return rows.filter(pk=whole_number(raw)).first()

    def perkara(self) -> Banding | None:
        """The appeal as it would be, to look at its texts."""
        chosen = self._chosen()
        own = next(iter(chosen.applicants()), None) if chosen else None
        return chosen and Banding(
            uml=chosen.uml, pemohon=own, dilindungi=chosen.dilindungi, origin=chosen
        )

    def clean_pengaduan(self) -> Any:
        pengaduan = self.cleaned_data["pengaduan"]
        if alasan := alasan_tidak_dapat(pengaduan, self.user):
            raise forms.ValidationError(alasan)
        return pengaduan

    def clean_tanggal_surat(self) -> Any:
        day = self.cleaned_data["tanggal_surat"]
        if day and day > today():
            raise forms.ValidationError("Tanggal surat tidak mungkin di masa depan.")
        return day

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        berkas = [
            (Lampiran.Bagian.PERMOHONAN, data.pop("surat", None)),
            (Lampiran.Bagian.KELENGKAPAN, data.pop("kelengkapan", None)),
            (Lampiran.Bagian.KELENGKAPAN, data.pop("kelengkapan_2", None)),
        ]
        data["origin"] = self.keluhan or data.pop("pengaduan")
        return {**data, "berkas": [b for b in berkas if b[1]]}


def closed_complaints(user: User, desk: bool) -> Any:
    """The closed complaints this person may appeal: their own, or any of the unit at the desk."""
    rows = Pengaduan.objects.filter(status=StatusPengaduan.DITUTUP).order_by("-pk")
    if desk:
        return rows.filter(uml_id__in=user.units_with({Role.STAF_PJTK}))
    return rows.filter(Pengaduan.milik(user))


class LengkapiBandingForm(BandingForm):
    """What was missing."""

    kelengkapan = DokumenField(label="Dokumen kelengkapan", required=False)
    kelengkapan_2 = DokumenField(label="Dokumen kelengkapan lain", required=False)

    def data_for_step(self) -> dict[str, Any]:
        sent = [self.cleaned_data.get("kelengkapan"), self.cleaned_data.get("kelengkapan_2")]
        return {"berkas": [(Lampiran.Bagian.KELENGKAPAN, b) for b in sent if b]}


class NyatakanRelevanForm(BandingForm):
    """The finding on completeness and relevance that opens the way to a panel."""

    lengkap = forms.BooleanField(
        label="Surat permohonan dan kelengkapannya sudah diperiksa dan lengkap"
    )
    relevansi = forms.CharField(
        label="Penilaian relevansi",
        max_length=2000,
        widget=TEKS,
        help_text="Dimuat dalam nota dinas kepada bagian teknis.",
    )

    def data_for_step(self) -> dict[str, Any]:
        return {"relevansi": self.cleaned_data["relevansi"]}


class NyatakanTidakRelevanForm(BandingForm):
    """Why not; the note is the reason in the letter."""

    def data_for_step(self) -> dict[str, Any]:
        return {"alasan": self.note}


class UsulkanPanelForm(BandingForm):
    """The members, drawn from those who are eligible, and the chair among them."""

    anggota = forms.TypedMultipleChoiceField(
        label="Anggota panel",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sekurangnya tiga anggota."},
    )
    ketua = forms.TypedChoiceField(label="Ketua panel", coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.penilai = self.case.penilai()
        # Whoever proposes a panel does not propose themselves.
        self.penilai.calon.pop(self.user.pk, None)
        free = self.penilai.berhak()
        posts = dict(User.objects.filter(pk__in=[c.id for c in free]).values_list("pk", "jabatan"))
        choices = [(c.id, f"{c.nama}, {posts[c.id]}" if posts.get(c.id) else c.nama) for c in free]
        self.fields["anggota"].choices = choices
        self.fields["ketua"].choices = [("", "(pilih ketua)"), *choices]
        self.terhalang = self.penilai.terhalang()
        self.mungkin = self.penilai.ada_panel()
        self.tetangga = [] if self.mungkin else terdekat(self.case.uml)[:5]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("anggota") and data.get("ketua") is not None:
            for alasan in self.penilai.nilai(data["anggota"], data["ketua"]).alasan:
                self.add_error("anggota", alasan)
        return data


class UsulkanPelimpahanForm(BandingForm):
    """Which office could hear the appeal where this one has no lawful panel."""

    tujuan = forms.ModelChoiceField(
        UmlTetangga.objects.filter(aktif=True).order_by("nama"),
        label="Kantor tujuan",
        empty_label="(pilih kantor)",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = terdekat(self.case.uml)
        choices = [(t.pk, f"{t}, {jauh} km" if jauh else str(t)) for t, jauh in near]
        self.fields["tujuan"].choices = [("", "(pilih kantor)"), *choices]
        self.fields["tujuan"].initial = near[0][0].pk if near else None


class SampaikanPutusanForm(BandingForm):
    """How the decision reached the customer, with proof."""

    cara = forms.ChoiceField(label="Cara penyampaian", choices=LUAR, widget=forms.RadioSelect)
    penerima = forms.CharField(label="Nama penerima", max_length=120)
    resi = forms.CharField(label="Nomor resi ekspedisi", max_length=80, required=False)
    bukti = DokumenField(
        label="Bukti penyampaian",
        required=False,
        help_text="Tanda terima, resi, atau cetakan surel. PDF, JPG, atau PNG; paling besar 8 MB.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case and self.case.pemohon_id:
            # Who has an account reads the decision there; so does a protected customer, whose
            # address the office does not know.
            self.fields["cara"].choices = Banding.Cara.choices
        if self.case and self.case.dilindungi:
            self.fields["penerima"].initial = self.case.nama_pemohon
            self.fields[
                "penerima"
            ].help_text = "Identitas pemohon dilindungi: jangan menulis namanya."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        cara = data.get("cara")
        if cara == Banding.Cara.EKSPEDISI and not data.get("resi"):
            self.add_error("resi", "Isi nomor resi ekspedisi.")
        by_hand = cara and cara != Banding.Cara.PORTAL
        if by_hand and not data.get("bukti") and "bukti" not in self.errors:
            self.add_error("bukti", "Unggah bukti penyampaian.")
        return data

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        proof = data.pop("bukti")
        data["berkas"] = [(Lampiran.Bagian.BUKTI, proof)] if proof else []
        return data
