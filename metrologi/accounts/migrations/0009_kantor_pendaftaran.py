"""At which office somebody from outside registered."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_pengawas_luar"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="kantor",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.uml",
                verbose_name="kantor pendaftaran",
            ),
        ),
    ]
