"""Who supervises an office from outside."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_toleransi_kompensasi"),
    ]

    operations = [
        migrations.AddField(
            model_name="uml",
            name="pengawas",
            field=models.CharField(
                blank=True,
                help_text="Ke mana pengaduan tentang pejabat kantor ini diteruskan, misalnya Inspektorat.",
                max_length=150,
                verbose_name="pengawas luar",
            ),
        ),
        migrations.AddField(
            model_name="uml",
            name="pengawas_surel",
            field=models.EmailField(
                blank=True,
                help_text="Diberi tahu, tanpa isinya, bila tidak ada pejabat yang boleh memeriksa.",
                max_length=254,
                verbose_name="surel pengawas luar",
            ),
        ),
    ]
