"""What people type into the form of each step, and what must stand before they can: sample data.

A sample is a function of `Coba`; it may bring the case further by real steps, or put another case
of the same state in its place, and returns what is typed. A step with neither form nor work page
needs none. An opening returns its page and what is typed there, as `Halaman`.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from banding.models.baris import Akibat
from kompensasi.pantau import pantau_semua
from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import PEMOHON, Role
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now, today
from metrologi.documents import numbering
from metrologi.uttp.models import Wilayah
from metrologi.workflow import trail
from metrologi.workflow.run import open_case, run
from tests.banding import keadaan as banding
from tests.kompensasi.keadaan import pantauan
from tests.pengaduan import keadaan as pengaduan
from tests.perlengkapan import conftest as perlengkapan
from tests.readings import bacaan
from tests.sidang import keadaan as sidang
from tests.tempat_pakai import keadaan as lapangan
from tests.unpainted import blank
from tests.walk import walk

FRIDAY = 4
ISIAN, PEMBUKA = {}, {}


@dataclass
class Coba:
    """One try of a step: the office, whose turn it is, on which case; a sample may change both."""

    office: Any
    role: str
    user: User
    case: Any = None


@dataclass
class Halaman:
    """A page of its own: what is typed there, when if not now, and whether the log names nobody."""

    url: str
    ketikan: dict = field(default_factory=dict)
    saat: dt.datetime | None = None
    tanpa_pelaku: bool = False


def isian(*names, code=None):
    """Registers the sample of these steps, of one machine where several have such a step."""

    def keep(sample):
        for name in names:
            ISIAN[(code, name) if code else name] = sample
        return sample

    return keep


def pembuka(code, step):
    def keep(sample):
        PEMBUKA[code, step] = sample
        return sample

    return keep


def sample_of(code, step):
    """The sample of a step; None where it has none."""
    return ISIAN.get((code, step)) or ISIAN.get(step)


def maju(coba, goal):
    """Walk the case on to that state."""
    coba.case = walk(coba.case, goal, coba.office.people, coba.office.samples())


def rekan(coba):
    """Another holder of the role at the office; the same one when asked again."""
    role, unit = coba.role, coba.office.uml
    if known := User.objects.filter(username=f"rekan-{role}").first():
        return known
    user = User.objects.create_user(f"rekan-{role}", nama=f"Rekan {role}", uml=unit)
    Penugasan.objects.create(user=user, role=role, uml=unit, mulai=dt.date(2020, 1, 1))
    return user


def hari_kerja(days=7):
    """A working day after so many that is no Friday, whose hours are fewer."""
    day = today() + dt.timedelta(days=days)
    while day.weekday() >= FRIDAY or not calendar_for(None).is_workday(day):
        day += dt.timedelta(days=1)
    return day.isoformat()


def surat():
    return SimpleUploadedFile("surat.pdf", blank(), "application/pdf")


# --- testing, as every procedure of tera has it ---------------------------------------------------


def diuji(coba, keputusan="sah"):
    """Test everything that waits; the case is what became of it."""
    for item in coba.case.diterima():
        coba.office.test_item(coba.case, item, keputusan)
    coba.case.refresh_from_db()


@isian("terima", code="orders")
def terima(coba):
    (item,) = coba.case.daftar
    return {f"i{item.pk}_{box}": "on" for box in ("lengkap", "visual")} | kaji(item)


@isian("terima", code="tempat_pakai")
def terima_lapangan(coba):
    (item,) = coba.case.daftar
    return {f"i{item.pk}_lengkap": "on"} | kaji(item)


def kaji(item):
    return {f"i{item.pk}_kaji": "diterima"}


@isian("rujuk")
def rujuk(coba):
    coba.case = coba.office.order(di_luar_lingkup(coba))
    return {}


@isian("tolak", code="tempat_pakai")
def tolak(coba):
    coba.case = lapangan.permohonan(coba.office, di_luar_lingkup(coba))
    return {}


def di_luar_lingkup(coba):
    return coba.office.uttp("meter_kwh", kelas="1", satuan="A")


@isian("uji")
def uji(coba):
    item = coba.case.diterima()[0]
    args = [coba.case.machine.code, coba.case.pk, item.pk]
    typed = bacaan(item.uttp, coba.office.standar, tahap=item.tahap)
    return Halaman(reverse("pengujian:uji", args=args), typed)


@isian("betulkan_tahap")
def betulkan_tahap(coba):
    item = coba.case.diterima()[0]
    return {"item": item.pk, "tahap": "tera" if item.tahap == "tera_ulang" else "tera_ulang"}


@isian("tegaskan")
def tegaskan(coba):
    coba.office.test_item(coba.case, coba.case.diterima()[0], "perlu_perbaikan")
    coba.user = rekan(coba)
    return {"item": coba.case.diterima()[0].pk, "setuju": "ya"}


@isian("kesampingkan")
def kesampingkan(coba):
    if coba.case.status == "diuji":
        coba.office.test_item(coba.case, coba.case.diterima()[0], "perlu_perbaikan")
    return {"item": coba.case.diterima()[0].pk, "keputusan": "batal"}


@isian("tunggu_perbaikan")
def tunggu_perbaikan(coba):
    diuji(coba, "perlu_perbaikan")
    return {}


@isian("selesai_uji", code="orders")
def selesai_uji(coba):
    diuji(coba)
    return {}


@isian("siapkan")
def siapkan(coba):
    return {"gabung": "gabung", "atas_nama": "CV Uji"}


@isian("serahkan", code="orders")
@isian("serahkan", code="tempat_pakai")
@isian("serahkan", code="peserta_sidang")
def serahkan(coba):
    return {"penerima": "Budi", "hubungan": "karyawan"}


def tanpa_skhp(coba, goal):
    """Such a case whose owner wanted no letter, in that state."""
    if coba.case.machine.code == "orders":
        coba.case = coba.office.order(skhp=False)
        maju(coba, "diuji")
        diuji(coba)
    else:
        coba.case = lapangan.selesai_diuji(coba.office, skhp=False)
    maju(coba, "disiapkan")
    if goal == "disiapkan":
        return
    clerk = coba.office.people["administrasi"]
    coba.case = run(coba.case, "tanpa_surat", by=clerk, seen="disiapkan")
    maju(coba, goal)


@isian("tanpa_surat")
def tanpa_surat(coba):
    tanpa_skhp(coba, "disiapkan")
    return {}


@isian("susulkan_skhp")
def susulkan_skhp(coba):
    if coba.case.machine.code != "peserta_sidang":
        tanpa_skhp(coba, "selesai")
    return {"items": [coba.case.diterima()[0].pk], "peminta": "Budi"}


@pembuka("orders", "ajukan")
def ajukan(coba):
    return Halaman("/orders/baru/", {"uttp": [coba.office.uttp().pk], "catatan": "Pagi."})


# --- on the spot ----------------------------------------------------------------------------------


@pembuka("tempat_pakai", "ajukan")
def ajukan_lapangan(coba):
    typed = {"uttp": [coba.office.uttp().pk], "narahubung": "Budi", "telepon": "0812345678"}
    return Halaman("/tempat_pakai/baru/", typed)


@isian("berita_acara")
def berita_acara(coba):
    diuji(coba)
    return {"nama": "Budi", "hubungan": "pemilik", "setuju": "on"}


@isian("tinggalkan")
def tinggalkan(coba):
    coba.case = lapangan.selesai_diuji(coba.office, "perlu_perbaikan")
    return {}


@isian("selesai_uji", code="tempat_pakai")
def selesai_uji_lapangan(coba):
    coba.case = lapangan.selesai_diuji(coba.office)
    return {}


@pembuka("perjalanan", "susun")
def susun(coba):
    case = lapangan.terdaftar(coba.office)
    return Halaman(
        "/perjalanan/baru/",
        {
            "permohonan": [case.pk],
            "tanggal": hari_kerja(),
            "petugas": [coba.office.people["penera"].pk],
            "keterangan": "Berangkat pagi.",
        },
    )


@isian("tambah_permohonan")
def tambah_permohonan(coba):
    return {"permohonan": [lapangan.terdaftar(coba.office).pk]}


@isian("jadwal_ulang")
def jadwal_ulang(coba):
    """A day on which nobody of the crew is away yet."""
    return {"tanggal": hari_kerja(7 + type(coba.case).objects.count())}


# --- sidang ---------------------------------------------------------------------------------------


@pembuka("sidang", "rencanakan")
def rencanakan(coba):
    desa = Wilayah.objects.get(kode="16.06.01.1009")
    place = {"lokasi": sidang.PASAR, "kecamatan": desa.induk.pk, "desa": desa.pk}
    return Halaman("/sidang/baru/", {**place, "tanggal": hari_kerja(), "perkiraan": "20"})


@isian("undang", "perbaiki_spt")
def undang(coba):
    crew = [coba.office.people[role].pk for role in ("penera", "administrasi")]
    return {"petugas": crew, "kendaraan": "BG 1234", "undangan": "Camat Sekayu | Sekayu"}


@isian("ganti_petugas")
def ganti_petugas(coba):
    return {"petugas": [coba.office.people[role].pk for role in ("penera", "administrasi")]}


@isian("jadwalkan_ulang")
def jadwalkan_ulang(coba):
    return {"tanggal": hari_kerja(), "jam_mulai": "08:00", "jam_selesai": "14:00"}


@pembuka("peserta_sidang", "daftarkan")
def daftarkan(coba):
    there, uttp = sidang.sidang_in(coba.office, "berlangsung"), coba.office.uttp()
    url = reverse("workflow:sidang-register", args=[there.pk])
    return Halaman(f"{url}?pemilik={coba.office.owner.pk}", {"uttp": [uttp.kode]})


@isian("tambah_uttp")
def tambah_uttp(coba):
    return {"uttp": [coba.office.uttp().kode]}


@isian("lepas")
def lepas(coba):
    uttp = [coba.office.uttp() for _ in range(2)]
    coba.case = sidang.antre(coba.office, coba.case.sidang, *uttp)
    coba.office.test_item(coba.case, coba.case.diterima()[0])
    return {}


def dikesampingkan(coba):
    """The last verdict becomes final by the Kepala's word, so nothing ends the test by itself."""
    coba.office.test_item(coba.case, coba.case.diterima()[0], "perlu_perbaikan")
    run(
        coba.case,
        "kesampingkan",
        by=coba.office.people["kepala"],
        seen="diuji",
        note="Kurang jelas.",
        item=coba.case.diterima()[0],
        keputusan="sah",
    )


