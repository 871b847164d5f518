"""Asks /sehat/ of the web server in the same container; exit code 0 means healthy."""

import os
import sys
import urllib.error
import urllib.request


def healthy(address: str = "http://127.0.0.1:8000/sehat/") -> bool:
    """Whether the page answers 200.

    It is asked for by the portal's own host name, the only one the server accepts.
    """
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    request = urllib.request.Request(address, headers={"Host": host})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            request, timeout=8
        ) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


if __name__ == "__main__":
    sys.exit(0 if healthy() else 1)
