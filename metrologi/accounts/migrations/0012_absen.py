"""Leave and duty of officers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import metrologi.clock.now


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_sidik_penerbit"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[("cuti", "Cuti"), ("dinas_luar", "Dinas luar"), ("izin", "Izin")],
                        default="cuti",
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("mulai", models.DateField(verbose_name="mulai")),
                ("sampai", models.DateField(verbose_name="sampai")),
                (
                    "keterangan",
                    models.CharField(blank=True, max_length=200, verbose_name="keterangan"),
                ),
                (
                    "dicatat_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uml",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.uml",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_absen",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pegawai",
                    ),
                ),
            ],
            options={
                "verbose_name": "cuti atau dinas luar",
                "verbose_name_plural": "cuti dan dinas luar",
                "ordering": ("mulai", "pk"),
                "indexes": [
                    models.Index(fields=["uml", "sampai"], name="accounts_ab_uml_id_0a356a_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sampai__gte", models.F("mulai"))),
                        name="accounts_absen_urut",
                        violation_error_message="Hari terakhir tidak boleh sebelum hari pertama.",
                    )
                ],
            },
        ),
    ]
