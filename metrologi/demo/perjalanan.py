"""Walks one order through its real steps, person by person, up to the state that is asked for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from metrologi.accounts.models import Uml, User
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.simpan import simpan
from metrologi.clock.now import today
from metrologi.demo.bacaan import bacaan
from metrologi.demo.jam import Jam
from metrologi.demo.kantor import PASSPHRASE
from metrologi.uttp.models import Pemilik, Uttp
from metrologi.workflow.run import open_case, run

# What is done, in turn, to bring an order to each state; a state not named here needs its own road.
JALAN = ("terima", "uji", "selesai_uji", "siapkan", "ajukan_surat", "tandatangani", "serahkan")
# Working minutes that pass before each step; a test takes a third of its technical minutes here.
LAMA = {
    "terima": 12,
    "selesai_uji": 3,
    "siapkan": 15,
    "ajukan": 5,
    "tandatangani": 6,
    "serahkan": 8,
    "kembalikan": 8,
    "minta_lengkapi": 10,
    "batalkan": 60,
    "rujuk": 15,
    "tunggu_perbaikan": 5,
    "terima_kembali": 10,
    "tanpa_surat": 5,
    "tegaskan": 6,
    "kesampingkan": 10,
}
BERHENTI = {
    "diajukan": 0,
    "diuji": 1,
    "disiapkan": 3,
    "konsep": 4,
    "diperiksa": 5,
    "siap_diserahkan": 6,
    "selesai": 7,
}


def lama_uji(uttp: Uttp) -> int:
    """Minutes that the test of this instrument takes."""
    return max(3, uttp.jenis.menit_uji // 3)


def perkiraan(alat: list[Uttp], sampai: str, surat: int) -> int:
    """About how many working minutes a case needs from its opening to `sampai`."""
    uji, tiap_surat = (
        sum(map(lama_uji, alat)),
        {"ajukan_surat": "ajukan", "tandatangani": "tandatangani"},
    )
    minutes = {"uji": uji} | {n: LAMA[s] * surat for n, s in tiap_surat.items()}
    road = [minutes.get(n, LAMA.get(n, 0)) for n in JALAN]
    apart = {
        "perlu_dilengkapi": LAMA["minta_lengkapi"],
        "dirujuk": LAMA["rujuk"],
        "dibatalkan": LAMA["minta_lengkapi"] + LAMA["batalkan"],
        "diuji_sebagian": LAMA["terima"] + lama_uji(alat[0]),
        "menunggu_perbaikan": LAMA["terima"] + uji + LAMA["tunggu_perbaikan"],
        "dikembalikan": sum(road[:5]) + LAMA["kembalikan"] * surat,
    }
    return apart[sampai] if sampai in apart else sum(road[: BERHENTI[sampai]])


class Perjalanan:
    """One order of one owner. `gagal` maps a serial number to what its first test ends in."""

    def __init__(
        self,
        uml: Uml,
        orang: dict[str, User],
        jam: Jam,
        gagal: dict[str, str] | None = None,
        penera: str = "penera",
    ) -> None:
        self.uml, self.orang, self.jam, self.gagal = uml, orang, jam, gagal or {}
        self.administrasi, self.kepala, self.penera = (
            orang["administrasi"],
            orang["kepala"],
            orang[penera],
        )
        self.kasus: Any = None

    def buka(
        self, pemilik: Pemilik, alat: list[Uttp], *, tahap: str, oleh: User, skhp: bool
    ) -> Perjalanan:
        """A new order, applied for or brought to the counter."""
        items = [{"uttp": u, "tahap": tahap, "minta_skhp": skhp} for u in alat]
        with self.jam.sekarang():
            self.kasus = open_case(
                "orders",
                by=oleh,
                uml=self.uml,
                pemilik=pemilik,
                items=items,
                loket=oleh == self.administrasi,
            )
        return self

    def sampai(self, keadaan: str) -> Any:
        """Take steps until `keadaan` is reached; returns the order.

        `keadaan` is a key of BERHENTI, or the name of a `ke_…` method.
        """
        if (own := getattr(self, f"ke_{keadaan}", None)) is not None:
            own()
        else:
            for nama in JALAN[: BERHENTI[keadaan]]:
                getattr(self, nama)()
        return self.kasus

    def jalankan(self, step: str, oleh: User, note: str = "", **data: Any) -> None:
        """Take a step at this moment of the story."""
        self.jam.maju(LAMA[step])
        with self.jam.sekarang():
            self.kasus = run(self.kasus, step, by=oleh, seen=self.kasus.status, note=note, **data)

    # --- the usual way ----------------------------------------------------------------------------
    def terima(self) -> None:
        """The kaji ulang accepts all, after the usual wait."""
        putusan = [
            {
                "item": i.pk,
                "kaji": "diterima" if i.dalam_lingkup else "dirujuk",
                "lengkap": i.dalam_lingkup,
                "visual": i.dalam_lingkup,
                "rujukan": None if i.dalam_lingkup else i.uml_terdekat(),
                "catatan": "" if i.dalam_lingkup else i.alasan_lingkup,
            }
            for i in self.kasus.daftar
        ]
        self.jalankan("terima", self.administrasi, putusan=putusan)

    def uji(self, banyak: int | None = None) -> None:
        """Test every instrument, or the first `banyak`.

        What can be repaired comes back two days later and passes.
        """
        for item in self.kasus.diterima()[:banyak]:
            self._uji(item, self.gagal.get(item.uttp.nomor_seri, "sah"))
        if banyak is None and any(i.hasil == "perlu_perbaikan" for i in self.kasus.diterima()):
            self._perbaiki()

    def _perbaiki(self) -> None:
        self.jalankan("tunggu_perbaikan", self.penera, note="Pegas perlu disetel oleh reparatir.")
        self.jam.maju_hari(2)
        self.jalankan("terima_kembali", self.administrasi)
        for item in self.kasus.diterima():
            if item.hasil == "perlu_perbaikan":
                self._uji(item, "sah")

    def _uji(self, item: Any, keputusan: str) -> None:
        self.jam.maju(lama_uji(item.uttp))
        with self.jam.sekarang():
            data = bacaan(item.uttp, self.uml, keputusan, tahap=item.tahap, penera=self.penera)
            form = CerapanForm(
                data,
                {},
                uttp=item.uttp,
                tahap=item.tahap,
                hari=today(),
                uml=self.uml,
                penera=self.penera,
            )
            if not form.is_valid():
                raise ValueError(f"{item.uttp}: {form.errors.as_text()}")
            ke = item.pengujian.percobaan + 1 if item.pengujian else 1
            pengujian = simpan(
                form,
                case=self.kasus,
                item_id=item.pk,
                penera=self.penera,
                percobaan=ke,
                kunci=uuid4(),
            )
            if pengujian.keputusan != keputusan:
                raise ValueError(f"{item.uttp}: {pengujian.keputusan}, bukan {keputusan}")
            self.kasus = run(
                self.kasus,
                "uji",
                by=self.penera,
                seen=self.kasus.status,
                item=item,
                pengujian=pengujian,
            )

    def selesai_uji(self) -> None:
        self.jalankan("selesai_uji", self.penera)

    def siapkan(self) -> None:
        if self.kasus.perlu_surat():
            self.jalankan("siapkan", self.administrasi)
        else:
            self.jalankan("tanpa_surat", self.administrasi)

    def surat(self) -> list[Any]:
        return list(self.kasus.children("skhp").order_by("pk"))

    def ajukan_surat(self) -> None:
        self._tiap_surat("ajukan", self.administrasi)

    def tandatangani(self) -> None:
        self._tiap_surat("tandatangani", self.kepala, secret=PASSPHRASE)
        self.kasus = type(self.kasus).objects.get(pk=self.kasus.pk)

    def _tiap_surat(self, step: str, oleh: User, **data: Any) -> None:
        for letter in self.surat():
            self.jam.maju(LAMA[step])
            with self.jam.sekarang():
                run(letter, step, by=oleh, seen=letter.status, **data)

    def serahkan(self) -> None:
        self.jalankan(
            "serahkan", self.administrasi, penerima=self.kasus.pemilik.nama, hubungan="pemilik"
        )

    # --- other ways -------------------------------------------------------------------------------
    def ke_perlu_dilengkapi(self) -> None:
        self.jalankan("minta_lengkapi", self.administrasi, note="Adaptor timbangan belum dibawa.")

    def ke_dirujuk(self) -> None:
        self.jalankan("rujuk", self.administrasi)

    def ke_dibatalkan(self) -> None:
        self.ke_perlu_dilengkapi()
        self.jalankan("batalkan", next(iter(self.kasus.applicants())), note="Alat sudah dijual.")

    def ke_diuji_sebagian(self) -> None:
        self.terima()
        self.uji(banyak=1)

    def ke_menunggu_perbaikan(self) -> None:
        self.terima()
        for item in self.kasus.diterima():
            self._uji(item, self.gagal.get(item.uttp.nomor_seri, "sah"))
        self.jalankan(
            "tunggu_perbaikan", self.penera, note="Kesalahan melampaui BKD; perlu disetel."
        )

    def ke_dikembalikan(self) -> None:
        self.sampai("diperiksa")
        self._tiap_surat("kembalikan", self.kepala, note="Alamat pemilik belum lengkap.")
