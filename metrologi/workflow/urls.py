"""The addresses of every procedure: an app's own work surfaces first, then the generic pages."""

from django.urls import include, path, register_converter

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

_own = sorted({p.urls for p in registry.all_procedures() if p.urls})
urlpatterns = [
    *[path("", include(urls)) for urls in _own],
    path("tanpa-pemegang/", views.tanpa_pemegang, name="tanpa_pemegang"),
    path("<machine:code>/", views.listing, name="list"),
    path("<machine:code>/baru/", views.opening, name="open"),
    path("<machine:code>/alur/", views.flow, name="flow"),
    path("<machine:code>/<int:pk>/", views.detail, name="detail"),
    path("<machine:code>/<int:pk>/<slug:step>/", views.step, name="step"),
]
