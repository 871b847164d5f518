"""The product's own painter, watched: what it was asked to print, for tests of what papers tell."""

import json

from metrologi.documents.render import paint

PRINTED = []


def watched(html, payload, *, konsep, styles, files):
    """A painter as `PAPER_PAINTER` names it: keeps the words of the paper, then paints it."""
    PRINTED.append(json.dumps(payload, ensure_ascii=False) + html)
    return paint(html, payload, konsep=konsep, styles=styles, files=files)
