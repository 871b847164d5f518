"""Two offices side by side: the things of one must not exist for the people of the other."""

import datetime as dt
from types import SimpleNamespace

from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts import pemulihan_akun
from metrologi.accounts.models import Absen, Penugasan, Uml, User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.models import HariLibur
from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.signing.demo import buat_kunci_demo
from metrologi.notifications.models import Pesan
from metrologi.notifications.send import send
from metrologi.uttp.muat import muat_rujukan
from metrologi.workflow import registry
from tests.office import PASSPHRASE, Office, keadaan
from tests.perlengkapan.milik import perlengkapan
from tests.walk import walk


def waiting_account(uml):
    name = f"menunggu-{uml.kode}"
    words = {"nama": name.title(), "is_active": False, "kantor": uml}
    return User.objects.create_user(name, f"{name}@contoh.id", **words)


class Milik(SimpleNamespace):
    """What one office and its trader own: everything that an address can name."""


def kami(office):
    """Ours: an order under test, a letter in force with its paper, and whatever the settings
    list.
    """
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    order = walk(office.order(), "diuji", office.people, office.samples())
    mine = Milik(
        office=office,
        cases=others(office),
        uml=office.uml,
        trader=office.people["wajib_ttu"],
        staff=office.people["bendahara"],
        pemilik=office.owner,
        uttp=order.items.get().uttp,
        absen=absen(office),
        order=order,
        item=order.items.get(),
        skhp=letter,
        skrd=office.case_in(_skrd(), "konsep"),
        dokumen=papers_of(letter)[0],
        standar=office.standar,
        perlengkapan=perlengkapan(
            office.uml, office.people["administrasi"], office.people["penera"]
        ),
        pemulihan=pemulihan_akun.minta(
            office.people["penera"],
            alasan="Ponsel hilang",
            surel_baru="",
            oleh=office.people["admin_satker"],
        ),
        akun=waiting_account(office.uml),
        **_rest(office.uml, office.people["wajib_ttu"]),
    )
    for module in keadaan():
        if hasattr(module, "punya_kami"):
            module.punya_kami(office, mine)
    return mine


def absen(office):
    """A day of leave next month."""
    day = today() + dt.timedelta(days=30)
    who = office.people["administrasi"]
    return Absen.objects.create(user=who, uml=office.uml, mulai=day, sampai=day)


def others(office):
    """A case of every further machine, in a state from which somebody can take a step."""
    found = {}
    for module in keadaan():
        for code in sorted(module.MACHINES):
            machine = registry.get(code)
            state = next(
                s
                for s in machine.states
                if any(not step.reaction for step in machine.from_state(s))
            )
            found[code] = module.case_in(office, machine, state)
    return found


def kantor_kedua(office):
    """Another office with people, trader and standards of its own.

    All tools of `Office` work for it.
    """
    there = object.__new__(Office)
    there.uml = Uml.objects.create(kode="lain", nama="UML Lain", kota="Palembang")
    muat_rujukan(there.uml)
    there.people = {role: _person(there.uml, role) for role in Role.values}
    buat_kunci_demo(there.people[Role.KEPALA], PASSPHRASE)
    there.owner, there.near = there._owner(), office.near
    there.owner.nama = "Toko Lain"
    there.owner.save()
    return there


def _person(uml, role):
    outside = role in OUTSIDE
    user = User.objects.create_user(
        f"lain_{role}",
        f"lain-{role}@contoh.id",
        nama=f"{Role(role).label} Lain",
        uml=None if outside else uml,
    )
    unit = None if outside else uml
    Penugasan.objects.create(user=user, role=role, uml=unit, mulai=dt.date(2020, 1, 1))
    return user


def mereka(office):
    """Theirs: the same things at another office, for another trader, made by the same real
    steps.
    """
    return kami(kantor_kedua(office))


def _skrd():
    return registry.get("skrd")


def _rest(uml, trader):
    job = ProcrastinateJob.objects.filter(status="todo").order_by("pk").first()
    libur = HariLibur.objects.create(
        uml=uml, tanggal=today() + dt.timedelta(days=3), nama="Hari jadi"
    )
    send(trader, judul="Kabar", isi="Ada kabar.")
    pesan = Pesan.objects.filter(user=trader).order_by("-pk").first()
    key = trader.passkey.create(nama="Ponsel", kredensial=str(uml.pk).encode(), kunci_publik=b"")
    return {"job": job, "libur": libur, "pesan": pesan, "passkey": key}
