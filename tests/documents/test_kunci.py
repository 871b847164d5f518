"""Keys and persons: who may install a signing key, whose name it bears, who is told, and what is
left of an old one.
"""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts import tasks
from metrologi.accounts.models import CatatanAkun, Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import now, today
from metrologi.documents import verify
from metrologi.documents.issuing import issue
from metrologi.documents.models import Dokumen, KunciTandaTangan
from metrologi.documents.signing import SigningError
from metrologi.documents.signing.demo import CA, DemoCA, buat_kunci_demo
from metrologi.documents.signing.p12 import open_p12
from metrologi.documents.signing.pemilik import same_person
from metrologi.documents.signing.putaran import rounds
from metrologi.documents.signing.sertifikat import revoke_key
from metrologi.portal.forms import PenerbitForm
from tests.documents.conftest import PASSPHRASE, person

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
URL = "/dokumen/tanda-tangan/"
SANDI = "sandi-pengujian-1"
BARU = "kunci-baru-2026"
# How the ciphers are named inside such a file (RFC 7292, NIST).
TRIPLE_DES = bytes.fromhex("060a2a864886f70d010c0103")
AES_256 = bytes.fromhex("060960864801650304012a")


@pytest.fixture
def uml(uml):
    uml.penerbit_sertifikat = f"BSrE\n{CA}"
    uml.save()
    return uml


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def hand_in(user, p12=None, **changes):
    content = DemoCA(now()).p12(user.nama, BARU) if p12 is None else p12
    data = {"berkas": SimpleUploadedFile("k.p12", content), "passphrase": BARU, "sandi": SANDI}
    return signed_in(user).post(URL, {**data, **changes})


def letters():
    """The addresses to which letters about changes are on their way."""
    jobs = ProcrastinateJob.objects.filter(task_name="accounts.perubahan")
    return sorted(job.args["surel"] for job in jobs)


def test_a_signer_installs_the_first_key_with_the_password_alone_and_is_told(petugas):
    assert hand_in(petugas).status_code == 302
    page = signed_in(petugas).get(URL).text
    assert "Andi Saputra" in page and "Sisa percobaan" in page
    row = CatatanAkun.objects.get(user=petugas, peristiwa="kunci")
    assert "Andi Saputra" in row.keterangan and letters() == [petugas.email]
    tasks.kabari_perubahan(row.pk, petugas.email)
    assert "Kunci tanda tangan" in mail.outbox[-1].body and mail.outbox[-1].to == [petugas.email]


def weak_p12(user):
    """A key file as old programs write it: 3DES, SHA-1 and few rounds."""
    opened = open_p12(DemoCA(now()).p12(user.nama, BARU), BARU)
    lock = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(2048)
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA1())
        .build(BARU.encode())
    )
    return pkcs12.serialize_key_and_certificates(None, opened.key, opened.cert, opened.chain, lock)


def test_a_key_is_kept_under_a_strong_lock_whatever_it_came_with(petugas, settings):
    settings.P12_ROUNDS = 50_000
    weak = weak_p12(petugas)
    assert TRIPLE_DES in weak and rounds(weak) < 10_000
    assert hand_in(petugas, weak).status_code == 302
    kept = bytes(KunciTandaTangan.objects.get(user=petugas, aktif=True).p12)
    assert TRIPLE_DES not in kept and AES_256 in kept and rounds(kept) >= 50_000
    assert open_p12(kept, BARU).cert.subject == open_p12(weak, BARU).cert.subject


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sandi": "bukan-sandinya"}, "Sandi ini salah"),
        ({"sandi": ""}, "wajib"),
        ({"passphrase": "a"}, "10"),
        ({"passphrase": "password123"}, "umum"),
        ({"passphrase": "80914355217"}, "angka"),
        ({"passphrase": "!!Sayang2026"}, "bocor"),
        ({"passphrase": "metrologi2026"}, "kantor"),
        ({"passphrase": SANDI}, "tidak boleh sama"),
        ({"passphrase": "bukan-passphrase-ini"}, "tidak dapat dibuka"),
    ],
)
def test_an_open_session_alone_installs_no_key(petugas, changes, sentence):
    answer = hand_in(petugas, **changes)
    assert answer.status_code == 422 and sentence in answer.text
    assert not KunciTandaTangan.objects.exists() and letters() == []
    typed = next(iter(changes.values()))
    assert not typed or f'"{typed}"' not in answer.text


