"""What every page of ours needs.

A chip, a page of a list, a number out of a query string, the status of a form, a file to send.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib.auth import SESSION_KEY
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

View = Callable[..., HttpResponse]
UNPROCESSABLE = 422
PAGE_SIZE = 25
LAST_PAGE = 400
# Twelve digits and more are no key of ours, and PostgreSQL would refuse them.
LONGEST_NUMBER = 11


@dataclass(frozen=True)
class Chip:
    """A status as a page shows it (templates/components/_chip.html).

    `kind` is "ok", "warn", "bad", "info" or "" (neutral); without `icon` the kind brings its own.
    """

    label: str
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Page:
    """A window of rows. `q` and `status` are what the list was searched and filtered by."""

    rows: list[Any]
    number: int
    has_next: bool
    q: str = ""
    status: str = ""

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def window(
    rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, *, q: str = "", status: str = ""
) -> Page:
    """The page `?hal=` of an ordered queryset; a nonsense number is page one.

    Rows are never counted: one row more than is shown says whether there is a next page.
    """
    number = min(max(whole_number(request.GET.get("hal")) or 1, 1), LAST_PAGE)
    start = (number - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    return Page(found[:PAGE_SIZE], number, len(found) > PAGE_SIZE, q, status)


def whole_number(raw: str | None, *, longest: int = LONGEST_NUMBER) -> int | None:
    """The number that a text of at most `longest` digits says; None for any other text."""
    if not raw or len(raw) > longest or not (raw.isascii() and raw.isdecimal()):
        return None
    return int(raw)


def form_status(*forms: BaseForm | BaseFormSet | None) -> int:
    """422 for a page that shows a posted form again, 200 for one that shows it empty."""
    return UNPROCESSABLE if any(form is not None and form.is_bound for form in forms) else 200


def account_of(request: HttpRequest) -> str:
    """The number of the account for which this request was answered; "" for a stranger.

    It reads what was loaded of the session and asks nothing, so it answers without a database too.
    """
    loaded = getattr(getattr(request, "session", None), "_session_cache", None) or {}
    return str(loaded.get(SESSION_KEY, ""))


def send_file(body: bytes | str, name: str, kind: str, *, inline: bool = False) -> HttpResponse:
    """A file of that name and content type: a download, or shown in the browser (`inline`).

    No name can break the header (RFC 6266), no browser guesses the type, no cache keeps the bytes.
    """
    plain = "".join(letter for letter in name if letter.isprintable())
    headers = {
        "Content-Disposition": content_disposition_header(not inline, plain) or "inline",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(body, content_type=kind, headers=headers)


def framed(view: View) -> View:
    """Let pages of this site, and nobody else, show the view in a frame; other views allow none."""
    return cast(View, xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view)))
