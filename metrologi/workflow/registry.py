"""Which machines run in this portal; filled once when the apps are ready."""
from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from metrologi.workflow.declare import Machine

_machines: dict[str, Machine] = {}


def load() -> None:
    """Bind every concrete case model to its machine; called by the app config."""
    from metrologi.workflow.cases import Case

    for model in apps.get_models():
        if issubclass(model, Case):
            model.machine.model = model
            _machines[model.machine.code] = model.machine


def all_machines() -> list[Machine]:
    return list(_machines.values())


def find(code: str) -> Machine | None:
    return _machines.get(code)


def get(code: str) -> Machine:
    """The machine of that code; KeyError when no app brings it."""
    return _machines[code]


def module_of(machine: Machine, name: str) -> ModuleType | None:
    """`<app>.<name>` of the machine's app, or None when the app has none."""
    package = apps.get_app_config(machine.model._meta.app_label).module
    if package is None or not module_has_submodule(package, name):
        return None
    return import_module(f"{package.__name__}.{name}")


def class_for(machine: Machine, module: str, name: str, default: Any) -> Any:
    """The class `name` of the app's `module`; the kernel's own where the app has no wish."""
    found = module_of(machine, module)
    return getattr(found, name, default) if found else default
