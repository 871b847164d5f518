"""What a page may cost: queries as committed in budgets.json, the same at 2 and 40 rows, and few
bytes for a big owner.

After a wanted change: `UBAH_ANGGARAN=1 pytest tests/pages/test_budgets.py` writes the file anew;
the diff is reviewed.
"""

import gzip
import json
import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrologi.clock.models import calendar_for
from metrologi.documents.models import Dokumen
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.uttp.models import Uttp
from metrologi.uttp.models.riwayat import Peristiwa, RiwayatUttp
from metrologi.workflow.run import open_case, run
from tests.anggaran import MOST
from tests.walk import walk

pytestmark = pytest.mark.django_db
FILE = Path(__file__).with_name("budgets.json")
BUDGETS = json.loads(FILE.read_text()) if FILE.exists() else {}
BYTES = 60_000
FEW, MANY = 2, 40


def cost(client, url, known=False):
    """Queries and compressed bytes of a page that was opened once before.

    Now, or `known` from an earlier call.
    """
    if not known:
        assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(asked), len(gzip.compress(answer.content)), [q["sql"][:150] for q in asked]


def more_uttp(office, count):
    """Many instruments at one stroke, as like the fixture's as the identity rule allows."""
    model = office.uttp()
    skip = {"id", "kode", "nomor_seri", "seri_kunci", "merek_kunci"}
    values = {
        f.attname: getattr(model, f.attname)
        for f in Uttp._meta.concrete_fields
        if f.name not in skip
    }
    return Uttp.objects.bulk_create(
        [Uttp(nomor_seri=uuid4().hex[:12], **values) for _ in range(count)]
    )


class Isi:
    """The office filled with `count` of everything a page lists; one more call adds up."""

    def __init__(self, office):
        self.office, self.people = office, office.people
        self.tested = walk(office.order(office.uttp()), "diuji", office.people, office.samples())
        self.queued = walk(office.konsep(), "diperiksa", office.people, office.samples())
        self.letter = walk(office.konsep(), "terbit", office.people, office.samples())
        self.waiting = office.order()

    def fill(self, count):
        rows = more_uttp(self.office, count)
        for uttp in rows:
            self._order(uttp)
        self._many_items(rows)
        self._letters(count)
        self._papers(count)
        user = self.people["wajib_ttu"]
        Pesan.objects.bulk_create(
            [Pesan(user=user, judul=f"Pesan {n}", isi="Isi") for n in range(count)]
        )
        uttp = self.waiting.items.first().uttp
        RiwayatUttp.objects.bulk_create(
            [
                RiwayatUttp(uttp=uttp, uml=uttp.uml, peristiwa=Peristiwa.DIUBAH, oleh=user)
                for _ in range(count)
            ]
        )

    def _order(self, uttp):
        items = [{"uttp": uttp, "tahap": "tera_ulang"}]
        open_case(
            "orders",
            by=self.people["wajib_ttu"],
            uml=self.office.uml,
            pemilik=self.office.owner,
            items=items,
        )

    def _many_items(self, rows):
        """The order whose page and review are measured holds them all."""
        for order in (self.waiting, self.tested):
            pattern = order.items.first()
            first = order.items.count() + 1
            model = type(pattern)
            model.objects.bulk_create(
                [
                    model(perkara=order, urut=n, uttp=uttp, tahap="tera", kaji=pattern.kaji)
                    for n, uttp in enumerate(rows, first)
                ]
            )

    def _letters(self, count):
        order = self.queued.origin
        tests = [b.pengujian for b in self.queued.daftar]
        for _ in range(count):
            clerk = self.people["administrasi"]
            letter = open_case(
                "skhp",
                by=clerk,
                uml=self.office.uml,
                origin=order,
                jenis="skhp",
                pemilik=self.office.owner,
                pengujian=tests,
            )
            run(letter, "ajukan", by=clerk, seen="konsep")

    def _papers(self, count):
        """Papers as rows alone: a page that lists them opens none."""
        pattern = papers_of(self.letter)[0]
        skip = {"id", "kode_verifikasi", "nomor", "urut", "case_type", "case_id"}
        values = {
            f.attname: getattr(pattern, f.attname)
            for f in Dokumen._meta.concrete_fields
            if f.name not in skip
        }
        first = Dokumen.objects.order_by("-urut").first().urut + 1000
        for case in (self.letter, self.waiting):
            kind = ContentType.objects.get_for_model(case)
            Dokumen.objects.bulk_create(
                [
                    Dokumen(
                        case_type=kind,
                        case_id=case.pk,
                        nomor=f"X/{first + n}/{case.machine.code}",
                        urut=first + n,
                        kode_verifikasi=uuid4().hex[:12].upper(),
                        **(values | {"code": f"uji_{case.machine.code}"}),
                    )
                    for n in range(count)
                ]
            )

    def pages(self):
        """(name, role or None, address) of every page with a budget."""
        uttp, item = self.waiting.items.first().uttp, self.tested.items.first()
        yield "beranda", None, "/"
        for role in ("wajib_ttu", "administrasi", "penera", "kepala", "admin_satker"):
            yield f"tugas {role}", role, "/tugas/"
            yield f"orders {role}", role, "/orders/"
            yield f"uttp {role}", role, "/uttp/"
        for role in ("wajib_ttu", "administrasi", "penera", "kepala"):
            yield f"order {role}", role, self.waiting.get_absolute_url()
        yield "order diuji penera", "penera", self.tested.get_absolute_url()
        yield "order berkas", "administrasi", self.letter.origin.get_absolute_url()
        yield "orders/baru", "wajib_ttu", "/orders/baru/"
        yield "loket", "administrasi", "/orders/loket/"
        yield "loket dikenal", "administrasi", f"/orders/loket/?uttp={uttp.kode}"
        yield "kaji ulang", "administrasi", f"/orders/{self.waiting.pk}/terima/"
        yield "pilih uji", "penera", f"/orders/{self.tested.pk}/uji/"
        yield "cerapan", "penera", f"/orders/{self.tested.pk}/uji/{item.pk}/"
        yield "fasilitasi", "administrasi", "/fasilitasi/"
        yield "skhp antrean", "kepala", "/skhp/antrean/"
        yield "skhp daftar", "administrasi", "/skhp/"
        for role in ("wajib_ttu", "administrasi", "kepala"):
            yield f"skhp {role}", role, self.letter.get_absolute_url()
        yield "skhp diperiksa kepala", "kepala", self.queued.get_absolute_url()
        yield "tandatangani", "kepala", f"/skhp/{self.queued.pk}/tandatangani/"
        yield "paspor", "wajib_ttu", uttp.get_absolute_url()
        yield "paspor petugas", "penera", uttp.get_absolute_url()
        yield "paspor umum", None, f"/u/{uttp.kode}/"
        yield "usaha", "wajib_ttu", self.office.owner.get_absolute_url()
        yield "usaha daftar", "administrasi", "/uttp/usaha/"
        yield "verifikasi", None, f"/verifikasi/{papers_of(self.letter)[0].kode_verifikasi}/"
        yield "lacak", None, "/lacak/"
        yield "pesan", "wajib_ttu", "/pesan/"
        yield "pengaturan", "admin_satker", "/pengaturan/"
        yield "pengaturan libur", "admin_satker", "/pengaturan/libur/"
        yield "pegawai", "admin_satker", "/akun/pegawai/"
        yield "akun menunggu", "admin_satker", "/akun/menunggu/"
        yield "alur", None, "/orders/alur/"
        yield "acuan", None, "/uttp/acuan/"


