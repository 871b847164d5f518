"""Tables of units, people, roles with dates, and what happened to accounts."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import metrologi.clock.now


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Uml",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.SlugField(max_length=40, unique=True, verbose_name="kode")),
                ("nama", models.CharField(max_length=150, verbose_name="nama unit")),
                (
                    "instansi",
                    models.TextField(
                        blank=True,
                        help_text="Satu baris kop per baris, dari instansi teratas.",
                        verbose_name="baris kop",
                    ),
                ),
                ("alamat", models.CharField(blank=True, max_length=250, verbose_name="alamat")),
                ("telepon", models.CharField(blank=True, max_length=40, verbose_name="telepon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                ("laman", models.URLField(blank=True, verbose_name="laman")),
                (
                    "kota",
                    models.CharField(blank=True, max_length=80, verbose_name="kota tempat surat"),
                ),
                (
                    "tanda_daerah",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="tanda daerah pada cap tera"
                    ),
                ),
                (
                    "lambang",
                    models.ImageField(blank=True, upload_to="lambang/", verbose_name="lambang"),
                ),
                (
                    "kode_klasifikasi",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="kode klasifikasi arsip"
                    ),
                ),
                (
                    "kebijakan_biaya",
                    models.CharField(
                        choices=[
                            ("off", "Tidak ada dokumen biaya"),
                            ("nihil", "SKRD nihil (tidak dipungut biaya)"),
                            ("tarif", "Menurut tarif daerah"),
                        ],
                        default="nihil",
                        max_length=8,
                        verbose_name="kebijakan biaya",
                    ),
                ),
                ("dasar_biaya", models.TextField(blank=True, verbose_name="dasar kebijakan biaya")),
                ("maklumat", models.TextField(blank=True, verbose_name="maklumat pelayanan")),
                (
                    "kertas",
                    models.CharField(
                        choices=[("A4", "A4"), ("F4", "F4 (folio)")],
                        default="A4",
                        max_length=4,
                        verbose_name="ukuran kertas",
                    ),
                ),
                ("jam_loket", models.TextField(blank=True, verbose_name="jam buka loket")),
                ("aktif", models.BooleanField(default=True, verbose_name="aktif")),
            ],
            options={
                "verbose_name": "unit metrologi legal",
                "verbose_name_plural": "unit metrologi legal",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "Nama pengguna ini sudah dipakai."},
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Za-z][A-Za-z0-9._-]{2,59}\\Z",
                                "Mulai dengan huruf; lalu huruf, angka, titik, garis; minimal 3.",
                            )
                        ],
                        verbose_name="nama pengguna",
                    ),
                ),
                ("nama", models.CharField(max_length=120, verbose_name="nama lengkap")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                (
                    "phone",
                    models.CharField(blank=True, max_length=16, verbose_name="nomor telepon"),
                ),
                (
                    "nip",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[0-9]{18}\\Z", "NIP terdiri atas 18 angka."
                            )
                        ],
                        verbose_name="NIP",
                    ),
                ),
                ("pangkat", models.CharField(blank=True, max_length=60, verbose_name="pangkat")),
                ("golongan", models.CharField(blank=True, max_length=10, verbose_name="golongan")),
                ("jabatan", models.CharField(blank=True, max_length=150, verbose_name="jabatan")),
                (
                    "uml",
                    models.ForeignKey(
                        blank=True,
                        help_text="Kosong untuk pemilik alat dan pelapor.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pegawai",
                        to="accounts.uml",
                        verbose_name="unit",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                (
                    "is_staff",
                    models.BooleanField(default=False, verbose_name="boleh membuka basis data"),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=metrologi.clock.now.now, editable=False, verbose_name="terdaftar"
                    ),
                ),
                (
                    "setuju_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="setuju kebijakan privasi",
                    ),
                ),
                (
                    "diaktifkan_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="diaktifkan"
                    ),
                ),
                (
                    "diaktifkan_oleh",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "penolakan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "–"),
                            ("ditolak", "Ditolak"),
                            ("dinonaktifkan", "Dinonaktifkan"),
                        ],
                        editable=False,
                        max_length=15,
                        verbose_name="penolakan",
                    ),
                ),
                (
                    "alasan",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="alasan"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "akun",
                "verbose_name_plural": "akun",
                "ordering": ("nama", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"),
                        name="accounts_user_username_satu",
                        violation_error_message="Nama pengguna ini sudah dipakai.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(
                            ("is_active", True), models.Q(("email", ""), _negated=True)
                        ),
                        name="accounts_user_email_aktif_satu",
                        violation_error_message="Surel ini sudah dipakai akun lain.",
                    ),
                    models.UniqueConstraint(
                        models.F("phone"),
                        condition=models.Q(
                            ("is_active", True), models.Q(("phone", ""), _negated=True)
                        ),
                        name="accounts_user_phone_aktif_satu",
                        violation_error_message="Nomor telepon ini sudah dipakai akun lain.",
                    ),
                    models.UniqueConstraint(
                        models.F("nip"),
                        condition=models.Q(
                            ("is_active", True), models.Q(("nip", ""), _negated=True)
                        ),
                        name="accounts_user_nip_aktif_satu",
                        violation_error_message="NIP ini sudah dipakai akun lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phone", ""),
                            ("phone__regex", "^\\+[1-9][0-9]{6,14}$"),
                            _connector="OR",
                        ),
                        name="accounts_user_phone_e164",
                        violation_error_message="Nomor telepon tidak dikenali.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CatatanAkun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="catatan",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "peristiwa",
                    models.CharField(
                        choices=[
                            ("daftar", "Mendaftar"),
                            ("aktif", "Diaktifkan"),
                            ("tolak", "Ditolak"),
                            ("nonaktif", "Dinonaktifkan"),
                            ("sandi", "Sandi diganti"),
                            ("data", "Data diubah"),
                            ("beri", "Peran diberikan"),
                            ("henti", "Peran dihentikan"),
                            ("surel", "Surel dikirim"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("keterangan", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=metrologi.clock.now.now)),
            ],
            options={
                "verbose_name": "catatan akun",
                "verbose_name_plural": "catatan akun",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Penugasan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_penugasan",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("wajib_ttu", "Wajib TTU"),
                            ("pelanggan", "Pelanggan"),
                            ("pelapor", "Pelapor"),
                            ("administrasi", "Pelaksana administrasi"),
                            ("penera", "Penera"),
                            ("kepala", "Kepala UML"),
                            ("admin_satker", "Admin satuan kerja"),
                            ("cs", "Layanan pelanggan"),
                            ("ketua_tim_pji", "Ketua tim PJI"),
                            ("bendahara", "Bendahara"),
                            ("penyelia", "Penyelia"),
                            ("manajer_teknis", "Manajer teknis"),
                            ("analis", "Analis"),
                            ("staf_pjtk", "Staf PJTK"),
                            ("ketua_tim_pjtk", "Ketua tim PJTK"),
                            ("tim_teknis", "Bagian/tim teknis"),
                            ("panel_banding", "Panel banding"),
                            ("petugas_pengaduan", "Petugas pengaduan"),
                            ("penangan_pengaduan", "Penangan pengaduan"),
                            ("kasi_pjt", "Kasi PJT"),
                            ("pj_teknis", "Penanggung jawab teknis"),
                            ("kepala_seksi", "Kepala seksi"),
                        ],
                        max_length=24,
                        verbose_name="peran",
                    ),
                ),
                (
                    "uml",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.uml",
                        verbose_name="unit",
                    ),
                ),
                (
                    "sifat",
                    models.CharField(
                        choices=[
                            ("definitif", "Definitif"),
                            ("plt", "Pelaksana Tugas (Plt.)"),
                            ("plh", "Pelaksana Harian (Plh.)"),
                            ("an", "Atas nama (a.n.)"),
                        ],
                        default="definitif",
                        max_length=10,
                        verbose_name="sifat",
                    ),
                ),
                (
                    "atas_jabatan",
                    models.CharField(
                        blank=True,
                        help_text="Jabatan yang diwakili, misalnya Kepala UPTD Metrologi Legal.",
                        max_length=150,
                        verbose_name="atas jabatan",
                    ),
                ),
                (
                    "mulai",
                    models.DateField(default=metrologi.clock.now.today, verbose_name="mulai"),
                ),
                (
                    "sampai",
                    models.DateField(
                        blank=True,
                        help_text="Hari terakhir; kosongkan bila tanpa batas.",
                        null=True,
                        verbose_name="sampai",
                    ),
                ),
                (
                    "dasar",
                    models.CharField(
                        blank=True,
                        help_text="Nomor surat keputusan atau surat tugas.",
                        max_length=200,
                        verbose_name="dasar penugasan",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "penugasan",
                "verbose_name_plural": "penugasan",
                "ordering": ("role", "mulai", "pk"),
                "indexes": [
                    models.Index(fields=["uml", "role"], name="accounts_pe_uml_id_74b098_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sampai", None), ("sampai__gte", models.F("mulai")), _connector="OR"
                        ),
                        name="accounts_penugasan_urut",
                        violation_error_message="Tanggal sampai tidak boleh sebelum tanggal mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("uml__isnull", False),
                            ("role__in", ["pelanggan", "pelapor", "wajib_ttu"]),
                            _connector="OR",
                        ),
                        name="accounts_penugasan_pegawai_berunit",
                        violation_error_message="Peran pegawai selalu pada satu unit.",
                    ),
                ],
            },
        ),
    ]
