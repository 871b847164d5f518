"""Every kind of paper, issued in walked cases: its words, looks and codes, and that it says all.

`<code>.txt` holds the words of all pages, `<code>-<page>.png` how each page looks; `<code>.2` is a
further paper of the kind, one that says what the first does not. After a wanted change:
`UBAH_GAMBAR=1 bin/test tests/papers` writes them anew; a person looks at the diff.

`lain/<code>.txt` holds what is said where one thing of the case is otherwise (`ubahan.py`).
"""

import json
import os
import re
import subprocess
from difflib import unified_diff
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import reverse
from django.utils.html import strip_tags
from PIL import Image, ImageDraw, ImageFilter

from metrologi.accounts.models import User
from metrologi.documents import declare, verify
from metrologi.documents.render import context
from metrologi.workflow import trail
from sidang.models import Sidang
from tests.office import Office
from tests.papers import gambar
from tests.papers.contoh import LISTS, MOMENT, contoh, steady
from tests.papers.leaves import by_deputy, changed, leaves, name_of
from tests.papers.terlipat import BARIS, terlipat
from tests.papers.ubahan import UBAHAN
from tests.papers.wajib import WAJIB
from tests.tulisan import tanggal
from tests.undefined import UndefinedName

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
CODES = sorted({paper.code for paper in declare.all_documents()} | set(LISTS))
# A signature stands on the first page, but for this decree and for a recall of many results.
SIGNED_ON = {"sk_panel_banding": "2", "surat_penarikan": "2"}
REWRITE = bool(os.environ.get("UBAH_GAMBAR"))
RENEW = "UBAH_LAIN=1 bin/test tests/papers -k otherwise"
# Of a difference: which lines of which file.
HEADS = ("--", "++", "@@")


