"""Whatever is typed, sent twice, sent late or made up.

A plain answer, nothing half done, and never a broken page.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from metrologi.uttp.models import Pemilik, Uttp
from metrologi.workflow import registry
from metrologi.workflow.models import Jejak
from orders.models import Order
from tests.office import PASSPHRASE
from tests.readings import bacaan
from tests.walk import walk

pytestmark = pytest.mark.django_db
EMOJI = "Toko \U0001f41f Berkah \u202e é"
HUGE = "9" * 400
# Long, foreign, clever or broken: what ends up in boxes.
JUNK = (
    "tiga puluh",
    "-1",
    "1e999",
    "NaN",
    "0,0000000001",
    HUGE,
    EMOJI,
    "<script>alert(1)</script>",
    "'; DROP TABLE x;--",
    "٣٤",
    "²",
    " ",
    "true",
    "2026-02-30",
    "0001" + "9" * 12,
    "{urut",
    "%s%d",
    "../../etc/passwd",
)
WATCHED = (
    "orders.Order",
    "orders.OrderItem",
    "skhp.Skhp",
    "cerapan.Pengujian",
    "documents.Dokumen",
    "documents.Penghitung",
    "workflow.Jejak",
    "uttp.Uttp",
    "uttp.Pemilik",
    "uttp.Tempat",
    "accounts.User",
    "clock.HariLibur",
    "documents.PolaNomor",
    "notifications.Pesan",
)


@dataclass
class Formulir:
    """One form as its person would fill it; `required` names fields that cannot be left out."""

    role: str | None
    url: str
    data: dict
    required: tuple = ()
    case: object = None
    secret: tuple = field(
        default=("passphrase", "password", "sandi", "sandi_lagi", "sandi1", "sandi2", "lama")
    )


def photograph():
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile("pelat.png", out.getvalue(), "image/png")


def rows():
    """How much of everything there is: what a refusal must leave as it was."""
    return {name: apps.get_model(name).objects.count() for name in WATCHED}


def panggung_isi(office):
    return {"isian": semua_isian(office)}


@pytest.fixture
def isian(dari_panggung):
    return dari_panggung("isian")


def semua_isian(office):
    """Every form of the procedure's people, by name, over cases in the state that offers it."""
    waiting, tested = office.order(), walk(office.order(), "diuji", office.people, office.samples())
    draft, ready = office.konsep(), office.case_in(Order.machine, "disiapkan")
    letter = walk(office.konsep(), "diperiksa", office.people, office.samples())
    signed = office.case_in(Order.machine, "siap_diserahkan")
    item, pending, spare = tested.items.get(), waiting.items.get(), office.uttp()
    place = office.owner.tempat.get()

    def step(case, name, data, *required, role="administrasi"):
        url = reverse("workflow:step", args=[case.machine.code, case.pk, name])
        return Formulir(role, url, {"seen": case.status, **data}, required, case)

    plate = {
        "jenis": "timbangan_elektronik",
        "merek": "CAS",
        "tipe": "SW",
        "nomor_seri": "BARU-1",
        "kapasitas_maks": "30",
        "satuan": "kg",
        "e": "0,01",
        "kelas": "III",
    }
    return {
        "ajukan": Formulir(
            "wajib_ttu",
            "/orders/baru/",
            {
                "kunci": str(uuid4()),
                "pemilik": office.owner.pk,
                "uttp": [spare.pk],
                "catatan": "Pagi",
            },
            ("uttp", "kunci"),
        ),
        "kaji ulang": step(
            waiting,
            "terima",
            {
                f"i{pending.pk}_kaji": "diterima",
                f"i{pending.pk}_lengkap": "on",
                f"i{pending.pk}_visual": "on",
                f"i{pending.pk}_catatan": "Lengkap",
            },
            f"i{pending.pk}_kaji",
            f"i{pending.pk}_lengkap",
        ),
        "minta lengkapi": step(waiting, "minta_lengkapi", {"note": "Fotokopi pelat"}, "note"),
        "cerapan": Formulir(
            "penera",
            f"/orders/{tested.pk}/uji/{item.pk}/",
            {
                **bacaan(item.uttp, office.standar),
                "seen": "diuji",
                "kunci": str(uuid4()),
                "percobaan": "1",
            },
            ("standar",),
            tested,
        ),
        "siapkan": step(ready, "siapkan", {"gabung": "gabung", "atas_nama": "Toko"}, "gabung"),
        "serahkan": step(
            signed, "serahkan", {"penerima": "Budi", "hubungan": "karyawan"}, "penerima"
        ),
        "ajukan surat": step(draft, "ajukan", {"atas_nama": "Toko Uji", "note": "Siap"}),
        "kembalikan": step(letter, "kembalikan", {"note": "Salah nama"}, "note", role="kepala"),
        "tandatangani": step(
            letter, "tandatangani", {"passphrase": PASSPHRASE}, "passphrase", role="kepala"
        ),
        "antrean": Formulir(
            "kepala",
            "/skhp/antrean/",
            {"surat": [letter.pk], "passphrase": PASSPHRASE},
            ("surat", "passphrase"),
        ),
        "loket": Formulir(
            "administrasi",
            "/orders/loket/",
            {
                **plate,
                "pemilik": "Warung Baru",
                "telepon": "081234567890",
                "jenis": spare.jenis.kode,
                "kecamatan": str(place.kecamatan_id),
            },
            ("pemilik", "kecamatan", "jenis", "merek", "nomor_seri"),
        ),
        "loket terima": Formulir(
            "administrasi",
            "/orders/loket/",
            {
                "uttp": spare.kode,
                "kunci": str(uuid4()),
                f"tahap_{spare.pk}": "tera",
                "diperiksa": "on",
            },
            ("kunci", f"tahap_{spare.pk}", "diperiksa"),
        ),
        "daftar akun": Formulir(
            None,
            "/akun/daftar/",
            {
                "nama": "Siti",
                "kontak": "siti@contoh.id",
                "email": "siti@contoh.id",
                "phone": "081377778888",
                "sandi": "kata-sandi-uji-9",
                "sandi_lagi": "kata-sandi-uji-9",
                "setuju": "on",
            },
            ("nama", "setuju"),
        ),
        "usaha": Formulir(
            "wajib_ttu",
            "/uttp/usaha/baru/",
            {
                "nama": "Toko Dua",
                "jenis_usaha": "pedagang",
                "nib": "1234567890123",
                "telepon": "081234567891",
                "email": "dua@contoh.id",
                "tempat-nama": "Kios",
                "tempat-jenis": "toko",
                "tempat-kecamatan": str(place.kecamatan_id),
            },
            ("nama", "jenis_usaha", "tempat-nama", "tempat-kecamatan"),
        ),
        "uttp": Formulir(
            "wajib_ttu",
            "/uttp/baru/",
            {
                **plate,
                "tempat": str(place.pk),
                "tahun_buat": "2020",
                "kapasitas_min": "0,2",
                "d": "0,01",
            },
            ("tempat", "jenis", "merek"),
        ),
        "standar": Formulir(
            "penera", "/uttp/standar/baru/", {"nama": "Bidur", "jenis": "massa"}, ("nama",)
        ),
        "kop": Formulir(
            "admin_satker",
            "/pengaturan/kop/",
            {"nama": "UPTD", "kertas": "A4", "instansi": "PEMKAB", "email": "uptd@contoh.id"},
            ("nama", "kertas"),
        ),
        "nomor": Formulir(
            "admin_satker",
            "/pengaturan/nomor/baru/",
            {"code": "skhp", "pola": "{urut:03}/X/{tahun}"},
            ("code", "pola"),
        ),
        "libur": Formulir(
            "admin_satker",
            "/pengaturan/libur/baru/",
            {"tanggal": "2026-12-24", "nama": "Cuti", "jenis": "lokal", "dihitung_libur": "on"},
            ("tanggal", "nama"),
        ),
        "jam": Formulir(
            "admin_satker",
            "/pengaturan/jam/baru/",
            {"hari": "5", "buka": "08:00", "tutup": "12:00"},
            ("hari",),
        ),
        "lacak": Formulir(
            None, "/lacak/", {"nomor": waiting.nomor, "kode": "SALAH"}, ("nomor", "kode")
        ),
        "ganti sandi": Formulir(
            "wajib_ttu", "/akun/sandi/", {"lama": "salah", "baru": "x"}, ("baru",)
        ),
        "pegawai": Formulir(
            "admin_satker",
            "/akun/pegawai/baru/",
            {"nama": "Rudi", "email": "rudi@contoh.id"},
            ("nama",),
        ),
    }


