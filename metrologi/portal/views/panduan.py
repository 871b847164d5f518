"""The guide: one page for each kind of person, with pictures once they have been taken."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.portal.panduan_langkah import Prosedur, langkah_peran


@dataclass(frozen=True)
class Guide:
    """One page of the guide."""

    slug: str
    title: str
    lead: str
    icon: str
    shots: tuple[tuple[str, str], ...] = ()
    # Whose working day it tells; the slug where that is the code of a role.
    peran: tuple[Role, ...] = ()

    @property
    def prosedur(self) -> list[Prosedur]:
        """Every step of its roles, by procedure."""
        own = (Role(self.slug),) if self.slug in Role.values else ()
        return list(langkah_peran(*(self.peran or own)))

    @property
    def pictures(self) -> dict[str, tuple[str, str]]:
        """Only the screenshots that exist; keys are the last word of the file name."""
        paths = {name: f"portal/panduan/{self.slug}-{name}.png" for name, _ in self.shots}
        return {name: (paths[name], alt) for name, alt in self.shots if finders.find(paths[name])}


GUIDES = (
    Guide(
        "publik",
        "Masyarakat umum",
        "Melacak permohonan, memeriksa keaslian dokumen, mengetahui alat wajib tera.",
        "people",
        (
            ("beranda", "Halaman depan portal"),
            ("lacak", "Tahapan sebuah permohonan"),
            ("verifikasi", "Hasil pemeriksaan keaslian dokumen"),
        ),
    ),
    Guide(
        "keamanan",
        "Masuk dan keamanan akun",
        "Langkah kedua ketika masuk, kode pemulihan, sesi yang terbuka, ponsel yang hilang.",
        "shield-lock",
    ),
    Guide(
        "wajib_ttu",
        "Pemilik alat ukur",
        "Mendaftar, mencatat usaha dan alat, mengajukan tera, mengunduh SKHP.",
        "shop",
        (
            ("permohonan", "Daftar permohonan milik pemohon"),
            ("detail", "Satu permohonan dengan tahapannya"),
        ),
    ),
    Guide(
        "administrasi",
        "Pelaksana administrasi",
        "Kaji ulang permintaan, loket, konsep SKHP, penyerahan.",
        "clipboard-check",
        (
            ("tugas", "Daftar tugas pelaksana administrasi"),
            ("kaji", "Formulir kaji ulang permintaan"),
        ),
    ),
    Guide(
        "penera",
        "Penera",
        "Lembar cerapan di ponsel, batas kesalahan, putusan, cap tanda tera.",
        "rulers",
        (("tugas", "Daftar tugas penera"), ("cerapan", "Lembar cerapan timbangan elektronik")),
    ),
    Guide(
        "kepala",
        "Kepala unit",
        "Menandatangani, menugaskan, memutus, mengawasi: seluruh hari kerja Kepala.",
        "pen",
        (
            ("tugas", "Daftar tugas Kepala"),
            ("tandatangan", "Halaman tanda tangan dengan passphrase"),
        ),
    ),
    Guide(
        "kasi_pjt",
        "Kasi PJT",
        "Memantau janji layanan, surat permintaan maaf, papan SPM.",
        "speedometer2",
        (("papan", "Papan SPM"),),
    ),
    Guide(
        "pj_teknis",
        "Penanggung jawab teknis",
        "Menguraikan kendala layanan dan perkiraan selesainya.",
        "tools",
        (("perkara", "Satu pemantauan janji layanan"),),
    ),
    Guide(
        "kepala_seksi",
        "Kepala seksi",
        "Mengevaluasi keterlambatan dan memvalidasi surat.",
        "clipboard-data",
        (("perkara", "Satu pemantauan janji layanan"),),
    ),
    Guide(
        "admin_satker",
        "Administrator unit",
        "Akun, pegawai dan peran, kunci tanda tangan, kop, penomoran, jam kerja, perlengkapan.",
        "gear",
        (("pengaturan", "Halaman pengaturan unit"), ("akun", "Akun yang menunggu diaktifkan")),
    ),
    Guide(
        "pelapor",
        "Pelapor",
        "Menyampaikan pengaduan dengan atau tanpa akun, mengikuti tiket, menilai tanggapan.",
        "chat-left-text",
        (("formulir", "Formulir pengaduan"),),
    ),
    Guide(
        "petugas_pengaduan",
        "Petugas dan penangan pengaduan",
        "Mencatat, memverifikasi, menggolongkan, menangani, dan menjaga identitas pelapor.",
        "shield-lock",
        (("tugas", "Daftar tugas petugas pengaduan"),),
        (Role.PETUGAS_PENGADUAN, Role.PENANGAN_PENGADUAN),
    ),
    Guide(
        "staf_pjtk",
        "Staf PJTK",
        "Mencatat banding, surat penolakan, undangan rapat, penyampaian keputusan.",
        "envelope",
        (("perkara", "Satu banding dengan tahapannya"),),
    ),
    Guide(
        "ketua_tim_pjtk",
        "Ketua tim PJTK",
        "Menugaskan penangan, memeriksa penolakan, menilai banding, disposisi keputusan.",
        "person-check",
        (("perkara", "Satu pengaduan dengan tahapannya"),),
    ),
    Guide(
        "tim_teknis",
        "Bagian/tim teknis",
        "Mengusulkan panel banding yang tidak memihak.",
        "people",
        (("tugas", "Daftar tugas tim teknis"),),
    ),
    Guide(
        "panel_banding",
        "Panel banding",
        "Pernyataan ketidakberpihakan, investigasi, rapat panel, putusan.",
        "shield-check",
        (("tugas", "Daftar tugas anggota panel"),),
    ),
)


@access.public
def panduan(request: HttpRequest) -> HttpResponse:
    """The contents of the guide."""
    return render(request, "portal/panduan/index.html", {"guides": GUIDES})


@access.public
def halaman(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the guide."""
    guide = next((g for g in GUIDES if g.slug == slug), None)
    if guide is None:
        raise Http404
    return render(request, f"portal/panduan/{slug}.html", {"guide": guide, "guides": GUIDES})
