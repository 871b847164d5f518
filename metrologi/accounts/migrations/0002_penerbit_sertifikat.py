"""The issuers whose signing keys an office accepts; a key in the log of an account."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="uml",
            name="penerbit_sertifikat",
            field=models.TextField(
                blank=True,
                help_text="Satu nama penerbit per baris, persis seperti pada sertifikat. Kunci tanda tangan dari penerbit lain ditolak.",
                verbose_name="penerbit sertifikat yang diterima",
            ),
        ),
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
                ],
                max_length=10,
            ),
        ),
    ]
