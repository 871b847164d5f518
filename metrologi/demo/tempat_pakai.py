"""Tera in the field at the demo office: vehicles, travel, a finished visit, cases in each state."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from metrologi.accounts.models import Uml, User
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.simpan import simpan
from metrologi.clock.models import calendar_for
from metrologi.clock.now import at, now, today
from metrologi.demo.bacaan import bacaan
from metrologi.demo.jam import pagi
from metrologi.demo.kantor import PASSPHRASE
from metrologi.uttp.models import Pemilik, Uttp, Wilayah
from metrologi.workflow.run import open_case, run
from tempat_pakai.models import Kendaraan, PermohonanTempatPakai, WaktuTempuh

ARMADA = (("Toyota Hilux", "BG 1842 BZ"), ("Mitsubishi Strada", "BG 9077 B"))
TEMPUH = {
    "16.06.01": 10,
    "16.06.02": 75,
    "16.06.03": 45,
    "16.06.04": 60,
    "16.06.05": 110,
    "16.06.07": 120,
}
SEKAYU, BABAT, LILIN = (
    "SPBU 24.307.41 Sekayu",
    "SPBU 24.307.55 Babat Toman",
    "SPBU 24.307.62 Sungai Lilin",
)
SAWIT = "PT Sawit Batang Hari Mas"
GORESAN = [
    [[60, 150], [90, 60], [120, 140], [150, 50], [180, 150], [220, 90]],
    [[220, 90], [300, 80], [420, 70], [520, 100]],
]


class Lapangan:
    """Walks the cases in the field with the people of the demo; the clock is set for every step."""

    def __init__(self, uml: Uml) -> None:
        self.uml, self.calendar = uml, calendar_for(uml.pk)
        self.orang = {u.username: u for u in User.objects.all()}

    def alat(self, nama: str, banyak: int) -> list[Uttp]:
        """Instruments of that owner that stand where they are used."""
        found = Uttp.objects.filter(
            uml=self.uml, pemilik__nama=nama, jenis__terpasang=True
        ).exclude(jenis__lembar="")
        return list(found.lengkap().order_by("pk")[:banyak])

    def ajukan(self, nama: str, banyak: int = 2) -> PermohonanTempatPakai:
        """An application of that owner."""
        alat, owner = self.alat(nama, banyak), Pemilik.objects.get(uml=self.uml, nama=nama)
        extra = {
            "nomor_spbu": nama.split()[1],
            "nozzle": 2 * len(alat),
            "pompa": len(alat),
            "media": "Pertalite",
        }
        place = [
            {
                "tempat": alat[0].tempat,
                **(extra if nama.startswith("SPBU") else {"maks_jembatan": 60}),
            }
        ]
        items = [
            {"uttp": u, "tahap": "tera_ulang" if u.putusan_terakhir else "tera", "minta_skhp": True}
            for u in alat
        ]
        return open_case(
            "tempat_pakai",
            by=self.orang["administrasi"],
            uml=self.uml,
            pemilik=owner,
            items=items,
            lokasi=place,
            narahubung="Kepala lokasi",
            telepon=owner.telepon,
        )

    def jalankan(self, case: Any, step: str, oleh: str, **data: Any) -> Any:
        """Take a step at this moment of the story."""
        fresh = type(case).objects.get(pk=case.pk)
        return run(fresh, step, by=self.orang[oleh], seen=fresh.status, **data)

    def daftar(self, nama: str, banyak: int = 2) -> Any:
        """An application that was reviewed and waits for a day."""
        case = self.ajukan(nama, banyak)
        rows = [{"item": i.pk, "kaji": "diterima", "lengkap": True} for i in case.daftar]
        return self.jalankan(case, "terima", "administrasi", putusan=rows)

    def perjalanan(self, hari: date, kendaraan: Kendaraan, *cases: Any) -> Any:
        """A trip on that day with these applications."""
        crew = [self.orang["penera"]]
        return open_case(
            "perjalanan",
            by=self.orang["administrasi"],
            uml=self.uml,
            permohonan=list(cases),
            tanggal=hari,
            jam=time(8),
            petugas=crew,
            kendaraan=kendaraan,
        )

    def berangkat(self, trip: Any) -> Any:
        """The order to travel is signed and the crew leaves."""
        trip = self.jalankan(trip, "ajukan_spt", "administrasi")
        return self.jalankan(trip, "terbitkan_spt", "kepala", secret=PASSPHRASE)

    def kunjungi(self, case: Any) -> Any:
        """Every instrument passes and the owner signs."""
        case = self.jalankan(case, "mulai_kunjungan", "penera")
        for item in case.diterima():
            case = self._uji(case, item)
        case = self.jalankan(
            case,
            "berita_acara",
            "penera",
            kunci=uuid4(),
            nama="Hendra Gunawan",
            hubungan="kepala lokasi",
            cara="goresan",
            goresan=GORESAN,
            catatan="",
        )
        return self.jalankan(case, "selesai_uji", "penera")

    def _uji(self, case: Any, item: Any) -> Any:
        penera = self.orang["penera"]
        data = {
            **bacaan(item.uttp, self.uml, "sah", tahap=item.tahap, penera=penera),
            "lokasi": item.uttp.tempat.nama,
        }
        form = CerapanForm(
            data, {}, uttp=item.uttp, tahap=item.tahap, hari=today(), uml=self.uml, penera=penera
        )
        if not form.is_valid():
            raise ValueError(f"{item.uttp}: {form.errors.as_text()}")
        test = simpan(form, case=case, item_id=item.pk, penera=penera, percobaan=1, kunci=uuid4())
        return self.jalankan(case, "uji", "penera", item=item, pengujian=test)

    def hari_kerja(self, sesudah: int) -> date:
        """The n-th working day from today."""
        day = today() + timedelta(days=sesudah)
        while not self.calendar.is_workday(day):
            day += timedelta(days=1)
        return day


def hari_ini(uml: Uml) -> int:
    """Make the vehicles and five applications; returns how many.

    The applications are reviewed, planned, ordered, and visited this week.
    """
    first, second = sarana(uml)
    field, moment = Lapangan(uml), min(pagi(calendar_for(uml.pk), 2), now())
    with at(moment):
        visited = field.daftar(SEKAYU)
        field.berangkat(field.perjalanan(today(), first, visited))
        field.kunjungi(visited)
        ordered = field.daftar(BABAT)
        field.berangkat(field.perjalanan(field.hari_kerja(4), second, ordered))
    soon = field.daftar(SAWIT, 1)
    field.jalankan(field.perjalanan(field.hari_kerja(6), first, soon), "ajukan_spt", "administrasi")
    field.daftar(LILIN, 1)
    field.ajukan("PT Perkebunan Bayung Indah", 1)
    return PermohonanTempatPakai.objects.filter(uml=uml).count()


def sarana(uml: Uml) -> list[Kendaraan]:
    """Two vehicles, and the minutes to the kecamatan farther or nearer than an hour."""
    roads = Wilayah.objects.filter(kode__in=TEMPUH)
    WaktuTempuh.objects.bulk_create(
        WaktuTempuh(uml=uml, kecamatan=k, menit=TEMPUH[k.kode]) for k in roads
    )
    return [
        Kendaraan.objects.create(uml=uml, nama=nama, nomor_polisi=pelat) for nama, pelat in ARMADA
    ]
