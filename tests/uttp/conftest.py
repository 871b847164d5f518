"""A small office with its reference data, one trader with a shop, and the staff behind the
counter.
"""

import datetime as dt

import pytest

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.uttp.models import JenisUttp, Pemilik, Tempat, Uttp, Wakil, Wilayah
from metrologi.uttp.muat import muat_rujukan


def _tempat(pemilik, nama, desa="16.06.01.1010"):
    place = Wilayah.objects.get(kode=desa)
    return Tempat.objects.create(pemilik=pemilik, nama=nama, kecamatan=place.induk, desa=place)


@pytest.fixture
def uml(db):
    unit = Uml.objects.create(
        kode="musi-banyuasin", nama="UPTD Metrologi Legal Musi Banyuasin", kota="Sekayu"
    )
    muat_rujukan(unit)
    return unit


@pytest.fixture
def orang(uml):
    """`orang("budi", Role.WAJIB_TTU)` makes an account holding the role."""

    def make(username, *roles):
        user = User.objects.create_user(username, nama=username.title())
        for role in roles:
            staff = role not in {Role.WAJIB_TTU, Role.PELANGGAN, Role.PELAPOR}
            Penugasan.objects.create(
                user=user, role=role, uml=uml if staff else None, mulai=dt.date(2020, 1, 1)
            )
        return user

    return make


@pytest.fixture
def pemohon(orang):
    return orang("siti", Role.WAJIB_TTU)


@pytest.fixture
def petugas(orang):
    return orang("rina", Role.ADMINISTRASI)


@pytest.fixture
def toko(uml, pemohon):
    """Siti's shop in Serasan Jaya; `toko.utama` is its place."""
    pemilik = Pemilik.objects.create(uml=uml, nama="Toko Siti Jaya")
    Wakil.objects.create(pemilik=pemilik, user=pemohon)
    pemilik.utama = _tempat(pemilik, "Toko utama")
    return pemilik


@pytest.fixture
def tempat():
    """`tempat(pemilik, "Cabang")` is a place of that owner in Serasan Jaya, or in the desa
    given.
    """
    return _tempat


@pytest.fixture
def alat(toko):
    """`alat(nomor_seri="A1")` registers an electronic scale of Siti's shop, other fields as
    given.
    """

    def make(jenis="timbangan_elektronik", **fields):
        kind = JenisUttp.objects.get(kode=jenis)
        values = {"merek": "Digi", "kapasitas_maks": 30, "satuan": "kg", "kelas": "III"} | fields
        place = values.pop("tempat", toko.utama)
        return Uttp.objects.create(
            uml=toko.uml, jenis=kind, pemilik=place.pemilik, tempat=place, **values
        )

    return make
