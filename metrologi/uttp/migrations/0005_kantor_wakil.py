"""Accounts that act for owners of one office belong to that office from the beginning."""

from django.db import migrations
from django.db.models import Count, Min


def kantor_dari_usaha(apps, schema_editor):
    """Whose businesses are all of one office."""
    users = apps.get_model("accounts", "User").objects
    wakil = apps.get_model("uttp", "Wakil").objects.filter(user__uml=None, user__kantor=None)
    offices = (
        wakil.order_by()
        .values("user")
        .annotate(banyak=Count("pemilik__uml", distinct=True), satu=Min("pemilik__uml"))
    )
    for row in offices.filter(banyak=1):
        users.filter(pk=row["user"]).update(kantor=row["satu"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_kantor_pendaftaran"),
        ("uttp", "0004_surat_dicabut"),
    ]

    operations = [
        migrations.RunPython(kantor_dari_usaha, migrations.RunPython.noop),
    ]
