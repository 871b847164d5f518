"""Every address of ours, asked for by a stranger, by the wrong role, for someone else's thing, and
by the right person.
"""

import re

import pytest
from django.urls import reverse

from metrologi.accounts.checks import all_views
from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import STAFF, Role, with_twins
from metrologi.clock.now import now
from metrologi.documents import store
from metrologi.documents.models import Dokumen, Pindaian
from tests.office import keadaan
from tests.pages import dua_kantor

pytestmark = pytest.mark.django_db
PAGES = [page for page in all_views() if page.ours]
PROGRAM = {"accept": "application/json"}

# The words of an address, by route name; `m` is Milik, what one office and its trader own.
WORDS = {
    "portal:dokumen": lambda m: {"kode": m.dokumen.kode_verifikasi},
    "portal:pengaturan_bagian": lambda m: {"slug": "libur"},
    "portal:pengaturan_baru": lambda m: {"slug": "libur"},
    "portal:pengaturan_ubah": lambda m: {"slug": "libur", "pk": m.libur.pk},
    "portal:pengaturan_hapus": lambda m: {"slug": "libur", "pk": m.libur.pk},
    "portal:panduan_halaman": lambda m: {"slug": "penera"},
    "accounts:aktivasi": lambda m: {"token": "bukan-token"},
    "accounts:surel": lambda m: {"token": "bukan-token"},
    "accounts:sandi_baru": lambda m: {"uid": "MQ", "token": "bukan-token"},
    "accounts:periksa": lambda m: {"pk": m.akun.pk},
    "accounts:aktifkan": lambda m: {"pk": m.akun.pk},
    "accounts:tolak": lambda m: {"pk": m.akun.pk},
    "accounts:akun_sesi": lambda m: {"pk": m.akun.pk},
    "accounts:bantu_sandi": lambda m: {"pk": m.akun.pk},
    "accounts:pemulihan_putus": lambda m: {"pk": m.pemulihan.pk},
    "accounts:passkey_hapus": lambda m: {"pk": m.passkey.pk},
    "accounts:sesi_akhiri": lambda m: {"sebutan": m.uml.kode},
    "accounts:peran_hentikan": lambda m: {
        "pk": m.staff.pk,
        "penugasan": m.staff.daftar_penugasan.first().pk,
    },
    "documents:kunci_cabut": lambda m: {"pk": m.staff.pk},
    "documents:unduh": lambda m: {"pk": m.dokumen.pk, "nomor": "surat"},
    "documents:pindaian": lambda m: {"pk": _bukti(m).pk},
    "documents:pindaian_lihat": lambda m: {"pk": _dipindai(m).pk},
    "notifications:coba_lagi": lambda m: {"pk": m.job.pk},
    "notifications:buka": lambda m: {"pk": m.pesan.pk},
    "pengujian:absen_ubah": lambda m: {"pk": m.absen.pk},
    "workflow:orders-permohonan": lambda m: {"pk": m.order.pk},
    "pengujian:pilih": lambda m: {"code": "orders", "pk": m.order.pk},
    "pengujian:uji": lambda m: {"code": "orders", "pk": m.order.pk, "item": m.item.pk},
    "pengujian:hitung": lambda m: {"code": "orders", "pk": m.order.pk, "item": m.item.pk},
    "pengujian:json": lambda m: {"code": "orders", "pk": m.skhp.origin.pk, "test": _cerapan(m)},
    "pengujian:dcc": lambda m: {"code": "orders", "pk": m.skhp.origin.pk, "test": _cerapan(m)},
    "pengujian:berkas": lambda m: {"code": "orders", "pk": m.order.pk},
    "workflow:skhp-pratinjau": lambda m: {"pk": m.skhp.pk},
    "workflow:skhp-ganti": lambda m: {"pk": m.skhp.pk},
    "workflow:skrd-tetapkan": lambda m: {"code": "orders", "pk": m.order.pk},
}
WORDS |= {
    f"perlengkapan:{name}": lambda m, row=row: {"pk": m.perlengkapan[row].pk}
    for name, row in {
        "ctt": "cap",
        "ctt_ubah": "cap",
        "standar": "standar",
        "sertifikat": "standar",
        "standar_pinjam": "standar",
        "standar_kembali": "standar",
        "sertifikat_berkas": "sertifikat",
        "penarikan": "penarikan",
        "penarikan_csv": "penarikan",
        "penarikan_pdf": "penarikan",
        "usulan_pratinjau": "usulan",
    }.items()
}
BY_PREFIX = {
    "accounts:pegawai_": lambda m: {"pk": m.staff.pk},
    "accounts:peran_beri": lambda m: {"pk": m.staff.pk},
    "uttp:usaha": lambda m: {"pk": m.pemilik.pk},
    "uttp:tempat_baru": lambda m: {"pk": m.pemilik.pk},
    "uttp:standar_ubah": lambda m: {"pk": m.standar.pk},
    "uttp:": lambda m: {"kode": m.uttp.kode},
}
CASES = ("workflow:list", "workflow:open", "workflow:detail", "workflow:step")
GENERIC = (*CASES, "workflow:flow")
# Things that are not one office's: public by nature, or of the installation.
SHARED = {
    "uttp:umum",
    "portal:dokumen",
    "portal:panduan_halaman",
    "portal:pengaturan_bagian",
    "portal:pengaturan_baru",
    "accounts:aktivasi",
    "accounts:surel",
    "accounts:sandi_baru",
    "notifications:coba_lagi",
    "workflow:list",
    "workflow:open",
    "workflow:flow",
    # A day is the same day everywhere; what it shows is asked with the lists.
    "workflow:tempat_pakai-hari",
}


