"""Loans of stamps, yearly returns and letters of a recall get the columns of a case, still empty."""

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

import metrologi.workflow.cases

PINJAM = [
    ("menunggu", "Menunggu konfirmasi penera"),
    ("tak_dikonfirmasi", "Tidak dikonfirmasi penera"),
    ("dipinjam", "Dipinjam"),
    ("dikembalikan", "Menunggu diperiksa gudang"),
    ("selesai", "Selesai"),
    ("batal", "Dibatalkan"),
]
KEMBALI = [("tercatat", "Menunggu berita acara"), ("selesai", "Berita acara terbit")]
USULAN = [
    ("menunggu", "Menunggu Kepala"),
    ("disetujui", "Disetujui, surat terbit"),
    ("ditolak", "Tidak disetujui"),
]


def status(choices):
    return django_fsm.FSMField(
        choices=choices,
        default="",
        editable=False,
        max_length=32,
        protected=True,
        verbose_name="status",
    )


def person():
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


def columns(model, skip=()):
    """What every case row has, as it can be added to rows that exist."""
    fields = {
        "uml": models.ForeignKey(
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to="accounts.uml",
        ),
        "nomor": models.CharField(default="", editable=False, max_length=80),
        "kode_akses": models.CharField(
            default=metrologi.workflow.cases.kode_akses, editable=False, max_length=10
        ),
        "kunci": models.UUIDField(editable=False, null=True, unique=True),
        "created_by": person(),
        "created_at": models.DateTimeField(editable=False, null=True),
        "status_since": models.DateTimeField(editable=False, null=True),
        "due_at": models.DateTimeField(editable=False, null=True),
        "log_count": models.PositiveIntegerField(default=0, editable=False),
        "log_head": models.CharField(default="", editable=False, max_length=64),
        "origin_type": models.ForeignKey(
            editable=False,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to="contenttypes.contenttype",
        ),
        "origin_id": models.PositiveBigIntegerField(editable=False, null=True),
    }
    return [
        migrations.AddField(model_name=model, name=name, field=field)
        for name, field in fields.items()
        if name not in skip
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("perlengkapan", "0004_koreksi"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Loans: who handed out opened the case.
        migrations.RemoveConstraint("pinjamctt", "perlengkapan_pinjam_dua_orang"),
        migrations.RemoveConstraint("pinjamctt", "perlengkapan_pinjam_batal"),
        migrations.RemoveConstraint("pinjamctt", "perlengkapan_pinjam_periksa"),
        migrations.AlterModelOptions(
            name="pinjamctt",
            options={
                "ordering": ["-created_at", "-pk"],
                "verbose_name": "pinjaman CTT",
                "verbose_name_plural": "pinjaman CTT",
            },
        ),
        migrations.RenameField("pinjamctt", "diserahkan_oleh", "created_by"),
        migrations.RenameField("pinjamctt", "diserahkan_at", "created_at"),
        *columns("pinjamctt", skip=("created_by", "created_at")),
        migrations.AddField("pinjamctt", "status", status(PINJAM)),
        # Yearly returns.
        migrations.RenameField("pengembalianctt", "oleh", "created_by"),
        *columns("pengembalianctt", skip=("uml", "created_by", "created_at")),
        migrations.AddField("pengembalianctt", "status", status(KEMBALI)),
        # Letters of a recall: the state had another name.
        migrations.RemoveConstraint("usulan", "perlengkapan_usulan_putus"),
        migrations.RemoveConstraint("usulan", "perlengkapan_usulan_alasan"),
        migrations.RenameField("usulan", "keadaan", "status"),
        migrations.AlterField("usulan", "status", status(USULAN)),
        *columns("usulan", skip=("uml",)),
    ]
