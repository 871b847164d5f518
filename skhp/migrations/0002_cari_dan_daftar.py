"""Indexes of lists by state, of the number that the public types, and of parts of a number."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_sidik_penerbit"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("skhp", "0001_initial"),
        ("uttp", "0005_kantor_wakil"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="skhp",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="skhp_skhp_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="skhp",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="skhp_skhp_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="skhp",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="skhp_skhp_cari",
            ),
        ),
        migrations.AddIndex(
            model_name="skhp",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("atas_nama"), name="gin_trgm_ops"
                ),
                name="skhp_skhp_atas_nama",
            ),
        ),
        migrations.AddIndex(
            model_name="skrd",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="skhp_skrd_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="skrd",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="skhp_skrd_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="skrd",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="skhp_skrd_cari",
            ),
        ),
    ]
