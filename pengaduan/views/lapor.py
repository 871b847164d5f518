"""Telling a complaint: anyone without signing in, an account, or the desk for whoever calls, writes
or comes.
"""

from __future__ import annotations

import re
from time import time
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from metrologi.accounts import access
from metrologi.accounts.batas import Batas, batasi, sent
from metrologi.accounts.forms.kantor import kantor_field
from metrologi.accounts.kantor import kantor_diminta
from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import PEMOHON, Role
from metrologi.accounts.telepon import normal
from metrologi.clock.now import today
from metrologi.portal.forms import Tanggal
from metrologi.web import form_status
from metrologi.workflow.errors import StepError
from metrologi.workflow.rahasia import Orang, rahasia
from metrologi.workflow.run import open_case
from pengaduan.akun import akun_umum
from pengaduan.evaluasi import layanan_pilihan
from pengaduan.forms import pegawai_pilihan, perkara_bernomor
from pengaduan.lampiran import LampiranField
from pengaduan.models import Pengaduan
from pengaduan.models.perkara import AKHIR
from pengaduan.models.pilihan import Kanal, Kerahasiaan
from pengaduan.tulisan import tulisan
from pengaduan.views.tiket import tambah_keterangan

SENT = Batas("pengaduan", most=20, minutes=60, counts=sent)
DARI_LOKET = (Kanal.TELEPON, Kanal.LOKET, Kanal.SURAT, Kanal.SUREL)
# Seconds in which this browser shows ticket and code again.
TERBACA = 600
KERAHASIAAN = [
    (Kerahasiaan.TERBUKA, "Terbuka: nama saya boleh diketahui petugas yang menangani"),
    (
        Kerahasiaan.RAHASIA,
        "Rahasia: hanya petugas verifikasi dan Kepala yang dapat membukanya, dan setiap pembukaan "
        "dicatat",
    ),
    (Kerahasiaan.ANONIM, "Anonim: identitas saya tidak disimpan"),
]
APA_ADANYA = "apa_adanya"
IDENTITAS = ("nama", "telepon", "email", "alamat")
# The boxes that all who handle the complaint read.
BERCERITA = ("judul", "uraian", "permintaan", "tempat")


def nama_dalam(nama: str, uraian: str) -> str:
    """The word of the name that stands in the text as a word of its own; "" for none.

    "Ika" is not in "jika". Words of one or two letters are titles more often than names.
    """
    words = [re.escape(word) for word in re.findall(r"\w{3,}", nama)]
    if not words:
        return ""
    found = re.search(rf"\b(?:{'|'.join(words)})\b", uraian, re.IGNORECASE)
    return found.group() if found else ""


