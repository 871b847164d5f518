"""The sheet as a form: built from its declaration, judged as far as it is filled, saved only with a verdict."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.cerapan import ketelitian, pelat, sambungan, tapak
from metrologi.cerapan.judge import Hasil, judge, titik_dari, ujian
from metrologi.cerapan.ketetapan import pada as _settled
from metrologi.cerapan.lembar import LEMBAR, Isian, Titik, Uji
from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.rules.hasil import BATAL, SAH
from metrologi.cerapan.rules.ketetapan import PERTANYAAN
from metrologi.cerapan.rules.ketetapan import ketetapan as ketetapan_nilai
from metrologi.cerapan.rules.tabel import berlaku_pada
from metrologi.clock.indonesia import tanggal
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.foto import FotoField
from metrologi.uttp.models import Standar, Uttp

VISUAL = (("ya", "Ya"), ("tidak", "Tidak"), ("tb", "Tidak berlaku"))
FOTO = ("foto", "foto_2", "foto_3")
# The usual classes of weights for a class of scale (OIML R 76-1 3.7.1: a third of the BKD at most).
PASANGAN = {"I": {"E1", "E2", "F1"}, "II": {"E1", "E2", "F1", "F2", "M1"}, "III": {"E1", "E2", "F1", "F2", "M1", "M2"}}
TAHUN_TERTUA = 1900
KEPUTUSAN = [("", "–"), ("sah", "Sah"), ("perlu_perbaikan", "Perlu perbaikan, diuji lagi"), ("batal", "Batal")]


class StandarField(forms.ModelMultipleChoiceField):
    """Working standards; one whose certificate does not cover the day is refused by name."""

    def __init__(self, *, hari: date, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, label="Standar yang dipakai", error_messages={
            "required": "Pilih standar yang dipakai.", "invalid_choice": "Standar ini tidak ada di kantor ini."}, **kwargs)
        self.hari = hari

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        refused = [self._tolak(s) for s in chosen if s.alasan_tidak_berlaku(self.hari)]
        if refused:
            raise forms.ValidationError(refused)
        return chosen

    def _tolak(self, standar: Standar) -> str:
        """Which certificate does not cover the day of the test, and until when it did; else what other paper ran out."""
        if standar.sertifikat_tanggal <= self.hari <= standar.berlaku_sampai:
            return standar.alasan_tidak_berlaku(self.hari)
        until = (f"berlaku sampai {tanggal(standar.berlaku_sampai)}" if self.hari >= standar.sertifikat_tanggal
                 else f"baru berlaku mulai {tanggal(standar.sertifikat_tanggal)}")
        return (f"Sertifikat {standar.sertifikat_nomor} dari {standar} {until}; tidak dapat dipakai untuk pengujian "
                f"{tanggal(self.hari)}.")

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, sertifikat {obj.sertifikat_nomor} berlaku sampai {tanggal(obj.berlaku_sampai)}"


class CerapanForm(forms.Form):
    """One sheet for one instrument at one stage. `hitung()` judges whatever is there; `simpan()` needs a verdict.

    `ketetapan` are the office's settings to judge by, for a sheet of the past; None means those in force on `hari`.
    """

    suhu = AngkaField(label="Suhu (°C)", required=False, min_value=-10, max_value=60, desimal=2)
    kelembaban = AngkaField(label="Kelembaban (%)", required=False, min_value=0, max_value=100, desimal=2)
    lokasi = forms.CharField(required=False, max_length=200)
    keputusan = forms.ChoiceField(choices=KEPUTUSAN, required=False)
    catatan = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    diperiksa = forms.BooleanField(label="Peringatan di atas sudah saya periksa; bacaannya benar", required=False)
    foto = FotoField(label="Foto pelat atau penunjukan", required=False)
    foto_2 = FotoField(label="Foto kedua", required=False)
    foto_3 = FotoField(label="Foto ketiga", required=False)

    def __init__(self, data: Any, files: Any, *, uttp: Uttp, tahap: str, hari: date, uml: Any, penera: User,
                 cara: str = "", ketetapan: Mapping[str, str] | None = None) -> None:
        super().__init__(data, files)
        self.uttp, self.tahap, self.hari, self.uml, self.penera = uttp, tahap, hari, uml, penera
        self.lembar = LEMBAR[uttp.jenis.lembar]
        self.fields.update(pelat.fields(self.lembar, uttp))
        self._visual_fields()
        self.ketetapan = _settled(uml, hari) if ketetapan is None else {k: {"nilai": v} for k, v in ketetapan.items()}
        self.alat = pelat.alat(self.lembar, self.fields, self.data if self.is_bound else None, satuan=uttp.satuan,
                               ketetapan={k: str(v["nilai"]) for k, v in self.ketetapan.items()})
        self.cara = cara if cara in dict(self.lembar.cara) else self.lembar.cara_baku(self.alat)
        with berlaku_pada(hari):
            self.uji = ujian(self.lembar, self.alat, tahap)
            self.rows = {u.kode: titik_dari(u, self.alat, tahap, self.cara) for u in self.uji}
        # While only computing, nothing that saving needs is demanded yet; what cannot be read still says so.
        self.menghitung = self.is_bound and "hitung" in self.data
        self._reading_fields()
        self._people_and_standards()
        self.fields.update(tapak.fields(hari))

    # --- building --------------------------------------------------------------------------------
    def _visual_fields(self) -> None:
        for kode, kalimat, hanya_tera in self.lembar.visual:
            if not hanya_tera or self.tahap == "tera":
                self.fields[f"visual_{kode}"] = forms.ChoiceField(label=kalimat, choices=VISUAL, required=False,
                                                                  widget=forms.RadioSelect)

    def _reading_fields(self) -> None:
        for uji in self.uji:
            for titik in self.rows[uji.kode]:
                for isian in titik.isian:
                    self.fields[nama(uji, titik, isian)] = pelat.field(isian)
        if self.menghitung:
            self._propose()

    def _propose(self) -> None:
        """Points that a corrected plate has just brought: their proposals stand in the fields as on a new sheet."""
        names = [nama(u, t, i) for u in self.uji for t in self.rows[u.kode] for i in t.isian]
        fresh = {n: self.fields[n].initial for n in names if n not in self.data and self.fields[n].initial}
        self.data = self.data.copy()
        self.data.update(fresh)

    def _people_and_standards(self) -> None:
        own = Standar.objects.filter(uml=self.uml, aktif=True, jenis=self.lembar.jenis_standar)
        self.fields["standar"] = StandarField(queryset=own, hari=self.hari, required=not self.menghitung,
                                              help_text="Diperlukan saat menyimpan.")
        duty = Penugasan.objects.pada(self.hari).filter(role=Role.PENERA, uml=self.uml)
        others = User.objects.filter(pk__in=duty.values("user"), is_active=True).exclude(pk=self.penera.pk)
        self.fields["penera_kedua"] = forms.ModelChoiceField(
            others, label="Penera kedua", required=False, empty_label="(tidak ada)",
            error_messages={"invalid_choice": "Pilih penera kantor ini selain Anda."})

    # --- for the page ----------------------------------------------------------------------------
    def bagian(self) -> Iterator[dict[str, Any]]:
        """Each test with its points and their bound fields."""
        done = self.hitung()
        verdicts = {u.kode: u for u in done.uji}
        points = done.titik()
        for uji in self.uji:
            found = verdicts[uji.kode]
            own = [self._baris(uji, t, points) for t in self.rows[uji.kode]]
            summary = [t for t in found.titik if t.kunci not in {r["titik"].kunci for r in own}]
            yield {"uji": uji, "hasil": found, "baris": own, "ringkas": summary}

    def _baris(self, uji: Uji, titik: Titik, points: dict[str, Any]) -> dict[str, Any]:
        names = [nama(uji, titik, i) for i in titik.isian]
        return {"titik": titik, "kunci": f"{uji.kode}_{titik.kunci}", "hasil": points.get(f"{uji.kode}_{titik.kunci}"),
                "isian": [(i, self[n]) for i, n in zip(titik.isian, names, strict=True)],
                "galat": [self._galat[n] for n in names if n in self._galat]}

    def berkas_foto(self) -> list[Any]:
        return [self[n] for n in FOTO]

    def identitas(self) -> list[Any]:
        return [self[n] for n in self.fields if n.startswith("alat_")]

    def pelat_kurang(self) -> bool:
        """Whether the plate is not known well enough to propose the points of every test."""
        open_tests = any(not u.dari and not self.rows[u.kode] for u in self.uji)
        return open_tests or (self.lembar.timbangan and not self.alat.lengkap)

    def visual(self) -> list[Any]:
        return [self[n] for n in self.fields if n.startswith("visual_")]

    def ketetapan_kantor(self) -> list[dict[str, str]]:
        """The settings the limits of this sheet rest on; without `dasar` the office has not settled them yet."""
        return [{"nama": PERTANYAAN[k].nama, "kata": PERTANYAAN[k].words(ketetapan_nilai(self.alat.ketetapan, k)),
                 "dasar": self.ketetapan.get(k, {}).get("dasar", ""), "sumber": PERTANYAAN[k].sumber}
                for k in self.lembar.ketetapan]

    def tapak(self) -> list[dict[str, Any]]:
        return tapak.rows(self)

    # --- judging ---------------------------------------------------------------------------------
    def hitung(self) -> Hasil:
        """The verdict of what has been typed so far; unreadable and missing readings count as open."""
        if not hasattr(self, "_hasil"):
            found = self.nilai()
            self._hasil = replace(found, peringatan=[*found.peringatan, *self._ragu(found)]) if self.is_bound else found
        return self._hasil

    def nilai(self) -> Hasil:
        """The verdict of the readings alone, asking nobody and no database."""
        self._galat: dict[str, str] = {}
        self._bacaan, seen = self._readings()
        return judge(self.lembar, self.alat, self.tahap, self.cara, self._bacaan, seen, hari=self.hari)

    def _ragu(self, hasil: Hasil) -> list[str]:
        """Doubts about what stands outside the tests: standards too coarse, years that cannot be."""
        ticked = {str(v) for v in self["standar"].data or []}
        chosen = [s for s in self._standar() if str(s.pk) in ticked]
        found = self._terlalu_kasar(chosen) + list(ketelitian.kurang_halus(chosen, self.alat.kelas))
        with berlaku_pada(self.hari):
            found += ketelitian.ragu(chosen, hasil.titik(), self._bacaan)
        year = self.uttp.tahun_buat
        if year and not TAHUN_TERTUA <= year <= self.hari.year:
            found.append(f"Tahun pembuatan {year} tidak mungkin. Periksa pelatnya.")
        return found + self.pendapat().ragu + tapak.ragu(self.data, self.hari)

    def _terlalu_kasar(self, chosen: list[Standar]) -> list[str]:
        usual = PASANGAN.get(self.alat.kelas) if self.lembar.timbangan else None
        coarse = [s for s in chosen if usual and s.kelas and s.kelas.upper() not in usual]
        return [f"{s} kelas {s.kelas} terlalu kasar untuk timbangan kelas {self.alat.kelas}." for s in coarse]

    def pendapat(self) -> sambungan.Pendapat:
        """What stamps and seals on loan say about the marks; asked once a sheet."""
        if not hasattr(self, "_pendapat"):
            self._pendapat = sambungan.pendapat(self)
        return self._pendapat

    def _standar(self) -> list[Standar]:
        """The standards to choose from, read once for the doubts about them."""
        if not hasattr(self, "_standar_kantor"):
            self._standar_kantor = list(self.fields["standar"].queryset)
        return self._standar_kantor

    def _readings(self) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
        readings = {f"{u.kode}_{t.kunci}": {i.nama: self._value(nama(u, t, i)) for i in t.isian}
                    for u in self.uji for t in self.rows[u.kode]}
        seen = {n.removeprefix("visual_"): str(self.data.get(n, "")) for n in self.fields if n.startswith("visual_")}
        return readings, seen

    def _value(self, name: str) -> Any:
        raw = self.data.get(name) if self.is_bound else self.fields[name].initial
        try:
            return self.fields[name].clean(raw)
        except forms.ValidationError as error:
            self._galat[name] = " ".join(error.messages)
            return None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.menghitung:
            return data
        hasil = self.hitung()
        if hasil.putusan not in (SAH, BATAL):
            self.add_error(None, f"Belum ada putusan. Lengkapi atau periksa: {', '.join(hasil.kurang)}.")
            return data
        if self._galat:
            return data
        if hasil.peringatan and not data.get("diperiksa"):
            self.add_error("diperiksa", "Periksa peringatan, lalu centang bila bacaannya benar.")
        self._keputusan(data, hasil)
        tapak.check(self, data)
        for name, reason in self.pendapat().tolak:
            self.add_error(name, reason)
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
        names = [nama(u, t, i) for u in self.uji for t in self.rows[u.kode] for i in t.isian]
        names += [n for n in self.fields if n.startswith(("visual_", "alat_", "tapak_"))] + ["suhu", "kelembaban"]
        return {"cara": self.cara, **{n: str(self.data.get(n, "")) for n in names}}


def nama(uji: Uji, titik: Titik, isian: Isian) -> str:
    return f"{uji.kode}_{titik.kunci}_{isian.nama}"
