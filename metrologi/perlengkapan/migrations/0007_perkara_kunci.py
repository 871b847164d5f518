"""Loans, returns and letters are cases: what a case must have is asked for, what the log tells goes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

CASES = ("pinjamctt", "pengembalianctt", "usulan")
STATES = {
    "pinjamctt": (
        "menunggu",
        "tak_dikonfirmasi",
        "dipinjam",
        "dikembalikan",
        "selesai",
        "batal",
    ),
    "pengembalianctt": ("tercatat", "selesai"),
    "usulan": ("menunggu", "disetujui", "ditolak"),
}
# The names of indexes have at most 30 letters.
INDEX = {"pengembalianctt": "kembali"}


def must_have(model):
    """The columns of a case that were empty until the history was written."""
    fields = {
        "uml": models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.uml"
        ),
        "nomor": models.CharField(editable=False, max_length=80),
        "created_by": models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to=settings.AUTH_USER_MODEL,
        ),
        "created_at": models.DateTimeField(editable=False),
        "status_since": models.DateTimeField(editable=False),
    }
    for name, field in fields.items():
        yield migrations.AlterField(model_name=model, name=name, field=field)


def guards(model):
    """Number once a unit, a known state, and the indexes of every case."""
    yield migrations.AddConstraint(
        model,
        models.UniqueConstraint(fields=("uml", "nomor"), name=f"perlengkapan_{model}_nomor"),
    )
    yield migrations.AddConstraint(
        model,
        models.CheckConstraint(
            condition=Q(status__in=list(STATES[model])),
            name=f"perlengkapan_{model}_status_dikenal",
        ),
    )
    for name, fields in {
        "antrean": ["uml", "status", "due_at"],
        "asal": ["origin_type", "origin_id"],
        "baru": ["-created_at", "-id"],
    }.items():
        yield migrations.AddIndex(
            model,
            models.Index(fields=fields, name=f"perlengkapan_{INDEX.get(model, model)}_{name}"),
        )


def gone(model, *names):
    return [migrations.RemoveField(model_name=model, name=name) for name in names]


class Migration(migrations.Migration):
    dependencies = [
        ("perlengkapan", "0006_perkara_riwayat"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *[operation for model in CASES for operation in must_have(model)],
        *[operation for model in CASES for operation in guards(model)],
        *gone("pinjamctt", "diperiksa_oleh", "diperiksa_at", "dibatalkan_at", "catatan"),
        *gone("usulan", "diputus_oleh", "diputus_at", "alasan"),
        migrations.AlterField(
            "pinjamctt", "diterima_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AlterField(
            "pinjamctt", "kembali_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddConstraint(
            "pinjamctt",
            models.CheckConstraint(
                condition=~Q(created_by=F("penera")), name="perlengkapan_pinjam_dua_orang"
            ),
        ),
        migrations.AddConstraint(
            "pinjamctt",
            models.CheckConstraint(
                condition=Q(status__in=("menunggu", "tak_dikonfirmasi", "batal"), diterima_at=None)
                | Q(status="dipinjam", diterima_at__isnull=False, kembali_at=None)
                | Q(status__in=("dikembalikan", "selesai"), kembali_at__isnull=False),
                name="perlengkapan_pinjam_keadaan",
            ),
        ),
    ]
