"""The letter of a recall (ISO/IEC 17025:2017 clause 7.10, nonconforming work) as a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.perlengkapan.peran import PENGUSUL
from metrologi.workflow.declare import Machine, State

if TYPE_CHECKING:
    from metrologi.cerapan.models import Pengujian
    from metrologi.perlengkapan.penarikan.models import Penarikan
    from metrologi.uttp.models import Pemilik

KEPALA, WAJIB_TTU = Role.KEPALA, Role.WAJIB_TTU


class Status(models.TextChoices):
    MENUNGGU = "menunggu", "Menunggu Kepala"
    DISETUJUI = "disetujui", "Disetujui, surat terbit"
    DITOLAK = "ditolak", "Tidak disetujui"


MACHINE = Machine(
    code="penarikan",
    title="Pemberitahuan pengujian ulang",
    kicker="Penarikan",
    sop="Penanganan pekerjaan yang tidak sesuai (ISO/IEC 17025:2017 klausul 7.10)",
    status=Status,
    number="PU/{urut:05}/{tahun}",
    states={
        Status.MENUNGGU: State(KEPALA, road=True),
        Status.DISETUJUI: State(
            final=True,
            road=True,
            says={
                WAJIB_TTU: "Standar yang dipakai menguji alat Anda ternyata menyimpang. "
                "Alat Anda perlu diuji ulang tanpa biaya; baca suratnya."
            },
        ),
        Status.DITOLAK: State(final=True),
    },
    remarks={
        1: "Portal mencari semua hasil uji yang memakai standar itu pada masa yang diragukan, dan "
        "menyiapkan satu surat untuk tiap pemilik. Tidak ada yang dikirim sebelum Kepala setuju.",
    },
)


class PenarikanMachine(models.Model):
    """Proposed by an officer; signed by the Kepala, or turned down with a reason."""

    machine = MACHINE
    status = MACHINE.field()

    class Meta:
        abstract = True

    @MACHINE.opening(
        "Usulkan surat",
        target=Status.MENUNGGU,
        by=PENGUSUL,
        sop="penarikan:1",
        surface=True,
        fills="isi_usulan",
        rows="simpan_hasil",
        outputs="Usulan surat pemberitahuan",
    )
    def usulkan(
        self, *, penarikan: Penarikan, pemilik: Pemilik, pengujian: list[Pengujian]
    ) -> None: ...

    @MACHINE.step(
        "Setujui dan tandatangani",
        source=Status.MENUNGGU,
        target=Status.DISETUJUI,
        by=KEPALA,
        sop="penarikan:2",
        four_eyes="usulkan",
        issues="surat_penarikan",
        signs=True,
        branches="disetujui",
        outputs="Surat pemberitahuan pengujian ulang",
        hint="Baca konsep suratnya, lalu isi passphrase.",
    )
    def setujui(self) -> None: ...

    @MACHINE.step(
        "Tidak disetujui",
        source=Status.MENUNGGU,
        target=Status.DITOLAK,
        by=KEPALA,
        sop="penarikan:2",
        note="wajib",
        branches="ditolak",
        danger=True,
        hint="Suratnya tidak dibuat; alasan Anda tersimpan.",
    )
    def tolak(self) -> None: ...
