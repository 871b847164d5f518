"""Compensation in the demo office: its rules, and two late orders at different states."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from kompensasi.aturan_awal import muat_aturan
from kompensasi.janji import Pelanggaran, masuk
from kompensasi.models import AturanKompensasi
from kompensasi.surat import isi_usulan, tujuan_usulan
from metrologi.accounts.models import Uml, User
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.demo.jam import Jam, pagi
from metrologi.demo.kantor import PASSPHRASE
from metrologi.pengujian.berjalan import berjalan
from metrologi.uttp.models import Pemilik, Uttp
from metrologi.workflow.run import open_case, run

# Days ago, how far, and whose order.
CERITA = ((9, "terkirim"), (3, "instruksi"), (1, "dipantau"))
JALAN = (
    ("konfirmasi_kendala", "kasi_pjt"),
    ("informasikan_kendala", "pj_teknis"),
    ("sampaikan_evaluasi", "kepala_seksi"),
    ("laporkan", "kasi_pjt"),
    ("instruksikan", "kepala"),
    ("susun", "kasi_pjt"),
    ("validasi_surat", "kepala_seksi"),
    ("tandatangani_surat", "kepala"),
    ("kirim_surat", "kasi_pjt"),
)
BERHENTI = {"dipantau": 0, "instruksi": 4, "terkirim": 9}


def muat(uml: Uml) -> int:
    """Three orders that nobody looked at for too long; returns how many items were opened."""
    muat_aturan(AturanKompensasi)
    orang = {u.username: u for u in User.objects.all()}
    free = _bebas(uml, orang["wajib_ttu"])
    calendar = calendar_for(uml.pk)
    for (days, goal), uttp in zip(CERITA, free, strict=False):
        _cerita(uml, uttp, orang, Jam(calendar, pagi(calendar, days)), goal)
    return len(CERITA)


def _bebas(uml: Uml, wakil: User) -> list[Uttp]:
    """Instruments that are in no running case, those of this person first."""
    rows = list(Uttp.objects.filter(uml=uml).lengkap().order_by("pk"))
    own = set(Pemilik.objects.filter(wakil__user=wakil).values_list("pk", flat=True))
    busy = berjalan(rows)
    free = [u for u in rows if u.pk not in busy]
    return sorted(free, key=lambda uttp: uttp.pemilik_id not in own)


def _cerita(uml: Uml, uttp: Uttp, orang: dict[str, User], jam: Jam, goal: str) -> None:
    with jam.sekarang():
        order = open_case(
            "orders",
            by=orang["administrasi"],
            uml=uml,
            pemilik=uttp.pemilik,
            items=[{"uttp": uttp, "tahap": "tera_ulang"}],
            loket=True,
        )
    jam.maju(42)
    with jam.sekarang():
        urut, since = masuk(type(order), [order.pk])[order.pk]
        found = Pelanggaran(order, True, order.status, urut, since, order.due_at)
        item = open_case(
            "kompensasi", step="pantau", by=None, uml=uml, origin=order, pelanggaran=found
        )
    for step, who in JALAN[: BERHENTI[goal]]:
        jam.maju(8)
        with jam.sekarang():
            secret = PASSPHRASE if step == "tandatangani_surat" else None
            item = run(
                item, step, by=orang[who], seen=item.status, secret=secret, **_data(step, item)
            )


def _data(step: str, item: Any) -> dict[str, Any]:
    rule = item.usulan()
    kepada, alamat = tujuan_usulan(item)
    return {
        "informasikan_kendala": {
            "penyebab": "sdm",
            "perkiraan_selesai": (now() + timedelta(days=2)).date(),
            "kendala": "Dua petugas loket mengikuti sidang tera di kecamatan lain.",
        },
        "sampaikan_evaluasi": {
            "evaluasi": "Petugas pengganti ditetapkan untuk setiap hari sidang."
        },
        "instruksikan": {"suvenir": rule.suvenir if rule else "Suvenir kantor", "prioritas": True},
        "susun": {
            "kepada": kepada,
            "alamat": alamat,
            "isi_surat": isi_usulan(item) if step == "susun" else "",
        },
        "kirim_surat": {"cara": "kurir", "kurir": "Pos Indonesia", "resi": f"RB{item.pk:09d}ID"},
    }.get(step, {})
