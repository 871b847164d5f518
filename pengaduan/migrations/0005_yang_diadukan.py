"""Whom a complaint is about, from the moment it is sent; the states of a rejection."""

import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_pengawas_luar"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("pengaduan", "0004_surel_disisihkan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="pengaduan",
            name="pengaduan_pengaduan_status_dikenal",
        ),
        migrations.AddField(
            model_name="pengaduan",
            name="disebut",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name="pengaduan",
            name="yang_diadukan",
            field=models.CharField(blank=True, max_length=160, verbose_name="siapa yang diadukan"),
        ),
        migrations.AlterField(
            model_name="pengaduan",
            name="status",
            field=django_fsm.FSMField(
                choices=[
                    ("diterima", "Menunggu verifikasi"),
                    ("menunggu_pelapor", "Menunggu dilengkapi pelapor"),
                    ("terverifikasi", "Menunggu klasifikasi"),
                    ("menunggu_penugasan", "Menunggu penugasan"),
                    ("ditangani", "Sedang ditangani"),
                    ("menunggu_keterangan", "Menunggu keterangan pelapor"),
                    ("dipantau", "Tindak lanjut dipantau"),
                    ("menyusun_tanggapan", "Menyusun surat tanggapan"),
                    ("menunggu_umpan_balik", "Menunggu umpan balik"),
                    ("permintaan_ulang", "Diminta dibuka kembali"),
                    ("penolakan", "Menunggu persetujuan penolakan"),
                    ("masa_keberatan", "Ditolak, menunggu keberatan pelapor"),
                    ("keberatan", "Keberatan pelapor diperiksa"),
                    ("diteruskan", "Diteruskan ke pengawas luar"),
                    ("ditutup", "Ditutup"),
                    ("ditolak", "Ditolak"),
                    ("ditarik", "Ditarik"),
                ],
                default="",
                editable=False,
                max_length=32,
                protected=True,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="pengaduan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "diterima",
                            "menunggu_pelapor",
                            "terverifikasi",
                            "menunggu_penugasan",
                            "ditangani",
                            "menunggu_keterangan",
                            "dipantau",
                            "menyusun_tanggapan",
                            "menunggu_umpan_balik",
                            "permintaan_ulang",
                            "penolakan",
                            "masa_keberatan",
                            "keberatan",
                            "diteruskan",
                            "ditutup",
                            "ditolak",
                            "ditarik",
                        ],
                    )
                ),
                name="pengaduan_pengaduan_status_dikenal",
            ),
        ),
    ]
