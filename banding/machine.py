"""SOP "Penanganan Banding Pelanggan" (5.1.24/BBSPJIKFK/2025), rows 1-12, as a machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models

from banding import guards
from metrologi.accounts.roles import Role
from metrologi.clock.duration import hari, hari_kalender, menit_kerja
from metrologi.workflow.declare import Machine, State, Timeout

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from metrologi.uttp.models import UmlTetangga


class Status(models.TextChoices):
    DIAJUKAN = "diajukan", "Menunggu pencatatan"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi ketua tim PJTK"
    PERLU_DILENGKAPI = "perlu_dilengkapi", "Perlu dilengkapi"
    PENOLAKAN = "penolakan", "Menyiapkan surat penolakan"
    DITOLAK = "ditolak", "Ditolak"
    PEMBENTUKAN = "pembentukan", "Menyusun panel"
    PENUNJUKAN = "penunjukan", "Menunggu penunjukan Kepala"
    PELIMPAHAN = "pelimpahan", "Menunggu pelimpahan ke kantor lain"
    DILIMPAHKAN = "dilimpahkan", "Dilimpahkan ke kantor lain"
    INVESTIGASI = "investigasi", "Investigasi panel"
    UNDANGAN = "undangan", "Menyiapkan undangan rapat"
    RAPAT = "rapat", "Rapat panel"
    PERSETUJUAN = "persetujuan", "Menunggu Kepala"
    DISPOSISI = "disposisi", "Menunggu disposisi ketua tim"
    PENYAMPAIAN = "penyampaian", "Siap dikirim"
    SELESAI = "selesai", "Selesai"


BERPANEL = (Status.INVESTIGASI, Status.UNDANGAN, Status.RAPAT)
L, S, K = Role.PELANGGAN, Role.STAF_PJTK, Role.KEPALA
KT, T, PANEL = Role.KETUA_TIM_PJTK, Role.TIM_TEKNIS, Role.PANEL_BANDING
BARIS_8 = (
    "Rekonstruksi: baris 8 hilang pada naskah SOP (nomor melompat dari 7 ke 9 di pergantian "
    "halaman). "
    "Baris 9 memerlukan daftar hadir dan pihak terkait, sehingga undangan rapat ditempatkan di "
    "sini."
)

MACHINE = Machine(
    code="banding",
    title="Banding pelanggan",
    kicker="Banding",
    sop="Penanganan Banding Pelanggan",
    status=Status,
    number="BDG/{urut:04}/{bulan_romawi}/{tahun}",
    remarks={8: BARIS_8},
    states={
        Status.DIAJUKAN: State(
            S,
            sla=menit_kerja(15),
            road=True,
            says={L: "Permohonan banding Anda sudah masuk dan sedang dicatat."},
        ),
        Status.DIVERIFIKASI: State(
            KT,
            sla=hari(1),
            road=True,
            says={L: "Kelengkapan dan relevansi permohonan Anda sedang dinilai."},
        ),
        Status.PERLU_DILENGKAPI: State(
            L,
            timeout=Timeout(hari_kalender(14), "tutup_tidak_lengkap"),
            says={
                L: "Permohonan Anda belum lengkap. Baca catatan petugas, lalu lengkapi dalam "
                "14 hari."
            },
        ),
        Status.PENOLAKAN: State(
            S,
            sla=hari(1),
            says={
                L: "Permohonan Anda tidak dapat diteruskan ke panel. Surat beserta alasannya "
                "sedang disiapkan."
            },
        ),
        Status.DITOLAK: State(
            final=True, says={L: "Permohonan banding ditolak. Alasannya ada pada surat penolakan."}
        ),
        Status.PEMBENTUKAN: State(
            T,
            sla=hari(1),
            road=True,
            says={
                L: "Permohonan Anda relevan. Panel yang tidak terlibat dalam perkara Anda "
                "sedang dibentuk."
            },
        ),
        Status.PENUNJUKAN: State(
            K, sla=hari(1), says={L: "Usulan panel menunggu penunjukan Kepala."}
        ),
        Status.PELIMPAHAN: State(
            K,
            sla=hari(1),
            says={
                L: "Kantor ini tidak mempunyai cukup pegawai yang netral; pelimpahan ke kantor "
                "lain sedang diputuskan."
            },
        ),
        Status.DILIMPAHKAN: State(
            final=True,
            says={
                L: "Banding Anda dilimpahkan ke kantor lain yang tercantum pada surat pelimpahan."
            },
        ),
        Status.INVESTIGASI: State(
            PANEL,
            sla=hari_kalender(30),
            road=True,
            bound="ganti_panel",
            says={
                L: "Panel sedang menyelidiki banding Anda, paling lama 30 hari. Anda dapat "
                "diundang untuk menjelaskan."
            },
        ),
        Status.UNDANGAN: State(
            S, sla=hari(1), says={L: "Investigasi selesai. Undangan rapat panel sedang disiapkan."}
        ),
        Status.RAPAT: State(
            PANEL,
            sla=hari(1),
            road=True,
            bound="ganti_panel",
            says={L: "Anda diundang ke rapat panel. Waktu dan tempatnya ada pada surat undangan."},
        ),
        Status.PERSETUJUAN: State(
            K,
            sla=hari(1),
            road=True,
            says={L: "Panel sudah memutus. Keputusannya menunggu persetujuan."},
        ),
        Status.DISPOSISI: State(
            KT,
            sla=menit_kerja(15),
            says={L: "Keputusan sudah disetujui dan segera disampaikan kepada Anda."},
        ),
        Status.PENYAMPAIAN: State(
            S,
            sla=menit_kerja(15),
            road=True,
            says={L: "Keputusan sudah disetujui dan segera disampaikan kepada Anda."},
        ),
        Status.SELESAI: State(
            final=True,
            road=True,
            says={
                L: "Keputusan banding sudah disampaikan. Surat keputusannya dapat diunduh di sini."
            },
        ),
    },
)
opening, step = MACHINE.opening, MACHINE.step


class BandingMachine(models.Model):
    """The steps; methods that they name and reactions write the rows beside the case."""

    machine = MACHINE
    status = MACHINE.field()

    class Meta:
        abstract = True

    @opening(
        "Ajukan banding",
        target=Status.DIAJUKAN,
        by=L,
        proxy=S,
        sop="banding:1",
        sla=menit_kerja(15),
        outputs="Dokumen banding pelanggan",
        form="AjukanBandingForm",
        page="banding/baru.html",
        fills="terima_permohonan",
    )
    def ajukan_banding(
        self,
        *,
        perihal: str,
        uraian: str,
        harapan: str,
        cara_masuk: str = "",
        nama_pemohon: str = "",
        nomor_surat: str = "",
        tanggal_surat: dt.date | None = None,
        berkas: Sequence[UploadedFile] = (),
    ) -> None: ...

    @step(
        "Catat dan laporkan",
        source=Status.DIAJUKAN,
        target=Status.DIVERIFIKASI,
        by=S,
        sop="banding:2",
        note="boleh",
        issues="tanda_terima_banding",
        outputs="Dokumen banding tercatat",
        hint="Periksa bahwa surat dan lampirannya terbaca. Pelanggan menerima tanda terima.",
    )
    def catat_banding(self) -> None: ...

    @step(
        "Relevan: kirim nota dinas",
        source=Status.DIVERIFIKASI,
        target=Status.PEMBENTUKAN,
        by=KT,
        sop="banding:3",
        issues="nota_dinas_banding",
        branches="relevan",
        outputs=(
            "Hasil verifikasi",
            "Nota dinas kepada Bagian/Tim Teknis, diketahui Kepala Balai (bila relevan)",
        ),
        hint="Nota dinas kepada bagian teknis dibuat, dengan diketahui Kepala.",
        form="NyatakanRelevanForm",
    )
    def nyatakan_relevan(self, *, relevansi: str) -> None:
        self.relevansi = relevansi

    @step(
        "Tidak relevan",
        source=Status.DIVERIFIKASI,
        target=Status.PENOLAKAN,
        by=KT,
        sop="banding:3",
        note="wajib",
        branches="tidak_relevan",
        outputs="Hasil verifikasi",
        hint="Alasan Anda dimuat dalam surat penolakan.",
        form="NyatakanTidakRelevanForm",
    )
    def nyatakan_tidak_relevan(self, *, alasan: str = "") -> None:
        self.alasan_penolakan = alasan

    @step(
        "Minta dilengkapi",
        source=Status.DIVERIFIKASI,
        target=Status.PERLU_DILENGKAPI,
        by=KT,
        sop="banding:3",
        note="wajib",
        hint="Sebutkan apa yang kurang; pelanggan melengkapi dalam 14 hari.",
    )
    def minta_lengkapi_banding(self) -> None: ...

    @step(
        "Kirim kelengkapan",
        source=Status.PERLU_DILENGKAPI,
        target=Status.DIVERIFIKASI,
        by=L,
        sop="banding:1",
        note="wajib",
        proxy=S,
        hint="Jelaskan apa yang Anda lengkapi, lalu lampirkan dokumennya.",
        form="LengkapiBandingForm",
    )
    def lengkapi_banding(self, *, berkas: Sequence[UploadedFile] = ()) -> None:
        def lengkapi_banding(self) -> None: ...

    @step(
        "Tutup karena tidak dilengkapi",
        source=Status.PERLU_DILENGKAPI,
        target=Status.PENOLAKAN,
        by=KT,
        sop="banding:3",
        guards=guards.batas_waktu_lewat,
        danger=True,
        hint="Batas 14 hari sudah lewat; surat penolakan disiapkan.",
    )
    def tutup_tidak_lengkap(self) -> None:
        self.alasan_penolakan = "Kelengkapan yang diminta tidak dikirim dalam 14 hari."

    @step(
        "Terbitkan surat penolakan",
        source=Status.PENOLAKAN,
        target=Status.DITOLAK,
        by=S,
        sop="banding:4",
        issues="penolakan_banding",
        branches="selesai",
        outputs="Surat penolakan banding",
        note="boleh",
        hint="Surat dibuat dengan alasan ketua tim dan dikirim ke akun pelanggan; catat cara "
        "penyampaian lain bila ada.",
    )
    def tolak_banding(self) -> None: ...

    @step(
        "Usulkan panel",
        source=Status.PEMBENTUKAN,
        target=Status.PENUNJUKAN,
        by=T,
        sop="banding:5",
        outputs="Usulan Tim Panel Banding",
        hint="Sekurangnya tiga orang, ganjil, dan tidak seorang pun terlibat.",
        form="UsulkanPanelForm",
        page="banding/usulkan_panel.html",
        fills="terima_usulan",
        rows="simpan_usulan",
    )
    def usulkan_panel(self, *, anggota: list[int], ketua: int) -> None: ...

    @step(
        "Usulkan pelimpahan",
        source=Status.PEMBENTUKAN,
        target=Status.PELIMPAHAN,
        by=T,
        sop="banding:5",
        guards=guards.tidak_ada_panel_sah,
        note="wajib",
        hint="Bila panel yang sah tidak dapat dibentuk di kantor ini.",
        form="UsulkanPelimpahanForm",
    )
    def usulkan_pelimpahan(self, *, tujuan: UmlTetangga) -> dict:
        self.tujuan = tujuan
        return {"tujuan": str(tujuan)}

    @step(
        "Tunjuk panel",
        source=Status.PENUNJUKAN,
        target=Status.INVESTIGASI,
        by=K,
        sop="banding:6",
        signs=True,
        guards=guards.usulan_masih_sah,
        issues="sk_panel_banding",
        outputs="Penunjukan Tim Panel Banding",
        hint="Surat keputusan penunjukan ditandatangani dan berlaku seketika.",
    )
    def tunjuk_panel(self) -> None: ...

    @step(
        "Kembalikan usulan",
        source=(Status.PENUNJUKAN, Status.PELIMPAHAN),
        target=Status.PEMBENTUKAN,
        by=K,
        sop="banding:6",
        note="wajib",
        hint="Sebutkan yang harus diperbaiki; bagian teknis mengusulkan lagi.",
    )
    def kembalikan_usulan(self) -> None: ...

    @step(
        "Limpahkan ke kantor lain",
        source=Status.PELIMPAHAN,
        target=Status.DILIMPAHKAN,
        by=K,
        sop="banding:6",
        signs=True,
        issues="pelimpahan_banding",
        danger=True,
        hint="Surat pelimpahan ditandatangani; perkara ini selesai di kantor ini.",
    )
    def limpahkan_banding(self) -> None: ...

    @step(
        "Nyatakan ketidakberpihakan",
        source=Status.INVESTIGASI,
        target=Status.INVESTIGASI,
        by=PANEL,
        sop="banding:7",
        hint="Setiap anggota menyatakannya sebelum ikut menyelidiki.",
        form="NyatakanNetralForm",
    )
    def nyatakan_netral(self) -> None: ...

    @step(
        "Tambah hasil investigasi",
        source=Status.INVESTIGASI,
        target=Status.INVESTIGASI,
        by=PANEL,
        sop="banding:7",
        outputs="Dokumen hasil investigasi",
        hint="Catatan dan dokumen ini hanya terlihat oleh anggota panel.",
        form="CatatInvestigasiForm",
    )
    def catat_investigasi(
        self, *, judul: str, uraian: str, dokumen: UploadedFile | None = None
    ) -> dict:
        return {"judul": judul}

    @step(
        "Undang pelanggan menjelaskan",
        source=Status.INVESTIGASI,
        target=Status.INVESTIGASI,
        by=PANEL,
        sop="banding:7",
        issues="undangan_penjelasan_banding",
        form="UndangPenjelasanForm",
        hint="Surat undangan terbit dan terbaca oleh pelanggan.",
    )
    def undang_penjelasan(self, *, waktu: dt.datetime, tempat: str, keperluan: str) -> dict:
        self.penjelasan_at, self.penjelasan_tempat, self.penjelasan_hal = waktu, tempat, keperluan
        return {"waktu": waktu.isoformat(), "tempat": tempat}

    @step(
        "Selesai menyelidiki",
        source=Status.INVESTIGASI,
        target=Status.UNDANGAN,
        by=PANEL,
        sop="banding:7",
        guards=(guards.semua_menyatakan_netral, guards.ada_hasil_investigasi),
        outputs="Dokumen hasil investigasi",
        hint="Tulis simpulan investigasi dan usulkan waktu rapat panel.",
        form="SelesaiInvestigasiForm",
    )
    def selesai_investigasi(self, *, kesimpulan: str) -> None:
        self.kesimpulan = kesimpulan

    @step(
        "Mundur dari panel",
        source=Status.INVESTIGASI,
        target=Status.PEMBENTUKAN,
        by=PANEL,
        sop="banding:7",
        note="wajib",
        danger=True,
        hint="Bila Anda ternyata terkait dengan perkara atau pelanggan; panel dibentuk ulang.",
    )
    def mundur_dari_panel(self) -> None: ...

    @MACHINE.relief(
        "Ganti anggota atau ketua panel",
        source=BERPANEL,
        by=K,
        signs=True,
        issues="sk_panel_banding",
        hint="Bila anggota atau ketua panel sakit, pindah, atau terkait. Keputusan penunjukan "
        "yang baru menggantikan yang lama; anggota lain dan hasil investigasinya tetap.",
        form="GantiPanelForm",
        fills="periksa_ganti",
        rows="simpan_ganti",
    )
    def ganti_panel(
        self, *, ketua: int, diganti: int | None = None, pengganti: int | None = None
    ) -> None: ...

    @MACHINE.relief(
        "Bentuk ulang panel",
        source=BERPANEL,
        target=Status.PEMBENTUKAN,
        by=K,
        danger=True,
        hint="Bila panel tidak dapat dilengkapi lagi. Tim teknis mengusulkan panel baru, atau "
        "pelimpahan ke kantor lain.",
    )
    def bentuk_ulang_panel(self) -> None: ...

    @step(
        "Undang ke rapat panel",
        source=Status.UNDANGAN,
        target=Status.RAPAT,
        by=S,
        sop="banding:8",
        issues=("undangan_banding", "daftar_hadir_banding"),
        outputs="Surat undangan rapat panel",
        hint="Surat undangan dibuat untuk pelanggan, panel, dan pihak terkait lain, beserta daftar "
        "hadir untuk ditandatangani di rapat.",
        form="UndangRapatForm",
    )
    def undang_rapat(
        self, *, waktu: dt.datetime, tempat: str, acara: str = "", pihak: list[str] | None = None
    ) -> dict:
        self.rapat_at, self.rapat_tempat, self.rapat_acara, self.pihak = (
            waktu,
            tempat,
            acara,
            pihak or [],
        )
        return {"waktu": waktu.isoformat(), "tempat": tempat}

    @MACHINE.relief(
        "Ubah waktu rapat",
        source=Status.RAPAT,
        by=(S, KT),
        issues="undangan_banding",
        hint="Bila rapat ditunda. Undangan pengganti terbit; pelanggan dan panel diberi tahu.",
        form="UbahRapatForm",
        fills="ubah_rapat",
    )
    def ubah_waktu_rapat(
        self, *, waktu: dt.datetime, tempat: str, acara: str = "", pihak: list[str] | None = None
    ) -> None: ...

    @step(
        "Catat rapat dan putusan",
        source=Status.RAPAT,
        target=Status.PERSETUJUAN,
        by=PANEL,
        sop="banding:9",
        guards=guards.rapat_sudah_berlangsung,
        issues="notulen_banding",
        outputs=("Notulen rapat", "Keputusan penyelesaian banding"),
        hint="Kehadiran, jalannya rapat, pendapat berbeda, dan putusan panel.",
        form="PutuskanBandingForm",
        fills="tetapkan",
    )
    def putuskan_banding(
        self,
        *,
        hadir: list[dict],
        notulen: str,
        putusan: str,
        pertimbangan: str,
        perbedaan: str = "",
        akibat: list[str] | None = None,
    ) -> None: ...

    @step(
        "Setujui dan disposisikan",
        source=Status.PERSETUJUAN,
        target=Status.DISPOSISI,
        by=K,
        sop="banding:10",
        signs=True,
        issues="keputusan_banding",
        outputs="Keputusan penyelesaian banding yang disetujui",
        note="boleh",
        hint="Keputusan ditandatangani; disposisi kepada ketua tim PJTK dan bagian teknis.",
    )
    def setujui_putusan(self) -> None: ...

    @step(
        "Kembalikan ke panel",
        source=Status.PERSETUJUAN,
        target=Status.RAPAT,
        by=K,
        sop="banding:10",
        note="wajib",
        hint="Misalnya bila pertimbangannya belum jelas. Putusan tetap pada panel.",
    )
    def kembalikan_ke_panel(self) -> None: ...

    @step(
        "Disposisikan kepada staf",
        source=Status.DISPOSISI,
        target=Status.PENYAMPAIAN,
        by=KT,
        sop="banding:11",
        note="boleh",
        issues="penyampaian_banding",
        outputs="Disposisi",
        hint="Surat penyampaian dibuat atas nama Anda untuk ditandatangani, lalu staf mengirimnya.",
    )
    def disposisi_putusan(self) -> None: ...

    @step(
        "Sampaikan dan arsipkan",
        source=Status.PENYAMPAIAN,
        target=Status.SELESAI,
        by=S,
        sop="banding:12",
        outputs=("Bukti penyampaian", "Arsip banding"),
        hint="Kirim keputusan dan surat penyampaiannya, lalu catat cara, penerima, dan buktinya.",
        form="SampaikanPutusanForm",
    )
    def sampaikan_putusan(
        self, *, cara: str, penerima: str, resi: str = "", berkas: Sequence[UploadedFile] = ()
    ) -> dict:
        self.cara_sampai, self.penerima, self.resi = cara, penerima, resi
        return {"cara": cara, "penerima": penerima}
