"""The forms of the steps that every procedure of tera has: apply, review, draft, hand over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms

from metrologi.cerapan.ringkasan import ringkasan_semua
from metrologi.cerapan.tinjau import belum_ditinjau
from metrologi.clock.indonesia import tanggal
from metrologi.pengujian.baris import BarisPermohonan, BarisUji
from metrologi.pengujian.susulan import calon
from metrologi.uttp.lingkup import Lingkup
from metrologi.uttp.models import Pemilik, UmlTetangga, Uttp
from metrologi.web import whole_number
from metrologi.workflow.forms import StepForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from metrologi.accounts.models import Uml

SHOWN = 100


class AjukanForm(StepForm):
    """An application: one owner, one or more of their instruments, each with stage and wish for a
    SKHP."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    pemilik = forms.ModelChoiceField(Pemilik.objects.none(), label="Usaha", empty_label=None)
    uttp = forms.ModelMultipleChoiceField(
        Uttp.objects.none(),
        label="UTTP yang diajukan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih sekurangnya satu UTTP.",
            "invalid_choice": "UTTP yang dipilih tidak ada pada usaha ini. Muat ulang halaman, "
            "lalu pilih lagi.",
        },
    )
    catatan = forms.CharField(
        label="Catatan untuk petugas",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = Pemilik.objects.visible_to(self.user).order_by("nama")
        self.fields["pemilik"].queryset = owners
        self.fields["kunci"].initial = uuid4()
        self.owner = self._owner(owners)
        self.fields["pemilik"].initial = self.owner
        self.instruments = self._instruments()
        self.fields["uttp"].queryset = Uttp.objects.filter(pk__in=[u.pk for u in self.instruments])

    def _owner(self, owners: QuerySet[Pemilik]) -> Pemilik | None:
        raw = str(self.data.get("pemilik") or self.initial.get("pemilik") or "")
        chosen = owners.filter(pk=whole_number(raw)).first()
        return chosen or owners.first()

    def _instruments(self) -> list[Uttp]:
        if self.owner is None:
            return []
        mine = Uttp.objects.filter(pemilik=self.owner).select_related("jenis", "tempat", "uml")
        ticked = [pk for v in self._ticked() if (pk := whole_number(v)) is not None]
        first = list(mine.filter(pk__in=ticked)[:SHOWN])
        rest = mine.exclude(pk__in=ticked).order_by("berlaku_sampai", "pk")[: SHOWN - len(first)]
        return [*first, *rest]

    def _ticked(self) -> list[str]:
        if self.is_bound:
            return list(self.data.getlist("uttp")) if hasattr(self.data, "getlist") else []
        return [str(v) for v in self.initial.get("uttp", [])]

    def rows(self) -> Iterator[dict[str, Any]]:
        """What the page shows of each instrument; stage and wish as posted, else proposed."""
        ticked = set(self._ticked())
        scope = Lingkup(self.owner.uml) if self.owner else None
        for uttp in self.instruments:
            yield {
                "uttp": uttp,
                "lingkup": scope.alat(uttp),
                "dipilih": str(uttp.pk) in ticked,
                "tahap": self._tahap(uttp),
                "skhp": self._skhp(uttp),
                "wajib_skhp": uttp.jenis.wajib_skhp,
            }

    def _tahap(self, uttp: Uttp) -> str:
        posted = self.data.get(f"tahap_{uttp.pk}")
        proposed = (
            BarisPermohonan.Tahap.TERA_ULANG
            if uttp.putusan_terakhir
            else BarisPermohonan.Tahap.TERA
        )
        return posted if posted in BarisPermohonan.Tahap.values else proposed

    def _skhp(self, uttp: Uttp) -> bool:
        return uttp.jenis.wajib_skhp or bool(self.data.get(f"skhp_{uttp.pk}"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.owner is None:
            self.add_error(None, "Daftarkan usaha dan UTTP Anda lebih dahulu pada “UTTP saya”.")
        return data

    def unit(self) -> Uml | None:
        """The unit that keeps the owner's register: it tests their instruments."""
        return self.owner.uml if self.owner else self.uml

    def data_for_step(self) -> dict[str, Any]:
        chosen = self.cleaned_data["uttp"].select_related("jenis").order_by("pk")
        return {
            "pemilik": self.owner,
            "catatan": self.cleaned_data["catatan"],
            "items": [
                {"uttp": u, "tahap": self._tahap(u), "minta_skhp": self._skhp(u)} for u in chosen
            ],
        }


class TerimaForm(StepForm):
    """Kaji ulang permintaan: one decision an instrument, the computed scope proposed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = self.case.daftar if self.case else []
        self.scope = Lingkup(self.case.uml) if self.case else None
        near = {str(t.pk): t for t in UmlTetangga.objects.order_by("nama")}
        for item in self.items:
            self._fields_of(item, near)

    def _fields_of(self, item: BarisPermohonan, near: dict[str, UmlTetangga]) -> None:
        """`near` is read once for all items.

        A model field each would ask for the same list again and again.
        """
        key = f"i{item.pk}_"
        choices = [c for c in BarisPermohonan.Kaji.choices if c[0] != BarisPermohonan.Kaji.MENUNGGU]
        proposed = (
            BarisPermohonan.Kaji.DITERIMA if item.dalam_lingkup else BarisPermohonan.Kaji.DIRUJUK
        )
        self.fields[key + "kaji"] = forms.ChoiceField(
            label="Putusan", choices=choices, initial=proposed, widget=forms.RadioSelect
        )
        self.fields[key + "tahap"] = forms.ChoiceField(
            label="Diuji untuk",
            choices=BarisPermohonan.Tahap.choices,
            initial=item.tahap,
            required=False,
            help_text="Tera ulang bila pernah ditera, di kantor mana pun; batas kesalahannya lain.",
        )
        self.fields[key + "lengkap"] = forms.BooleanField(
            label="Kelengkapan diperiksa dan sesuai", required=False
        )
        self.fields[key + "visual"] = forms.BooleanField(
            label="Keadaan fisik diperiksa dan baik", required=False
        )
        proposed_to = None if item.dalam_lingkup else item.uml_terdekat(self.scope)
        self.fields[key + "rujukan"] = forms.TypedChoiceField(
            label="Dirujuk ke",
            required=False,
            choices=[("", "(pilih UML)"), *((k, str(t)) for k, t in near.items())],
            coerce=near.__getitem__,
            empty_value=None,
            initial=proposed_to and proposed_to.pk,
        )
        self.fields[key + "catatan"] = forms.CharField(
            label="Alasan atau catatan", required=False, max_length=500
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        for item in self.items:
            yield {
                "item": item,
                **{
                    n: self[f"i{item.pk}_{n}"]
                    for n in ("kaji", "tahap", "lengkap", "visual", "rujukan", "catatan")
                },
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for item in self.items:
            self._check(item, data, f"i{item.pk}_")
        return data

    def _check(self, item: BarisPermohonan, data: dict[str, Any], key: str) -> None:
        kaji = data.get(key + "kaji")
        if kaji == BarisPermohonan.Kaji.DITERIMA and not (
            data.get(key + "lengkap") and data.get(key + "visual")
        ):
            self.add_error(
                key + "kaji", "Centang pemeriksaan kelengkapan dan keadaan fisik sebelum menerima."
            )
        if kaji == BarisPermohonan.Kaji.DITERIMA and not item.uttp.jenis.lembar:
            self.add_error(
                key + "kaji",
                f"Lembar cerapan {item.uttp.jenis.nama} belum ada di portal; "
                "UTTP ini belum dapat diuji di sini.",
            )
        if (
            kaji == BarisPermohonan.Kaji.DITERIMA
            and not item.dalam_lingkup
            and not data.get(key + "catatan")
        ):
            self.add_error(
                key + "catatan", "UTTP ini di luar ruang lingkup; tulis dasar menerimanya."
            )
        if kaji == BarisPermohonan.Kaji.DIRUJUK and not data.get(key + "rujukan"):
            self.add_error(key + "rujukan", "Pilih UML tujuan rujukan.")
        if kaji == BarisPermohonan.Kaji.TIDAK_LENGKAP and not data.get(key + "catatan"):
            self.add_error(key + "catatan", "Tulis apa yang kurang.")

        changed = data.get(key + "tahap") not in ("", None, item.tahap)
        if changed and not data.get(key + "catatan"):
            self.add_error(
                key + "catatan",
                f"Diminta untuk {item.get_tahap_display().lower()}; tulis mengapa diubah.",
            )

    def data_for_step(self) -> dict[str, Any]:
        return {"putusan": [self._putusan(i) for i in self.items]}

    def _putusan(self, item: BarisPermohonan) -> dict[str, Any]:
        """The decision on one instrument; what nobody ticked was not examined."""
        names = ("kaji", "tahap", "lengkap", "visual", "rujukan", "catatan")
        told = {n: self.cleaned_data.get(f"i{item.pk}_{n}") for n in names}
        missing = told["kaji"] == BarisPermohonan.Kaji.TIDAK_LENGKAP
        return {
            "item": item.pk,
            **told,
            "lengkap": told["lengkap"] or (False if missing else None),
            "visual": told["visual"] or None,
        }


class TinjauForm(StepForm):
    """Base of the forms about a stored test: which one, with its readings beside it."""

    bahan = "pengujian/_tinjau.html"
    item = forms.ModelChoiceField(
        None,
        label="UTTP",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Pilih UTTP yang ditinjau.",
            "invalid_choice": "UTTP ini tidak dapat Anda tinjau.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = self.pilihan(self.case.ada_cerapan()) if self.case else []
        field = self.fields["item"]
        field.queryset = self.case.items.filter(pk__in=[i.pk for i in self.items]).select_related(
            "uttp__jenis", "pengujian__penera"
        )
        field.label_from_instance = self._label
        if len(self.items) == 1:
            field.initial = self.items[0].pk

    def pilihan(self, items: list[BarisUji]) -> list[BarisUji]:
        return [i for i in items if i.pengujian.penera_id != self.user.pk]

    def ditinjau(self) -> list[dict[str, Any]]:
        """The tests to choose from with all that was read and judged."""
        summaries = ringkasan_semua([i.pengujian for i in self.items])
        return [
            {"item": i, "test": i.pengujian, "u": u}
            for i, u in zip(self.items, summaries, strict=True)
        ]

    def _label(self, item: BarisUji) -> str:
        return (
            f"{item.urut}. {item.uttp}: {item.get_hasil_display()} (diuji "
            f"{item.pengujian.penera.nama})"
        )


class BetulkanTahapForm(StepForm):
    """Which instrument is tested for tera instead of tera ulang, or the reverse."""

    item = forms.ModelChoiceField(
        None,
        label="UTTP",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Pilih UTTP yang dibetulkan.",
            "invalid_choice": "UTTP ini sudah punya hasil akhir.",
        },
    )
    tahap = forms.ChoiceField(
        label="Diuji untuk", choices=BarisUji.Tahap.choices, widget=forms.RadioSelect
    )
    field_order = ("item", "tahap", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = [i for i in self.case.diterima() if not i.final] if self.case else []
        field = self.fields["item"]
        field.queryset = self.case.items.filter(pk__in=[i.pk for i in waiting]).select_related(
            "uttp__jenis"
        )
        field.label_from_instance = self._label
        if len(waiting) == 1:
            field.initial = waiting[0].pk

    def _label(self, item: BarisUji) -> str:
        return f"{item.urut}. {item.uttp} (sekarang {item.get_tahap_display().lower()})"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (item := data.get("item")) and item.tahap == data.get("tahap"):
            self.add_error("tahap", f"Sekarang memang {item.get_tahap_display().lower()}.")
        return data


class KesampingkanForm(TinjauForm):
    """Overrule a verdict: which, what instead, and why."""

    keputusan = forms.ChoiceField(
        label="Putusan yang berlaku",
        choices=BarisPermohonan.Hasil.choices,
        widget=forms.RadioSelect,
    )
    field_order = ["item", "keputusan", "note"]

    def pilihan(self, items: list[BarisUji]) -> list[BarisUji]:
        return [i for i in super().pilihan(items) if not i.pengujian.dikesampingkan]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (item := data.get("item")) and item.hasil == data.get("keputusan"):
            self.add_error(
                "keputusan", f"Putusan sekarang memang {item.get_hasil_display().lower()}."
            )
        return data


class TegaskanForm(TinjauForm):
    """A second penera agrees with a test, or says why not."""

    setuju = forms.TypedChoiceField(
        label="Setelah memeriksa cerapan ini, Anda",
        coerce=lambda v: v == "ya",
        widget=forms.RadioSelect,
        choices=[("ya", "setuju dengan bacaan dan putusannya"), ("tidak", "tidak setuju")],
    )
    field_order = ["item", "setuju", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "Catatan (wajib bila tidak setuju)"

    def pilihan(self, items: list[BarisUji]) -> list[BarisUji]:
        waiting = belum_ditinjau([i.pengujian for i in items], self.user)
        return [i for i in items if i.pengujian in waiting]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("setuju") is False and not data.get("note", "").strip():
            self.add_error("note", "Tulis mengapa Anda tidak setuju.")
        return data


class SiapkanForm(StepForm):
    """How the letters are grouped, and in whose name."""

    gabung = forms.TypedChoiceField(
        label="Bentuk SKHP",
        coerce=lambda v: v == "gabung",
        initial="gabung",
        widget=forms.RadioSelect,
        choices=[
            ("gabung", "Satu SKHP untuk semua UTTP yang sah, dengan lampiran"),
            ("pisah", "Satu SKHP untuk tiap UTTP"),
        ],
    )
    atas_nama = forms.CharField(
        label="SKHP atas nama",
        max_length=160,
        required=False,
        help_text="Kosongkan bila sama dengan nama usaha.",
    )
    ajukan = forms.BooleanField(
        label="Ajukan langsung ke Kepala",
        required=False,
        initial=True,
        help_text="Hapus centangnya bila Anda hendak memeriksa konsep lebih dahulu.",
    )


class SusulkanSkhpForm(SiapkanForm):
    """Which finished results get a SKHP after all, and who asked."""

    items = forms.ModelMultipleChoiceField(
        None,
        label="UTTP yang dimintakan SKHP",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih sekurangnya satu UTTP.",
            "invalid_choice": "UTTP ini tidak lagi dapat diberi SKHP.",
        },
    )
    peminta = forms.CharField(
        label="Diminta oleh", max_length=120, help_text="Nama pemilik atau kuasanya."
    )
    field_order = ("items", "peminta", "gabung", "atas_nama", "ajukan", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [i for i, why in calon(self.case) if not why] if self.case else []
        field = self.fields["items"]
        field.queryset = self.case.items.filter(pk__in=[i.pk for i in free]).select_related(
            "uttp__jenis", "pengujian"
        )
        field.label_from_instance = self._label
        if len(free) == 1:
            field.initial = [free[0].pk]
            del self.fields["gabung"]

    def _label(self, item: BarisUji) -> str:
        return (
            f"{item.urut}. {item.uttp.jenis} {item.uttp.uraian()}, diuji "
            f"{tanggal(item.pengujian.tanggal)}"
        )

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        return {**data, "items": list(data["items"])}


class SerahkanForm(StepForm):
    """Who takes the instruments and letters home."""

    penerima = forms.CharField(label="Nama penerima", max_length=120)
    hubungan = forms.CharField(
        label="Hubungan dengan pemilik",
        max_length=80,
        required=False,
        help_text="Misalnya: pemilik, karyawan, kuasa.",
    )
