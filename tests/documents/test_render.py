"""The paper as bytes: what it says, how it looks, that it stays the same and reads nothing from
outside.
"""

import io
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from metrologi.documents.declare import penandatangan
from metrologi.documents.render import Refused, render

PAPER = "papers/surat_keterangan.html"
PAYLOAD = {
    "uml": {
        "nama": "UPTD Metrologi Legal",
        "alamat": "Jl. Merdeka Lk. I, Sekayu 30711",
        "telepon": "(0714) 322447",
        "instansi": ["Pemerintah Kabupaten Musi Banyuasin", "Dinas Perdagangan dan Perindustrian"],
        "email": "",
        "laman": "https://contoh.go.id",
        "kota": "Sekayu",
        "lambang": "",
    },
    "judul": "Surat Keterangan",
    "tanggal": "2026-03-17",
    "diterbitkan": "2026-03-17T13:05:00+07:00",
    "kertas": "A4",
    "tte": "internal",
    "demo": False,
    "nomor": "500.2.3.15/0007/UJI/III/2026",
    "kode_verifikasi": "ABCDEFGH2345",
    "url_verifikasi": "https://portal.contoh.go.id/verifikasi/ABCDEFGH2345/",
    "penandatangan": {
        "awalan": "Plt.",
        "jabatan": "Kepala UPTD Metrologi Legal",
        "atas_jabatan": "",
        "pangkat": "Penata (III/c)",
        "nama": "Dra. Siti Rahmawati, M.Si.",
        "nip": "198807262010121004",
    },
    "menerangkan": [["Nama", "Toko Sumber Rezeki"], ["UTTP", "Timbangan elektronik Ω ≤ 30 kg"]],
    "pernyataan": ["Alat tidak boleh dipakai sebelum diperbaiki dan ditera ulang."],
    "tabel": None,
}


@pytest.fixture(scope="module")
def pdf():
    return render(PAPER, PAYLOAD)


def poppler(tool, pdf, tmp_path, *options):
    path = tmp_path / "naskah.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        [tool, *options, str(path), *(["-"] if tool == "pdftotext" else [])],
        capture_output=True,
        check=True,
    ).stdout.decode()


def test_the_paper_says_what_a_naskah_dinas_says(pdf, tmp_path):
    text = poppler("pdftotext", pdf, tmp_path, "-layout")
    for words in (
        "PEMERINTAH KABUPATEN MUSI BANYUASIN",
        "UPTD METROLOGI LEGAL",
        "SURAT KETERANGAN",
        "17 Maret 2026",
        "Nomor: 500.2.3.15/0007/UJI/III/2026",
        "Plt. Kepala UPTD Metrologi Legal,",
        "NIP 198807262010121004",
        "Ditandatangani secara elektronik oleh:",
        "ABCD-EFGH-2345",
        "Halaman 1 dari 1",
        "Ω ≤ 30 kg",
    ):
        assert words in text


def test_an_internal_signature_never_claims_to_be_certified(pdf, tmp_path):
    text = " ".join(poppler("pdftotext", pdf, tmp_path).split())
    assert "sertifikat elektronik internal (tidak tersertifikasi)" in text
    assert "BSrE" not in text


def test_an_unsigned_paper_says_nothing_of_signing(tmp_path):
    text = poppler("pdftotext", render(PAPER, {**PAYLOAD, "tte": ""}), tmp_path)
    assert "secara elektronik" not in text.replace("Elektronik", "")


def test_the_same_payload_prints_the_same_bytes(pdf):
    assert render(PAPER, PAYLOAD) == pdf
    assert render(PAPER, {**PAYLOAD, "nomor": "lain"}) != pdf


def test_threads_print_the_same_bytes(pdf):
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: render(PAPER, PAYLOAD), range(6))) == {pdf}


def test_only_the_bundled_family_is_used_and_embedded(pdf, tmp_path):
    rows = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]
    assert rows
    assert all("+Naskah" in row and row.split()[-5:-3] == ["yes", "yes"] for row in rows)