@pytest.fixture
def kirim(office, masuk):
    """`kirim(form, **changes)`.

    Post the form as its person, with some fields changed or (None) left out.
    """
    browsers = {
        role: masuk(office.people[role] if role else None) for role in (None, *office.people)
    }

    def send(form, changes=None, **extra):
        data = {k: v for k, v in {**form.data, **(changes or {})}.items() if v is not None}
        return browsers[form.role].post(form.url, data, **extra)

    return send


def test_a_missing_field_is_named_in_place_and_everything_else_typed_stays(isian, kirim):
    before, wrong = rows(), []
    for name, form in isian.items():
        for gone in form.required:
            answer = kirim(form, {gone: None})
            page = answer.content.decode()
            unseen = (
                gone,
                *form.secret,
                *(("kunci",) if name == "cerapan" else ()),
            )  # each sheet has a key of its own
            kept = [
                v
                for k, v in form.data.items()
                if k not in unseen and isinstance(v, str) and len(v) > 3
            ]
            lost = [v for v in kept if escape(v) not in page]
            if (
                answer.status_code != 422
                or lost
                or not ("invalid-feedback" in page or "alert" in page)
            ):
                wrong.append((name, gone, answer.status_code, lost))
    assert wrong == []
    assert rows() == before


def test_nonsense_in_any_field_is_refused_or_kept_as_text_but_breaks_nothing(isian, kirim):
    wrong = []
    fields = [
        (name, form, k)
        for name, form in isian.items()
        for k in form.data
        if name != "cerapan"
        or k in ("alat_maks", "suhu", "percobaan", "kunci", "standar", "keputusan", "seen", "cara")
    ]
    before = rows()
    for n, (name, form, k) in enumerate(fields):
        junk = JUNK[n % len(JUNK)]
        answer, now = kirim(form, {k: junk}), rows()
        if answer.status_code not in (200, 302, 400, 404, 409, 422, 429):
            wrong.append((name, k, junk[:20], answer.status_code))
        if answer.status_code in (400, 404, 409, 422) and now != before:
            wrong.append((name, k, junk[:20], "half done", Counter(now) - Counter(before)))
        before = now
    assert wrong == []


