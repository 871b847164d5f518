"""Forms of the unit's settings; only the administrator of the unit sees its rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from metrologi.accounts.models import Uml
from metrologi.bkd.ketetapan import PERTANYAAN
from metrologi.cerapan.ketetapan import Ketetapan
from metrologi.clock.models import HariLibur, JamKerja, MasaRamadan
from metrologi.documents import declare as documents
from metrologi.documents.models import PolaNomor
from metrologi.documents.signing.pemilik import terurai
from metrologi.uttp.foto import gambar
from metrologi.uttp.models import JenisUttp, MenitUji
from metrologi.workflow import registry

LAMBANG_MAX = 1024 * 1024
LAMBANG_SIDE = 2000
# Figures of a SHA-256.
SIDIK = 64


class Tanggal(forms.DateInput):
    """The browser's own date box; its value is always ISO."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class Jam(forms.TimeInput):
    """The browser's own time box."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class UnitForm(forms.ModelForm):
    """Base of the forms of this page: knows the unit whose administrator is typing."""

    def __init__(self, *args: Any, unit: Uml, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)

    def _get_validation_exclusions(self) -> set[str]:
        # Nobody types the unit, but "once per unit" must be checked by the form, not by the
        # database.
        return super()._get_validation_exclusions() - {"uml"}


class OwnRowForm(UnitForm):
    """Form of a row that holds for every unit which has no row of its own.

    Changing a general row makes a row of the unit.
    """

    def __init__(self, *args: Any, unit: Uml, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        if self.instance.uml_id is None:
            self.instance.pk, self.instance._state.adding, self.instance.uml = None, True, unit


class LambangField(forms.FileField):
    """A picture drawn anew by a child process, so that nothing but its pixels is kept."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        picture = super().clean(data, initial)
        if not picture or picture is initial:
            return picture
        if picture.size > LAMBANG_MAX:
            raise ValidationError(
                "Lambang paling besar 1 MB. Perkecil gambarnya, lalu unggah lagi."
            )
        return ContentFile(gambar(picture, "emblem", terbesar=LAMBANG_SIDE), "lambang.png")


class KopForm(UnitForm):
    """Letterhead, contacts and what the first page says."""

    lambang = LambangField(
        label="Lambang", required=False, help_text="JPG, PNG, atau WebP; paling besar 1 MB."
    )
    laman = forms.URLField(label="Laman", required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Uml
        fields = (
            "nama",
            "instansi",
            "alamat",
            "telepon",
            "email",
            "laman",
            "kota",
            "lambang",
            "kode_klasifikasi",
            "tanda_daerah",
            "kertas",
            "jam_loket",
            "maklumat",
            "pengawas",
            "pengawas_surel",
        )
        widgets = {
            "instansi": forms.Textarea(attrs={"rows": 3}),
            "jam_loket": forms.Textarea(attrs={"rows": 2}),
            "maklumat": forms.Textarea(attrs={"rows": 4}),
        }


class BiayaForm(UnitForm):
    """Whether the office charges, and on which ground."""

    class Meta:
        model = Uml
        fields = ("kebijakan_biaya", "dasar_biaya")
        widgets = {"dasar_biaya": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kebijakan_biaya") != Uml.Biaya.OFF and not data.get("dasar_biaya", "").strip():
            self.add_error("dasar_biaya", "Sebutkan dasarnya; kalimat ini tercetak pada SKRD.")
        return data


class PenerbitForm(UnitForm):
    """The issuers of certificates whose keys the office's signers may install."""

    class Meta:
        model = Uml
        fields = ("penerbit_sertifikat",)
        widgets = {"penerbit_sertifikat": forms.Textarea(attrs={"rows": 4})}

    def clean_penerbit_sertifikat(self) -> str:
        typed: str = self.cleaned_data["penerbit_sertifikat"]
        for line in typed.splitlines():
            name, mark = terurai(line)
            if "|" in line and (not name or len(mark) != SIDIK):
                raise ValidationError(
                    f"“{line.strip()[:80]}”: tulis nama penerbit, garis tegak, lalu 64 angka dan"
                    " huruf sidik SHA-256 sertifikatnya."
                )
        return typed


class PolaForm(UnitForm):
    """The unit's own pattern for one kind of number; without it the declared pattern is used."""

    code = forms.ChoiceField(label="Nomor untuk")

    class Meta:
        model = PolaNomor
        fields = ("code", "pola")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, f"{title} (baku: {pattern})") for code, title, pattern in numbered()]
        self.fields["code"].choices = choices
        self.fields["code"].disabled = self.instance.pk is not None


def numbered() -> list[tuple[str, str, str]]:
    """Code, title and declared pattern of everything that takes a number."""
    papers = [(d.code, d.title, d.pattern) for d in documents.all_documents()]
    return papers + [(m.code, f"Perkara {m.title}", m.number) for m in registry.all_machines()]


class JamKerjaForm(OwnRowForm):
    """Office hours of a day of the week, as usual or in Ramadan."""

    class Meta:
        model = JamKerja
        fields = ("hari", "ramadan", "buka", "tutup", "istirahat_mulai", "istirahat_selesai")
        widgets = {
            name: Jam() for name in ("buka", "tutup", "istirahat_mulai", "istirahat_selesai")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["hari"]
        field.choices = [("", "(pilih hari)"), *field.choices[1:]]


class HariLiburForm(OwnRowForm):
    """A holiday."""

    class Meta:
        model = HariLibur
        fields = ("tanggal", "nama", "jenis", "dihitung_libur", "sumber")
        widgets = {"tanggal": Tanggal()}


class RamadanForm(UnitForm):
    """First and last day of a Ramadan, when office hours are shorter."""

    class Meta:
        model = MasaRamadan
        fields = ("mulai", "sampai", "sumber")
        widgets = {"mulai": Tanggal(), "sampai": Tanggal()}


class KetetapanForm(UnitForm):
    """What the office settles where the sources of the limits are silent or disagree."""

    kode = forms.ChoiceField(
        label="Hal", choices=[("", "(pilih)"), *((k, p.nama) for k, p in PERTANYAAN.items())]
    )

    class Meta:
        model = Ketetapan
        fields = ("kode", "nilai", "dasar", "mulai", "sampai")
        widgets = {"mulai": Tanggal(), "sampai": Tanggal()}
        help_texts = {
            "nilai": "Bila tidak cocok, pilihan yang boleh disebutkan.",
            "dasar": (
                "Surat keputusan atau berita acara yang menetapkannya; tampil pada lembar cerapan."
            ),
        }


class MenitUjiForm(UnitForm):
    """Minutes of one kind at this unit; without a row those of the reference data hold."""

    class Meta:
        model = MenitUji
        fields = ("jenis", "menit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["jenis"]
        field.queryset, field.label_from_instance = JenisUttp.objects.pilihan(), _dengan_menit
        field.empty_label = "(pilih jenis alat)"
        field.disabled = self.instance.pk is not None


def _dengan_menit(jenis: JenisUttp) -> str:
    return f"{jenis.nama} (baku {jenis.menit_uji} menit)"
