"""One instrument as its plate says: kind, identity, capacity, and what only its kind has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import cached_property

from metrologi.bkd.satuan import PILIHAN
from metrologi.bkd.tulisan import tulis_angka
from metrologi.clock.now import today
from metrologi.uttp.cari import lipat
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.forms.pilihan import JenisField, TempatField
from metrologi.uttp.foto import FotoField
from metrologi.uttp.models import JenisUttp, Uttp

INTERVAL_TERSEDIKIT = 100
SATUAN = [("", "–"), *((s, s) for s in PILIHAN)]
ANGKA_KELAS = {"1": "I", "2": "II", "3": "III", "4": "IIII", "IV": "IIII"}
KELAS = [("", "Tidak tahu"), *((k, k) for k in ("I", "II", "III", "IIII"))]


class KelasField(forms.ChoiceField):
    """An accuracy class of a scale; people write it as a digit too: 3 is III."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value).strip().upper()
        return text if self.valid_value(text) else ANGKA_KELAS.get(text, text)


class IdentitasForm(forms.Form):
    """What the grid and the full form share: kind, maker's plate, capacity and class."""

    jenis = JenisField()
    merek = forms.CharField(
        max_length=60, error_messages={"required": "Isi merek yang tertera pada alat."}
    )
    tipe = forms.CharField(label="Tipe/model", max_length=60, required=False)
    nomor_seri = forms.CharField(label="Nomor seri", max_length=60, required=False)
    kapasitas_maks = AngkaField(label="Kapasitas maksimum", required=False, min_value=0)
    satuan = forms.ChoiceField(choices=SATUAN, required=False)
    e = AngkaField(label="Interval skala (e)", required=False, min_value=0)
    kelas = KelasField(
        choices=KELAS, required=False, error_messages={"invalid_choice": "Pilih kelas dari daftar."}
    )

    @cached_property
    def jenis_terpilih(self) -> JenisUttp | None:
        """The kind as it stands in the form now, valid or not; one query at most."""
        raw = self["jenis"].value()
        if isinstance(raw, JenisUttp):
            return raw
        if not isinstance(raw, str) or not raw:
            return None
        return JenisUttp.objects.pilihan().filter(kode=raw).first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        jenis: JenisUttp | None = data.get("jenis")
        if jenis is None:
            return data
        if data.get("kelas") and jenis.kelas and data["kelas"] not in jenis.kelas:
            self.add_error("kelas", f"{jenis} hanya mengenal kelas {', '.join(jenis.kelas)}.")
        data["satuan"] = data.get("satuan") or jenis.satuan
        self._sizes(data)
        return data

    def _sizes(self, data: dict[str, Any]) -> None:
        maks = data.get("kapasitas_maks")
        if maks is not None and maks == 0:
            self.add_error("kapasitas_maks", "Kapasitas harus lebih dari nol.")
        for name in ("kapasitas_min", "e", "d"):
            if maks and (nilai := data.get(name)) is not None and nilai >= maks:
                self.add_error(
                    name,
                    f"Harus lebih kecil dari kapasitas maksimum. Keduanya dalam {data['satuan']}.",
                )
        if maks and data.get("e") and "e" not in self.errors and data["jenis"].timbangan:
            self._interval(maks, data["e"], data["satuan"])

    def _interval(self, maks: Decimal, e: Decimal, satuan: str) -> None:
        """A scale interval is 1, 2 or 5 times a power of ten; Max has a hundred at least.

        OIML R 76-1 3.1.2 and Table 3.
        """
        if int("".join(map(str, e.normalize().as_tuple().digits))) not in (1, 2, 5):
            self.add_error("e", "Nilainya 1, 2, atau 5 (0,01; 0,02; 0,05). Periksa pelatnya.")
        elif maks / e < INTERVAL_TERSEDIKIT:
            self.add_error(
                "e",
                f"Terlalu besar untuk kapasitas {tulis_angka(maks)} {satuan}: paling sedikit "
                f"{INTERVAL_TERSEDIKIT} e. Periksa satuannya.",
            )


