"""A look at a document of a protected appellant, once written down, stays as it was written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import metrologi.clock.now

REFUSE = """
CREATE FUNCTION banding_bacaan_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'catatan pembukaan dokumen tidak dapat diubah atau dihapus'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER hanya_bertambah BEFORE UPDATE OR DELETE ON banding_bacaanlampiran FOR EACH ROW
    EXECUTE FUNCTION banding_bacaan_tetap();
"""
ALLOW = (
    "DROP TRIGGER hanya_bertambah ON banding_bacaanlampiran;\nDROP FUNCTION banding_bacaan_tetap();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("banding", "0003_label_keadaan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BacaanLampiran",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=40)),
                ("alasan", models.CharField(max_length=300)),
                ("at", models.DateTimeField(default=metrologi.clock.now.now, editable=False)),
                (
                    "lampiran",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bacaan",
                        to="banding.lampiran",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
