"""Prints every procedure with all that it declares; `--json` for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandParser

from metrologi.workflow import registry
from metrologi.workflow.declare import Step
from metrologi.workflow.procedure import Procedure
from metrologi.workflow.reactions import listeners


class Command(BaseCommand):
    help = "Cetak semua prosedur: keadaan, langkah, formulir, naskah, akibat, dan halamannya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="sebagai JSON")

    def handle(self, *args: object, **options: object) -> None:
        procedures = sorted(registry.all_procedures(), key=lambda p: p.code)
        if options["json"]:
            rows = [_as_dict(procedure) for procedure in procedures]
            self.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False))
            return
        for procedure in procedures:
            for line in _lines(procedure):
                self.stdout.write(line)


def _as_dict(procedure: Procedure) -> dict[str, object]:
    steps = procedure.machine.steps.values()
    described = [
        {**step.as_dict(), "reactions": _reactions(procedure, step.name)} for step in steps
    ]
    return {**procedure.as_dict(), "steps": described}


def _reactions(procedure: Procedure, step: str) -> list[str]:
    return [listener.name for listener in listeners(procedure.model, step)]


def _lines(procedure: Procedure) -> Iterator[str]:
    machine = procedure.machine
    yield f"\n{machine.code} — {machine.title}  (SOP {machine.sop})"
    yield from _procedure_lines(procedure)
    for code, state in machine.states.items():
        waits = f"menunggu {state.holder}" if state.holder else "akhir" if state.final else "-"
        yield f"  [{code}] {machine.label(code)}; {waits}; {state.sla or 'tanpa janji waktu'}"
        for step in machine.from_state(code):
            yield from _step_lines(procedure, step, code)
    for step in machine.openings():
        yield from _step_lines(procedure, step, "(baru)")


def _procedure_lines(procedure: Procedure) -> Iterator[str]:
    """What the procedure declares beside its steps, a line each; nothing of what it leaves out."""
    declared = {
        "model": [procedure.model._meta.label],
        "naskah": [document.code for document in procedure.documents()],
        "rincian": [procedure.detail.template],
        "daftar": [procedure.listing.template],
        "templat lain": procedure.templates,
        "halaman kerja": [surface.label for surface in procedure.surfaces],
        "alamat": [procedure.urls],
        "dibaca bersama": [*procedure.related, *procedure.prefetch],
    }
    for name, found in declared.items():
        if any(found):
            yield f"  {name}: {', '.join(found)}"


def _step_lines(procedure: Procedure, step: Step, source: str) -> Iterator[str]:
    who = ", ".join(step.by) + (f" (loket: {step.proxy})" if step.proxy else "")
    target = step.target or source
    rows = ", ".join(step.sop) or "(di luar baris SOP)"
    yield f"    {source} --{step.name}--> {target}  oleh {who}  {rows}"
    declared = {
        "data": step.data_names,
        "syarat": [guard.__name__ for guard in step.guards],
        "formulir": [step.form],
        "mengisi": [step.fills],
        "menulis baris": [step.rows],
        "halaman": [step.page],
        "naskah": step.issues,
        "akibat": _reactions(procedure, step.name),
    }
    for name, found in declared.items():
        if any(found):
            yield f"        {name}: {', '.join(found)}"
