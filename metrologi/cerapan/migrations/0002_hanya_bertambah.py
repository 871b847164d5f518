"""Tests and what belongs to them only grow: a re-test is a new row."""

from django.db import migrations

TABLES = (
    "cerapan_pengujian",
    "cerapan_tapakctt",
    "cerapan_standardipakai",
    "cerapan_fotopengujian",
)
REFUSE = """
CREATE FUNCTION cerapan_hanya_bertambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'cerapan tidak dapat diubah atau dihapus' USING ERRCODE = 'integrity_constraint_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER hanya_bertambah BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW "
    "EXECUTE FUNCTION cerapan_hanya_bertambah();\n"
    for t in TABLES
)
ALLOW = (
    "".join(f"DROP TRIGGER hanya_bertambah ON {t};\n" for t in TABLES)
    + "DROP FUNCTION cerapan_hanya_bertambah();"
)


class Migration(migrations.Migration):
    dependencies = [("cerapan", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
