"""What the child processes do with a PDF or a key, asked directly: answers, limits, refusals.

`tests/kotak` asks the same jobs through their processes, where neither coverage nor a planted fault
can follow them.
"""

import base64
import io
import json

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)

from metrologi.clock.now import now
from metrologi.documents import pdf_kotak
from metrologi.documents.signing import pades
from metrologi.documents.signing.demo import CA, DemoCA
from metrologi.documents.signing.p12 import Unreadable, _usable, locked, open_p12
from metrologi.documents.signing.p12_kotak import relocked
from metrologi.documents.signing.periksa_kotak import DATA, SIGNATURES, findings
from metrologi.documents.signing.putaran import MOST, NotPkcs12, rounds
from metrologi.kotak import Refused
from tests.kotak import musuh


# --- PDF ------------------------------------------------------------------------------------------
def document(pages=1, change=None, **options):
    """The bytes of a PDF of empty pages, changed before it is written."""
    kept = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(9, 9))
        if change:
            change(made)
        made.save(kept, **options)
    return kept.getvalue()


def refusal(job, *args):
    with pytest.raises(Refused) as refused:
        job(*args)
    return refused.value.code


def test_a_sound_pdf_tells_its_pages_up_to_the_limit():
    assert pdf_kotak.sound(document(3)) == {"pages": 3}
    assert pdf_kotak.sound(document(pdf_kotak.PAGES)) == {"pages": 500}


@pytest.mark.parametrize("job", [pdf_kotak.sound, pdf_kotak.clean, lambda pdf: findings(pdf, [])])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (musuh.locked, "terkunci"),
        (lambda: b"%PDF-1.7 bukan PDF", "rusak"),
        (lambda: document(0), "rusak"),
        (lambda: document(pdf_kotak.PAGES + 1), "halaman"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_by_its_reason(job, make, code):
    assert refusal(job, make()) == code


def laden(pdf):
    """Everything that `clean` takes out, in every place where it may stand."""
    act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.docinfo["/Author"] = "Siti Rahasia"
    pdf.Root.Metadata = pdf.make_stream(b"<x/>")
    pdf.Root.OpenAction, pdf.Root.AA = act, pikepdf.Dictionary(WC=act)
    names = {"/JavaScript": act, "/EmbeddedFiles": act, "/Dests": pikepdf.Dictionary()}
    pdf.Root.Names = pikepdf.Dictionary(names)
    page = pdf.pages[0].obj
    page.Metadata, page.AA, page.PieceInfo = pdf.make_stream(b"<x/>"), act, act
    page.Contents = pdf.make_stream(b"q Q % isi")


def test_a_clean_pdf_keeps_its_page_and_nothing_that_runs_hides_or_names():
    found, kept = pdf_kotak.clean(document(2, laden))
    assert found == {"pages": 2}
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert "/Info" not in pdf.trailer
        assert not {"/Metadata", "/OpenAction", "/AA", "/EmbeddedFiles"} & set(pdf.Root.keys())
        assert list(pdf.Root.Names.keys()) == ["/Dests"]
        page = pdf.pages[0].obj
        assert not {"/Metadata", "/AA", "/PieceInfo"} & set(page.keys())
        assert page.Contents.read_bytes() == b"q Q % isi"
    assert b"Rahasia" not in kept and b"alert" not in kept


def test_the_same_pdf_is_cleaned_to_the_same_bytes():
    content = document(2, laden)
    assert pdf_kotak.clean(content) == pdf_kotak.clean(content)


@pytest.mark.parametrize(
    ("packed", "length"),
    [
        (b"", 0),
        (b"\x80rest", 0),
        (b"\x00a", 1),
        (b"\x04abcde\x80", 5),
        (b"\x7f" + b"x" * 128, 128),
        (b"\xffa", 2),
        (b"\x81a", 128),
        (b"\x01ab\xfec\x80\x81d", 5),
    ],
)
def test_run_length_data_is_measured_without_unpacking(packed, length):
    assert pdf_kotak._run_length(packed) == length


@pytest.mark.parametrize(
    ("raw", "filters", "size"),
    [
        (b"abc", (), 3),
        (musuh.zlib.compress(b"a" * 700), ("FlateDecode",), 700),
        (
            musuh.zlib.compress(musuh.zlib.compress(b"a" * 700)),
            ("FlateDecode", "FlateDecode"),
            700,
        ),
        (musuh.zlib.compress(b"\x81a" * 9), ("FlateDecode", "RunLengthDecode"), 9 * 128),
        (b"616263>", ("ASCIIHexDecode",), 3),
        (b"rusak", ("FlateDecode",), 0),
        (b"\xff\xd8\xff", ("DCTDecode",), 3),
    ],
)
def test_a_stream_is_measured_through_all_its_layers(raw, filters, size):
    with pdf_kotak.opened(musuh.pdf_with_stream(raw, *filters)) as pdf:
        assert pdf_kotak._unpacked_size(pdf.pages[0].Contents) == size


# --- what an uploaded paper says ------------------------------------------------------------------
def with_data(content):
    return document(1, lambda pdf: pdf.attachments.__setitem__("naskah.json", content))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (json.dumps({"kode_verifikasi": "ABCD2345EFGH"}).encode(), "ABCD2345EFGH"),
        (json.dumps({"kode_verifikasi": "A" * 60}).encode(), "A" * 40),
        (json.dumps({"lain": "ABCD"}).encode(), ""),
        (json.dumps(["ABCD"]).encode(), ""),
        (b"bukan json", ""),
        (json.dumps({"kode_verifikasi": "ABCD"}).encode().ljust(DATA), "ABCD"),
        (json.dumps({"kode_verifikasi": "ABCD"}).encode().ljust(DATA + 1), ""),
    ],
)
def test_the_code_is_read_from_our_own_data_alone(content, code):
    assert findings(with_data(content), []) == {"halaman": 1, "kode": code, "tanda_tangan": []}


