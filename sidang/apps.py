"""Registers sidang with Django and its doors with the portal."""

from django.apps import AppConfig


class SidangConfig(AppConfig):
    name = "sidang"
    verbose_name = "Sidang tera ulang"

    def ready(self) -> None:
        from metrologi.pengujian import kalender
        from metrologi.portal.pintu import Pintu, Tempat, pasang
        from metrologi.workflow import registry
        from sidang.procedure import PESERTA, SIDANG
        from sidang.tugas import tugas_sidang

        page = "workflow:sidang-jadwal"
        lead = "Kapan penera datang ke pasar atau desa Anda."
        pasang(Tempat.MENU_UMUM, Pintu(50, "Sidang", page, "calendar-event"))
        pasang(
            Tempat.UBIN, Pintu(10, "Jadwal sidang tera ulang", page, "calendar-event", lead=lead)
        )

        kalender.daftarkan(tugas_sidang)
        registry.register(SIDANG, PESERTA)
