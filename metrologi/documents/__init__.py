"""Papers: declare, number, print, sign, issue, verify. Everything a procedure needs is named here."""
from importlib import import_module
from typing import Any

_HOME = {
    "Document": "declare", "register": "declare", "get": "declare", "known": "declare", "all_documents": "declare",
    "issue": "issuing", "preview": "issuing", "revoke": "issuing", "of": "issuing", "bundle": "berkas",
    "SigningError": "signing", "NoKey": "signing", "PassphraseMissing": "signing", "WrongPassphrase": "signing",
    "KeyLocked": "signing", "KeyExpired": "signing", "signer_for": "signing",
    "lookup": "verify", "check_upload": "verify",
}


def __getattr__(name: str) -> Any:
    """Resolve names late: this package is imported before Django's models are."""
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    if name in ("numbering", "signing"):
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
