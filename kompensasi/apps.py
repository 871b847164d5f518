"""Registers kompensasi with Django, the settings, and the SPM board with the portal's menu."""

from django.apps import AppConfig


class KompensasiConfig(AppConfig):
    name = "kompensasi"
    verbose_name = "Kompensasi pelanggan"

    def ready(self) -> None:
        from kompensasi.pages import PAPAN
        from kompensasi.pengaturan import pasang as pasang_pengaturan
        from kompensasi.procedure import PROCEDURE
        from metrologi.portal.pintu import Pintu, Tempat, pasang
        from metrologi.workflow import registry

        page, roles = "workflow:kompensasi-papan", frozenset(PAPAN)
        pasang(Tempat.MENU_PETUGAS, Pintu(10, "Papan SPM", page, "speedometer2", roles=roles))

        pasang_pengaturan()
        registry.register(PROCEDURE)
