"""The demo office's safe: stamps on loan, seals by number, a recall that waits for the Kepala."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.utils.timezone import make_aware

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.cerapan.models import Pengujian
from metrologi.clock.now import at, now, today
from metrologi.demo.kantor import PASSPHRASE
from metrologi.notifications.models import Pesan
from metrologi.perlengkapan.cap.models import Ctt, PinjamCtt
from metrologi.perlengkapan.penarikan.terdampak import tarik
from metrologi.perlengkapan.pengingat.ingatkan import ingatkan
from metrologi.perlengkapan.segel import gerak
from metrologi.perlengkapan.segel.models import Seri
from metrologi.perlengkapan.segel.tutup import menurut_buku, tutup
from metrologi.perlengkapan.standar.models import PinjamStandar, SertifikatStandar
from metrologi.uttp.models import Standar
from metrologi.workflow.run import open_case, run

# kind, type, size in mm, how many; only the mark of a sah carries a year.
SAH = (("sah", "SL", 6, 6), ("sah", "SL", 4, 6), ("sah", "SP", 4, 6))
TETAP = (
    ("batal", "SL", 6, 6),
    ("jaminan", "SP", 5, 8),
    ("daerah", "SL", 4, 6),
    ("pegawai_berhak", "SL", 2, 6),
)
DIREKTORAT = "Direktorat Metrologi, Bandung"
SEGEL, STIKER = 600, 300
BEKAL_SEGEL, BEKAL_STIKER = 150, 40


def siapkan(uml: Uml, sejak: date) -> None:
    """Before the history: active stamps and seals in every penera's hands, year by year."""
    store = User.objects.get(username="administrasi")
    people = [
        p.user
        for p in Penugasan.objects.filter(uml=uml, role=Role.PENERA)
        .select_related("user")
        .order_by("pk")
    ]
    for cap in _catat(uml, TETAP, None, date(sejak.year, 1, 1), store):
        _pinjamkan(cap, people, store, _jam(date(sejak.year, 1, 2), 6))
    for tahun in range(sejak.year, today().year + 1):
        rows = _catat(uml, SAH, tahun, date(tahun, 1, 1), store)
        loans = [
            loan
            for cap in rows
            for loan in _pinjamkan(cap, people, store, _jam(date(tahun, 1, 2), 6))
        ]
        _segel(uml, tahun, people, store)
        if tahun < today().year:
            _kembalikan(uml, tahun, loans, store)
    Pesan.objects.filter(user__in=people).update(dibaca_at=now())


def _jam(day: date, hour: int) -> datetime:
    return min(make_aware(datetime.combine(day, time(hour))), now())


def _catat(uml: Uml, kinds: Any, tahun: int | None, aktif: date, store: User) -> Iterator[Ctt]:
    for jenis, tipe, ukuran, jumlah in kinds:
        kode = f"{jenis[:3].upper()}-{tipe}{ukuran}" + (f"-{tahun % 100:02}" if tahun else "")
        yield Ctt.objects.create(
            uml=uml,
            kode=kode,
            jenis=jenis,
            tipe=tipe,
            ukuran=ukuran,
            tahun=tahun,
            jumlah=jumlah,
            aktif_mulai=aktif,
            diterima_tanggal=aktif - timedelta(days=20),
            dicatat_oleh=store,
            berita_acara=f"BA-{(tahun or aktif.year) - 1}/CTT/{jenis[:2].upper()}",
        )


def _pinjamkan(cap: Ctt, people: list[User], store: User, saat: datetime) -> list[PinjamCtt]:
    with at(saat):
        loans = [_serahkan(cap, p, store, "Pelayanan setahun") for p in people]
        return [_langkah(loan, "terima", loan.penera) for loan in loans]


def _serahkan(cap: Ctt, penera: User, store: User, keperluan: str) -> PinjamCtt:
    """One stamp handed out; the penera has not confirmed it yet."""
    loan = open_case(
        "pinjam_ctt",
        by=store,
        uml=cap.uml,
        ctt=cap,
        penera=penera,
        jumlah=1,
        keperluan=keperluan,
    )
    return cast(PinjamCtt, loan)


def _langkah(loan: PinjamCtt, step: str, by: User, note: str = "") -> PinjamCtt:
    return cast(PinjamCtt, run(loan, step, by=by, seen=loan.status, note=note))


def _kembalikan(uml: Uml, tahun: int, loans: list[PinjamCtt], store: User) -> None:
    """In the last hour of the year, and off to Bandung on the second day of the next."""
    with at(_jam(date(tahun, 12, 31), 16)):
        for loan in loans:
            back = _langkah(loan, "kembalikan", loan.penera)
            _langkah(back, "periksa", store, "Lengkap dan baik")
    with at(_jam(date(tahun + 1, 1, 2), 7)):
        sent = open_case(
            "pengembalian_ctt",
            by=store,
            uml=uml,
            tahun=tahun,
            tanggal=today(),
            penerima=DIREKTORAT,
        )
        run(sent, "terbitkan", by=store, seen=sent.status)


def _segel(uml: Uml, tahun: int, people: list[User], store: User) -> None:
    """Each year has its own prefix, because the years of the history are walked side by side."""
    with at(_jam(date(tahun, 1, 2), 6)):
        for jenis, awal, banyak, bekal in (
            ("segel", "MB", SEGEL, BEKAL_SEGEL),
            ("stiker", "ST", STIKER, BEKAL_STIKER),
        ):
            first = f"{awal}{tahun % 100:02}-"
            gerak.terima(
                uml,
                jenis=jenis,
                dari=f"{first}0001",
                sampai=f"{first}{banyak:04}",
                asal=DIREKTORAT,
                oleh=store,
                tahun=tahun,
                tanggal=today(),
                berita_acara=f"BA-{tahun}/{jenis.upper()}",
            )
            for n, person in enumerate(people):
                numbers = [f"{first}{k:04}" for k in range(n * bekal + 1, (n + 1) * bekal + 1)]
                gerak.serah(uml, numbers, penera=person, oleh=store)


