"""The addresses of every procedure: an app's own work surfaces first, then the generic pages."""
from django.apps import apps
from django.urls import include, path, register_converter
from django.utils.module_loading import module_has_submodule

from metrologi.workflow import registry, views

app_name = "workflow"


class MachineCode:
    """A path segment that names a machine of this portal."""

    regex = "[a-z_]+"

    def to_python(self, value: str) -> str:
        if registry.find(value) is None:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MachineCode, "machine")

_own = sorted({m.model._meta.app_label for m in registry.all_machines()})
urlpatterns = [
    *[path("", include(f"{apps.get_app_config(label).name}.urls")) for label in _own
      if module_has_submodule(apps.get_app_config(label).module, "urls")],
    path("<machine:code>/", views.listing, name="list"),
    path("<machine:code>/baru/", views.opening, name="open"),
    path("<machine:code>/alur/", views.flow, name="flow"),
    path("<machine:code>/<int:pk>/", views.detail, name="detail"),
    path("<machine:code>/<int:pk>/<slug:step>/", views.step, name="step"),
]
