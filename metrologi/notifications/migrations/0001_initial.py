"""The table of messages."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import metrologi.clock.now


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pesan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("judul", models.CharField(max_length=200)),
                ("isi", models.TextField()),
                ("url", models.CharField(blank=True, max_length=300)),
                ("case_id", models.PositiveBigIntegerField(null=True)),
                (
                    "dibuat_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
                ("dibaca_at", models.DateTimeField(editable=False, null=True)),
                (
                    "surel",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="dikirim lewat surel"
                    ),
                ),
                (
                    "surel_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="surel terkirim"),
                ),
                (
                    "surel_gagal",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="surel ditolak"
                    ),
                ),
                (
                    "case_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pesan",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pesan",
                "verbose_name_plural": "pesan",
                "ordering": ["-dibuat_at", "-pk"],
                "indexes": [
                    models.Index(fields=["user", "-dibuat_at", "-id"], name="pesan_terbaru"),
                    models.Index(
                        condition=models.Q(("dibaca_at", None)),
                        fields=["user"],
                        name="pesan_belum_dibaca",
                    ),
                ],
            },
        ),
    ]
