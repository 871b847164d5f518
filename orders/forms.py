"""The forms of the counter: an instrument written anew, and several of one owner accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Count

from metrologi.accounts import telepon
from metrologi.pengujian.berjalan import berjalan
from metrologi.pengujian.models import PerkaraUji
from metrologi.uttp.catatan import daftarkan
from metrologi.uttp.forms.alat import IdentitasForm, kembaran
from metrologi.uttp.forms.pilihan import KecamatanField, kecamatan
from metrologi.uttp.lingkup import Lingkup
from metrologi.uttp.models import Pemilik, Tempat, Uttp, Wilayah
from orders.models import OrderItem

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml, User

SERING = 5


class AlatBaruForm(IdentitasForm):
    """An instrument that nobody knows yet; without `pemilik` its owner is written too."""

    pemilik = forms.CharField(
        label="Pemilik atau usaha",
        max_length=120,
        error_messages={"required": "Isi nama pemilik atau usahanya."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    telepon = forms.CharField(
        label="Telepon",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    kecamatan = KecamatanField(
        Wilayah.objects.none(),
        label="Kecamatan",
        empty_label="Pilih kecamatan",
        error_messages={"required": "Pilih kecamatan."},
    )
    field_order = (
        "pemilik",
        "telepon",
        "kecamatan",
        "jenis",
        "merek",
        "tipe",
        "nomor_seri",
        "kapasitas_maks",
        "e",
        "kelas",
        "satuan",
    )

    def __init__(self, *args: Any, uml: Uml, pemilik: Pemilik | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uml, self.owner = uml, pemilik
        # Written a second time, after a lost answer: the instrument of the first.
        self.tercatat: Uttp | None = None
        self.fields["nomor_seri"].required = True
        self.fields["nomor_seri"].error_messages["required"] = "Isi nomor serinya."
        self.fields["kecamatan"].queryset = kecamatan()
        blank, *kinds = self.fields["jenis"].choices
        self.fields["jenis"].widget.choices = [blank, *self._sering(), *kinds]
        self.fields["satuan"].choices = [("", "menurut jenis"), *self.fields["satuan"].choices[1:]]
        self.fields["kelas"].choices = kelas_berangka(self.fields["kelas"].choices)
        if pemilik:
            for name in ("pemilik", "telepon", "kecamatan"):
                del self.fields[name]

    def _sering(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The kinds this office has most of, before all others."""
        rows = Uttp.objects.filter(uml=self.uml, jenis__daun=True, jenis__aktif=True)
        most = rows.values("jenis__kode", "jenis__nama").annotate(n=Count("pk")).order_by("-n")
        if named := [(row["jenis__kode"], row["jenis__nama"]) for row in most[:SERING]]:
            yield "Sering di kantor ini", named

    def clean_telepon(self) -> str:
        return telepon.normal(self.cleaned_data["telepon"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            self._twin(data)
        return data

    def _twin(self, data: dict[str, Any]) -> None:
        same = kembaran(self.uml.pk, data["jenis"], data["merek"], data["nomor_seri"])
        owner = self.owner.nama if self.owner else data["pemilik"]
        if same and same.pemilik.nama.casefold() == owner.casefold():
            self.tercatat = same
        elif same:
            self.add_error(
                "nomor_seri",
                f"Sudah tercatat atas nama {same.pemilik}. Cari nomor seri itu, lalu pilih.",
            )

    def simpan(self, oleh: User) -> Uttp:
        """The instrument with its owner and place, which are made where they are new."""
        if self.tercatat:
            return self.tercatat
        data = self.cleaned_data
        owner = self.owner or self._pemilik(data)
        place = self._tempat(owner, data.get("kecamatan"))
        names = ("jenis", "merek", "tipe", "nomor_seri", "kapasitas_maks", "satuan", "e", "kelas")
        return daftarkan({"tempat": place, **{n: data[n] for n in names}}, oleh=oleh)

    def _pemilik(self, data: dict[str, Any]) -> Pemilik:
        """Somebody of the same name and telephone is the same owner."""
        told = {"nama": data["pemilik"], "telepon": data["telepon"]}
        same = Pemilik.objects.filter(
            uml=self.uml, nama__iexact=told["nama"], telepon=told["telepon"]
        )
        return same.first() or Pemilik.objects.create(uml=self.uml, **told)

    def _tempat(self, owner: Pemilik, di: Wilayah | None) -> Tempat:
        known = owner.tempat.filter(kecamatan=di) if di else owner.tempat
        return known.first() or Tempat.objects.create(pemilik=owner, nama=owner.nama, kecamatan=di)


def kelas_berangka(choices: Any) -> list[tuple[str, str]]:
    """The classes of scales with the digit first, by which a list is chosen from the keyboard."""
    return [(k, f"{len(k)} ({k})" if k else label) for k, label in choices]


class TerimaForm(forms.Form):
    """Instruments of one owner: what each is tested for, its wish for a SKHP, the examination."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    diperiksa = forms.BooleanField(
        label="Kelengkapan dan keadaan fisik sudah diperiksa dan baik",
        error_messages={"required": "Periksa kelengkapan dan keadaan fisik UTTP lebih dahulu."},
    )

    def __init__(self, *args: Any, alat: Sequence[Uttp], uml: Uml, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alat, self.lingkup = alat, Lingkup(uml)
        self.dipegang = berjalan(alat)
        self.jawaban = {u.pk: self.lingkup.alat(u) for u in alat}
        for uttp in alat:
            self._bidang(uttp)
        if not any(answer.dalam for answer in self.jawaban.values()):
            del self.fields["diperiksa"]

    def _bidang(self, uttp: Uttp) -> None:
        """Stage and wish of one instrument; the stage is proposed only where the office knows."""
        known = OrderItem.Tahap.TERA_ULANG if uttp.putusan_terakhir else ""
        self.fields[f"tahap_{uttp.pk}"] = forms.ChoiceField(
            label="Diuji untuk",
            choices=[("", "Pilih"), *OrderItem.Tahap.choices],
            initial=known,
            error_messages={"required": "Pilih tera, atau tera ulang bila pernah ditera."},
        )
        self.fields[f"skhp_{uttp.pk}"] = forms.BooleanField(label="Minta SKHP", required=False)

    def baris(self) -> Iterator[dict[str, Any]]:
        """What the page shows of each instrument."""
        for uttp in self.alat:
            yield {
                "uttp": uttp,
                "tahap": self[f"tahap_{uttp.pk}"],
                "minta": self[f"skhp_{uttp.pk}"],
                "lingkup": self.jawaban[uttp.pk],
                "halangan": self._halangan(uttp),
            }

    @property
    def dalam(self) -> bool:
        """Whether anything is inside the scope."""
        return "diperiksa" in self.fields

    def _halangan(self, uttp: Uttp) -> str:
        """Why this instrument cannot be accepted now; "" where it can."""
        held: PerkaraUji | None = self.dipegang.get(uttp.pk)
        if held:
            return f"Sudah ada dalam {held.nomor} ({held.status_label.lower()})."
        if self.jawaban[uttp.pk].dalam and not uttp.jenis.lembar:
            return f"Lembar cerapan {uttp.jenis.nama} belum ada di portal."
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for uttp in self.alat:
            held = self.dipegang.get(uttp.pk)
            if held and held.kunci == data.get("kunci"):
                continue  # the same page, sent twice
            if reason := self._halangan(uttp):
                self.add_error(None, f"{uttp}: {reason} Keluarkan dari daftar ini.")
        return data

    def items(self) -> list[dict[str, Any]]:
        """The rows of the order."""
        data = self.cleaned_data
        return [
            {"uttp": u, "tahap": data[f"tahap_{u.pk}"], "minta_skhp": data[f"skhp_{u.pk}"]}
            for u in self.alat
        ]
