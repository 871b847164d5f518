"""What the tests know of a monitoring item.

Its steps' data, and one in each state, about an order that was late.
"""

import datetime as dt

from kompensasi.janji import Pelanggaran, masuk
from kompensasi.models import AturanKompensasi
from metrologi.clock.now import now
from metrologi.workflow.run import open_case
from tests.walk import walk

MACHINES = {"kompensasi"}
PASSPHRASE = "demo-passphrase"
ALAMAT = {
    "workflow:kompensasi-monitoring": lambda m: {"pk": m.kompensasi.pk},
    "workflow:kompensasi-pratinjau": lambda m: {"pk": m.kompensasi.pk},
    "workflow:kompensasi-aturan_ubah": lambda m: {"pk": m.aturan.pk},
}


def samples(office):
    return {
        "informasikan_kendala": lambda case, user: {
            "penyebab": "alat",
            "kendala": "Anak timbangan rusak.",
        },
        "sampaikan_evaluasi": lambda case, user: {"evaluasi": "Dipinjam dari UML tetangga."},
        "instruksikan": lambda case, user: {"suvenir": "Suvenir kantor", "prioritas": True},
        "susun": lambda case, user: {
            "kepada": "Toko Uji Sekayu",
            "alamat": "Jalan Merdeka 1\nSekayu",
            "isi_surat": "Kami memohon maaf.",
        },
        "tandatangani_surat": lambda case, user: {"secret": PASSPHRASE},
        "kirim_surat": lambda case, user: {"cara": "kurir", "kurir": "Pos", "resi": "RB123"},
        "terima_surat": lambda case, user: {"penerima": "Budi"},
        "catat_tanda_terima": lambda case, user: {"penerima": "Budi"},
    }


def pelanggaran(order, *, nyata=True, lepas=None):
    """A breach of the present stage of an order, as the watch would report it."""
    urut, _ = masuk(type(order), [order.pk])[order.pk]
    soon = now() + dt.timedelta(hours=2)
    return Pelanggaran(
        order,
        nyata,
        order.status,
        urut,
        order.status_since,
        order.due_at,
        None if nyata else soon,
        lepas,
    )


def pantauan(office, order=None, *, nyata=True, **rest):
    order = order or office.order()
    return open_case(
        "kompensasi",
        step="pantau",
        by=None,
        uml=order.uml,
        origin=order,
        pelanggaran=pelanggaran(order, nyata=nyata, **rest),
    )


def punya_kami(office, m):
    """An item whose letter waits for the signature, and a rule of the unit."""
    m.kompensasi = m.cases["kompensasi"] = walk(
        pantauan(office), "penandatanganan", office.people, office.samples()
    )
    m.aturan = aturan(m.uml)


def aturan(uml, **values):
    return AturanKompensasi.objects.create(
        **{
            "uml": uml,
            "dari_menit": 60,
            "suvenir": "Payung",
            "sumber": "SK Kepala",
            "mulai": dt.date(2020, 1, 1),
        }
        | values
    )


def case_in(office, machine, state):
    if state in ("hasil_siap", "tepat_waktu"):
        order = office.order()
        case = pantauan(office, order, nyata=False)
        walk(order, "dibatalkan", office.people, office.samples())
        return walk(case, state, office.people, office.samples())
    if state == "digabung":
        order = office.order()
        pantauan(office, order)
        again = walk(order, "diuji", office.people, office.samples())
        # The second one of a service joins the first by itself.
        case = pantauan(office, again)
        case.refresh_from_db()
        return case
    return walk(pantauan(office), state, office.people, office.samples())
