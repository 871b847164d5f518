"""How tests bring an application for tera in the field, and a trip, to each state."""

import datetime as dt
from uuid import uuid4

from metrologi.clock.now import today
from metrologi.workflow.run import open_case, run
from tempat_pakai.models import Kendaraan
from tests.walk import walk

MACHINES = {"tempat_pakai", "perjalanan"}
PASSPHRASE = "demo-passphrase"


def samples(office):
    return {
        "berita_acara": lambda case, user: tanda(),
        "ganti_petugas": lambda case, user: {
            "petugas": [office.people["penera"], office.people["administrasi"]],
            "secret": "demo-passphrase",
        },
        "terbitkan_spt": lambda case, user: {"secret": PASSPHRASE},
        "tambah_permohonan": lambda case, user: {"permohonan": [terdaftar(office)]},
        "jadwal_ulang": lambda case, user: rencana(office, tanggal=today() + dt.timedelta(days=7)),
    }


def tanda(**data):
    return {
        "kunci": uuid4(),
        "nama": "Budi",
        "hubungan": "pemilik",
        "cara": "ketikan",
        "goresan": [],
        "catatan": "",
        **data,
    }


def kendaraan(office):
    return Kendaraan.objects.get_or_create(
        uml=office.uml, nomor_polisi="BG 1234 B", defaults={"nama": "Toyota Hilux"}
    )[0]


def rencana(office, **data):
    people = [office.people["penera"], office.people["administrasi"]]
    return {"tanggal": today(), "petugas": people, "kendaraan": kendaraan(office), **data}


def permohonan(office, *uttp, skhp=True, by="wajib_ttu", **data):
    items = [
        {"uttp": u, "tahap": "tera_ulang", "minta_skhp": skhp} for u in uttp or [office.uttp()]
    ]
    return open_case(
        "tempat_pakai",
        by=office.people[by],
        uml=office.uml,
        pemilik=office.owner,
        items=items,
        narahubung="Budi",
        **data,
    )


def terdaftar(office, *uttp, **data):
    return walk(permohonan(office, *uttp, **data), "terdaftar", office.people, office.samples())


def perjalanan(office, *applications, **data):
    return open_case(
        "perjalanan",
        by=office.people["administrasi"],
        uml=office.uml,
        permohonan=list(applications) or [terdaftar(office)],
        **rencana(office, **data),
    )


def bertugas(office, *applications, **data):
    """A trip with its SPT signed."""
    return walk(
        perjalanan(office, *applications, **data), "berjalan", office.people, office.samples()
    )


def fresh(case):
    return type(case).objects.get(pk=case.pk)


def diuji(office, *uttp, **data):
    """An application whose visit has begun."""
    case = terdaftar(office, *uttp, **data)
    bertugas(office, case)
    return run(fresh(case), "mulai_kunjungan", by=office.people["penera"], seen="ditugaskan")


def selesai_diuji(office, keputusan="sah", ditandai=None, **data):
    """`ditandai`: who signs the berita acara and how, where it is not as `tanda` says."""
    case = diuji(office, **data)
    for item in case.diterima():
        case = office.test_item(case, item, keputusan)
    return run(
        case, "berita_acara", by=office.people["penera"], seen="diuji", **tanda(**(ditandai or {}))
    )


def case_in(office, machine, state):
    return (_perjalanan_in if machine.code == "perjalanan" else _permohonan_in)(office, state)


def _perjalanan_in(office, state):
    if state != "selesai":
        return walk(perjalanan(office), state, office.people, office.samples())
    case = walk(selesai_diuji(office), "disiapkan", office.people, office.samples())
    return fresh(case.perjalanan)


def _permohonan_in(office, state):
    if state == "ditolak":
        case = permohonan(office, office.uttp("meter_kwh", kelas="1", satuan="A"))
        return run(case, "tolak", by=office.people["administrasi"], seen="diajukan")
    if state in ("diajukan", "perlu_dilengkapi", "dibatalkan", "terdaftar"):
        return walk(permohonan(office), state, office.people, office.samples())
    if state in ("dijadwalkan", "ditugaskan"):
        case = terdaftar(office)
        trip = perjalanan(office, case)
        if state == "ditugaskan":
            walk(trip, "berjalan", office.people, office.samples())
        return fresh(case)
    if state == "diuji":
        return diuji(office)
    case = selesai_diuji(office, "perlu_perbaikan" if state == "menunggu_perbaikan" else "sah")
    if state == "menunggu_perbaikan":
        return walk(case, state, office.people, office.samples())
    return office._order_after_test(case, state)


def punya_kami(office, m):
    """What the crawl's addresses need: a visit with a picture, a letter, a calendar, a vehicle."""
    m.lapangan = lapangan(office)


def lapangan(office):
    from django.core.files.base import ContentFile

    from tempat_pakai.models import FotoKunjungan, LanggananKalender

    case = diuji(office, surat=ContentFile(b"%PDF-1.4 surat", name="surat.pdf"))
    picture = FotoKunjungan.objects.create(
        kunjungan=case.kunjungan_kini(),
        kunci=uuid4(),
        gambar=ContentFile(b"\xff\xd8\xff", name="foto.jpg"),
    )
    feed, _ = LanggananKalender.objects.get_or_create(user=office.people["bendahara"])
    return {
        "case": case,
        "foto": picture,
        "langganan": feed,
        "kendaraan": kendaraan(office),
        "menunggu": terdaftar(office),
    }


def _pk(m):
    return {"pk": m.lapangan["case"].pk}


def _foto(m):
    return {**_pk(m), "foto": m.lapangan["foto"].pk}


ALAMAT = {
    "workflow:tempat_pakai-hari": lambda m: {"tanggal": today().isoformat()},
    "workflow:tempat_pakai-ical": lambda m: {"rahasia": m.lapangan["langganan"].rahasia},
    "workflow:tempat_pakai-usulan": lambda m: {"pk": m.lapangan["menunggu"].pk},
    "workflow:tempat_pakai-pakai": lambda m: {"pk": m.lapangan["kendaraan"].pk},
    "workflow:tempat_pakai-berita": _pk,
    "workflow:tempat_pakai-foto": _pk,
    "workflow:tempat_pakai-surat": _pk,
    "workflow:tempat_pakai-gambar": _foto,
    "workflow:tempat_pakai-pratinjau": lambda m: {"pk": m.lapangan["case"].perjalanan_id},
}
