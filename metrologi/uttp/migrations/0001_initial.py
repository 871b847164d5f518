"""Tables of the register, trigram search, and a trigger that keeps the life of an instrument append-only."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import metrologi.clock.now
import metrologi.uttp.models.uttp

HANYA_TAMBAH = """
CREATE FUNCTION uttp_riwayat_hanya_tambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'riwayat UTTP hanya dapat ditambah' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER uttp_riwayat_hanya_tambah BEFORE UPDATE OR DELETE ON uttp_riwayatuttp
    FOR EACH ROW EXECUTE FUNCTION uttp_riwayat_hanya_tambah();
"""
LEPAS = """
DROP TRIGGER uttp_riwayat_hanya_tambah ON uttp_riwayatuttp;
DROP FUNCTION uttp_riwayat_hanya_tambah();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="JenisUttp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.SlugField(max_length=40, unique=True)),
                ("nama", models.CharField(max_length=120)),
                ("jalur", models.CharField(editable=False, max_length=200)),
                ("urut", models.PositiveSmallIntegerField(default=0)),
                ("daun", models.BooleanField(default=True, verbose_name="dapat dipilih")),
                (
                    "lembar",
                    models.SlugField(blank=True, max_length=40, verbose_name="lembar cerapan"),
                ),
                (
                    "satuan",
                    models.CharField(blank=True, max_length=12, verbose_name="satuan kapasitas"),
                ),
                ("label_kapasitas", models.CharField(default="Kapasitas maksimum", max_length=40)),
                (
                    "kelas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "menit_uji",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="menit uji per satuan"
                    ),
                ),
                (
                    "wajib_skhp",
                    models.BooleanField(default=False, verbose_name="selalu terbit SKHP"),
                ),
                (
                    "terpasang",
                    models.BooleanField(default=False, verbose_name="hanya diuji di tempat pakai"),
                ),
                (
                    "isian",
                    models.JSONField(blank=True, default=list, verbose_name="isian khusus jenis"),
                ),
                ("persiapan", models.TextField(blank=True, verbose_name="yang perlu disiapkan")),
                ("aktif", models.BooleanField(default=True)),
                (
                    "induk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anak",
                        to="uttp.jenisuttp",
                    ),
                ),
            ],
            options={
                "verbose_name": "jenis UTTP",
                "verbose_name_plural": "jenis UTTP",
                "ordering": ["urut"],
            },
        ),
        migrations.CreateModel(
            name="LetakUml",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lintang", models.DecimalField(decimal_places=6, max_digits=9)),
                ("bujur", models.DecimalField(decimal_places=6, max_digits=9)),
                (
                    "uml",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letak",
                        to="accounts.uml",
                    ),
                ),
            ],
            options={
                "verbose_name": "letak UML",
                "verbose_name_plural": "letak UML",
            },
        ),
        migrations.CreateModel(
            name="LingkupTetangga",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kelas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "batas_maks",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True),
                ),
                ("satuan", models.CharField(blank=True, max_length=12)),
                (
                    "jenis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="uttp.jenisuttp",
                    ),
                ),
            ],
            options={
                "verbose_name": "lingkup tetangga",
                "verbose_name_plural": "lingkup tetangga",
            },
        ),
        migrations.CreateModel(
            name="Pemilik",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nama", models.CharField(max_length=120, verbose_name="nama usaha atau pemilik")),
                (
                    "jenis_usaha",
                    models.CharField(
                        choices=[
                            ("pedagang", "Pedagang atau toko"),
                            ("spbu", "SPBU atau Pertashop"),
                            ("pabrik", "Pabrik atau perkebunan"),
                            ("pengepul", "Pengepul hasil bumi"),
                            ("koperasi", "Koperasi atau KUD"),
                            ("jasa", "Jasa (ekspedisi, kesehatan, emas, laboratorium)"),
                            ("instansi", "Instansi pemerintah"),
                            ("lainnya", "Lainnya"),
                        ],
                        default="pedagang",
                        max_length=10,
                    ),
                ),
                ("nib", models.CharField(blank=True, max_length=13, verbose_name="NIB")),
                ("alamat", models.CharField(blank=True, max_length=200)),
                ("telepon", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "created_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
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
                "verbose_name": "pemilik",
                "verbose_name_plural": "pemilik",
                "ordering": ["nama", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Tempat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nama", models.CharField(max_length=120, verbose_name="nama tempat")),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("toko", "Toko atau kios"),
                            ("pasar", "Pasar"),
                            ("spbu", "SPBU"),
                            ("pabrik", "Pabrik"),
                            ("kebun", "Kebun atau tempat pengumpulan hasil"),
                            ("gudang", "Gudang"),
                            ("kantor", "Kantor atau fasilitas umum"),
                            ("kendaraan", "Kendaraan"),
                        ],
                        default="toko",
                        max_length=10,
                        verbose_name="jenis tempat",
                    ),
                ),
                ("pasar", models.CharField(blank=True, max_length=80, verbose_name="nama pasar")),
                ("alamat", models.CharField(blank=True, max_length=200)),
                (
                    "pemilik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tempat",
                        to="uttp.pemilik",
                    ),
                ),
            ],
            options={
                "verbose_name": "tempat",
                "verbose_name_plural": "tempat",
                "ordering": ["nama", "pk"],
            },
        ),
        migrations.CreateModel(
            name="UmlTetangga",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.SlugField(max_length=40, unique=True)),
                ("nama", models.CharField(max_length=120)),
                ("alamat", models.CharField(blank=True, max_length=200)),
                ("telepon", models.CharField(blank=True, max_length=30)),
                ("lintang", models.DecimalField(decimal_places=6, max_digits=9)),
                ("bujur", models.DecimalField(decimal_places=6, max_digits=9)),
                ("sumber", models.CharField(blank=True, max_length=200)),
                ("dikonfirmasi", models.BooleanField(default=False)),
                ("aktif", models.BooleanField(default=True)),
                (
                    "lingkup",
                    models.ManyToManyField(
                        related_name="tetangga", through="uttp.LingkupTetangga", to="uttp.jenisuttp"
                    ),
                ),
            ],
            options={
                "verbose_name": "UML tetangga",
                "verbose_name_plural": "UML tetangga",
                "ordering": ["nama"],
            },
        ),
        migrations.AddField(
            model_name="lingkuptetangga",
            name="tetangga",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="baris",
                to="uttp.umltetangga",
            ),
        ),
        migrations.CreateModel(
            name="Uttp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kode",
                    models.CharField(
                        default=metrologi.uttp.models.uttp.kode_uttp,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("merek", models.CharField(max_length=60)),
                ("tipe", models.CharField(blank=True, max_length=60, verbose_name="tipe/model")),
                ("nomor_seri", models.CharField(blank=True, max_length=60)),
                (
                    "buatan",
                    models.CharField(blank=True, max_length=40, verbose_name="negara pembuat"),
                ),
                ("tahun_buat", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "kapasitas_maks",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True),
                ),
                (
                    "kapasitas_min",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True),
                ),
                (
                    "e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=15,
                        null=True,
                        verbose_name="interval skala verifikasi (e)",
                    ),
                ),
                (
                    "d",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=15,
                        null=True,
                        verbose_name="daya baca (d)",
                    ),
                ),
                ("satuan", models.CharField(blank=True, max_length=12)),
                ("kelas", models.CharField(blank=True, max_length=6)),
                ("ekstra", models.JSONField(blank=True, default=dict)),
                (
                    "foto",
                    models.ImageField(blank=True, upload_to=metrologi.uttp.models.uttp.nama_foto),
                ),
                (
                    "putusan_terakhir",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sah", "Sah"),
                            ("perlu_perbaikan", "Perlu perbaikan"),
                            ("batal", "Batal"),
                        ],
                        max_length=16,
                    ),
                ),
                ("diputus_pada", models.DateField(blank=True, null=True)),
                ("berlaku_sampai", models.DateField(blank=True, null=True)),
                ("gugur_pada", models.DateField(blank=True, null=True)),
                ("gugur_alasan", models.CharField(blank=True, max_length=200)),
                ("aktif", models.BooleanField(default=True, verbose_name="masih dipakai")),
                (
                    "created_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
                (
                    "seri_kunci",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Lower("nomor_seri"),
                            models.Value("[[:space:]_./-]+"),
                            models.Value(""),
                            models.Value("g"),
                            function="regexp_replace",
                        ),
                        output_field=models.CharField(max_length=60),
                    ),
                ),
                (
                    "merek_kunci",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Lower("merek"),
                            models.Value("[[:space:]_./-]+"),
                            models.Value(""),
                            models.Value("g"),
                            function="regexp_replace",
                        ),
                        output_field=models.CharField(max_length=60),
                    ),
                ),
                (
                    "jenis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="uttp.jenisuttp",
                    ),
                ),
                (
                    "pemilik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uttp",
                        to="uttp.pemilik",
                    ),
                ),
                (
                    "tempat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uttp",
                        to="uttp.tempat",
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
                "verbose_name": "UTTP",
                "verbose_name_plural": "UTTP",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RiwayatUttp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("waktu", models.DateTimeField(default=metrologi.clock.now.now)),
                (
                    "peristiwa",
                    models.CharField(
                        choices=[
                            ("didaftarkan", "Didaftarkan"),
                            ("sah", "Dinyatakan SAH"),
                            ("perlu_perbaikan", "Perlu perbaikan"),
                            ("batal", "Dinyatakan BATAL"),
                            ("skhp", "SKHP terbit"),
                            ("gugur", "Tanda tera gugur"),
                            ("pindah", "Pindah tempat"),
                            ("ganti_pemilik", "Berganti pemilik"),
                            ("diubah", "Data diperbaiki"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "tahap",
                    models.CharField(
                        blank=True,
                        choices=[("tera", "Tera"), ("tera_ulang", "Tera ulang")],
                        max_length=10,
                    ),
                ),
                ("berlaku_sampai", models.DateField(blank=True, null=True)),
                (
                    "nomor",
                    models.CharField(blank=True, max_length=120, verbose_name="nomor dokumen"),
                ),
                ("keterangan", models.TextField(blank=True)),
                ("data", models.JSONField(blank=True, default=dict)),
                (
                    "oleh",
                    models.ForeignKey(
                        blank=True,
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
                (
                    "uttp",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="riwayat",
                        to="uttp.uttp",
                    ),
                ),
            ],
            options={
                "verbose_name": "riwayat UTTP",
                "verbose_name_plural": "riwayat UTTP",
                "ordering": ["-waktu", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Wakil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hubungan",
                    models.CharField(
                        choices=[
                            ("pemilik", "Pemilik"),
                            ("pegawai", "Pegawai"),
                            ("pemasok", "Pemasok atau reparatir"),
                        ],
                        default="pemilik",
                        max_length=10,
                    ),
                ),
                ("sejak", models.DateTimeField(default=metrologi.clock.now.now)),
                ("dicabut_pada", models.DateTimeField(blank=True, null=True)),
                (
                    "pemilik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wakil",
                        to="uttp.pemilik",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="perwakilan",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "wakil",
                "verbose_name_plural": "wakil",
            },
        ),
        migrations.AddField(
            model_name="pemilik",
            name="akun",
            field=models.ManyToManyField(
                related_name="usaha", through="uttp.Wakil", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="Wilayah",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(max_length=13, unique=True)),
                ("nama", models.CharField(max_length=80)),
                (
                    "tingkat",
                    models.CharField(
                        choices=[
                            ("kabupaten", "Kabupaten"),
                            ("kecamatan", "Kecamatan"),
                            ("desa", "Desa/kelurahan"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "induk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anak",
                        to="uttp.wilayah",
                    ),
                ),
            ],
            options={
                "verbose_name": "wilayah",
                "verbose_name_plural": "wilayah",
                "ordering": ["kode"],
            },
        ),
        migrations.AddField(
            model_name="tempat",
            name="desa",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="uttp.wilayah",
            ),
        ),
        migrations.AddField(
            model_name="tempat",
            name="kecamatan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="uttp.wilayah"
            ),
        ),
        migrations.CreateModel(
            name="AturanMasaBerlaku",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kewajiban",
                    models.CharField(
                        choices=[
                            ("wajib_tera_ulang", "Wajib ditera dan ditera ulang"),
                            ("wajib_tera", "Wajib ditera, bebas dari tera ulang"),
                            ("bebas", "Bebas dari tera dan tera ulang"),
                        ],
                        default="wajib_tera_ulang",
                        max_length=20,
                    ),
                ),
                (
                    "tahun",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="jangka waktu (tahun)"
                    ),
                ),
                (
                    "cara",
                    models.CharField(
                        choices=[
                            ("tanggal_uji", "n tahun sejak tanggal uji"),
                            ("tanggal_tetap", "sampai tanggal tetap n tahun kemudian"),
                        ],
                        default="tanggal_uji",
                        max_length=14,
                    ),
                ),
                ("bulan_tetap", models.PositiveSmallIntegerField(default=11)),
                ("hari_tetap", models.PositiveSmallIntegerField(default=30)),
                ("sumber", models.CharField(max_length=200)),
                ("catatan", models.TextField(blank=True)),
                ("mulai", models.DateField()),
                ("sampai", models.DateField(blank=True, null=True)),
                ("dikonfirmasi", models.BooleanField(default=False)),
                (
                    "jenis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aturan",
                        to="uttp.jenisuttp",
                    ),
                ),
            ],
            options={
                "verbose_name": "aturan masa berlaku",
                "verbose_name_plural": "aturan masa berlaku",
                "ordering": ["jenis", "-mulai"],
                "constraints": [
                    models.UniqueConstraint(fields=("jenis", "mulai"), name="uttp_aturan_mulai"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sampai", None), ("sampai__gte", models.F("mulai")), _connector="OR"
                        ),
                        name="uttp_aturan_urut",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bulan_tetap__range", (1, 12)), ("hari_tetap__range", (1, 30))
                        ),
                        name="uttp_aturan_tanggal_tetap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuangLingkup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kelas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "batas_maks",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=15, null=True),
                ),
                ("satuan", models.CharField(blank=True, max_length=12)),
                ("standar", models.TextField(blank=True)),
                (
                    "pinjaman",
                    models.TextField(blank=True, verbose_name="standar pinjaman dan perjanjiannya"),
                ),
                ("dasar", models.CharField(max_length=200)),
                ("mulai", models.DateField()),
                ("sampai", models.DateField(blank=True, null=True)),
                ("dikonfirmasi", models.BooleanField(default=False)),
                (
                    "jenis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="uttp.jenisuttp",
                    ),
                ),
                (
                    "uml",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lingkup",
                        to="accounts.uml",
                    ),
                ),
            ],
            options={
                "verbose_name": "ruang lingkup",
                "verbose_name_plural": "ruang lingkup",
                "ordering": ["uml", "jenis__urut"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("uml", "jenis", "mulai"), name="uttp_lingkup_mulai"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kode",
                    models.SlugField(blank=True, max_length=40, verbose_name="kode inventaris"),
                ),
                ("nama", models.CharField(max_length=120)),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("massa", "Anak timbangan dan bidur"),
                            ("volume", "Bejana ukur standar"),
                            ("panjang", "Panjang"),
                            ("lainnya", "Lainnya"),
                        ],
                        max_length=10,
                    ),
                ),
                ("kelas", models.CharField(blank=True, max_length=6)),
                ("nomor_seri", models.CharField(blank=True, max_length=60)),
                ("nominal", models.CharField(blank=True, max_length=60)),
                ("jumlah", models.PositiveSmallIntegerField(default=1)),
                ("sertifikat_nomor", models.CharField(max_length=80)),
                ("sertifikat_tanggal", models.DateField()),
                ("berlaku_sampai", models.DateField()),
                ("ketertelusuran", models.CharField(blank=True, max_length=200)),
                ("ketidakpastian", models.CharField(blank=True, max_length=80)),
                ("pinjaman_dari", models.CharField(blank=True, max_length=120)),
                ("perjanjian", models.CharField(blank=True, max_length=160)),
                ("aktif", models.BooleanField(default=True)),
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
                "verbose_name": "standar",
                "verbose_name_plural": "standar",
                "ordering": ["jenis", "nama", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kode", ""), _negated=True),
                        fields=("uml", "kode"),
                        name="uttp_standar_kode",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("berlaku_sampai__gte", models.F("sertifikat_tanggal"))),
                        name="uttp_standar_sertifikat_urut",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pinjaman_dari", ""),
                            models.Q(("perjanjian", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="uttp_standar_pinjaman",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="lingkuptetangga",
            constraint=models.UniqueConstraint(
                fields=("tetangga", "jenis"), name="uttp_lingkup_tetangga"
            ),
        ),
        migrations.AddIndex(
            model_name="uttp",
            index=models.Index(
                fields=["pemilik", "berlaku_sampai", "id"], name="uttp_pemilik_habis"
            ),
        ),
        migrations.AddIndex(
            model_name="uttp",
            index=models.Index(fields=["uml", "berlaku_sampai", "id"], name="uttp_uml_habis"),
        ),
        migrations.AddIndex(
            model_name="uttp",
            index=models.Index(fields=["uml", "-id"], name="uttp_uml_baru"),
        ),
        migrations.AddIndex(
            model_name="uttp",
            index=models.Index(fields=["uml", "seri_kunci"], name="uttp_uml_seri"),
        ),
        migrations.AddIndex(
            model_name="uttp",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.F("seri_kunci"), name="gin_trgm_ops"
                ),
                name="uttp_seri_trgm",
            ),
        ),
        migrations.AddConstraint(
            model_name="uttp",
            constraint=models.UniqueConstraint(
                condition=models.Q(("nomor_seri", ""), _negated=True),
                fields=("uml", "jenis", "merek_kunci", "seri_kunci"),
                name="uttp_identitas",
            ),
        ),
        migrations.AddConstraint(
            model_name="uttp",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("putusan_terakhir", ""), ("diputus_pada__isnull", False), _connector="OR"
                ),
                name="uttp_putusan_bertanggal",
            ),
        ),
        migrations.AddConstraint(
            model_name="uttp",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("berlaku_sampai", None), ("putusan_terakhir", "sah"), _connector="OR"
                ),
                name="uttp_masa_hanya_bila_sah",
            ),
        ),
        migrations.AddIndex(
            model_name="riwayatuttp",
            index=models.Index(fields=["uttp", "-waktu"], name="uttp_riwayat_uttp"),
        ),
        migrations.AddConstraint(
            model_name="wakil",
            constraint=models.UniqueConstraint(fields=("pemilik", "user"), name="uttp_wakil_satu"),
        ),
        migrations.AddIndex(
            model_name="pemilik",
            index=models.Index(fields=["uml", "nama"], name="uttp_pemilik_nama"),
        ),
        migrations.AddIndex(
            model_name="pemilik",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("nama"), name="gin_trgm_ops"
                ),
                name="uttp_pemilik_nama_trgm",
            ),
        ),
        migrations.AddIndex(
            model_name="wilayah",
            index=models.Index(fields=["tingkat", "kode"], name="uttp_wilayah_tingkat"),
        ),
        migrations.RunSQL(HANYA_TAMBAH, LEPAS),
    ]
