"""One of everything of the equipment that an address can name, for any office."""
from metrologi.clock.now import today
from metrologi.perlengkapan import pinjam
from metrologi.perlengkapan.models import Ctt


def perlengkapan(uml, petugas, penera):
    """Rows by the names that tests/pages uses."""
    cap = Ctt.objects.create(uml=uml, kode="SL-1", jenis="sah", tahun=today().year, jumlah=2, aktif_mulai=today(),
                             diterima_tanggal=today(), dicatat_oleh=petugas)
    return {"cap": cap, "pinjam": pinjam.serahkan(cap, penera=penera, jumlah=1, oleh=petugas)}
