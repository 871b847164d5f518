"""The papers of tera in the field: surat permohonan, SPT, berita acara of a visit."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.accounts.telepon import tampil
from metrologi.clock.indonesia import hari_tanggal, tanggal
from metrologi.documents.daftar import Daftar
from metrologi.documents.declare import (
    Document,
    kolom,
    penandatangan,
    register,
    tanggal_iso,
    waktu_iso,
)
from metrologi.documents.models import Dokumen
from metrologi.documents.payload import Payload
from metrologi.pengujian.papers import pemohon, uttp_dimohon
from tempat_pakai.models import BarisTempatPakai, Perjalanan, PermohonanTempatPakai

DASAR = (
    "Undang-Undang Nomor 2 Tahun 1981 tentang Metrologi Legal",
    "Peraturan Menteri Perdagangan Nomor 115 Tahun 2018 tentang Unit Metrologi Legal",
)
JADWAL = Daftar(
    "jadwal_kunjungan", "tempat_pakai/papers/jadwal.html", ("jadwal.css",), mendatar=True
)


def rombongan(trip: Perjalanan) -> list[dict[str, str]]:
    """The crew with rank and NIP, each by the post that sends them."""
    crew = trip.regu
    prefetch_related_objects(crew, "daftar_penugasan")
    return [
        penandatangan(p, trip.uml, Role.PENERA if p.penera else Role.ADMINISTRASI) for p in crew
    ]


def tempat_tujuan(case: PermohonanTempatPakai, items: list[BarisTempatPakai]) -> list[Payload]:
    """Each place of an application with its address and how many of which kind stand there."""
    further = {row.tempat_id: row.rincian() for row in case.lokasi.all()}
    places: dict[int, Payload] = {}
    for item in items:
        place = item.uttp.tempat
        entry = places.setdefault(
            place.pk,
            {
                "nama": place.nama,
                "alamat": place.lengkap,
                "jenis": {},
                "rincian": [list(pair) for pair in further.get(place.pk, [])],
            },
        )
        kind = item.uttp.jenis.nama
        entry["jenis"][kind] = entry["jenis"].get(kind, 0) + 1
    return [
        {**row, "jenis": [[name, count] for name, count in row["jenis"].items()]}
        for row in places.values()
    ]


def surat_dasar(case: PermohonanTempatPakai) -> str:
    """The application as a basis of the order: the owner, the number in the register, the day."""
    return (
        f"Surat permohonan {case.pemilik.nama} tanggal {tanggal(case.created_at)}, register "
        f"nomor {case.nomor}"
    )


@register
class SuratPermohonan(Document):
    """the applicant's letter, written from the form; not where they brought their own (row 1)."""

    code, title, template = (
        "surat_permohonan",
        "Surat Permohonan",
        "tempat_pakai/papers/surat_permohonan.html",
    )
    styles = ("surat.css",)
    pattern = "{klasifikasi}/{urut:05}/SP/{unit}/{tahun}"

    def applies(self, case: PermohonanTempatPakai) -> bool:
        return not case.surat

    def payload(self, case: PermohonanTempatPakai, by: User | None) -> Payload:
        owner = case.pemilik
        return {
            "pemohon": pemohon(case),
            "pemilik": owner.nama,
            "nomor_order": case.nomor,
            "uttp": uttp_dimohon(case),
            "tujuan": tempat_tujuan(case, case.daftar),
            "catatan": case.catatan,
            "kepada": [f"Kepala {case.uml.nama}", f"di {case.uml.kota or 'tempat'}"],
            "hal": "Permohonan tera/tera ulang di tempat pakai",
            "narahubung": case.narahubung,
            "telepon": tampil(case.telepon),
            "pengirim": "" if by.roles(case.uml) & case.machine.staff_roles() else by.nama,
        }


@register
class Spt(Document):
    """Surat Perintah Tugas: basis, people with NIP and rank, places, days.

    Signed by the Kepala (row 3).
    """

    code, title, template, signer = (
        "spt_tempat_pakai",
        "Surat Perintah Tugas",
        "tempat_pakai/papers/spt.html",
        True,
    )
    styles = ("surat.css",)
    pattern = "{klasifikasi}/{urut:04}/SPT/TP/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Perjalanan, by: User | None) -> Payload:
        return {
            "dasar": [*DASAR, *map(surat_dasar, case.daftar)],
            "regu": rombongan(case),
            "hari": self._hari(case),
            "jam": f"{case.jam:%H.%M}",
            "kendaraan": str(case.kendaraan or ""),
            "keterangan": case.keterangan,
            "tujuan": [
                {
                    "pemilik": p.pemilik.nama,
                    "nomor": p.nomor,
                    "tempat": tempat_tujuan(p, p.diterima()),
                }
                for p in case.daftar
            ],
        }

    def _hari(self, case: Perjalanan) -> str:
        first = hari_tanggal(case.tanggal)
        return (
            first
            if case.sampai == case.tanggal
            else f"{first} sampai dengan {hari_tanggal(case.sampai)}"
        )

    def public(self, payload: Payload) -> list[tuple[str, str]]:
        return [
            ("Tugas", "Tera dan tera ulang UTTP di tempat pakai"),
            ("Hari", payload["hari"]),
            ("Petugas", ", ".join(p["nama"] for p in payload["regu"])),
        ]


@register
class BeritaAcara(Document):
    """what was tested where by whom, as the owner or their proxy signed it on the spot (row 4)."""

    code, title = "berita_acara_tempat_pakai", "Berita Acara Pengujian UTTP"
    template = "tempat_pakai/papers/berita_acara.html"
    styles = ("surat.css",)
    pattern = "{klasifikasi}/{urut:04}/BA/TP/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: PermohonanTempatPakai, by: User | None) -> Payload:
        visit = case.kunjungan_kini()
        trip = case.perjalanan
        spt = Dokumen.objects.terbit_untuk(trip, code=Spt.code).last()
        rows = [
            {
                "urut": i.urut,
                "jenis": i.uttp.jenis.nama,
                "uraian": i.uttp.uraian(),
                "tempat": i.uttp.tempat.nama,
                "hasil": i.get_hasil_display(),
                "tahap": i.get_tahap_display(),
                "media": i.uttp.ekstra.get("produk", ""),
            }
            for i in case.diterima()
        ]
        return {
            "pemohon": pemohon(case),
            "nomor_order": case.nomor,
            "surat": surat_dasar(case),
            "uttp": rows,
            "spt": spt.nomor if spt else "",
            "tanggal_spt": tanggal_iso(spt.issued_at) if spt else "",
            "regu": rombongan(trip),
            "tujuan": tempat_tujuan(case, case.diterima()),
            "petugas": penandatangan(by, case.uml, "penera"),
            "tiba": waktu_iso(visit.tiba),
            "selesai": waktu_iso(visit.ditandatangani),
            "catatan": visit.catatan,
            "saksi": {
                "nama": visit.nama,
                "hubungan": visit.hubungan,
                "cara": visit.cara,
                "gambar": visit.gambar,
                "sebutan": visit.get_cara_display(),
            },
            "kepala": kolom(None, case.uml, Role.KEPALA),
            "foto": visit.foto.count(),
        }
