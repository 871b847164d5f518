"""Every address of ours, asked for by a stranger, by the wrong role, for someone else's thing, and by the right person."""
import re

import pytest
from django.urls import reverse

from metrologi.accounts.checks import all_views
from metrologi.accounts.roles import Role
from tests.office import keadaan
from tests.pages import dua_kantor

pytestmark = pytest.mark.django_db
PAGES = [page for page in all_views() if page.ours]
PROGRAM = {"accept": "application/json"}
PEMOHON = {Role.WAJIB_TTU, Role.PELANGGAN}
# One of every kind of person; the grid of tests/workflow asks all roles at every step.
ASKED = (Role.WAJIB_TTU, Role.PELAPOR, Role.ADMINISTRASI, Role.PENERA, Role.KEPALA, Role.ADMIN_SATKER)

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
    "accounts:bantu_sandi": lambda m: {"pk": m.akun.pk},
    "accounts:peran_hentikan": lambda m: {"pk": m.staff.pk, "penugasan": m.staff.daftar_penugasan.first().pk},
    "documents:unduh": lambda m: {"pk": m.dokumen.pk, "nomor": "surat"},
    "notifications:coba_lagi": lambda m: {"pk": m.job.pk},
    "notifications:buka": lambda m: {"pk": m.pesan.pk},
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
WORDS |= {f"perlengkapan:{name}": lambda m, row=row: {"pk": m.perlengkapan[row].pk} for name, row in {
    "ctt": "cap", "ctt_ubah": "cap", "berita_acara": "kembali", "standar": "standar", "sertifikat": "standar",
    "standar_pinjam": "standar", "standar_kembali": "standar", "sertifikat_berkas": "sertifikat", "penarikan": "penarikan",
    "penarikan_csv": "penarikan", "penarikan_pdf": "penarikan", "ba_pinjam": "pinjam", "usulan_pratinjau": "usulan"}.items()}
WORDS["perlengkapan:pinjam"] = lambda m: {"pk": m.perlengkapan["pinjam"].pk, "langkah": "terima"}
BY_PREFIX = {
    "accounts:pegawai_": lambda m: {"pk": m.staff.pk}, "accounts:peran_beri": lambda m: {"pk": m.staff.pk},
    "uttp:usaha": lambda m: {"pk": m.pemilik.pk}, "uttp:tempat_baru": lambda m: {"pk": m.pemilik.pk},
    "uttp:standar_ubah": lambda m: {"pk": m.standar.pk}, "uttp:": lambda m: {"kode": m.uttp.kode},
}
CASES = ("workflow:list", "workflow:open", "workflow:detail", "workflow:step")
GENERIC = (*CASES, "workflow:flow")
# Things that are not one office's: public by nature, or of the installation.
SHARED = {"uttp:umum", "portal:dokumen", "portal:panduan_halaman", "portal:pengaturan_bagian", "portal:pengaturan_baru",
          "accounts:aktivasi", "accounts:surel", "accounts:sandi_baru", "notifications:coba_lagi",
          # Whoever registers belongs to no office yet.
          "accounts:periksa", "accounts:aktifkan", "accounts:tolak", "accounts:bantu_sandi",
          "workflow:list", "workflow:open", "workflow:flow"}


def panggung_isi(office):
    return {"kami": dua_kantor.kami(office), "mereka": dua_kantor.mereka(office)}


@pytest.fixture
def kami(dari_panggung):
    return dari_panggung("kami")


@pytest.fixture
def mereka(dari_panggung):
    return dari_panggung("mereka")


def _cerapan(m):
    """The test behind the letter; theirs has none, and its order is not there to ask."""
    return next((row.pengujian_id for row in m.skhp.daftar()), 1)


def words(page, m):
    """The arguments of each address of the page; one dictionary, one for each procedure, or none where nothing fits."""
    if page.name in GENERIC:
        cases = {"orders": m.order, "skhp": m.skhp, "skrd": m.skrd, **m.cases}
        if page.name == "workflow:open":
            cases = {code: case for code, case in cases.items() if any(not s.surface for s in case.machine.openings())}
        return [{"code": code, **({"pk": case.pk} if "pk" in page.route else {}),
                 **({"step": _step(case)} if "step" in page.route else {})} for code, case in cases.items()]
    if "<" not in page.route:
        return [{}]
    own = {name: make for module in keadaan() for name, make in getattr(module, "ALAMAT", {}).items()}
    if page.name in own:
        return [kwargs for kwargs in [own[page.name](m)] if kwargs is not None]
    make = WORDS.get(page.name) or next(make for prefix, make in BY_PREFIX.items() if page.name.startswith(prefix))
    return [make(m)]


def _step(case):
    return next(s.name for s in case.machine.from_state(case.status) if not s.reaction)


def addresses(page, m):
    return [reverse(page.name, kwargs=kwargs) for kwargs in words(page, m)]


def status(answer):
    """The code of an answer that is read to its end, as a browser does: a file that is sent closes only then."""
    if answer.streaming:
        list(answer)
    return answer.status_code


