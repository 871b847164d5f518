"""A database of the last release is moved on by `migrate`, with everything in it, and works."""

from collections import Counter
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from metrologi.accounts.roles import Role
from metrologi.cerapan.models import Pengujian
from metrologi.documents.models import Dokumen, KunciTandaTangan
from metrologi.workflow import registry, trail
from metrologi.workflow.errors import StepError
from metrologi.workflow.offers import offers
from metrologi.workflow.run import run
from tests.acuan import connected_to
from tests.halaman import pages_about
from tests.migrasi import kantor_lama
from tests.office import PASSPHRASE, keadaan
from tests.workflow.test_grid import BACKEND, barred, sees

MACHINES = sorted(registry.all_machines(), key=lambda machine: machine.code)

# Columns with another name since then, by table: old to new.
RENAMED = {
    "perlengkapan_pinjamctt": {
        "diserahkan_oleh_id": "created_by_id",
        "diserahkan_at": "created_at",
    },
    "perlengkapan_pengembalianctt": {"oleh_id": "created_by_id"},
    "perlengkapan_usulan": {"keadaan": "status"},
}
# Columns that are no more; what they said stands in the log of the case, which has its own test.
GONE = {
    "perlengkapan_pinjamctt": {"diperiksa_oleh_id", "diperiksa_at", "dibatalkan_at", "catatan"},
    "perlengkapan_usulan": {"diputus_oleh_id", "diputus_at", "alasan"},
}


# --- the tables ---------------------------------------------------------------------------------
def test_nothing_is_left_to_migrate(pindahan):
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert set(executor.loader.applied_migrations) >= set(executor.loader.disk_migrations)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_tables_are_those_of_a_new_database(pindahan):
    """A new one is made from nothing by the same `migrate`."""
    moved = kantor_lama.skema(pindahan.folder)
    with kantor_lama.basis_kosong() as name, connected_to(name):
        call_command("migrate", verbosity=0, interactive=False)
        new = kantor_lama.skema(pindahan.folder)
    assert any("CREATE TRIGGER" in line for line in new)
    assert moved == new


def test_every_row_is_still_there_with_all_it_said(pindahan):
    """Every old row with every column, under the column's new name."""
    lost = {}
    for table, rows in pindahan.sebelum.items():
        old = [_renamed(table, row) for row in rows]
        names = set(old[0]) if old else set()
        now = Counter(_key(row, names) for row in pindahan.sesudah[table])
        if missing := Counter(_key(row, names) for row in old) - now:
            lost[table] = missing
    # The private part of a key that was replaced is the only thing that goes.
    (retired,) = lost.pop("documents_kuncitandatangan")
    assert ("aktif", "False") in retired
    assert lost == {}


def _renamed(table, row):
    """The row with the names of today, without the columns that are no more."""
    names, gone = RENAMED.get(table, {}), GONE.get(table, set())
    return {names.get(name, name): value for name, value in row.items() if name not in gone}


def _key(row, names):
    return tuple((name, str(row[name])) for name in sorted(names))


def test_only_what_the_migrations_tell_is_added(pindahan):
    counted = {
        table: len(rows) - len(pindahan.sebelum.get(table, []))
        for table, rows in pindahan.sesudah.items()
    }
    years = {(row["machine"], row["nomor"][-4:]) for row in _numbered(pindahan)}
    known = {(row["app"], row["name"]) for row in pindahan.sebelum["django_migrations"]}
    new = set(MigrationExecutor(connection).loader.disk_migrations) - known
    # Django's own registers of models and rights grow with every new model.
    own = {"django_content_type", "auth_permission"}
    assert {table: n for table, n in counted.items() if n and table not in own} == {
        "django_migrations": len(new),
        "workflow_jejak": sum(map(len, _expected(pindahan).values())),
        "documents_penghitung": len(years),
    }
    told = kantor_lama.isi()["tabel"]
    assert {table: len(rows) for table, rows in pindahan.sebelum.items()} == told


def _numbered(pindahan):
    for code in ("pinjam_ctt", "pengembalian_ctt", "penarikan"):
        for row in pindahan.sesudah[registry.get(code).model._meta.db_table]:
            yield {"machine": code, **row}


# --- what became a case ---------------------------------------------------------------------------
def _expected(pindahan):
    """By machine and key of the case: each step with its target, actor, moment and note."""
    tables = pindahan.sebelum
    found = {}
    for row in tables["perlengkapan_pinjamctt"]:
        found["pinjam_ctt", row["id"]] = list(_of_loan(row))
    printed = _printed(tables)
    for row in tables["perlengkapan_pengembalianctt"]:
        steps = [("catat", "tercatat", row["oleh_id"], row["created_at"], "")]
        if paper := printed.get(row["id"]):
            steps.append(("terbitkan", "selesai", paper["issued_by_id"], paper["issued_at"], ""))
        found["pengembalian_ctt", row["id"]] = steps
    recalls = {row["id"]: row for row in tables["perlengkapan_penarikan"]}
    for row in tables["perlengkapan_usulan"]:
        found["penarikan", row["id"]] = list(_of_letter(row, recalls[row["penarikan_id"]]))
    return found


