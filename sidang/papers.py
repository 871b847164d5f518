"""The papers of a sidang: invitation, SPT, register with recap, berita acara, hand-over list."""

from __future__ import annotations

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.accounts.telepon import tampil
from metrologi.documents.daftar import Daftar
from metrologi.documents.declare import (
    Document,
    kolom,
    penandatangan,
    register,
    tanggal_iso,
)
from metrologi.documents.models import Dokumen
from metrologi.documents.payload import Payload
from metrologi.pengujian.surat import surat_dari
from sidang.models import BarisSidang, PesertaSidang, Sidang
from sidang.rekap import baris_register, hitung, per_jenis

DASAR = (
    "Undang-Undang Nomor 2 Tahun 1981 tentang Metrologi Legal",
    "Peraturan Menteri Perdagangan Nomor 115 Tahun 2018 tentang Unit Metrologi Legal",
    "Rencana kegiatan tera ulang tahun berjalan",
)
JADWAL = Daftar("jadwal_sidang", "sidang/papers/jadwal.html", ("jadwal.css",))


def ajakan(case: Sidang) -> Payload:
    """When and where, as papers tell it before the day."""
    return {"hari_jam": case.hari_jam, "tempat": case.tempat_lengkap}


def acara(case: Sidang) -> Payload:
    """Which sidang it was, on which day and where, as papers tell it afterwards."""
    return {
        "nomor_sidang": case.nomor,
        "hari": tanggal_iso(case.tanggal),
        "tempat": case.tempat_lengkap,
    }


def regu(case: Sidang) -> list[dict[str, str]]:
    """The crew with rank and NIP; a penera before the administration."""
    people = [
        (p, Role.PENERA if p.holds(Role.PENERA, case.uml) else Role.ADMINISTRASI)
        for p in case.petugas.all()
    ]
    return [
        penandatangan(p, case.uml, role)
        for p, role in sorted(people, key=lambda x: (x[1] != Role.PENERA, x[0].nama))
    ]


@register
class Undangan(Document):
    """to camat, head of the village and market manager.

    Administrasi writes them (row 1); the Kepala signs them together with the SPT (row 2), and only
    then they go out.
    """

    code, title, template, signer = (
        "undangan_sidang",
        "Undangan Sidang Tera Ulang",
        "sidang/papers/undangan.html",
        True,
    )
    styles = ("surat.css",)
    pattern = "{klasifikasi}/{urut:04}/UND/{unit}/{bulan_romawi}/{tahun}"

    def lembar(self, case: Sidang) -> list[tuple[Payload, Dokumen | None]]:
        """One for each addressee, in the place of the one that went to the same addressee."""
        old = {
            (paper.payload["kepada"]["yth"], paper.payload["kepada"]["di"]): paper
            for paper in case.undangan()
        }
        return [({"kepada": yth}, old.get((yth["yth"], yth["di"]))) for yth in case.kepada]

    def payload(self, case: Sidang, by: User | None) -> Payload:
        return {
            **ajakan(case),
            "kepada": {"yth": "", "di": ""},
            "hal": "Undangan sidang tera ulang",
            "telepon": case.uml.telepon,
            "biaya": case.uml.kalimat_biaya.rstrip("."),
        }


@register
class Spt(Document):
    """Surat Perintah Tugas: basis, people with NIP and rank, task, day and place.

    Signed by the Kepala (row 2).
    """

    code, title, template, signer = (
        "spt_sidang",
        "Surat Perintah Tugas",
        "sidang/papers/spt.html",
        True,
    )
    styles = ("surat.css",)
    pattern = "{klasifikasi}/{urut:04}/SPT/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Sidang, by: User | None) -> Payload:
        return {
            **ajakan(case),
            "dasar": list(DASAR),
            "regu": regu(case),
            "kendaraan": case.kendaraan,
        }

    def public(self, payload: Payload) -> list[tuple[str, str]]:
        return [
            ("Tugas", "Sidang tera ulang"),
            ("Tempat", payload["tempat"]),
            ("Hari", payload["hari_jam"]),
        ]


