"""The declaration of a tie to a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from banding.models.baris import Keterkaitan
from metrologi.uttp.models import Pemilik

if TYPE_CHECKING:
    from metrologi.accounts.models import User


class KeterkaitanForm(forms.ModelForm):
    """To which business, what tie, and until when it lasted."""

    class Meta:
        model = Keterkaitan
        fields = ("pemilik", "uraian", "sampai")
        labels = {"pemilik": "Pelanggan", "uraian": "Hubungan Anda", "sampai": "Berakhir pada"}
        help_texts = {
            "uraian": "Misalnya: saudara kandung pemilik; pernah bekerja di sana.",
            "sampai": "Kosongkan bila masih berlangsung. Keterkaitan menghalangi sampai dua tahun "
            "setelah berakhir.",
        }
        widgets = {"sampai": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.user = user
        units = [p.uml_id for p in user.semua_penugasan() if p.uml_id]
        self.fields["pemilik"].queryset = Pemilik.objects.filter(uml_id__in=units).order_by("nama")
        self.fields["pemilik"].required = True
        self.fields["pemilik"].empty_label = "(pilih pelanggan)"
