"""The list of issuers may name the fingerprint of their certificates."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_sesi_diakhiri"),
    ]

    operations = [
        migrations.AlterField(
            model_name="uml",
            name="penerbit_sertifikat",
            field=models.TextField(
                blank=True,
                help_text="Satu nama penerbit per baris, persis seperti pada sertifikat. Kunci tanda tangan dari penerbit lain ditolak. Lebih aman: nama, garis tegak, lalu sidik SHA-256 sertifikat penerbit; sertifikat yang hanya memakai namanya lalu ditolak.",
                verbose_name="penerbit sertifikat yang diterima",
            ),
        ),
    ]
