"""Keys that were replaced keep their certificate alone: nobody needs their private part any more."""

from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("documents", "KunciTandaTangan").objects.filter(aktif=False).update(p12=b"")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
