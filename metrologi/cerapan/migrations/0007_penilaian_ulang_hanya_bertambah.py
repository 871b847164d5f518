"""A re-judgement is a new row, and stays."""

from django.db import migrations

TABLE = "cerapan_penilaianulang"


class Migration(migrations.Migration):
    dependencies = [("cerapan", "0006_penilaian_ulang")]
    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER hanya_bertambah BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW "
            "EXECUTE FUNCTION cerapan_hanya_bertambah();",
            f"DROP TRIGGER hanya_bertambah ON {TABLE};",
        )
    ]
