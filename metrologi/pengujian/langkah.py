"""The steps that the procedures of tera share, each declared once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Unpack

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.pengujian import guards
from metrologi.workflow.declare import Declared, Guard, Machine, Method

if TYPE_CHECKING:
    from metrologi.cerapan.models import Pengujian
    from metrologi.pengujian.baris import BarisUji
    from metrologi.pengujian.models import PerkaraUji

W, A, P, K = Role.WAJIB_TTU, Role.ADMINISTRASI, Role.PENERA, Role.KEPALA


class StatusUji(models.TextChoices):
    """The states that every machine of tera has; each calls them in its own words."""

    DIUJI = "diuji"
    DISIAPKAN = "disiapkan"
    PENANDATANGANAN = "penandatanganan"
    SIAP_DISERAHKAN = "siap_diserahkan"
    SELESAI = "selesai"


class StatusPermohonan(models.TextChoices):
    """The states besides, of a machine that begins with an application."""

    DIAJUKAN = "diajukan"
    PERLU_DILENGKAPI = "perlu_dilengkapi"
    MENUNGGU_PERBAIKAN = "menunggu_perbaikan"
    DIBATALKAN = "dibatalkan"


class LangkahUji:
    """Declares the shared steps on one machine.

    A machine says `uji = langkah.uji(sop="orders:3")` at the place where its SOP has the step. The
    row (`sop`) is always its own. Every keyword of `Machine.step` may be given and replaces what is
    declared here; only guards are added to those that hold in every procedure.
    """

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def _step(
        self, label: str, own: Declared, /, *shared: Guard, **usual: Unpack[Declared]
    ) -> Callable[[Method], Method]:
        """Declare a step: `own` replaces `usual`; the guards `shared` hold in every procedure."""
        added = own.get("guards", ())
        guards = (*shared, added) if callable(added) else (*shared, *added)
        whole: dict[str, Any] = {"label": label, **usual, **own, "guards": guards}
        return self.machine.step(**whole)

    # --- testing ----------------------------------------------------------------------------------
    def uji(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """The readings of one instrument and the verdict on them.

        The sheet is a page of its own.
        """

        @self._step(
            "Uji UTTP dan simpan cerapan",
            own,
            source=StatusUji.DIUJI,
            target=StatusUji.DIUJI,
            by=P,
            outputs=("Cerapan", "Tapak CTT"),
            surface=True,
            branches=(
                "memenuhi",
                "tidak_memenuhi_dapat_diperbaiki",
                "tidak_memenuhi_tidak_dapat_diperbaiki",
            ),
            fills="periksa_uji",
            rows="simpan_uji",
        )
        def uji(self: PerkaraUji, *, item: BarisUji, pengujian: Pengujian) -> None: ...

        return uji

    def betulkan_tahap(self) -> Callable[..., None]:
        """Tera instead of tera ulang, or the reverse: the marks on the instrument decide.

        The desk may do so too, which stands beside the SOP: there only the penera acts.
        """

        @self.machine.relief(
            "Betulkan tera atau tera ulang",
            guards=guards.ada_yang_belum_berhasil,
            source=StatusUji.DIUJI,
            by=(P, A),
            hint="Alat yang pernah ditera, di kantor mana pun, diuji untuk tera ulang; alat baru "
            "untuk tera. Batas kesalahannya berbeda.",
            form="BetulkanTahapForm",
            fills="periksa_betulkan_tahap",
            rows="simpan_betulkan_tahap",
        )
        def betulkan_tahap(self: PerkaraUji, *, item: BarisUji, tahap: str) -> None: ...

        return betulkan_tahap

    def tegaskan(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """A second penera agrees with a test, or says why not."""

        @self._step(
            "Tegaskan sebagai penera kedua",
            own,
            source=StatusUji.DIUJI,
            target=StatusUji.DIUJI,
            by=P,
            note="boleh",
            hint="Periksa bacaan dan putusan cerapan penera lain, lalu nyatakan setuju atau tidak.",
            form="TegaskanForm",
            fills="periksa_tegaskan",
        )
        def tegaskan(self: PerkaraUji, *, item: BarisUji, setuju: bool) -> None: ...

        return tegaskan

    def kesampingkan(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """The Kepala, who did not test, puts another verdict in the place of that by the rules."""

        @self._step(
            "Kesampingkan putusan cerapan",
            own,
            guards.ada_cerapan,
            source=(StatusUji.DIUJI, StatusUji.DISIAPKAN),
            target=StatusUji.DIUJI,
            by=K,
            four_eyes="uji",
            note="wajib",
            tells=True,
            danger=True,
            hint="Putusan lain menggantikan putusan menurut aturan. "
            "Alasannya tercetak pada cerapan dan lampiran surat.",
            form="KesampingkanForm",
            fills="periksa_kesampingkan",
        )
        def kesampingkan(self: PerkaraUji, *, item: BarisUji, keputusan: str) -> None: ...

        return kesampingkan

    def selesai_uji(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """All instruments have a final result."""

        @self._step(
            "Selesai menguji",
            own,
            guards.semua_berhasil_akhir,
            source=StatusUji.DIUJI,
            target=StatusUji.DISIAPKAN,
            by=P,
            issues="cerapan",
            outputs="Cerapan",
            hint="Cerapan terbit; administrasi lalu menyiapkan suratnya.",
        )
        def selesai_uji(self: PerkaraUji) -> None: ...

        return selesai_uji

    # --- letters ----------------------------------------------------------------------------------
    def siapkan(self, **own: Unpack[Declared]) -> Callable[..., dict]:
        """The drafts of the letters; skhp listens to this step and makes them."""

        @self._step(
            "Siapkan konsep SKHP",
            own,
            guards.ada_yang_perlu_surat,
            source=StatusUji.DISIAPKAN,
            target=StatusUji.PENANDATANGANAN,
            by=A,
            outputs="Konsep SKHP",
            hint="Konsep dibuat dari cerapan; satu SKHP dapat memuat beberapa UTTP.",
            form="SiapkanForm",
        )
        def siapkan(
            self: PerkaraUji, *, gabung: bool = True, atas_nama: str = "", ajukan: bool = False
        ) -> dict:
            return {"gabung": gabung}

        return siapkan

    def tanpa_surat(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """Nothing needs a letter; the marks alone say the result."""

        @self._step(
            "Tanpa surat: tanda tera saja",
            own,
            guards.tidak_ada_yang_perlu_surat,
            source=StatusUji.DISIAPKAN,
            target=StatusUji.SIAP_DISERAHKAN,
            by=A,
            hint="Tidak satu pun UTTP memerlukan surat; tanda tera sudah cukup.",
        )
        def tanpa_surat(self: PerkaraUji) -> None: ...

        return tanpa_surat

    def siap(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """The last letter is signed; skhp says so."""

        @self._step(
            "Semua surat bertanda tangan",
            own,
            source=StatusUji.PENANDATANGANAN,
            target=StatusUji.SIAP_DISERAHKAN,
            by=K,
            reaction=True,
            outputs="SKHP",
        )
        def siap(self: PerkaraUji) -> None: ...

        return siap

    def serahkan(self, **own: Unpack[Declared]) -> Callable[..., dict]:
        """Letters and instruments go to whoever fetches them.

        The procedure of the letters listens to this step and issues what is not out yet.
        """

        @self._step(
            "Terbitkan dan serahkan",
            own,
            source=StatusUji.SIAP_DISERAHKAN,
            target=StatusUji.SELESAI,
            by=A,
            issues="tanda_terima",
            outputs=("SKHP", "SKRD", "Berkas TTU UTTP"),
            form="SerahkanForm",
            hint="Terbitkan surat, lalu catat penerimanya.",
        )
        def serahkan(self: PerkaraUji, *, penerima: str, hubungan: str = "") -> dict:
            self.penerima, self.hubungan = penerima, hubungan
            return {}

        return serahkan

    def susulkan_skhp(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """A SKHP asked for after all was handed over; the case stays finished."""

        @self._step(
            "Susulkan SKHP",
            own,
            guards.ada_yang_dapat_disusulkan,
            source=StatusUji.SELESAI,
            target=StatusUji.SELESAI,
            by=A,
            note="boleh",
            outputs="Konsep SKHP",
            hint="Pemilik meminta SKHP setelah pelayanan selesai. Konsep dibuat dari cerapan yang "
            "sama; masa berlakunya dihitung dari hari pengujian.",
            form="SusulkanSkhpForm",
            fills="periksa_susulan",
            rows="simpan_susulkan_skhp",
        )
        def susulkan_skhp(
            self: PerkaraUji,
            *,
            items: list[BarisUji],
            peminta: str = "",
            gabung: bool = True,
            atas_nama: str = "",
            ajukan: bool = False,
        ) -> None: ...

        return susulkan_skhp


class LangkahPermohonan(LangkahUji):
    """The shared steps of a procedure that begins with an application."""

    def minta_lengkapi(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """The office says what is missing."""

        @self._step(
            "Minta dilengkapi",
            own,
            source=StatusPermohonan.DIAJUKAN,
            target=StatusPermohonan.PERLU_DILENGKAPI,
            by=A,
            note="wajib",
            hint="Sebutkan yang kurang. Pemohon mendapat pesan dan melengkapinya.",
        )
        def minta_lengkapi(self: PerkaraUji) -> None: ...

        return minta_lengkapi

    def lengkapi(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """The applicant has completed it."""

        @self._step(
            "Kirim kembali",
            own,
            source=StatusPermohonan.PERLU_DILENGKAPI,
            target=StatusPermohonan.DIAJUKAN,
            by=W,
            note="wajib",
            hint="Jelaskan apa yang sudah Anda lengkapi.",
        )
        def lengkapi(self: PerkaraUji) -> None: ...

        return lengkapi

    def kedaluwarsa(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """The applicant let the time for completing run out."""

        @self._step(
            "Tutup karena tidak dilengkapi",
            own,
            guards.batas_waktu_lewat,
            source=StatusPermohonan.PERLU_DILENGKAPI,
            target=StatusPermohonan.DIBATALKAN,
            by=A,
            note="boleh",
            danger=True,
            hint="Batas melengkapi sudah lewat; permohonan ditutup.",
        )
        def kedaluwarsa(self: PerkaraUji) -> None: ...

        return kedaluwarsa

    def lanjutkan(self, **own: Unpack[Declared]) -> Callable[..., None]:
        """The owner repairs nothing, or the time for it ran out."""

        @self._step(
            "Lanjutkan tanpa perbaikan",
            own,
            source=StatusPermohonan.MENUNGGU_PERBAIKAN,
            target=StatusUji.DIUJI,
            by=P,
            note="boleh",
            hint="Pemilik tidak memperbaiki; penera menyatakan hasil akhirnya.",
        )
        def lanjutkan(self: PerkaraUji) -> None: ...

        return lanjutkan
