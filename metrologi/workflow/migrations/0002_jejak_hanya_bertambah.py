"""The log only grows: the database itself refuses to change or remove a row."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION workflow_jejak_hanya_bertambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'jejak tidak dapat diubah atau dihapus' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER hanya_bertambah BEFORE UPDATE OR DELETE ON workflow_jejak
    FOR EACH ROW EXECUTE FUNCTION workflow_jejak_hanya_bertambah();
"""
ALLOW = "DROP TRIGGER hanya_bertambah ON workflow_jejak; DROP FUNCTION workflow_jejak_hanya_bertambah();"


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
