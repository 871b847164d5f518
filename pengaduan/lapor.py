"""Telling a complaint: anyone without signing in, an account, or the desk for whoever calls, writes or comes."""
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import PEMOHON, Role
from metrologi.clock.now import today
from metrologi.portal import errors
from metrologi.portal.forms import Tanggal
from metrologi.portal.throttle import Door
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import open_case
from pengaduan.akun import akun_umum
from pengaduan.berkas import LampiranField
from pengaduan.evaluasi import layanan_pilihan
from pengaduan.forms import perkara_bernomor
from pengaduan.models import Pengaduan
from pengaduan.models.pilihan import Kanal, Kerahasiaan
from pengaduan.tulisan import tulisan

DOOR = Door("pengaduan", limit=8, minutes=60)
UNPROCESSABLE = 422
DARI_LOKET = (Kanal.TELEPON, Kanal.LOKET, Kanal.SURAT, Kanal.SUREL)
KERAHASIAAN = [
    (Kerahasiaan.TERBUKA, "Terbuka: nama saya boleh diketahui petugas yang menangani"),
    (Kerahasiaan.RAHASIA, "Rahasia: hanya petugas verifikasi dan Kepala yang dapat membukanya, dan setiap pembukaan dicatat"),
    (Kerahasiaan.ANONIM, "Anonim: identitas saya tidak disimpan"),
]
IDENTITAS = ("nama", "telepon", "email", "alamat")


class AdukanForm(forms.Form):
    """Matter first, then who; `peran` is umum, akun or loket."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kanal = forms.ChoiceField(label="Disampaikan lewat", choices=[(k.value, k.label) for k in DARI_LOKET])
    judul = forms.CharField(label="Perihal", max_length=120, help_text="Satu kalimat, misalnya: Antre tiga jam di loket tera.")
    layanan = forms.ChoiceField(label="Layanan yang diadukan")
    uraian = tulisan("Apa yang terjadi", rows=6)
    tempat = forms.CharField(label="Tempat kejadian", max_length=120, required=False)
    tanggal_kejadian = forms.DateField(label="Tanggal kejadian", required=False, widget=Tanggal(),
                                       error_messages={"invalid": "Isi tanggal yang ada pada kalender."})
    nomor_terkait = forms.CharField(label="Nomor permohonan atau surat", max_length=80, required=False,
                                    help_text="Bila ada, misalnya nomor pada bukti order.")
    permintaan = tulisan("Penyelesaian yang Anda harapkan", rows=3, required=False)
    lampiran = LampiranField(label="Foto atau dokumen")
    lampiran_2 = LampiranField(label="Foto atau dokumen lain", help_text="")
    kerahasiaan = forms.ChoiceField(label="Kerahasiaan identitas", choices=KERAHASIAAN, widget=forms.RadioSelect,
                                    initial=Kerahasiaan.TERBUKA.value)
    nama = forms.CharField(label="Nama", max_length=120, required=False)
    telepon = forms.CharField(max_length=30, required=False)
    email = forms.EmailField(label="Surel", required=False, help_text="Kami memberi tahu bila ada kabar, tanpa isinya.")
    alamat = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, peran: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.peran = peran
        self.fields["layanan"].choices = [("", "Pilih layanan"), *layanan_pilihan()]
        self.fields["kunci"].initial = uuid4
        if peran != "loket":
            del self.fields["kanal"]
        if peran == "akun":
            # An account is known: only whoever has none can be anonymous.
            self.fields["kerahasiaan"].choices = KERAHASIAAN[:2]
            for name in IDENTITAS:
                del self.fields[name]

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
        name = (data.get("nama") or "").strip()
        if secret == Kerahasiaan.RAHASIA and name and name.casefold() in (data.get("uraian") or "").casefold():
            self.add_error("uraian", "Uraian memuat nama Anda. Hapus agar identitas Anda tetap rahasia.")
        return data


@access.public
def baru(request: HttpRequest) -> HttpResponse:
    peran = peran_dari(request.user)
    posted = request.method == "POST"
    if posted and peran == "umum" and DOOR.closed(request):
        return errors.too_many(request, DOOR.seconds_left())
    form = AdukanForm(request.POST if posted else None, request.FILES if posted else None, peran=peran, initial=_asked(request))
    if posted and form.is_valid():
        if peran == "umum":
            DOOR.count(request)
        try:
            case = buka(form, request.user)
        except StepError as error:
            form.add_error(None, str(error))
        else:
            request.session["tiket_baru"] = {"nomor": case.nomor, "kode": case.kode_sekali, "pk": case.pk}
            return redirect("workflow:pengaduan-tercatat")
    context = {"form": form, "peran": peran, "bagian": bagian(form)}
    return render(request, "pengaduan/baru.html", context, status=UNPROCESSABLE if posted else 200)


def peran_dari(user: Any) -> str:
    """How this person complains: at the desk for others, by his account, or as anybody."""
    if not user.is_authenticated:
        return "umum"
    roles = user.roles(Uml.objects.default())
    if Role.PETUGAS_PENGADUAN in roles:
        return "loket"
    return "akun" if roles & (PEMOHON | {Role.PELAPOR}) else "umum"


def _asked(request: HttpRequest) -> dict[str, str]:
    """What a link from a case proposes."""
    return {name: request.GET[name][:80] for name in ("nomor_terkait", "layanan") if name in request.GET}


def bagian(form: AdukanForm) -> list[tuple[str, list[Any]]]:
    """The fields in two groups, as the page shows them."""
    who = {"kerahasiaan", *IDENTITAS}
    matter = [f for f in form.visible_fields() if f.name not in who]
    return [("Pengaduan", matter), ("Identitas pelapor", [f for f in form.visible_fields() if f.name in who])]


def buka(form: AdukanForm, user: Any) -> Pengaduan:
    data = dict(form.cleaned_data)
    uml, key = Uml.objects.default(), data.pop("kunci") or uuid4()
    who = {name: data.pop(name, "") for name in IDENTITAS}
    data["berkas"] = [b for b in (data.pop("lampiran"), data.pop("lampiran_2")) if b]
    if form.peran == "akun":
        who = {"nama": user.nama, "telepon": user.phone, "email": user.email, "alamat": ""}
        data |= {"kanal": Kanal.AKUN, "terkait": milik_sendiri(user, uml, data["nomor_terkait"])}
    if form.peran == "umum":
        user, data["kanal"] = akun_umum(uml), Kanal.FORMULIR
    return open_case("pengaduan", by=user, uml=uml, key=key, identitas=who, **data)


def milik_sendiri(user: Any, uml: Any, number: str) -> Any:
    """The case of that number if it is the reporter's own; the verifier looks for any other."""
    found = perkara_bernomor(uml, number.strip()) if number.strip() else None
    return found if found is not None and found.is_applicant(user) else None


@access.public
def tercatat(request: HttpRequest) -> HttpResponse:
    """Ticket and code, this once."""
    told = request.session.pop("tiket_baru", None)
    if told is None:
        return redirect("workflow:pengaduan-tiket")
    own = peran_dari(request.user) != "umum"
    return render(request, "pengaduan/tercatat.html", {
        **told, "alamat": reverse("workflow:detail", args=["pengaduan", told["pk"]]) if own else ""})
