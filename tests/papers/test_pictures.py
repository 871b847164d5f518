"""Every kind of paper that has a sample here: what it says, and that it looks as it did.

`<code>.json` is the payload of one issued paper, `<code>.png` its first page. After a wanted change of the looks:
`UBAH_GAMBAR=1 pytest tests/papers` writes the pictures anew; a person looks at the diff.
"""
import json
import os
import subprocess
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from metrologi.documents import daftar, declare
from metrologi.documents.render import render

HERE = Path(__file__).parent
CODES = sorted(path.stem for path in HERE.glob("*.json"))
SIGNED = "ditandatangani secara elektronik"


@pytest.fixture(scope="module", params=CODES)
def paper(request, tmp_path_factory):
    """Code, payload and file of one paper, printed once."""
    payload = json.loads((HERE / f"{request.param}.json").read_text())
    document = (declare if "nomor" in payload else daftar).get(request.param)
    path = tmp_path_factory.mktemp("naskah") / f"{request.param}.pdf"
    path.write_bytes(render(document.template, payload, styles=document.styles))
    return request.param, payload, path


@cache
def pages_of(path):
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()) for page in said.split("\f")]


def text_of(path):
    return " ".join(pages_of(path))


def test_the_paper_names_itself_or_its_subject_its_office_and_how_to_check_it(paper):
    _, payload, path = paper
    said = text_of(path)
    subject = payload.get("hal") or payload["judul"]
    # A working list has a day instead of a number, and nothing to check.
    issued = (payload["nomor"], "Keaslian dapat diperiksa") if "nomor" in payload else ("keadaan per", "tidak bernomor")
    for words in (subject, *issued, payload["uml"]["nama"].upper()):
        assert words.lower() in said.lower(), words
    assert (SIGNED in said.lower()) is bool(payload.get("tte"))
    assert "None" not in said and "{{" not in said


def test_every_instrument_stands_on_the_paper(paper):
    code, payload, path = paper
    said = text_of(path).replace(" ", "")
    for row in payload.get("uttp", payload.get("pengujian", [])):
        names = [row[key] for key in ("nomor_seri", "uraian", "jenis") if isinstance(row.get(key), str)]
        assert all(name.replace(" ", "") in said for name in names), (code, names)


def test_a_signed_letter_has_its_signer_on_the_first_page(paper):
    _, payload, path = paper
    if not payload.get("tte"):
        pytest.skip("tidak ditandatangani secara elektronik")
    first = pages_of(path)[0]
    assert payload["penandatangan"]["nama"] in first and payload["penandatangan"]["nip"] in first


def test_the_first_page_looks_as_it_did(paper):
    """Compared in pixels with a small picture, so that another font library may differ by a hair."""
    code, _, path = paper
    subprocess.run(["pdftoppm", "-r", "40", "-png", "-gray", "-singlefile", path, path.with_suffix("")], check=True)
    now, kept = Image.open(path.with_suffix(".png")).convert("L"), HERE / f"{code}.png"
    if os.environ.get("UBAH_GAMBAR"):
        now.save(kept, optimize=True)
    then = Image.open(kept).convert("L")
    assert now.size == then.size
    changed = sum(1 for value in ImageChops.difference(now, then).tobytes() if value > 60)
    assert changed < 0.01 * now.size[0] * now.size[1]


def test_a_statement_of_batal_has_no_validity_and_says_what_to_do_next():
    payload = json.loads((HERE / "keterangan_batal.json").read_text())
    assert all(not row["berlaku_sampai"] and row["gagal"] for row in payload["uttp"])
