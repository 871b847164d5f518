"""Registers the equipment with Django, its procedures, and its checks of cerapan sheets."""

from django.apps import AppConfig


class PerlengkapanConfig(AppConfig):
    name = "metrologi.perlengkapan"
    label = "perlengkapan"
    verbose_name = "Perlengkapan"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from metrologi.cerapan import sambungan
        from metrologi.perlengkapan import cerapan
        from metrologi.perlengkapan.cap.procedure import PINJAMAN, TAHUNAN
        from metrologi.perlengkapan.penarikan.procedure import PENARIKAN
        from metrologi.perlengkapan.penarikan.terdampak import diragukan
        from metrologi.perlengkapan.standar.sertifikat import ingat_sertifikat
        from metrologi.workflow import registry

        registry.register(PINJAMAN, TAHUNAN, PENARIKAN)
        sambungan.daftarkan(periksa=cerapan.pendapat, sesudah=cerapan.pakai, diragukan=diragukan)
        post_save.connect(
            ingat_sertifikat, sender="uttp.Standar", dispatch_uid="perlengkapan.sertifikat"
        )
