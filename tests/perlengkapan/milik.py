"""One of everything of the equipment that an address can name, for any office."""

import datetime as dt

from django.core.files.base import ContentFile

from metrologi.clock.now import today
from metrologi.perlengkapan.cap.models import Ctt
from metrologi.perlengkapan.penarikan.models import Penarikan
from metrologi.perlengkapan.standar.models import SertifikatStandar
from metrologi.uttp.models import Pemilik, Standar
from metrologi.workflow.run import open_case


def perlengkapan(uml, petugas, penera):
    """`petugas` keeps the store. Rows by the names that tests/pages uses."""
    cap = Ctt.objects.create(
        uml=uml,
        kode="SL-1",
        jenis="sah",
        tahun=today().year,
        jumlah=2,
        aktif_mulai=today(),
        diterima_tanggal=today(),
        dicatat_oleh=petugas,
    )
    standar = Standar.objects.create(
        uml=uml,
        jenis="massa",
        nama="Bidur",
        sertifikat_nomor="S/9",
        sertifikat_tanggal=today(),
        berlaku_sampai=today() + dt.timedelta(days=300),
    )
    sertifikat = SertifikatStandar.objects.get(standar=standar)
    sertifikat.berkas.save("s.pdf", ContentFile(b"%PDF-1.4"))
    penarikan = Penarikan.objects.create(
        uml=uml, standar=standar, dari=today(), sampai=today(), alasan="Penyok", oleh=petugas
    )
    usulan = open_case(
        "penarikan",
        by=petugas,
        uml=uml,
        penarikan=penarikan,
        pemilik=Pemilik.objects.filter(uml=uml).first(),
        pengujian=[],
    )
    Ctt.objects.create(
        uml=uml,
        kode="SL-20",
        jenis="sah",
        tahun=2020,
        jumlah=1,
        aktif_mulai=today(),
        diterima_tanggal=today(),
        dicatat_oleh=petugas,
    )
    kembali = open_case(
        "pengembalian_ctt",
        by=petugas,
        uml=uml,
        tahun=2020,
        tanggal=today(),
        penerima="Direktorat",
    )
    pinjam = open_case("pinjam_ctt", by=petugas, uml=uml, ctt=cap, penera=penera, jumlah=1)
    return {
        "cap": cap,
        "pinjam": pinjam,
        "standar": standar,
        "sertifikat": sertifikat,
        "penarikan": penarikan,
        "usulan": usulan,
        "kembali": kembali,
    }
