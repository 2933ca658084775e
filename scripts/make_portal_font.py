"""Makes the portal's font file from the package fontpkg-noto-sans: Latin, weights 400 to 700, WOFF2.

Needs `pip install fonttools brotli`; run once when the package has a new version and commit what it writes.
"""

from __future__ import annotations

from importlib import resources
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parents[1] / "depesch" / "portal" / "static" / "portal" / "font"
# Basic Latin to Latin Extended-A, and the punctuation, arrows and signs that the pages use.
LETTERS = "20-7E,A0-17F,2009-2015,2018-201E,2020-2022,2026,202F,2030,2039-203A,20AC,2190-2193,2212,2260,2264-2265"


def main() -> None:
    """Write the font and its licence."""
    package = resources.files("fontpkg_noto_sans")
    with resources.as_file(package / "files" / "NotoSans[wdth,wght].ttf") as path:
        instance = BytesIO()  # written and read again: the subsetter wants glyphs by their final names
        instantiateVariableFont(TTFont(path), {"wdth": 100, "wght": (400, 700)}).save(instance)
    font = TTFont(BytesIO(instance.getvalue()))
    options = Options(layout_features=["kern", "tnum", "lnum", "locl", "ccmp", "mark"], flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(LETTERS))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(FOLDER / "noto-sans-latin.woff2")
    (FOLDER / "LICENSE").write_bytes((package / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