@pytest.fixture(scope="module")
def papers(django_db_setup, django_db_blocker, tmp_path_factory):
    """{code: papers of that kind}, walked once for the module in a transaction that is undone."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("naskah")),
        transaction.atomic(),
    ):
        with time_machine.travel(MOMENT, tick=False):
            issued = contoh(Office())
        yield issued
        transaction.set_rollback(True)


@pytest.fixture(params=CODES)
def kind(request, papers):
    assert request.param in papers, "no walk issues this paper; add one to contoh.py"
    return papers[request.param]


def words(pdf):
    """Line by line; how wide the gaps between columns are is no word of the paper."""
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    lines = [" ".join(line.split()) for line in told.stdout.decode().splitlines()]
    return "\n".join(filter(None, lines)) + "\n"


def filled(paper, payload):
    return render_to_string(paper.document.template, context(payload, konsep=False))


def samples(kind):
    """(name under which the sample is kept, paper)."""
    for number, paper in enumerate(kind, 1):
        yield paper.code if number == 1 else f"{paper.code}.{number}", paper


# --- words ----------------------------------------------------------------------------------------
def test_the_paper_says_what_it_said(kind):
    now = {name: words(paper.steady) for name, paper in samples(kind)}
    for name, said in now.items() if REWRITE else ():
        (HERE / f"{name}.txt").write_text(said)
    assert now == {name: (HERE / f"{name}.txt").read_text() for name in now}


# --- other roads of a payload ---------------------------------------------------------------------
def says(paper, case, by):
    """Line by line what the template would print for the case as it stands, and who may see what.

    Nothing is painted.
    """
    document = paper.document
    payload = paper.payload | document.common(case, by) | document.payload(case, by)
    payload = steady(json.loads(json.dumps(payload)))
    html = re.sub(r"(?s)<(style|head)\b.*?</\1>", "", filled(paper, payload))
    lines = unescape(re.sub(r"<[^>]+>", "\n", html)).splitlines()
    told = [" ".join(line.split()) for line in lines]
    public = [f"umum: {label}: {value}" for label, value in document.public(payload)]
    issued = "terbit: ya" if document.applies(case) else "terbit: tidak"
    return [*filter(None, told), *public, issued]


def otherwise(paper, change):
    """What is said then and what no more."""
    fresh = type(paper.dokumen.case).objects
    with time_machine.travel(MOMENT, tick=False), transaction.atomic():
        usual, case = fresh.get(pk=paper.dokumen.case.pk), fresh.get(pk=paper.dokumen.case.pk)
        by = User.objects.get(username="kepala" if paper.document.signer else "administrasi")
        before = says(paper, usual, by)
        after = says(paper, case, change(case) or by)
        transaction.set_rollback(True)
    return [line for line in unified_diff(before, after, n=0, lineterm="") if line[:2] not in HEADS]


@pytest.mark.parametrize("code", sorted(UBAHAN))
def test_where_one_thing_is_otherwise_the_paper_says_so(papers, code):
    now = [f"umum: {label}: {value}" for label, value in public_of(papers[code][0])]
    for words, change in UBAHAN[code].items():
        lines = otherwise(papers[code][0], change)
        assert lines, f"{words}: makes no difference"
        now += ["", f"bila {words}:", *lines]
    file = HERE / "lain" / f"{code}.txt"
    if REWRITE or os.environ.get("UBAH_LAIN"):
        file.write_text("\n".join(now) + "\n")
    assert now == file.read_text().splitlines(), f"wanted? then `{RENEW}`, and read the diff"


def public_of(paper):
    return paper.document.public(steady(paper.payload))


def test_every_paper_that_says_something_to_anyone_is_asked(papers):
    issued = {code: kind[0] for code, kind in papers.items() if kind[0].dokumen}
    assert {code for code, paper in issued.items() if public_of(paper)} <= UBAHAN.keys()
    assert sorted(file.stem for file in (HERE / "lain").glob("*.txt")) == sorted(UBAHAN)


# --- looks ----------------------------------------------------------------------------------------
def test_every_page_looks_as_it_did(kind):
    for name, paper in samples(kind):
        now = gambar.pages(paper.steady)
        if REWRITE:
            keep_pictures(name, now)
        kept = [Image.open(file) for file in pictures_of(name)]
        assert [page.size for page in now] == [page.size for page in kept]
        moved = [gambar.moved(page, then) for page, then in zip(now, kept, strict=True)]
        assert moved == [[]] * len(now), name


def pictures_of(name):
    return sorted(HERE.glob(f"{name}-*.png"))


def keep_pictures(name, pages):
    for old in pictures_of(name):
        old.unlink()
    for number, page in enumerate(pages, 1):
        page.save(HERE / f"{name}-{number}.png", optimize=True)


def test_every_kept_sample_is_of_a_paper_that_the_office_issues(papers):
    issued = {name for kind in papers.values() for name, _ in samples(kind)}
    assert {file.stem for file in HERE.glob("*.txt")} == issued
    assert {file.stem.rpartition("-")[0] for file in HERE.glob("*.png")} == issued


def test_a_word_that_is_missing_is_seen_and_a_softer_letter_is_not():
    page = Image.open(HERE / "skhp-1.png")
    softer = page.filter(ImageFilter.GaussianBlur(0.4))
    assert gambar.moved(softer, page) == []
    ink = page.point(lambda level: 255 - level)
    left, top, right, _ = ink.getbbox()
    without = page.copy()
    ImageDraw.Draw(without).rectangle((left, top, right, top + 8), fill=255)
    assert gambar.moved(without, page) != []


# --- codes ----------------------------------------------------------------------------------------
def targets(paper):
    """{path in the portal: what its page must say} of the codes on a paper, from the rows."""
    if paper.code == "jadwal_sidang":
        planned = Sidang.objects.get(status="terjadwal")
        return {reverse("workflow:sidang-jadwal"): planned.lokasi}
    if paper.code == "bukti_order":
        tools = [row.uttp for row in paper.dokumen.case.diterima()]
        return {reverse("uttp:umum", args=[tool.kode]): tool.nomor_seri for tool in tools}
    if paper.dokumen and paper.document.signer:
        kode = paper.dokumen.kode_verifikasi
        return {reverse("portal:dokumen", args=[kode]): paper.dokumen.nomor}
    return {}


def test_every_qr_code_leads_to_the_page_of_what_it_stands_on(kind, client):
    for paper in kind:
        wanted = targets(paper)
        assert gambar.codes(paper.pdf) == {f"{settings.PORTAL_URL}{path}" for path in wanted}
        for path, said in wanted.items():
            with time_machine.travel(MOMENT, tick=False):
                answer = client.get(path)
            assert answer.status_code == 200
            assert said in answer.text


# --- every leaf -----------------------------------------------------------------------------------
def unseen(papers):
    """Names of leaves that may change without a change of the filled template."""
    seen, names = set(), set()
    for paper in papers:
        for payload in (paper.payload, by_deputy(paper.payload)):
            before = filled(paper, payload)
            for path, _ in leaves(payload):
                name = name_of(payload, path)
                names.add(name)
                if name not in seen and differs(paper, payload, path, before):
                    seen.add(name)
    return names - seen


def differs(paper, payload, path, before):
    """Whether the template notices; one that cannot be filled in any more has noticed."""
    try:
        return filled(paper, changed(payload, path)) != before
    except (ValueError, FileNotFoundError, UndefinedName):
        return True


@pytest.fixture(scope="module")
def hidden(papers):
    """{code: names of its leaves that the paper does not print}."""
    return {code: unseen(kept) for code, kept in papers.items()}


@pytest.mark.parametrize("code", CODES)
def test_the_paper_prints_every_leaf_of_its_payload_but_those_excused(hidden, code):
    assert sorted(hidden[code]) == sorted(terlipat(code))


def test_every_excuse_names_papers_that_exist():
    assert {code for _, codes, _ in BARIS for code in codes} <= set(CODES)


# --- what a paper must say, from the rows and not from its payload --------------------------------
def squeezed(text):
    """Without white space and in small letters: a heading may be set in capitals."""
    return re.sub(r"\s+", "", text).casefold()


def told(pdf, *options):
    """The words in the order of the content, so that a cell of a table stays in one piece."""
    command = ["pdftotext", "-raw", *options, "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return squeezed(said.stdout.decode())


def lacking(text, said):
    return [value for value in said if squeezed(str(value)) not in text]


def test_a_paper_says_what_its_reader_needs(kind):
    for paper in kind:
        case = paper.dokumen.case if paper.dokumen else None
        assert lacking(told(paper.pdf), WAJIB[paper.code](case)) == []


def test_an_invitation_is_addressed_to_one_of_the_invited(papers):
    for paper in papers["undangan_sidang"]:
        text = told(paper.pdf)
        invited = [f"Yth. {row['yth']} di {row['di']}" for row in paper.dokumen.case.kepada]
        assert len(lacking(text, invited)) == len(invited) - 1


def test_the_table_of_what_papers_must_say_is_whole(papers):
    assert set(WAJIB) == set(CODES)
    tested = papers["skhp"][0].dokumen.case.daftar[0].pengujian
    assert tested.suhu and tested.kelembaban and tested.lokasi


def test_a_paper_names_its_office_its_number_its_day_and_its_signer(kind):
    for paper in kind:
        first = told(paper.pdf, "-l", SIGNED_ON.get(paper.code, "1"))
        if paper.dokumen is None:
            assert lacking(first, [f"keadaan per {tanggal(MOMENT)}", "tidak bernomor"]) == []
            continue
        issued = paper.dokumen
        said = [issued.nomor, issued.kode_verifikasi, tanggal(issued.issued_at)]
        said += ["Keaslian dapat diperiksa"]
        signer = issued.penandatangan
        if signer:
            said += [signer.nama, signer.nip, "Ditandatangani secara elektronik"]
        assert lacking(first, said) == []
        assert ("Ditandatangani secara elektronik" in words(paper.pdf)) is bool(signer)


# --- who stands in a signature box ----------------------------------------------------------------
def named_as_signers(paper):
    """The names in the signature boxes of a paper; a line of dots names nobody."""
    boxes = re.findall(r'<p class="nama">(.*?)</p>', filled(paper, paper.payload), re.DOTALL)
    said = {" ".join(unescape(strip_tags(box)).split()) for box in boxes}
    return {name for name in said if name.strip("…")}


def who_acted(case):
    """Who took a step of the case, and who signed on the spot before the officer's eyes."""
    people = {row.actor.nama for row in trail.rows_of(case) if row.actor}
    visit = getattr(case, "kunjungan_kini", None)
    return people | ({visit().nama} if visit and visit() else set())


