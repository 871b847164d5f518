"""Complaints of the demo office: with an account, without one and at the desk, in all states."""

from __future__ import annotations

from typing import Any

from metrologi.accounts.models import Uml, User
from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from metrologi.demo.jam import Jam, pagi
from metrologi.workflow.run import open_case, run
from pengaduan.akun import akun_umum

P, T, H, K = "petugas_pengaduan", "ketua_tim_pjtk", "penangan_pengaduan", "kepala"
# Days ago, subject, what happened, service, channel, confidentiality, kind, class, and how many
# steps of JALAN are taken.
RENCANA = (
    (
        58,
        "Jam buka loket berbeda dengan papan",
        "Loket baru dibuka pukul 08.30, di papan tertulis 07.30.",
        "lainnya",
        "formulir",
        "terbuka",
        "informasi",
        5,
        7,
    ),
    (
        41,
        "SKHP terlambat tiga hari",
        "Timbangan sudah selesai diuji, suratnya baru terbit tiga hari kemudian.",
        "orders",
        "akun",
        "terbuka",
        "waktu",
        14,
        7,
    ),
    (
        33,
        "Petugas kurang ramah di loket",
        "Pertanyaan saya tidak dijawab dan saya disuruh membaca papan.",
        "orders",
        "telepon",
        "rahasia",
        "perilaku",
        14,
        7,
    ),
    (
        9,
        "Diminta uang oleh orang yang mengaku petugas",
        "Ia menawarkan tera tanpa antre di depan kantor.",
        "lainnya",
        "formulir",
        "anonim",
        "biaya",
        60,
        4,
    ),
    (
        5,
        "Ruang tunggu tanpa tempat duduk",
        "Antre dua jam sambil berdiri, ada ibu hamil.",
        "orders",
        "loket",
        "terbuka",
        "sarana",
        14,
        3,
    ),
    (
        1,
        "Nama usaha pada SKHP salah ketik",
        "Tertulis Toko Epil Subar, seharusnya Epil Subur.",
        "orders",
        "akun",
        "terbuka",
        "",
        0,
        0,
    ),
)
IDENTITAS = {
    "nama": "Rosdiana",
    "telepon": "0812-7111-0042",
    "email": "",
    "alamat": "Kelurahan Serasan Jaya",
}
JALAN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("nyatakan_lengkap", P, {"akar_masalah": "prosedur"}),
    ("golongkan_laporan", P, {"tingkat": "sedang"}),
    ("tugaskan_penangan", T, {}),
    (
        "usulkan_tanggapan",
        H,
        {"isi": "Kejadian dibenarkan. Usul: perbaiki jadwal dan beri tahu petugas loket."},
    ),
    ("solusi_terbukti", H, {"isi": "Diperiksa dua minggu berturut-turut; tidak terulang."}),
    (
        "beri_tanggapan",
        H,
        {
            "isi": "Terima kasih atas laporan Saudara. Kejadian itu benar dan kami mohon maaf.",
            "tindakan": "Jadwal loket diperbarui dan petugas diberi pengarahan.",
            "akar_masalah": "prosedur",
        },
    ),
    ("nilai_tanggapan", "pelapor", {"nilai": 4, "saran": "Tanggapannya jelas."}),
)


def buka_pengaduan(uml: Uml) -> int:
    """Open and walk the planned complaints and the evaluation; returns how many complaints."""
    orang = {u.username: u for u in User.objects.all()}
    for row in RENCANA:
        _satu(uml, orang, *row)
    day = today()
    start = day.replace(month=1 if day.month <= 6 else 7, day=1)
    open_case("evaluasi_pengaduan", by=orang[K], uml=uml, mulai=start, sampai=day)
    return len(RENCANA)


def _identitas(orang: dict[str, User], kanal: str, hari: int) -> dict[str, str]:
    """An account is known; everybody else has a telephone of their own."""
    own = orang["pelanggan"]
    return (
        {"nama": own.nama, "telepon": own.phone, "email": own.email}
        if kanal == "akun"
        else IDENTITAS | {"telepon": f"0812-7111-{hari:04}"}
    )


def _satu(
    uml: Uml,
    orang: dict[str, User],
    hari: int,
    judul: str,
    uraian: str,
    layanan: str,
    kanal: str,
    rahasia: str,
    jenis: str,
    kelas: int,
    langkah: int,
) -> None:
    jam = Jam(calendar_for(uml.pk), pagi(calendar_for(uml.pk), hari))
    reporter = orang["pelanggan"] if kanal == "akun" else akun_umum(uml)
    opener = orang[P] if kanal in ("telepon", "loket") else reporter
    with jam.sekarang():
        case = open_case(
            "pengaduan",
            by=opener,
            uml=uml,
            judul=judul,
            uraian=uraian,
            layanan=layanan,
            kanal=kanal,
            kerahasiaan=rahasia,
            identitas=_identitas(orang, kanal, hari),
        )
    for name, role, data in JALAN[:langkah]:
        jam.maju(240)
        extra: dict[str, Any] = {
            "golongkan_laporan": {"jenis": jenis, "kelas": kelas},
            "tugaskan_penangan": {"penangan": orang[H]},
        }.get(name, {})
        with jam.sekarang():
            case = run(
                case,
                name,
                by=reporter if role == "pelapor" else orang[role],
                seen=case.status,
                **data,
                **extra,
            )