@isian("selesai_uji", code="peserta_sidang")
def selesai_uji_sidang(coba):
    dikesampingkan(coba)
    return {}


@isian("cukup")
def cukup(coba):
    coba.case = sidang.antre(coba.office, coba.case.sidang)
    dikesampingkan(coba)
    return {}


# --- letters and levies ---------------------------------------------------------------------------


@pembuka("skhp", "buat")
def buat(coba):
    """The draft of a letter is made by the step of the case that was tested."""
    case = coba.office.case_in(coba.office.order().machine, "disiapkan")
    url = reverse("workflow:step", args=["orders", case.pk, "siapkan"])
    return Halaman(url, {"gabung": "gabung"})


@pembuka("skhp", "buat_pengganti")
def buat_pengganti(coba):
    old = walk(coba.office.konsep(), "terbit", coba.office.people, coba.office.samples())
    return Halaman(reverse("workflow:skhp-ganti", args=[old.pk]), {"alasan": "Salah ketik."})


@isian("ajukan", code="skhp")
def ajukan_surat(coba):
    return {"atas_nama": "CV Uji"}


@pembuka("skrd", "siapkan_skrd")
def siapkan_skrd(coba):
    terms = {"kebijakan_biaya": "tarif", "dasar_biaya": "Perda Nomor 9 Tahun 2030"}
    Uml.objects.filter(pk=coba.office.uml.pk).update(**terms)
    coba.case = coba.office.order()
    tanpa_skhp(coba, "siap_diserahkan")
    item = coba.case.diterima()[0]
    url = reverse("workflow:skrd-tetapkan", args=["orders", coba.case.pk])
    return Halaman(url, {f"jumlah_{item.pk}": "15.000"})


