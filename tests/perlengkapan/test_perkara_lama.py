"""Loans, returns and letters of the present release become cases: their past is kept."""

import datetime as dt
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from metrologi.clock.calendar import WIB
from metrologi.documents.models import Dokumen
from metrologi.documents.models.dokumen import papers_of
from metrologi.perlengkapan.cap.models import Ctt, PengembalianCtt, PinjamCtt
from metrologi.perlengkapan.penarikan.models import Penarikan, Usulan
from metrologi.workflow import trail
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import run
from metrologi.workflow.tasks import batas_waktu
from tests.office import PASSPHRASE
from tests.perlengkapan.conftest import cap, hasil, serahkan, standar

pytestmark = pytest.mark.django_db(transaction=True)
OLD = ("perlengkapan", "0004_koreksi")
SINCE = dt.datetime(2026, 3, 2, 8, tzinfo=WIB)


def hour(n):
    return SINCE + dt.timedelta(hours=n)


@contextmanager
def present_release():
    """The tables as the present release has them; afterwards they are migrated with their rows."""
    executor = MigrationExecutor(connection)
    newest = [node for node in executor.loader.graph.leaf_nodes() if node[0] == OLD[0]]
    try:
        yield executor.migrate([OLD]).apps
    finally:
        MigrationExecutor(connection).migrate(newest)


def loan(apps, ctt, office, **values):
    model = apps.get_model("perlengkapan", "PinjamCtt")
    return model.objects.create(
        ctt_id=ctt.pk,
        penera_id=office.people["penera"].pk,
        jumlah=1,
        diserahkan_oleh_id=office.people["administrasi"].pk,
        diserahkan_at=values.pop("diserahkan_at", SINCE),
        **values,
    )


def log_of(case):
    """The log in short: step, person's user name, target; and that its chain holds."""
    rows = list(trail.rows_of(case))
    assert list(trail.faults(case, rows)) == []
    assert all(row.data == {"diambil_alih": True} for row in rows)
    return [(row.step, row.actor.username if row.actor else None, row.target) for row in rows]


def test_the_past_of_the_present_release_is_kept_and_goes_on(office):
    """In one go, because going back to the tables of the present release takes a while."""
    stamp, test, recall = cap(office, jumlah=9), *doubtful(office)
    with present_release() as apps:
        loans = old_loans(apps, office, stamp)
        returns = old_returns(apps, office)
        letters = old_letters(apps, office, recall, test)
    every_loan_keeps_its_steps_persons_and_times(office, loans, stamp)
    a_return_is_over_where_its_paper_is_out(*returns)
    a_letter_keeps_who_decided_when_and_why(office, *letters)


# --- rows as they were --------------------------------------------------------------------------
def old_loans(apps, office, stamp):
    """Keys of loans in every state of the present release, by what became of them."""
    clerk = office.people["administrasi"]
    old = {
        "waiting": loan(apps, stamp, office),
        "lent": loan(apps, stamp, office, diterima_at=hour(1)),
        "back": loan(apps, stamp, office, diterima_at=hour(1), kembali_at=hour(2)),
        "done": loan(
            apps,
            stamp,
            office,
            diterima_at=hour(1),
            kembali_at=hour(2),
            diperiksa_at=hour(3),
            diperiksa_oleh_id=clerk.pk,
            catatan="Lengkap",
        ),
        "cancelled": loan(apps, stamp, office, dibatalkan_at=hour(1)),
        "new_year": loan(
            apps, stamp, office, diserahkan_at=SINCE.replace(year=2027), diterima_at=None
        ),
    }
    Ctt.objects.filter(pk=stamp.pk).update(dipinjam=4)
    return {name: row.pk for name, row in old.items()}


def every_loan_keeps_its_steps_persons_and_times(office, pks, stamp):
    new = {name: PinjamCtt.objects.get(pk=pk) for name, pk in pks.items()}
    opened = ("serahkan", "administrasi", "menunggu")
    received = ("terima", "penera", "dipinjam")
    returned = ("kembalikan", "penera", "dikembalikan")
    assert log_of(new["waiting"]) == [opened]
    assert log_of(new["lent"]) == [opened, received]
    assert log_of(new["back"]) == [opened, received, returned]
    checked = ("periksa", "administrasi", "selesai")
    assert log_of(new["done"]) == [opened, received, returned, checked]
    assert log_of(new["cancelled"]) == [opened, ("batalkan", None, "batal")]
    last = trail.last_of(new["done"])
    assert (last.at, last.note, last.role) == (hour(3), "Lengkap", "administrasi")
    assert [new[n].nomor for n in ("waiting", "cancelled", "new_year")] == [
        "PCTT/00001/2026",
        "PCTT/00005/2026",
        "PCTT/00001/2027",
    ]
    assert {row.uml for row in new.values()} == {office.uml}
    assert len({row.kode_akses for row in new.values()}) == len(new)
    assert new["done"].created_at == SINCE and new["done"].status_since == hour(3)
    going_on_from_there(office, new, stamp)


