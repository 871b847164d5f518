"""Tables of stamps, serials, certificates and loans of standards, recalls and reminders."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import metrologi.clock.now
import metrologi.perlengkapan.models.standar


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("cerapan", "0002_hanya_bertambah"),
        ("uttp", "0002_standar_perjanjian"),
    ]

    operations = [
        migrations.CreateModel(
            name="Penarikan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "standar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="penarikan",
                        to="uttp.standar",
                    ),
                ),
                ("dari", models.DateField()),
                ("sampai", models.DateField()),
                ("alasan", models.CharField(max_length=500)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "penarikan hasil",
                "verbose_name_plural": "penarikan hasil",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sampai__gte", models.F("dari"))),
                        name="perlengkapan_penarikan_urut",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Penerimaan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "jenis",
                    models.CharField(
                        choices=[
                            ("segel", "Segel"),
                            ("stiker", "Stiker"),
                            ("cap", "Cap plombir bernomor"),
                        ],
                        max_length=8,
                    ),
                ),
                ("dari", models.CharField(max_length=40, verbose_name="nomor pertama")),
                ("sampai", models.CharField(max_length=40, verbose_name="nomor terakhir")),
                ("banyak", models.PositiveIntegerField()),
                (
                    "tahun",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="tahun"),
                ),
                ("asal", models.CharField(max_length=160, verbose_name="diterima dari")),
                (
                    "berita_acara",
                    models.CharField(blank=True, max_length=120, verbose_name="nomor berita acara"),
                ),
                ("tanggal", models.DateField(default=metrologi.clock.now.today)),
                ("diterima", models.PositiveIntegerField(default=0, editable=False)),
                ("gudang", models.PositiveIntegerField(default=0, editable=False)),
                ("dipegang", models.PositiveIntegerField(default=0, editable=False)),
                ("terpakai", models.PositiveIntegerField(default=0, editable=False)),
                ("rusak", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "penerimaan segel",
                "verbose_name_plural": "penerimaan segel",
                "ordering": ["-tanggal", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "diterima",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("gudang"), "+", models.F("dipegang")
                                        ),
                                        "+",
                                        models.F("terpakai"),
                                    ),
                                    "+",
                                    models.F("rusak"),
                                ),
                            )
                        ),
                        name="perlengkapan_neraca_segel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diterima", 0), ("diterima", models.F("banyak")), _connector="OR"
                        ),
                        name="perlengkapan_diterima_utuh",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PengecualianCtt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "nomor",
                    models.CharField(max_length=120, verbose_name="nomor surat atau nota dinas"),
                ),
                ("mulai", models.DateField()),
                ("sampai", models.DateField()),
                ("alasan", models.CharField(max_length=400)),
                (
                    "ditetapkan_oleh",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ditetapkan_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "pengecualian CTT",
                "verbose_name_plural": "pengecualian CTT",
                "ordering": ["-mulai", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sampai__gte", models.F("mulai")),
                            (
                                "sampai__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("mulai"),
                                    "+",
                                    models.Value(datetime.timedelta(days=92)),
                                ),
                            ),
                        ),
                        name="perlengkapan_pengecualian_urut",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mulai__month__in", (12, 1, 2)), ("sampai__month__in", (12, 1, 2))
                        ),
                        name="perlengkapan_pengecualian_pergantian",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PengembalianCtt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("tahun", models.PositiveSmallIntegerField()),
                ("tanggal", models.DateField()),
                ("penerima", models.CharField(max_length=160)),
                ("catatan", models.CharField(blank=True, max_length=300)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "pengembalian CTT",
                "verbose_name_plural": "pengembalian CTT",
                "ordering": ["-tahun", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Ctt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("kode", models.CharField(max_length=40, verbose_name="kode inventaris")),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("sah", "Tanda sah"),
                            ("batal", "Tanda batal"),
                            ("jaminan", "Tanda jaminan"),
                            ("daerah", "Tanda daerah"),
                            ("pegawai_berhak", "Tanda pegawai berhak"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "tipe",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SL", "SL, untuk logam"),
                            ("SK", "SK, untuk kayu"),
                            ("SP", "SP, untuk plombir"),
                            ("", "Lainnya"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "ukuran",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(8, "8 mm"), (6, "6 mm"), (5, "5 mm"), (4, "4 mm"), (2, "2 mm")],
                        null=True,
                    ),
                ),
                (
                    "tahun",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="tahun pada cap"
                    ),
                ),
                ("jumlah", models.PositiveSmallIntegerField()),
                ("dipinjam", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("aktif_mulai", models.DateField(verbose_name="aktif mulai")),
                ("diterima_tanggal", models.DateField(verbose_name="tanggal diterima")),
                (
                    "berita_acara",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="berita acara penyerahan"
                    ),
                ),
                ("catatan", models.CharField(blank=True, max_length=300)),
                (
                    "pengembalian",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ctt",
                        to="perlengkapan.pengembalianctt",
                    ),
                ),
                (
                    "dicatat_oleh",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "cap tanda tera",
                "verbose_name_plural": "cap tanda tera",
                "ordering": [
                    models.OrderBy(models.F("tahun"), descending=True, nulls_last=True),
                    "jenis",
                    "-ukuran",
                    "pk",
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("uml", "kode"), name="perlengkapan_ctt_kode"),
                    models.CheckConstraint(
                        condition=models.Q(("dipinjam__lte", models.F("jumlah"))),
                        name="perlengkapan_ctt_cukup",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("jenis", "sah"), _negated=True),
                            ("tahun__isnull", False),
                            _connector="OR",
                        ),
                        name="perlengkapan_ctt_sah_bertahun",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pengembalian", None), ("dipinjam", 0), _connector="OR"
                        ),
                        name="perlengkapan_ctt_kembali_utuh",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pengingat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tentang",
                    models.CharField(
                        choices=[
                            ("standar", "Sertifikat standar"),
                            ("perjanjian", "Perjanjian pinjam standar"),
                            ("uttp", "Masa berlaku tera"),
                        ],
                        max_length=10,
                    ),
                ),
                ("objek_id", models.PositiveBigIntegerField()),
                ("tanggal", models.DateField()),
                ("hari", models.PositiveSmallIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "pengingat",
                "verbose_name_plural": "pengingat",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tentang", "objek_id", "tanggal", "hari"),
                        name="perlengkapan_pengingat_sekali",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PinjamCtt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ctt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pinjaman",
                        to="perlengkapan.ctt",
                    ),
                ),
                (
                    "penera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("jumlah", models.PositiveSmallIntegerField()),
                ("keperluan", models.CharField(blank=True, max_length=200)),
                (
                    "diserahkan_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diserahkan_at", models.DateTimeField(default=metrologi.clock.now.now)),
                ("diterima_at", models.DateTimeField(null=True)),
                ("kembali_at", models.DateTimeField(null=True)),
                (
                    "diperiksa_oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diperiksa_at", models.DateTimeField(null=True)),
                ("dibatalkan_at", models.DateTimeField(null=True)),
                ("catatan", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "pinjaman CTT",
                "verbose_name_plural": "pinjaman CTT",
                "ordering": ["-diserahkan_at", "-pk"],
                "indexes": [
                    models.Index(fields=["penera", "kembali_at"], name="perlengkapan_pinjam_penera")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("diserahkan_oleh", models.F("penera")), _negated=True),
                            models.Q(("diperiksa_oleh", models.F("penera")), _negated=True),
                        ),
                        name="perlengkapan_pinjam_dua_orang",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dibatalkan_at", None), ("diterima_at", None), _connector="OR"
                        ),
                        name="perlengkapan_pinjam_batal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kembali_at", None), ("diterima_at__isnull", False), _connector="OR"
                        ),
                        name="perlengkapan_pinjam_urut",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diperiksa_at", None),
                            models.Q(
                                ("diperiksa_oleh__isnull", False), ("kembali_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="perlengkapan_pinjam_periksa",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("jumlah__gt", 0)), name="perlengkapan_pinjam_ada"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PinjamStandar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pinjaman",
                        to="uttp.standar",
                    ),
                ),
                (
                    "pemegang",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("keperluan", models.CharField(max_length=200)),
                ("sejak", models.DateTimeField(default=metrologi.clock.now.now)),
                (
                    "rencana_kembali",
                    models.DateField(blank=True, null=True, verbose_name="rencana kembali"),
                ),
                (
                    "diserahkan_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kembali_at", models.DateTimeField(null=True)),
                (
                    "diterima_oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "keadaan_kembali",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="keadaan saat kembali"
                    ),
                ),
            ],
            options={
                "verbose_name": "pinjaman standar",
                "verbose_name_plural": "pinjaman standar",
                "ordering": ["-sejak", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kembali_at", None)),
                        fields=("standar",),
                        name="perlengkapan_standar_satu_pemegang",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kembali_at", None), ("diterima_oleh__isnull", False), _connector="OR"
                        ),
                        name="perlengkapan_standar_diterima",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seri",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "penerimaan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seri",
                        to="perlengkapan.penerimaan",
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("segel", "Segel"),
                            ("stiker", "Stiker"),
                            ("cap", "Cap plombir bernomor"),
                        ],
                        max_length=8,
                    ),
                ),
                ("nomor", models.CharField(max_length=40)),
                (
                    "keadaan",
                    models.CharField(
                        choices=[
                            ("gudang", "Di gudang"),
                            ("dipegang", "Dipegang penera"),
                            ("terpakai", "Terpakai"),
                            ("rusak", "Rusak, hilang, atau dimusnahkan"),
                        ],
                        default="gudang",
                        max_length=8,
                    ),
                ),
                (
                    "pemegang",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uttp",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="segel",
                        to="uttp.uttp",
                    ),
                ),
                (
                    "pengujian",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="segel",
                        to="cerapan.pengujian",
                    ),
                ),
                ("alasan", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "nomor seri",
                "verbose_name_plural": "nomor seri",
                "ordering": ["uml", "nomor"],
                "indexes": [
                    models.Index(
                        fields=["uml", "keadaan", "pemegang", "nomor"],
                        name="perlengkapan_seri_tangan",
                    ),
                    models.Index(fields=["penerimaan", "keadaan"], name="perlengkapan_seri_terima"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("uml", "nomor"), name="perlengkapan_seri_satu"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("keadaan", "dipegang"), ("pemegang__isnull", False)),
                            models.Q(
                                models.Q(("keadaan", "dipegang"), _negated=True), ("pemegang", None)
                            ),
                            _connector="OR",
                        ),
                        name="perlengkapan_seri_pemegang",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("keadaan", "terpakai"),
                                ("pengujian__isnull", False),
                                ("uttp__isnull", False),
                            ),
                            models.Q(
                                models.Q(("keadaan", "terpakai"), _negated=True),
                                ("pengujian", None),
                                ("uttp", None),
                            ),
                            _connector="OR",
                        ),
                        name="perlengkapan_seri_terpakai",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("keadaan", "rusak"), models.Q(("alasan", ""), _negated=True)),
                            models.Q(models.Q(("keadaan", "rusak"), _negated=True), ("alasan", "")),
                            _connector="OR",
                        ),
                        name="perlengkapan_seri_rusak",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gerak",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seri",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gerak",
                        to="perlengkapan.seri",
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("terima", "Diterima gudang"),
                            ("serah", "Diserahkan kepada penera"),
                            ("kembali", "Dikembalikan ke gudang"),
                            ("pakai", "Dipasang pada UTTP"),
                            ("rusak", "Dinyatakan rusak, hilang, atau dimusnahkan"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "pemegang",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("alasan", models.CharField(blank=True, max_length=200)),
                ("pada", models.DateTimeField(default=metrologi.clock.now.now)),
            ],
            options={
                "verbose_name": "gerak nomor seri",
                "verbose_name_plural": "gerak nomor seri",
                "ordering": ["-pada", "-pk"],
                "indexes": [models.Index(fields=["pada"], name="perlengkapan_gerak_pada")],
            },
        ),
        migrations.CreateModel(
            name="SertifikatStandar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sertifikat",
                        to="uttp.standar",
                    ),
                ),
                ("nomor", models.CharField(max_length=80, verbose_name="nomor sertifikat")),
                ("tanggal", models.DateField(verbose_name="tanggal sertifikat")),
                ("berlaku_sampai", models.DateField()),
                ("ketertelusuran", models.CharField(blank=True, max_length=200)),
                ("ketidakpastian", models.CharField(blank=True, max_length=80)),
                (
                    "berkas",
                    models.FileField(
                        blank=True, upload_to=metrologi.perlengkapan.models.standar.nama_berkas
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=metrologi.clock.now.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "sertifikat standar",
                "verbose_name_plural": "sertifikat standar",
                "ordering": ["-tanggal", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("standar", "nomor", "tanggal"), name="perlengkapan_sertifikat_satu"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("berlaku_sampai__gte", models.F("tanggal"))),
                        name="perlengkapan_sertifikat_urut",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TutupHari",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("tanggal", models.DateField(default=metrologi.clock.now.today)),
                (
                    "pemegang",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("menurut_buku", models.PositiveIntegerField()),
                ("dihitung", models.PositiveIntegerField()),
                ("hilang", models.JSONField(default=list)),
                ("lebih", models.JSONField(default=list)),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pada", models.DateTimeField(default=metrologi.clock.now.now)),
            ],
            options={
                "verbose_name": "tutup hari",
                "verbose_name_plural": "tutup hari",
                "ordering": ["-tanggal", "-pada", "-pk"],
                "indexes": [
                    models.Index(fields=["uml", "tanggal"], name="perlengkapan_tutup_hari")
                ],
            },
        ),
        migrations.CreateModel(
            name="Usulan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "penarikan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usulan",
                        to="perlengkapan.penarikan",
                    ),
                ),
                (
                    "pemilik",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="uttp.pemilik",
                    ),
                ),
                (
                    "keadaan",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu Kepala"),
                            ("disetujui", "Disetujui, surat terbit"),
                            ("ditolak", "Tidak disetujui"),
                        ],
                        default="menunggu",
                        max_length=10,
                    ),
                ),
                (
                    "diputus_oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("diputus_at", models.DateTimeField(null=True)),
                ("alasan", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "usulan uji ulang",
                "verbose_name_plural": "usulan uji ulang",
                "ordering": ["penarikan", "pemilik__nama", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("penarikan", "pemilik"), name="perlengkapan_usulan_satu"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("diputus_at", None), ("keadaan", "menunggu")),
                            models.Q(
                                models.Q(("keadaan", "menunggu"), _negated=True),
                                ("diputus_at__isnull", False),
                                ("diputus_oleh__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="perlengkapan_usulan_putus",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("keadaan", "ditolak"), _negated=True),
                            models.Q(("alasan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="perlengkapan_usulan_alasan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsulanUji",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "usulan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uji",
                        to="perlengkapan.usulan",
                    ),
                ),
                (
                    "penarikan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uji",
                        to="perlengkapan.penarikan",
                    ),
                ),
                (
                    "pengujian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cerapan.pengujian",
                    ),
                ),
            ],
            options={
                "verbose_name": "hasil terdampak",
                "verbose_name_plural": "hasil terdampak",
                "ordering": ["usulan", "pengujian"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("penarikan", "pengujian"), name="perlengkapan_terdampak_satu"
                    )
                ],
            },
        ),
    ]
