"""Registers perlengkapan with Django, and lets it speak on every cerapan sheet and stored test."""
from django.apps import AppConfig


class PerlengkapanConfig(AppConfig):
    name = "metrologi.perlengkapan"
    label = "perlengkapan"
    verbose_name = "Perlengkapan"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from metrologi.cerapan import sambungan
        from metrologi.perlengkapan import cerapan
        from metrologi.perlengkapan.sertifikat import ingat_sertifikat
        from metrologi.perlengkapan.terdampak import diragukan

        sambungan.daftarkan(periksa=cerapan.pendapat, sesudah=cerapan.pakai, diragukan=diragukan)
        post_save.connect(ingat_sertifikat, sender="uttp.Standar", dispatch_uid="perlengkapan.sertifikat")
