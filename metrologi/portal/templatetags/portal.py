"""Template tags of all pages: icons, the summary of a form's errors, links that keep the query."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from metrologi.accounts.telepon import tampil
from metrologi.workflow.declare import Step
from metrologi.workflow.offers import Offer
from metrologi.workflow.timeline import by_whom, note_of

register = template.Library()
register.filter("siapa", by_whom)
register.filter("catatan", note_of)
register.filter("telepon", tampil)

# Kind of a chip or a notice to its icon; any other kind has the neutral icon.
CHIP_ICONS = {
    "ok": "check-circle-fill",
    "warn": "exclamation-triangle",
    "bad": "x-circle-fill",
    "info": "hourglass-split",
}
ALERT_ICONS = {
    "success": "check-circle-fill",
    "warning": "exclamation-triangle",
    "danger": "exclamation-octagon",
}
ALERT_KINDS = {
    constants.SUCCESS: "success",
    constants.WARNING: "warning",
    constants.ERROR: "danger",
}
STEP_WORDS = {"done": "selesai", "now": "tahap sekarang"}


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """An icon, hidden from screen readers since words stand beside it.

    Raises KeyError for a name that the sprite does not have.
    """
    return format_html(
        '<svg class="bi {}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        css,
        mark_safe(sprite()[name]),
    )


@register.simple_tag(takes_context=True)
def chip_icon(context: Context) -> SafeString:
    """The icon of components/chip.html: the one that it was given, else the one of its kind."""
    return icon(context.get("icon") or CHIP_ICONS.get(context.get("kind"), "circle"))


@register.simple_tag(takes_context=True)
def alert_icon(context: Context) -> SafeString:
    """The icon of a notice, by its `kind`."""
    return icon(ALERT_ICONS.get(context.get("kind"), "info-circle"))


@register.filter
def alert_kind(message: Message) -> str:
    """The kind of notice in which a message of Django is shown."""
    return ALERT_KINDS.get(message.level, "info")


@register.filter
def step_word(state: str) -> str:
    """What a screen reader says of a stage of the stepper ("done", "now" or "todo")."""
    return STEP_WORDS.get(state, "belum")


@register.filter
def step_button(step: Step, is_first: bool) -> str:
    """The class of the button of a step: red if it cannot be undone, filled if it is the first.

    What lies beside the SOP is never the button that stands out.
    """
    if step.relief:
        return "btn-outline-secondary"
    if step.danger:
        return "btn-outline-danger"
    return "btn-primary" if is_first else "btn-secondary"


@register.filter
def wakil(offers: list[Offer]) -> list[Offer]:
    """Of these steps the ones that may now be typed for somebody who cannot take them here."""
    return [offer for offer in offers if offer.wakil and not offer.reasons]


@cache
def sprite() -> dict[str, str]:
    """The drawing of each icon by name.

    It is written into the page: a reference to the sprite would cost a request for each icon.
    """
    text = (settings.ROOT / "static" / "vendor" / "bootstrap-icons" / "icons.svg").read_text()
    return dict(
        re.findall(r'<symbol id="([^"]+)" viewBox="0 0 16 16">(.*?)</symbol>', text, re.DOTALL)
    )


@register.inclusion_tag("components/_error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, Any]:
    """The errors of a bound form, each a link to its field.

    They are shown once, even if the template asks twice.
    """
    if form is None or not form.is_bound or not form.errors or getattr(form, "summarised", False):
        return {}
    form.summarised = True
    lines = [
        (field_anchor(field), field.label, e)
        for field in form.visible_fields()
        for e in field.errors
    ]
    general = [
        *form.non_field_errors(),
        *(e for field in form.hidden_fields() for e in field.errors),
    ]
    return {"lines": lines, "general": general}


def field_anchor(field: BoundField) -> str:
    """The id to jump to: the input, or the box around a group of choices."""
    return field.id_for_label or f"div_{field.auto_id}"


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """The present query string with some values replaced; None drops one."""
    request: HttpRequest = context["request"]
    params = request.GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value is not None:
            params[name] = str(value)
    return "?" + params.urlencode()