def test_what_is_no_number_stays_in_its_box_with_a_sentence(isian, kirim):
    for typed in ("tiga puluh", HUGE, "1,2,3", "-5", "1e3", "∞"):
        answer = kirim(isian["uttp"], {"kapasitas_maks": typed})
        page = answer.content.decode()
        assert answer.status_code == 422 and f'value="{escape(typed)}"' in page, typed
        assert 'href="#id_kapasitas_maks"' in page, typed


def test_decimal_comma_and_emoji_are_taken_as_they_are(isian, kirim):
    assert kirim(isian["uttp"], {"e": "0,005", "d": "0,005"}).status_code == 302
    assert str(Uttp.objects.get(nomor_seri="BARU-1").e) == "0.005000"
    assert kirim(isian["usaha"], {"nama": "Toko 🐟 Berkah"}).status_code == 302
    assert Pemilik.objects.filter(nama="Toko 🐟 Berkah").exists()


def test_a_nul_byte_a_huge_file_and_a_false_picture_are_turned_away(isian, kirim):
    before = rows()
    for form in isian.values():
        key = next(iter(form.data))
        assert kirim(form, {key: "a\0b"}).status_code == 400, form.url
    big = SimpleUploadedFile("besar.jpg", b"\0" * (40 * 1024 * 1024), "image/jpeg")
    answer = kirim(isian["cerapan"], {"foto": big})
    assert answer.status_code == 413 and "10 MB" in answer.content.decode()
    for name, field_name in (("cerapan", "foto"), ("uttp", "foto"), ("kop", "lambang")):
        for body in (
            b"%PDF-1.7 palsu",
            b"<svg onload=alert(1)>",
            b"",
            b"\x89PNG\r\n\x1a\n" + b"x" * 99,
        ):
            answer = kirim(
                isian[name], {field_name: SimpleUploadedFile("pelat.png", body, "image/png")}
            )
            assert answer.status_code == 422, (name, body)
    palsu = {"berkas": SimpleUploadedFile("surat.pdf", b"%PDF-1.7 palsu", "application/pdf")}
    answer = kirim(Formulir(None, "/verifikasi/", palsu))
    assert answer.status_code == 200 and "tidak dapat diperiksa" in answer.content.decode().lower()
    assert rows() == before