class AdukanForm(forms.Form):
    """Matter first, then who; `peran` is umum, akun or loket."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kanal = forms.ChoiceField(
        label="Disampaikan lewat", choices=[(k.value, k.label) for k in DARI_LOKET]
    )
    judul = forms.CharField(
        label="Perihal",
        max_length=120,
        help_text="Satu kalimat, misalnya: Antre tiga jam di loket tera.",
    )
    layanan = forms.ChoiceField(label="Layanan yang diadukan")
    uraian = tulisan("Apa yang terjadi", rows=6)
    tempat = forms.CharField(label="Tempat kejadian", max_length=120, required=False)
    tanggal_kejadian = forms.DateField(
        label="Tanggal kejadian",
        required=False,
        widget=Tanggal(),
        error_messages={"invalid": "Isi tanggal yang ada pada kalender."},
    )
    nomor_terkait = forms.CharField(
        label="Nomor permohonan atau surat",
        max_length=80,
        required=False,
        help_text="Bila ada, misalnya nomor pada bukti order.",
    )
    yang_diadukan = forms.CharField(
        label="Siapa yang diadukan",
        max_length=160,
        required=False,
        help_text="Nama atau jabatannya, bila tentang seseorang. Sejak pengaduan dikirim orang itu "
        "tidak dapat melihatnya.",
    )
    terlapor = forms.ModelChoiceField(
        User.objects.none(),
        label="Pegawai yang diadukan",
        required=False,
        empty_label="Tidak ada atau belum jelas",
    )
    permintaan = tulisan("Penyelesaian yang Anda harapkan", rows=3, required=False)
    lampiran = LampiranField(label="Foto atau dokumen")
    lampiran_2 = LampiranField(label="Foto atau dokumen lain", help_text="")
    kerahasiaan = forms.ChoiceField(
        label="Kerahasiaan identitas",
        choices=KERAHASIAAN,
        widget=forms.RadioSelect,
        initial=Kerahasiaan.TERBUKA.value,
    )
    nama = forms.CharField(label="Nama", max_length=120, required=False)
    telepon = forms.CharField(max_length=30, required=False)
    email = forms.EmailField(
        label="Surel", required=False, help_text="Kami memberi tahu bila ada kabar, tanpa isinya."
    )
    alamat = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, peran: str, unit: Uml | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.peran = peran
        self.fields["layanan"].choices = [("", "Pilih layanan"), *layanan_pilihan()]
        self.fields["kunci"].initial = uuid4
        if self.is_bound and APA_ADANYA in self.data:
            self._offer_as_is()
        if peran == "loket":
            self.fields["terlapor"].queryset = pegawai_pilihan(unit)
        else:
            del self.fields["kanal"], self.fields["terlapor"]
            if office := kantor_field(unit):
                self.fields = {"kantor": office, **self.fields}
        if peran == "akun":
            # An account is known: only whoever has none can be anonymous.
            self.fields["kerahasiaan"].choices = KERAHASIAAN[:2]
            for name in IDENTITAS:
                del self.fields[name]

    def clean_telepon(self) -> str:
        """In the one form in which numbers are kept; what nobody can dial is kept as typed."""
        typed: str = self.cleaned_data["telepon"]
        try:
            return normal(typed)
        except forms.ValidationError:
            return typed

    def clean_tanggal_kejadian(self) -> Any:
        day = self.cleaned_data["tanggal_kejadian"]
        if day and day > today():
            raise forms.ValidationError("Tanggal kejadian belum tiba.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.peran == "akun":
            return data
        secret, known = data.get("kerahasiaan"), any(data.get(name) for name in IDENTITAS[:3])
        if secret == Kerahasiaan.TERBUKA and not data.get("nama"):
            self.add_error("nama", "Isi nama Anda, atau pilih anonim.")
        if secret == Kerahasiaan.RAHASIA and not known:
            self.add_error("nama", "Isi nama atau kontak, atau pilih anonim.")
        if secret == Kerahasiaan.RAHASIA:
            self._ask_about_name(data)
        return data

    def _ask_about_name(self, data: dict[str, Any]) -> None:
        """Ask once where a text names the reporter; many a name is an ordinary word too."""
        secret = rahasia([Orang(**{name: data.get(name) or "" for name in IDENTITAS})])
        if data.get(APA_ADANYA) or secret is None:
            return
        for box in BERCERITA:
            text = data.get(box) or ""
            if found := nama_dalam(data.get("nama") or "", text) or secret.ditemukan(text):
                self._offer_as_is()
                self.add_error(
                    box,
                    f"Tulisan ini memuat “{found}”. Bila itu nama atau kontak Anda, hapus agar"
                    " identitas Anda tetap rahasia; bila bukan, centang “Kirim apa adanya”.",
                )

    def _offer_as_is(self) -> None:
        self.fields[APA_ADANYA] = forms.BooleanField(label="Kirim apa adanya", required=False)


@access.public
@batasi(SENT)
def baru(request: HttpRequest) -> HttpResponse:
    peran = peran_dari(request.user)
    posted = request.method == "POST"
    form = AdukanForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        peran=peran,
        unit=_loket(request.user) if peran == "loket" else kantor_diminta(request),
        initial=_asked(request),
    )
    if posted and form.is_valid():
        try:
            case = buka(form, request.user)
        except StepError as error:
            form.add_error(None, str(error))
        else:
            request.session["tiket_baru"] = {
                "nomor": case.nomor,
                "kode": case.kode_lagi(),
                "pk": case.pk,
                "sampai": time() + TERBACA,
            }
            return redirect("workflow:pengaduan-tercatat")
    context = {"form": form, "peran": peran, "bagian": bagian(form)}
    return render(request, "pengaduan/baru.html", context, status=form_status(form))


def peran_dari(user: User) -> str:
    """How this person complains: at the desk for others, by his account, or as anybody."""
    if not user.is_authenticated:
        return "umum"
    roles = user.roles_anywhere()
    if Role.PETUGAS_PENGADUAN in roles:
        return "loket"
    return "akun" if roles & (PEMOHON | {Role.PELAPOR}) else "umum"


def _asked(request: HttpRequest) -> dict[str, str]:
    """What a link from a case proposes."""
    return {
        name: request.GET[name][:80] for name in ("nomor_terkait", "layanan") if name in request.GET
    }


def bagian(form: AdukanForm) -> list[tuple[str, list[Any]]]:
    """The fields in two groups, as the page shows them."""
    who = {"kerahasiaan", *IDENTITAS}
    matter = [f for f in form.visible_fields() if f.name not in who]
    return [
        ("Pengaduan", matter),
        ("Identitas pelapor", [f for f in form.visible_fields() if f.name in who]),
    ]


def buka(form: AdukanForm, user: User) -> Pengaduan:
    data = dict(form.cleaned_data)
    uml, kunci = unit_tujuan(form, user), data.pop("kunci") or uuid4()
    data.pop(APA_ADANYA, None)
    data.pop("kantor", None)
    who = {name: data.pop(name, "") for name in IDENTITAS}
    data["berkas"] = [b for b in (data.pop("lampiran"), data.pop("lampiran_2")) if b]
    if form.peran == "akun":
        who = {"nama": user.nama, "telepon": user.phone, "email": user.email, "alamat": ""}
        data |= {"kanal": Kanal.AKUN, "terkait": milik_sendiri(user, uml, data["nomor_terkait"])}
    if form.peran == "umum":
        user, data["kanal"] = akun_umum(uml), Kanal.FORMULIR
    case = open_case("pengaduan", by=user, uml=uml, kunci=kunci, identitas=who, **data)
    _simpan_isian_lain(case, data["uraian"])
    return case


def _simpan_isian_lain(case: Pengaduan, uraian: str) -> None:
    """Keep what a second try under the same key tells otherwise: the first one made the case."""
    told = case.uraian == uraian or case.balasan.filter(isi=uraian).exists()
    if not told and case.status not in AKHIR:
        tambah_keterangan(case, uraian)


def unit_tujuan(form: AdukanForm, user: User) -> Uml:
    """The unit that gets the complaint: the one chosen, at the desk the officer's own."""
    if form.peran == "loket":
        return _loket(user)
    return form.cleaned_data.get("kantor") or Uml.objects.default()


def _loket(user: User) -> Uml:
    """The unit whose desk this officer keeps."""
    return access.unit_of(user, Role.PETUGAS_PENGADUAN)


def milik_sendiri(user: User, uml: Uml, number: str) -> Any:
    """The case of that number if it is the reporter's own; the verifier looks for any other."""
    found = perkara_bernomor(uml, number.strip()) if number.strip() else None
    return found if found is not None and found.is_applicant(user) else None


@access.public
def tercatat(request: HttpRequest) -> HttpResponse:
    """Ticket and code, for a while: the page may be loaded again before they are written down."""
    ticket = request.session.get("tiket_baru")
    if ticket is None or ticket["sampai"] < time():
        request.session.pop("tiket_baru", None)
        return redirect("workflow:pengaduan-tiket")
    # Whoever is complained about may have typed it at the desk, and does not see it again.
    own = peran_dari(request.user) != "umum" and (
        Pengaduan.objects.visible_to(request.user).filter(pk=ticket["pk"]).exists()
    )
    return render(
        request,
        "pengaduan/tercatat.html",
        {
            **ticket,
            "alamat": reverse("workflow:detail", args=["pengaduan", ticket["pk"]]) if own else "",
        },
    )
