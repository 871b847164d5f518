"""Pages of a paper as grey pictures, the tiles in which two pages differ, and the QR codes."""

import subprocess
import tempfile
from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops

# Coarse for comparing, fine for reading codes.
LOOK_DPI, READ_DPI = 60, 150
# Side of a tile in pixels (some 7 mm of paper), and how many of 255 grey levels its mean may move.
TILE, LEVELS = 16, 4


def pages(pdf, dpi=LOOK_DPI):
    """Each page as a grey picture, first page first."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["pdftoppm", "-r", str(dpi), "-gray", "-png", "-", f"{folder}/halaman"],
            input=pdf,
            check=True,
        )
        return [Image.open(file).convert("L") for file in sorted(Path(folder).iterdir())]


def moved(now, then):
    """(column, row, levels) of every tile whose ink differs by more than LEVELS.

    The mean of a tile is compared: another rasteriser spreads the ink of a letter otherwise, a
    missing word leaves less of it.
    """
    difference = ImageChops.difference(now.reduce(TILE), then.reduce(TILE))
    tiles = list(difference.get_flattened_data())
    found = []
    for place, levels in enumerate(tiles):
        if levels > LEVELS:
            found.append((place % difference.width, place // difference.width, levels))
    return found


def codes(pdf):
    """What every QR code of every page says."""
    found = set()
    for page in pages(pdf, READ_DPI):
        found |= {code.text for code in zxingcpp.read_barcodes(page)}
    return found
