"""Indexes of lists by state, of the number that the public types, and of parts of a number."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_sidik_penerbit"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("pengaduan", "0007_perbaikan_dikerjakan"),
        ("uttp", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="evaluasi",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="pengaduan_evaluasi_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="evaluasi",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="pengaduan_evaluasi_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="evaluasi",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="pengaduan_evaluasi_cari",
            ),
        ),
        migrations.AddIndex(
            model_name="pengaduan",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="pengaduan_pengaduan_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="pengaduan",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="pengaduan_pengaduan_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="pengaduan",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="pengaduan_pengaduan_cari",
            ),
        ),
    ]
