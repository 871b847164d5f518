"""The ledger guards itself: counters follow the rows, used and void are final, moves only grow; old certificates join."""

from django.db import migrations

GUARD = """
CREATE FUNCTION perlengkapan_seri_masuk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE perlengkapan_penerimaan p SET diterima = p.diterima + d.n, gudang = p.gudang + d.n
    FROM (SELECT penerimaan_id, count(*) AS n FROM baru GROUP BY 1) d WHERE p.id = d.penerimaan_id;
    RETURN NULL;
END $$;
CREATE FUNCTION perlengkapan_seri_pindah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE perlengkapan_penerimaan p SET gudang = p.gudang + d.gudang, dipegang = p.dipegang + d.dipegang,
        terpakai = p.terpakai + d.terpakai, rusak = p.rusak + d.rusak
    FROM (SELECT penerimaan_id,
            sum(CASE keadaan WHEN 'gudang' THEN arah ELSE 0 END) AS gudang,
            sum(CASE keadaan WHEN 'dipegang' THEN arah ELSE 0 END) AS dipegang,
            sum(CASE keadaan WHEN 'terpakai' THEN arah ELSE 0 END) AS terpakai,
            sum(CASE keadaan WHEN 'rusak' THEN arah ELSE 0 END) AS rusak
          FROM (SELECT penerimaan_id, keadaan, 1 AS arah FROM baru
                UNION ALL SELECT penerimaan_id, keadaan, -1 FROM lama) g GROUP BY 1) d WHERE p.id = d.penerimaan_id;
    RETURN NULL;
END $$;
CREATE FUNCTION perlengkapan_seri_jaga() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'nomor seri tidak dapat dihapus' USING ERRCODE = 'integrity_constraint_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.keadaan <> 'gudang' THEN
            RAISE EXCEPTION 'nomor seri masuk lewat gudang' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF OLD.keadaan IN ('terpakai', 'rusak') OR (NEW.nomor, NEW.uml_id, NEW.penerimaan_id, NEW.jenis)
            IS DISTINCT FROM (OLD.nomor, OLD.uml_id, OLD.penerimaan_id, OLD.jenis) THEN
        RAISE EXCEPTION 'nomor seri % tidak dapat dipindahkan lagi', OLD.nomor USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION perlengkapan_hanya_bertambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'catatan ini tidak dapat diubah atau dihapus' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER seri_masuk AFTER INSERT ON perlengkapan_seri REFERENCING NEW TABLE AS baru
    FOR EACH STATEMENT EXECUTE FUNCTION perlengkapan_seri_masuk();
CREATE TRIGGER seri_pindah AFTER UPDATE ON perlengkapan_seri REFERENCING OLD TABLE AS lama NEW TABLE AS baru
    FOR EACH STATEMENT EXECUTE FUNCTION perlengkapan_seri_pindah();
CREATE TRIGGER seri_jaga BEFORE INSERT OR UPDATE OR DELETE ON perlengkapan_seri
    FOR EACH ROW EXECUTE FUNCTION perlengkapan_seri_jaga();
CREATE TRIGGER hanya_bertambah BEFORE UPDATE OR DELETE ON perlengkapan_gerak
    FOR EACH ROW EXECUTE FUNCTION perlengkapan_hanya_bertambah();
CREATE TRIGGER hanya_bertambah BEFORE UPDATE OR DELETE ON perlengkapan_tutuphari
    FOR EACH ROW EXECUTE FUNCTION perlengkapan_hanya_bertambah();
"""
FREE = """
DROP TRIGGER hanya_bertambah ON perlengkapan_tutuphari;
DROP TRIGGER hanya_bertambah ON perlengkapan_gerak;
DROP TRIGGER seri_jaga ON perlengkapan_seri;
DROP TRIGGER seri_pindah ON perlengkapan_seri;
DROP TRIGGER seri_masuk ON perlengkapan_seri;
DROP FUNCTION perlengkapan_hanya_bertambah();
DROP FUNCTION perlengkapan_seri_jaga();
DROP FUNCTION perlengkapan_seri_pindah();
DROP FUNCTION perlengkapan_seri_masuk();
"""


def certificates(apps, schema_editor):
    """Every standard that was registered before brings its present certificate."""
    history = apps.get_model("perlengkapan", "SertifikatStandar")
    history.objects.bulk_create(
        [
            history(
                standar=s,
                nomor=s.sertifikat_nomor,
                tanggal=s.sertifikat_tanggal,
                berlaku_sampai=s.berlaku_sampai,
                ketertelusuran=s.ketertelusuran,
                ketidakpastian=s.ketidakpastian,
            )
            for s in apps.get_model("uttp", "Standar").objects.all()
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("perlengkapan", "0001_initial")]
    operations = [
        migrations.RunSQL(GUARD, FREE),
        migrations.RunPython(certificates, migrations.RunPython.noop),
    ]
