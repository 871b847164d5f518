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
ANAK = (
    ("bersih", "Bersih, tidak berkarat, tidak cacat", False),
    ("nominal", "Massa nominal dan kelas terbaca pada tiap keping", False),
    ("rongga", "Lubang justir dan sumbatnya utuh", False),
    ("bentuk", "Bentuk dan bahan sesuai kelasnya", True),
)
TAKARAN = (
    ("bersih", "Bersih, tidak penyok, tidak bocor", False),
    ("nominal", "Isi nominal dan tanda pabrik terbaca", False),
    ("tepi", "Tepi atau garis batas rata dan jelas", False),
    ("bahan", "Bentuk dan bahan sesuai", True),
)
BEJANA = (
    ("bersih", "Bersih di dalam, tidak penyok, tidak bocor", False),
    ("skala", "Gelas ukur dan skala leher utuh dan terbaca", False),
    ("katup", "Katup kuras menutup rapat dan mengosongkan habis", False),
    ("pelat", "Pelat identitas lengkap dan terbaca", False),
    ("bahan", "Bahan dan konstruksi sesuai", True),
)
PANJANG = (
    ("lurus", "Lurus, tidak retak, ujungnya tidak aus", False),
    ("skala", "Garis dan angka skala jelas dan sama tebal", False),
    ("tanda", "Panjang nominal, kelas, dan tanda pabrik terbaca", False),
    ("bahan", "Bahan dan konstruksi sesuai", True),
)
METER = (
    ("tanda", "Tanda tera utuh, tidak ada bekas dibuka", False),
    ("pelat", "Pelat identitas lengkap dan terbaca", False),
    ("badan", "Badan dan kaca tidak pecah, tidak bocor", False),
    ("pencacah", "Pencacah utuh dan terbaca", False),
    ("tipe", "Sesuai izin tipe", True),
)
TUM = (
    ("dokumen", "Nomor polisi, rangka, dan pelat ukur sesuai surat", False),
    ("tangki", "Tangki tidak penyok, tidak bocor, sekat utuh", False),
    ("dasar", "Katup bawah menutup rapat, tangki kosong habis", False),
    ("indeks", "Tanda batas isi dan tongkat duga sesuai T1 dan T2", False),
    ("tanda", "Tanda tera dan segel lama utuh", False),
    ("bahan", "Konstruksi sesuai izin tipe", True),
)
ARUS = (
    ("tanda", "Tanda tera dan segel lama utuh", False),
    ("pelat", "Pelat identitas lengkap dan terbaca", False),
    ("pasang", "Terpasang benar, tidak bocor, saringan dan pembuang udara bekerja", False),
    ("pencacah", "Pencacah utuh dan terbaca", False),
    ("tipe", "Sesuai persetujuan tipe", True),
)
OTOMATIS = (
    ("tanda", "Tanda tera lama utuh, tidak ada bekas dibuka", False),
    ("pelat", "Pelat identitas lengkap dan terbaca", False),
    ("bersih", "Bersih, bebas gesekan, rol dan pengangkut berputar lancar", False),
    ("nol", "Penyetel nol bekerja", False),
    ("tipe", "Sesuai izin tipe", True),
)
KADAR_AIR = (
    ("bersih", "Sel ukur bersih dan kering", False),
    ("pelat", "Pelat identitas dan daftar komoditas terbaca", False),
    ("nyala", "Sumber daya cukup, penunjukan stabil", False),
    ("tipe", "Sesuai izin tipe", True),
)
TAKSI = (
    ("tanda", "Segel dan tanda tera lama utuh", False),
    ("tarif", "Tarif yang tampil sesuai ketetapan", False),
    ("ban", "Ukuran dan tekanan ban sesuai", False),
    ("tampil", "Penunjukan terbaca dari tempat duduk penumpang", False),
    ("tipe", "Sesuai izin tipe", True),
)
