"""Fuel and LPG dispensers (OIML R 117): three runs at three flows per nozzle, against a can."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from metrologi.bkd import pompa_ukur
from metrologi.bkd.ketetapan import bilangan
from metrologi.bkd.tulisan import tulis_angka, tulis_pecahan
from metrologi.lembar.baris import PerTitik, batas
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Baris,
    Isian,
    Lembar,
    Penilai,
    Titik,
    TitikHasil,
    Uji,
    dinilai,
    kosong,
    selisih,
    tanpa_titik,
)

ALIRAN = (
    ("maks", "Maksimum"),
    ("sedang", "Sedang (0,5–0,75 maks)"),
    ("lambat", "Lambat (0,15–0,25 maks)"),
)
# Where the plate says nothing the smaller usual MMQ stands, which allows less.
MMQ = Decimal(2)
# With an MMQ this large every run is within Emin, so that the verdict is that of the spread alone.
TANPA_BKD = 10**9
TETAP = "pompa-ketidaktetapan"
METODE = "Kepdirjen PKTN 121/2020; OIML R 117-1"


def _label(label: str) -> str:
    return label.split(" ")[0].lower()


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (
        Isian("tampil", "Penunjukan pompa", "L", awal="20"),
        Isian("bejana", "Volume bejana", "L"),
    )
    runs = [
        (nozzle, flow, label, run)
        for nozzle in range(1, alat.nozzle + 1)
        for flow, label in ALIRAN
        for run in (1, 2, 3)
    ]
    return [
        Titik(f"n{nozzle}{flow}{run}", f"Nozzle {nozzle}, {_label(label)}, ke-{run}", fields)
        for nozzle, flow, label, run in runs
    ]


def _satu(alat: Alat, kelas: Fraction, titik: Titik, isi: Bacaan) -> TitikHasil:
    """|V_ind - V_ref| ≤ BKD(V_ref); relative to the can, never to the display.

    Before the can is read its BKD is that of a can which holds what the pump shows.
    """
    shown, true = isi.get("tampil"), isi.get("bejana")
    if shown is None:
        return kosong(titik, "", "L")
    run = pompa_ukur.Jalan(aliran="satu", tampil_l=shown, acuan_l=shown if true is None else true)
    answer = pompa_ukur.kebenaran(
        pompa_ukur.Pompa(persen_kelas=kelas, mmq_l=alat.mmq or MMQ, jalan=[run])
    )
    limit = tulis_pecahan(batas(answer))
    if true is None:
        return kosong(titik, limit, "L")
    return dinilai(titik, answer, tulis_angka(shown - true), limit, "L")


def sebaran(
    titik: Titik, runs: list[tuple[Decimal | None, Decimal | None]], most: Fraction
) -> TitikHasil:
    """Largest minus smallest error in percent of (shown, true) of three runs, against `most`."""
    limit = tulis_pecahan(most)
    if len(runs) < 3 or any(shown is None or true is None for shown, true in runs):
        return kosong(titik, limit, "%", "≤")
    answer = pompa_ukur.kebenaran(
        pompa_ukur.Pompa(
            persen_kelas=Fraction(1, 2),
            mmq_l=TANPA_BKD,
            jalan=[
                pompa_ukur.Jalan(aliran="satu", tampil_l=shown, acuan_l=true)
                for shown, true in runs
            ],
            batas_tetap_persen=most,
        )
    )
    spread = tulis_pecahan((answer.sebaran or {}).get("satu"))
    answer.alasan = []
    return dinilai(titik, answer, spread, limit, "%", "≤")


def _nilai_tetap(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    """The spread of the errors at one flow of one nozzle, from the readings of the accuracy."""
    most = bilangan(alat.ketetapan, TETAP)
    found = []
    for nozzle in range(1, alat.nozzle + 1):
        for flow, label in ALIRAN:
            titik = Titik(f"r{nozzle}{flow}", f"Nozzle {nozzle}, {_label(label)}", ())
            own = [isi for t, isi in rows if t.kunci.startswith(f"n{nozzle}{flow}")]
            runs = [(isi.get("tampil"), isi.get("bejana")) for isi in own]
            found.append(sebaran(titik, runs, most))
    return found


def _titik_beda(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("depan", "Muka depan", "L"), Isian("belakang", "Muka belakang", "L"))
    return [Titik(f"b{n}", f"Nozzle {n}", fields) for n in range(1, alat.nozzle + 1)]


def _muka(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> pompa_ukur.DuaMuka:
    return pompa_ukur.DuaMuka(depan_l=isi.get("depan"), belakang_l=isi.get("belakang"))


def _penilai(kelas: Fraction) -> Penilai:
    def nilai(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
        return [_satu(alat, kelas, titik, isi) for titik, isi in rows]

    return nilai


# The displays of both faces, where a dispenser has two.
BEDA = Uji(
    "beda",
    "Beda penunjukan dua muka",
    _titik_beda,
    PerTitik(
        pompa_ukur.beda_penunjukan,
        _muka,
        ("depan", "belakang"),
        "L",
        terbaca=lambda isi: selisih(isi.get("depan"), isi.get("belakang")),
    ),
    "bahan PPSDK 2014: 20 mL pada 20 L (belum dikonfirmasi)",
    berlaku=lambda alat, tahap: alat.lain.get("muka") == "2",
)


def _lembar(kode: str, judul: str, kelas: Fraction) -> Lembar:
    """A dispenser of this class (%); with two faces their displays are compared as well."""
    return Lembar(
        kode,
        judul,
        METODE,
        (
            Uji(
                "kebenaran",
                "Kebenaran",
                _titik,
                _penilai(kelas),
                f"{METODE}, kelas {tulis_pecahan(kelas)}",
                "Basahi bejana; tiriskan 30 detik di antara pengujian.",
            ),
            Uji(
                "ketidaktetapan",
                "Ketidaktetapan",
                tanpa_titik,
                _nilai_tetap,
                METODE,
                dari="kebenaran",
            ),
            BEDA,
        ),
        jenis_standar="volume",
        timbangan=False,
        pelat=(("mmq", "Volume terkecil yang diukur, MMQ (L)", "2"),),
        kelas=(),
        ketetapan=(TETAP,),
        tambahan=(
            Isian("nozzle", "Jumlah nozzle", awal="1", cacah="jumlah_nozzle"),
            Isian("muka", "Penunjukan", pilihan=(("1", "Satu muka"), ("2", "Dua muka")), awal="1"),
        ),
    )


LEMBAR = (
    _lembar("pompa_bbm", "Pompa ukur BBM", Fraction(1, 2)),
    _lembar("pompa_elpiji", "Pompa ukur elpiji", Fraction(1)),
)