def segel_berikut(uml: Uml, penera: User) -> str:
    """The next seal of the year in these hands; "" when there is none."""
    mine = Seri.objects.filter(
        uml=uml, jenis="segel", nomor__startswith=f"MB{today():%y}-"
    ).di_tangan(penera)
    return mine.order_by("nomor").values_list("nomor", flat=True).first() or ""


def hari_ini(uml: Uml) -> None:
    """After the history: loans under way, a count that does not tally, a recall."""
    people = {u.username: u for u in User.objects.filter(uml=uml)}
    _sisa_tahun_lalu(uml, people)
    _pinjaman_berjalan(uml, people)
    _tutup_kemarin(uml, people)
    _standar(uml, people)
    _penarikan(uml, people)
    ingatkan()


def _sisa_tahun_lalu(uml: Uml, people: dict[str, User]) -> None:
    """Seals of past years that nobody used went back and were destroyed."""
    store = people["administrasi"]
    old = Seri.objects.filter(uml=uml, penerimaan__tahun__lt=today().year)
    for holder in User.objects.filter(
        pk__in=old.filter(keadaan="dipegang").values("pemegang")
    ).order_by("pk"):
        gerak.kembali(
            uml,
            list(old.di_tangan(holder).values_list("nomor", flat=True)),
            penera=holder,
            oleh=store,
        )
    left = list(old.filter(keadaan="gudang").values_list("nomor", flat=True))
    if left:
        gerak.rusakkan(
            uml, left, alasan="Habis tahunnya, dimusnahkan dengan berita acara", oleh=store
        )


def _pinjaman_berjalan(uml: Uml, people: dict[str, User]) -> None:
    store = people["administrasi"]
    small, seal = Ctt.objects.filter(uml=uml, tahun=today().year, ukuran=4).order_by("tipe", "pk")[
        :2
    ]
    _serahkan(small, people["penera"], store, "Sidang tera ulang Pasar Randik")
    back = _serahkan(seal, people["penera2"], store, "SPBU Sungai Lilin")
    for step in ("terima", "kembalikan"):
        back = _langkah(back, step, people["penera2"])
    if today().month > 10:
        list(_catat(uml, SAH, today().year + 1, date(today().year + 1, 1, 2), store))


def _tutup_kemarin(uml: Uml, people: dict[str, User]) -> None:
    """One torn seal is on record; one that cannot be found is what the close names."""
    with at(now() - timedelta(days=1)):
        for name, missing in (("penera", 0), ("penera2", 1)):
            holder = people[name]
            book = menurut_buku(uml, holder)
            torn = book[missing]
            gerak.rusakkan(uml, [torn], alasan="Putus saat dipasang", oleh=holder, pemegang=holder)
            tutup(uml, [n for n in book[missing:] if n != torn], pemegang=holder, oleh=holder)
        tutup(uml, menurut_buku(uml, None), pemegang=None, oleh=people["administrasi"])


def _standar(uml: Uml, people: dict[str, User]) -> None:
    """An earlier certificate, a vessel at a petrol station, and an agreement that ends soon."""
    mass = Standar.objects.get(uml=uml, kode="AT-M1-01")
    SertifikatStandar.objects.create(
        standar=mass,
        nomor=f"SV-0196/BSML.I/MASSA/{mass.sertifikat_tanggal.year - 3}",
        oleh=people["admin_satker"],
        tanggal=mass.sertifikat_tanggal - timedelta(days=1100),
        berlaku_sampai=mass.sertifikat_tanggal - timedelta(days=5),
        ketertelusuran=mass.ketertelusuran,
        ketidakpastian=mass.ketidakpastian,
    )
    Standar.objects.filter(uml=uml, kode="BD-KSO-01").update(
        perjanjian_tanggal=today() - timedelta(days=700),
        perjanjian_sampai=today() + timedelta(days=28),
    )
    vessel = Standar.objects.get(uml=uml, kode="BUS-20-01")
    PinjamStandar.objects.create(
        standar=vessel,
        pemegang=people["penera2"],
        keperluan="Uji pompa ukur BBM, SPBU Sungai Lilin",
        sejak=now() - timedelta(hours=27),
        rencana_kembali=today() + timedelta(days=1),
        diserahkan_oleh=people["administrasi"],
    )


def _penarikan(uml: Uml, people: dict[str, User]) -> None:
    """Four months of results with the bidur are in doubt; one letter is out, the others wait."""
    bidur = Standar.objects.get(uml=uml, kode="AT-M2-01")
    tests = Pengujian.objects.filter(uml=uml, standar_dipakai__standar=bidur).order_by(
        "tanggal", "pk"
    )
    days = list(tests.values_list("tanggal", flat=True))
    if not days:
        return
    middle = days[len(days) // 2]
    row = tarik(
        bidur,
        dari=middle - timedelta(days=60),
        sampai=middle + timedelta(days=60),
        oleh=people["penera"],
        hentikan=False,
        alasan="Pemeriksaan antara menemukan tiga bidur 20 kg terkikis 4 g "
        "melebihi batas kelas M2.",
    )
    first = row.usulan.order_by("pk")[0]
    run(first, "setujui", by=people["kepala"], seen=first.status, secret=PASSPHRASE)
