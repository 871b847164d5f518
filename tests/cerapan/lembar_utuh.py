"""Every sheet, with every method, filled without a single error: an instrument for it and its exact readings."""
from dataclasses import dataclass, field
from decimal import Decimal as D

from metrologi.cerapan.judge import Hasil, judge, titik_dari, ujian
from metrologi.cerapan.lembar import LEMBAR, Alat, Isian, Titik

Bacaan = dict[str, dict[str, object]]


@dataclass(frozen=True)
class Utuh:
    """A sheet and method, its instrument, and what is read where the proposal of the sheet does not say it."""

    kode: str
    alat: Alat
    isi: dict[str, object] = field(default_factory=dict)
    cara: str = ""

    def __str__(self):
        return f"{self.kode}{'-' if self.cara else ''}{self.cara}{'-' if self.alat.kelas else ''}{self.alat.kelas}"

    def bacaan(self, tahap: str) -> Bacaan:
        """Readings without error for every point, by "test_point" and field."""
        return {f"{uji.kode}_{titik.kunci}": {i.nama: self._isi(i, titik) for i in titik.isian}
                for uji in ujian(LEMBAR[self.kode], self.alat, tahap)
                for titik in titik_dari(uji, self.alat, tahap, self.cara)}

    def _isi(self, isian: Isian, titik: Titik) -> object:
        if isian.nama in self.isi:
            found = self.isi[isian.nama]
            return found(titik) if callable(found) else found
        if isian.pilihan or not isian.awal:
            return isian.awal or None
        return D(isian.awal.replace(".", "").replace(",", "."))

    def nilai(self, tahap: str, bacaan: Bacaan, visual: dict[str, str] | None = None) -> Hasil:
        sheet = LEMBAR[self.kode]
        return judge(sheet, self.alat, tahap, self.cara, bacaan, visual or {kode: "ya" for kode, *_ in sheet.visual})


def alat(kelas: str = "", satuan: str = "", maks: str = "", **lain: object) -> Alat:
    return Alat(D(maks) if maks else None, None, None, None, satuan, kelas, mmq=D(2), lain=lain)


def beban(titik: Titik) -> D:
    """The load the sheet proposes, else half of 30 kg."""
    typed = next((i.awal for i in titik.isian if i.nama == "beban"), "")
    return D(typed.replace(",", ".")) if typed else D(15)


def pegas(titik: Titik) -> D:
    """A spring shows its zero with nothing on it."""
    return D(0) if titik.kunci == "n1" else beban(titik)


def panjang(titik: Titik) -> D:
    """The nominal length, which the label of the point names."""
    return D(titik.label.split(", ")[1].removesuffix(" mm").replace(".", "").replace(",", "."))