def test_the_file_claims_pdf_a_3a_and_pdf_ua(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        xmp = document.Root.Metadata.read_bytes().decode()
        assert (
            'pdfaid:part="3"' in xmp
            and 'pdfaid:conformance="A"' in xmp
            and "<pdfuaid:part>1" in xmp
        )
        assert xmp.count("<rdf:RDF") == 1
        assert document.Root.MarkInfo.Marked and str(document.Root.Lang) == "id"
        assert "/OutputIntents" in document.Root and "/StructTreeRoot" in document.Root


def test_the_payload_travels_inside_once_with_a_fixed_date(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (attached,) = document.Root.AF
        stream = attached.EF.F
        assert (attached.AFRelationship, stream.Subtype) == ("/Source", "/application/json")
        assert str(stream.Params.ModDate) == "D:20260317060500Z"
        assert b'"nomor":"500.2.3.15/0007/UJI/III/2026"' in stream.read_bytes()


def test_a_draft_is_marked_and_has_no_number(tmp_path):
    text = poppler(
        "pdftotext", render(PAPER, {**PAYLOAD, "nomor": "", "tte": ""}, konsep=True), tmp_path
    )
    assert "Konsep; belum bernomor" in text and "Nomor: ……" in text


def test_a_paper_of_the_demo_is_marked_on_every_page(tmp_path):
    long = {**PAYLOAD, "demo": True, "pernyataan": ["Panjang sekali. " * 40] * 12}
    text = poppler("pdftotext", render(PAPER, long), tmp_path)
    assert text.count("MODE DEMO") == text.count("Halaman") > 1


@pytest.mark.parametrize(
    "kertas, size", [("A4", (595, 842)), ("F4", (609, 935)), ("huruf", (595, 842))]
)
def test_the_unit_chooses_the_paper_size(kertas, size):
    with pikepdf.open(io.BytesIO(render(PAPER, {**PAYLOAD, "kertas": kertas}))) as document:
        box = document.pages[0].mediabox
        assert (round(float(box[2])), round(float(box[3]))) == size


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.png",
        "file://host/x.png",
        "../../manage.py",
        "ftp://contoh.id/x",
        "fonts/../../../manage.py",
    ],
)
def test_nothing_outside_the_papers_folder_is_read(url, settings, tmp_path):
    """A paper of ours that asks for it, in a folder of templates."""
    (tmp_path / "nakal.html").write_text(
        f'<img alt="x" src="{url}"><link rel=attachment href="{url}">'
    )
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    with pytest.raises(Refused, match="tidak boleh membaca"):
        render("nakal.html", PAYLOAD)


def test_markup_in_names_stays_text(tmp_path):
    name = "<img src=file:///etc/passwd>"
    assert name in poppler(
        "pdftotext", render(PAPER, {**PAYLOAD, "menerangkan": [["Nama", name]]}), tmp_path
    )


def test_the_page_looks_as_it_did(pdf, tmp_path):
    """Compared in pixels with a small picture, so that another font library may differ by a
    hair.
    """
    path = tmp_path / "n.pdf"
    path.write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", "40", "-png", "-gray", "-singlefile", path, path.with_suffix("")],
        check=True,
    )
    now = Image.open(path.with_suffix(".png")).convert("L")
    then = Image.open(Path(__file__).with_name("surat_keterangan.png")).convert("L")
    assert now.size == then.size
    difference = ImageChops.difference(now, then)
    changed = sum(1 for value in difference.tobytes() if value > 60)
    assert changed < 0.01 * now.size[0] * now.size[1]


def test_nobody_has_an_empty_block():
    assert set(penandatangan(None, None).values()) == {""}


def test_an_uploaded_emblem_is_printed_from_a_copy_of_its_own(settings, tmp_path):
    from types import SimpleNamespace

    from django.core.files.storage import FileSystemStorage

    from metrologi.documents import lambang

    Image.new("RGB", (900, 1200), "red").save(tmp_path / "lambang.jpg")
    kept = lambang.keep(SimpleNamespace(storage=FileSystemStorage(tmp_path), name="lambang.jpg"))
    (tmp_path / "lambang.jpg").unlink()
    with_emblem = render(PAPER, {**PAYLOAD, "uml": {**PAYLOAD["uml"], "lambang": kept}})
    with pikepdf.open(io.BytesIO(with_emblem)) as document:
        pictures = [
            x for x in document.pages[0].Resources.XObject.values() if x.Subtype == "/Image"
        ]
        assert [(int(p.Width), int(p.Height)) for p in pictures if int(p.Height) > 500] == [
            (450, 600)
        ]


def test_a_broken_emblem_leaves_the_placeholder(tmp_path):
    from types import SimpleNamespace

    from django.core.files.storage import FileSystemStorage

    from metrologi.documents import lambang

    (tmp_path / "rusak.png").write_bytes(b"bukan gambar")
    assert (
        lambang.keep(SimpleNamespace(storage=FileSystemStorage(tmp_path), name="rusak.png")) == ""
    )
    assert lambang.source("") == "lambang.svg"


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch):
    from metrologi.documents import apps

    assert apps.can_print(None) == []
    monkeypatch.setattr(apps, "find_library", lambda name: None)
    assert "libpango-1.0-0" in apps.can_print(None)[0].hint
