"""Accounts in Django's admin, to read only; roles are changed on the staff pages of the portal."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from metrologi.accounts.models import CatatanAkun, Penugasan, Uml, User


class Baca(admin.ModelAdmin):
    """Read only."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(User)
class UserAdmin(Baca):
    list_display = ("nama", "username", "uml", "is_active")
    list_filter = ("is_active", "uml")
    search_fields = ("nama", "username", "email", "phone")
    exclude = ("password",)


@admin.register(Penugasan)
class PenugasanAdmin(Baca):
    list_display = ("user", "role", "uml", "sifat", "mulai", "sampai")
    list_filter = ("role", "sifat", "uml")
    search_fields = ("user__nama",)


admin.site.register([Uml, CatatanAkun], Baca)
