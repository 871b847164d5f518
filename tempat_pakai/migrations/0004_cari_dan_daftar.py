"""Indexes of lists by state, of the number that the public types, and of parts of a number."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_sidik_penerbit"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("tempat_pakai", "0003_pegangan"),
        ("uttp", "0005_kantor_wakil"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="perjalanan",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="tp_perjalanan_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="perjalanan",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="tp_perjalanan_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="perjalanan",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="tp_perjalanan_cari",
            ),
        ),
        migrations.AddIndex(
            model_name="permohonantempatpakai",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="tp_permohonan_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="permohonantempatpakai",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="tp_permohonan_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="permohonantempatpakai",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="tp_permohonan_cari",
            ),
        ),
    ]
