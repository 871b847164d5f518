"""Every template can be read and changed line by line."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
WIDTH = 120
# More alternatives than these are a question for the row, not for the template.
ALTERNATIVES = 2
# A sentence may hold an inline condition or two; more of them belong on lines of their own.
CONDITIONS = 3
# Numbers that are shown as they are: what an office has typed, and what `User.telepon` has made.
TELEPHONE = re.compile(r"{{ ([\w.]*)\btelepon\b(?!\|telepon)[^}]*}}")
AS_IT_IS = {"uml.", "uml_lain.", "office.", "case.tujuan.", "item.rujukan.", "akun.", "user."}
CONDITION = re.compile(r"{% (?:if|elif|else|for|empty|ifchanged)\b")
# Elements that stand on a line of their own; a link, a span or a button may stand in a sentence.
ELEMENT = re.compile(
    r"<(?:p|div|section|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|h[1-6]"
    r"|form|fieldset|legend|details|summary|header|nav|figure)\b"
)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_a_line_fits_on_the_screen(path):
    long = [n for n, line in enumerate(path.read_text().split("\n"), 1) if len(line) > WIDTH]
    assert not long


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_a_line_holds_one_tag(path):
    crowded = [
        f"{n}: {line.strip()}"
        for n, line in enumerate(path.read_text().split("\n"), 1)
        if len(ELEMENT.findall(line)) > 1
        or line.count("{% include ") > 1
        or len(CONDITION.findall(line)) > CONDITIONS
    ]
    assert not crowded


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_no_chain_of_conditions(path):
    open_ifs: list[int] = []
    for tag in re.findall(r"{% (if|elif|endif)\b", path.read_text()):
        if tag == "if":
            open_ifs.append(0)
        elif tag == "elif":
            open_ifs[-1] += 1
            assert open_ifs[-1] < ALTERNATIVES
        else:
            open_ifs.pop()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_a_template_loads_the_filters_it_uses(path):
    get_template(path.relative_to(TEMPLATES).as_posix())


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_a_telephone_is_shown_as_people_write_it(path):
    """Papers get it from their payload, where it is written so already."""
    bare = set(TELEPHONE.findall(path.read_text())) - {"form."}
    assert "papers" in path.parts or bare <= AS_IT_IS
