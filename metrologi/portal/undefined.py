"""Knows which names a template of ours asked for and nobody gave; Django alone stays silent.

Django prints nothing for such a name. It tells its logger `django.template` of every lookup that
failed (with the name, the template and the error), and puts `string_if_invalid` in the place of a
variable in `{{ }}`. What is a mistake: an attribute that its object does not have, wherever it
stands; any name on a paper; any name in `{{ }}`. In `{% if %}` of a page a bare name may be absent
(so a component has an optional parameter), and the object may be None.
"""

from __future__ import annotations

import logging

from django.template import VariableDoesNotExist
from django.template.context import BaseContext

# Templates of libraries ask for names that are often absent, and mean it.
FOREIGN = ("admin/", "bootstrap5/", "crispy_forms/", "django/", "registration/")
log = logging.getLogger(__name__)


class Undefined(logging.Filter):
    """Lets through what is a mistake in a template of ours, as a warning of one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        template = str(record.args[1]) if isinstance(record.args, tuple) else ""
        if template.startswith(FOREIGN) or not (_lacks(record) or "papers/" in template):
            return False
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg = "Name '%s' is not defined, asked for in template '%s'."
        record.exc_info = record.exc_text = None
        return True


def _lacks(record: logging.LogRecord) -> bool:
    """Whether the name was looked for in an object, and not among the page's names or in None."""
    error = record.exc_info[1] if record.exc_info else None
    if not isinstance(error, VariableDoesNotExist):
        return True
    looked_in = error.params[1]
    return looked_in is not None and not isinstance(looked_in, BaseContext)


class Nothing(str):
    """For `string_if_invalid`: prints nothing, and a warning says which variable was meant."""

    __slots__ = ()

    def __new__(cls) -> Nothing:
        return super().__new__(cls, "%s")  # Django puts the variable in the place of these

    def __mod__(self, variable: object) -> str:
        log.warning("Variable '%s' of a template is not defined.", variable)
        return ""


# Entries for LOGGING, so that these warnings are logged.
LOGGER = {
    "filters": {"undefined": {"()": Undefined}},
    "loggers": {"django.template": {"level": "DEBUG", "filters": ["undefined"]}},
}
