"""Appeals for other tests: the data of their steps, and a case in each state."""

import datetime as dt
from importlib import import_module

from banding.models.baris import Akibat, Bahan, Keterkaitan, Lampiran
from banding.perbuatan import pegawai
from metrologi.accounts.models import Penugasan, User
from metrologi.clock.now import now
from metrologi.documents import store
from metrologi.workflow.run import open_case, run
from tests.walk import walk

MACHINES = {"banding"}
PASSPHRASE = "demo-passphrase"
ISI = {
    "perihal": "Timbangan dinyatakan batal",
    "uraian": "Titik 15 kg diuji tanpa pemanasan.",
    "harapan": "Uji ulang.",
}


def samples(office):
    return {
        "nyatakan_relevan": lambda case, user: {"relevansi": "Keberatan menyangkut cara menguji."},
        "usulkan_panel": lambda case, user: usulan(office),
        "tunjuk_panel": lambda case, user: {"secret": PASSPHRASE},
        "limpahkan_banding": lambda case, user: {"secret": PASSPHRASE},
        "usulkan_pelimpahan": lambda case, user: {"tujuan": office.near},
        "catat_investigasi": lambda case, user: {
            "judul": "Wawancara",
            "uraian": "Penera membenarkan.",
        },
        "selesai_investigasi": lambda case, user: selidiki(case),
        "undang_rapat": lambda case, user: {"waktu": now(), "tempat": "Ruang rapat"},
        "undang_penjelasan": lambda case, user: {
            "waktu": now() + dt.timedelta(days=2),
            "tempat": "Kantor",
            "keperluan": "Kronologi",
        },
        "ganti_panel": lambda case, user: {
            "ketua": case.panel()[1].user_id,
            "secret": PASSPHRASE,
        },
        "ubah_waktu_rapat": lambda case, user: {"waktu": now(), "tempat": "Aula"},
        "putuskan_banding": lambda case, user: putusan(case),
        "setujui_putusan": lambda case, user: {"secret": PASSPHRASE},
        "sampaikan_putusan": lambda case, user: {"cara": "langsung", "penerima": "Budi"},
    }


def usulan(office):
    ids = [p.pk for p in anggota(office)]
    return {"anggota": ids, "ketua": ids[0]}


def anggota(office):
    """Three of the roster: the office's own, and two more."""
    return [
        office.people["panel_banding"],
        *(calon(office, f"panel_{n}") for n in ("kedua", "ketiga")),
    ]


def calon(office, name):
    """Somebody of this office who may sit in a panel."""
    name = name if office.uml.kode == "muba-uji" else f"{name}_{office.uml.kode}"
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(name, nama=f"Calon {name}", uml=office.uml)
        Penugasan.objects.create(
            user=user, role="panel_banding", uml=office.uml, mulai=dt.date(2020, 1, 1)
        )
    return user


def selidiki(case):
    """Every member declares, the chair notes one finding; returns the data of the closing step."""
    menyatakan(case)
    if not case.bahan.exists():
        chair = case.panel()[0].user
        run(
            case,
            "catat_investigasi",
            by=chair,
            seen=case.status,
            judul="Wawancara",
            uraian="Penera membenarkan.",
        )
    return {"kesimpulan": "Pemanasan dilewati."}


def menyatakan(case):
    for seat in case.panel():
        if seat.pernyataan_at is None:
            run(case, "nyatakan_netral", by=seat.user, seen=case.status)
    case.lupakan_kursi()


def putusan(case, **changes):
    hadir = [
        {"user": a.user_id, "nama": str(a.user), "sebagai": "Anggota panel"} for a in case.panel()
    ]
    return {
        "hadir": hadir,
        "notulen": "Rapat dibuka ketua.",
        "putusan": "diterima",
        "pertimbangan": "Prosedur dilewati.",
        "akibat": ["uji_ulang"],
    } | changes


def banding(office, keluhan=None, **data):
    """A fresh appeal of the customer against a closed complaint."""

    keluhan = keluhan or ditutup(office)
    customer = office.people["pelanggan"]
    return open_case("banding", by=customer, uml=office.uml, origin=keluhan, **(ISI | data))


def ditutup(office, case=None, **data):
    """A closed complaint of the customer, a new one or this one."""
    case = ditanggapi(office, case, **data)
    return run(
        case, "nilai_tanggapan", by=office.people["pelanggan"], seen=case.status, nilai=2, saran=""
    )


def ditanggapi(office, case=None, **data):
    """A complaint of the customer (a new one, or this one once more) with its answer, waiting for
    the feedback.
    """
    case = case or import_module("tests.pengaduan.keadaan").laporan(office, by="pelanggan", **data)
    return walk(case, "menunggu_umpan_balik", office.people, office.samples())


def terikat(case):
    """Everybody of the office declares a tie, so that no lawful panel is left."""
    for user in pegawai(case.uml):
        Keterkaitan.objects.create(user=user, banding=case, uraian="satu keluarga besar", at=now())


def case_in(office, machine, state):
    case = banding(office)
    if state in ("pelimpahan", "dilimpahkan"):
        case = walk(case, "pembentukan", office.people, samples(office))
        terikat(case)
    return walk(case, state, office.people, samples(office))


# --- the addresses of the appeal's own pages ------------------------------------------------------
ALAMAT = {
    "workflow:banding-akibat-buka": lambda m: {"pk": m.banding_akibat.pk},
    "workflow:banding-lampiran": lambda m: {"pk": m.banding.pk, "berkas": m.banding_lampiran.pk},
    "workflow:banding-bahan": lambda m: {"pk": m.banding.pk, "berkas": m.banding_bahan.pk},
    "workflow:banding-tiket-surat": lambda m: {"pk": m.banding.pk},
    "workflow:banding-arsip": lambda m: {"pk": m.banding.pk},
}


def punya_kami(office, m):
    isi_berkas(m, case_in(office, None, "selesai"), office.people["panel_banding"])


def isi_berkas(m, case, user):
    """One file of each kind, and one duty."""
    file = {
        "nama": "surat.pdf",
        "file": store.put(b"%PDF-1.7 contoh", folder="banding"),
        "ukuran": 15,
        "jenis_isi": "application/pdf",
        "oleh": user,
        "at": now(),
    }
    m.banding = case
    m.banding_lampiran = Lampiran.objects.create(banding=case, bagian="kelengkapan", **file)
    m.banding_bahan = Bahan.objects.create(banding=case, judul="Temuan", uraian="Isi.", **file)
    m.banding_akibat, _ = Akibat.objects.get_or_create(banding=case, jenis="uji_ulang")
