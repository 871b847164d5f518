"""Template tags of the look: icons from the sprite, the error summary, and links that keep the query string."""
from __future__ import annotations

import re
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers: the words stand beside it. KeyError for one that is not there."""
    return format_html('<svg class="bi {}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', css,
                       mark_safe(sprite()[name]))


@cache
def sprite() -> dict[str, str]:
    """The drawing of each icon. It stands in the page itself: a reference to the sprite costs a request for each icon."""
    text = (settings.ROOT / "static" / "vendor" / "bootstrap-icons" / "icons.svg").read_text()
    return dict(re.findall(r'<symbol id="([^"]+)" viewBox="0 0 16 16">(.*?)</symbol>', text, re.DOTALL))


@register.inclusion_tag("components/_error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, Any]:
    """What is wrong with a bound form, each line a link to its field; shown once however often it is asked for."""
    if form is None or not form.is_bound or not form.errors or getattr(form, "summarised", False):
        return {}
    form.summarised = True
    lines = [(field_anchor(field), field.label, e) for field in form.visible_fields() for e in field.errors]
    general = [*form.non_field_errors(), *(e for field in form.hidden_fields() for e in field.errors)]
    return {"lines": lines, "general": general}


def field_anchor(field: BoundField) -> str:
    """The id to jump to: the input, or the box around a group of choices, which has no single input."""
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
