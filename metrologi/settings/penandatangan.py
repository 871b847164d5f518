"""What must hold before passphrases are sent to the gateway of BSrE."""

from urllib.parse import urlsplit

HERE = {"localhost", "127.0.0.1", "::1"}


def problems(env: dict[str, str]) -> list[str]:
    """Passphrases are sent to the gateway, so it must use https unless it is on this machine."""
    address = urlsplit(env.get("BSRE_URL", ""))
    checks = [
        (
            address.scheme not in ("", "https") and address.hostname not in HERE,
            "BSRE_URL harus alamat https://.",
        ),
        (
            bool(address.scheme) and not (env.get("BSRE_USER") and env.get("BSRE_PASSWORD")),
            "BSRE_USER dan BSRE_PASSWORD harus diisi bila BSRE_URL diisi.",
        ),
    ]
    return [sentence for wrong, sentence in checks if wrong]
