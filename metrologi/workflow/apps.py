"""Registers the kernel with Django, loads the machines, and wakes what listens to them."""
from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkflowConfig(AppConfig):
    name = "metrologi.workflow"
    label = "workflow"
    verbose_name = "Alur kerja"

    def ready(self) -> None:
        from metrologi.workflow import checks, registry  # noqa: F401

        registry.load()
        autodiscover_modules("papers", "reactions")
