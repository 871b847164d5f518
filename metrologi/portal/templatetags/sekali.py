"""Django's `csrf_token` with one more hidden box: the key by which a form is carried out once.

It is loaded for all templates, so that no form can forget it.
"""

from __future__ import annotations

from uuid import uuid4

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from metrologi.portal.sekali import FIELD

register = template.Library()


class FormKeysNode(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        box = format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())
        return super().render(context) + box


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormKeysNode:
    return FormKeysNode()
