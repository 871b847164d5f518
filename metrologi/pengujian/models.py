"""What the cases of tera share, wherever it happens: an owner, one row for each instrument, and what its test found."""
from __future__ import annotations

from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from metrologi.cerapan.tinjau import belum_ditinjau
from metrologi.clock.duration import Duration, menit_kerja
from metrologi.documents.issuing import of
from metrologi.pengujian import susulan
from metrologi.prepared import Prepared
from metrologi.uttp.catatan import putuskan
from metrologi.uttp.lingkup import Lingkup
from metrologi.uttp.models import MenitUji
from metrologi.uttp.perwakilan import akun_dari, usaha_saya
from metrologi.workflow.cases import Case


class PerkaraUji(Case):
    """A case in which instruments are tested; its rows are a `BarisUji` with `perkara` pointing here as `items`.

    Its machine has the steps `uji`, `siapkan`, `tanpa_surat`, `siap` (reaction) and `serahkan`, and the states `diuji`
    and `penandatanganan`; the sheet, the letters and the papers follow from these names.
    """

    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="+")
    penerima = models.CharField(max_length=120, blank=True)
    hubungan = models.CharField(max_length=80, blank=True)

    items: Any
    list_related = ("pemilik", "uml")

    class Meta(Case.Meta):
        abstract = True

    @classmethod
    def milik(cls, user: Any) -> Q:
        return usaha_saya(user)

    @classmethod
    def search(cls, q: str) -> Q:
        return Q(nomor__icontains=q) | Q(pemilik__nama__icontains=q)

    def applicants(self) -> list[Any]:
        return akun_dari(self.pemilik_id)

    def subject(self) -> str:
        return str(self.pemilik.nama)

    def daftar(self) -> list[Any]:
        """The rows in order, with their instruments; read once a request."""
        if not hasattr(self, "_daftar"):
            self._daftar = baris_dari(self.items.model)(self.pk)
            for item in self._daftar:
                item.perkara = self
        return self._daftar

    def diterima(self) -> list[Any]:
        return [i for i in self.daftar() if i.diterima]

    def teruji(self) -> list[Any]:
        """What a levy is reckoned on: every instrument that was tested, with a letter or a mark alone."""
        return [i for i in self.diterima() if i.pengujian]

    def perlu_surat(self) -> list[Any]:
        """Instruments that leave with a letter: every batal, and each sah whose owner or kind asks for a SKHP."""
        return [i for i in self.diterima() if i.hasil == BarisUji.Hasil.BATAL
                or (i.hasil == BarisUji.Hasil.SAH and i.dengan_skhp)]

    def syarat_teknis(self) -> Duration:
        """Minutes of test by kind, summed over the accepted instruments (the row of the test)."""
        return menit_kerja(self.menit_uji())

    def menit_uji(self) -> int:
        """Minutes of the accepted instruments, for one penera."""
        return self.menit_untuk(self.diterima())

    def menit_untuk(self, rows: list[Any]) -> int:
        """Minutes of these rows, as the unit reckons its kinds."""
        own = self.menit_jenis()
        return sum(own.get(kind.pk, kind.menit_uji) for kind in (i.uttp.jenis for i in rows)) or 30

    def menit_jenis(self) -> dict[int, int]:
        """The unit's own minutes by kind; read once."""
        if not hasattr(self, "_menit_jenis"):
            self._menit_jenis = MenitUji.per_jenis(self.uml_id)
        return self._menit_jenis

    def periksa_uji(self, item: Any, pengujian: Any) -> dict[str, Any]:
        """What the step `uji` keeps in the log; ValidationError where this instrument is not waiting for a test."""
        item.refresh_from_db()
        if item.perkara_id != self.pk or not item.diterima:
            raise ValidationError("UTTP ini tidak ada dalam permohonan yang diuji.")
        if item.final:
            oleh = f" oleh {item.pengujian.penera.nama}" if item.pengujian else ""
            raise ValidationError(f"{item.uttp} sudah dinyatakan {item.get_hasil_display().lower()}{oleh}.")
        return {"uttp": item.uttp.kode, "keputusan": pengujian.keputusan, "percobaan": pengujian.percobaan}

    def sesudah_uji(self) -> str:
        """Where the penera goes after saving a sheet."""
        return self.get_absolute_url()

    def periksa_kesampingkan(self, item: Any, keputusan: str) -> dict[str, Any]:
        """What the step `kesampingkan` keeps in the log; ValidationError where there is nothing to overrule."""
        test = self._cerapan_terakhir(item)
        if test.dikesampingkan:
            raise ValidationError(f"Putusan {item.uttp} sudah dikesampingkan.")
        if test.keputusan == keputusan:
            raise ValidationError(f"Putusan {item.uttp} memang {test.get_keputusan_display().lower()}.")
        return {"uttp": item.uttp.kode, "percobaan": test.percobaan, "semula": test.keputusan, "menjadi": keputusan}

    def periksa_tegaskan(self, item: Any, setuju: bool) -> dict[str, Any]:
        """What the step `tegaskan` keeps in the log."""
        return {"uttp": item.uttp.kode, "percobaan": self._cerapan_terakhir(item).percobaan, "setuju": setuju}

    def _cerapan_terakhir(self, item: Any) -> Any:
        item.refresh_from_db()
        if item.perkara_id != self.pk or item.pengujian is None:
            raise ValidationError("UTTP ini belum punya cerapan dalam perkara ini.")
        return item.pengujian

    def ada_cerapan(self) -> list[Any]:
        """The rows that have been tested, each with its last attempt."""
        return [i for i in self.diterima() if i.pengujian]

    def halangan(self, step: Any, user: Any) -> str:
        """Who tested does not confirm the test himself."""
        if step.name == "tegaskan" and not belum_ditinjau([i.pengujian for i in self.ada_cerapan()], user):
            return "Tidak ada cerapan penera lain yang belum Anda tegaskan."
        return super().halangan(step, user)

    def paper_replaced_by(self, code: str) -> Any:
        """A cerapan that is issued again after an overruling takes the earlier one out of force."""
        if code != "cerapan":
            return super().paper_replaced_by(code)
        return next((d for d in of(self) if d.code == code and d.state == "terbit"), None)

    def periksa_susulan(self, items: list[Any], peminta: str) -> dict[str, Any]:
        """What the step `susulkan_skhp` keeps in the log; ValidationError for a result that allows no SKHP any more."""
        susulan.periksa(self, items)
        return {"uttp": [i.uttp.kode for i in items], "peminta": peminta}

    def simpan_susulkan_skhp(self, *, items: list[Any], **rest: Any) -> None:
        self.items.filter(pk__in=[i.pk for i in items]).update(minta_skhp=True)

    def simpan_uji(self, *, item: Any, pengujian: Any, **rest: Any) -> None:
        item.pengujian, item.hasil = pengujian, pengujian.keputusan
        item.save(update_fields=["pengujian", "hasil"])
        putuskan(item.uttp, putusan=item.hasil, tahap=item.tahap, tanggal=pengujian.tanggal, oleh=pengujian.penera,
                 nomor=self.nomor)


