"""One paper of each kind, issued in cases that are walked for it at a fixed moment."""

import datetime as dt
import io
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
from django.urls import reverse

from metrologi.clock.now import today
from metrologi.documents import daftar, declare, store
from metrologi.documents.declare import tautan
from metrologi.documents.models import Dokumen
from metrologi.documents.qr import qr
from metrologi.documents.render import render
from metrologi.perlengkapan.penarikan.terdampak import tarik
from metrologi.uttp.lingkup import Lingkup
from metrologi.uttp.models import Uttp
from metrologi.workflow.registry import all_machines
from metrologi.workflow.run import open_case, run
from tests.anggaran import Client
from tests.banding import keadaan as banding
from tests.kompensasi import keadaan as kompensasi
from tests.papers.leaves import shape
from tests.pengaduan import keadaan as pengaduan
from tests.perlengkapan.conftest import cap, lakukan, serahkan
from tests.sidang import keadaan as sidang
from tests.tempat_pakai import keadaan as tempat_pakai
from tests.walk import walk

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
# A Monday in working hours.
MOMENT = dt.datetime(2026, 7, 6, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


# Kinds of working lists; nothing is issued of them.
LISTS = ("jadwal_kunjungan", "jadwal_sidang", "permohonan_tera", "terdampak")
RANDOM_SERIAL = re.compile(r"[0-9A-F]{10}")


@dataclass
class Contoh:
    """A paper as it left the office: its kind, its file, and for an issued one its row."""

    code: str
    pdf: bytes = field(repr=False)
    dokumen: Dokumen | None = None

    @cached_property
    def payload(self):
        """What the paper says, from the data that travel inside the file."""
        with pikepdf.open(io.BytesIO(self.pdf)) as paper:
            return json.loads(paper.attachments["naskah.json"].get_file().read_bytes())

    @property
    def document(self):
        return declare.get(self.code) if self.dokumen else daftar.get(self.code)

    @cached_property
    def steady(self):
        """The same paper painted with fixed words in the place of random ones."""
        return render(self.document.template, steady(self.payload), styles=self.document.styles)


def steady(payload):
    """Codes and serials that are drawn anew in each run, replaced by fixed ones."""
    said = json.dumps(payload)
    for word, fixed in drawn():
        said = said.replace(word, fixed)
    fixed = json.loads(said)
    for row in fixed.get("uttp", []):
        if "qr" in row:
            row["qr"] = qr(tautan(f"/u/{row['kode']}/"))
    return fixed


def drawn():
    """(random word, fixed word) of the same length."""
    for number, uttp in enumerate(Uttp.objects.order_by("pk"), 1):
        yield uttp.kode, f"{number:0{len(uttp.kode)}}"
        if RANDOM_SERIAL.fullmatch(uttp.nomor_seri):
            yield uttp.nomor_seri, f"S{number:09}"
    for kode in Dokumen.objects.values_list("kode_verifikasi", flat=True):
        yield kode, "ABCDEFGH2345"
    for machine in all_machines():
        for case in machine.model.objects.all():
            if kode := getattr(case, "kode_akses", ""):
                yield kode, "KODEAKSES2345"[: len(kode)]


def contoh(office):
    """{code: [Contoh, …]}: the first paper of its kind, and each that says what none before did."""
    furnish(office)
    printed = {}
    for walk_through in WALKS:
        printed |= walk_through(office) or {}
    found = {code: [Contoh(code, pdf)] for code, pdf in printed.items()}
    kinds = defaultdict(list)
    for paper in Dokumen.objects.order_by("pk"):
        kinds[paper.code].append(paper)
    for code, papers in kinds.items():
        found[code] = [Contoh(code, store.read(d.file), d) for d in telling(papers)]
    return found


def telling(papers):
    """The papers that fill in a leaf, or leave one empty, as none of those before them does."""
    seen = set()
    for paper in papers:
        said = shape(paper.payload)
        if said - seen:
            yield paper
        seen |= said


def furnish(office):
    """Everything a letterhead and a name block can show."""
    uml = office.uml
    uml.alamat, uml.telepon = "Jl. Merdeka Lk. I, Sekayu 30711", "(0714) 322447"
    uml.email, uml.laman = "metrologi@muba.contoh.id", "metrologi.muba.contoh.id"
    uml.dasar_biaya = "Undang-Undang Nomor 1 Tahun 2022"
    uml.save()
    for number, user in enumerate(office.people.values(), 1):
        if user.uml_id:
            user.nip = f"198001012005011{number:03}"
            user.pangkat, user.golongan = "Penata Tingkat I", "III/d"
            user.save()
    office.owner.alamat = "Jl. Kolonel Wahid Udin 7, Sekayu"
    office.owner.save()


def uttp(office, seri, jenis="timbangan_elektronik", **fields):
    return office.uttp(jenis, seri=seri, tipe="DB-II", **fields)


def browser(office, role):
    client = Client()
    client.force_login(office.people[role], backend=BACKEND)
    return client


def visit(office, role, address):
    answer = browser(office, role).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.getvalue()


def send(office, role, address):
    answer = browser(office, role).post(address)
    assert answer.status_code in (200, 302), (address, answer.status_code)


# --- the walks ------------------------------------------------------------------------------------
def di_kantor(office):
    """One instrument passes, one fails, one is out of scope; both letters, the hand-over."""
    people, samples = office.people, office.samples()
    good, bad = uttp(office, "AT-100"), uttp(office, "AT-200", merek="Nagata")
    far = uttp(office, "KWH-1", "meter_kwh", kelas="1", satuan="A")
    items = [{"uttp": u, "tahap": "tera_ulang", "minta_skhp": True} for u in (good, bad, far)]
    order = open_case(
        "orders",
        by=people["wajib_ttu"],
        uml=office.uml,
        pemilik=office.owner,
        items=items,
        catatan="Mohon selesai sebelum hari pasar.",
    )
    order = run(order, "terima", by=people["administrasi"], seen="diajukan", putusan=kaji(order))
    room = {"lokasi": "Ruang uji massa", "suhu": "27,5", "kelembaban": "61"}
    for item, keputusan in zip(order.diterima(), ("sah", "batal"), strict=True):
        order = office.test_item(order, item, keputusan, **room)
    order = walk(order, "disiapkan", people, samples)
    order = run(order, "siapkan", by=people["administrasi"], seen=order.status)
    for letter in order.children("skhp"):
        walk(letter, "ditandatangani", people, samples)
    order.refresh_from_db()
    samples |= {"serahkan": lambda case, user: {"penerima": "Budi", "hubungan": "pegawai"}}
    walk(order, "selesai", people, samples)
    letter = reverse("workflow:orders-permohonan", args=[order.pk])
    return {"permohonan_tera": visit(office, "wajib_ttu", letter)}


def kaji(order):
    """Accepts what is in scope, with a word on each."""
    rows = []
    for item in order.daftar:
        row = {"item": item.pk, "lengkap": True, "visual": True, "catatan": "Lapak bersih."}
        if item.dalam_lingkup:
            row["kaji"] = "diterima"
        else:
            row |= {
                "kaji": "dirujuk",
                "rujukan": item.uml_terdekat(Lingkup(order.uml)),
                "visual": False,
            }
        rows.append(row)
    return rows


def skrd(office):
    office._skrd_in("terbit")


def pengganti(office):
    office._skhp_in("diganti")


def di_tempat_pakai(office):
    """A visit that the owner signed, one that nobody signed, a trip that waits for its SPT."""
    case = tempat_pakai._permohonan_in(office, "selesai")
    trip = case.perjalanan
    unsigned = {"cara": "tanpa", "nama": "", "hubungan": "", "catatan": "Pemilik bepergian."}
    tempat_pakai.selesai_diuji(office, ditandai=unsigned)
    tempat_pakai.perjalanan(office)
    month = reverse("workflow:tempat_pakai-cetak") + f"?bulan={trip.tanggal:%Y-%m}"
    return {"jadwal_kunjungan": visit(office, "administrasi", month)}


def sidang_pasar(office):
    people, samples = office.people, office.samples()
    case = sidang.sidang_in(office, "berlangsung")
    guest = sidang.antre(office, case, uttp(office, "SD-1"), uttp(office, "SD-2"), skhp=True)
    guest = sidang.diuji(office, guest)
    guest = sidang._after_test(office, guest, "siap_diserahkan")
    walk(guest, "selesai", people, samples)
    case.refresh_from_db()
    walk(case, "selesai", people, samples)
    sidang.sidang_in(office, "terjadwal")
    return {"jadwal_sidang": visit(office, "administrasi", reverse("workflow:sidang-jadwal-pdf"))}


def keluhan(office):
    samples = office.samples()
    walk(pengaduan.laporan(office), "ditutup", office.people, samples)
    walk(pengaduan.laporan(office), "ditolak", office.people, samples)
    report = pengaduan.evaluasi(office)
    head = office.people["kepala"]
    plan = samples["tulis_rencana"](report, head)
    report = run(report, "tulis_rencana", by=head, seen=report.status, **plan)
    walk(report, "selesai", office.people, samples)


def ke_pengawas(office):
    pengaduan.berpengawas(office)
    walk(pengaduan.laporan(office), "diteruskan", office.people, office.samples())


def naik_banding(office):
    people, samples = office.people, office.samples()
    meeting = samples["undang_rapat"]
    samples |= {
        "nyatakan_tidak_relevan": lambda case, user: {"alasan": "Diajukan lewat waktu."},
        "undang_rapat": lambda case, user: meeting(case, user) | {"acara": "Pembahasan titik uji"},
    }
    letter = {"nomor_surat": "12/TU/2026", "tanggal_surat": today()}
    for state in ("selesai", "ditolak", "dilimpahkan"):
        case = banding.banding(office, **(letter if state == "ditolak" else {}))
        if state == "dilimpahkan":
            case = walk(case, "pembentukan", people, samples)
            banding.terikat(case)
        if state == "selesai":
            case = walk(case, "investigasi", people, samples)
            banding.menyatakan(case)
            chair = case.panel()[0].user
            data = samples["undang_penjelasan"](case, chair)
            case = run(case, "undang_penjelasan", by=chair, seen=case.status, **data)
        walk(case, state, people, samples)


def terlambat(office):
    walk(kompensasi.pantauan(office), "selesai", office.people, office.samples())


def cap_tanda_tera(office):
    stamp = cap(office, berita_acara="BA/12/DITMET/2026")
    loan = serahkan(office, stamp, keperluan="Sidang pasar Sekayu")
    lakukan(office, loan, "terima", "penera")
    lakukan(office, loan, "kembalikan", "penera")
    lakukan(office, loan, "periksa", "administrasi")
    back = open_case(
        "pengembalian_ctt",
        by=office.people["administrasi"],
        uml=office.uml,
        tahun=today().year,
        tanggal=today(),
        penerima="Direktorat Metrologi",
        catatan="Diserahkan dalam satu kotak bersegel.",
    )
    lakukan(office, back, "terbitkan", "administrasi")


def standar_rusak(office):
    """The owner of what was tested with it is told; the list of all results is printed."""
    people = office.people
    recall = tarik(
        office.standar,
        dari=today(),
        sampai=today(),
        alasan="Anak timbangan aus.",
        oleh=people["penera"],
        hentikan=False,
    )
    for letter in recall.usulan.all():
        lakukan(office, letter, "setujui", "kepala", secret="demo-passphrase")
    address = reverse("perlengkapan:penarikan_pdf", args=[recall.pk])
    return {"terdampak": visit(office, "penera", address)}


WALKS = (
    di_kantor,
    skrd,
    pengganti,
    di_tempat_pakai,
    sidang_pasar,
    keluhan,
    naik_banding,
    ke_pengawas,
    terlambat,
    cap_tanda_tera,
    standar_rusak,
)
