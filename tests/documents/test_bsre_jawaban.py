"""Every answer that BSrE's gateway may give, one by one: what the signer reads and what is sent.

`test_bsre.py` issues whole papers; here the adapter stands alone before the same stand-in.
"""

import base64

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from metrologi.accounts.models import User
from metrologi.documents.signing import KeyExpired, NoKey, PassphraseMissing, SigningError, bsre
from metrologi.documents.signing.bsre import BsreSigner, PassphraseDitolak, Unavailable
from tests.documents.test_pekerjaan_kotak import document
from tests.documents.tiruan_bsre import PASSPHRASE, PASSWORD, USER, Tiruan

SUREL = "kepala@muba.go.id"
WORDS = {"reason": "Surat Keterangan", "location": "Sekayu", "name": "Kepala"}


@pytest.fixture
def gerbang(settings):
    made = Tiruan()
    made.status[SUREL] = "ISSUE"
    settings.BSRE_URL, settings.BSRE_TIMEOUT = f"{made.url}/", 5
    settings.BSRE_USER, settings.BSRE_PASSWORD = USER, PASSWORD
    yield made
    made.close()


@pytest.fixture
def penanda(gerbang):
    return BsreSigner(User(email=SUREL))


def sign(signer):
    return signer.sign(document(), secret=PASSPHRASE, **WORDS)


def test_a_person_without_an_address_is_not_known_to_bsre():
    with pytest.raises(NoKey, match="Akun Anda belum punya surel"):
        BsreSigner(User(email=""))


@pytest.mark.parametrize("secret", [None, ""])
def test_without_a_passphrase_nobody_is_asked(penanda, gerbang, secret):
    with pytest.raises(PassphraseMissing, match="Passphrase wajib diisi"):
        penanda.prepare(secret)
    assert gerbang.asked == []


def test_who_may_sign_is_let_through(penanda, gerbang):
    penanda.prepare(PASSPHRASE)
    assert (gerbang.asked, gerbang.body) == ([bsre.STATUS], {"email": SUREL})


# What each state means to the signer: an ended certificate, or none yet.
ENDED = {
    "EXPIRED": "sudah habis masa berlakunya. Perbarui lebih dahulu.",
    "RENEW": "perlu diperbarui lebih dahulu.",
    "SUSPEND": "Akun BSrE Anda ditangguhkan.",
    "REVOKE": "sudah dicabut.",
}
NOT_YET = {
    "WAITING_FOR_VERIFICATION": "masih menunggu verifikasi.",
    "NEW": "belum menyelesaikan pendaftaran.",
    "NO_CERTIFICATE": "belum punya sertifikat elektronik.",
    "NOT_REGISTERED": "Surel Anda belum terdaftar di BSrE.",
    "LAIN": "BSrE belum mengizinkan Anda menandatangani: LAIN.",
    "": "BSrE belum mengizinkan Anda menandatangani: tanpa keterangan.",
}


@pytest.mark.parametrize("state", [*ENDED, *NOT_YET])
def test_each_state_is_told_in_its_own_sentence(penanda, gerbang, state):
    gerbang.status[SUREL] = state
    with pytest.raises(SigningError) as told:
        penanda.prepare(PASSPHRASE)
    assert type(told.value) is (KeyExpired if state in ENDED else NoKey)
    assert str(told.value).endswith((ENDED | NOT_YET)[state])


def test_every_state_that_has_a_sentence_is_asked():
    assert bsre.STATES.keys() == (ENDED | NOT_YET).keys() - {"LAIN", ""}


def test_a_signature_carries_the_file_the_words_and_the_passphrase_once(penanda, gerbang):
    result = sign(penanda)
    body = gerbang.body
    assert (body["email"], body["passphrase"], len(body["file"])) == (SUREL, PASSPHRASE, 1)
    assert base64.b64decode(body["file"][0]).startswith(b"%PDF-")
    wanted = {"tampilan": "INVISIBLE", "reason": "Surat Keterangan", "location": "Sekayu"}
    assert body["signatureProperties"] == [wanted]
    assert (result.tte, result.pdf[:5]) == ("bsre", b"%PDF-")
    assert result.certificate == gerbang.key.cert.public_bytes(Encoding.DER)


WRONG = "Passphrase salah menurut BSrE. Terlalu banyak kesalahan mengunci akun BSrE Anda."
REFUSED = {
    "its code says the passphrase": (400, {"status_code": 2031}, PassphraseDitolak, WRONG),
    "its words say the passphrase": (
        400,
        {"status_code": 1, "error": "PASSPHRASE kedaluwarsa"},
        PassphraseDitolak,
        WRONG,
    ),
    "not registered": (400, {"status_code": 2011}, NoKey, "Surel Anda belum terdaftar di BSrE."),
    "another reason": (400, {"error": "Kuota habis"}, SigningError, "BSrE menolak: Kuota habis"),
    "a long reason": (400, {"error": "x" * 300}, SigningError, f"BSrE menolak: {'x' * 200}"),
    "no reason": (400, {"status_code": 1}, SigningError, bsre.RUBBISH),
    "a list": (400, ["salah"], SigningError, bsre.RUBBISH),
    "an error with a good code": (200, {"error": "Antre"}, SigningError, "BSrE menolak: Antre"),
    "a list with a good code": (200, ["salah"], Unavailable, bsre.RUBBISH),
    "no file": (200, {}, Unavailable, bsre.RUBBISH),
    "two files": (200, {"file": ["YQ==", "YQ=="]}, Unavailable, bsre.RUBBISH),
    "a file that is no base64": (200, {"file": ["!!"]}, Unavailable, bsre.RUBBISH),
    "a file that is no text": (200, {"file": [7]}, Unavailable, bsre.RUBBISH),
    "a file that is no PDF": (200, {"file": ["YQ=="]}, Unavailable, bsre.RUBBISH),
    "a file without a signature": (
        200,
        {"file": [base64.b64encode(document()).decode()]},
        Unavailable,
        "BSrE mengembalikan berkas tanpa tanda tangan. Tidak ada yang diterbitkan.",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_an_answer_that_is_no_signature_is_told_and_gives_none(penanda, gerbang, why):
    code, data, error, sentence = REFUSED[why]
    gerbang.said = code, data
    with pytest.raises(SigningError) as told:
        sign(penanda)
    assert (type(told.value), str(told.value)) == (error, sentence)


def test_a_gateway_that_is_down_says_that_nothing_was_issued(penanda, gerbang):
    gerbang.fault = "down"
    with pytest.raises(Unavailable, match="tidak menjawab. Tidak ada yang diterbitkan"):
        penanda.prepare(PASSPHRASE)


def test_rubbish_with_a_good_code_is_called_rubbish(penanda, gerbang):
    gerbang.fault = "rubbish"
    with pytest.raises(Unavailable, match="tidak dapat dipahami"):
        penanda.prepare(PASSPHRASE)
