"""The forms of the panel's own steps, and of the invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localtime

from banding.forms.dasar import BandingForm
from banding.models import Banding
from banding.models.baris import Akibat
from metrologi.clock.now import now, today
from metrologi.documents.unggahan import DokumenField

TEKS = forms.Textarea(attrs={"rows": 4})
PANJANG = forms.Textarea(attrs={"rows": 8})


class WaktuTempat(BandingForm):
    """When and where people are asked to come."""

    waktu = forms.DateTimeField(
        label="Waktu",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    tempat = forms.CharField(label="Tempat", max_length=160)

    def clean_waktu(self) -> Any:
        waktu = self.cleaned_data["waktu"]
        if waktu <= now():
            raise forms.ValidationError("Waktu sudah lewat; pilih waktu yang akan datang.")
        if localtime(waktu).date() == today():
            raise forms.ValidationError("Beri yang diundang waktu: pilih besok atau sesudahnya.")
        return waktu


class NyatakanNetralForm(BandingForm):
    """The member's own declaration of impartiality."""

    setuju = forms.BooleanField(
        label="Saya menyatakan tidak terlibat dalam perkara ini, tidak mempunyai hubungan kerja, "
        "keluarga, atau kepentingan "
        "dengan pelanggan dalam dua tahun terakhir, dan akan memutus tanpa memihak",
        error_messages={
            "required": "Centang pernyataan, atau mundur dari panel bila Anda terkait."
        },
    )

    def data_for_step(self) -> dict[str, Any]:
        return {}


class CatatInvestigasiForm(BandingForm):
    """One finding, with its document."""

    judul = forms.CharField(
        label="Judul",
        max_length=160,
        help_text="Misalnya: wawancara dengan penera, hasil uji banding.",
    )
    uraian = forms.CharField(label="Temuan", max_length=8000, widget=PANJANG)
    dokumen = DokumenField(label="Dokumen", required=False)


class UndangPenjelasanForm(WaktuTempat):
    """The customer is asked to explain during the investigation."""

    keperluan = forms.CharField(label="Yang perlu dijelaskan", max_length=1000, widget=TEKS)


class SelesaiInvestigasiForm(BandingForm):
    """What the investigation comes to."""

    kesimpulan = forms.CharField(label="Simpulan investigasi", max_length=8000, widget=PANJANG)


class UndangRapatForm(WaktuTempat):
    """The meeting of the panel with those concerned; one party a line."""

    acara = forms.CharField(
        label="Acara",
        max_length=1000,
        widget=TEKS,
        initial="Pembahasan hasil investigasi dan penyelesaian banding",
    )
    pihak = forms.CharField(
        label="Pihak terkait lain yang diundang",
        required=False,
        max_length=1000,
        widget=TEKS,
        help_text="Satu nama dan jabatan tiap baris. Pelanggan dan anggota panel selalu diundang.",
    )

    def clean_pihak(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["pihak"].splitlines() if line.strip()][
            :20
        ]


