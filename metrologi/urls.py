"""All addresses: the portal's own, then accounts, instruments, papers and messages, then every
procedure.
"""

from django.contrib import admin
from django.urls import include, path

from metrologi.accounts.views import masuk

urlpatterns = [
    path("", include("metrologi.portal.urls")),
    path("akun/", include("metrologi.accounts.urls")),
    path("", include("metrologi.uttp.urls")),
    path("dokumen/", include("metrologi.documents.urls")),
    path("pesan/", include("metrologi.notifications.urls")),
    path("perlengkapan/", include("metrologi.perlengkapan.urls")),
    path("admin/login/", masuk.admin, name="masuk_admin"),
    path("admin/password_change/", masuk.admin_sandi, name="sandi_admin"),
    # Superusers alone, and read-only where a procedure keeps its rows.
    path("admin/", admin.site.urls),
    path("", include("metrologi.pengujian.urls")),
    path("", include("metrologi.workflow.urls")),
]

handler400 = "metrologi.portal.errors.bad_request"
handler403 = "metrologi.portal.errors.forbidden"
handler404 = "metrologi.portal.errors.missing"
handler500 = "metrologi.portal.errors.broken"
