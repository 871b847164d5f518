"""Registers what the procedures of tera share with Django; it has no tables of its own."""

from django.apps import AppConfig


class PengujianConfig(AppConfig):
    name = "metrologi.pengujian"
    label = "pengujian"
    verbose_name = "Pengujian dalam perkara"

    def ready(self) -> None:
        from metrologi.pengujian import (
            kalender,
            papers,  # noqa: F401
        )
        from metrologi.pengujian.absen import tugas_absen
        from metrologi.pengujian.pindai import lembar
        from metrologi.uttp import pindai

        kalender.daftarkan(tugas_absen)
        pindai.daftarkan(lembar)
