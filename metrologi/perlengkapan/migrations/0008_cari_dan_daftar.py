"""Indexes of lists by state, of the number that the public types, and of parts of a number."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_sidik_penerbit"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("perlengkapan", "0007_perkara_kunci"),
        ("uttp", "0005_kantor_wakil"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="pengembalianctt",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="perlengkapan_kembali_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="pengembalianctt",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="perlengkapan_kembali_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="pengembalianctt",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="perlengkapan_kembali_cari",
            ),
        ),
        migrations.AddIndex(
            model_name="pinjamctt",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="perlengkapan_pinjamctt_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="pinjamctt",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="perlengkapan_pinjamctt_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="pinjamctt",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="perlengkapan_pinjamctt_cari",
            ),
        ),
        migrations.AddIndex(
            model_name="usulan",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="perlengkapan_usulan_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="usulan",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="perlengkapan_usulan_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="usulan",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="perlengkapan_usulan_cari",
            ),
        ),
    ]
