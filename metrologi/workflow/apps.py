"""Registers the kernel with Django. The procedures register themselves, each in its own app."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "metrologi.workflow"
    label = "workflow"
    verbose_name = "Alur kerja"

    def ready(self) -> None:
        from metrologi.accounts import pegangan
        from metrologi.workflow import checks, terhenti  # noqa: F401

        pegangan.daftarkan(terhenti.pegangan, terhenti.serahkan)
