"""Registers pengaduan with Django and its doors with the portal."""

from django.apps import AppConfig


class PengaduanConfig(AppConfig):
    name = "pengaduan"
    verbose_name = "Pengaduan layanan"

    def ready(self) -> None:
        from metrologi.portal.pintu import Pintu, Tempat, pasang
        from metrologi.workflow import registry

        # Its job imports views, which the worker's search for tasks would reach too early.
        from pengaduan import kotak_surat  # noqa: F401
        from pengaduan.procedure import EVALUASI, PENGADUAN

        page, icon = "workflow:pengaduan-baru", "chat-left-text"
        lead = "Tanpa akun, boleh rahasia atau anonim. Diperiksa paling lama 3 hari kerja."
        pasang(Tempat.MENU_UMUM, Pintu(30, "Pengaduan", page, icon))
        pasang(Tempat.UBIN, Pintu(40, "Sampaikan pengaduan", page, icon, lead=lead))
        lead = "Punya tiket pengaduan? Baca jawaban dan beri penilaian di"
        tiket = "workflow:pengaduan-tiket"
        pasang(Tempat.LACAK, Pintu(10, "halaman tiket", tiket, icon, lead=lead))

        registry.register(PENGADUAN, EVALUASI)
