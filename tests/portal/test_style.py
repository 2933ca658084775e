"""The design system keeps its own rules: colours and distances only in the tokens, contrast in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from depesch.portal.navigation import SHEETS as ON_EVERY_PAGE

CSS = Path(__file__).resolve().parents[2] / "depesch" / "portal" / "static" / "portal" / "css"
TEMPLATES = CSS.parents[2] / "templates"
SHEETS = sorted(path.stem for path in CSS.glob("*.css"))
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", (CSS / "tokens.css").read_text())
}
TEXT_ON = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent", "need") for ground in ("paper", "sheet", "well")),
    *((state, f"{state}-soft") for state in ("done", "wait", "plan", "need", "off")),
    ("accent-ink", "accent"), ("ink", "accent-soft"),
]  # fmt: skip
EDGES_ON = [("line-strong", ground) for ground in ("paper", "sheet")] + [("focus", "paper"), ("focus", "sheet")]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_has_contrast(ink: str, ground: str, scheme: int) -> None:
    assert contrast(TOKENS[ink][scheme], TOKENS[ground][scheme]) >= 4.5  # WCAG 2.2, 1.4.3 AA


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES_ON)
def test_edges_of_what_can_be_used_have_contrast(edge: str, ground: str, scheme: int) -> None:
    assert contrast(TOKENS[edge][scheme], TOKENS[ground][scheme]) >= 3  # WCAG 2.2, 1.4.11 AA


@pytest.mark.parametrize("sheet", [name for name in SHEETS if name not in ("tokens", "print")])
def test_sheet_names_no_colour_of_its_own(sheet: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (CSS / f"{sheet}.css").read_text(), flags=re.S)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", text) == []


def test_every_sheet_is_loaded() -> None:
    named = set(re.findall(r'{% sheet "(\w+)" %}', "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))))
    assert set(SHEETS) == {*ON_EVERY_PAGE, *named}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
