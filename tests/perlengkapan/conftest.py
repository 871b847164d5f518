"""The office with stamps in the safe, and a browser for each person."""

import datetime as dt
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType

from metrologi.cerapan.models import Pengujian, StandarDipakai
from metrologi.clock.now import today
from metrologi.perlengkapan.cap.models import Ctt
from metrologi.perlengkapan.segel import gerak
from metrologi.uttp.models import Standar
from metrologi.workflow.run import open_case, run
from tests.anggaran import Client

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


@pytest.fixture
def masuk(office):
    """`masuk("penera")`: a browser of that person."""

    def sign_in(role):
        client = Client()
        client.force_login(office.people[role], backend=BACKEND)
        return client

    return sign_in


def cap(office, jenis="sah", **fields):
    values = {
        "tahun": today().year,
        "jumlah": 3,
        "aktif_mulai": today() - dt.timedelta(days=30),
        "kode": f"{jenis}-1",
        "diterima_tanggal": today() - dt.timedelta(days=40),
        "ukuran": 6,
    } | fields
    return Ctt.objects.create(
        uml=office.uml, jenis=jenis, dicatat_oleh=office.people["admin_satker"], **values
    )


def serahkan(office, ctt, penera="penera", jumlah=1, **rest):
    """The store hands out; the loan waits for the penera."""
    return open_case(
        "pinjam_ctt",
        by=office.people["administrasi"],
        uml=office.uml,
        ctt=ctt,
        penera=office.people[penera],
        jumlah=jumlah,
        **rest,
    )


def lakukan(office, loan, step, role, **rest):
    """One step of a loan by that person of the office, from where it is now."""
    loan.refresh_from_db()
    return run(loan, step, by=office.people[role], seen=loan.status, **rest)


def pinjamkan(office, ctt, penera="penera", jumlah=1):
    """A loan that the penera has confirmed."""
    return lakukan(office, serahkan(office, ctt, penera, jumlah), "terima", penera)


def kembalikan_tahunan(office, tahun):
    """The yearly return, recorded and without its paper."""
    return open_case(
        "pengembalian_ctt",
        by=office.people["administrasi"],
        uml=office.uml,
        tahun=tahun,
        tanggal=today(),
        penerima="Direktorat Metrologi",
        catatan="Lengkap.",
    )


def standar(office, nama="Bejana", **fields):
    values = {
        "jenis": "massa",
        "sertifikat_nomor": f"S/{nama}",
        "sertifikat_tanggal": today() - dt.timedelta(days=100),
        "berlaku_sampai": today() + dt.timedelta(days=200),
    } | fields
    return Standar.objects.create(uml=office.uml, nama=nama, **values)


def hasil(office, uttp, used, hari=None, keputusan="sah"):
    """A stored test of the instrument with these standards."""
    order = office.people["wajib_ttu"]
    kind = ContentType.objects.get_for_model(order)
    test = Pengujian.objects.create(
        uml=office.uml,
        uttp=uttp,
        content_type=kind,
        object_id=order.pk,
        item_id=Pengujian.objects.count() + 1,
        percobaan=1,
        tahap="tera_ulang",
        tanggal=hari or today(),
        penera=office.people["penera"],
        lembar="x",
        versi_aturan="1",
        identitas={},
        bacaan={},
        hasil={"uji": []},
        putusan="SAH" if keputusan == "sah" else "BATAL",
        keputusan=keputusan,
        kunci=uuid4(),
    )
    StandarDipakai.objects.bulk_create(
        [StandarDipakai(pengujian=test, standar=s, sertifikat={}) for s in used]
    )
    return test


def segel(office, dari="MB-001", sampai="MB-020", jenis="segel"):
    return gerak.terima(
        office.uml,
        jenis=jenis,
        dari=dari,
        sampai=sampai,
        asal="Direktorat Metrologi",
        oleh=office.people["administrasi"],
    )


def sheet(office, **typed):
    """The sheet of one instrument with every reading right; `typed` overrides fields."""
    from metrologi.cerapan.forms import CerapanForm
    from tests.readings import bacaan

    uttp = office.uttp()
    data = bacaan(uttp, office.standar) | typed
    return CerapanForm(
        data,
        {},
        uttp=uttp,
        tahap="tera_ulang",
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
    )
