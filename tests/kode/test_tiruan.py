"""No test replaces what it tests or what it stands on; a real situation stands in its place."""

import pytest

from tests.kode.sumber import ROOT
from tests.kode.tiruan import replacements

# What may be replaced, where, and why: ports to the world outside of the program.
ALLOWED = {
    ("tests/cerapan/test_rules_command.py", "replaces sys.stdin"): "what is piped in",
    ("tests/deploy/test_embedded.py", "replaces metrologi.embedded.account.SYSTEM_DIR"): (
        "the system's directory for the cluster; tests write nothing there"
    ),
    ("tests/deploy/test_embedded.py", "replaces metrologi.embedded.account._wheel"): (
        "where the programs of PostgreSQL are installed: a copy in a closed folder"
    ),
    ("tests/documents/test_render.py", "replaces metrologi.documents.apps.find_library"): (
        "what the system's linker finds: a machine without Pango"
    ),
}
PLANTED = {
    "monkeypatch.setattr('metrologi.documents.render.render', f)": (
        "replaces metrologi.documents.render.render"
    ),
    "import metrologi.clock.now as n\nmonkeypatch.setattr(n, 'now', f)": (
        "replaces metrologi.clock.now.now"
    ),
    "with monkeypatch.context() as p:\n    p.setattr('pengaduan.surel.kirim', f)": (
        "replaces pengaduan.surel.kirim"
    ),
    "from django.db import connection\nmonkeypatch.delattr(connection, 'cursor')": (
        "replaces django.db.connection.cursor"
    ),
    "import os\nmonkeypatch.setattr(os, 'replace', f)": "replaces os.replace",
    "monkeypatch.setattr(office.uml, 'nama', 'x')": "replaces office.uml.nama",
    "from unittest import mock": "uses mock",
    "from unittest.mock import patch": "uses mock",
    "import unittest.mock": "uses mock",
    "def test_a(mocker): ...": "uses mock",
    "from metrologi.documents import verify\nverify.lookup = f": (
        "replaces metrologi.documents.verify.lookup"
    ),
    "from skhp.models import Skhp\nSkhp.save = f": "replaces skhp.models.Skhp.save",
    "import weasyprint\nweasyprint.HTML = f": "replaces weasyprint.HTML",
    "from django.db import connection as c\na, c.cursor = 1, f": (
        "replaces django.db.connection.cursor"
    ),
    "from segno import make\nsetattr(make, 'x', 1)": "replaces segno.make.x",
    "from pyhanko.sign import signers\ndel signers.PdfSigner": (
        "replaces pyhanko.sign.signers.PdfSigner"
    ),
}
PLAIN = (
    "monkeypatch.setenv('PORT', '1')",
    "from django.conf import settings\ndef test_a(settings): settings.DEBUG = True",
    "case.status_since = now()",
    "import time_machine\nwith time_machine.travel(0): ...",
    "from metrologi.accounts.models import Uml\numl = Uml()\numl.nama = 'x'",
    "setattr(row, name, value)",
)


def sources():
    for path in sorted((ROOT / "tests").rglob("*.py")):
        yield str(path.relative_to(ROOT)), path.read_text()


def test_no_test_replaces_code():
    found = [
        (path, line, kind)
        for path, text in sources()
        for line, kind in replacements(text)
        if (path, kind) not in ALLOWED
    ]
    assert found == []


def test_every_leave_is_used():
    used = {(path, kind) for path, text in sources() for _, kind in replacements(text)}
    assert set(ALLOWED) - used == set()


@pytest.mark.parametrize("source", PLANTED, ids=lambda source: source.splitlines()[-1])
def test_a_planted_replacement_is_found(source):
    kinds = [kind for _, kind in replacements(source)]
    assert kinds == [PLANTED[source]]


@pytest.mark.parametrize("source", PLAIN, ids=lambda source: source.splitlines()[-1])
def test_plain_preparations_are_left_alone(source):
    assert list(replacements(source)) == []
