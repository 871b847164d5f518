"""The generated pages of docs/ say what the code says today."""

import pytest

from metrologi.portal.peta import DOCS, HEAD, pages

PAGES = pages()


@pytest.mark.parametrize("path", sorted(PAGES), ids=lambda path: path.name)
def test_a_generated_page_is_current(path):
    assert path.read_text() == PAGES[path], "run bin/manage peta_modul"


def test_no_generated_page_is_left_over():
    kept = {path for path in DOCS.rglob("*.md") if HEAD in path.read_text()}
    assert kept == set(PAGES)
