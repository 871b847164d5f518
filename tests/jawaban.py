"""What every answer of the portal tells browsers, whichever test asks for it."""

from __future__ import annotations

from typing import Any

from django.urls import Resolver404

POLICY = ("default-src 'none'", "object-src 'none'", "base-uri 'none'")
SELF, NONE = "'self'", "'none'"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
COOKIES = {"sessionid", "csrftoken", "perangkat"}
# Views whose files may be framed by pages of ours: they are shown beside a form.
FRAMED = {"documents:unduh", "perlengkapan:usulan_pratinjau", "workflow:skhp-pratinjau"}
# A picture of an instrument may stay in its owner's browser for an hour.
KEPT = {"uttp:foto"}


def lacks(answer: Any) -> list[str]:
    """A sentence for each thing that the answer should tell a browser and does not."""
    checks = (_fixed, _policy, _type, _cookies, _cache)
    return [sentence for check in checks for sentence in check(answer)]


def _fixed(answer: Any) -> list[str]:
    wrong = [name for name, value in FIXED.items() if answer.get(name) != value]
    if "camera=(self)" not in answer.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    if answer.has_header("Access-Control-Allow-Origin"):
        wrong.append("another site may read the answer")
    return wrong


def _policy(answer: Any) -> list[str]:
    policy = answer.get("Content-Security-Policy", "")
    framed = answer.status_code == 200 and name_of(answer) in FRAMED
    wanted = [*POLICY, f"frame-ancestors {SELF if framed else NONE}"]
    return [f"policy without {part}" for part in wanted if part not in policy] + (
        ["unsafe policy"] if "unsafe" in policy else []
    )


def _type(answer: Any) -> list[str]:
    """A text says its letters; what has a body says what it is."""
    told = answer.get("Content-Type", "")
    if not told:
        return [] if getattr(answer, "streaming", False) or not answer.content else ["no type"]
    kind = told.partition(";")[0].strip()
    # A workbook has "xml" in its name and is a ZIP.
    text = kind.startswith("text/") or kind.endswith(("/xml", "+xml"))
    return [f"{told} without charset"] if text and "charset" not in told else []


def _cookies(answer: Any) -> list[str]:
    wrong = []
    for name, cookie in answer.cookies.items():
        if name not in COOKIES:
            wrong.append(f"cookie {name}")
        if cookie["samesite"] not in ("Lax", "Strict"):
            wrong.append(f"cookie {name} without SameSite")
        # One that is taken away is empty and tells nothing.
        if name in ("sessionid", "perangkat") and cookie.value and not cookie["httponly"]:
            wrong.append(f"cookie {name} without HttpOnly")
    return wrong


def _cache(answer: Any) -> list[str]:
    """What was made for a person is kept by no cache."""
    user = getattr(answer.wsgi_request, "user", None)
    if answer.status_code != 200 or user is None or not user.is_authenticated:
        return []
    told = answer.get("Cache-Control", "")
    if "public" in told or name_of(answer) in KEPT:
        return []
    return [] if "no-store" in told else [f"a cache may keep it: {told!r}"]


def name_of(answer: Any) -> str:
    """The name of the route that answered, or nothing."""
    try:
        return str(answer.resolver_match.view_name)
    except Resolver404:
        return ""
