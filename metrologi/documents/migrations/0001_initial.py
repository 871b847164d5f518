"""Tables of papers, and the trigger that lets nothing but their state change."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import metrologi.clock.now
import metrologi.documents.models.nomor

FROZEN = """
CREATE FUNCTION dokumen_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    hidup text[] := ARRAY['state', 'state_at', 'state_oleh_id', 'alasan'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'dokumen terbit tidak dapat dihapus';
    END IF;
    IF to_jsonb(NEW) - hidup <> to_jsonb(OLD) - hidup THEN
        RAISE EXCEPTION 'dokumen terbit tidak dapat diubah';
    END IF;
    IF OLD.state <> 'terbit' THEN
        RAISE EXCEPTION 'dokumen yang tidak berlaku lagi tidak dapat diubah';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dokumen_tetap BEFORE UPDATE OR DELETE ON documents_dokumen
FOR EACH ROW EXECUTE FUNCTION dokumen_tetap();
"""
THAWED = "DROP TRIGGER dokumen_tetap ON documents_dokumen; DROP FUNCTION dokumen_tetap();"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dokumen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("judul", models.CharField(max_length=200)),
                ("nomor", models.CharField(max_length=120)),
                ("urut", models.PositiveIntegerField()),
                ("tahun", models.PositiveSmallIntegerField()),
                ("case_id", models.PositiveBigIntegerField()),
                ("payload", models.JSONField()),
                ("file", models.CharField(max_length=200)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("ukuran", models.PositiveIntegerField()),
                ("kode_verifikasi", models.CharField(max_length=12, unique=True)),
                ("tte", models.CharField(blank=True, max_length=10)),
                ("sidik_sertifikat", models.CharField(blank=True, max_length=64)),
                ("issued_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("terbit", "Terbit"),
                            ("diganti", "Diganti"),
                            ("dicabut", "Dicabut"),
                        ],
                        default="terbit",
                        max_length=10,
                    ),
                ),
                ("state_at", models.DateTimeField(null=True)),
                ("alasan", models.TextField(blank=True)),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "menggantikan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pengganti",
                        to="documents.dokumen",
                    ),
                ),
                (
                    "penandatangan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state_oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uml",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.uml",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumen",
                "verbose_name_plural": "dokumen",
                "ordering": ["issued_at", "pk"],
                "indexes": [
                    models.Index(
                        fields=["case_type", "case_id"], name="documents_d_case_ty_fbe10b_idx"
                    ),
                    models.Index(
                        django.db.models.functions.text.Upper("nomor"), name="dokumen_nomor_besar"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uml", "code", "tahun", "urut"), name="nomor_dokumen_sekali"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "terbit"), ("state_at__isnull", False), _connector="OR"
                        ),
                        name="keadaan_bertanggal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tte", ""), ("penandatangan__isnull", False), _connector="OR"
                        ),
                        name="tte_berpenandatangan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KunciTandaTangan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("p12", models.BinaryField()),
                ("sertifikat", models.BinaryField()),
                (
                    "sidik",
                    models.CharField(
                        db_index=True,
                        editable=False,
                        max_length=64,
                        verbose_name="sidik sertifikat",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="pemilik sertifikat")),
                ("issuer", models.CharField(max_length=300, verbose_name="penerbit sertifikat")),
                ("serial", models.CharField(max_length=64, verbose_name="nomor seri")),
                ("not_before", models.DateTimeField(verbose_name="berlaku mulai")),
                ("not_after", models.DateTimeField(verbose_name="berlaku sampai")),
                (
                    "gagal",
                    models.PositiveSmallIntegerField(default=0, verbose_name="passphrase salah"),
                ),
                (
                    "terkunci_sampai",
                    models.DateTimeField(null=True, verbose_name="terkunci sampai"),
                ),
                ("aktif", models.BooleanField(default=True, verbose_name="aktif")),
                (
                    "dibuat_at",
                    models.DateTimeField(
                        default=metrologi.clock.now.now, editable=False, verbose_name="diunggah"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kunci_tanda_tangan",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "kunci tanda tangan",
                "verbose_name_plural": "kunci tanda tangan",
                "ordering": ["-dibuat_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("aktif", True)),
                        fields=("user",),
                        name="satu_kunci_aktif",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Penghitung",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("tahun", models.PositiveSmallIntegerField()),
                ("urut", models.PositiveIntegerField()),
                (
                    "uml",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.uml",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("uml", "code", "tahun"), name="satu_penghitung")
                ],
            },
        ),
        migrations.CreateModel(
            name="PolaNomor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="jenis dokumen")),
                (
                    "pola",
                    models.CharField(
                        help_text="Isian: {klasifikasi}, {urut}, {unit}, {bulan}, {bulan_romawi}, {tahun}; {urut:04} berarti empat angka. Urut mulai dari 1 tiap tahun.",
                        max_length=120,
                        validators=[metrologi.documents.models.nomor.periksa_pola],
                        verbose_name="pola nomor",
                    ),
                ),
                (
                    "uml",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pola_nomor",
                        to="accounts.uml",
                    ),
                ),
            ],
            options={
                "verbose_name": "pola nomor",
                "verbose_name_plural": "pola nomor",
                "ordering": ["uml", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uml", "code"),
                        name="satu_pola_per_jenis",
                        violation_error_message="Jenis dokumen ini sudah mempunyai pola.",
                    )
                ],
            },
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
