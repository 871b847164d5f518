"""The days of the agreement under which a standard is borrowed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("uttp", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="standar",
            name="perjanjian_sampai",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="standar",
            name="perjanjian_tanggal",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="standar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("perjanjian_sampai", None), ("pinjaman_dari__gt", ""), _connector="OR"
                ),
                name="uttp_standar_perjanjian_pinjaman",
            ),
        ),
    ]
