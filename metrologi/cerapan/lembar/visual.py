"""Checklists of the visual examination: (code, sentence, tera only). What is "tera only" is skipped at tera ulang."""

TIMBANGAN = (
    ("bersih", "Alat bersih, kering, dan tidak berkarat", False),
    ("datar", "Berdiri datar dan kokoh; penunjuk kedataran berfungsi bila ada", False),
    ("tanda", "Tanda tera lama utuh, tidak ada bekas dibuka", False),
    ("tambahan", "Tidak ada alat tambahan yang memengaruhi hasil", False),
    ("pelat", "Pelat identitas lengkap dan terbaca", False),
    ("tipe", "Sesuai izin tipe atau izin tanda pabrik", True),
    ("bahan", "Bahan dan konstruksi sesuai", True),
)
POMPA = (
    ("tanda", "Tanda tera utuh dan tidak ada alat tambahan", False),
    ("pelat", "Pelat identitas lengkap dan terbaca", False),
    ("bersih", "Lengkap, bersih, dan terpasang kokoh", False),
    ("penutup", "Penutup badan hitung tidak rusak", False),
    ("gelas", "Gelas penglihat bersih dan penuh", False),
    ("harga", "Volume, harga satuan, dan jumlah harga tampil untuk slang yang dipilih", False),
    ("slang", "Slang dan nozzle baik, aliran berhenti saat nozzle digantung, tidak bocor", False),
    ("tipe", "Sesuai persetujuan tipe", True),
)
