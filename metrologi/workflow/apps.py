"""Registers workflow with Django."""
from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "metrologi.workflow"
    label = "workflow"
    verbose_name = "Alur kerja"
