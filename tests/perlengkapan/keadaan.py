"""What the tests know of loans, returns and letters of a recall: one of each in each state."""

import datetime as dt

from metrologi.clock.now import at, now, today
from metrologi.perlengkapan.penarikan.terdampak import tarik
from metrologi.workflow.run import run
from tests.perlengkapan.conftest import cap, hasil, kembalikan_tahunan, serahkan, standar
from tests.walk import walk

MACHINES = {"pinjam_ctt", "pengembalian_ctt", "penarikan"}
PASSPHRASE = "demo-passphrase"
# By step; kept here, because steps of other procedures have the same names.
DATA = {"setujui": lambda case, user: {"secret": PASSPHRASE}}


def samples(office):
    return {}


def case_in(office, machine, state):
    return {
        "pinjam_ctt": pinjaman,
        "pengembalian_ctt": pengembalian,
        "penarikan": usulan,
    }[machine.code](office, state)


def pinjaman(office, state):
    """A loan of one stamp to the office's penera."""
    loan = serahkan(office, cap(office, kode=f"CTT-{now():%f}"), keperluan="Sidang pasar")
    if state != "tak_dikonfirmasi":
        return walk(loan, state, office.people, {})
    with at(now() + dt.timedelta(days=7)):
        return run(loan, "nyatakan_tak_dikonfirmasi", by=None, seen="menunggu")


def pengembalian(office, state):
    """The return of one stamp of last year."""
    cap(office, kode=f"CTT-{now():%f}", tahun=today().year - 1)
    return walk(kembalikan_tahunan(office, today().year - 1), state, office.people, {})


def usulan(office, state):
    """The letter about one result with a standard that turned out faulty."""
    faulty = standar(office, f"Bejana {now():%f}")
    hasil(office, office.uttp(), [faulty])
    recall = tarik(
        faulty,
        dari=today(),
        sampai=today(),
        alasan="Retak",
        oleh=office.people["penera"],
        hentikan=False,
    )
    return walk(recall.usulan.get(), state, office.people, DATA)
