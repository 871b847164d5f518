"""A name that a template asks for and nobody gave fails the test that fills the template in."""

import logging
from contextlib import contextmanager
from copy import deepcopy

from django.conf import settings
from django.test import override_settings

from metrologi.portal.undefined import Nothing, Undefined


class UndefinedName(BaseException):
    """Not an `Exception`, for Django's operators in `{% if %}` swallow those."""


class Refuse(logging.Handler):
    """Raises what the product would only log."""

    def emit(self, record):
        raise UndefinedName(record.getMessage())


class Refused(Nothing):
    __slots__ = ()

    def __mod__(self, variable):
        raise UndefinedName(f"{{{{ {variable} }}}} is not defined")


@contextmanager
def refused():
    """Meanwhile every undefined name raises UndefinedName."""
    logger, handler, mistakes = logging.getLogger("django.template"), Refuse(), Undefined()
    before = logger.level
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = Refused()
    logger.addFilter(mistakes)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        with override_settings(TEMPLATES=templates):
            yield
    finally:
        logger.removeFilter(mistakes)
        logger.removeHandler(handler)
        logger.setLevel(before)
