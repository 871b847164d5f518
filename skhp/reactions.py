"""How letters and levy notes follow from a case of tera, and what follows from their steps."""

from __future__ import annotations

from collections.abc import Iterable

from metrologi.accounts.models import Uml, User
from metrologi.documents.issuing import revoke
from metrologi.documents.models import Dokumen
from metrologi.notifications.send import send
from metrologi.pengujian.baris import BarisUji
from metrologi.pengujian.models import PerkaraUji
from metrologi.uttp.catatan import surat_dicabut, surat_terbit
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import StepData
from metrologi.workflow.reactions import on
from metrologi.workflow.run import open_case, react, run
from skhp.machine import MACHINE, SKRD, SkrdStatus, Status
from skhp.models import Skhp, Skrd
from skhp.retribusi import rincian_skrd

BERTANDA_TANGAN = (Status.DITANDATANGANI, Status.TERBIT, Status.DISERAHKAN)
TIDAK_BERLAKU = (Status.DIGANTI, Status.DICABUT)


# --- from a case of tera to its letters -----------------------------------------------------------
@on(PerkaraUji, "siapkan")
def buat_konsep(case: PerkaraUji, *, by: User | None, data: StepData) -> None:
    """One SKHP for all that passed, or one for each; and a statement for each that failed."""
    wanted = case.perlu_surat()
    passed = [i for i in wanted if i.hasil == BarisUji.Hasil.SAH]
    failed = [i for i in wanted if i.hasil == BarisUji.Hasil.BATAL]
    _buat_skhp(case, by, data, passed)
    for item in failed:
        _buat(case, by, data, Skhp.Jenis.KETERANGAN_BATAL, [item])


@on(PerkaraUji, "susulkan_skhp")
def buat_susulan(case: PerkaraUji, *, by: User | None, data: StepData) -> None:
    """The draft of a SKHP asked for later, from the same cerapan; the case stays finished."""
    _buat_skhp(case, by, data, data["items"])
    for user in case.applicants():
        send(
            user,
            judul=f"SKHP disiapkan: {case.nomor}",
            url=case.get_absolute_url(),
            case=case,
            isi=f"Permintaan SKHP untuk {len(data['items'])} UTTP dicatat. "
            "Masa berlakunya dihitung dari hari pengujian. Anda dikabari bila surat terbit.",
        )


def _buat_skhp(case: PerkaraUji, by: User | None, data: StepData, passed: list[BarisUji]) -> None:
    """One letter for all rows, or one for each where `data["gabung"]` says so."""
    groups = [passed] if data.get("gabung", True) else [[item] for item in passed]
    for group in groups:
        if group:
            _buat(case, by, data, Skhp.Jenis.SKHP, group)


def _buat(
    case: PerkaraUji, by: User | None, data: StepData, jenis: str, rows: list[BarisUji]
) -> None:
    letter = open_case(
        MACHINE.code,
        by=by,
        uml=case.uml,
        origin=case,
        jenis=jenis,
        pemilik=case.pemilik,
        pengujian=[item.pengujian for item in rows],
        atas_nama=data.get("atas_nama", ""),
    )
    if data.get("ajukan"):
        run(letter, "ajukan", by=by, seen=letter.status)


@on(PerkaraUji, "siapkan", "tanpa_surat")
def siapkan_skrd(case: PerkaraUji, *, by: User | None, data: StepData) -> None:
    """A nihil note of every tested instrument (UU 1/2022 ended the levy).

    Where the office has a tariff, a person sets the amounts on the page of the case.
    """
    if case.uml.kebijakan_biaya != Uml.Biaya.NIHIL:
        return
    open_case(
        SKRD.code,
        by=by,
        uml=case.uml,
        origin=case,
        pemilik=case.pemilik,
        rincian=[rincian_skrd(item, 0) for item in case.teruji()],
        dasar=case.uml.dasar_biaya,
    )


@on(PerkaraUji, "serahkan")
def serahkan_surat(case: PerkaraUji, *, by: User | None, data: StepData) -> None:
    """Issue the letters that are not out yet and mark all as handed over (the SOP's last row)."""
    for letter in Skhp.objects.children_of(case).exclude(status__in=TIDAK_BERLAKU):
        _serahkan(letter, by, Status.DITANDATANGANI)
    for note in Skrd.objects.children_of(case).exclude(status=SkrdStatus.DICABUT):
        _serahkan(note, by, SkrdStatus.KONSEP)


def _serahkan(letter: Case, by: User | None, ready: str) -> None:
    for step in _remaining(letter.status, ready):
        letter = run(letter, step, by=by, seen=letter.status)


def _remaining(status: str, ready: str) -> Iterable[str]:
    if status == ready:
        return ("terbitkan", "serahkan")
    return ("serahkan",) if status == Status.TERBIT else ()


# --- from a letter back to its case, and to what it replaces --------------------------------------
@on(MACHINE.code, "tandatangani")
def periksa_kesiapan(case: Skhp, *, by: User | None, data: StepData) -> None:
    """With its last letter signed, the case of tera is ready to be handed over."""
    perkara = case.origin
    if not isinstance(perkara, PerkaraUji):
        return
    waiting = perkara.status in perkara.machine.steps["siap"].sources
    letters = Skhp.objects.children_of(perkara)
    if waiting and not letters.exclude(status__in=(*BERTANDA_TANGAN, *TIDAK_BERLAKU)).exists():
        react(perkara, "siap", by=by)


@on(MACHINE.code, "tandatangani")
def gantikan_yang_lama(case: Skhp, *, by: User | None, data: StepData) -> None:
    if case.menggantikan:
        react(case.menggantikan, "digantikan", by=by)


@on(MACHINE.code, "terbitkan")
def catat_pada_alat(case: Skhp, *, by: User | None, data: StepData) -> None:
    """The life of each instrument tells of its certificate."""
    if case.jenis != Skhp.Jenis.SKHP:
        return
    for row in case.daftar:
        surat_terbit(row.uttp, nomor=case.nomor, oleh=by, terakhir=row.uji_terakhir())


@on(MACHINE.code, "cabut")
def cabut_pada_alat(case: Skhp, *, by: User | None, data: StepData) -> None:
    """Sticker, passport and lists stop calling the instrument valid; the owner hears why."""
    for row in case.daftar:
        surat_dicabut(
            row.uttp,
            nomor=case.nomor,
            alasan=data["note"],
            oleh=by,
            terakhir=row.uji_terakhir(),
        )
    tools = "; ".join(str(row.uttp) for row in case.daftar)
    for user in case.applicants():
        send(
            user,
            judul=f"{case.nama_surat} dicabut: {case.nomor}",
            isi=f"Untuk {tools}. Alasan: {data['note']} Surat itu jangan dipakai lagi. "
            "Ajukan tera ulang di portal, atau bawa alatnya ke kantor, agar dapat dipakai kembali.",
            url=case.get_absolute_url(),
            case=case,
        )


@on(MACHINE.code, "cabut")
@on(SKRD.code, "cabut")
def cabut_naskah(case: Skhp | Skrd, *, by: User | None, data: StepData) -> None:
    """Revoke the papers of a revoked letter, so that whoever scans the QR code reads it."""
    for dokumen in Dokumen.objects.terbit_untuk(case):
        revoke(dokumen, by=by, alasan=data["note"])
