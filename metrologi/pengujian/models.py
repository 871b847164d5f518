"""What every case of tera has: an owner, its instruments, and what their steps keep and write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import StringAgg
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import cached_property

from metrologi.cerapan.tinjau import belum_ditinjau
from metrologi.clock.duration import Duration, menit_kerja
from metrologi.documents.models import Dokumen
from metrologi.pengujian import berjalan, susulan
from metrologi.pengujian.baris import BarisPermohonan, BarisUji
from metrologi.pengujian.kabar import kabar_gagal
from metrologi.uttp.catatan import putuskan
from metrologi.uttp.lingkup import Lingkup
from metrologi.uttp.models import MenitUji, Uttp
from metrologi.uttp.perwakilan import akun_dari, usaha_saya
from metrologi.workflow.cases import Case, CaseQuerySet

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.cerapan.models import Pengujian
    from metrologi.pengujian.baris import Diminta, PutusanKaji
    from metrologi.workflow.declare import Step


# The minutes of a kind are those of a pump with so many nozzles, or of one instrument.
NOZZLE_BAKU = 2


def menit_alat(uttp: Uttp, own: dict[int, int]) -> int:
    """Minutes of a test of this instrument; a pump of four nozzles takes twice as long as one of
    two. `own` are the unit's minutes by kind.
    """
    usual = own.get(uttp.jenis_id, uttp.jenis.menit_uji)
    told = str(uttp.ekstra.get("jumlah_nozzle") or "")
    nozzles = int(told) if told.isdecimal() else NOZZLE_BAKU
    return -(-usual * max(nozzles, NOZZLE_BAKU) // NOZZLE_BAKU)


class PerkaraUji(Case):
    """A case in which instruments are tested.

    Its rows are a `BarisUji` with `perkara` pointing here as `items`. Its machine declares the
    steps of `pengujian.langkah`; the sheet, the letters and the papers follow from their names.
    """

    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="+")
    penerima = models.CharField(max_length=120, blank=True)
    hubungan = models.CharField(max_length=80, blank=True)

    items: Any
    # Only an application carries a note of the applicant.
    catatan: Any = ""

    class Meta(Case.Meta):
        abstract = True

    @classmethod
    def milik(cls, user: User) -> Q:
        return usaha_saya(user)

    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(pemilik__nama__icontains=q)]

    def applicants(self) -> list[User]:
        return akun_dari(self.pemilik_id)

    def subject(self) -> str:
        return str(self.pemilik.nama)

    @classmethod
    def untuk_daftar(cls, rows: CaseQuerySet) -> CaseQuerySet:
        """With the kinds of the instruments."""
        row = cls._meta.get_field("items").related_model
        kinds = (
            row.objects.filter(perkara=OuterRef("pk"))
            .order_by()
            .values("perkara")
            .annotate(kata=StringAgg("uttp__jenis__nama", ", ", distinct=True))
        )
        return super().untuk_daftar(rows).annotate(nama_alat=Subquery(kinds.values("kata")))

    def rincian(self) -> str:
        return str(getattr(self, "nama_alat", "") or "")

    def kabar(self, role: str) -> str:
        return "\n".join(filter(None, [super().kabar(role), *kabar_gagal(self)]))

    @cached_property
    def daftar(self) -> list[BarisUji]:
        """The rows in order, with their instruments."""
        rows = list(self.items.select_related(*self.items.model.BACA))
        for item in rows:
            item.perkara = self
        return rows

    def diterima(self) -> list[BarisUji]:
        return [i for i in self.daftar if i.diterima]

    def teruji(self) -> list[BarisUji]:
        """What a levy is reckoned on: every instrument that was tested, with a letter or a mark
        alone."""
        return [i for i in self.diterima() if i.pengujian]

    def perlu_surat(self) -> list[BarisUji]:
        """Instruments that leave with a letter: every batal, and each sah whose owner or kind asks
        for a SKHP."""
        return [
            i
            for i in self.diterima()
            if i.hasil == BarisUji.Hasil.BATAL or (i.hasil == BarisUji.Hasil.SAH and i.dengan_skhp)
        ]

    def syarat_teknis(self) -> Duration:
        """Minutes of test by kind, summed over the accepted instruments (the row of the test)."""
        return menit_kerja(self.menit_uji())

    def menit_uji(self) -> int:
        """Minutes of the accepted instruments, for one penera."""
        return self.menit_untuk(self.diterima())

    def menit_untuk(self, rows: list[BarisUji]) -> int:
        """Minutes of these rows, as the unit reckons its kinds."""
        own = self.menit_jenis
        return sum(menit_alat(i.uttp, own) for i in rows) or 30

    @cached_property
    def menit_jenis(self) -> dict[int, int]:
        """The unit's own minutes of a test, by primary key of the kind."""
        return MenitUji.per_jenis(self.uml_id)

    def periksa_uji(self, item: BarisUji, pengujian: Pengujian) -> dict[str, Any]:
        """What the step `uji` keeps in the log.

        ValidationError where this instrument is not waiting for a test.
        """
        item.refresh_from_db()
        if item.perkara_id != self.pk or not item.diterima:
            raise ValidationError("UTTP ini tidak ada dalam permohonan yang diuji.")
        if item.final:
            oleh = f" ({item.pengujian.penera.nama})" if item.pengujian else ""
            raise ValidationError(
                f"{item.uttp} sudah dinyatakan {item.get_hasil_display().lower()}{oleh}."
            )
        return {
            "uttp": item.uttp.kode,
            "keputusan": pengujian.keputusan,
            "percobaan": pengujian.percobaan,
        }

    @property
    def sedang_diuji(self) -> bool:
        """Whether instruments may be tested now."""
        return self.status in self.machine.steps["uji"].sources

    @property
    def selesai(self) -> bool:
        """Whether all was handed over."""
        return bool(self.status == self.machine.steps["serahkan"].target)

    def sesudah_uji(self) -> str:
        """Where the penera goes after saving a sheet."""
        return self.get_absolute_url()

    def periksa_kesampingkan(self, item: BarisUji, keputusan: str) -> dict[str, Any]:
        """What the step `kesampingkan` keeps in the log.

        ValidationError where there is nothing to overrule.
        """
        test = self._cerapan_terakhir(item)
        if test.dikesampingkan:
            raise ValidationError(f"Putusan {item.uttp} sudah dikesampingkan.")
        if test.keputusan == keputusan:
            raise ValidationError(
                f"Putusan {item.uttp} memang {test.get_keputusan_display().lower()}."
            )
        return {
            "uttp": item.uttp.kode,
            "percobaan": test.percobaan,
            "semula": test.keputusan,
            "menjadi": keputusan,
        }

    def periksa_betulkan_tahap(self, item: BarisUji, tahap: str) -> dict[str, Any]:
        """What the step `betulkan_tahap` keeps in the log."""
        item.refresh_from_db()
        if item.perkara_id != self.pk or not item.diterima or item.final:
            raise ValidationError("UTTP ini tidak menunggu pengujian.")
        if item.tahap == tahap:
            raise ValidationError(f"{item.uttp} memang untuk {item.get_tahap_display().lower()}.")
        return {"uttp": item.uttp.kode, "semula": item.tahap, "menjadi": tahap}

    def simpan_betulkan_tahap(self, *, item: BarisUji, tahap: str) -> None:
        self.items.filter(pk=item.pk).update(tahap=tahap)

    def periksa_tegaskan(self, item: BarisUji, setuju: bool) -> dict[str, Any]:
        """What the step `tegaskan` keeps in the log."""
        return {
            "uttp": item.uttp.kode,
            "percobaan": self._cerapan_terakhir(item).percobaan,
            "setuju": setuju,
        }

    def _cerapan_terakhir(self, item: BarisUji) -> Pengujian:
        item.refresh_from_db()
        if item.perkara_id != self.pk or item.pengujian is None:
            raise ValidationError("UTTP ini belum punya cerapan dalam perkara ini.")
        return item.pengujian

    def ada_cerapan(self) -> list[BarisUji]:
        """The rows that have been tested, each with its last attempt."""
        return [i for i in self.diterima() if i.pengujian]

    def halangan(self, step: Step, user: User) -> str:
        """Who tested does not confirm the test himself."""
        if step.name == "tegaskan" and not belum_ditinjau(
            [i.pengujian for i in self.ada_cerapan()], user
        ):
            return "Tidak ada cerapan penera lain yang belum Anda tegaskan."
        return super().halangan(step, user)

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        """A cerapan that is issued again after an overruling takes the earlier one out of force."""
        if code != "cerapan":
            return super().paper_replaced_by(code)
        return Dokumen.objects.terbit_untuk(self, code=code).first()

    def periksa_susulan(self, items: list[BarisUji], peminta: str) -> dict[str, Any]:
        """What the step `susulkan_skhp` keeps in the log.

        ValidationError for a result that allows no SKHP any more.
        """
        susulan.periksa(self, items)
        return {"uttp": [i.uttp.kode for i in items], "peminta": peminta}

    def simpan_susulkan_skhp(self, *, items: list[BarisUji]) -> None:
        self.items.filter(pk__in=[i.pk for i in items]).update(minta_skhp=True)

    def simpan_uji(self, *, item: BarisUji, pengujian: Pengujian) -> None:
        item.pengujian, item.hasil = pengujian, pengujian.keputusan
        item.save(update_fields=["pengujian", "hasil"])
        putuskan(
            item.uttp,
            putusan=item.hasil,
            tahap=item.tahap,
            tanggal=pengujian.tanggal,
            oleh=pengujian.penera,
            nomor=self.nomor,
        )