def going_on_from_there(office, new, stamp):
    """The kernel takes the old cases on: queue, steps, papers, timeouts, numbers."""
    penera, clerk = office.people["penera"], office.people["administrasi"]
    waiting = {item.case for item in queue_for(penera, "pinjam_ctt")}
    assert waiting == {new["waiting"], new["new_year"]}
    assert [item.case for item in queue_for(clerk, "pinjam_ctt")] == [new["back"]]
    lent = run(new["lent"], "terbitkan_berita_acara", by=clerk, seen="dipinjam")
    assert papers_of(lent)[0].payload["petugas"]["nama"] == clerk.nama
    with pytest.raises(NotAllowed):
        run(new["back"], "periksa", by=penera, seen="dikembalikan")
    done = run(new["back"], "periksa", by=clerk, seen="dikembalikan")
    assert list(trail.faults(done, trail.rows_of(done))) == []
    assert batas_waktu() == 1
    new["waiting"].refresh_from_db()
    assert new["waiting"].status == "tak_dikonfirmasi"
    stamp.refresh_from_db()
    following = serahkan(office, stamp)
    urut = 6 if following.nomor.endswith("/2026") else 2
    assert following.nomor.startswith(f"PCTT/{urut:05}/")


def old_returns(apps, office):
    """Keys of a return without its paper, and of one with it."""
    model = apps.get_model("perlengkapan", "PengembalianCtt")
    facts = {
        "uml_id": office.uml.pk,
        "oleh_id": office.people["administrasi"].pk,
        "tanggal": SINCE.date(),
    }
    waiting = model.objects.create(tahun=2025, penerima="A", created_at=SINCE, **facts).pk
    printed = model.objects.create(tahun=2024, penerima="B", created_at=hour(1), **facts).pk
    paper(apps, office, printed)
    return waiting, printed


def a_return_is_over_where_its_paper_is_out(waiting, printed):
    recorded = ("catat", "administrasi", "tercatat")
    assert log_of(PengembalianCtt.objects.get(pk=waiting)) == [recorded]
    done = PengembalianCtt.objects.get(pk=printed)
    assert log_of(done) == [recorded, ("terbitkan", "administrasi", "selesai")]
    assert [d.nomor for d in papers_of(done)] == ["001/BA-CTT"]


def paper(apps, office, pk):
    """A paper of the present release about the return with that key."""
    kind = apps.get_model("contenttypes", "ContentType").objects.get(
        app_label="perlengkapan", model="pengembalianctt"
    )
    Dokumen.objects.create(
        code="ba_pengembalian_ctt",
        judul="Berita Acara Pengembalian Cap Tanda Tera",
        uml=office.uml,
        nomor="001/BA-CTT",
        urut=1,
        tahun=2026,
        case_type_id=kind.pk,
        case_id=pk,
        payload={},
        file="x.pdf",
        sha256="0" * 64,
        ukuran=1,
        kode_verifikasi="LAMA123456",
        issued_by=office.people["administrasi"],
        issued_at=hour(2),
    )


def doubtful(office):
    """A result with a faulty standard, and the recall that it belongs to."""
    faulty = standar(office)
    test = hasil(office, office.uttp(), [faulty], hari=SINCE.date())
    recall = Penarikan.objects.create(
        uml=office.uml,
        standar=faulty,
        dari=SINCE.date(),
        sampai=SINCE.date(),
        alasan="Retak",
        oleh=office.people["penera"],
        created_at=SINCE,
    )
    return test, recall


def old_letters(apps, office, recall, test):
    """Keys of a proposal that waits, and of one that the Kepala turned down."""
    model = apps.get_model("perlengkapan", "Usulan")
    facts = {"uml_id": office.uml.pk, "penarikan_id": recall.pk}
    other = apps.get_model("uttp", "Pemilik").objects.create(uml_id=office.uml.pk, nama="Lain")
    mine = model.objects.create(pemilik_id=office.owner.pk, **facts)
    apps.get_model("perlengkapan", "UsulanUji").objects.create(
        usulan=mine, penarikan_id=recall.pk, pengujian_id=test.pk
    )
    refused = model.objects.create(
        pemilik_id=other.pk,
        keadaan="ditolak",
        diputus_oleh_id=office.people["kepala"].pk,
        diputus_at=hour(5),
        alasan="Di bawah sepertiga BKD",
        **facts,
    )
    return mine.pk, refused.pk


def a_letter_keeps_who_decided_when_and_why(office, *keys):
    kepala = office.people["kepala"]
    mine, refused = (Usulan.objects.get(pk=pk) for pk in keys)
    proposed = ("usulkan", "penera", "menunggu")
    assert log_of(refused) == [proposed, ("tolak", "kepala", "ditolak")]
    last = trail.last_of(refused)
    assert (last.at, last.note) == (hour(5), "Di bawah sepertiga BKD")
    assert log_of(mine) == [proposed]
    assert [item.case for item in queue_for(kepala, "penarikan")] == [mine]
    done = run(mine, "setujui", by=kepala, seen="menunggu", secret=PASSPHRASE)
    assert len(papers_of(done)[0].payload["hasil"]) == 1