@pytest.mark.parametrize("content", [b"bukan kunci", b"0" * 70_000, b""])
def test_what_is_no_key_is_refused(petugas, content):
    assert hand_in(petugas, p12=content).status_code == 422


def test_an_active_key_is_replaced_only_by_who_knows_its_passphrase(kepala):
    before = KunciTandaTangan.objects.get(user=kepala)
    assert hand_in(kepala).status_code == 422
    wrong = hand_in(kepala, passphrase_lama="salah-sekali")
    assert wrong.status_code == 422 and "Sisa percobaan: 4" in wrong.text
    assert KunciTandaTangan.objects.get(aktif=True) == before
    assert hand_in(kepala, passphrase_lama=PASSPHRASE).status_code == 302
    assert KunciTandaTangan.objects.get(aktif=True) != before


def test_of_a_replaced_key_only_the_certificate_stays(kepala):
    hand_in(kepala, passphrase_lama=PASSPHRASE)
    old = KunciTandaTangan.objects.get(user=kepala, aktif=False)
    assert bytes(old.p12) == b"" and bytes(old.sertifikat)


@pytest.mark.parametrize(
    "holder", ["Presiden Republik Indonesia", "Andi", "Budi Saputra", "Andi Wijaya", ""]
)
def test_a_certificate_in_another_name_is_refused(petugas, holder):
    answer = hand_in(petugas, DemoCA(now()).p12(holder or "-", BARU))
    assert answer.status_code == 422 and "bukan “Andi Saputra”" in answer.text
    assert not KunciTandaTangan.objects.exists()


def test_an_issuer_that_the_office_did_not_name_is_refused(petugas, uml):
    stranger = DemoCA(now(), name="CA Buatan Sendiri").p12("Andi Saputra", BARU)
    answer = hand_in(petugas, stranger)
    assert answer.status_code == 422 and "CA Buatan Sendiri" in answer.text
    Uml.objects.filter(pk=uml.pk).update(penerbit_sertifikat="")
    petugas.refresh_from_db()
    assert hand_in(User.objects.get(pk=petugas.pk)).status_code == 422


def accept(uml, *lines):
    Uml.objects.filter(pk=uml.pk).update(penerbit_sertifikat="\n".join(lines))


def mark(ca):
    """As people copy it from a certificate: capitals and colons."""
    return ca.cert.fingerprint(hashes.SHA256()).hex(":").upper()


def test_whoever_only_uses_the_name_of_an_issuer_is_refused_where_its_mark_is_known(petugas, uml):
    genuine, made_up = DemoCA(now(), name="BSrE"), DemoCA(now(), name="BSrE")
    accept(uml, f"BSrE | {mark(genuine)}", CA)
    answer = hand_in(petugas, made_up.p12("Andi Saputra", BARU))
    assert answer.status_code == 422 and "sidik yang dicatat kantor" in answer.text
    made_up.cert = genuine.cert
    answer = hand_in(petugas, made_up.p12("Andi Saputra", BARU))
    assert answer.status_code == 422 and not KunciTandaTangan.objects.exists()
    assert hand_in(petugas, genuine.p12("Andi Saputra", BARU)).status_code == 302


def test_an_issuer_may_have_two_certificates(petugas, uml):
    old, new = DemoCA(now(), name="BSrE"), DemoCA(now(), name="BSrE")
    accept(uml, f"BSrE | {mark(old)}", f"bsre|{mark(new)}")
    assert hand_in(petugas, new.p12("Andi Saputra", BARU)).status_code == 302


def test_a_kepala_of_two_offices_has_a_key_that_both_take(kepala, uml):
    there = Uml.objects.create(kode="lain", nama="UML Lain", penerbit_sertifikat="BSrE")
    Penugasan.objects.create(user=kepala, role=Role.KEPALA, uml=there, mulai=today())
    again = User.objects.get(pk=kepala.pk)
    refused = hand_in(again, passphrase_lama=PASSPHRASE)
    assert refused.status_code == 422 and "daftar penerbit" in refused.text
    key = DemoCA(now(), name="BSrE").p12(kepala.nama, BARU)
    assert (
        hand_in(User.objects.get(pk=kepala.pk), key, passphrase_lama=PASSPHRASE).status_code == 302
    )


@pytest.mark.parametrize("line", ["BSrE | ab12", "| " + "a" * 64, "BSrE |", f"BSrE | {'g' * 64}"])
def test_a_mark_that_is_none_is_told_to_the_administrator(uml, line):
    form = PenerbitForm({"penerbit_sertifikat": f"BSrE\n{line}"}, instance=uml, unit=uml)
    assert "sidik SHA-256" in form.errors["penerbit_sertifikat"][0]