# Nothing to show for these words: no picture, no such token, a test by the field method.
NEVER = {
    "accounts:sesi_akhiri",
    "pengujian:dcc",
    "portal:lambang",
    "uttp:foto",
    "accounts:surel",
    "accounts:aktivasi",
}
# Asking for these signs the person out, or changes what they sign in with.
ENDS_THE_SESSION = {"accounts:keluar", "accounts:pegawai_sandi"}


def panggung_isi(office):
    theirs = dua_kantor.kantor_kedua(office)
    return {"kami": dua_kantor.kami(office), "mereka": dua_kantor.kami(theirs)}


@pytest.fixture
def kami(dari_panggung):
    return dari_panggung("kami")


@pytest.fixture
def mereka(dari_panggung):
    return dari_panggung("mereka")


def _cerapan(m):
    """The test behind the letter."""
    return m.skhp.daftar[0].pengujian_id


def _bukti(m):
    """A paper of the same order that is signed by hand."""
    return Dokumen.objects.untuk(m.skhp.origin).filter(code="bukti_order").first()


def _dipindai(m):
    """The same with its scan."""
    paper = _bukti(m)
    kept = {"file": store.put(b"%PDF-1.7 contoh", folder="pindaian"), "ukuran": 15}
    kept |= {"jenis_isi": "application/pdf", "oleh": m.office.people["administrasi"], "at": now()}
    Pindaian.objects.get_or_create(dokumen=paper, nama="pindaian.pdf", defaults=kept)
    return paper


def words(page, m):
    """The arguments of each address of the page.

    The pages of the kernel have one for each procedure.
    """
    if page.name in GENERIC:
        cases = {"orders": m.order, "skhp": m.skhp, "skrd": m.skrd, **m.cases}
        return [_generic(page, case) for case in cases.values() if _has(page, case)]
    if "<" not in page.route:
        return [{}]
    own = {
        name: make for module in keadaan() for name, make in getattr(module, "ALAMAT", {}).items()
    }
    if page.name in own:
        return [own[page.name](m)]
    make = WORDS.get(page.name) or next(
        make for prefix, make in BY_PREFIX.items() if page.name.startswith(prefix)
    )
    return [make(m)]


def _has(page, case):
    """Whether the procedure has such a page: one that is opened elsewhere has no form for it."""
    return page.name != "workflow:open" or any(not s.surface for s in case.machine.openings())


def _generic(page, case):
    found = {"code": case.machine.code}
    if "pk" in page.route:
        found["pk"] = case.pk
    if "step" in page.route:
        found["step"] = _step(case)
    return found


def _step(case):
    return next(s.name for s in case.machine.from_state(case.status) if not s.reaction)


def addresses(page, m):
    return [reverse(page.name, kwargs=kwargs) for kwargs in words(page, m)]


def status(answer):
    """The code of an answer that is read to its end, as a browser does.

    A file that is sent closes only then.
    """
    if answer.streaming:
        list(answer)
    return answer.status_code


def both(client, url):
    """Where nobody may find anything: the words of the refusal alone, as a program gets them."""
    return {
        method: status(getattr(client, method)(url, headers=PROGRAM)) for method in ("get", "post")
    }


def allowed_to(page):
    """The roles that the page lets in."""
    if page.access[0] == "installation":
        return []
    roles = page.access[1] if page.access[0] == "roles" else set(Role)
    return [role for role in Role if role in with_twins(frozenset(roles))]


def located(page):
    """Whether the address names something that belongs to one office or owner."""
    return page.access != ("public",) and "<" in page.route and page.name not in SHARED


def each(pages):
    """One test for each page, so that a failure names it."""
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.name)


@each(PAGES)
def test_every_pattern_has_words_in_both_offices(page, kami, mereka):
    """A new page that nobody wrote words for fails here, and is not passed over in silence."""
    ours, theirs = addresses(page, kami), addresses(page, mereka)
    assert ours and theirs
    if located(page):
        assert set(ours).isdisjoint(theirs)