@register
class Register(Document):
    """every instrument of the day with its result, and the recap by kind (row 3)."""

    code, title, template = (
        "register_sidang",
        "Register Sidang Tera Ulang",
        "sidang/papers/register.html",
    )
    styles = ("loket.css", "uji.css")
    pattern = "{klasifikasi}/{urut:04}/REG/{unit}/{tahun}"

    def payload(self, case: Sidang, by: User | None) -> Payload:
        return {
            **ajakan(case),
            "nomor_sidang": case.nomor,
            "baris": [baris(row) for row in baris_register(case)],
            **angka(case),
            "petugas": penandatangan(by, case.uml, Role.ADMINISTRASI),
        }


@register
class BeritaAcara(Document):
    """what was done on the day, by whom, and in what numbers."""

    code, title, template = (
        "berita_acara_sidang",
        "Berita Acara Sidang Tera Ulang",
        "sidang/papers/berita_acara.html",
    )
    styles = ("surat.css",)
    pattern = "{klasifikasi}/{urut:04}/BA/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Sidang, by: User | None) -> Payload:
        return {
            **acara(case),
            **angka(case),
            "regu": regu(case),
            "petugas": penandatangan(by, case.uml, Role.ADMINISTRASI),
            "kepala": kolom(None, case.uml, Role.KEPALA),
        }


@register
class DaftarSerah(Document):
    """who received which letters (row 7)."""

    code, title, template = (
        "daftar_serah_sidang",
        "Daftar Penyerahan SKHP Sidang",
        "sidang/papers/daftar_serah.html",
    )
    styles = ("loket.css",)
    pattern = "{klasifikasi}/{urut:04}/DPS/{unit}/{tahun}"

    def applies(self, case: Sidang) -> bool:
        return bool(self._rows(case))

    def payload(self, case: Sidang, by: User | None) -> Payload:
        return {
            **acara(case),
            "baris": self._rows(case),
            "petugas": penandatangan(by, case.uml, Role.ADMINISTRASI),
        }

    def _rows(self, case: Sidang) -> list[Payload]:
        people = case.peserta.exclude(penerima="").select_related("pemilik").order_by("antrean")
        return [
            {
                "antrean": p.antrean,
                "pemilik": p.pemilik.nama,
                "penerima": p.penerima,
                "hubungan": p.hubungan,
                "surat": self._nomor(p),
            }
            for p in people
        ]

    def _nomor(self, peserta: PesertaSidang) -> list[str]:
        """Numbers of the letters that were handed over to this participant."""
        surat = [s for s in surat_dari(peserta) if s.pada_tanda_terima]
        return [nomor for s in surat for nomor in self.numbers_of(s)]


def baris(row: BarisSidang) -> Payload:
    """One line of the register, on paper and in Excel."""
    owner, uttp = row.perkara.pemilik, row.uttp
    return {
        "antrean": row.perkara.antrean,
        "pemilik": owner.nama,
        "alamat": owner.alamat or uttp.tempat.nama,
        "telepon": tampil(owner.telepon),
        "jenis": uttp.jenis.nama,
        "uraian": uttp.uraian(),
        "tahap": row.get_tahap_display(),
        "anak_timbangan": row.anak_timbangan,
        "tindakan": row.tindakan,
        "skhp": row.dengan_skhp,
        "penera": row.pengujian.penera.nama if row.pengujian else "",
    }


def rekap(case: Sidang) -> list[Payload]:
    names = ("jenis", "jumlah", "tera", "tera_ulang", "sah", "batal", "perbaikan", "at")
    return [{name: row[name] for name in names} for row in per_jenis(case)]


def angka(case: Sidang) -> Payload:
    """The recap by kind and its last line."""
    rows = rekap(case)
    return {
        "rekap": rows,
        "jumlah": vars(hitung(case)) | {n: sum(r[n] for r in rows) for n in ("tera", "tera_ulang")},
    }
