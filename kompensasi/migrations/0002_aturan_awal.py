"""The rules a new office starts with."""

from django.db import migrations

from kompensasi.aturan_awal import muat_aturan


def muat(apps, schema_editor):
    muat_aturan(apps.get_model("kompensasi", "AturanKompensasi"))


class Migration(migrations.Migration):
    dependencies = [("kompensasi", "0001_initial")]
    operations = [migrations.RunPython(muat, migrations.RunPython.noop)]
