"""An order for tera at the office, and one row for each instrument it brings."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from metrologi.clock.duration import Duration, menit_kerja
from metrologi.uttp.catatan import putuskan
from metrologi.uttp.lingkup import Lingkup
from metrologi.uttp.perwakilan import akun_dari, usaha_saya
from metrologi.workflow.cases import Case
from orders.machine import MACHINE, OrderMachine


class Order(OrderMachine, Case):
    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="+")
    loket = models.BooleanField(default=False)
    catatan = models.TextField(blank=True)
    penerima = models.CharField(max_length=120, blank=True)
    hubungan = models.CharField(max_length=80, blank=True)

    list_related = ("pemilik", "uml")

    class Meta(Case.Meta):
        constraints = [*Case.Meta.constraints, MACHINE.constraint()]
        verbose_name = "permohonan tera di kantor"

    @classmethod
    def milik(cls, user: Any) -> Q:
        return usaha_saya(user)

    @classmethod
    def search(cls, q: str) -> Q:
        return Q(nomor__icontains=q) | Q(pemilik__nama__icontains=q)

    def applicants(self) -> list[Any]:
        return akun_dari(self.pemilik_id)

    def subject(self) -> str:
        return self.pemilik.nama

    def daftar(self) -> list[OrderItem]:
        """The items in order, with their instruments; read once a request."""
        if not hasattr(self, "_daftar"):
            self._daftar = list(self.items.select_related("uttp__jenis", "uttp__tempat", "rujukan", "pengujian"))
        return self._daftar

    def diterima(self) -> list[OrderItem]:
        return [i for i in self.daftar() if i.kaji == OrderItem.Kaji.DITERIMA]

    def perlu_surat(self) -> list[OrderItem]:
        """Instruments that leave with a letter: every batal, and each sah whose owner or kind asks for a SKHP."""
        return [i for i in self.diterima() if i.hasil == OrderItem.Hasil.BATAL
                or (i.hasil == OrderItem.Hasil.SAH and i.dengan_skhp)]

    def syarat_teknis(self) -> Duration:
        """Minutes of test by kind, summed over the accepted instruments (SOP row 3)."""
        return menit_kerja(sum(i.uttp.jenis.menit_uji for i in self.diterima()) or 30)

    def simpan_ajukan(self, *, items: list[dict], **rest: Any) -> None:
        scope = Lingkup(self.uml)
        OrderItem.objects.bulk_create(OrderItem.baru(self, n, scope, **row) for n, row in enumerate(items, 1))

    def simpan_terima(self, *, putusan: list[dict], **rest: Any) -> None:
        rows = {i.pk: i for i in self.daftar()}
        for row in putusan:
            item = rows[row["item"]]
            item.kaji, item.lengkap, item.visual = row["kaji"], row.get("lengkap"), row.get("visual")
            item.rujukan, item.catatan_kaji = row.get("rujukan"), row.get("catatan", "")
        OrderItem.objects.bulk_update(rows.values(), ["kaji", "lengkap", "visual", "rujukan", "catatan_kaji"])
        del self._daftar

    def simpan_rujuk(self, **rest: Any) -> None:
        scope = Lingkup(self.uml)
        for item in self.daftar():
            item.kaji, item.rujukan = OrderItem.Kaji.DIRUJUK, item.uml_terdekat(scope)
            item.save(update_fields=["kaji", "rujukan"])

    def simpan_uji(self, *, item: OrderItem, pengujian: Any, **rest: Any) -> None:
        item.pengujian, item.hasil = pengujian, pengujian.keputusan
        item.save(update_fields=["pengujian", "hasil"])
        putuskan(item.uttp, putusan=item.hasil, tahap=item.tahap, tanggal=pengujian.tanggal, oleh=pengujian.penera,
                 nomor=self.nomor)


class OrderItem(models.Model):
    """One instrument of an order: what was asked, what the review decided, what the test found."""

    class Tahap(models.TextChoices):
        TERA = "tera", "Tera"
        TERA_ULANG = "tera_ulang", "Tera ulang"

    class Kaji(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu kaji ulang"
        DITERIMA = "diterima", "Diterima"
        DIRUJUK = "dirujuk", "Dirujuk, UTTP dikembalikan"
        TIDAK_LENGKAP = "tidak_lengkap", "Tidak lengkap, UTTP dikembalikan"

    class Hasil(models.TextChoices):
        SAH = "sah", "Sah"
        PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"
        BATAL = "batal", "Batal"

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")
    urut = models.PositiveSmallIntegerField()
    uttp = models.ForeignKey("uttp.Uttp", on_delete=models.PROTECT, related_name="+")
    tahap = models.CharField(max_length=12, choices=Tahap.choices)
    minta_skhp = models.BooleanField(default=False)
    dalam_lingkup = models.BooleanField(default=True)
    alasan_lingkup = models.TextField(blank=True)
    dasar_lingkup = models.TextField(blank=True)
    kaji = models.CharField(max_length=16, choices=Kaji.choices, default=Kaji.MENUNGGU)
    lengkap = models.BooleanField(null=True)
    visual = models.BooleanField(null=True)
    rujukan = models.ForeignKey("uttp.UmlTetangga", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    catatan_kaji = models.CharField(max_length=500, blank=True)
    hasil = models.CharField(max_length=16, choices=Hasil.choices, blank=True)
    pengujian = models.ForeignKey("cerapan.Pengujian", null=True, on_delete=models.PROTECT, related_name="+")
    dikaji_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order", "urut"]
        constraints = [
            models.UniqueConstraint(fields=["order", "uttp"], name="satu_uttp_sekali_per_order"),
            models.CheckConstraint(condition=Q(hasil="") | Q(kaji="diterima"), name="hasil_hanya_bila_diterima"),
            models.CheckConstraint(condition=Q(hasil="") | Q(pengujian__isnull=False), name="hasil_ada_cerapannya"),
        ]

    def __str__(self) -> str:
        return f"{self.order} / {self.urut}"

    @classmethod
    def baru(cls, order: Order, urut: int, scope: Lingkup, *, uttp: Any, tahap: str, minta_skhp: bool = False) -> OrderItem:
        """A new item with the scope answered now, as the applicant saw it."""
        answer = scope.alat(uttp)
        return cls(order=order, urut=urut, uttp=uttp, tahap=tahap, minta_skhp=minta_skhp,
                   dalam_lingkup=answer.dalam, alasan_lingkup=answer.alasan, dasar_lingkup=answer.dasar)

    @property
    def final(self) -> bool:
        return self.hasil in (self.Hasil.SAH, self.Hasil.BATAL)

    @property
    def dengan_skhp(self) -> bool:
        return self.minta_skhp or self.uttp.jenis.wajib_skhp

    def uml_terdekat(self, scope: Lingkup) -> Any:
        answer = scope.alat(self.uttp)
        return answer.terdekat[0][0] if answer.terdekat else None