def both(client, url):
    """Where nobody may find anything: the words of the refusal alone, as a program gets them."""
    return {method: status(getattr(client, method)(url, headers=PROGRAM)) for method in ("get", "post")}


def allowed_to(page, wrong=False):
    """Those of ASKED whom the page lets in; or, `wrong`, whom it keeps out."""
    roles = page.access[1] if page.access[0] == "roles" else set(Role)
    roles = roles | PEMOHON if roles & PEMOHON else roles
    return [role for role in ASKED if (role in roles) != wrong]


def failures(pages, ask):
    """Every page is asked before any is judged, so that one run tells the whole story."""
    return [found for page in pages for found in ask(page)]


def test_a_stranger_sees_the_public_pages_and_is_sent_to_sign_in_elsewhere(kami, masuk):
    def ask(page):
        for url in addresses(page, kami):
            client = masuk()
            got, posted = client.get(url), client.post(url)
            if page.access == ("public",):
                if got.status_code >= 500 or got.status_code in (401, 403) or posted.status_code >= 500:
                    yield url, got.status_code, posted.status_code
            elif got.status_code != 302 or not got["Location"].startswith("/akun/masuk/") or posted.status_code != 403:
                yield url, got.status_code, posted.status_code

    assert failures(PAGES, ask) == []


def test_whoever_lacks_the_role_is_refused(office, kami, masuk):
    clients = {role: masuk(office.people[role]) for role in ASKED}

    def ask(page):
        for url in addresses(page, kami):
            for n, role in enumerate(allowed_to(page, wrong=True)):
                # A post does the harm, so everybody tries one; the first looks at the page as well.
                found = {"post": status(clients[role].post(url, headers=PROGRAM))}
                found |= {"get": status(clients[role].get(url))} if n == 0 else {}
                if set(found.values()) != {403}:
                    yield url, str(role), found

    assert failures([p for p in PAGES if p.access[0] == "roles"], ask) == []


def test_what_belongs_to_another_office_or_owner_does_not_exist(office, kami, mereka, masuk):
    clients = {role: masuk(office.people[role]) for role in ASKED}
    located = [p for p in PAGES if p.access[0] != "public" and "<" in p.route and p.name not in SHARED]
    assert len(located) > 20

    def ask(page):
        for url in addresses(page, mereka):
            for role in allowed_to(page):
                found = both(clients[role], url)
                if not set(found.values()) <= {403, 404, 405} or found["get"] == found["post"] == 405:
                    yield url, str(role), found

    assert failures(located, ask) == []


def test_guessed_numbers_are_not_found(office, masuk, kami):
    clients = {role: masuk(office.people[role]) for role in ("admin_satker", "penera")}

    def ask(page):
        route = "/" + re.sub(r"<int:\w+>", str(2**70), re.sub(r"<machine:\w+>", "orders", page.route))
        route = re.sub(r"<\w+:\w+>", "tidak-ada", route)
        for role, client in clients.items():
            found = both(client, route)
            if not set(found.values()) <= ({400, 403, 404, 405} if numbered(page) else set(range(200, 500))):
                yield route, role, found

    def numbered(page):
        # A parked job that is gone is no mistake of whoever pressed twice: the list says so.
        named = any(word in page.route for word in ("<int:", "<slug:kode>"))
        return named and page.access != ("public",) and page.name != "notifications:coba_lagi"

    assert failures([p for p in PAGES if "<" in p.route], ask) == []


def looks(page, url, clients):
    """Everybody looks at the pages of a case, which differ with the role; at others two, and whoever it takes."""
    got, allowed = {}, allowed_to(page)
    first = len(page.route) % (len(allowed) or 1)
    for role in allowed[first:] + allowed[:first]:
        got[role] = status(clients[role].get(url))
        if page.name not in CASES and len(got) > 1 and answered(got):
            break
    return got


def answered(got):
    return bool(set(got.values()) & {200, 302, 405})


def test_the_right_person_gets_an_answer_and_nobody_ever_a_broken_page(office, kami, masuk):
    clients = {role: masuk(office.people[role]) for role in ASKED}

    def ask(page):
        for url in addresses(page, kami):
            got = looks(page, url, clients)
            if not answered(got) and page.name in GENERIC:
                # The step of a role that the crawl does not ask by itself.
                got = {role: status(masuk(office.people[role]).get(url)) for role in Role}
            if not answered(got) and page.name not in NEVER:
                yield url, "tidak seorang pun", got
            # An empty post may change what there is to see, so it comes after every look; the grid posts as everyone.
            posted = {role: status(clients[role].post(url)) for role in allowed_to(page)[:1]}
            if max(*got.values(), *posted.values(), 0) >= 500:
                yield url, got, posted

    # Nothing to show for these words: no picture, no such token, a test by the field method.
    NEVER = {"pengujian:dcc", "portal:lambang", "uttp:foto", "accounts:surel", "accounts:aktivasi"}
    assert failures([p for p in PAGES if p.name not in ("accounts:keluar", "accounts:pegawai_sandi")], ask) == []
