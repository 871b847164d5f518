"""A unit with its Kepala and a key, an owner as the case, and a small surat keterangan to issue."""

import datetime as dt
from pathlib import Path

import pytest

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.documents.declare import Document, _registry, penandatangan, register
from metrologi.documents.signing.demo import buat_kunci_demo
from metrologi.uttp.models import Pemilik, Wakil

PASSPHRASE = "rahasia-sekali-7"


class SuratUji(Document):
    """A statement about an owner; signed."""

    code, title, template = "uji_surat", "Surat Keterangan", "papers/surat_keterangan.html"
    pattern, signer = "{klasifikasi}/{urut:04}/UJI/{unit}/{bulan_romawi}/{tahun}", True

    def payload(self, case, by):
        return {
            "menerangkan": [["Nama", case.nama], ["Alamat", case.alamat]],
            "pernyataan": [
                "Telah menyerahkan timbangan elektronik untuk diuji, dengan daya baca ≤ 5 g."
            ],
            "tabel": {
                "keterangan": "",
                "kolom": ["Muatan", "Kesalahan", "BKD"],
                "baris": [["10 kg", "+2 g", "±10 g"]],
            },
        }

    def public(self, payload):
        return [("Jenis", "Timbangan elektronik"), ("Hasil", "Sah")]


class TandaUji(SuratUji):
    """The same without signature."""

    code, signer, pattern = "uji_tanda", False, "{urut}/TANDA/{tahun}"

    def payload(self, case, by):
        return super().payload(case, by) | {"penandatangan": penandatangan(by, case.uml)}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "berkas")
    return Path(settings.MEDIA_ROOT)


@pytest.fixture(autouse=True)
def papers():
    for kind in (SuratUji, TandaUji):
        register(kind)
    yield
    for kind in (SuratUji, TandaUji):
        _registry.pop(kind.code)


@pytest.fixture
def uml(db):
    return Uml.objects.create(
        kode="uji",
        nama="UPTD Metrologi Legal",
        kota="Sekayu",
        kode_klasifikasi="500.2.3.15",
        alamat="Jl. Merdeka Lk. I, Sekayu 30711",
        telepon="(0714) 322447",
        instansi="Pemerintah Kabupaten Musi Banyuasin\nDinas Perdagangan dan Perindustrian",
    )


def person(uml, role, nama):
    user = User.objects.create_user(
        role,
        f"{role}@contoh.id",
        "sandi-pengujian-1",
        nama=nama,
        uml=uml,
        jabatan="Kepala UPTD Metrologi Legal" if role == Role.KEPALA else "",
        pangkat="Penata Tingkat I",
        golongan="III/d",
        nip="",
    )
    Penugasan.objects.create(user=user, role=role, uml=uml, mulai=dt.date(2020, 1, 1))
    return user


@pytest.fixture
def kepala(uml):
    user = person(uml, Role.KEPALA, "Dra. Siti Rahmawati, M.Si.")
    buat_kunci_demo(user, PASSPHRASE)
    return user


@pytest.fixture
def petugas(uml):
    return person(uml, Role.ADMINISTRASI, "Andi Saputra")


@pytest.fixture
def case(uml):
    """Any row with a unit can be a case; an owner also knows to whom it is visible."""
    return Pemilik.objects.create(
        uml=uml, nama="Toko Sumber Rezeki", alamat="Jl. Kolonel Wahid Udin, Sekayu"
    )


@pytest.fixture
def trader(case):
    user = User.objects.create_user(
        "pedagang", "pedagang@contoh.id", "sandi-pengujian-1", nama="Budi"
    )
    Penugasan.objects.create(user=user, role=Role.WAJIB_TTU, mulai=dt.date(2020, 1, 1))
    Wakil.objects.create(pemilik=case, user=user)
    return user