@pytest.mark.parametrize(
    ("name", "subject", "same"),
    [
        ("Drs. H. Zulkarnain Effendi, M.M.", "ZULKARNAIN EFFENDI", True),
        ("Zulkarnain Effendi", "Drs. H. Zulkarnain Effendi", True),
        ("Siti Rahmawati Putri", "Siti Rahmawati", True),
        ("Siti Rahmawati", "Siti Aminah", False),
        ("Siti Rahmawati", "Siti", False),
        ("Suharto", "Suharto", True),
        ("Suharto", "Suharto Wibowo", False),
        ("Ir. Suharto", "Suharto, S.T.", True),
        ("Dra.", "H.", False),
        ("", "", False),
    ],
)
def test_two_names_of_one_person(name, subject, same):
    assert same_person(name, subject) is same


def test_a_lost_key_is_revoked_by_the_administrator_and_then_the_password_is_enough(kepala, uml):
    admin = person(uml, Role.ADMIN_SATKER, "Rina Marlina")
    answer = signed_in(admin).post(f"{URL}{kepala.pk}/cabut/")
    assert answer.status_code == 302
    key = KunciTandaTangan.objects.get(user=kepala)
    assert not key.aktif and bytes(key.p12) == b""
    assert letters() == [kepala.email] * 2  # installed, and now revoked
    assert hand_in(kepala).status_code == 302


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMIN_SATKER])
def test_nobody_else_revokes_a_key(kepala, uml, role):
    other = User.objects.filter(username=role).first() or person(uml, role, "Orang Lain")
    assert signed_in(other).post(f"{URL}{kepala.pk}/cabut/").status_code == 403
    assert KunciTandaTangan.objects.get(user=kepala).aktif


def test_an_administrator_of_another_office_finds_nobody_to_revoke(kepala):
    there = Uml.objects.create(kode="lain", nama="UML Lain")
    admin = person(there, Role.ADMIN_SATKER, "Admin Lain")
    assert signed_in(admin).post(f"{URL}{kepala.pk}/cabut/").status_code == 404


def test_a_revoked_key_signs_nothing(case, kepala):
    revoke_key(kepala, oleh=kepala)
    with pytest.raises(SigningError, match="belum memiliki kunci"):
        issue("uji_surat", case, by=kepala, secret=PASSPHRASE)


def test_nobody_signs_a_paper_that_bears_anothers_name(case, kepala, petugas):
    """Whoever does not hold the post at this unit cannot sign what names its holder, whatever let
    them in.
    """
    buat_kunci_demo(petugas, PASSPHRASE)
    with pytest.raises(SigningError, match="atas nama Dra. Siti Rahmawati"):
        issue("uji_surat", case, by=petugas, secret=PASSPHRASE)
    assert not Dokumen.objects.exists()


def test_a_kepala_of_another_office_signs_nothing_here(case, kepala, uml):
    there = Uml.objects.create(kode="lain", nama="UML Lain")
    other = User.objects.create_user("mix", "mix@contoh.id", SANDI, nama="Kepala Lain", uml=uml)
    for role, unit in ((Role.KEPALA, there), (Role.PENERA, uml)):
        Penugasan.objects.create(user=other, role=role, uml=unit, mulai=today())
    buat_kunci_demo(other, PASSPHRASE)
    with pytest.raises(SigningError, match="hanya pejabat itu sendiri"):
        issue("uji_surat", case, by=other, secret=PASSPHRASE)


def test_the_public_check_names_holder_and_issuer_of_the_certificate(case, kepala, client):
    paper = issue("uji_surat", case, by=kepala, secret=PASSPHRASE)
    found = verify.lookup(paper.kode_verifikasi)
    assert (found.sertifikat, found.penerbit) == (kepala.nama, CA)
    KunciTandaTangan.objects.all().delete()
    again = verify.lookup(paper.kode_verifikasi)
    assert (again.sertifikat, again.penerbit) == (kepala.nama, CA)
    page = client.get(f"/verifikasi/{paper.kode_verifikasi}/").text
    assert "Sertifikat atas nama" in page and CA in page


def test_an_applicant_has_no_key_page(petugas, uml):
    trader = User.objects.create_user("ttu", nama="Toko")
    Penugasan.objects.create(user=trader, role=Role.WAJIB_TTU, mulai=today())
    assert signed_in(trader).get(URL).status_code == 403
