"""The access log of the web.

Which kind of page, how long, how large; never a token, a query or a reporter's address.
"""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from metrologi.log import may_report, route_of

FORMAT = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(D)s'


class AccessLog(Logger):
    """Writes the route of a page with the numbers in it; words in an address may be secrets."""

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any
    ) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        route = route_of(environ.get("PATH_INFO", ""))
        atoms["U"] = route
        atoms["h"] = "-" if may_report(route) else atoms["h"]
        return atoms
