"""The forms of the staff's steps on a complaint, and those of the Kepala's evaluation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from metrologi.accounts.models import User
from metrologi.clock.now import today
from metrologi.portal.forms import Tanggal
from metrologi.workflow import registry
from metrologi.workflow.forms import StepForm
from pengaduan.disebut import pegawai
from pengaduan.lampiran import LampiranField
from pengaduan.models import Evaluasi, Pengaduan
from pengaduan.models.pilihan import Akar, Jenis, Kelas, Penolakan, Tingkat
from pengaduan.serupa import Serupa, serupa
from pengaduan.terlibat import calon
from pengaduan.tulisan import TulisanForm, tulisan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrologi.accounts.models import Uml

BARIS = 4


class MintaDilengkapiForm(TulisanForm):
    label = "Apa yang harus dilengkapi"


class DariPelaporForm(TulisanForm):
    """Words of the reporter, with a photo or document."""

    lampiran = LampiranField(label="Foto atau dokumen")

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        sent = data.pop("lampiran", None)
        return {**data, "berkas": [sent] if sent else []}


class LengkapiLaporanForm(DariPelaporForm):
    label = "Kelengkapan dari pelapor"


class UsulkanTanggapanForm(TulisanForm):
    label = "Temuan, usul tanggapan, dan tindakan"


class CatatPenangananForm(TulisanForm):
    label = "Catatan internal"


class TanggapanAwalForm(TulisanForm):
    label = "Tanggapan awal untuk pelapor"


class TanyaPelaporForm(TulisanForm):
    label = "Pertanyaan untuk pelapor"


class JawabPertanyaanForm(DariPelaporForm):
    label = "Jawaban pelapor"


class AjukanKeberatanForm(DariPelaporForm):
    label = "Mengapa pengaduan ini patut ditangani"


class TerimaKeberatanForm(TulisanForm):
    label = "Alasan keberatan diterima, terbaca oleh pelapor"


class TolakKeberatanForm(TulisanForm):
    label = "Alasan keberatan ditolak, terbaca oleh pelapor"


class SolusiTerbuktiForm(TulisanForm):
    label = "Bukti bahwa solusi berhasil"


class PantauSolusiForm(TulisanForm):
    label = "Catatan pemantauan"


class KabariPelaporForm(TulisanForm):
    label = "Kabar kemajuan untuk pelapor"


class TanganiLagiForm(TulisanForm):
    label = "Mengapa solusi belum berhasil"


class BukaKembaliForm(TulisanForm):
    label = "Alasan membuka kembali"


class TolakBukaKembaliForm(TulisanForm):
    label = "Alasan pengaduan tetap ditutup"


class DenganSerupa:
    """A form of the verifier, who sees beside it what may be the same matter."""

    case: Any
    user: User

    @property
    def serupa(self) -> list[Serupa]:
        return serupa(self.case, self.user)


class NyatakanLengkapForm(DenganSerupa, StepForm):
    """Root cause as far as it is known, the officer complained about, and the case, found by its
    number.
    """

    akar_masalah = forms.ChoiceField(
        label="Dugaan akar masalah", choices=[("", "Pilih")] + Akar.choices
    )
    terlapor = forms.ModelChoiceField(
        User.objects.none(),
        label="Petugas yang diadukan",
        required=False,
        empty_label="Tidak ada atau tidak disebut",
    )
    nomor = forms.CharField(
        label="Nomor perkara yang diadukan",
        max_length=80,
        required=False,
        help_text="Misalnya nomor permohonan tera. Siapa pun yang mengerjakannya tidak dapat "
        "ditugaskan.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            self.fields["terlapor"].queryset = pegawai_pilihan(self.case.uml)
            self.fields["terlapor"].initial = terduga(self.case)
            self.fields["terlapor"].help_text = _kata_pelapor(self.case)
            self._isi_nomor(self.case)

    def _isi_nomor(self, case: Pengaduan) -> None:
        """Of a protected report the number lies with the identity, and is used unseen."""
        if not case.dilindungi:
            self.fields["nomor"].initial = case.nomor_terkait
        elif case.nomor_terkait:
            self.fields[
                "nomor"
            ].help_text = (
                "Nomor dari pelapor tersimpan bersama identitasnya. Kosongkan untuk memakainya."
            )

    def clean_nomor(self) -> Any:
        number = self.cleaned_data["nomor"].strip()
        if not number and self.case.dilindungi and self.case.nomor_terkait:
            return perkara_bernomor(self.case.uml, self.case.nomor_terkait.strip())
        found = perkara_bernomor(self.case.uml, number) if number else None
        if number and found is None:
            raise forms.ValidationError(
                "Tidak ada perkara dengan nomor ini. Perbaiki, atau kosongkan."
            )
        return found

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        data["terkait"] = data.pop("nomor")
        return data


def pegawai_pilihan(uml: Uml, juga: Iterable[int | None] = ()) -> Any:
    """The people of the office who can be complained about, for a choice.

    `juga` are keys of those who were named before. Somebody among them whose office has ended
    since stays in the choice, so that a correction of something else does not let them in again.
    """
    keys = {u.pk for u in pegawai(uml)} | set(juga)
    return User.objects.filter(pk__in=keys).order_by("nama", "pk")


def terduga(case: Pengaduan) -> int | None:
    """Whom the report seems to mean, where it names one person."""
    if case.terlapor_id or len(case.disebut) != 1:
        return case.terlapor_id
    return int(case.disebut[0])


def _kata_pelapor(case: Pengaduan) -> str:
    said = f"Menurut pelapor: {case.yang_diadukan}. " if case.yang_diadukan else ""
    return f"{said}Ia tidak dapat melihat atau menangani pengaduan ini."


def perkara_bernomor(uml: Uml, number: str) -> Any:
    """The case of that number at the unit, of whatever procedure but this.

    None when there is none.
    """
    machines = (m for m in registry.all_machines() if m.model is not Pengaduan and not m.internal)
    return next(
        (
            c
            for m in machines
            if (c := m.model.objects.filter(uml=uml, nomor__iexact=number).first())
        ),
        None,
    )


class TolakLaporanForm(DenganSerupa, TulisanForm):
    label = "Alasan, terbaca oleh pelapor"
    jenis_penolakan = forms.ChoiceField(
        label="Mengapa tidak dapat ditangani", choices=Penolakan.choices
    )
    rujukan = forms.CharField(
        max_length=200,
        initial="SP4N-LAPOR! (lapor.go.id) atau Ombudsman Republik Indonesia",
        help_text="Ke mana pelapor dapat mengadu.",
    )
    field_order = ("jenis_penolakan", "isi", "rujukan")


class GolongkanLaporanForm(StepForm):
    """Kind, level and class of a complaint; the class sets its working days."""

    jenis = forms.ChoiceField(choices=[("", "Pilih")] + Jenis.choices)
    tingkat = forms.ChoiceField(
        label="Tingkat kepentingan", choices=Tingkat.choices, widget=forms.RadioSelect
    )
    kelas = forms.TypedChoiceField(
        label="Kelas penyelesaian", choices=Kelas.choices, coerce=int, widget=forms.RadioSelect
    )


class TugaskanPenanganForm(StepForm):
    """Only those whom nothing bars can be chosen; the page lists the others with the reason."""

    penangan = forms.ModelChoiceField(
        User.objects.none(),
        label="Penangan",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "invalid_choice": "Petugas itu terlibat atau bukan penangan pengaduan.",
            "required": "Pilih penangan.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calon = calon(self.case) if self.case else []
        free = {c.user.pk: c for c in self.calon if not c.alasan}
        field = self.fields["penangan"]
        field.queryset = User.objects.filter(pk__in=free)
        field.choices = [(pk, str(c)) for pk, c in free.items()]

    @property
    def terhalang(self) -> list[Any]:
        return [c for c in self.calon if c.alasan]


class AlihkanPenanganForm(TugaskanPenanganForm):
    """Another handler in the place of the first."""


class BeriTanggapanForm(TulisanForm):
    """The answer to the reporter, with the root cause as found."""

    label = "Tanggapan, menjadi isi surat"
    tindakan = tulisan("Tindakan perbaikan yang sudah dijalankan", rows=3)
    akar_masalah = forms.ChoiceField(label="Akar masalah", choices=Akar.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            self.fields["akar_masalah"].initial = self.case.akar_masalah


NILAI = [(4, "4 – Sangat puas"), (3, "3 – Puas"), (2, "2 – Kurang puas"), (1, "1 – Tidak puas")]


BELUM_PUAS = (1, 2)
TANYA_LANJUT = (
    "Anda belum puas. Pilih apa yang Anda inginkan, atau kembali dan minta pengaduan ini dibuka "
    "kembali."
)


class NilaiTanggapanForm(StepForm):
    """The reporter's rating of the answer, 1 to 4."""

    nilai = forms.TypedChoiceField(
        label="Seberapa puas Anda dengan penanganan ini?",
        choices=NILAI,
        coerce=int,
        widget=forms.RadioSelect,
    )
    saran = tulisan("Saran (boleh kosong)", rows=3, required=False)
    lanjut = forms.ChoiceField(
        label="Bila Anda belum puas",
        choices=[
            ("tutup", "Tutup pengaduan ini saja"),
            ("ajukan", "Tutup, lalu saya ajukan banding: panel yang tidak terlibat memutus"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("nilai") in BELUM_PUAS and not data.get("lanjut"):
            self.add_error("lanjut", TANYA_LANJUT)
        return data

    def data_for_step(self) -> dict[str, Any]:
        return {k: v for k, v in super().data_for_step().items() if k != "lanjut"}


class MintaBukaKembaliForm(TulisanForm):
    label = "Apa yang belum selesai"
    nilai = forms.TypedChoiceField(
        label="Penilaian Anda", choices=NILAI[2:], coerce=int, widget=forms.RadioSelect
    )


class SusunEvaluasiForm(StepForm):
    """A period that has ended or ends today."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    mulai = forms.DateField(label="Dari tanggal", widget=Tanggal())
    sampai = forms.DateField(label="Sampai tanggal", widget=Tanggal())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = today()
        self.fields["mulai"].initial = date(day.year, 1 if day.month <= 6 else 7, 1)
        self.fields["sampai"].initial = day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("mulai"), data.get("sampai")
        if first and last and last < first:
            self.add_error("sampai", "Tanggal akhir harus sesudah tanggal awal.")
        if last and last > today():
            self.add_error("sampai", "Periode belum berakhir.")
        if not self.errors and (twin := Evaluasi.bertumpang(self.uml, first, last)):
            self.add_error("mulai", f"Periode ini bertumpang tindih dengan {twin.nomor}.")
        return data


class TulisRencanaForm(StepForm):
    """Findings, and up to four improvements, each with its owner and its day."""

    temuan = tulisan("Temuan: tema dan sebab yang berulang")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(self.case.rencana.all()) if self.case else []
        if self.case:
            self.fields["temuan"].initial = self.case.temuan
        for n in range(1, max(BARIS, len(known)) + 1):
            row = known[n - 1] if n <= len(known) else None
            self._baris(n, row)

    def _baris(self, n: int, row: Any) -> None:
        required = n == 1
        self.fields[f"uraian_{n}"] = forms.CharField(
            label="Yang diperbaiki",
            max_length=300,
            required=required,
            initial=row.uraian if row else "",
        )
        self.fields[f"penanggung_jawab_{n}"] = forms.CharField(
            label="Penanggung jawab",
            max_length=120,
            required=required,
            initial=row.penanggung_jawab if row else "",
            widget=forms.TextInput(attrs={"list": "pegawai"}),
        )
        self.fields[f"tenggat_{n}"] = forms.DateField(
            label="Selesai sebelum",
            widget=Tanggal(),
            required=required,
            initial=row.tenggat if row else None,
        )

    def rows(self, data: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
        names = ("uraian", "penanggung_jawab", "tenggat")
        count = sum(name.startswith("uraian_") for name in self.fields)
        return [(n, {name: data.get(f"{name}_{n}") for name in names}) for n in range(1, count + 1)]

    def kelompok(self) -> list[tuple[str, list[Any]]]:
        """The boxes of each improvement, as the page shows them."""
        numbers = [name.rpartition("_")[2] for name in self.fields if name.startswith("uraian_")]
        names = ("uraian", "penanggung_jawab", "tenggat")
        return [(f"Perbaikan {n}", [self[f"{name}_{n}"] for name in names]) for n in numbers]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n, row in self.rows(data):
            missing = [name for name, value in row.items() if not value]
            if missing and len(missing) < 3:
                for name in missing:
                    if f"{name}_{n}" not in self.errors:
                        self.add_error(f"{name}_{n}", "Lengkapi baris ini.")
        return data

    def data_for_step(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "temuan": data["temuan"],
            "rencana": [row for _, row in self.rows(data) if all(row.values())],
        }