class AlatForm(IdentitasForm):
    """The full form of an instrument; `simpan(user)` stores it.

    `pemilik` limits the places to choose from.
    """

    tempat = TempatField()
    buatan = forms.CharField(label="Negara pembuat", max_length=40, required=False)
    tahun_buat = forms.IntegerField(
        label="Tahun pembuatan",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Tulis tahun dengan empat angka."},
    )
    kapasitas_min = AngkaField(label="Kapasitas minimum", required=False, min_value=0)
    d = AngkaField(label="Daya baca (d)", required=False, min_value=0)
    foto = FotoField(
        label="Foto alat atau pelat",
        required=False,
        help_text="JPG, PNG, atau WebP, paling besar 8 MB.",
    )

    field_order = (
        "tempat",
        "jenis",
        "merek",
        "tipe",
        "nomor_seri",
        "kapasitas_maks",
        "satuan",
        "kapasitas_min",
        "e",
        "d",
        "kelas",
        "buatan",
        "tahun_buat",
        "foto",
    )

    def __init__(self, *args: Any, tempat: Any, uttp: Uttp | None = None, **kwargs: Any) -> None:
        self.uttp = uttp
        super().__init__(*args, **kwargs)
        self.fields["tempat"].queryset = tempat
        self.fields["jenis"].widget.attrs.update(
            {
                "hx-post": reverse_lazy("uttp:isian"),
                "hx-target": "#isian-jenis",
                "hx-include": "closest form",
            }
        )
        self._per_jenis()

    def _per_jenis(self) -> None:
        """Unit, classes and extra fields follow the kind chosen so far."""
        jenis = self.jenis_terpilih
        if jenis is None:
            return
        self.fields["kapasitas_maks"].label = jenis.label_kapasitas
        if not self.initial.get("satuan"):
            self.initial["satuan"] = jenis.satuan
        self.fields["kelas"].choices = [("", "Tidak tahu"), *((k, k) for k in jenis.kelas)]
        for isian in jenis.isian:
            self.fields[f"ekstra_{isian['nama']}"] = _bidang(isian)

    @property
    def bidang_ekstra(self) -> list[Any]:
        """The boxes of the data that only this kind has."""
        return [self[name] for name in self.fields if name.startswith("ekstra_")]

    def clean_tahun_buat(self) -> int | None:
        tahun = self.cleaned_data["tahun_buat"]
        if tahun is not None and not 1900 <= tahun <= today().year:
            raise forms.ValidationError(f"Tulis tahun antara 1900 dan {today().year}.")
        return tahun

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("jenis") and data.get("tempat"):
            self._tunggal(data)
        return data

    def _tunggal(self, data: dict[str, Any]) -> None:
        uml_id = data["tempat"].pemilik.uml_id
        kembar = kembaran(uml_id, data["jenis"], data.get("merek", ""), data.get("nomor_seri", ""))
        if kembar is not None and (self.uttp is None or kembar.pk != self.uttp.pk):
            self.add_error("nomor_seri", pesan_kembar(kembar, data["tempat"].pemilik_id))

    def nilai(self) -> dict[str, Any]:
        """The fields of `Uttp` as cleaned; extra ones of the kind gathered into `ekstra`."""
        names = (
            "jenis",
            "tempat",
            "merek",
            "tipe",
            "nomor_seri",
            "buatan",
            "tahun_buat",
            "kapasitas_maks",
            "kapasitas_min",
            "e",
            "d",
            "satuan",
            "kelas",
        )
        return {n: self.cleaned_data[n] for n in names} | {"ekstra": self._ekstra()}

    def _ekstra(self) -> dict[str, Any]:
        pairs = (
            (n.removeprefix("ekstra_"), v)
            for n, v in self.cleaned_data.items()
            if n.startswith("ekstra_")
        )
        return {n: int(v) if isinstance(v, Decimal) else v for n, v in pairs if v not in (None, "")}


def _bidang(isian: dict[str, Any]) -> forms.Field:
    if isian.get("angka"):
        return AngkaField(label=isian["label"], required=False, min_value=0, desimal=0)
    return forms.CharField(label=isian["label"], required=False, max_length=60)


def kembaran(uml_id: int, jenis: JenisUttp, merek: str, nomor_seri: str) -> Uttp | None:
    """The instrument that is already registered with this identity, or None.

    Without a serial number there is no identity.
    """
    if not lipat(nomor_seri):
        return None
    rows = Uttp.objects.filter(
        uml_id=uml_id, jenis=jenis, merek_kunci=lipat(merek), seri_kunci=lipat(nomor_seri)
    )
    return rows.first()


def pesan_kembar(kembar: Uttp, pemilik_id: int) -> str:
    """Say where it is to its owner; to others only that it exists (no name leaves the register)."""
    if kembar.pemilik_id == pemilik_id:
        return f"Alat ini sudah terdaftar pada usaha Anda dengan kode {kembar.kode}."
    return (
        "Alat dengan jenis, merek, dan nomor seri ini sudah terdaftar pada usaha lain. "
        "Bila alat ini berpindah tangan kepada Anda, hubungi petugas untuk memindahkannya."
    )