SCALE = Alat(D(30), D("0.2"), D("0.01"), D("0.01"), "kg", "III", lain={"tara": "ada", "tampilan": "digital"})
WEIGHED = {"tampil": beban, "dl": D("0.005"), "tetap": "ya", "naik": "ya", "ganti": "ya", "gerak": D(6), "amatan": "setimbang"}
MANY = [D(500)] * 60
AIR = {"gamma": "0.0000477", "tekanan": D(1010), "suhu_udara": D(27), "kelembapan": D(65)}
UTUH = [
    *(Utuh("timbangan_elektronik", SCALE, WEIGHED, cara) for cara in ("lapangan", "titik_ubah")),
    Utuh("timbangan_pegas", SCALE, WEIGHED | {"tampil": pegas}), Utuh("timbangan_meja", SCALE, WEIGHED),
    Utuh("pompa_bbm", alat(satuan="L/menit", nozzle=D(1), muka="2"),
         {"tampil": D(20), "bejana": D(20), "depan": D(20), "belakang": D(20)}),
    Utuh("pompa_elpiji", alat(satuan="L/menit", muka="1"), {"tampil": D(15), "bejana": D(15)}),
    Utuh("pompa_bbg", alat(satuan="kg/menit"), {"tampil": D(4), "acuan": D(4)}),
    Utuh("meter_arus", alat("0.5", "L/menit", "600", produk="bbm"), {"debit": D(300), "tampil": D(2000), "acuan": D(2000)}),
    Utuh("anak_timbangan", alat("M1", "kg", "20", susunan="satu", jumlah=D(1)), {"galat": D(0), "ada": "ya"}, "langsung"),
    Utuh("anak_timbangan", alat("M2", "kg", susunan="g", jumlah=D(1)), {"galat": D(0), "ada": "ya"}, "langsung"),
    Utuh("anak_timbangan", alat("F2", "kg", "1", susunan="satu", jumlah=D(1)), {"galat": D(0), "u": D(5), "ada": "ya"},
         "langsung"),
    Utuh("anak_timbangan", alat("M2", "kg", "5", susunan="satu", jumlah=D(1)),
         {"s1": D(5000), "s2": D(5000), "t": D(5000), "koreksi": D(0), "ada": "ya"}, "banding"),
    Utuh("takaran_basah", alat(satuan="L", maks="0.25", bentuk="transfer_line"), {"isi": D(250)}, "ukur"),
    Utuh("takaran_kering", alat(satuan="L", maks="1", bentuk="transfer_brim"), {"isi": D(1010)}, "ukur"),
    Utuh("takaran_basah", alat(satuan="L", maks="1", bentuk="transfer_line", **AIR),
         {"massa": D("996.5"), "suhu": D(27)}, "timbang"),
    Utuh("takaran_kering", alat(satuan="L", maks="1", bentuk="transfer_brim", **AIR),
         {"massa": D(1010), "suhu": D(27)}, "timbang"),
    Utuh("bejana_ukur", alat(satuan="L", maks="20"), {"isi": D(20)}, "ukur"),
    Utuh("bejana_ukur", alat(satuan="L", maks="10", **AIR), {"massa": D(9958), "suhu": D(27)}, "timbang"),
    Utuh("ukuran_panjang", alat("III", "m", "1"), {"acuan": panjang}),
    Utuh("meter_air", alat("2", q3=D("2.5"), rasio=D(80), suhu_air=D(27)), {"awal": D(0), "akhir": D(100), "acuan": D(100)}),
    Utuh("meter_kwh", alat("1", sambungan="direct", fasa="1"),
         {"tampil": D(1), "acuan": D(1), "mula": "ya", "pulsa": D(0)}, "energi"),
    Utuh("meter_kwh", alat("2", sambungan="direct", fasa="1", konstanta=D(1600)),
         {"mula": "ya", "pulsa": lambda titik: D(20) if titik.kunci.startswith("k") else D(0), "daya": D("1111.1"),
          "waktu": D("40.5")}, "pulsa"),
    Utuh("tum", alat(satuan="L", maks="5000", kompartemen=D(1)),
         {"nominal": D(5000), "acuan": D(5000), "kosong": D(100), "gerak": D(3)}),
    Utuh("ban_berjalan", alat("1"), {"awal": D(0), "akhir": D(20000), "acuan": D(20000)}),
    Utuh("timbangan_pengecek", Alat(D(1000), D(20), D(1), None, "g", "III", lain={"kategori": "X", "x": D(1)}),
         {"acuan": D(500), "bacaan": MANY}),
    Utuh("timbangan_pengecek", Alat(D(1000), D(20), D(1), None, "g", "IIII", lain={"kategori": "Y"}),
         {"acuan": D(500), "bacaan": MANY}),
    Utuh("timbangan_pengisi", Alat(D(25), D(25), None, None, "kg", "", lain={"x": D(1)}), {"bacaan": [D(25000)] * 2}),
    Utuh("meter_kadar_air", alat(satuan="%", komoditas="gabah"), {"acuan": D(14), "bacaan": [D(14)] * 3}),
    Utuh("meter_taksi", alat(pasang="terpasang"), {"tampil": lambda titik: D(600) if titik.kunci.startswith("w") else D(1000)}),
]