@cache
def baris_dari(model: Any) -> Prepared[Any]:
    return Prepared(lambda perkara: model.objects.filter(perkara=perkara).select_related(*model.BACA))


class BarisUji(models.Model):
    """One instrument of a case: what was asked, and what the test found. A subclass adds `perkara`."""

    class Tahap(models.TextChoices):
        TERA = "tera", "Tera"
        TERA_ULANG = "tera_ulang", "Tera ulang"

    class Hasil(models.TextChoices):
        SAH = "sah", "Sah"
        PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"
        BATAL = "batal", "Batal"

    # What a page of the case shows of each row.
    BACA: tuple[str, ...] = ("uttp__jenis", "uttp__tempat", "pengujian__pengesampingan")
    diterima = True
    dalam_lingkup: Any = True

    urut = models.PositiveSmallIntegerField()
    uttp = models.ForeignKey("uttp.Uttp", on_delete=models.PROTECT, related_name="+")
    tahap = models.CharField(max_length=12, choices=Tahap.choices)
    minta_skhp = models.BooleanField(default=False)
    hasil = models.CharField(max_length=16, choices=Hasil.choices, blank=True)
    pengujian = models.ForeignKey("cerapan.Pengujian", null=True, on_delete=models.PROTECT, related_name="+")

    perkara: Any

    class Meta:
        abstract = True
        ordering = ["perkara", "urut"]
        constraints = [
            models.UniqueConstraint(fields=["perkara", "uttp"], name="%(app_label)s_%(class)s_satu_uttp_sekali"),
            models.CheckConstraint(condition=Q(hasil="") | Q(pengujian__isnull=False),
                                   name="%(app_label)s_%(class)s_hasil_ada_cerapannya"),
        ]

    def __str__(self) -> str:
        return f"{self.perkara} / {self.urut}"

    @property
    def final(self) -> bool:
        return self.hasil in (self.Hasil.SAH, self.Hasil.BATAL)

    @property
    def dengan_skhp(self) -> bool:
        return self.minta_skhp or self.uttp.jenis.wajib_skhp


