"""A name that a template asks for and nobody gave: an error in tests, a warning in development."""

import logging
import logging.config

import pytest
from django.template import engines

from metrologi.documents.render import context
from metrologi.portal.undefined import LOGGER, Nothing
from tests.undefined import UndefinedName

UNIT = dict.fromkeys(("nama", "instansi", "alamat", "telepon", "email", "laman"), "")


def filled(source, **names):
    return engines["django"].from_string(source).render(names)


@pytest.mark.parametrize(
    "source",
    [
        "{{ atas_nam }}",
        "{{ atas_nam|default:'–' }}",
        "{{ case.atas_nam }}",
        "{% if case.atas_nam %}x{% endif %}",
        "{% if case.atas_nam == 'Budi' %}x{% endif %}",
        "{% for row in case.baris %}x{% endfor %}",
        "{% with nama=case.atas_nam %}x{% endwith %}",
        "{% include 'components/chip.html' with label=labell kind='ok' icon='' only %}",
    ],
)
def test_a_misspelt_name_fails_the_test_that_fills_it_in(source):
    with pytest.raises(UndefinedName):
        filled(source, case={"atas_nama": "Budi"})


def test_an_optional_parameter_of_a_component_may_be_left_out():
    assert filled("{% if lead %}x{% endif %}{% if kind == 'bad' %}y{% endif %}") == ""


def test_on_paper_no_name_at_all_may_be_left_out():
    paper = engines["django"].get_template("papers/daftar_isi.html")
    said = {"uml": UNIT, "judul": "Daftar Isi", "tanggal": "2026-07-06", "dokumen": []}
    with pytest.raises(UndefinedName, match="'jejak'"):
        paper.render(context(said, konsep=False))
    assert "Daftar Isi" in paper.render(context({**said, "jejak": []}, konsep=False))


def test_in_development_a_variable_without_value_is_told_and_prints_nothing(caplog):
    assert ("%s" in Nothing(), Nothing() % "atas_nam") == (True, "")
    assert "'atas_nam'" in caplog.text


def test_in_development_the_log_tells_a_missing_attribute_in_one_line(caplog):
    logger = logging.getLogger("django.template")
    mistakes = LOGGER["filters"]["undefined"]["()"]()
    missing = logger.makeRecord(
        logger.name, logging.DEBUG, "f", 1, "%s %s", ("nam", "skhp/detail.html"), _error({})
    )
    optional = logger.makeRecord(
        logger.name, logging.DEBUG, "f", 1, "%s %s", ("icon", "bootstrap5/field.html"), _error({})
    )
    assert mistakes.filter(missing) and not mistakes.filter(optional)
    assert (missing.levelname, missing.exc_info) == ("WARNING", None)
    assert missing.getMessage() == (
        "Name 'nam' is not defined, asked for in template 'skhp/detail.html'."
    )


def _error(looked_in):
    from django.template import VariableDoesNotExist

    error = VariableDoesNotExist("Failed lookup for key [%s] in %r", ("nam", looked_in))
    return type(error), error, None
