"""Two steps of signing in, with a device that makes passkeys, an app, and printed codes."""

import pyotp
import pytest

from metrologi.accounts.models import Passkey
from metrologi.accounts.roles import Role
from tests.office import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def device(visitor):
    """A telephone that knows its owner's finger."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    found = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, found["authenticatorId"]


def sign_out(visitor):
    visitor.context.clear_cookies()


def test_the_kepala_makes_a_passkey_and_signs_in_with_it(visitor, office):
    kepala = visitor(phone=True)
    session, found = device(kepala)
    kepala.give_password("kepala", PASSWORD).picture("siapkan").follow("Pakai passkey")
    kepala.fill(nama="Ponsel saya").picture("passkey-baru").submit("Buat passkey")
    assert "Daftar ini hanya tampil sekali" in kepala.text()
    kepala.picture("kode-pemulihan")
    code = kepala.page.locator("main ol code").first.inner_text()
    kepala.follow("Sudah saya simpan")
    kepala.go("/akun/keamanan/").picture("keamanan")
    assert "Ponsel saya" in kepala.text()

    sign_out(kepala)
    kepala.give_password("kepala", PASSWORD).picture("passkey").submit("Pakai passkey")
    kepala.go("/akun/profil/")
    assert office.people["kepala"].nama in kepala.text()
    assert Passkey.objects.get().dipakai_at

    # A device that does not know the finger is not enough, and says so.
    session.send("WebAuthn.setUserVerified", {"authenticatorId": found, "isUserVerified": False})
    sign_out(kepala)
    kepala.give_password("kepala", PASSWORD)
    kepala.page.locator("main button", has_text="Pakai passkey").click()
    kepala.waits_for("[data-kabar]", "Passkey belum dipakai")
    kepala.look().follow("Pakai kode pemulihan")
    kepala.fill(otp=code).submit("Lanjut")
    kepala.go("/akun/profil/")


def test_an_officer_sets_up_an_app_at_the_desk_and_signs_in_with_a_code(visitor, office):
    clerk = visitor()
    clerk.sign_in("administrasi", PASSWORD).go("/akun/keamanan/").follow("Pasang aplikasi kode")
    clerk.picture("aplikasi").set_up_app().picture("kode").follow("Sudah saya simpan")
    sign_out(clerk)
    clerk.give_password("administrasi", PASSWORD).picture("kode-masuk")
    clerk.fill(otp="000000").submit("Lanjut", status=422)
    office.people[Role.ADMINISTRASI].aplikasi_kode.__class__.objects.update(langkah_terakhir=0)
    clerk.fill(otp=pyotp.TOTP(clerk.secret).now()).submit("Lanjut")
    clerk.go("/akun/profil/")
