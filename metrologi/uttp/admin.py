"""Reference tables for the superuser; the register itself changes only through its pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from metrologi.uttp.models import (
    AturanMasaBerlaku,
    JenisUttp,
    LetakUml,
    LingkupTetangga,
    Pemilik,
    RiwayatUttp,
    RuangLingkup,
    Standar,
    UmlTetangga,
    Uttp,
    Wilayah,
)


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Uttp)
class UttpAdmin(ReadOnly):
    list_display = ("kode", "jenis", "merek", "nomor_seri", "putusan_terakhir", "berlaku_sampai")
    list_select_related = ("jenis",)
    search_fields = ("kode", "seri_kunci")
    show_full_result_count = False


@admin.register(RiwayatUttp)
class RiwayatAdmin(ReadOnly):
    list_display = ("waktu", "uttp", "judul")
    list_select_related = ("uttp__jenis",)
    show_full_result_count = False


@admin.register(Pemilik, Wilayah)
class RegisterAdmin(ReadOnly):
    search_fields = ("nama",)
    show_full_result_count = False


@admin.register(JenisUttp)
class JenisAdmin(admin.ModelAdmin):
    list_display = ("nama", "kode", "lembar", "menit_uji", "wajib_skhp", "aktif")
    readonly_fields = ("jalur",)


@admin.register(AturanMasaBerlaku)
class AturanAdmin(admin.ModelAdmin):
    list_display = ("jenis", "jangka", "cara", "mulai", "sampai", "sumber", "dikonfirmasi")
    list_filter = ("dikonfirmasi",)
    list_select_related = ("jenis",)


@admin.register(RuangLingkup)
class LingkupAdmin(admin.ModelAdmin):
    list_display = (
        "uml",
        "jenis",
        "kelas",
        "batas_maks",
        "satuan",
        "mulai",
        "sampai",
        "dikonfirmasi",
    )
    list_select_related = ("uml", "jenis")


class BarisTetangga(admin.TabularInline):
    model = LingkupTetangga
    extra = 0


@admin.register(UmlTetangga)
class TetanggaAdmin(admin.ModelAdmin):
    list_display = ("nama", "alamat", "telepon", "dikonfirmasi", "aktif")
    inlines: ClassVar[list[Any]] = [BarisTetangga]


admin.site.register([LetakUml, Standar])
