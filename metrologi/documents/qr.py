"""QR codes as they stand on papers and pages."""

from __future__ import annotations

import segno


def qr(text: str) -> str:
    """A QR code of the text as an SVG data URI, error correction M (ISO/IEC 18004)."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(border=1, omitsize=True, svgclass=None, lineclass=None))
