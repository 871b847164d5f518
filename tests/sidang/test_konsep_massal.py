"""All drafts of a sidang at one press.

Who gets one, who does not and why, and that a second press changes nothing.
"""

import pytest

from metrologi.clock.now import today
from metrologi.uttp.masa_berlaku import aturan
from metrologi.uttp.models import AturanMasaBerlaku
from sidang.models import PesertaSidang
from tests.sidang.keadaan import antre, diuji, sidang_in

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


@pytest.fixture
def sidang(office):
    return sidang_in(office, "berlangsung")


def menunggu(office, sidang, *uttp):
    case = diuji(office, antre(office, sidang, *uttp, skhp=True))
    assert case.status == "disiapkan"
    return case


def masuk(office, client, role):
    client.force_login(office.people[role], backend=BACKEND)
    return client


def test_one_press_drafts_for_all_who_wait_and_a_second_for_nobody(office, sidang, client):
    cases = [menunggu(office, sidang, office.uttp()) for _ in range(3)]
    home = diuji(office, antre(office, sidang, office.uttp()))
    clerk = masuk(office, client, "administrasi")
    assert "Siapkan 3 konsep SKHP" in clerk.get(sidang.get_absolute_url()).content.decode()
    url = f"/sidang/{sidang.pk}/konsep/"
    assert (
        "Konsep untuk 3 peserta dibuat dan diajukan ke Kepala."
        in clerk.post(url, follow=True).content.decode()
    )
    again = clerk.post(url, follow=True).content.decode()
    assert (
        "Tidak ada peserta yang menunggu konsep SKHP" in again
        and "konsep SKHP</button>" not in again
    )
    assert {PesertaSidang.objects.get(pk=c.pk).status for c in cases} == {"penandatanganan"}
    assert [c.children("skhp").count() for c in cases] == [1, 1, 1] and not home.children(
        "skhp"
    ).exists()


def test_one_who_is_refused_is_named_with_the_reason_and_stops_nobody(office, sidang, client):
    kinds = ("timbangan_elektronik", "timbangan_pegas", "timbangan_elektronik")
    cases = [menunggu(office, sidang, office.uttp(kind)) for kind in kinds]
    others, springs = (office.uttp(kind).jenis for kind in kinds[:2])
    rule = aturan(others, today())
    AturanMasaBerlaku.objects.filter(jenis__kode__in=springs.silsilah).delete()
    AturanMasaBerlaku.objects.get_or_create(
        jenis=others,
        mulai=rule.mulai,
        defaults={"tahun": rule.tahun, "cara": rule.cara, "sumber": rule.sumber},
    )
    clerk = masuk(office, client, "administrasi")
    answer = clerk.post(f"/sidang/{sidang.pk}/konsep/", follow=True).content.decode()
    assert (
        "Konsep untuk 2 peserta dibuat dan diajukan ke Kepala, 1 tidak: 2. Toko Uji Sekayu: "
        "Belum ada aturan masa berlaku Timbangan pegas" in answer
    )
    assert [PesertaSidang.objects.get(pk=c.pk).status for c in cases] == [
        "penandatanganan",
        "disiapkan",
        "penandatanganan",
    ]
    assert not cases[1].children("skhp").exists()
    assert (
        clerk.post(
            f"/peserta_sidang/{cases[1].pk}/siapkan/", {"seen": "disiapkan", "gabung": "gabung"}
        ).status_code
        == 422
    )


def test_only_administrasi_presses(office, sidang, client):
    menunggu(office, sidang, office.uttp())
    penera = masuk(office, client, "penera")
    assert "konsep SKHP</button>" not in penera.get(sidang.get_absolute_url()).content.decode()
    assert penera.post(f"/sidang/{sidang.pk}/konsep/").status_code == 403
    assert (
        masuk(office, client, "administrasi").get(f"/sidang/{sidang.pk}/konsep/").status_code == 405
    )