# --- equipment ------------------------------------------------------------------------------------


@pembuka("pinjam_ctt", "serahkan")
def serahkan_cap(coba):
    stamp = perlengkapan.cap(coba.office, kode=f"CTT-{uuid4()}"[:20])
    penera = coba.office.people["penera"].pk
    url = reverse("perlengkapan:ctt", args=[stamp.pk])
    return Halaman(url, {"penera": penera, "jumlah": "1", "keperluan": "Pelayanan kantor"})


@isian("terbitkan_berita_acara")
def terbitkan_berita_acara(coba):
    """A loan as the former release left it: with its log, but without its record on paper."""
    old = coba.case
    loan = type(old).objects.get(pk=old.pk)
    loan.pk, loan.log_count, loan.log_head = None, 0, ""
    with transaction.atomic():
        loan.nomor = numbering.take(old.uml, old.machine.counter, old.machine.number, now())
    loan._state.adding = True
    loan.save()
    for row in trail.rows_of(old):
        row.pk = None
        row._state.adding = True
        trail.append(loan, row)
    loan.save()
    coba.case = loan
    return {}


@pembuka("pengembalian_ctt", "catat")
def catat(coba):
    perlengkapan.cap(coba.office, kode=f"CTT-{uuid4()}"[:20], tahun=today().year - 1)
    return Halaman(reverse("perlengkapan:pengembalian"), {"penerima": "Direktorat Metrologi"})


