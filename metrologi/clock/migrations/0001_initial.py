"""Tables of the office calendar."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Versi",
            fields=[
                (
                    "kunci",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("versi", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "verbose_name": "versi kalender",
                "verbose_name_plural": "versi kalender",
            },
        ),
        migrations.CreateModel(
            name="MasaRamadan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mulai", models.DateField(unique=True, verbose_name="hari pertama")),
                ("sampai", models.DateField(verbose_name="hari terakhir")),
                ("sumber", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
            ],
            options={
                "verbose_name": "masa Ramadan",
                "verbose_name_plural": "masa Ramadan",
                "ordering": ("mulai",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sampai__gte", models.F("mulai"))),
                        name="clock_ramadan_urut",
                        violation_error_message="Hari terakhir tidak boleh sebelum hari pertama.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HariLibur",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tanggal", models.DateField(db_index=True, verbose_name="tanggal")),
                ("nama", models.CharField(max_length=150, verbose_name="nama")),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("nasional", "Libur nasional"),
                            ("cuti_bersama", "Cuti bersama"),
                            ("lokal", "Libur setempat"),
                        ],
                        default="lokal",
                        max_length=12,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "dihitung_libur",
                    models.BooleanField(
                        default=True,
                        help_text="Hapus centang bila loket tetap melayani pada hari itu.",
                        verbose_name="kantor tutup",
                    ),
                ),
                ("sumber", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
                (
                    "uml",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hari_libur",
                        to="accounts.uml",
                    ),
                ),
            ],
            options={
                "verbose_name": "hari libur",
                "verbose_name_plural": "hari libur",
                "ordering": ("tanggal", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uml", "tanggal", "jenis", "nama"),
                        name="clock_libur_satu",
                        nulls_distinct=False,
                        violation_error_message="Hari libur ini sudah tercatat.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JamKerja",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hari",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Senin"),
                            (1, "Selasa"),
                            (2, "Rabu"),
                            (3, "Kamis"),
                            (4, "Jumat"),
                            (5, "Sabtu"),
                            (6, "Minggu"),
                        ],
                        verbose_name="hari",
                    ),
                ),
                ("ramadan", models.BooleanField(default=False, verbose_name="jam bulan Ramadan")),
                (
                    "buka",
                    models.TimeField(
                        blank=True,
                        help_text="Kosongkan bila tutup pada hari itu.",
                        null=True,
                        verbose_name="buka",
                    ),
                ),
                ("tutup", models.TimeField(blank=True, null=True, verbose_name="tutup")),
                (
                    "istirahat_mulai",
                    models.TimeField(blank=True, null=True, verbose_name="istirahat mulai"),
                ),
                (
                    "istirahat_selesai",
                    models.TimeField(blank=True, null=True, verbose_name="istirahat selesai"),
                ),
                (
                    "uml",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jam_kerja",
                        to="accounts.uml",
                    ),
                ),
            ],
            options={
                "verbose_name": "jam kerja",
                "verbose_name_plural": "jam kerja",
                "ordering": ("ramadan", "hari", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uml", "hari", "ramadan"),
                        name="clock_jamkerja_satu",
                        nulls_distinct=False,
                        violation_error_message="Jam kerja hari itu sudah ada.",
                    )
                ],
            },
        ),
    ]
