"""What stamps and serials say on a cerapan sheet, and the serials it uses up when it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.cerapan.models import Pengujian, TapakCtt
from metrologi.cerapan.sambungan import Pendapat
from metrologi.perlengkapan.cap.aturan import Buku
from metrologi.perlengkapan.segel import gerak, seri
from metrologi.perlengkapan.segel.models import Seri
from metrologi.workflow.errors import Stale

if TYPE_CHECKING:
    from metrologi.cerapan.forms import CerapanForm

BELUM_ADA = (
    "Register cap tanda tera kantor ini belum diisi, sehingga cap yang dibubuhkan "
    "tidak diperiksa terhadap pinjaman."
)
# A sheet names at most so many serials for one mark.
TERBANYAK = 60


def pendapat(form: CerapanForm) -> Pendapat:
    """Refusals and doubts about the marks as typed; hints about what is in the penera's hands."""
    result = Pendapat()
    _cap(form, result)
    _segel(form, result)
    return result


def _cap(form: CerapanForm, result: Pendapat) -> None:
    """Whether the stamps of the marks as typed are in the penera's hands."""
    book = Buku(form.uml, form.penera, form.hari)
    if book.kosong:
        result.petunjuk.append(BELUM_ADA)
        return
    dipegang = ", ".join(map(str, book.di_tangan())) or "tidak ada"
    result.petunjuk.append(f"Cap yang sedang Anda pinjam: {dipegang}.")
    found = book.keberatan(_tapak(form))
    leave = book.pengecualian() if found else None
    for objection in found:
        if leave:
            result.ragu.append(f"{objection.alasan} Boleh menurut pengecualian {leave}.")
        else:
            result.tolak.append((f"tapak_{objection.jenis}_jumlah", objection.alasan))


def _tapak(form: CerapanForm) -> list[tuple[str, str]]:
    """Kind and year of every mark that is counted on the sheet, as typed."""
    if not form.is_bound:
        return []
    typed = {j: str(form.data.get(f"tapak_{j}_jumlah", "")).strip() for j in TapakCtt.Jenis}
    years = {
        j: str(form.data.get(f"tapak_{j}_tahun", "")).strip() or f"{form.hari:%y}"
        for j in TapakCtt.Jenis
    }
    return [
        (j, years[j])
        for j, n in typed.items()
        if n.isdecimal() and len(n) < 3 and int(n) and years[j].isdecimal()
    ]


def _segel(form: CerapanForm, result: Pendapat) -> None:
    """Whether the serials as typed are in the hands of one of the two penera."""
    if not Seri.objects.filter(uml=form.uml).exists():
        return
    _petunjuk_segel(form, result)
    second = str(form.data.get("penera_kedua") or "") if form.is_bound else ""
    hands = {form.penera.pk} | ({int(second)} if second.isdecimal() and len(second) < 12 else set())
    seen: dict[str, str] = {}
    for jenis in TapakCtt.Jenis if form.is_bound else ():
        name = f"tapak_{jenis}_segel"
        if reason := _salah(form, str(form.data.get(name, "")), hands, seen):
            result.tolak.append((name, reason))


def _petunjuk_segel(form: CerapanForm, result: Pendapat) -> None:
    """On an empty sheet: which serials the penera has."""
    if form.is_bound:
        return
    mine = (
        Seri.objects.filter(uml=form.uml).di_tangan(form.penera.pk).values_list("nomor", flat=True)
    )
    result.petunjuk.append(
        f"Nomor segel dan stiker di tangan Anda: {seri.ringkas(mine) or 'tidak ada'}."
    )


def _salah(form: CerapanForm, teks: str, hands: set[int], seen: dict[str, str]) -> str:
    """Why these serials cannot be put on the instrument; "" when they can."""
    if not teks.strip():
        return ""
    try:
        nomor = seri.baca(teks, terbanyak=TERBANYAK)
    except seri.SeriSalah as error:
        return str(error)
    if twice := [n for n in nomor if n in seen]:
        return f"Nomor {seri.ringkas(twice)} sudah tertulis pada tanda lain."
    seen.update(dict.fromkeys(nomor, teks))
    ready = Seri.objects.filter(
        uml=form.uml, nomor__in=nomor, keadaan=Seri.Keadaan.DIPEGANG, pemegang__in=hands
    )
    missing = set(nomor) - set(ready.values_list("nomor", flat=True))
    return (
        f"Tidak ada di tangan Anda menurut buku segel: {seri.ringkas(missing)}." if missing else ""
    )


def pakai(test: Pengujian) -> None:
    """Move the serials of a stored test onto its instrument, in its transaction.

    Raises Stale when somebody else was faster.
    """
    if not Seri.objects.filter(uml=test.uml_id).exists():
        return
    nomor = [
        n
        for mark in test.tapak.exclude(nomor_segel="")
        for n in seri.baca(mark.nomor_segel, terbanyak=TERBANYAK)
    ]
    if not nomor:
        return
    hands = {test.penera_id, test.penera_kedua_id} - {None}
    try:
        gerak.pakai(test.uml_id, nomor, penera=hands, pengujian=test, oleh=test.penera)
    except gerak.Ditolak as error:
        raise Stale(
            f"Segel tidak dapat dicatat: {error} Muat ulang lembar, lalu isi nomor yang lain."
        ) from None
