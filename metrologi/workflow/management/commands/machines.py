"""Prints every machine with its steps and reactions; `--json` for programs."""
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from metrologi.workflow import reactions, registry
from metrologi.workflow.declare import Machine


class Command(BaseCommand):
    help = "Cetak semua mesin alur kerja: keadaan, langkah, dan akibatnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="sebagai JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        machines = sorted(registry.all_machines(), key=lambda m: m.code)
        if options["json"]:
            self.stdout.write(json.dumps([m.as_dict() for m in machines], indent=1, ensure_ascii=False))
            return
        for machine in machines:
            self._print(machine)

    def _print(self, machine: Machine) -> None:
        self.stdout.write(f"\n{machine.code} — {machine.title}  (SOP {machine.sop})")
        for code, state in machine.states.items():
            held = f"menunggu {state.holder}" if state.holder else "akhir" if state.final else "-"
            self.stdout.write(f"  [{code}] {machine.label(code)}; {held}; {state.sla or 'tanpa janji waktu'}")
            for step in machine.from_state(code):
                self._print_step(machine, step, code)
        for step in machine.openings():
            self._print_step(machine, step, "")

    def _print_step(self, machine: Machine, step: Any, source: str) -> None:
        who = ", ".join(str(r) for r in step.by) + (f" (loket: {step.proxy})" if step.proxy else "")
        self.stdout.write(f"    {source or '(baru)'} --{step.name}--> {step.target}  oleh {who}  {', '.join(step.sop)}")
        for extra in (*(f"naskah {i}" for i in step.issues), *reactions.names(machine.code, step.name)):
            self.stdout.write(f"        ↳ {extra}")
