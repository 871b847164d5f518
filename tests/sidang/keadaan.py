"""How tests bring a sidang, and one who attends it, to each state."""

import datetime as dt
from uuid import uuid4

from metrologi.clock.now import today
from metrologi.uttp.models import Wilayah
from metrologi.workflow.run import open_case, run
from sidang.models import PesertaSidang, Sidang
from tests.walk import walk

MACHINES = {"sidang", "peserta_sidang"}
PASAR, KECAMATAN = "Pasar Randik", "16.06.01"
HARI = {"jam_mulai": dt.time(8), "jam_selesai": dt.time(14)}
KEPADA = [
    {"yth": "Camat Sekayu", "di": "Sekayu"},
    {"yth": "Pengelola Pasar Randik", "di": "Sekayu"},
]
PASSPHRASE = "demo-passphrase"


def samples(office):
    return {
        "ganti_petugas": lambda case, user: {
            "petugas": [office.people["penera"], office.people["administrasi"]],
            "secret": "demo-passphrase",
        },
        "undang": lambda case, user: undangan(office),
        "perbaiki_spt": lambda case, user: undangan(office),
        "jadwalkan_ulang": lambda case, user: {"tanggal": today() + dt.timedelta(days=7), **HARI},
        "serahkan": lambda case, user: (
            {"penerima": "Budi"} if case.machine.code in ("orders", "peserta_sidang") else {}
        ),
    }


def undangan(office):
    return {
        "petugas": [office.people["penera"], office.people["administrasi"]],
        "kepada": KEPADA,
        "kendaraan": "BG 1234",
    }


def rencana(office, **data):
    desa = Wilayah.objects.get(kode="16.06.01.1009")
    values = {
        "lokasi": PASAR,
        "pasar": PASAR,
        "kecamatan": desa.induk,
        "desa": desa,
        "alamat": "",
        "tanggal": today(),
        **HARI,
    }
    return open_case(
        "sidang", by=office.people["administrasi"], uml=office.uml, **{**values, **data}
    )


def sidang_in(office, state):
    case = rencana(office)
    return walk(case, state, office.people, office.samples())


def baris(uttp, **data):
    return {"uttp": uttp, "kunci": uuid4(), **data}


def daftar(office, sidang, *uttp, skhp=False, by="administrasi", rows=None, **hadirin):
    """A participant with these instruments of the office's own trader, or with `rows` as typed."""
    rows = rows or [baris(u, minta_skhp=skhp) for u in uttp or [office.uttp()]]
    return open_case(
        "peserta_sidang",
        by=office.people[by],
        uml=office.uml,
        origin=sidang,
        sidang=sidang,
        hadirin={"pemilik": office.owner, **hadirin},
        baris=rows,
    )


def antre(office, sidang, *uttp, skhp=False):
    case = daftar(office, sidang, *uttp, skhp=skhp)
    return run(case, "antrekan", by=office.people["administrasi"], seen="terdaftar")


def diuji(office, case, keputusan="sah"):
    """Every instrument of the participant tested; what follows has followed."""
    for item in case.diterima():
        office.test_item(case, item, keputusan)
    return PesertaSidang.objects.get(pk=case.pk)


def case_in(office, machine, state):
    if machine.code == "sidang":
        return sidang_in(office, state)
    running = Sidang.objects.filter(uml=office.uml, status="berlangsung")
    sidang = running.first() or sidang_in(office, "berlangsung")
    case = daftar(office, sidang, skhp=state != "selesai")
    if state == "terdaftar":
        return case
    if state == "pulang":
        return run(case, "pulang", by=office.people["administrasi"], seen="terdaftar")
    case = run(case, "antrekan", by=office.people["administrasi"], seen="terdaftar")
    return case if state == "diuji" else _after_test(office, diuji(office, case), state)


def _after_test(office, case, state):
    if state in ("disiapkan", "selesai"):
        return case
    case = run(case, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    if state == "siap_diserahkan":
        for letter in case.children("skhp"):
            walk(letter, "ditandatangani", office.people, office.samples())
        case.refresh_from_db()
    return case


# --- addresses for the access crawl ---------------------------------------------------------------
OF_SIDANG = ("register", "cari", "hitungan", "antrean", "excel", "spt", "konsep")
ALAMAT = {
    **{f"workflow:sidang-{name}": lambda m: {"pk": m.sidang.pk} for name in OF_SIDANG},
    **{f"workflow:peserta-{name}": lambda m: {"pk": m.peserta.pk} for name in ("tambah", "struk")},
    "workflow:sidang-hari-ini": lambda m: {},
    "workflow:sidang-semester": lambda m: {},
    "workflow:sidang-jadwal": lambda m: {},
}


def punya_kami(office, m):
    m.sidang = sidang_in(office, "berlangsung")
    m.peserta = antre(office, m.sidang)