class Permohonan(PerkaraUji):
    """A case that begins with an application and its kaji ulang permintaan (steps `ajukan`,
    `terima`, `rujuk`)."""

    catatan = models.TextField(blank=True)

    class Meta(PerkaraUji.Meta):
        abstract = True

    def periksa_ajukan(self, items: list[Diminta]) -> dict[str, Any]:
        """ValidationError for an instrument that is in another running case."""
        berjalan.tolak([i["uttp"] for i in items], selain=self)
        return {}

    def periksa_terima(self, putusan: list[PutusanKaji]) -> dict[str, Any]:
        if not any(p["kaji"] == "diterima" for p in putusan):
            raise ValidationError(
                "Tidak ada UTTP yang diterima. Bila semua di luar lingkup, pilih “Rujuk "
                "seluruhnya”."
            )
        return {
            "diterima": sum(p["kaji"] == "diterima" for p in putusan),
            "dirujuk": sum(p["kaji"] == "dirujuk" for p in putusan),
            **self._tahap_dibetulkan(putusan),
        }

    def _tahap_dibetulkan(self, putusan: list[PutusanKaji]) -> dict[str, Any]:
        """For the log: which instruments are tested for something else than was asked."""
        asked = {i.pk: i for i in self.daftar}
        changed = {
            asked[p["item"]].uttp.kode: p["tahap"]
            for p in putusan
            if p.get("tahap") and p["tahap"] != asked[p["item"]].tahap
        }
        return {"tahap": changed} if changed else {}

    def simpan_ajukan(self, *, items: list[Diminta]) -> None:
        scope, row = Lingkup(self.uml), self.items.model
        row.objects.bulk_create(row.baru(self, n, scope, **item) for n, item in enumerate(items, 1))

    def simpan_terima(self, *, putusan: list[PutusanKaji]) -> None:
        rows = {i.pk: i for i in self.daftar}
        for row in putusan:
            item = rows[row["item"]]
            item.kaji, item.lengkap, item.visual = (
                row["kaji"],
                row.get("lengkap"),
                row.get("visual"),
            )
            item.tahap = row.get("tahap") or item.tahap
            item.rujukan, item.catatan_kaji = row.get("rujukan"), row.get("catatan", "")
        self.items.model.objects.bulk_update(
            rows.values(), ["kaji", "tahap", "lengkap", "visual", "rujukan", "catatan_kaji"]
        )
        del self.daftar

    def simpan_rujuk(self) -> None:
        scope = Lingkup(self.uml)
        for item in self.daftar:
            item.kaji, item.rujukan = BarisPermohonan.Kaji.DIRUJUK, item.uml_terdekat(scope)
            item.save(update_fields=["kaji", "rujukan"])
