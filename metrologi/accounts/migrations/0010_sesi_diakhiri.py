"""Sessions that somebody else ended stand in the log of an account."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_kantor_pendaftaran"),
    ]

    operations = [
        migrations.AlterField(
            model_name="catatanakun",
            name="peristiwa",
            field=models.CharField(
                choices=[
                    ("daftar", "Mendaftar"),
                    ("aktif", "Diaktifkan"),
                    ("tolak", "Ditolak"),
                    ("nonaktif", "Dinonaktifkan"),
                    ("sandi", "Sandi diganti"),
                    ("data", "Data diubah"),
                    ("beri", "Peran diberikan"),
                    ("henti", "Peran dihentikan"),
                    ("surel", "Surel dikirim"),
                    ("kunci", "Kunci tanda tangan"),
                    ("faktor", "Verifikasi dua langkah"),
                    ("pulih", "Pemulihan akun"),
                    ("kode_salah", "Kode kedua salah"),
                    ("sesi", "Sesi diakhiri"),
                ],
                max_length=10,
            ),
        ),
    ]
