"""A used serial may be voided by a correction; a forgotten day close is remembered."""

from django.db import migrations, models

GUARD = """
CREATE OR REPLACE FUNCTION perlengkapan_seri_jaga() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'nomor seri tidak dapat dihapus' USING ERRCODE = 'integrity_constraint_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.keadaan <> 'gudang' THEN
            RAISE EXCEPTION 'nomor seri masuk lewat gudang' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF %s OR (NEW.nomor, NEW.uml_id, NEW.penerimaan_id, NEW.jenis)
            IS DISTINCT FROM (OLD.nomor, OLD.uml_id, OLD.penerimaan_id, OLD.jenis) THEN
        RAISE EXCEPTION 'nomor seri % tidak dapat dipindahkan lagi', OLD.nomor USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
BEFORE = "OLD.keadaan IN ('terpakai', 'rusak')"
AFTER = "OLD.keadaan = 'rusak' OR (OLD.keadaan = 'terpakai' AND NEW.keadaan <> 'rusak')"


class Migration(migrations.Migration):
    dependencies = [
        ("perlengkapan", "0003_penarikan_sekali"),
    ]

    operations = [
        migrations.AlterField(
            model_name="gerak",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("terima", "Diterima gudang"),
                    ("serah", "Diserahkan kepada penera"),
                    ("kembali", "Dikembalikan ke gudang"),
                    ("pakai", "Dipasang pada UTTP"),
                    ("rusak", "Dinyatakan rusak, hilang, atau dimusnahkan"),
                    ("koreksi", "Koreksi salah catat"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="pengingat",
            name="tentang",
            field=models.CharField(
                choices=[
                    ("standar", "Sertifikat standar"),
                    ("perjanjian", "Perjanjian pinjam standar"),
                    ("uttp", "Masa berlaku tera"),
                    ("tutup", "Tutup hari terlewat"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunSQL(GUARD.replace("%s", AFTER), GUARD.replace("%s", BEFORE)),
    ]
