"""One of everything of the equipment that an address can name, for any office."""
import datetime as dt

from django.core.files.base import ContentFile

from metrologi.clock.now import today
from metrologi.perlengkapan import pinjam
from metrologi.perlengkapan.models import Ctt, Penarikan, PengembalianCtt, SertifikatStandar, Usulan
from metrologi.uttp.models import Pemilik, Standar


def perlengkapan(uml, petugas, penera):
    """Rows by the names that tests/pages uses."""
    cap = Ctt.objects.create(uml=uml, kode="SL-1", jenis="sah", tahun=today().year, jumlah=2, aktif_mulai=today(),
                             diterima_tanggal=today(), dicatat_oleh=petugas)
    standar = Standar.objects.create(uml=uml, jenis="massa", nama="Bidur", sertifikat_nomor="S/9", sertifikat_tanggal=today(),
                                     berlaku_sampai=today() + dt.timedelta(days=300))
    sertifikat = SertifikatStandar.objects.get(standar=standar)
    sertifikat.berkas.save("s.pdf", ContentFile(b"%PDF-1.4"))
    penarikan = Penarikan.objects.create(uml=uml, standar=standar, dari=today(), sampai=today(), alasan="Penyok", oleh=petugas)
    usulan = Usulan.objects.create(uml=uml, penarikan=penarikan, pemilik=Pemilik.objects.filter(uml=uml).first())
    kembali = PengembalianCtt.objects.create(uml=uml, tahun=2020, tanggal=today(), penerima="Direktorat", oleh=petugas)
    return {"cap": cap, "pinjam": pinjam.serahkan(cap, penera=penera, jumlah=1, oleh=petugas), "standar": standar,
            "sertifikat": sertifikat, "penarikan": penarikan, "usulan": usulan, "kembali": kembali}
