"""The language that an answer is written in, by the request's Accept-Language."""

from __future__ import annotations

from django.http import HttpRequest

LANGUAGES = ("sv", "nb", "en")
_ALSO = {"no": "nb", "nn": "nb"}


def language_of(request: HttpRequest) -> str:
    """Return `sv`, `nb` or `en`: the best that Accept-Language asks for and we have, English when it asks for none."""
    wishes: list[tuple[float, str]] = []
    for wish in request.headers.get("Accept-Language", "").split(","):
        tag, _, quality = wish.partition(";")
        code = tag.strip().lower().partition("-")[0]
        wishes.append((_weight(quality), _ALSO.get(code, code)))
    wishes.sort(key=lambda wish: -wish[0])  # stable: among equals, the first named wins
    return next((code for weight, code in wishes if weight > 0 and code in LANGUAGES), "en")


def _weight(quality: str) -> float:
    """Return the number of `q=0.8`; 1 when there is none, 0 when it cannot be read."""
    _, _, number = quality.partition("=")
    if not number:
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0