def _of_loan(row):
    """An old loan had a column for each moment; its one note belongs to the last who wrote it."""
    lender, penera, checker = row["diserahkan_oleh_id"], row["penera_id"], row["diperiksa_oleh_id"]
    note = {bool(row["diperiksa_at"]): row["catatan"]}
    moments = (
        ("serahkan", "menunggu", lender, row["diserahkan_at"], ""),
        ("terima", "dipinjam", penera, row["diterima_at"], ""),
        ("kembalikan", "dikembalikan", penera, row["kembali_at"], note.get(False, "")),
        ("periksa", "selesai", checker, row["diperiksa_at"], note.get(True, "")),
    )
    yield from (step for step in moments if step[3])
    if row["dibatalkan_at"]:
        said = "Pelakunya tidak tercatat pada rilis sebelumnya."
        yield "batalkan", "batal", None, row["dibatalkan_at"], said


def _printed(tables):
    kinds = {row["model"]: row["id"] for row in tables["django_content_type"]}
    papers = [r for r in tables["documents_dokumen"] if r["code"] == "ba_pengembalian_ctt"]
    assert {row["case_type_id"] for row in papers} == {kinds["pengembalianctt"]}
    return {row["case_id"]: row for row in papers}


def _of_letter(row, recall):
    yield "usulkan", "menunggu", recall["oleh_id"], recall["created_at"], ""
    step = {"disetujui": "setujui", "ditolak": "tolak"}.get(row["keadaan"])
    if step:
        yield step, row["keadaan"], row["diputus_oleh_id"], row["diputus_at"], row["alasan"]


def test_loans_returns_and_letters_are_cases_with_their_past(pindahan):
    found = {}
    for code in ("pinjam_ctt", "pengembalian_ctt", "penarikan"):
        for case in registry.get(code).model.objects.all():
            rows = trail.rows_of(case)
            assert all(row.data == {"diambil_alih": True} for row in rows)
            assert case.status == rows[-1].target and case.status_since == rows[-1].at
            found[code, str(case.pk)] = [
                (r.step, r.target, str(r.actor_id) if r.actor_id else None, r.at, r.note)
                for r in rows
            ]
    expected = {
        key: [(*step[:3], datetime.fromisoformat(step[3]), step[4]) for step in steps]
        for key, steps in _expected(pindahan).items()
    }
    assert found == expected
    ends = Counter((code, steps[-1][1]) for (code, _), steps in found.items())
    assert {state for code, state in ends if code == "pinjam_ctt"} == {
        "menunggu",
        "dipinjam",
        "dikembalikan",
        "selesai",
        "batal",
    }
    assert {state for code, state in ends if code == "penarikan"} == {
        "menunggu",
        "disetujui",
        "ditolak",
    }


def test_the_log_of_every_case_is_whole(pindahan):
    out = StringIO()
    call_command("periksa_jejak", stdout=out)
    cases = sum(machine.model.objects.count() for machine in MACHINES)
    assert out.getvalue() == f"Jejak {cases} perkara utuh.\n"


# --- verdicts, keys, papers -----------------------------------------------------------------------
def test_every_stored_test_is_judged_as_it_was(kantor):
    out = StringIO()
    call_command("ulang_nilai", stdout=out)
    tests = Pengujian.objects.count()
    assert out.getvalue() == f"{tests} pengujian dinilai ulang, 0 berbeda.\n"
    assert {"sah", "batal", "perlu_perbaikan"} <= set(
        Pengujian.objects.values_list("keputusan", flat=True)
    )


def test_a_replaced_key_has_lost_its_private_part_and_still_vouches(kantor):
    (old,) = KunciTandaTangan.objects.filter(aktif=False)
    (new,) = KunciTandaTangan.objects.filter(aktif=True)
    assert not old.p12 and old.sertifikat and new.p12 and old.user == new.user


def test_a_paper_of_the_last_release_is_found_genuine(kantor, settings):
    """The letters among them were signed with the key that was replaced since."""
    names = kantor_lama.isi()["berkas"]
    papers = Dokumen.objects.filter(file__in=names)
    assert len(papers) == len(names) and {"skhp", "surat_penarikan"} <= {p.code for p in papers}
    for paper in papers:
        page = reverse("portal:dokumen", args=[paper.kode_verifikasi])
        assert paper.nomor in Client().get(page).text
        with Path(settings.MEDIA_ROOT, paper.file).open("rb") as body:
            answer = Client().post(reverse("portal:verifikasi"), {"berkas": body})
        assert "Asli dan utuh" in answer.text, paper