@pembuka("penarikan", "usulkan")
def usulkan(coba):
    faulty = perlengkapan.standar(coba.office)
    perlengkapan.hasil(coba.office, coba.office.uttp(), [faulty])
    typed = {"standar": faulty.pk, "dari": today().isoformat(), "alasan": "Retak."}
    return Halaman(reverse("perlengkapan:penarikan_baru"), typed)


# --- complaints -----------------------------------------------------------------------------------


@pembuka("pengaduan", "adukan")
def adukan(coba):
    typed = {"judul": "Antre lama", "uraian": "Tiga jam.", "layanan": "orders"}
    if coba.role == Role.PETUGAS_PENGADUAN:
        typed |= {"kanal": "telepon", "nama": "Siti"}
    return Halaman(reverse("workflow:pengaduan-baru"), typed)


@isian(*pengaduan.TULISAN)
def tulisan(coba):
    return {"isi": "Tulisan uji."}


@isian("nyatakan_lengkap")
def nyatakan_lengkap(coba):
    return {"akar_masalah": "prosedur"}


@isian("lanjutkan_penanganan")
def lanjutkan_penanganan(coba):
    coba.case = pengaduan.ditolak_setelah_verifikasi(coba.office)
    return {}


@isian("teruskan_ke_pengawas")
def teruskan_ke_pengawas(coba):
    pengaduan.berpengawas(coba.office)
    return {}


@isian("tolak_laporan", "tolak_setelah_verifikasi")
def tolak_laporan(coba):
    return {"jenis_penolakan": "bukan_wewenang", "isi": "Bukan wewenang kami."}


@isian("golongkan_laporan")
def golongkan_laporan(coba):
    return {"jenis": "waktu", "tingkat": "sedang", "kelas": "14"}


@isian("tugaskan_penangan", "tugaskan_oleh_kepala")
def tugaskan_penangan(coba):
    return {"penangan": coba.office.people["penangan_pengaduan"].pk}


@isian("alihkan_penangan")
def alihkan_penangan(coba):
    chief, coba.role = coba.role, Role.PENANGAN_PENGADUAN
    other, coba.role = rekan(coba), chief
    return {"penangan": other.pk}


@isian("beri_tanggapan")
def beri_tanggapan(coba):
    return {"isi": "Loket ditambah.", "tindakan": "Petugas ditambah.", "akar_masalah": "prosedur"}


@isian("nilai_tanggapan")
def nilai_tanggapan(coba):
    return {"nilai": "4", "saran": "Terima kasih."}


@isian("minta_buka_kembali")
def minta_buka_kembali(coba):
    return {"nilai": "1", "isi": "Masih lama."}


@pembuka("evaluasi_pengaduan", "susun_evaluasi")
def susun_evaluasi(coba):
    since = (today() - dt.timedelta(days=90)).isoformat()
    return Halaman("/evaluasi_pengaduan/baru/", {"mulai": since, "sampai": today().isoformat()})


@isian("tulis_rencana")
def tulis_rencana(coba):
    row = {"uraian_1": "Tambah loket", "penanggung_jawab_1": "Kepala", "tenggat_1": hari_kerja()}
    return {"temuan": "Antrean lama.", **row}


@isian("catat_selesai")
def catat_selesai(coba):
    return {"perbaikan": coba.case.rencana.first().pk, "note": "Loket kedua dibuka."}


# --- appeals --------------------------------------------------------------------------------------


@pembuka("banding", "ajukan_banding")
def ajukan_banding(coba):
    typed = {"pengaduan": banding.ditutup(coba.office).pk, **banding.ISI}
    if coba.role not in PEMOHON:
        typed |= {"cara_masuk": "langsung", "surat": surat()}
    return Halaman("/banding/baru/", typed)


@isian("nyatakan_relevan")
def nyatakan_relevan(coba):
    return {"lengkap": "on", "relevansi": "Menyangkut cara menguji."}


@isian("nyatakan_tidak_relevan")
def nyatakan_tidak_relevan(coba):
    return {}


@isian("lengkapi_banding")
def lengkapi_banding(coba):
    return {"kelengkapan": surat()}


