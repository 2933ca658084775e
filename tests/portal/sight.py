"""What an eye finds on a page, found by a program: text that is cut or runs out of its box, a main button smaller than
a thumb, a code where words belong, a date of another language, one heading twice in a row.

It measures what the browser laid out, so it says the same wherever the page is laid out the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

from playwright.sync_api import Page

NARROW = 360  # px: the narrowest phone that is still sold
THUMB = 44  # px: WCAG 2.2, 2.5.5 Target Size (Enhanced)
# A name of the program, or a place that was not filled; "{value}" is what a demand's form tells people to write.
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|%\(|\{(?!value\})[a-z_]+\}")
_ISO_DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")
# Every text that is laid out, with the box of the thing it stands in; what slides or is read aloud only is let be.
_LOOK = """() => {
  const width = document.documentElement.clientWidth, texts = [], boxes = 'button, .button, .mark, .chip, td, th';
  const slides = each => { for (; each; each = each.parentElement)
    if (['auto', 'scroll'].includes(getComputedStyle(each).overflowX)) return true; return false; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const said = node.data.trim(), parent = node.parentElement;
    if (!said || parent.closest('script, style, select, textarea, svg, .unseen, thead')) continue;
    range.selectNodeContents(node);
    const found = range.getBoundingClientRect();
    if (!found.width || !parent.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const box = parent.closest(boxes)?.getBoundingClientRect();
    const out = found.right > width + 1 || found.left < -1
      || (box && (found.right > box.right + 1 || found.left < box.left - 1))
      || (getComputedStyle(parent).overflowX === 'hidden' && parent.scrollWidth > parent.clientWidth + 1);
    const plain = parent.closest('code, pre, kbd, .code, [lang]:not(html)') === null;
    texts.push([said.slice(0, 300), plain, Boolean(out) && !slides(parent)]);
  }
  const shown = each => each.getClientRects().length > 0;
  const mains = [...document.querySelectorAll('.button--main')].filter(shown);
  return {
    texts, wide: document.documentElement.scrollWidth > width,
    low: mains.map(each => [each.innerText.trim(), each.getBoundingClientRect().height]),
    headings: [...document.querySelectorAll('h1, h2, h3, .agreement__title')].filter(shown)
      .map(each => each.innerText.trim()),
  };
}"""


def faults_in_sight(page: Page, language: str) -> Iterator[str]:
    """Yield what is wrong with a page at the width that it has; a page in Swedish may write days as 2026-11-22."""
    seen = cast("dict[str, Any]", page.evaluate(_LOOK))
    if seen["wide"]:
        yield "scrolls sideways"
    for text, is_plain, is_out in seen["texts"]:
        if is_out:
            yield f"runs out of its box: {text!r}"
        if is_plain and _CODE.search(text):
            yield f"a code where words belong: {text!r}"
        if is_plain and language != "sv" and _ISO_DAY.search(text):
            yield f"a day that is not written as in {language}: {text!r}"
    for name, height in seen["low"]:
        if height < THUMB - 0.5:
            yield f"a main button of {height:g} px: {name!r}"
    yield from (f"one heading twice: {one!r}" for one, other in pairwise(seen["headings"]) if one == other)
