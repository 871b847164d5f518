"""The owner's application for tera at the office, printed from the form whenever it is wanted."""

from __future__ import annotations

from django.http import HttpResponse

from metrologi.documents.daftar import Daftar
from metrologi.documents.declare import waktu_iso
from metrologi.documents.payload import Payload
from metrologi.pengujian.papers import pemohon, uttp_dimohon
from orders.models import Order

KAKI = "Surat pemohon, dibuat dari isian di portal; tidak bernomor surat."
PERMOHONAN = Daftar("permohonan_tera", "orders/papers/permohonan.html", ("surat.css",))


def surat_permohonan(order: Order) -> HttpResponse:
    """The application as PDF (SOP row 1); whoever was helped at the counter signs it by hand."""
    name = f"permohonan-{order.nomor.replace('/', '-')}.pdf"
    return PERMOHONAN.jawab(order.uml, "Surat Permohonan", name=name, inline=True, **_isi(order))


def _isi(order: Order) -> Payload:
    by, staff = order.created_by, order.machine.staff_roles()
    return {
        "pemohon": pemohon(order),
        "pemilik": order.pemilik.nama,
        "rentang": f"Nomor permohonan di portal: {order.nomor}",
        "uttp": uttp_dimohon(order),
        "catatan": order.catatan,
        "kepada": [f"Kepala {order.uml.nama}", f"di {order.uml.kota or 'tempat'}"],
        "hal": "Permohonan tera/tera ulang di kantor",
        "diajukan": waktu_iso(order.created_at),
        "tanggal": waktu_iso(order.created_at)[:10],
        "pengirim": "" if by.roles(order.uml) & staff else by.nama,
        "kaki_daftar": KAKI,
    }