def test_a_name_in_a_signature_box_is_that_of_somebody_who_acted(kind):
    for paper in kind:
        if paper.dokumen:
            assert named_as_signers(paper) <= who_acted(paper.dokumen.case), paper.code


def test_a_paper_is_signed_electronically_or_says_that_it_is_a_draft_for_the_pen(kind):
    for paper in kind:
        if paper.dokumen:
            draft = "sebelum ditandatangani di kertas, naskah ini masih konsep"
            assert (draft in " ".join(words(paper.pdf).split())) is not bool(paper.dokumen.tte)


@pytest.mark.parametrize(
    ("awalan", "said"),
    [
        ("Plh.", "Plh. Kepala UPTD Metrologi"),
        ("Plt.", "Plt. Kepala UPTD Metrologi"),
        ("a.n.", "a.n. Kepala Dinas, Kepala UPTD Metrologi"),
    ],
)
def test_who_signs_for_another_says_so_in_the_box_and_on_the_public_page(papers, awalan, said):
    block = {"awalan": awalan, "jabatan": "Kepala UPTD Metrologi", "atas_jabatan": "Kepala Dinas"}
    for kept in papers.values():
        for paper in kept:
            if not (paper.dokumen and paper.dokumen.tte):
                continue
            signer = {**paper.payload["penandatangan"], **block}
            text = unescape(strip_tags(filled(paper, {**paper.payload, "penandatangan": signer})))
            assert said in text, paper.code
            paper.dokumen.payload = {**paper.dokumen.payload, "penandatangan": signer}
            assert verify.describe(paper.dokumen).jabatan == said


def test_no_paper_shows_a_hole(kind):
    for paper in kind:
        said = words(paper.pdf)
        assert "None" not in said
        assert "{{" not in said


# Blocks of an officer whom the office may not have named yet.
HEADS_OF = ("penandatangan", "kepala", "mengetahui")


def bare(payload):
    """The payload of an office that has written neither its town, its head nor its posts."""
    nobody = {
        name: dict.fromkeys(block, "")
        for name, block in payload.items()
        if name in HEADS_OF and block
    }
    crew = [person | {"jabatan": ""} for person in payload.get("regu", ())]
    town = {"uml": payload["uml"] | {"kota": ""}}
    return payload | town | nobody | ({"regu": crew} if crew else {})


def test_no_comma_stands_alone_where_town_and_head_are_not_written_yet(kind):
    for paper in kind:
        said = unescape(strip_tags(filled(paper, bare(paper.payload))))
        assert re.findall(r"(?:^|\s),.*|, +$", said, re.MULTILINE) == [], paper.code


def test_a_statement_of_batal_has_no_validity(papers):
    for paper in papers["keterangan_batal"]:
        assert [row.berlaku_sampai for row in paper.dokumen.case.daftar] == [None]
        assert "Berlaku sampai" not in words(paper.pdf)