def test_a_pdf_without_data_and_signature_says_only_its_pages():
    assert findings(document(2), []) == {"halaman": 2, "kode": "", "tanda_tangan": []}


def test_signatures_are_told_with_signer_time_and_whether_the_issuer_is_known():
    ca = DemoCA(now())
    key = open_p12(ca.p12("Andi Saputra", "x"), "x")
    paper = pades.sign(document(), key, reason="uji", location="Sekayu", name="Andi")
    trusted = base64.b64encode(key.cert.public_bytes(Encoding.DER)).decode()
    known, unknown = (findings(paper, list(one))["tanda_tangan"] for one in ([trusted], []))
    assert [row["nama"] for row in known] == ["Andi Saputra"]
    row = known[0]
    assert row["utuh"] and row["sah"] and row["seluruh_berkas"] and row["waktu"].startswith("20")
    assert row["sidik"] == key.fingerprint
    assert (row["dikenal"], unknown[0]["dikenal"]) == (True, False)
    assert SIGNATURES == 10


# --- keys -----------------------------------------------------------------------------------------
def p12(key, cert=None, name=b"kunci"):
    return pkcs12.serialize_key_and_certificates(
        name, key, cert, None if cert else [_someone().cert], BestAvailableEncryption(b"x")
    )


def _someone():
    return open_p12(DemoCA(now()).p12("Andi Saputra", "x"), "x")


@pytest.mark.parametrize(
    "make",
    [
        lambda: rsa.generate_private_key(65537, 2048),
        lambda: ec.generate_private_key(ec.SECP256R1()),
    ],
    ids=["RSA", "ECDSA"],
)
def test_a_strong_key_is_usable(make):
    _usable(make())


@pytest.mark.parametrize(
    "make",
    [lambda: rsa.generate_private_key(65537, 1024), ed25519.Ed25519PrivateKey.generate],
    ids=["short RSA", "Ed25519"],
)
def test_a_weak_or_unknown_key_is_refused_with_what_to_use(make):
    with pytest.raises(Unreadable, match="ECDSA, atau RSA paling sedikit 2048 bit"):
        _usable(make())


def test_a_file_without_a_key_is_refused():
    content = p12(None)
    with pytest.raises(Unreadable, match="tidak memuat kunci beserta sertifikatnya"):
        open_p12(content, "x")
    assert refusal(relocked, content, "x", 1000).startswith("kunci:Berkas ini tidak memuat")


def test_a_key_that_asks_for_too_many_rounds_is_not_opened():
    within, beyond = musuh.dear_mac(MOST), musuh.dear_mac(MOST + 1)
    assert (rounds(within), rounds(beyond)) == (MOST, MOST + 1)
    with pytest.raises(Unreadable, match="terlalu banyak hitungan"):
        open_p12(beyond, "x")


def test_a_key_is_opened_with_its_certificate_and_those_that_came_with_it():
    opened = _someone()
    issuer = opened.chain[0].subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
    assert (len(opened.chain), issuer) == (1, CA)
    assert len(opened.fingerprint) == 64 and repr(opened.key) not in repr(opened)


def test_a_key_locked_anew_opens_with_its_passphrase_and_asks_for_the_rounds():
    content = locked(_someone(), "kata-baru", 12_345)
    assert rounds(content) >= 12_345
    assert len(open_p12(content, "kata-baru").chain) == 1
    with pytest.raises(ValueError, match=r"(?i)password"):
        open_p12(content, "x")


def test_the_job_locks_a_strangers_key_anew_and_tells_its_certificate():
    content = DemoCA(now()).p12("Andi Saputra", "x")
    found, kept = relocked(content, "x", 7000)
    cert = x509.load_der_x509_certificate(base64.b64decode(found["sertifikat"]))
    assert cert == open_p12(kept, "x").cert and rounds(kept) >= 7000


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"bukan kunci", "bukan_p12"),
        (lambda: DemoCA(now()).p12("Andi", "lain"), "passphrase"),
        (lambda: musuh.dear_mac(MOST + 1), "kunci:Berkas kunci ini meminta terlalu banyak"),
    ],
)
def test_the_job_refuses_what_is_no_key_by_its_reason(make, code):
    assert refusal(relocked, make(), "x", 1000).startswith(code)


@pytest.mark.parametrize("content", [b"", b"bukan kunci", b"0" * 3000])
def test_other_bytes_are_no_key_file(content):
    with pytest.raises(NotPkcs12):
        rounds(content)
