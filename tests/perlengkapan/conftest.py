"""The office with stamps in the safe, and a browser for each person."""
import datetime as dt

import pytest
from django.test import Client

from metrologi.clock.now import today
from metrologi.perlengkapan import gerak, pinjam
from metrologi.perlengkapan.models import Ctt

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
    values = {"tahun": today().year, "jumlah": 3, "aktif_mulai": today() - dt.timedelta(days=30), "kode": f"{jenis}-1",
              "diterima_tanggal": today() - dt.timedelta(days=40), "ukuran": 6} | fields
    return Ctt.objects.create(uml=office.uml, jenis=jenis, dicatat_oleh=office.people["admin_satker"], **values)


def pinjamkan(office, ctt, penera="penera", jumlah=1):
    loan = pinjam.serahkan(ctt, penera=office.people[penera], jumlah=jumlah, oleh=office.people["administrasi"])
    return pinjam.terima(loan, oleh=office.people[penera])


def segel(office, dari="MB-001", sampai="MB-020", jenis="segel"):
    return gerak.terima(office.uml, jenis=jenis, dari=dari, sampai=sampai, asal="Direktorat Metrologi",
                        oleh=office.people["administrasi"])


def sheet(office, **typed):
    """The sheet of one instrument with every reading right; `typed` overrides fields of the post."""
    from metrologi.cerapan.forms import CerapanForm
    from tests.readings import bacaan

    uttp = office.uttp()
    data = bacaan(uttp, office.standar) | typed
    return CerapanForm(data, {}, uttp=uttp, tahap="tera_ulang", hari=today(), uml=office.uml, penera=office.people["penera"])
