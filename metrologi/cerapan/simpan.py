"""Stores a judged sheet: the attempt, its marks, standards with certificates, photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from metrologi.accounts.models import User
from metrologi.bkd.tulisan import tulis_angka
from metrologi.cerapan import sambungan, tapak
from metrologi.cerapan.forms import FOTO, CerapanForm
from metrologi.cerapan.models import FotoPengujian, Pengujian, StandarDipakai, TapakCtt
from metrologi.uttp.catatan import perbaiki
from metrologi.uttp.models import Standar

if TYPE_CHECKING:
    from django.db.models import Model


@transaction.atomic
def simpan(
    form: CerapanForm, *, case: Model, item_id: int, penera: User, percobaan: int, kunci: UUID
) -> Pengujian:
    """Write what a valid sheet holds, for one item (`item_id`) of a case.

    The register takes over the plate as it was read.

    `percobaan` counts the attempts at this item from 1. Raises IntegrityError when the attempt or
    `kunci`, the key of the page's form, exists already.
    """
    data, hasil = form.cleaned_data, form.penilaian.hasil
    test = Pengujian.objects.create(
        uml=form.uml,
        uttp=form.uttp,
        case=case,
        item_id=item_id,
        tahap=form.tahap,
        percobaan=percobaan,
        tanggal=form.hari,
        lokasi=data["lokasi"],
        penera=penera,
        penera_kedua=data["penera_kedua"],
        lembar=form.lembar.kode,
        versi_aturan=hasil.versi,
        identitas=_identitas(form),
        bacaan=form.mentah(),
        hasil=hasil.as_json(),
        putusan=hasil.putusan,
        keputusan=data["keputusan"],
        suhu=data["suhu"],
        kelembaban=data["kelembaban"],
        catatan=data["catatan"],
        kunci=kunci,
    )
    _lampirkan(test, form)
    perbaiki(form.uttp, form.pelat_terbaca(), oleh=penera)
    sambungan.sesudah(test)
    return test


def _lampirkan(test: Pengujian, form: CerapanForm) -> None:
    """The rows beside a test: marks, standards with their certificates, photographs."""
    data = form.cleaned_data
    marks = tapak.made(data, form.hari)
    for mark in marks:
        mark.pengujian = test
    TapakCtt.objects.bulk_create(marks)
    StandarDipakai.objects.bulk_create(
        StandarDipakai(pengujian=test, standar=s, sertifikat=sertifikat(s)) for s in data["standar"]
    )
    for n, berkas in enumerate((data[name] for name in FOTO if data.get(name)), 1):
        picture = FotoPengujian(pengujian=test)
        picture.gambar.save(f"{test.kunci}-{n}.jpg", berkas, save=True)


def _identitas(form: CerapanForm) -> dict[str, Any]:
    """The plate as read.

    `ekstra` is what else the register knew that day, for whoever judges the readings again.
    """
    alat, uttp = form.alat, form.uttp
    plate = {name: tulis_angka(getattr(alat, name)) for name in ("maks", "min", "e", "d", "mmq")}
    return plate | {
        "satuan": alat.satuan,
        "kelas": alat.kelas,
        "merek": uttp.merek,
        "tipe": uttp.tipe,
        "nomor_seri": uttp.nomor_seri,
        "ekstra": dict(uttp.ekstra),
    }


def sertifikat(standar: Standar) -> dict[str, str]:
    """The standard and its certificate as they stand today."""
    return {
        "nama": standar.nama,
        "nominal": standar.nominal,
        "kelas": standar.kelas,
        "nomor_seri": standar.nomor_seri,
        "sertifikat_nomor": standar.sertifikat_nomor,
        "sertifikat_tanggal": standar.sertifikat_tanggal.isoformat(),
        "berlaku_sampai": standar.berlaku_sampai.isoformat(),
        "ketertelusuran": standar.ketertelusuran,
    }