def test_the_same_form_sent_twice_does_its_work_once(isian, kirim):
    for name, model in (
        ("ajukan", "orders.Order"),
        ("loket", "uttp.Uttp"),
        ("cerapan", "cerapan.Pengujian"),
    ):
        before = rows()[model]
        first, second = kirim(isian[name]), kirim(isian[name])
        assert first.status_code == 302, (name, first.content[:9000])
        assert second.status_code in (302, 409, 422), name
        assert rows()[model] == before + 1, name


def test_a_page_that_shows_the_past_is_refused_with_the_story_since(isian, kirim):
    for name, form in isian.items():
        if form.case is None:
            continue
        before = rows()
        answer = kirim(form, {"seen": "keadaan-lain"})
        assert answer.status_code == 409 and form.case.nomor in answer.content.decode(), name
        assert rows() == before, name


def test_the_words_of_a_lost_session_wait_in_the_page(isian, masuk):
    for name, form in isian.items():
        if form.role is None:
            continue
        answer = masuk().post(form.url, form.data, HTTP_ORIGIN="http://testserver")
        page = answer.content.decode()
        assert answer.status_code == 403 and "Sesi" in page, name
        assert all(
            escape(str(v)) in page
            for k, v in form.data.items()
            if isinstance(v, str) and k not in form.secret
        ), name
        assert PASSPHRASE not in page, name


def test_another_persons_key_opens_no_second_case_and_breaks_nothing(office, isian, kirim):
    key = str(uuid4())
    assert kirim(isian["loket terima"], {"kunci": key}).status_code == 302
    assert kirim(isian["ajukan"], {"kunci": key}).status_code in (302, 409, 422)


def test_three_hundred_malformed_posts_never_break_a_page(office, isian, masuk):
    """Seeded, over every step of every case at hand and every form.

    As the person whose form it is.
    """
    rng, wrong = random.Random(20260317), []
    browsers = {
        role: masuk(office.people[role] if role else None) for role in (None, *office.people)
    }
    forms = [(f.role, f.url, f.data) for f in isian.values()]
    for machine in registry.all_machines():
        for case in machine.model.objects.all()[:6]:
            data = {"seen": case.status, "note": "x"}
            forms += [
                (s.by[0], reverse("workflow:step", args=[machine.code, case.pk, s.name]), data)
                for s in machine.steps.values()
            ]
    for n in range(320):
        role, url, data = forms[n % len(forms)] if n < len(forms) else rng.choice(forms)
        sent = {k: v for k, v in ((k, mangle(rng, v)) for k, v in data.items()) if v is not None}
        if rng.random() < 0.5 and "seen" in data:
            sent["seen"] = data["seen"]
        answer = browsers[role].post(url, sent)
        if answer.status_code >= 500:
            wrong.append((role, url, {k: str(v)[:30] for k, v in sent.items()}))
    assert wrong == []
    assert [row for row in Jejak.objects.all() if not row.hash] == []


def mangle(rng, value):
    """The value itself, something else, several of it, a file in its place, or nothing."""
    choice = rng.random()
    if choice < 0.3:
        return value
    if choice < 0.4:
        return None
    if choice < 0.5:
        return [rng.choice(JUNK) for _ in range(3)]
    if choice < 0.55:
        return SimpleUploadedFile("x.pdf", b"%PDF-" + rng.randbytes(40))
    if choice < 0.6:
        return str(rng.getrandbits(90))
    return rng.choice(JUNK)
