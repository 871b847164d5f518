"""The sheet as a form: built from its declaration, judged as far as it is filled, saved only with a verdict."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.cerapan import tapak
from metrologi.cerapan.judge import Hasil, judge, titik_dari
from metrologi.cerapan.lembar import LEMBAR, Alat, Isian, Titik, Uji
from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.rules.hasil import BATAL, SAH
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.foto import FotoField
from metrologi.uttp.models import Standar, Uttp

VISUAL = (("ya", "Ya"), ("tidak", "Tidak"), ("tb", "Tidak berlaku"))
IDENTITAS = (("maks", "Kapasitas maksimum", "kapasitas_maks"), ("min", "Kapasitas minimum", "kapasitas_min"),
             ("e", "Interval skala (e)", "e"), ("d", "Daya baca (d)", "d"))
KELAS = [("", "–"), *((k, k) for k in ("I", "II", "III", "IIII"))]
KEPUTUSAN = [("", "–"), ("sah", "Sah"), ("perlu_perbaikan", "Perlu perbaikan, diuji lagi"), ("batal", "Batal")]


class StandarField(forms.ModelMultipleChoiceField):
    """Working standards; one whose certificate does not cover the day is refused by name."""

    def __init__(self, *, hari: date, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, label="Standar yang dipakai", error_messages={
            "required": "Pilih standar yang dipakai.", "invalid_choice": "Standar ini tidak ada di kantor ini."}, **kwargs)
        self.hari = hari

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        reasons = [reason for s in chosen if (reason := s.alasan_tidak_berlaku(self.hari))]
        if reasons:
            raise forms.ValidationError(reasons)
        return chosen

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} · sertifikat {obj.sertifikat_nomor}, berlaku sampai {obj.berlaku_sampai:%d-%m-%Y}"


class CerapanForm(forms.Form):
    """One sheet for one instrument at one stage. `hitung()` judges whatever is there; `simpan()` needs a verdict."""

    suhu = AngkaField(label="Suhu (°C)", required=False, min_value=-10, max_value=60, desimal=2)
    kelembaban = AngkaField(label="Kelembaban (%)", required=False, min_value=0, max_value=100, desimal=2)
    lokasi = forms.CharField(required=False, max_length=200)
    keputusan = forms.ChoiceField(choices=KEPUTUSAN, required=False)
    catatan = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    diperiksa = forms.BooleanField(label="Peringatan di atas sudah saya periksa; bacaannya benar", required=False)
    foto = FotoField(label="Foto pelat atau penunjukan", required=False)

    def __init__(self, data: Any, files: Any, *, uttp: Uttp, tahap: str, hari: date, uml: Any, penera: User,
                 cara: str = "") -> None:
        super().__init__(data, files)
        self.uttp, self.tahap, self.hari, self.uml, self.penera = uttp, tahap, hari, uml, penera
        self.lembar = LEMBAR[uttp.jenis.lembar]
        self.cara = cara if cara in dict(self.lembar.cara) else (self.lembar.cara[0][0] if self.lembar.cara else "")
        self._identity_fields()
        self._visual_fields()
        self.alat = self._alat()
        self.rows = {u.kode: titik_dari(u, self.alat, tahap, self.cara) for u in self.lembar.uji}
        self._reading_fields()
        self._people_and_standards()
        self.fields.update(tapak.fields(hari))

    # --- building --------------------------------------------------------------------------------
    def _identity_fields(self) -> None:
        for name, label, source in IDENTITAS if self.lembar.timbangan else ():
            self.fields[f"alat_{name}"] = AngkaField(label=f"{label} ({self.uttp.satuan})", required=False, min_value=0,
                                                     initial=getattr(self.uttp, source))
        if self.lembar.timbangan:
            self.fields["alat_kelas"] = forms.ChoiceField(label="Kelas", choices=KELAS, required=False, initial=self.uttp.kelas)

    def _visual_fields(self) -> None:
        for kode, kalimat, hanya_tera in self.lembar.visual:
            if not hanya_tera or self.tahap == "tera":
                self.fields[f"visual_{kode}"] = forms.ChoiceField(label=kalimat, choices=VISUAL, required=False,
                                                                  widget=forms.RadioSelect)

    def _reading_fields(self) -> None:
        for uji in self.lembar.uji:
            for titik in self.rows[uji.kode]:
                for isian in titik.isian:
                    self.fields[nama(uji, titik, isian)] = _field(isian)

    def _people_and_standards(self) -> None:
        own = Standar.objects.filter(uml=self.uml, aktif=True, jenis=self.lembar.jenis_standar)
        self.fields["standar"] = StandarField(queryset=own, hari=self.hari)
        others = User.objects.filter(daftar_penugasan__role=Role.PENERA, daftar_penugasan__uml=self.uml, is_active=True)
        self.fields["penera_kedua"] = forms.ModelChoiceField(
            others.exclude(pk=self.penera.pk).distinct(), label="Penera kedua", required=False, empty_label="(tidak ada)")

    def _alat(self) -> Alat:
        """The plate as the sheet shows it: typed where it can be read, else as registered."""
        read = {name: self._typed(name, source) for name, _, source in IDENTITAS}
        kelas = self.data.get("alat_kelas", self.uttp.kelas) if self.is_bound else self.uttp.kelas
        kelas = kelas if kelas in dict(KELAS) else ""
        nozzle = str(self.uttp.ekstra.get("nozzle") or self.uttp.ekstra.get("jumlah_nozzle") or "1")
        return Alat(**read, satuan=self.uttp.satuan, kelas=kelas, nozzle=min(int(nozzle), 12) if nozzle.isdecimal() else 1)

    def _typed(self, name: str, source: str) -> Decimal | None:
        key = f"alat_{name}"
        if not self.is_bound or key not in self.fields:
            registered: Decimal | None = getattr(self.uttp, source)
            return registered
        try:
            value: Decimal | None = self.fields[key].clean(self.data.get(key))
        except forms.ValidationError:
            return None
        return value or None

    # --- for the page ----------------------------------------------------------------------------
    def bagian(self) -> Iterator[dict[str, Any]]:
        """Each test with its points and their bound fields."""
        done = self.hitung()
        verdicts = {u.kode: u for u in done.uji}
        points = done.titik()
        for uji in self.lembar.uji:
            found = verdicts[uji.kode]
            own = [self._baris(uji, t, points) for t in self.rows[uji.kode]]
            summary = [t for t in found.titik if t.kunci not in {r["titik"].kunci for r in own}]
            yield {"uji": uji, "hasil": found, "baris": own, "ringkas": summary}

    def _baris(self, uji: Uji, titik: Titik, points: dict[str, Any]) -> dict[str, Any]:
        return {"titik": titik, "kunci": f"{uji.kode}_{titik.kunci}", "hasil": points.get(f"{uji.kode}_{titik.kunci}"),
                "isian": [(i, self[nama(uji, titik, i)]) for i in titik.isian]}

    def identitas(self) -> list[Any]:
        return [self[n] for n in self.fields if n.startswith("alat_")]

    def visual(self) -> list[Any]:
        return [self[n] for n in self.fields if n.startswith("visual_")]

    def tapak(self) -> list[dict[str, Any]]:
        return tapak.rows(self)

    # --- judging ---------------------------------------------------------------------------------
    def hitung(self) -> Hasil:
        """The verdict of what has been typed so far; unreadable and missing readings count as open."""
        if not hasattr(self, "_hasil"):
            readings, seen = self._readings()
            self._hasil = judge(self.lembar, self.alat, self.tahap, self.cara, readings, seen)
        return self._hasil

    def _readings(self) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
        readings = {f"{u.kode}_{t.kunci}": {i.nama: self._value(nama(u, t, i)) for i in t.isian}
                    for u in self.lembar.uji for t in self.rows[u.kode]}
        seen = {n.removeprefix("visual_"): str(self.data.get(n, "")) for n in self.fields if n.startswith("visual_")}
        return readings, seen

    def _value(self, name: str) -> Any:
        raw = self.data.get(name) if self.is_bound else self.fields[name].initial
        try:
            return self.fields[name].clean(raw)
        except forms.ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hasil = self.hitung()
        if hasil.putusan not in (SAH, BATAL):
            self.add_error(None, f"Belum ada putusan. Lengkapi atau periksa: {', '.join(hasil.kurang)}.")
            return data
        if hasil.peringatan and not data.get("diperiksa"):
            self.add_error("diperiksa", "Periksa peringatan, lalu centang bila bacaannya benar.")
        self._keputusan(data, hasil)
        tapak.check(self, data)
        return data

    def _keputusan(self, data: dict[str, Any], hasil: Hasil) -> None:
        """SAH stays SAH; for BATAL the penera says whether it can be repaired. Nobody here overrides the engine."""
        if hasil.putusan == SAH:
            if data.get("keputusan") not in ("", "sah"):
                self.add_error("keputusan", "Semua uji memenuhi syarat; keputusannya sah.")
            data["keputusan"] = "sah"
        elif data.get("keputusan") not in ("perlu_perbaikan", "batal"):
            self.add_error("keputusan", "Ada uji yang tidak memenuhi syarat. Pilih: perlu perbaikan, atau batal.")

    # --- saving ----------------------------------------------------------------------------------
    def simpan(self, *, case: Any, item_id: int, penera: User, percobaan: int, kunci: Any) -> Pengujian:
        """Write the attempt with its marks, standards and photograph. IntegrityError when the attempt exists."""
        from metrologi.cerapan.simpan import simpan

        return simpan(self, case=case, item_id=item_id, penera=penera, percobaan=percobaan, kunci=kunci)

    def mentah(self) -> dict[str, str]:
        """The readings as typed."""
        names = [nama(u, t, i) for u in self.lembar.uji for t in self.rows[u.kode] for i in t.isian]
        names += [n for n in self.fields if n.startswith(("visual_", "alat_"))]
        return {"cara": self.cara, **{n: str(self.data.get(n, "")) for n in names}}


def nama(uji: Uji, titik: Titik, isian: Isian) -> str:
    return f"{uji.kode}_{titik.kunci}_{isian.nama}"


def _field(isian: Isian) -> forms.Field:
    if isian.pilihan:
        return forms.ChoiceField(label=isian.label, choices=isian.pilihan, required=False)
    label = f"{isian.label} ({isian.satuan})" if isian.satuan else isian.label
    return AngkaField(label=label, required=False, initial=isian.awal or None)