def rincian_skrd(item: BarisUji, jumlah: int) -> dict[str, Any]:
    """One line of a levy note; `jumlah` in rupiah."""
    return {"uttp": str(item.uttp), "jenis": item.uttp.jenis.kode, "tahap": item.get_tahap_display(), "jumlah": jumlah}


class BarisPermohonan(BarisUji):
    """A row that was applied for: the scope as it was answered then, and the decision of the kaji ulang."""

    class Kaji(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu kaji ulang"
        DITERIMA = "diterima", "Diterima"
        DIRUJUK = "dirujuk", "Dirujuk, UTTP dikembalikan"
        TIDAK_LENGKAP = "tidak_lengkap", "Tidak lengkap, UTTP dikembalikan"

    BACA = ("uttp__jenis", "uttp__tempat", "rujukan", "pengujian__pengesampingan")

    dalam_lingkup = models.BooleanField(default=True)
    alasan_lingkup = models.TextField(blank=True)
    dasar_lingkup = models.TextField(blank=True)
    kaji = models.CharField(max_length=16, choices=Kaji.choices, default=Kaji.MENUNGGU)
    lengkap = models.BooleanField(null=True)
    visual = models.BooleanField(null=True)
    rujukan = models.ForeignKey("uttp.UmlTetangga", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    catatan_kaji = models.CharField(max_length=500, blank=True)

    class Meta(BarisUji.Meta):
        abstract = True
        constraints = [
            *BarisUji.Meta.constraints,
            models.CheckConstraint(condition=Q(hasil="") | Q(kaji="diterima"),
                                   name="%(app_label)s_%(class)s_hasil_hanya_bila_diterima"),
        ]

    @classmethod
    def baru(cls, perkara: Any, urut: int, scope: Lingkup, *, uttp: Any, tahap: str, minta_skhp: bool = False,
             **rest: Any) -> BarisPermohonan:
        """A new row with the scope answered now, as the applicant saw it."""
        answer = scope.alat(uttp)
        return cls(perkara=perkara, urut=urut, uttp=uttp, tahap=tahap, minta_skhp=minta_skhp,
                   dalam_lingkup=answer.dalam, alasan_lingkup=answer.alasan, dasar_lingkup=answer.dasar, **rest)

    @property
    def diterima(self) -> bool:
        return self.kaji == self.Kaji.DITERIMA

    def uml_terdekat(self, scope: Lingkup) -> Any:
        answer = scope.alat(self.uttp)
        return answer.terdekat[0][0] if answer.terdekat else None


class Permohonan(PerkaraUji):
    """A case that begins with an application and its kaji ulang permintaan (steps `ajukan`, `terima`, `rujuk`)."""

    catatan = models.TextField(blank=True)

    class Meta(PerkaraUji.Meta):
        abstract = True

    def periksa_terima(self, putusan: list[dict]) -> dict[str, int]:
        if not any(p["kaji"] == "diterima" for p in putusan):
            raise ValidationError("Tidak ada UTTP yang diterima. Bila semua di luar lingkup, pilih “Rujuk seluruhnya”.")
        return {"diterima": sum(p["kaji"] == "diterima" for p in putusan),
                "dirujuk": sum(p["kaji"] == "dirujuk" for p in putusan)}

    def simpan_ajukan(self, *, items: list[dict], **rest: Any) -> None:
        scope, row = Lingkup(self.uml), self.items.model
        row.objects.bulk_create(row.baru(self, n, scope, **item) for n, item in enumerate(items, 1))

    def simpan_terima(self, *, putusan: list[dict], **rest: Any) -> None:
        rows = {i.pk: i for i in self.daftar()}
        for row in putusan:
            item = rows[row["item"]]
            item.kaji, item.lengkap, item.visual = row["kaji"], row.get("lengkap"), row.get("visual")
            item.rujukan, item.catatan_kaji = row.get("rujukan"), row.get("catatan", "")
        self.items.model.objects.bulk_update(rows.values(), ["kaji", "lengkap", "visual", "rujukan", "catatan_kaji"])
        del self._daftar

    def simpan_rujuk(self, **rest: Any) -> None:
        scope = Lingkup(self.uml)
        for item in self.daftar():
            item.kaji, item.rujukan = BarisPermohonan.Kaji.DIRUJUK, item.uml_terdekat(scope)
            item.save(update_fields=["kaji", "rujukan"])
