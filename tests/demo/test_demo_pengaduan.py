"""The complaints of the demo office stand where the plan says, and the clocks of those that run are
set.
"""

from collections import Counter

import pytest

from metrologi.accounts.models import Penugasan, User
from metrologi.demo import kantor
from metrologi.demo.pengaduan import buka_pengaduan
from pengaduan.models import Evaluasi, Identitas, Pengaduan


@pytest.mark.django_db
def test_the_complaints_of_the_demo_stand_where_they_should():
    uml = kantor.dirikan()
    kantor.angkat_pegawai(uml)
    kantor.daftarkan_pemohon()
    assert buka_pengaduan(uml) == 6
    assert Counter(Pengaduan.objects.values_list("status", flat=True)) == {
        "ditutup": 3,
        "dipantau": 1,
        "ditangani": 1,
        "diterima": 1,
    }
    assert (
        not Identitas.objects.filter(pengaduan__kerahasiaan="anonim").exists()
        and Evaluasi.objects.count() == 1
    )
    assert (
        Penugasan.objects.filter(user=User.objects.get(username__startswith="pelapor umum")).count()
        == 1
    )
