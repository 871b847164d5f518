"""Attachments of a complaint; and a look at an identity, once written down, stays as it was written."""

import django.db.models.deletion
from django.db import migrations, models

import metrologi.clock.now

REFUSE = """
CREATE FUNCTION pengaduan_bacaan_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'catatan pembukaan identitas tidak dapat diubah atau dihapus'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER hanya_bertambah BEFORE UPDATE OR DELETE ON pengaduan_bacaanidentitas FOR EACH ROW
    EXECUTE FUNCTION pengaduan_bacaan_tetap();
"""
ALLOW = "DROP TRIGGER hanya_bertambah ON pengaduan_bacaanidentitas;\nDROP FUNCTION pengaduan_bacaan_tetap();"


class Migration(migrations.Migration):
    dependencies = [("pengaduan", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Lampiran",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nama", models.CharField(max_length=120)),
                ("file", models.CharField(max_length=200)),
                ("ukuran", models.PositiveIntegerField()),
                ("jenis_isi", models.CharField(max_length=60)),
                ("at", models.DateTimeField(default=metrologi.clock.now.now, editable=False)),
                (
                    "pengaduan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lampiran",
                        to="pengaduan.pengaduan",
                    ),
                ),
            ],
            options={"verbose_name": "lampiran pengaduan", "ordering": ["pk"]},
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
