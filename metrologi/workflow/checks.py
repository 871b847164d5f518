"""System checks: a machine that is not sound stops the portal before it starts."""
from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from metrologi.documents import declare as papers
from metrologi.workflow import registry
from metrologi.workflow.declare import Machine


@register()
def machines_are_sound(**kwargs: Any) -> list[Error]:
    return [Error(problem, id="workflow.E001") for machine in registry.all_machines()
            for problem in (*machine.problems(), *_strangers(machine))]


def _strangers(machine: Machine) -> list[str]:
    """Forms and papers that match nothing."""
    found = registry.module_of(machine, "forms")
    steps = {"".join(p.title() for p in s.split("_")) + "Form" for m in registry.all_machines() for s in m.steps}
    forms = [n for n in vars(found) if n.endswith("Form") and getattr(found, n).__module__ == found.__name__] if found else []
    lost = [f"{machine.code}: formulir {n} tidak cocok dengan langkah mana pun" for n in forms
            if n not in steps and not n.startswith("_") and not getattr(getattr(found, n), "standalone", False)]
    unknown = [f"{machine.code}.{s.name}: naskah {code} tidak dikenal" for s in machine.steps.values()
              for code in s.issues if not papers.known(code)]
    return lost + unknown
