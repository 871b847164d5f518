"""How tests bring a complaint, and an evaluation, to each state."""

import datetime as dt

from metrologi.accounts.models import Uml
from metrologi.clock.now import today
from metrologi.documents import store
from metrologi.workflow.run import open_case, run
from pengaduan.models import Lampiran, SurelDisisihkan
from tests.walk import walk

MACHINES = {"pengaduan", "evaluasi_pengaduan"}
TULISAN = (
    "minta_dilengkapi",
    "lengkapi_laporan",
    "usulkan_tanggapan",
    "catat_penanganan",
    "tanggapan_awal",
    "tanya_pelapor",
    "jawab_pertanyaan",
    "solusi_terbukti",
    "pantau_solusi",
    "kabari_pelapor",
    "tangani_lagi",
    "buka_kembali",
    "tolak_buka_kembali",
    "ajukan_keberatan",
    "terima_keberatan",
    "tolak_keberatan",
)
PENOLAKAN = {
    "jenis_penolakan": "bukan_wewenang",
    "isi": "Bukan wewenang kami.",
    "rujukan": "Ombudsman",
}
IDENTITAS = {
    "nama": "Siti Rahasia Binti Umar",
    "telepon": "0811777888",
    "email": "siti.rahasia@contoh.id",
    "alamat": "Lorong Melati 7",
}
LAPORAN = {
    "judul": "Menunggu terlalu lama di loket",
    "uraian": "Saya menunggu tiga jam tanpa dipanggil.",
    "layanan": "orders",
    "tempat": "Loket kantor",
}


def samples(office):
    return {
        **{name: lambda case, user: {"isi": "Tulisan uji."} for name in TULISAN},
        "nyatakan_lengkap": lambda case, user: {"akar_masalah": "prosedur"},
        "tolak_laporan": lambda case, user: dict(PENOLAKAN),
        "tolak_setelah_verifikasi": lambda case, user: dict(PENOLAKAN),
        "teruskan_ke_pengawas": lambda case, user: berpengawas(office),
        "golongkan_laporan": lambda case, user: {
            "jenis": "waktu",
            "tingkat": "sedang",
            "kelas": 14,
        },
        "tugaskan_penangan": lambda case, user: {"penangan": office.people["penangan_pengaduan"]},
        "tugaskan_oleh_kepala": lambda case, user: {
            "penangan": office.people["penangan_pengaduan"]
        },
        "alihkan_penangan": lambda case, user: {"penangan": office.people["penangan_pengaduan"]},
        "beri_tanggapan": lambda case, user: {
            "isi": "Loket ditambah.",
            "tindakan": "Menambah petugas.",
            "akar_masalah": "prosedur",
        },
        "nilai_tanggapan": lambda case, user: {"nilai": 4, "saran": "Terima kasih."},
        "minta_buka_kembali": lambda case, user: {"nilai": 1, "isi": "Masih lama."},
        "sahkan_evaluasi": lambda case, user: {"secret": "demo-passphrase"},
        "catat_selesai": lambda case, user: {"perbaikan": case.rencana.first()},
        "tulis_rencana": lambda case, user: {
            "temuan": "Antrean lama.",
            "rencana": [
                {
                    "uraian": "Tambah loket",
                    "penanggung_jawab": "Kepala",
                    "tenggat": today() + dt.timedelta(days=30),
                }
            ],
        },
    }


def laporan(office, *, by="pelapor", kanal="akun", **data):
    return open_case(
        "pengaduan", by=office.people[by], uml=office.uml, **{**LAPORAN, "kanal": kanal, **data}
    )


def berpengawas(office):
    """The office has declared who supervises it from outside."""
    Uml.objects.filter(pk=office.uml.pk).update(pengawas="Inspektorat Kabupaten")
    office.uml.refresh_from_db()
    return {}


def ditolak_setelah_verifikasi(office):
    """A complaint whose rejection is proposed while the office works on it."""
    case = walk(laporan(office), "terverifikasi", office.people, office.samples())
    by = office.people["petugas_pengaduan"]
    return run(case, "tolak_setelah_verifikasi", by=by, seen=case.status, **PENOLAKAN)


def evaluasi(office):
    return open_case(
        "evaluasi_pengaduan",
        by=office.people["kepala"],
        uml=office.uml,
        mulai=today() - dt.timedelta(days=90),
        sampai=today(),
    )


def case_in(office, machine, state):
    if machine.code == "pengaduan":
        return walk(laporan(office), state, office.people, office.samples())
    case = evaluasi(office)
    due = today() + dt.timedelta(days=30)
    case.rencana.create(uraian="Tambah loket", penanggung_jawab="Kepala", tenggat=due)
    return walk(case, state, office.people, office.samples())


# --- addresses for the access crawl ---------------------------------------------------------------
ALAMAT = {
    "workflow:pengaduan-identitas": lambda m: {"pk": m.pengaduan.pk},
    "workflow:pengaduan-betulkan": lambda m: {"pk": m.pengaduan.pk},
    "workflow:pengaduan-kode": lambda m: {"pk": m.pengaduan.pk},
    "workflow:pengaduan-tambah": lambda m: {"pk": m.pengaduan.pk},
    "workflow:pengaduan-lampiran": lambda m: {
        "pk": m.pengaduan.pk,
        "berkas": m.pengaduan_lampiran.pk,
    },
    "workflow:pengaduan-tiket-lampiran": lambda m: {"pk": m.pengaduan_lampiran.pk},
    "workflow:pengaduan-tiket-surat": lambda m: {"pk": m.pengaduan.pk},
    "workflow:pengaduan-surel-satu": lambda m: {"pk": m.surel.pk},
    "workflow:pengaduan-tiket-langkah": lambda m: {"langkah": "tarik_laporan"},
}


def punya_kami(office, m):
    m.pengaduan = m.cases["pengaduan"]
    m.pengaduan_lampiran = lampiran(m.pengaduan)
    m.surel = SurelDisisihkan.objects.create(
        uml=office.uml, uid="7", sebab=SurelDisisihkan.Sebab.KOSONG, dari="wati@contoh.id"
    )


def lampiran(case):
    return Lampiran.objects.create(
        pengaduan=case,
        nama="Lampiran 1.pdf",
        ukuran=15,
        jenis_isi="application/pdf",
        file=store.put(b"%PDF-1.7 contoh", folder="pengaduan"),
    )
