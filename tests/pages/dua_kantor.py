"""Two offices side by side: the one whose people look, and a stranger's whose things must not exist for them."""
import datetime as dt
from types import SimpleNamespace
from uuid import uuid4

from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.models import HariLibur
from metrologi.clock.now import today
from metrologi.documents.issuing import of
from metrologi.notifications.models import Pesan
from metrologi.notifications.send import send
from metrologi.uttp.models import Pemilik, Standar, Tempat, Uttp, Wakil
from metrologi.workflow import registry
from metrologi.workflow.run import open_case, run
from tests.office import keadaan
from tests.perlengkapan.milik import perlengkapan
from tests.walk import walk


def waiting_account(name):
    return User.objects.create_user(name, f"{name}@contoh.id", nama=name.title(), is_active=False)


def staff(uml, role):
    user = User.objects.create_user(f"{uml.kode}-{role}".replace("_", "-"), nama=f"{role} di {uml.kode}", uml=uml)
    Penugasan.objects.create(user=user, role=role, uml=uml, mulai=dt.date(2020, 1, 1))
    return user


def standar(uml):
    return Standar.objects.create(uml=uml, jenis="massa", nama="Anak timbangan", kelas="M1", nomor_seri=uuid4().hex[:8],
                                  sertifikat_nomor="S/1", sertifikat_tanggal=today(), berlaku_sampai=today(),
                                  ketertelusuran="SI")


class Milik(SimpleNamespace):
    """What one office and its trader own: everything that an address can name."""


def kami(office):
    """Ours: an order under test, a letter in force with its paper, and whatever the settings list."""
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    order = walk(office.order(), "diuji", office.people, office.samples())
    mine = Milik(cases=others(office), uml=office.uml, trader=office.people["wajib_ttu"], staff=office.people["bendahara"],
                 pemilik=office.owner, uttp=order.items.get().uttp, order=order, item=order.items.get(), skhp=letter,
                 skrd=office.case_in(_skrd(), "konsep"), dokumen=of(letter)[0], standar=office.standar,
                 perlengkapan=perlengkapan(office.uml, office.people["bendahara"], office.people["penera"]),
                 akun=waiting_account("menunggu"), **_rest(office.uml, office.people["wajib_ttu"]))
    return filled(office, mine, "punya_kami")


def others(office):
    """A case of every further machine, in a state from which somebody can take a step."""
    found = {}
    for module in keadaan():
        for code in sorted(module.MACHINES):
            machine = registry.get(code)
            state = next(s for s in machine.states if any(not step.reaction for step in machine.from_state(s)))
            found[code] = module.case_in(office, machine, state)
    return found


def filled(office, m, name):
    """What the apps' own addresses need besides: `punya_kami(office, m)` and `punya_mereka(office, m)` add it."""
    for module in keadaan():
        if hasattr(module, name):
            getattr(module, name)(office, m)
    return m


def mereka(office):
    """Theirs: the same things at another office, for another trader."""
    uml = Uml.objects.create(kode="lain", nama="UML Lain", kota="Palembang")
    trader = User.objects.create_user("pedagang-lain", nama="Pedagang Lain")
    Penugasan.objects.create(user=trader, role=Role.WAJIB_TTU, mulai=dt.date(2020, 1, 1))
    clerk, owner = staff(uml, "administrasi"), Pemilik.objects.create(uml=uml, nama="Toko Lain")
    Wakil.objects.create(pemilik=owner, user=trader)
    place = Tempat.objects.create(pemilik=owner, nama="Toko", kecamatan=office.owner.tempat.first().kecamatan)
    uttp = Uttp.objects.create(uml=uml, jenis=office.uttp().jenis, pemilik=owner, tempat=place, merek="X", nomor_seri="LAIN-1")
    items = [{"uttp": uttp, "tahap": "tera"}]
    order = open_case("orders", by=trader, uml=uml, pemilik=owner, items=items)
    rows = [{"item": i.pk, "kaji": "diterima", "lengkap": True, "visual": True} for i in order.daftar()]
    order = run(order, "terima", by=clerk, seen="diajukan", putusan=rows)
    letter = open_case("skhp", by=clerk, uml=uml, origin=order, jenis="skhp", pemilik=owner, pengujian=[])
    skrd = open_case("skrd", by=clerk, uml=uml, pemilik=owner, rincian=[], dasar="")
    lain = perlengkapan(uml, clerk, staff(uml, "penera"))
    theirs = Milik(cases={}, uml=uml, trader=trader, staff=clerk, perlengkapan=lain, pemilik=owner, uttp=uttp, order=order,
                 item=order.items.get(),
                 skhp=letter, skrd=skrd, dokumen=of(order)[0], standar=standar(uml), akun=waiting_account("lain-lain"),
                 **_rest(uml, trader))
    return filled(office, theirs, "punya_mereka")


def _skrd():
    return registry.get("skrd")


def _rest(uml, trader):
    job = ProcrastinateJob.objects.filter(status="todo").order_by("pk").first()
    libur = HariLibur.objects.create(uml=uml, tanggal=today() + dt.timedelta(days=3), nama="Hari jadi")
    send(trader, judul="Kabar", isi="Ada kabar.")
    pesan = Pesan.objects.filter(user=trader).order_by("-pk").first()
    return {"job": job, "libur": libur, "pesan": pesan}
