"""A small real office for tests.

Reference data, one person per role, a trader with three instruments, standards.
"""

import datetime as dt
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from uuid import uuid4

from django.core.management import call_command

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import OUTSIDE, PEMOHON, Role
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.simpan import simpan
from metrologi.clock.now import today
from metrologi.documents.signing.demo import buat_kunci_demo
from metrologi.pengujian.susulan import calon
from metrologi.uttp.models import (
    JenisUttp,
    Pemilik,
    Standar,
    Tempat,
    UmlTetangga,
    Uttp,
    Wakil,
    Wilayah,
)
from metrologi.uttp.muat import muat_rujukan
from metrologi.workflow import registry
from metrologi.workflow.run import open_case, run
from tests.readings import bacaan
from tests.walk import walk

PASSPHRASE = "demo-passphrase"
PASSWORD = "sandi-pengujian-1"


@cache
def keadaan():
    """What other apps know of their cases.

    `MACHINES`, `samples(office)`, `case_in(office, machine, state)`.
    """
    labels = {m.model._meta.app_label for m in registry.all_machines()}
    names = [f"tests.{label}.keadaan" for label in sorted(labels)]
    return [import_module(name) for name in names if find_spec(name)]


class Office:
    """Everything is looked up or made on demand; `people["penera"]` is the user of that role."""

    def __init__(self):
        self.uml = Uml.objects.filter(kode="muba-uji").first() or self._unit()
        known = {user.username: user for user in User.objects.filter(username__in=Role.values)}
        self.people = {role: known.get(role) or self._person(role) for role in Role.values}
        self.owner = Pemilik.objects.filter(nama="Toko Uji Sekayu").first() or self._owner()
        self.near = UmlTetangga.objects.order_by("pk").first()

    # --- making ----------------------------------------------------------------------------------
    def _unit(self):
        unit = Uml.objects.create(
            kode="muba-uji",
            nama="UPTD Metrologi Legal",
            kota="Sekayu",
            kode_klasifikasi="500.2.3",
            toleransi_kompensasi=0,
            instansi="Pemerintah Kabupaten Musi Banyuasin\nDinas Perdagangan dan Perindustrian",
        )
        call_command("muat_kalender", verbosity=0)
        muat_rujukan(unit)
        return unit

    def _person(self, role):
        outside = role in OUTSIDE
        user = User.objects.create_user(
            role,
            f"{role}@contoh.id",
            PASSWORD,
            nama=f"{Role(role).label} Uji",
            uml=None if outside else self.uml,
            jabatan=Role(role).label,
        )
        Penugasan.objects.create(
            user=user, role=role, uml=None if outside else self.uml, mulai=dt.date(2020, 1, 1)
        )
        if role == Role.KEPALA:
            buat_kunci_demo(user, PASSPHRASE)
        return user

    def _owner(self):
        owner = Pemilik.objects.create(uml=self.uml, nama="Toko Uji Sekayu", telepon="0812345678")
        for role in (Role.WAJIB_TTU, Role.PELANGGAN):
            Wakil.objects.create(pemilik=owner, user=self.people[role])
        desa = Wilayah.objects.get(kode="16.06.01.1010")
        Tempat.objects.create(pemilik=owner, nama="Toko utama", kecamatan=desa.induk, desa=desa)
        Standar.objects.create(
            uml=self.uml,
            jenis="massa",
            nama="Anak timbangan M1",
            kelas="M1",
            nomor_seri="AT-1",
            sertifikat_nomor="BSML/001",
            sertifikat_tanggal=today() - dt.timedelta(days=100),
            berlaku_sampai=today() + dt.timedelta(days=265),
            ketertelusuran="SI melalui BSML",
        )
        return owner

    @property
    def standar(self):
        return Standar.objects.filter(uml=self.uml, berlaku_sampai__gte=today()).first()

    def uttp(self, jenis="timbangan_elektronik", seri=None, **fields):
        kind = JenisUttp.objects.get(kode=jenis)
        values = {
            "merek": "CAS",
            "kapasitas_maks": Decimal(30),
            "kapasitas_min": Decimal("0.2"),
            "e": Decimal("0.01"),
            "d": Decimal("0.01"),
            "satuan": "kg",
            "kelas": "III",
        } | fields
        return Uttp.objects.create(
            uml=self.uml,
            jenis=kind,
            pemilik=self.owner,
            tempat=self.owner.tempat.first(),
            nomor_seri=seri or uuid4().hex[:10].upper(),
            **values,
        )

    # --- cases -----------------------------------------------------------------------------------
    def order(self, *uttp, skhp=True, by="wajib_ttu"):
        items = [
            {"uttp": u, "tahap": "tera_ulang", "minta_skhp": skhp} for u in uttp or [self.uttp()]
        ]
        return open_case(
            "orders", by=self.people[by], uml=self.uml, pemilik=self.owner, items=items
        )

    def test_item(self, order, item, keputusan="sah", by="penera", **typed):
        """Fill in and save the cerapan of one item; returns the order after the step `uji`.

        `typed` goes into further boxes of the sheet.
        """
        user = self.people[by]
        data = bacaan(item.uttp, self.standar, keputusan, tahap=item.tahap) | typed
        form = CerapanForm(
            data, {}, uttp=item.uttp, tahap=item.tahap, hari=today(), uml=self.uml, penera=user
        )
        assert form.is_valid(), form.errors
        attempt = item.pengujian.percobaan + 1 if item.pengujian else 1
        test = simpan(
            form, case=order, item_id=item.pk, penera=user, percobaan=attempt, kunci=uuid4()
        )
        return run(order, "uji", by=user, seen=order.status, item=item, pengujian=test)

    def konsep(self, keputusan="sah"):
        """A draft letter (SKHP or statement of batal) of a freshly tested order."""
        order = walk(self.order(), "diuji", self.people, self.samples())
        for item in order.diterima():
            order = self.test_item(order, item, keputusan)
        order = walk(order, "disiapkan", self.people, self.samples())
        order = run(order, "siapkan", by=self.people["administrasi"], seen="disiapkan")
        return order.children("skhp").get()

    def samples(self):
        """What each step wants besides its note, by name: `f(case, user) -> data`."""
        return {
            **{step: data for module in keadaan() for step, data in module.samples(self).items()},
            "terima": lambda case, user: {
                "putusan": [
                    {"item": i.pk, "kaji": "diterima", "lengkap": True, "visual": True}
                    for i in case.daftar
                ]
            },
            "serahkan": lambda case, user: (
                {"penerima": "Budi"} if hasattr(case, "hubungan") else {}
            ),
            "susulkan_skhp": lambda case, user: {
                "items": [i for i, why in calon(case) if not why],
                "peminta": "Budi",
            },
            "tandatangani": lambda case, user: {"secret": PASSPHRASE},
        }

    def case_in(self, machine, state):
        """A case of that machine in that state.

        From `tests/<app>/keadaan.py` where the app has one.
        """
        module = next((m for m in keadaan() if machine.code in m.MACHINES), None)
        return (
            module.case_in(self, machine, state)
            if module
            else getattr(self, f"_{machine.code}_in")(state)
        )

    def _orders_in(self, state):
        if state == "dirujuk":
            case = self.order(self.uttp("meter_kwh", kelas="1", satuan="A"))
            return run(case, "rujuk", by=self.people["administrasi"], seen=case.status)
        case = self.order()
        if state in ("diajukan", "perlu_dilengkapi", "dibatalkan"):
            return walk(case, state, self.people, self.samples())
        case = walk(case, "diuji", self.people, self.samples())
        if state == "diuji":
            return case
        item = case.diterima()[0]
        case = self.test_item(
            case, item, "perlu_perbaikan" if state == "menunggu_perbaikan" else "sah"
        )
        if state == "menunggu_perbaikan":
            return walk(case, state, self.people, self.samples())
        return self._order_after_test(case, state)

    def _order_after_test(self, case, state):
        case = walk(case, "disiapkan", self.people, self.samples())
        if state == "disiapkan":
            return case
        case = run(case, "siapkan", by=self.people["administrasi"], seen="disiapkan")
        if state == "penandatanganan":
            return case
        for letter in case.children("skhp"):
            walk(letter, "ditandatangani", self.people, self.samples())
        case.refresh_from_db()
        return walk(case, state, self.people, self.samples())

    def _skhp_in(self, state):
        case = self.konsep()
        if state == "dikembalikan":
            return walk(walk(case, "diperiksa", self.people, {}), state, self.people, {})
        if state != "diganti":
            return walk(case, state, self.people, self.samples())
        case = walk(case, "terbit", self.people, self.samples())
        new = open_case(
            "skhp",
            step="buat_pengganti",
            by=self.people["administrasi"],
            uml=self.uml,
            origin=case.origin,
            menggantikan=case,
            alasan="Salah ketik",
        )
        walk(new, "ditandatangani", self.people, self.samples())
        case.refresh_from_db()
        return case

    def _skrd_in(self, state):
        case = open_case(
            "skrd",
            by=self.people["administrasi"],
            uml=self.uml,
            pemilik=self.owner,
            rincian=[{"uttp": "Timbangan", "tahap": "Tera", "jumlah": 0}],
            dasar="UU 1/2022",
        )
        return walk(case, state, self.people, {})

    def everyone(self, case):
        """Who holds each role for that case.

        An appeal is open to the very customer who made it alone.
        """
        holders = {
            role: case.pemohon
            if role in PEMOHON and hasattr(case, "pemohon")
            else self.people[role]
            for role in Role
        }
        fresh = User.objects.prefetch_related("daftar_penugasan").in_bulk(
            {user.pk for user in holders.values()}
        )
        return {role: fresh[user.pk] for role, user in holders.items()}