@isian("usulkan_panel")
def usulkan_panel(coba):
    return banding.usulan(coba.office)


@isian("usulkan_pelimpahan")
def usulkan_pelimpahan(coba):
    banding.terikat(coba.case)
    return {"tujuan": coba.office.near.pk}


@isian("nyatakan_netral")
def nyatakan_netral(coba):
    return {"setuju": "on"}


@isian("catat_investigasi")
def catat_investigasi(coba):
    banding.menyatakan(coba.case)
    return {"judul": "Wawancara", "uraian": "Penera membenarkan.", "dokumen": surat()}


@isian("undang_penjelasan")
def undang_penjelasan(coba):
    banding.menyatakan(coba.case)
    return {"waktu": f"{hari_kerja()}T09:00", "tempat": "Kantor", "keperluan": "Kronologi"}


@isian("selesai_investigasi")
def selesai_investigasi(coba):
    return banding.selidiki(coba.case)


@isian("undang_rapat", "ubah_waktu_rapat")
def undang_rapat(coba):
    return {"waktu": f"{hari_kerja()}T09:00", "tempat": "Ruang rapat"}


@isian("ganti_panel")
def ganti_panel(coba):
    ill = coba.case.panel()[2].user_id
    fresh = banding.calon(coba.office, "panel_keempat")
    return {"diganti": ill, "pengganti": fresh.pk, "ketua": coba.case.panel()[1].user_id}


@isian("putuskan_banding")
def putuskan_banding(coba):
    return {
        "hadir": [seat.user_id for seat in coba.case.panel()],
        "notulen": "Rapat dibuka ketua.",
        "putusan": "diterima",
        "pertimbangan": "Prosedur dilewati.",
        "akibat": ["uji_ulang"],
    }


@isian("sampaikan_putusan")
def sampaikan_putusan(coba):
    return {"cara": "langsung", "penerima": "Budi", "bukti": surat()}


# --- compensation ---------------------------------------------------------------------------------


@pembuka("kompensasi", "pantau")
def pantau(coba):
    """Whatever else is late is opened before, so that the form opens one."""
    pantau_semua()
    late = coba.office.order().due_at + dt.timedelta(minutes=1)
    return Halaman(reverse("workflow:kompensasi-papan"), saat=late)


@pembuka("kompensasi", "buka_atas_putusan")
def buka_atas_putusan(coba):
    case = coba.office.case_in(banding.banding(coba.office).machine, "selesai")
    Akibat.objects.create(banding=case, jenis="kompensasi")
    return Halaman(reverse("workflow:banding-akibat"), tanpa_pelaku=True)


@isian("konfirmasi_selesai")
def konfirmasi_selesai(coba):
    order = coba.office.order()
    coba.case = pantauan(coba.office, order, nyata=False)
    walk(order, "dibatalkan", coba.office.people, coba.office.samples())
    return {}


@isian("informasikan_kendala")
def informasikan_kendala(coba):
    return {"penyebab": "alat", "kendala": "Anak timbangan rusak."}


@isian("sampaikan_evaluasi")
def sampaikan_evaluasi(coba):
    return {"evaluasi": "Dipinjam dari UML tetangga."}


@isian("instruksikan")
def instruksikan(coba):
    """What the rule of the office proposes stays as it is."""
    return {"arahan": "Segera."}


@isian("gabungkan")
def gabungkan(coba):
    """An item of the board joins by itself; the one that a decision opened waits for a person."""
    order = coba.office.order()
    pantauan(coba.office, order)
    coba.case = open_case(
        "kompensasi",
        step="buka_atas_putusan",
        by=None,
        uml=coba.office.uml,
        origin=order,
        alasan="Banding dikabulkan.",
    )
    maju(coba, "instruksi")
    return {}


@isian("susun", code="kompensasi")
def susun_surat(coba):
    return {"isi_surat": "Kami memohon maaf.", "suvenir_siap": "on"}


@isian("tutup_internal")
def tutup_internal(coba):
    """About a promise among the office's own: nobody outside waits for a plan of a sidang."""
    coba.case = pantauan(coba.office, sidang.rencana(coba.office))
    maju(coba, "instruksi")
    return {}


@isian("kirim_surat")
def kirim_surat(coba):
    return {"cara": "kurir", "kurir": "Pos", "resi": "RB123"}


@isian("terima_surat", "catat_tanda_terima")
def terima_surat(coba):
    return {"penerima": "Budi"}