def test_reference_data_are_read_again_as_an_upgrade_does(kantor):
    before = {table: len(rows) for table, rows in kantor_lama.isi_tabel().items()}
    call_command("muat_rujukan", verbosity=0)
    after = {table: len(rows) for table, rows in kantor_lama.isi_tabel().items()}
    assert {table: n for table, n in after.items() if n < before[table]} == {}


# --- pages and steps ------------------------------------------------------------------------------
def one_of_each_state(machine):
    """The first case of the machine in every state that one of its cases has."""
    found = {}
    for case in machine.model.objects.order_by("pk"):
        found.setdefault(case.status, case)
    return found


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.code)
def test_pages_of_old_cases_open_for_whom_they_are(machine, kantor):
    cases, wrong, opened = one_of_each_state(machine), [], set()
    assert cases
    for state, case in cases.items():
        people = kantor.everyone(case)
        for role in (role for role in Role if sees(case, people[role], role)):
            client = Client()
            client.force_login(people[role], backend=BACKEND)
            urls = set(pages_about(case, role)) - _closed(case, people[role])
            codes = {url: client.get(url).status_code for url in urls}
            wrong += [(state, role, url, code) for url, code in codes.items() if code != 200]
            opened.add(state)
    assert wrong == []
    assert opened == set(cases)


def _closed(case, user):
    """Addresses of steps that are not for this very person: who lent does not also receive."""
    names = {offer.step.name for offer in offers(case, user) if not barred(case, offer.step, user)}
    return {
        reverse("workflow:step", args=[case.machine.code, case.pk, name])
        for name in case.machine.steps
        if name not in names
    }


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.code)
def test_old_cases_go_on(machine, kantor):
    """From every state in which one waits for a person, a step is taken; its log stays whole."""
    samples, stuck = _samples(machine, kantor), {}
    for state in one_of_each_state(machine):
        # What lies beside the SOP moves no case on.
        steps = [s for s in machine.from_state(state) if not (s.reaction or s.relief)]
        tried = []
        cases = machine.model.objects.filter(status=state).order_by("pk")
        ways = ((case, step) for case in cases for step in steps)
        if steps and not any(_goes_on(kantor, *way, samples, tried) for way in ways):
            stuck[state] = tried
    assert stuck == WAITING.get(machine.code, {})


def _samples(machine, kantor):
    """What each step of the machine wants besides its note."""
    module = next((m for m in keadaan() if machine.code in m.MACHINES), None)
    return module.DATA if hasattr(module, "DATA") else kantor.samples() | UJI


def _goes_on(kantor, case, step, samples, tried):
    """Whether the step can be taken; it is undone again. Why it cannot is added to `tried`."""
    user = kantor.everyone(case)[step.by[0]]
    data = samples[step.name](case, user) if step.name in samples else {}
    note = data.pop("note", "Sesudah pindah rilis." if step.note == "wajib" else "")
    secret = data.pop("secret", PASSPHRASE)
    if missing := set(step.required) - set(data):
        tried.append((case.nomor, step.name, missing))
        return False
    mark = transaction.savepoint()
    try:
        done = run(case, step.name, by=user, seen=case.status, note=note, secret=secret, **data)
        assert list(trail.faults(done, trail.rows_of(done))) == []
        return True
    except StepError as error:
        tried.append((case.nomor, step.name, str(error)))
        return False
    finally:
        transaction.savepoint_rollback(mark)


def _of_a_tested_row(**said):
    """The data of a step about the first row that has a result; none where no row has one."""

    def data(case, user):
        rows = [item for item in case.diterima() if item.pengujian]
        return {"item": rows[0], **said} if rows else {}

    return data


def _of_another_stage(case, user):
    """The first row without a final result is tested for the other stage."""
    other = {"tera": "tera_ulang", "tera_ulang": "tera"}
    rows = [item for item in case.diterima() if not item.final]
    return {"item": rows[0], "tahap": other[rows[0].tahap]} if rows else {}


# Steps on one row of a case of tera.
UJI = {
    "betulkan_tahap": _of_another_stage,
    "kesampingkan": _of_a_tested_row(keputusan="batal"),
    "tegaskan": _of_a_tested_row(setuju=True),
}
# Cases of that office that rightly wait for something else, with what the portal says.
WAITING = {
    "sidang": {"berlangsung": [("SDG/0001/2026", "tutup", "2 peserta masih didaftar atau diuji.")]},
    # Its owner has no account; the office goes on with it by planning a trip.
    "tempat_pakai": {
        "terdaftar": [
            (
                "TP/00004/XII/2026",
                "batalkan",
                "Langkah “Batalkan permohonan” hanya untuk Wajib TTU.",
            )
        ]
    },
}