@each(PAGES)
def test_a_stranger_sees_the_public_pages_and_is_sent_to_sign_in_elsewhere(page, kami, masuk):
    for url in addresses(page, kami):
        client = masuk()
        got, posted = client.get(url), client.post(url)
        if page.access == ("public",):
            assert got.status_code < 500 and got.status_code not in (401, 403), url
            assert posted.status_code < 500, url
        else:
            assert got.status_code == 302 and got["Location"].startswith("/akun/masuk/"), url
            assert posted.status_code == 403, url


@each([page for page in PAGES if page.access[0] in ("roles", "installation")])
def test_whoever_lacks_the_role_is_refused(page, kami, masuk):
    people, allowed = kami.office.people, allowed_to(page)
    for role in set(Role) - set(allowed):
        client = masuk(people[role])
        for url in addresses(page, kami):
            assert set(both(client, url).values()) == {403}, (role, url)


@each([page for page in PAGES if located(page)])
@pytest.mark.parametrize("turned", [False, True], ids=["mereka", "kami"])
def test_what_belongs_to_another_office_or_owner_does_not_exist(page, kami, mereka, masuk, turned):
    """Every role of one office asks for the things of the other, and the other way round."""
    looking, looked_at = (mereka, kami) if turned else (kami, mereka)
    for role in allowed_to(page):
        client = masuk(looking.office.people[role])
        for url in addresses(page, looked_at):
            found = both(client, url)
            assert set(found.values()) <= {403, 404, 405}, (role, url, found)
            assert found["get"] != 405 or found["post"] != 405, (role, url)


@each([page for page in PAGES if located(page) and page.access[0] == "roles"])
def test_a_role_held_at_another_unit_opens_nothing_here(page, kami, mereka, masuk):
    """The roles of the page at the other office, and here all roles of the staff but these."""
    there = [role for role in allowed_to(page) if role in STAFF]
    user = User.objects.create_user("rangkap", nama="Rangkap", uml=kami.uml)
    for role in STAFF:
        unit = mereka.uml if role in there else kami.uml
        Penugasan.objects.create(user=user, role=role, uml=unit, mulai="2020-01-01")
    client = masuk(user)
    for url in addresses(page, kami):
        found = both(client, url)
        assert set(found.values()) <= {403, 404, 405}, (url, found)
        assert found["get"] != 405 or found["post"] != 405, url


@each([page for page in PAGES if not located(page) and page.access[0] in ("roles", "login")])
def test_no_list_tells_of_the_other_office(page, kami, mereka, masuk):
    """Lists, boards, exports: nobody of the second office reads a name of the first."""
    names = [kami.pemilik.nama, *(kami.office.people[role].nama for role in sorted(STAFF))]
    for role in allowed_to(page):
        client = masuk(mereka.office.people[role])
        for url in addresses(page, mereka):
            answer = client.get(url)
            body = b"".join(answer) if answer.streaming else answer.content
            told = [name for name in names if name.encode() in body]
            assert not told, (role, url, told)


@each([page for page in PAGES if "<" in page.route])
def test_guessed_numbers_are_not_found(page, kami, masuk):
    route = re.sub(r"<machine:\w+>", "orders", page.route)
    route = "/" + re.sub(r"<int:\w+>", str(2**70), route)
    route = re.sub(r"<\w+:\w+>", "tidak-ada", route)
    named = any(word in page.route for word in ("<int:", "<slug:kode>"))
    strict = named and page.access != ("public",)
    right = {400, 403, 404, 405} if strict else set(range(200, 500))
    for role in Role:
        found = both(masuk(kami.office.people[role]), route)
        assert set(found.values()) <= right, (role, route, found)


def offers_a_line(answer):
    """Whether a list of choices begins with a row of dashes instead of a word."""
    read = not answer.streaming and "text/html" in answer.get("Content-Type", "")
    return read and re.search(r"<option[^>]*>-+</option>", answer.content.decode()) is not None


@each([page for page in PAGES if page.name not in ENDS_THE_SESSION])
def test_the_right_person_gets_an_answer_and_nobody_ever_a_broken_page(page, kami, masuk):
    people = {role: kami.office.people[role] for role in allowed_to(page)}
    if page.access == ("installation",):
        people = {"superuser": User.objects.create_superuser("pemasang", nama="Pemasang")}
    for url in addresses(page, kami):
        shown = {role: masuk(user).get(url) for role, user in people.items()}
        got = {role: status(answer) for role, answer in shown.items()}
        assert max(got.values()) < 500, (url, got)
        if page.name not in NEVER:
            assert set(got.values()) & {200, 302, 405}, (url, got)
        assert not any(offers_a_line(answer) for answer in shown.values()), url
    # An empty post may change what there is to see, so it comes after every look.
    for url in addresses(page, kami):
        posted = {role: status(masuk(user).post(url)) for role, user in people.items()}
        assert max(posted.values()) < 500, (url, posted)
