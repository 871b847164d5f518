"""The papers of issuance: SKHP with its annex, statement of batal, SKRD."""

from __future__ import annotations

from metrologi.accounts.models import User
from metrologi.bkd.putusan import BATAL
from metrologi.cerapan.ringkasan import KATA, ringkasan_semua, teruji
from metrologi.documents.declare import Document, penandatangan, register, tanggal_iso
from metrologi.documents.payload import Payload
from metrologi.uttp.tampil import ringkas
from skhp.models import Skhp, SkhpBaris, Skrd


class Surat(Document):
    """What both letters share: owner, instruments, tests."""

    signer, styles = True, ("surat.css", "uji.css")
    # Marks a letter never claims, though an overruled test may have left one.
    bukan: tuple[str, ...] = ()
    # What whoever checks the letter reads as the result of each instrument.
    hasil: str

    def applies(self, case: Skhp) -> bool:
        return case.jenis == self.code

    def payload(self, case: Skhp, by: User | None) -> Payload:
        summaries = ringkasan_semua([b.pengujian for b in case.daftar])
        rows = [self._baris(b, u) for b, u in zip(case.daftar, summaries, strict=True)]
        owner = case.pemilik
        return {
            "atas_nama": case.atas_nama,
            "pemilik": owner.nama,
            "alamat": owner.alamat or case.daftar[0].uttp.tempat.lengkap,
            "serentak": {
                name: _same(rows, name)
                for name in ("tanggal_uji", "tahap", "berlaku_sampai", "petugas_uji")
            },
            "nomor_order": case.origin.nomor if case.origin else "",
            "uttp": rows,
            "tanggal_order": tanggal_iso(case.origin.created_at) if case.origin else "",
            "menggantikan": self._lama(case),
            "alasan_pengganti": case.alasan_pengganti,
        }

    def _lama(self, case: Skhp) -> str:
        return ", ".join(self.numbers_of(case.menggantikan)) if case.menggantikan else ""

    def _baris(self, row: SkhpBaris, summary: Payload) -> Payload:
        test = row.pengujian
        uttp = teruji(test)
        return {
            "jenis": uttp.jenis.nama,
            "identitas": ringkas(uttp),
            "merek": f"{uttp.merek} {uttp.tipe}".strip(),
            "nomor_seri": uttp.nomor_seri,
            "kapasitas": uttp.kapasitas,
            "tahap": test.get_tahap_display(),
            "tanggal_uji": tanggal_iso(test.tanggal),
            "penera": penandatangan(test.penera, row.skhp.uml, "penera"),
            "berlaku_sampai": tanggal_iso(row.berlaku_sampai),
            **summary,
            "gagal": _failed(summary["uji"]),
            "dibubuhi": ", ".join(
                f"{m['jenis'].lower()} “{m['tahun']}”" if m["tahun"] else m["jenis"].lower()
                for m in summary["tapak"]
                if m["jenis"] not in self.bukan
            ),
        }

    def public(self, payload: Payload) -> list[tuple[str, str]]:
        """Kind, brand, serial, result and validity of each instrument; no owner."""
        shown = []
        for n, row in enumerate(payload["uttp"], 1):
            prefix = f"UTTP {n}: " if len(payload["uttp"]) > 1 else ""
            shown += [
                (f"{prefix}Jenis", row["jenis"]),
                (f"{prefix}Merek/tipe", row["merek"]),
                (f"{prefix}Nomor seri", row["nomor_seri"] or "–"),
                (f"{prefix}Hasil", self.hasil),
                (f"{prefix}Tanggal pengujian", row["tanggal_uji"]),
            ]
            if row["berlaku_sampai"]:
                shown.append((f"{prefix}Berlaku sampai", row["berlaku_sampai"]))
        return shown


def _same(rows: list[Payload], name: str) -> str:
    """What all instruments share, or "" when they differ."""
    found = {row[name] for row in rows}
    return str(found.pop()) if len(found) == 1 else ""


def _failed(tests: list[Payload]) -> list[dict[str, str]]:
    """Every point outside its limit, as printed: test, point, value, limit."""
    return [
        {"uji": t["nama"], "titik": titik, "nilai": nilai, "batas": batas}
        for t in tests
        for titik, _, nilai, batas, putusan in t["baris"]
        if putusan == KATA[BATAL]
    ]


@register
class SkhpPaper(Surat):
    """Surat Keterangan Hasil Pengujian; a written statement beside the mark (UU 2/1981 Ps. 20)."""

    code, title, template, hasil = (
        "skhp",
        "Surat Keterangan Hasil Pengujian",
        "skhp/papers/skhp.html",
        "Sah",
    )
    bukan = ("Tanda batal",)
    pattern = "{klasifikasi}/{urut:04}/SKHP/{unit}/{bulan_romawi}/{tahun}"


@register
class KeteranganBatalPaper(Surat):
    """What failed, by how much against which limit, what to do next.

    And no validity (UU 2/1981 Ps. 20(5), 25).
    """

    code, title, template, hasil = (
        "keterangan_batal",
        "Surat Keterangan Batal",
        "skhp/papers/keterangan_batal.html",
        "Batal",
    )
    bukan = ("Tanda sah",)
    pattern = "{klasifikasi}/{urut:04}/SKB/{unit}/{bulan_romawi}/{tahun}"


@register
class SkrdPaper(Document):
    """Surat Ketetapan Retribusi Daerah; nihil since UU 1/2022 ended the levy."""

    code, title, template = "skrd", "Surat Ketetapan Retribusi Daerah", "skhp/papers/skrd.html"
    pattern = "{klasifikasi}/{urut:05}/SKRD/{unit}/{tahun}"

    def payload(self, case: Skrd, by: User | None) -> Payload:
        return {
            "pemilik": case.pemilik.nama,
            "alamat": case.pemilik.alamat or self._tempat(case),
            "rincian": case.rincian,
            "jumlah": case.jumlah,
            "dasar": case.dasar,
            "nomor_order": case.origin.nomor if case.origin else "",
            "petugas": penandatangan(by, case.uml, "administrasi"),
        }

    def _tempat(self, case: Skrd) -> str:
        place = case.pemilik.tempat.order_by("pk").first()
        return place.lengkap if place else ""
