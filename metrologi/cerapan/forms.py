"""The sheet as a form: built from its declaration, valid only with a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms

from metrologi.accounts.models import User
from metrologi.bkd.ketetapan import PERTANYAAN
from metrologi.bkd.ketetapan import ketetapan as ketetapan_berlaku
from metrologi.bkd.putusan import BATAL, SAH
from metrologi.bkd.tabel import berlaku_pada
from metrologi.cerapan import bentuk, pelat, susunan, tapak
from metrologi.cerapan.bentuk import nama, semua_isian
from metrologi.cerapan.ketetapan import pada as ketetapan_pada
from metrologi.cerapan.penilaian import Penilaian
from metrologi.lembar import LEMBAR, Titik, TitikHasil, Uji
from metrologi.lembar.nilai import Hasil, ujian
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.foto import FotoField
from metrologi.uttp.models import Uttp

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml

FOTO = ("foto", "foto_2", "foto_3")
KEPUTUSAN = [
    ("", "–"),
    ("sah", "Sah"),
    ("perlu_perbaikan", "Perlu perbaikan, diuji lagi"),
    ("batal", "Batal"),
]


class CerapanForm(forms.Form):
    """One sheet for one instrument at one stage; `penilaian` judges whatever is there.

    `ketetapan` are the office's settings to judge by, for a sheet of the past, whose readings
    stand as they were typed; None means those in force on `hari`. `susun`: whether a plate that
    was corrected arranges the points anew. `simpan.simpan` stores a valid one.
    """

    suhu = AngkaField(label="Suhu (°C)", required=False, min_value=-10, max_value=60, desimal=2)
    kelembaban = AngkaField(
        label="Kelembaban (%)", required=False, min_value=0, max_value=100, desimal=2
    )
    lokasi = forms.CharField(required=False, max_length=200)
    substitusi = forms.BooleanField(
        label="Metode substitusi: sebagian beban diganti beban lain yang ditimbang dengan standar",
        required=False,
    )
    keputusan = forms.ChoiceField(choices=KEPUTUSAN, required=False)
    catatan = forms.CharField(
        required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    diperiksa = forms.BooleanField(
        label="Peringatan di atas sudah saya periksa; bacaannya benar", required=False
    )
    foto = FotoField(label="Foto pelat atau penunjukan", required=False)
    foto_2 = FotoField(label="Foto kedua", required=False)
    foto_3 = FotoField(label="Foto ketiga", required=False)

    def __init__(
        self,
        data: Any,
        files: Any,
        *,
        uttp: Uttp,
        tahap: str,
        hari: date,
        uml: Uml,
        penera: User,
        cara: str = "",
        ketetapan: Mapping[str, str] | None = None,
        susun: bool = True,
    ) -> None:
        super().__init__(data, files)
        self.uttp, self.tahap, self.hari, self.uml, self.penera = uttp, tahap, hari, uml, penera
        self.lembar = LEMBAR[uttp.jenis.lembar]
        # While only computing, nothing that saving needs is demanded yet.
        self.menghitung = self.is_bound and "hitung" in self.data
        lampau = ketetapan is not None
        self.fields.update(pelat.fields(self.lembar, uttp, lampau=lampau))
        self.fields.update(bentuk.visual(self.lembar, tahap))
        self._baca_pelat(cara, ketetapan)
        self.fields.update(bentuk.bacaan(self.uji, self.rows, None if lampau else self.alat))
        if self.is_bound and susun:
            self.data = susunan.tersusun(self.uji, self.rows, self.data, baru=self.menghitung)
        self.fields["standar"] = bentuk.standar(
            uml, self.lembar.jenis_standar, hari, wajib=not self.menghitung
        )
        if not self.lembar.timbangan:
            del self.fields["substitusi"]
        self.fields["penera_kedua"] = bentuk.penera_kedua(uml, hari, penera)
        self.fields.update(tapak.fields(hari))

    def _baca_pelat(self, cara: str, ketetapan: Mapping[str, str] | None) -> None:
        """Find out what instrument this is, the method, and with them the tests and points."""
        self.ketetapan: Mapping[str, Mapping[str, Any]] = (
            ketetapan_pada(self.uml, self.hari)
            if ketetapan is None
            else {k: {"nilai": v} for k, v in ketetapan.items()}
        )
        self.alat = pelat.alat(
            self.lembar,
            self.fields,
            self.data if self.is_bound else None,
            satuan=self.uttp.satuan,
            ketetapan={k: str(v["nilai"]) for k, v in self.ketetapan.items()},
        )
        self.cara = cara if cara in dict(self.lembar.cara) else self.lembar.cara_baku(self.alat)
        with berlaku_pada(self.hari):
            self.uji = ujian(self.lembar, self.alat, self.tahap)
            self.rows = {u.kode: u.titik(self.alat, self.tahap, self.cara) for u in self.uji}

    @cached_property
    def penilaian(self) -> Penilaian:
        """Verdict and doubts of what has been typed so far."""
        return Penilaian(self)

    # --- for the page ----------------------------------------------------------------------------
    def bagian(self) -> Iterator[dict[str, Any]]:
        """Each test with its points and their bound fields."""
        done = self.penilaian.hasil
        verdicts = {u.kode: u for u in done.uji}
        points = done.titik()
        for uji in self.uji:
            own = [self._baris(uji, t, points) for t in self.rows[uji.kode]]
            keys = {row["titik"].kunci for row in own}
            found = verdicts[uji.kode]
            summary = [t for t in found.titik if t.kunci not in keys]
            yield {"uji": uji, "hasil": found, "baris": own, "ringkas": summary}

    def _baris(self, uji: Uji, titik: Titik, points: Mapping[str, TitikHasil]) -> dict[str, Any]:
        names = [nama(uji, titik, i) for i in titik.isian]
        faults = self.penilaian.galat
        return {
            "titik": titik,
            "kunci": f"{uji.kode}_{titik.kunci}",
            "hasil": points.get(f"{uji.kode}_{titik.kunci}"),
            "isian": [(i, self[n]) for i, n in zip(titik.isian, names, strict=True)],
            "galat": [faults[n] for n in names if n in faults],
        }

    def berkas_foto(self) -> list[forms.BoundField]:
        """The fields of the photographs."""
        return [self[n] for n in FOTO]

    def identitas(self) -> list[forms.BoundField]:
        """The fields of the plate."""
        return [self[n] for n in self.fields if n.startswith("alat_")]

    def visual(self) -> list[forms.BoundField]:
        """The fields of the checklist."""
        return [self[n] for n in self.fields if n.startswith("visual_")]

    def tapak(self) -> list[dict[str, Any]]:
        """The fields of the marks, by kind."""
        return tapak.rows(self)

    def standar_habis(self) -> list[str]:
        """Why some standards of the office cannot be ticked."""
        field: Any = self.fields["standar"]
        told: list[str] = field.habis()
        return told

    def pelat_kurang(self) -> bool:
        """Whether the plate is not known well enough to propose the points of every test."""
        open_tests = any(not u.dari and not self.rows[u.kode] for u in self.uji)
        return open_tests or (self.lembar.timbangan and not self.alat.lengkap)

    def ketetapan_kantor(self) -> list[dict[str, str]]:
        """The settings the limits of this sheet rest on.

        Without `dasar` the office has not settled them yet.
        """
        return [
            {
                "nama": PERTANYAAN[k].nama,
                "kata": PERTANYAAN[k].words(ketetapan_berlaku(self.alat.ketetapan, k)),
                "dasar": self.ketetapan.get(k, {}).get("dasar", ""),
                "sumber": PERTANYAAN[k].sumber,
            }
            for k in self.lembar.ketetapan
        ]

    def pelat_terbaca(self) -> dict[str, Any]:
        """Of a valid sheet, what its plate corrects in the register."""
        return pelat.perbaikan(self, self.uttp, self.alat, self.lembar)

    # --- validity --------------------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.menghitung:
            return data
        hasil = self.penilaian.hasil
        if hasil.putusan not in (SAH, BATAL):
            open_tests = ", ".join(hasil.kurang)
            self.add_error(None, f"Belum ada putusan. Lengkapi atau periksa: {open_tests}.")
            return data
        if self.penilaian.galat:
            return data
        if hasil.peringatan and not data.get("diperiksa"):
            self.add_error("diperiksa", "Periksa peringatan, lalu centang bila bacaannya benar.")
        self._keputusan(data, hasil)
        tapak.check(self, data)
        for name, reason in self.penilaian.pendapat.tolak:
            self.add_error(name, reason)
        return data

    def _keputusan(self, data: dict[str, Any], hasil: Hasil) -> None:
        """SAH stays SAH; for BATAL the penera says whether it can be repaired.

        Nobody here overrides the rules.
        """
        if hasil.putusan == SAH:
            if data.get("keputusan") not in ("", "sah"):
                self.add_error("keputusan", "Semua uji memenuhi syarat; keputusannya sah.")
            data["keputusan"] = "sah"
        elif data.get("keputusan") not in ("perlu_perbaikan", "batal"):
            words = "Ada uji yang tidak memenuhi syarat. Pilih: perlu perbaikan, atau batal."
            self.add_error("keputusan", words)

    def mentah(self) -> dict[str, str]:
        """The readings as typed."""
        names = [nama(u, t, i) for u, t, i in semua_isian(self.uji, self.rows)]
        names += [n for n in self.fields if n.startswith(("visual_", "alat_", "tapak_"))]
        names += ["suhu", "kelembaban", *(["substitusi"] if self.data.get("substitusi") else [])]
        return {"cara": self.cara, **{n: str(self.data.get(n, "")) for n in names}}