def measure(isi, masuk, known=False):
    clients = {role: masuk(isi.people[role] if role else None) for role in (None, *isi.people)}
    if not known:
        ContentType.objects.clear_cache()
        calendar_for(isi.office.uml.pk)
    return {name: cost(clients[role], url, known) for name, role, url in isi.pages()}


@pytest.fixture
def isi(office):
    return Isi(office)


def test_pages_keep_their_budget_and_cost_the_same_for_two_and_for_forty_rows(isi, masuk):
    isi.fill(FEW)
    few = measure(isi, masuk)
    isi.fill(MANY - FEW)
    many = measure(isi, masuk, known=True)
    spent = {name: queries for name, (queries, *_) in many.items()}
    if os.environ.get("UBAH_ANGGARAN"):
        FILE.write_text(json.dumps(spent, indent=1, sort_keys=True) + "\n")
    grown = {
        name: (few[name][0], queries, many[name][2])
        for name, queries in spent.items()
        if queries != few[name][0]
    }
    assert grown == {}
    assert {name: (n, many[name][2]) for name, n in spent.items() if n > MOST} == {}
    assert spent == (json.loads(FILE.read_text()) if os.environ.get("UBAH_ANGGARAN") else BUDGETS)
    assert {name: size for name, (_, size, _) in many.items() if size > BYTES} == {}


def test_a_page_over_the_mark_fails_whichever_test_opens_it(office, masuk):
    client = masuk(office.people["administrasi"], most=3)
    with pytest.raises(AssertionError, match="/orders/ asks"):
        client.get("/orders/")
    assert client.get("/pesan/tidak-ada/").status_code == 404


def test_the_sheets_to_review_cost_the_same_for_one_and_for_four_instruments(office, masuk):
    client, spent = masuk(office.people["kepala"]), set()
    for many in (1, 4):
        case = walk(
            office.order(*(office.uttp() for _ in range(many))),
            "diuji",
            office.people,
            office.samples(),
        )
        for item in case.diterima():
            case = office.test_item(case, item)
        spent.add(cost(client, f"/orders/{case.pk}/kesampingkan/")[0])
    assert len(spent) == 1


def test_an_owner_of_two_thousand_instruments_costs_no_more_than_one_of_three(office, masuk):
    office.uttp(), office.uttp(seri="ANGGARAN-2")
    uttp = office.uttp(seri="ANGGARAN-1")
    clients = {role: masuk(office.people[role]) for role in ("wajib_ttu", "administrasi")}
    pages = {
        role: [
            "/uttp/",
            "/orders/baru/",
            uttp.get_absolute_url(),
            office.owner.get_absolute_url(),
            f"/uttp/?cari={uttp.nomor_seri}",
            "/uttp/?cari=toko+uji",
            "/uttp/?keadaan=sah",
        ]
        for role in clients
    }
    # Two serials begin so: a single one is taken into the order at once.
    pages["administrasi"] += ["/orders/loket/?seri=ANGG", f"/orders/loket/?uttp={uttp.kode}"]
    before = {(role, url): cost(clients[role], url) for role, urls in pages.items() for url in urls}
    more_uttp(office, 2000)
    after = {
        (role, url): cost(clients[role], url, known=True)
        for role, urls in pages.items()
        for url in urls
    }
    assert {
        k: (before[k][0], after[k][0], after[k][2]) for k in after if after[k][0] != before[k][0]
    } == {}
    assert {k: size for k, (_, size, _) in after.items() if size > BYTES} == {}
