"""docs/keamanan.md says what the code does: doors, uploads, numbers, tables, keys, events."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from django import forms
from django.apps import apps
from django.conf import settings

from metrologi.accounts import faktor
from metrologi.accounts.checks import all_views
from metrologi.accounts.models import CatatanAkun
from metrologi.documents import unggahan
from metrologi.portal import catatan_keamanan, kuota
from metrologi.portal.throttle import Door
from tests.kode.sumber import PACKAGES, ROOT, imported_names, imports, modules

PAGE = (ROOT / "docs" / "keamanan.md").read_text()
SECTIONS = (
    "Signing in",
    "Ways in",
    "Sessions",
    "Doors",
    "Uploads",
    "Input",
    "Who may do what",
    "Data",
    "Cryptography",
    "Keys",
    "Connections",
    "Costly work",
    "Libraries",
    "Logs",
    "Browsers",
    "The proxy",
    "The office",
)
CRYPTOGRAPHY = (
    "hashlib",
    "hmac",
    "secrets",
    "ssl",
    "cryptography",
    "asn1crypto",
    "pyhanko",
    "pyotp",
    "pyrage",
    "webauthn",
    "django.core.signing",
    "django.utils.crypto",
    "django.contrib.auth.hashers",
    "django.contrib.auth.tokens",
)
# Names of settings by which the portal is told of another server.
SERVER = re.compile(r"environ\.get\(\"([A-Z_]*(?:_HOST|_URL))\"")
OWN = {"PORTAL_URL", "ALLOWED_HOST"}


@cache
def section(name: str) -> str:
    """What stands under a heading of the second level."""
    return PAGE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def ticked(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_that_the_standard_asks_for_is_there(name):
    assert len(section(name)) > 200


def doors() -> list[tuple[str, int, int]]:
    """Name, limit and minutes of everything that counts: quotas, and the limits of views."""
    quotas = [door for door in vars(kuota).values() if isinstance(door, Door)]
    limits = {rule for page in all_views() for rule in getattr(page.view, "batas", ())}
    return sorted(
        [(door.name, door.limit, door.minutes) for door in quotas]
        + [(rule.name, rule.most, rule.minutes) for rule in limits]
    )


def test_every_door_stands_in_the_table_with_its_limit():
    """A new door needs a row in docs/keamanan.md: name, limit, minutes, what is counted."""
    rows = re.findall(r"^\| `([\w-]+)` \| ([\d.,]+) \| (\d+) \|", section("Doors"), re.MULTILINE)
    told = [(name, int(re.sub(r"\D", "", limit)), int(minutes)) for name, limit, minutes in rows]
    assert sorted(told) == doors()


def test_no_two_doors_share_a_name():
    """Doors of one name would count into one another's windows."""
    names = [name for name, _, _ in doors()]
    assert sorted(set(names)) == names


def every_form(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from every_form(form)


def test_every_upload_stands_in_the_table():
    assert all_views()
    ours = {
        f"{form.__name__}.{name}"
        for form in every_form()
        if form.__module__.split(".")[0] in PACKAGES
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.FileField)
    }
    told = {name for name in ticked(section("Uploads")) if re.fullmatch(r"\w+Form\.\w+", name)}
    assert told == ours
    assert f"{unggahan.MAKS_BYTE // 1024 // 1024} MB" in section("Uploads")
    assert f"above {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB" in section("Uploads")


def test_the_numbers_of_signing_in_are_those_of_the_settings():
    words = {2: "Two", 3: "three", 5: "Five", 10: "ten"}
    length = next(
        v["OPTIONS"]["min_length"]
        for v in settings.AUTH_PASSWORD_VALIDATORS
        if "MinimumLength" in v["NAME"]
    )
    signing_in, ways = section("Signing in"), section("Ways in")
    assert f"{words[settings.AXES_FAILURE_LIMIT]} wrong passwords" in signing_in
    assert f"for {round(settings.AXES_COOLOFF_TIME * 60)} minutes" in signing_in
    assert f"at least {length} characters" in signing_in
    assert f"{words[faktor.PALING_BANYAK]} of one account in an hour" in signing_in
    assert f"a link of {words[settings.PASSWORD_RESET_TIMEOUT // 3600]} hours" in ways
    assert f"{settings.SESSION_COOKIE_AGE // 3600} hours" in section("Sessions")


def test_every_way_in_stands_on_the_page():
    public = {
        page.name
        for page in all_views()
        if page.name.startswith("accounts:") and page.access == ("public",)
    }
    assert public and public - ticked(section("Ways in")) == set()


def test_the_fields_that_the_page_names_exist():
    classes = {
        word
        for tree in modules().values()
        for word in re.findall(r"class (\w+)", "\n".join(_heads(tree)))
    }
    named = {name for name in ticked(section("Input")) if re.fullmatch(r"[A-Z]\w+", name)}
    assert len(named) > 10 and named - classes == set()


def _heads(tree):
    return [f"class {node.name}" for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def test_every_table_has_a_class():
    """A new model needs a place in the table of docs/keamanan.md, Data."""
    ours = {
        f"{model._meta.app_label}.{model.__name__}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in PACKAGES
    }
    told = re.findall(r"`(\w+\.[A-Z]\w+)`", section("Data"))
    assert sorted(told) == sorted(ours)


def test_every_module_that_hashes_signs_or_draws_lots_is_in_the_inventory():
    """A new one needs a row in docs/keamanan.md, Cryptography."""
    ours = {
        module
        for module, tree in modules().items()
        for _, statement in imports(tree)
        for name in imported_names(statement)
        if name.startswith(tuple(f"{known}." for known in CRYPTOGRAPHY)) or name in CRYPTOGRAPHY
    }
    told = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in ticked(section("Cryptography"))
        if path.endswith(".py")
    }
    assert told == ours


def test_every_connection_that_the_settings_know_stands_on_the_page():
    asked = {
        name
        for path in (ROOT / "metrologi" / "settings").glob("*.py")
        for name in SERVER.findall(path.read_text())
    }
    assert len(asked) >= 4 and asked - OWN - ticked(section("Connections")) == set()


def test_every_event_of_the_log_stands_on_the_page():
    accounts = {f"akun_{event}" for event in CatatanAkun.Peristiwa.values}
    events = {*catatan_keamanan.REFUSED.values(), "masuk", "keluar", "gagal_masuk", "gangguan"}
    assert (events | accounts) - ticked(section("Logs")) == set()
