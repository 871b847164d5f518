"""A standard is recalled for a period once."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("perlengkapan", "0002_penjaga"),
        ("uttp", "0002_standar_perjanjian"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="penarikan",
            constraint=models.UniqueConstraint(
                fields=("standar", "dari", "sampai"), name="perlengkapan_penarikan_sekali"
            ),
        ),
    ]
