"""What others say of a test only grows too, and never comes from the penera who made it."""

from django.db import migrations

TABLES = {"cerapan_pengesampingan": "oleh_id", "cerapan_penegasan": "penera_id"}
REFUSE = """
CREATE FUNCTION cerapan_bukan_penguji() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE peninjau bigint;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) USING NEW INTO peninjau;
    IF peninjau = (SELECT penera_id FROM cerapan_pengujian WHERE id = NEW.pengujian_id) THEN
        RAISE EXCEPTION 'penguji tidak dapat meninjau cerapannya sendiri' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"CREATE TRIGGER hanya_bertambah BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW "
    "EXECUTE FUNCTION cerapan_hanya_bertambah();\n"
    f"CREATE TRIGGER bukan_penguji BEFORE INSERT ON {t} FOR EACH ROW "
    f"EXECUTE FUNCTION cerapan_bukan_penguji('{person}');\n"
    for t, person in TABLES.items()
)
ALLOW = "".join(
    f"DROP TRIGGER hanya_bertambah ON {t};\nDROP TRIGGER bukan_penguji ON {t};\n" for t in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("cerapan", "0004_tinjauan")]
    operations = [migrations.RunSQL(REFUSE, ALLOW + "DROP FUNCTION cerapan_bukan_penguji();")]
