"""Which browser and device a session comes from, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The first that fits: most browsers also claim to be those further down.
_BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"), (r"OPR/|Opera", "Opera"), (r"SamsungBrowser/", "Samsung Internet"),
    (r"Vivaldi/", "Vivaldi"), (r"Firefox/|FxiOS/", "Firefox"), (r"HeadlessChrome/|Chrome/|CriOS/", "Chrome"),
    (r"Version/[\d.]+.*Safari/", "Safari"),
)  # fmt: skip
_DEVICES = (
    (r"iPhone", "iPhone"), (r"iPad", "iPad"), (r"Android", "Android"), (r"Windows", "Windows"),
    (r"CrOS", "ChromeOS"), (r"Macintosh|Mac OS X", "Mac"), (r"Linux|X11", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BrowserWords:
    """The names of a browser and its device; empty for one that is not known."""

    browser: str
    device: str


def browser_of(user_agent: str) -> BrowserWords:
    """Return what the browser says that it is.

    >>> browser_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0")
    BrowserWords(browser='Edge', device='Windows')
    """
    return BrowserWords(_first(_BROWSERS, user_agent), _first(_DEVICES, user_agent))


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for pattern, name in known if re.search(pattern, user_agent)), "")