class UbahRapatForm(UndangRapatForm):
    """Another day or place for the meeting; what was said before stands in the boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case = self.case
        self.initial = {
            "tempat": case.rapat_tempat,
            "acara": case.rapat_acara or self.fields["acara"].initial,
            "pihak": "\n".join(case.pihak),
        }


class GantiPanelForm(BandingForm):
    """Who leaves the panel, who comes, and who is its chair from now on."""

    diganti = forms.TypedChoiceField(
        label="Yang diganti",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Kosongkan bila hanya ketuanya yang berganti.",
    )
    pengganti = forms.TypedChoiceField(
        label="Penggantinya",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Hanya pegawai yang tidak terlibat dalam perkara ini yang dapat dipilih.",
    )
    ketua = forms.TypedChoiceField(label="Ketua panel", coerce=int)
    field_order = ("diganti", "pengganti", "ketua")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = self.case.panel()
        seated = {seat.user_id for seat in seats}
        there = [(seat.user_id, str(seat)) for seat in seats]
        free = [(c.id, c.nama) for c in self.case.penilai().berhak() if c.id not in seated]
        self.fields["diganti"].choices = [("", "(tidak ada)"), *there]
        self.fields["pengganti"].choices = [("", "(tidak ada)"), *free]
        self.fields["ketua"].choices = [*there, *free]
        self.fields["ketua"].initial = seats[0].user_id if seats else None
        if not free:
            self.fields["pengganti"].help_text = (
                "Tidak ada lagi pegawai kantor ini yang netral. Pakai “Bentuk ulang panel”, lalu "
                "limpahkan ke kantor lain."
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        leaves, comes = data.get("diganti"), data.get("pengganti")
        if leaves and not comes:
            self.add_error("pengganti", "Pilih penggantinya; panel tetap berjumlah ganjil.")
        if comes and not leaves:
            self.add_error("diganti", "Pilih siapa yang digantikannya.")
        if data.get("ketua") and data["ketua"] not in self._afterwards(leaves, comes):
            self.add_error("ketua", "Ketua panel harus salah seorang anggotanya sesudah ini.")
        return data

    def _afterwards(self, leaves: int | None, comes: int | None) -> set[int]:
        """Who sits on the panel when this is done."""
        seated = {seat.user_id for seat in self.case.panel()}
        return (seated - {leaves}) | ({comes} if comes else set())


class PutuskanBandingForm(BandingForm):
    """Attendance, minutes, dissent and decision of the meeting."""

    hadir = forms.TypedMultipleChoiceField(
        label="Anggota panel yang hadir", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    pelanggan_hadir = forms.BooleanField(label="Pelanggan atau kuasanya hadir", required=False)
    lain_hadir = forms.CharField(
        label="Pihak lain yang hadir",
        required=False,
        max_length=1000,
        widget=TEKS,
        help_text="Satu nama dan jabatan tiap baris.",
    )
    notulen = forms.CharField(label="Jalannya rapat", max_length=10000, widget=PANJANG)
    putusan = forms.ChoiceField(
        label="Putusan panel", choices=Banding.Putusan.choices, widget=forms.RadioSelect
    )
    pertimbangan = forms.CharField(
        label="Pertimbangan",
        max_length=5000,
        widget=PANJANG,
        help_text="Dimuat dalam surat keputusan.",
    )
    perbedaan = forms.CharField(
        label="Pendapat berbeda",
        required=False,
        max_length=3000,
        widget=TEKS,
        help_text="Sebutkan siapa dan apa alasannya; kosongkan bila putusan bulat.",
    )
    akibat = forms.MultipleChoiceField(
        label="Akibat putusan",
        required=False,
        choices=Akibat.Jenis.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wajib bila banding diterima seluruhnya atau sebagian.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.panel = self.case.panel()
        self.fields["hadir"].choices = [(a.user_id, str(a)) for a in self.panel]
        if not self.is_bound:
            self._earlier()

    def _earlier(self) -> None:
        """What the panel wrote before the Kepala sent it back."""
        for name in ("notulen", "putusan", "pertimbangan", "perbedaan", "akibat"):
            self.fields[name].initial = getattr(self.case, name)
        self.fields["hadir"].initial = [h["user"] for h in self.case.hadir if h.get("user")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hadir = set(data.get("hadir") or [])
        if hadir and not self.case.kuorum(hadir):
            self.add_error(
                "hadir",
                "Belum kuorum: lebih dari separuh anggota panel, termasuk ketuanya, harus hadir.",
            )
        putusan = data.get("putusan")
        if putusan and putusan != Banding.Putusan.DITOLAK and not data.get("akibat"):
            self.add_error("akibat", "Pilih akibat putusan.")
        if putusan == Banding.Putusan.DITOLAK and data.get("akibat"):
            self.add_error("akibat", "Banding yang ditolak tidak berakibat; kosongkan.")
        return data

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        present = set(data.pop("hadir"))
        rows = [
            {
                "user": a.user_id,
                "nama": str(a.user),
                "sebagai": "Ketua panel" if a.ketua else "Anggota panel",
            }
            for a in self.panel
            if a.user_id in present
        ]
        if data.pop("pelanggan_hadir"):
            rows.append({"nama": self.case.nama_pemohon, "sebagai": "Pelanggan"})
        others = [line.strip() for line in data.pop("lain_hadir").splitlines() if line.strip()][:20]
        return {
            **data,
            "hadir": [*rows, *({"nama": name, "sebagai": "Pihak terkait"} for name in others)],
        }
