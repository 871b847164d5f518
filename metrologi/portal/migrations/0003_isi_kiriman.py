"""A sending remembers a hash of its words, for forms that carry the key of a case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_kiriman")]

    operations = [
        migrations.AddField(
            model_name="kiriman",
            name="isi",
            field=models.CharField(db_default="", max_length=64),
        ),
    ]
