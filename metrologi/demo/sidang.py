"""Sidang of the demo office: a year ago, today with its queue, one announced, one planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from metrologi.accounts.models import Uml, User
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.simpan import simpan
from metrologi.clock.calendar import WIB
from metrologi.clock.models import calendar_for
from metrologi.clock.now import at, now, today
from metrologi.demo.bacaan import bacaan
from metrologi.demo.kantor import PASSPHRASE
from metrologi.demo.riwayat import tahun_buku
from metrologi.uttp.models import JenisUttp, Tempat, Uttp
from metrologi.workflow.run import open_case, run

# Place, days from today, state to stop at, and who came: owner, instruments by number, how many are
# tested so far, and whether they want a SKHP.
SIDANG = (
    ("Pasar Kalangan Lais", -364, "selesai", (("Bu Masnah, los ikan", 2, 2, False),)),
    (
        "Pasar Randik",
        0,
        "berlangsung",
        (
            ("Bu Zubaidah, los sayur", 2, 2, False),
            ("Pak Rusdi, los daging", 1, 1, True),
            ("Ibu Nuraini, bumbu", 1, 0, False),
            ("Pak Hendra, ayam potong", 3, 1, False),
        ),
    ),
    ("Pasar Sungai Lilin", 12, "terjadwal", ()),
    ("Pasar Babat Toman", 26, "rencana", ()),
)


def tahunan(uml: Uml) -> dict[int, list[tuple[Any, ...]]]:
    """What is told with the cases of each year; what lies ahead belongs to the last."""
    years: dict[int, list[tuple[Any, ...]]] = {}
    for row in SIDANG:
        years.setdefault(tahun_buku(hari_acara(uml, row)), []).append(row)
    return years


def buat(uml: Uml, rows: Iterable[tuple[Any, ...]] = SIDANG) -> None:
    """Walk each to the state it is told in."""
    orang = {
        u.username: u
        for u in User.objects.filter(username__in=("administrasi", "penera", "kepala"))
    }
    for row in rows:
        pasar, _geser, sampai, hadir = row
        _satu(Acara(uml, orang, pasar, hari_acara(uml, row)), sampai, hadir)


def hari_acara(uml: Uml, row: tuple[Any, ...]) -> date:
    """The date of the sidang.

    Today stays today, also on a day off. Another date moves on to a working day, so that it is not
    New Year's Day, when nobody holds a stamp yet.
    """
    geser: int = row[1]
    day, calendar = today() + timedelta(days=geser), calendar_for(uml.pk)
    while geser and not calendar.is_workday(day):
        day += timedelta(days=1 if geser > 0 else -1)
    return day


def _satu(acara: Acara, sampai: str, hadir: Any) -> None:
    acara.umumkan(sampai)
    for nama, alat, diuji, skhp in hadir:
        acara.daftar(nama, alat, skhp)
        acara.uji(diuji)
    if sampai == "selesai":
        acara.tutup()


class Acara:
    """One sidang, walked by the people of the demo office at the hours they keep."""

    def __init__(self, uml: Uml, orang: dict[str, User], pasar: str, hari: date) -> None:
        self.uml, self.orang, self.pasar, self.hari = uml, orang, pasar, hari
        self.tempat = (
            Tempat.objects.filter(pasar=pasar, pemilik__uml=uml)
            .select_related("kecamatan", "desa")
            .first()
        )
        self.menit, self.kasus, self.peserta = 0, None, None  # type: Any

    @contextmanager
    def jam(self, menit: int, hari: int = 0) -> Iterator[None]:
        """The moment `menit` minutes into the sidang, or some days before it.

        It never lies in the future, also where that day is still to come; and shortly after
        midnight it does not fall on yesterday.
        """
        self.menit += menit
        dawn = datetime.combine(self.hari - timedelta(days=hari), time(0), WIB)
        earliest, latest = min(dawn, now()), now() - timedelta(minutes=30)
        today_itself = self.hari == today() and not hari
        start = (
            now() - timedelta(minutes=170)
            if today_itself
            else dawn + timedelta(hours=9 if hari else 8)
        )
        with at(max(earliest, min(start + timedelta(minutes=self.menit), latest))):
            yield

    def langkah(self, step: str, oleh: str, **data: Any) -> None:
        """Take a step of the sidang."""
        self.kasus = run(self.kasus, step, by=self.orang[oleh], seen=self.kasus.status, **data)

    def umumkan(self, sampai: str) -> None:
        """Plan and announce it."""
        day = {"tanggal": self.hari, "jam_mulai": time(8), "jam_selesai": time(14)}
        with self.jam(0, hari=14):
            self.kasus = open_case(
                "sidang",
                by=self.orang["administrasi"],
                uml=self.uml,
                lokasi=self.pasar,
                pasar=self.pasar,
                kecamatan=self.tempat.kecamatan,
                desa=self.tempat.desa,
                perkiraan=40,
                **day,
            )
            if sampai != "rencana":
                self._undang()
        if sampai in ("berlangsung", "selesai"):
            with self.jam(5):
                self.langkah("buka", "administrasi")

    def _undang(self) -> None:
        nama = self.tempat.kecamatan.nama
        self.langkah(
            "undang",
            "administrasi",
            petugas=[self.orang["penera"], self.orang["administrasi"]],
            kepada=[{"yth": f"Camat {nama}", "di": nama}],
            kendaraan="BG 1045 QZ",
        )
        self.langkah("tandatangani", "kepala", secret=PASSPHRASE)

    def daftar(self, nama: str, alat: int, skhp: bool) -> None:
        """An owner takes a queue number with so many instruments."""
        pegas = JenisUttp.objects.get(kode="timbangan_pegas")
        row = {
            "jenis": pegas,
            "merek": "Nagami",
            "tipe": "SP-10",
            "kapasitas_maks": 10,
            "e": "0.05",
            "kelas": "IIII",
            "kunci": uuid4(),
            "jumlah": alat,
            "minta_skhp": skhp,
        }
        nama, _, los = nama.partition(", ")
        with self.jam(6):
            self.peserta = open_case(
                "peserta_sidang",
                by=self.orang["administrasi"],
                uml=self.uml,
                origin=self.kasus,
                sidang=self.kasus,
                hadirin={"nama": nama, "los": los},
                baris=[row],
            )
            self.peserta = run(
                self.peserta, "antrekan", by=self.orang["administrasi"], seen="terdaftar"
            )

    def uji(self, banyak: int) -> None:
        """Test the instruments of the first `banyak` in the queue."""
        for item in self.peserta.daftar[:banyak]:
            with self.jam(8):
                self._uji(item)

    def _uji(self, item: Any) -> None:
        penera, uttp = self.orang["penera"], Uttp.objects.lengkap().get(pk=item.uttp_id)
        data = bacaan(uttp, self.uml, "sah", tahap=item.tahap, penera=penera) | {
            "lokasi": self.pasar
        }
        form = CerapanForm(
            data, {}, uttp=uttp, tahap=item.tahap, hari=today(), uml=self.uml, penera=penera
        )
        if not form.is_valid():
            raise ValueError(f"{uttp}: {form.errors.as_text()}")
        test = simpan(
            form, case=self.peserta, item_id=item.pk, penera=penera, percobaan=1, kunci=uuid4()
        )
        run(self.peserta, "uji", by=penera, seen="diuji", item=item, pengujian=test)

    def tutup(self) -> None:
        """Close the register and hand over what is ready."""
        with self.jam(30):
            self.langkah("tutup", "administrasi")
            self.langkah("selesaikan", "administrasi")
