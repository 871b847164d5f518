"""The order of a campaign: an office, its people at browsers, each attack, and what must hold."""

from __future__ import annotations

import time
import traceback
from contextlib import suppress
from types import SimpleNamespace

from django.core.management import call_command
from django.db import IntegrityError, transaction

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.basis import hak
from metrologi.embedded.postgres import RUNTIME
from metrologi.portal.models import Percobaan
from tests.office import Office
from tests.serang import bunuh, kembar, laporan, periksa, rusak
from tests.serang.medan import Medan
from tests.serang.orang import Orang
from tests.serang.siap import Meja

Rows = list[tuple[str, str]]


def jalankan(there: SimpleNamespace, parts: list[str]) -> tuple[Rows, dict[str, list[str]], bool]:
    """The table, what went wrong or was left out, and whether anything is wrong."""
    call_command("migrate", verbosity=0, interactive=False)
    hak.beri(RUNTIME)
    office = Office()
    field = Medan(there.folder, there.server)
    rows: Rows = []
    detail: dict[str, list[str]] = {}
    wrong: list[str] = []
    try:
        field.buka()
        people = _people(office, field.port)
        for part in parts:
            begun = time.monotonic()
            more, found, left = _attack(part, there, office, field, people)
            faults = {name: said for name, said in periksa.semua().items() if said}
            rows += [*more, (f"{part}: seconds", f"{time.monotonic() - begun:.0f}")]
            rows += [(f"{part}: promises that did not hold", ", ".join(faults) or "none")]
            detail |= left | {f"Wrong: {part}": found + [f"{n}: {s}" for n, s in faults.items()]}
            wrong += detail[f"Wrong: {part}"]
            print(f"{part}: {len(detail[f'Wrong: {part}'])} salah", flush=True)
        broken = field.galat_tertulis()
        rows += [
            ("pages the web's log calls broken", str(len(broken))),
            ("files of papers that no row names (steps undone by a kill)", str(periksa.yatim())),
            ("rows at the end", str(periksa.baris())),
        ]
        detail["Wrong: the web's log"] = broken
        return rows, detail, bool(wrong or broken)
    finally:
        field.tutup()


def _attack(part, there, office, field, people):
    """One attack; if the campaign itself breaks off, that is told and the next one begins."""
    try:
        return PARTS[part](there, office, field, people)
    except Exception as error:
        traceback.print_exc()
        return [], [f"terhenti: {type(error).__name__}: {error}"], {}


def _people(office: Office, port: int) -> dict[str, Orang]:
    """Everybody of the office, signed in; RuntimeError where the portal does not know them."""
    people = {role: Orang(port, office.people[role], role) for role in Role.values}
    strangers = [role for role, one in people.items() if "/masuk/" in one.get("/tugas/").ke]
    if strangers:
        raise RuntimeError(f"tidak masuk: {', '.join(strangers)}")
    return people


def _until(there):
    """When the attack that begins now sends nothing more, on the clock of `time.monotonic`."""
    return time.monotonic() + there.ukuran.menit * 60


def _rusak(there, office, field, people):
    crowd = [Orang(field.port), *people.values()]
    desk = Meja(office, field.port)
    forms = rusak.langkah(desk) + rusak.temukan(crowd, there.ukuran.halaman)
    roles = _roles(office)

    def again() -> None:
        _as_before(office, roles)
        for person in {id(person): person for person, _ in forms}.values():
            person.masuk()

    told = rusak.serang(forms, there.ukuran.permintaan, there.benih, _until(there), again)
    return laporan.tabel_rusak(told), told.rusak, {}


def _roles(office):
    """Accounts and roles as they are before nonsense is sent."""
    ids = [user.pk for user in office.people.values()]
    return [*User.objects.filter(pk__in=ids), *Penugasan.objects.filter(user__in=ids)]


def _as_before(office, rows):
    """Nobody is shut out: neither by closed accounts and ended roles nor by counted tries."""
    for row in rows:
        with suppress(IntegrityError), transaction.atomic():
            row.save()
    Percobaan.objects.all().delete()


def _kembar(there, office, field, people):
    told = kembar.serang(Meja(office, field.port), there.ukuran.putaran, _until(there))
    left = {"Steps that were never taken": told.tak_diambil}
    return laporan.tabel_kembar(told), told.salah, left


def _bunuh(there, office, field, people):
    desk, size = Meja(office, field.port), there.ukuran
    told = bunuh.serang(field, desk, size.bunuh, there.benih, _until(there))
    found = [f"hilang: {one}" for one in told.hilang] + [f"ganda: {one}" for one in told.ganda]
    found += [] if told.diakui else ["tidak ada tulisan yang diakui"]
    return laporan.tabel_bunuh(told), found, {}


PARTS = {"rusak": _rusak, "kembar": _kembar, "bunuh": _bunuh}
