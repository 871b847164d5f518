"""Which steps want another person than earlier ones: typed by hand, so that none is lost unseen."""

from metrologi.workflow import registry

EMPAT_MATA = {
    "pinjam_ctt.terima": {"serahkan"},
    "pinjam_ctt.periksa": {"terima", "kembalikan", "terima_kembali"},
    "penarikan.setujui": {"usulkan"},
    "skhp.tandatangani": {"asal.uji", "buat", "buat_pengganti"},
    "orders.uji": {"ajukan", "terima"},
    "orders.kesampingkan": {"uji"},
    "tempat_pakai.uji": {"ajukan", "terima"},
    "tempat_pakai.kesampingkan": {"uji"},
    "peserta_sidang.kesampingkan": {"uji"},
    "kompensasi.validasi_surat": {"susun"},
    # Who proposed to reject a report neither agrees to it nor decides on the objection.
    "pengaduan.setujui_penolakan": {"tolak_laporan", "tolak_setelah_verifikasi"},
    "pengaduan.terima_keberatan": {
        "tolak_laporan",
        "tolak_setelah_verifikasi",
        "setujui_penolakan",
    },
    "pengaduan.tolak_keberatan": {
        "tolak_laporan",
        "tolak_setelah_verifikasi",
        "setujui_penolakan",
    },
}


def test_each_step_wants_another_person_than_those_named_here():
    declared = {
        f"{machine.code}.{name}": set(step.four_eyes)
        for machine in registry.all_machines()
        for name, step in machine.steps.items()
        if step.four_eyes
    }
    assert declared == EMPAT_MATA
