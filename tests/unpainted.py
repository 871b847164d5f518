"""Blank sheets in the place of painted papers, for the grid and the crawl: they read no paper."""

import io
from functools import cache

import pikepdf


@cache
def blank():
    """A PDF of one empty page."""
    kept = io.BytesIO()
    with pikepdf.new() as sheet:
        sheet.add_blank_page()
        sheet.save(kept)
    return kept.getvalue()


def blank_sheet(html, payload, *, konsep, styles, files):
    """A painter as `PAPER_PAINTER` names it; the template has been filled in before."""
    return blank()
