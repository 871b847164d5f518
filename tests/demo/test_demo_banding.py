"""The appeals of the demo office are walked by fitting people, and end where the plan says."""

import pytest

from banding.models import Banding
from metrologi.accounts.models import User
from metrologi.demo import banding, kantor, register
from metrologi.workflow import registry


@pytest.mark.django_db
@pytest.mark.skipif(registry.find("pengaduan") is None, reason="belum ada pengaduan di portal ini")
def test_the_appeals_of_the_demo_stand_where_they_should():
    uml = kantor.dirikan()
    kantor.angkat_pegawai(uml)
    kantor.daftarkan_pemohon()
    kantor.simpan_standar(uml)
    register.isi_register(uml, User.objects.get(username="administrasi"))
    assert banding.buka_banding(uml) == 3
    assert sorted(b.status for b in Banding.objects.all()) == [
        "investigasi",
        "pembentukan",
        "selesai",
    ]
    assert all(b.origin.status == "ditutup" for b in Banding.objects.all())
