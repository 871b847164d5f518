"""One instrument: who it is, where it stands, and what its last verdict is worth today."""

from __future__ import annotations

import secrets
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.safestring import SafeString

from metrologi.bkd.tulisan import tulis_angka
from metrologi.clock.now import now, today
from metrologi.uttp.keadaan import KeadaanTanda, kalimat, keadaan
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.models.pemilik import Wakil

if TYPE_CHECKING:
    from metrologi.accounts.models import User

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def kode_uttp() -> str:
    """Ten characters, 50 bits, for the QR sticker: hard to guess and easy to read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def nama_foto(uttp: Uttp, _filename: str) -> str:
    """Where the photograph of an instrument is stored."""
    return f"uttp/{uttp.kode[:2]}/{uttp.kode}-{secrets.token_hex(4)}.jpg"


def kunci_sql(field: str) -> Func:
    """The same folding as `metrologi.uttp.cari.lipat`, kept by the database beside the text."""
    return Func(
        Lower(field), Value("[[:space:]_./-]+"), Value(""), Value("g"), function="regexp_replace"
    )


class Putusan(models.TextChoices):
    """What the last test said."""

    SAH = "sah", "Sah"
    PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"
    BATAL = "batal", "Batal"


class UttpQuerySet(models.QuerySet["Uttp"]):
    def visible_to(self, user: User) -> Self:
        """Instruments that the person may see.

        Staff: the register of their unit; an account: the instruments of the owners it acts for;
        others: none.
        """
        if not user.is_authenticated:
            return self.none()
        mine = Q(pemilik__in=Wakil.objects.filter(user=user, dicabut_pada=None).values("pemilik"))
        units = satuan_kerja(user)
        return self.filter(Q(uml_id__in=units) | mine) if units else self.filter(mine)

    def lengkap(self) -> Self:
        """With everything a row of a list shows."""
        return self.select_related("jenis", "pemilik", "tempat__kecamatan", "tempat__desa")


class Uttp(models.Model):
    """An instrument. Capacity, d and e are in `satuan`.

    `ekstra` holds the data that only this kind has (SPBU number, nozzles, product).
    """

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    kode = models.CharField(max_length=10, unique=True, default=kode_uttp, editable=False)
    jenis = models.ForeignKey("uttp.JenisUttp", on_delete=models.PROTECT, related_name="+")
    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="uttp")
    tempat = models.ForeignKey("uttp.Tempat", on_delete=models.PROTECT, related_name="uttp")
    merek = models.CharField(max_length=60)
    tipe = models.CharField("tipe/model", max_length=60, blank=True)
    nomor_seri = models.CharField(max_length=60, blank=True)
    buatan = models.CharField("negara pembuat", max_length=40, blank=True)
    tahun_buat = models.PositiveSmallIntegerField(null=True, blank=True)
    kapasitas_maks = models.DecimalField(max_digits=15, decimal_places=6, null=True, blank=True)
    kapasitas_min = models.DecimalField(max_digits=15, decimal_places=6, null=True, blank=True)
    e = models.DecimalField(
        "interval skala verifikasi (e)", max_digits=15, decimal_places=6, null=True, blank=True
    )
    d = models.DecimalField("daya baca (d)", max_digits=15, decimal_places=6, null=True, blank=True)
    satuan = models.CharField(max_length=12, blank=True)
    kelas = models.CharField(max_length=6, blank=True)
    ekstra = models.JSONField(default=dict, blank=True)
    foto = models.ImageField(upload_to=nama_foto, blank=True)
    putusan_terakhir = models.CharField(max_length=16, choices=Putusan.choices, blank=True)
    diputus_pada = models.DateField(null=True, blank=True)
    berlaku_sampai = models.DateField(null=True, blank=True)
    gugur_pada = models.DateField(null=True, blank=True)
    gugur_alasan = models.CharField(max_length=200, blank=True)
    # The letter of the last verdict is out of force and no other stands for it.
    surat_dicabut_pada = models.DateField(null=True, blank=True)
    aktif = models.BooleanField("masih dipakai", default=True)
    created_at = models.DateTimeField(default=now, editable=False)
    seri_kunci = models.GeneratedField(
        expression=kunci_sql("nomor_seri"),
        db_persist=True,
        output_field=models.CharField(max_length=60),
    )
    merek_kunci = models.GeneratedField(
        expression=kunci_sql("merek"), db_persist=True, output_field=models.CharField(max_length=60)
    )

    objects = UttpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "UTTP"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["uml", "jenis", "merek_kunci", "seri_kunci"],
                name="uttp_identitas",
                condition=~Q(nomor_seri=""),
            ),
            models.CheckConstraint(
                condition=Q(putusan_terakhir="") | Q(diputus_pada__isnull=False),
                name="uttp_putusan_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai=None) | Q(putusan_terakhir=Putusan.SAH),
                name="uttp_masa_hanya_bila_sah",
            ),
        ]
        indexes = [
            models.Index(fields=["pemilik", "berlaku_sampai", "id"], name="uttp_pemilik_habis"),
            models.Index(fields=["uml", "berlaku_sampai", "id"], name="uttp_uml_habis"),
            models.Index(fields=["uml", "-id"], name="uttp_uml_baru"),
            models.Index(fields=["uml", "seri_kunci"], name="uttp_uml_seri"),
            GinIndex(OpClass(F("seri_kunci"), name="gin_trgm_ops"), name="uttp_seri_trgm"),
        ]

    def __str__(self) -> str:
        seri = f" no. seri {self.nomor_seri}" if self.nomor_seri else ""
        return f"{self.jenis} {self.merek}{seri}"

    def get_absolute_url(self) -> str:
        return reverse("uttp:paspor", args=[self.kode])

    def keadaan(self, day: date | None = None) -> KeadaanTanda:
        """What the mark is worth on `day` (today when omitted)."""
        return keadaan(
            self.putusan_terakhir,
            self.berlaku_sampai,
            self.gugur_pada,
            day or today(),
            self.surat_dicabut_pada,
        )

    def kalimat_tanda(self) -> SafeString:
        """What the mark is worth today, as the page of the instrument says it."""
        return kalimat(
            self.keadaan().kode,
            self.diputus_pada,
            self.berlaku_sampai,
            self.gugur_pada,
            self.surat_dicabut_pada,
        )

    @property
    def kapasitas(self) -> str:
        """ "30 kg, e = 0,01 kg, kelas III": what a list shows of the plate."""
        parts = [
            self._ukuran("", self.kapasitas_maks),
            self._ukuran("e = ", self.e),
            f"kelas {self.kelas}" if self.kelas else "",
        ]
        return ", ".join(p for p in parts if p)

    def _ukuran(self, awalan: str, nilai: Decimal | None) -> str:
        return "" if nilai is None else f"{awalan}{tulis_angka(nilai)} {self.satuan}".strip()

    def uraian(self) -> str:
        """The instrument beside the name of its kind.

        Example: "Digi DS-781, no. seri D12345, 30 kg, e = 0,01 kg, kelas III".
        """
        seri = f"no. seri {self.nomor_seri}" if self.nomor_seri else "tanpa nomor seri"
        return ", ".join(
            p for p in (f"{self.merek} {self.tipe}".strip(), seri, self.kapasitas) if p
        )

    @property
    def isian_khusus(self) -> list[tuple[str, str]]:
        """What only this kind has, as (label, value), in the order its kind declares."""
        return [
            (i["label"], str(self.ekstra[i["nama"]]))
            for i in self.jenis.isian
            if self.ekstra.get(i["nama"])
        ]
