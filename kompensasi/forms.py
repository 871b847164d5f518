"""The forms of the steps of a monitoring item, and of a rule."""

from __future__ import annotations

from typing import Any

from django import forms

from kompensasi.models import AturanKompensasi, Kompensasi
from kompensasi.surat import isi_usulan, tujuan_usulan
from metrologi.clock.now import today
from metrologi.workflow import registry
from metrologi.workflow.forms import StepForm


class InformasikanKendalaForm(StepForm):
    penyebab = forms.ChoiceField(
        label="Penyebab",
        choices=Kompensasi.Penyebab.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih penyebabnya."},
    )
    kendala = forms.CharField(
        label="Uraian kendala",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ditulis apa adanya; kalimat ini dipakai dalam surat kepada pelanggan.",
    )
    perkiraan_selesai = forms.DateField(
        label="Perkiraan layanan selesai",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Kosongkan bila layanan sudah selesai.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.case, Kompensasi) and self.case.atas_putusan:
            del self.fields["penyebab"], self.fields["perkiraan_selesai"]
            self.fields["kendala"].label = "Apa yang tidak sesuai pada layanan itu"

    def clean_perkiraan_selesai(self) -> Any:
        day = self.cleaned_data["perkiraan_selesai"]
        if day and day < today():
            raise forms.ValidationError("Tanggal perkiraan tidak boleh sudah lewat.")
        return day


class SampaikanEvaluasiForm(StepForm):
    evaluasi = forms.CharField(
        label="Evaluasi hasil monitoring",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang dilakukan agar layanan segera selesai dan tidak terulang.",
    )


class InstruksikanForm(StepForm):
    suvenir = forms.CharField(label="Suvenir", max_length=120)
    prioritas = forms.BooleanField(label="Layanan ini didahulukan sampai selesai", required=False)
    alasan_beda = forms.CharField(
        label="Alasan bila berbeda dari aturan", max_length=500, required=False
    )
    arahan = forms.CharField(
        label="Arahan", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usulan = self.case.usulan() if isinstance(self.case, Kompensasi) else None
        if self.usulan:
            self.initial |= {"suvenir": self.usulan.suvenir, "prioritas": self.usulan.prioritas}
            self.fields[
                "suvenir"
            ].help_text = f"Menurut aturan: {self.usulan.suvenir}. Dasar: {self.usulan.sumber}."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rule, chosen = self.usulan, (data.get("suvenir"), data.get("prioritas"))
        if (
            rule
            and chosen != (rule.suvenir, rule.prioritas)
            and data.get("suvenir")
            and not data.get("alasan_beda")
        ):
            self.add_error("alasan_beda", "Bentuk kompensasi berbeda dari aturan. Tulis alasannya.")
        return data


class SusunForm(StepForm):
    kepada = forms.CharField(label="Surat ditujukan kepada", max_length=160)
    alamat = forms.CharField(
        label="Alamat", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    isi_surat = forms.CharField(
        label="Isi surat",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="Satu baris kosong memisahkan paragraf.",
    )
    suvenir_siap = forms.BooleanField(
        label="Suvenir sudah disiapkan",
        error_messages={"required": "Siapkan suvenirnya lebih dahulu."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.case, Kompensasi):
            kepada, alamat = tujuan_usulan(self.case)
            self.initial |= {
                "kepada": self.case.kepada or kepada,
                "alamat": self.case.alamat or alamat,
                "isi_surat": self.case.isi_surat or isi_usulan(self.case),
            }
            self.fields["suvenir_siap"].help_text = self.case.suvenir

    def data_for_step(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kepada", "alamat", "isi_surat")}


class KirimSuratForm(StepForm):
    cara = forms.ChoiceField(
        label="Cara pengiriman",
        choices=Kompensasi.Cara.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih cara pengirimannya."},
    )
    kurir = forms.CharField(label="Nama kurir", max_length=80, required=False)
    resi = forms.CharField(label="Nomor resi", max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("cara") == Kompensasi.Cara.KURIR:
            for name in ("kurir", "resi"):
                if not data.get(name):
                    self.add_error(name, "Wajib diisi untuk pengiriman lewat kurir.")
        return data


TERLINDUNG = "Pelanggan (identitas dilindungi)"


class TerimaSuratForm(StepForm):
    penerima = forms.CharField(
        label="Diterima oleh",
        max_length=120,
        help_text="Nama orang yang menerima surat dan suvenir.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["penerima"] = (
            TERLINDUNG if self.terlindung() else getattr(self.user, "nama", "")
        )

    def terlindung(self) -> bool:
        return self.case is not None and self.case.dilindungi

    def clean_penerima(self) -> str:
        """Refuse the name of a protected customer, since the whole office reads it."""
        text = self.cleaned_data["penerima"]
        if self.terlindung() and self.user.nama.casefold() in text.casefold():
            raise forms.ValidationError(
                "Identitas Anda dilindungi pada perkara ini. Jangan menulis nama Anda di sini."
            )
        return text


class CatatTandaTerimaForm(StepForm):
    penerima = forms.CharField(label="Nama pada tanda terima", max_length=120)


class AturanForm(forms.ModelForm):
    """A rule of the unit; what a delay from so many working minutes on is worth."""

    standalone = True
    prosedur = forms.ChoiceField(label="Layanan", required=False)

    class Meta:
        model = AturanKompensasi
        fields = ("prosedur", "dari_menit", "suvenir", "prioritas", "sumber", "mulai", "sampai")
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("mulai", "sampai")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(m.code, m.title) for m in registry.all_machines() if m.code != "kompensasi"]
        self.fields["prosedur"].choices = [("", "Semua layanan"), *others]
        self.fields["dari_menit"].help_text = "Satu hari kerja = 450 menit."
        self.fields["sumber"].help_text = "Keputusan atau standar pelayanan yang menetapkannya."

    def _get_validation_exclusions(self) -> set[str]:
        """Check that the rule is unique with its unit, which the form does not ask for."""
        return super()._get_validation_exclusions() - {"uml"}
