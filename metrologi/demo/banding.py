"""Appeals of the demo office, each against a complaint that was closed badly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from metrologi.accounts.models import Uml, User
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.demo.jam import Jam, pagi
from metrologi.demo.kantor import PASSPHRASE
from metrologi.workflow import registry
from metrologi.workflow.run import open_case, run

# Days ago, subject, objection, and how far the appeal has come.
RENCANA = (
    (
        75,
        "Hasil tera timbangan bertentangan",
        "Timbangan dinyatakan batal tanpa dipanaskan lebih dahulu.",
        "selesai",
    ),
    (
        24,
        "Surat terbit atas nama yang salah",
        "Nama usaha pada surat tidak diperbaiki walau sudah diadukan.",
        "investigasi",
    ),
    (
        6,
        "Antrean melampaui janji layanan",
        "Tanggapan tidak menjawab mengapa antrean tiga jam.",
        "pembentukan",
    ),
)
PANEL = ("panel_banding", "analis", "penyelia")


def buka_banding(uml: Uml) -> int:
    """Open and walk the planned appeals; returns how many.

    Returns None if complaints do not run in this portal.
    """
    if registry.find("pengaduan") is None:
        return 0
    orang = {u.username: u for u in User.objects.all()}
    for hari, judul, keberatan, sampai in RENCANA:
        Banding(uml, orang, Jam(calendar_for(uml.pk), pagi(calendar_for(uml.pk), hari))).jalani(
            judul, keberatan, sampai
        )
    return len(RENCANA)


class Banding:
    """One complaint and its appeal, with a clock of their own."""

    def __init__(self, uml: Uml, orang: dict[str, User], jam: Jam) -> None:
        self.uml, self.orang, self.jam = uml, orang, jam
        self.kasus: Any = None

    def buka(self, code: str, **data: Any) -> Any:
        """Open a case at this moment of the story."""
        with self.jam.sekarang():
            self.kasus = open_case(code, by=self.orang["pelanggan"], uml=self.uml, **data)
        return self.kasus

    def jalan(self, step: str, oleh: str, menit: int = 20, **data: Any) -> None:
        """Take a step, `menit` working minutes later."""
        self.jam.maju(menit)
        with self.jam.sekarang():
            self.kasus = run(self.kasus, step, by=self.orang[oleh], seen=self.kasus.status, **data)

    def jalani(self, judul: str, keberatan: str, sampai: str) -> None:
        """Walk the appeal until the state `sampai`."""
        keluhan = self._keluhan(judul)
        self.jam.maju_hari(1)
        self.buka(
            "banding",
            origin=keluhan,
            perihal=f"Banding atas {keluhan}: {judul.lower()}"[:160],
            uraian=keberatan,
            harapan="Diperiksa ulang oleh orang yang tidak terlibat.",
        )
        parts = {
            "pembentukan": self._sampai_panel,
            "investigasi": self._menunjuk,
            "selesai": self._memutus,
        }
        for keadaan, bagian in parts.items():
            bagian()
            if keadaan == sampai:
                return

    def _keluhan(self, judul: str) -> Any:
        self.buka(
            "pengaduan",
            judul=judul,
            uraian=f"{judul}. Mohon diperiksa.",
            layanan="orders",
            kanal="akun",
        )
        self.jalan("nyatakan_lengkap", "petugas_pengaduan", akar_masalah="prosedur")
        self.jalan(
            "golongkan_laporan", "petugas_pengaduan", jenis="hasil", tingkat="sedang", kelas=5
        )
        self.jalan("tugaskan_penangan", "ketua_tim_pjtk", penangan=self.orang["penangan_pengaduan"])
        self.jalan(
            "usulkan_tanggapan",
            "penangan_pengaduan",
            60,
            isi="Berkas diperiksa; tidak ditemukan kekeliruan.",
        )
        self.jalan("solusi_terbukti", "penangan_pengaduan", isi="Pelapor sudah dihubungi.")
        self.jalan(
            "beri_tanggapan",
            "penangan_pengaduan",
            isi="Pelayanan sudah sesuai prosedur.",
            akar_masalah="prosedur",
            tindakan="Penjelasan kepada pelapor",
        )
        self.jalan(
            "nilai_tanggapan", "pelanggan", 120, nilai=1, saran="Tidak menjawab keberatan saya."
        )
        return self.kasus

    def _sampai_panel(self) -> None:
        self.jalan("catat_banding", "staf_pjtk", 10)
        self.jalan(
            "nyatakan_relevan",
            "ketua_tim_pjtk",
            90,
            relevansi="Keberatan menyangkut cara pelayanan dijalankan.",
        )

    def _menunjuk(self) -> None:
        ids = [self.orang[name].pk for name in PANEL]
        self.jalan("usulkan_panel", "tim_teknis", 120, anggota=ids, ketua=ids[0])
        self.jalan("tunjuk_panel", "kepala", 60, secret=PASSPHRASE)
        # The decree gave roles that these copies of the people do not know of yet.
        self.orang = {u.username: u for u in User.objects.all()}
        for name in PANEL:
            self.jalan("nyatakan_netral", name, 30)
        self.jalan(
            "catat_investigasi",
            PANEL[1],
            240,
            judul="Wawancara petugas",
            uraian="Petugas membenarkan bahwa pemanasan alat dilewati.",
        )

    def _memutus(self) -> None:
        self.jalan(
            "selesai_investigasi",
            PANEL[0],
            480,
            kesimpulan="Sebagian keberatan pelanggan terbukti.",
        )
        self.jalan(
            "undang_rapat",
            "staf_pjtk",
            60,
            waktu=self._rapat(),
            tempat="Ruang rapat kantor",
            acara="Pembahasan hasil investigasi dan penyelesaian banding",
        )
        self.jam.maju_hari(3)
        self.jalan("putuskan_banding", PANEL[0], 120, **self._putusan())
        self.jalan("setujui_putusan", "kepala", 60, secret=PASSPHRASE)
        self.jalan("disposisi_putusan", "ketua_tim_pjtk", 10)
        self.jalan(
            "sampaikan_putusan",
            "staf_pjtk",
            10,
            cara="langsung",
            penerima=self.orang["pelanggan"].nama,
        )

    def _rapat(self) -> Any:
        return min(self.jam.calendar.next_open(self.jam.saat + timedelta(days=3)), now())

    def _putusan(self) -> dict[str, Any]:
        hadir = [
            {
                "user": self.orang[n].pk,
                "nama": self.orang[n].nama,
                "sebagai": "Ketua panel" if n == PANEL[0] else "Anggota panel",
            }
            for n in PANEL
        ]
        hadir.append({"nama": self.orang["pelanggan"].nama, "sebagai": "Pelanggan"})
        return {
            "hadir": hadir,
            "notulen": "Ketua membuka rapat; hasil investigasi dibacakan dan ditanggapi pelanggan.",
            "putusan": "sebagian",
            "pertimbangan": "Prosedur pemanasan dilewati, tetapi tidak mengubah hasil akhirnya.",
            "akibat": ["kompensasi"],
        }
