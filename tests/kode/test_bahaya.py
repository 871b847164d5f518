"""Dangerous calls stand only where a reason is written down here."""

import ast
import re

import pytest

from tests.kode.bahaya import dangers
from tests.kode.sumber import ROOT, modules

FIXED_SQL = "the statement is a constant; values are parameters"
OWN_PROGRAM = "a program of ours or of PostgreSQL, arguments as a list, no shell"
ALLOWED = {
    ("metrologi.accounts.admin", "all fields of a model but some"): "the admin only reads",
    ("metrologi.accounts.checks", "import_module: imports by name"): "packages of our own views",
    ("metrologi.accounts.views.menunggu", "mark_safe: markup as it is"): "a QR code that we draw",
    ("metrologi.accounts.views.keamanan", "mark_safe: markup as it is"): "a QR code that we draw",
    ("metrologi.basis.hak", "execute: raw SQL"): "names are composed by psycopg, run by the owner",
    ("metrologi.cerapan.ekspor.dcc", "xml.etree.ElementTree: reads XML"): "writes XML, reads none",
    ("metrologi.clock.models", "execute: raw SQL"): FIXED_SQL,
    ("metrologi.demo.management.commands.demo", "build_opener: asks another server"): "itself",
    ("metrologi.demo.management.commands.demo", "subprocess.Popen: starts a program"): OWN_PROGRAM,
    ("metrologi.demo.riwayat", "execute: raw SQL"): FIXED_SQL,
    ("metrologi.documents.numbering", "execute: raw SQL"): FIXED_SQL,
    ("metrologi.documents.signing.bsre", "build_opener: asks another server"): (
        "the gateway that the setting names; follows no redirect"
    ),
    ("metrologi.documents.signing.percobaan", "execute: raw SQL"): FIXED_SQL,
    ("metrologi.documents.verify", "a pattern made of parts"): "constants alone",
    ("metrologi.embedded.__main__", "subprocess.Popen: starts a program"): OWN_PROGRAM,
    ("metrologi.embedded.account", "subprocess.run: starts a program"): OWN_PROGRAM,
    ("metrologi.embedded.postgres", "execute: raw SQL"): FIXED_SQL,
    ("metrologi.embedded.postgres", "subprocess.run: starts a program"): OWN_PROGRAM,
    ("metrologi.embedded.postmaster", "subprocess.Popen: starts a program"): OWN_PROGRAM,
    ("metrologi.healthcheck", "build_opener: asks another server"): "itself, on this machine",
    ("metrologi.kotak.child", "import_module: imports by name"): "the job that our code names",
    ("metrologi.kotak.parent", "subprocess.run: starts a program"): OWN_PROGRAM,
    ("metrologi.lembar", "import_module: imports by name"): "folders of this package",
    ("metrologi.lembar.contoh", "import_module: imports by name"): "folders of this package",
    ("metrologi.notifications.management.commands.pekerja", "subprocess.Popen: starts a program"): (
        OWN_PROGRAM
    ),
    ("metrologi.portal.cadangan", "execute: raw SQL"): (
        "constants; the name of a table is quoted by Django"
    ),
    ("metrologi.portal.cadangan", "subprocess.Popen: starts a program"): OWN_PROGRAM,
    ("metrologi.portal.cadangan", "subprocess.run: starts a program"): OWN_PROGRAM,
    ("metrologi.portal.context", "RawSQL: raw SQL"): FIXED_SQL,
    ("metrologi.portal.sekali", "execute: raw SQL"): FIXED_SQL,
    ("metrologi.portal.templatetags.portal", "mark_safe: markup as it is"): "icons of our own file",
    ("metrologi.portal.throttle", "execute: raw SQL"): FIXED_SQL,
    ("metrologi.portal.views.sehat", "execute: raw SQL"): FIXED_SQL,
    ("metrologi.web", "names a file by itself"): "the one place that names files",
    ("metrologi.workflow.rahasia", "a pattern made of parts"): "every word is escaped",
    ("pengaduan.disebut", "a pattern made of parts"): "every word is escaped",
    ("pengaduan.views.lapor", "a pattern made of parts"): "every word is escaped",
    ("metrologi.workflow.checks", "import_module: imports by name"): "modules that apps declare",
}
PLANTED = {
    "eval(kata)": "eval: runs code",
    "import os\nos.system(f'ls {nama}')": "os.system: runs a shell",
    "subprocess.run(kata, shell=True)": "shell=: runs a shell",
    "Model.objects.raw(f'select {nama}')": "raw: raw SQL",
    "cursor.execute(kata)": "execute: raw SQL",
    "from random import choice": "random: chance that can be guessed",
    "import pickle": "pickle: builds objects",
    "from lxml import etree": "lxml: reads XML",
    "from django.views.decorators.csrf import csrf_exempt": (
        "csrf_exempt: takes forms of other sites"
    ),
    "class Meta:\n    fields = '__all__'": "all fields of a model",
    "re.search(f'^{kata}', teks)": "a pattern made of parts",
    "Template(kata)": "builds a template",
    "hashlib.md5(isi)": "hashlib.md5: weak hash",
    "salted_hmac('uji', kata)": "salted_hmac with SHA-1",
    "answer['Content-Disposition'] = nama": "names a file by itself",
}
# What a page's own scripts never do with words of people; the reason where one does.
SCRIPT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    r"|setTimeout\(['\"]"
    r"|localStorage|indexedDB|postMessage|addEventListener\(['\"]message|__proto__|document\.cookie"
)
SCRIPTS = {
    "static/portal/kirim.js": "shows the page that the server answered with",
    "static/portal/simpanan.js": "keeps drafts under the account that typed them (0064)",
}


def found():
    return {(module, kind) for module, tree in modules().items() for _, kind in dangers(tree)}


def test_a_dangerous_call_stands_only_where_a_reason_is_written():
    """Use the safe way (parameters, a list of arguments, `send_file`), or write the reason here."""
    assert found() - ALLOWED.keys() == set()


def test_every_reason_is_still_needed():
    assert ALLOWED.keys() - found() == set()


@pytest.mark.parametrize(("source", "kind"), PLANTED.items())
def test_a_planted_danger_is_found(source, kind):
    assert kind in {kind for _, kind in dangers(ast.parse(source))}


def test_a_pattern_of_our_own_is_no_danger():
    assert list(dangers(ast.parse("re.compile('a+').sub('', x)\nCompiled.compile(x)"))) == []


def test_markup_of_people_is_escaped_everywhere():
    """Only plain-text mails are written as they are."""
    pages = (ROOT / "templates").rglob("*.*")
    raw = [p for p in pages if re.search(r"\|\s*safe\b|safeseq|autoescape off", p.read_text())]
    assert [p.name for p in raw if p.suffix != ".txt"] == []


def test_scripts_write_words_as_text_and_keep_nothing_beyond_the_tab():
    ours = [p for p in (ROOT / "static").rglob("*.js") if "vendor" not in p.parts]
    assert len(ours) > 5
    loud = {str(p.relative_to(ROOT)) for p in ours if SCRIPT.search(p.read_text())}
    assert loud == SCRIPTS.keys()
