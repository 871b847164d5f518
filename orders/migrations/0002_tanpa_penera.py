"""Who may not test an order, as a re-test is nothing for whoever tested first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="tanpa_penera",
            field=models.JSONField(default=list, editable=False),
        ),
    ]
