"""Indexes of lists by state, of the number that the public types, and of parts of a number."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_sidik_penerbit"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("orders", "0003_pegangan"),
        ("uttp", "0005_kantor_wakil"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["uml", "status", "-created_at", "-id"], name="orders_order_daftar"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                django.db.models.functions.text.Upper("nomor"), name="orders_order_lacak"
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nomor"), name="gin_trgm_ops"
                ),
                name="orders_order_cari",
            ),
        ),
    ]
