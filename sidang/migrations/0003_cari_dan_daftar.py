"""Indexes of lists by state, of the number that the public types, and of parts of a number."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_sidik_penerbit"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sidang", "0002_pegangan"),
        ("uttp", "0005_kantor_wakil"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="pesertasidang",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="sidang_pesertasidang_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="pesertasidang",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="sidang_pesertasidang_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="pesertasidang",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="sidang_pesertasidang_cari",
            ),
        ),
        migrations.AddIndex(
            model_name="sidang",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="sidang_sidang_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="sidang",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="sidang_sidang_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="sidang",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="sidang_sidang_cari",
            ),
        ),
    ]
