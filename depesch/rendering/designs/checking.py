"""What is wrong with choices that came from outside: each fault at its field."""

from __future__ import annotations

import msgspec

from depesch.rendering.designs import MOST_FOOTER_LINE, MOST_FOOTER_LINES, MOST_INTRO, Choices
from depesch.rendering.designs.colours import is_colour
from depesch.rendering.words import languages


class ChoiceFault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault. Codes: `not-a-colour`, `unknown-language`, `too-long`, `too-many-lines`."""

    field: str  # accent, or intro or footer with the language behind it: footer_sv
    code: str
    value: str = ""


def choice_faults(choices: Choices) -> list[ChoiceFault]:
    """Return all that keeps `choices` from being used, in the order of the form."""
    found = []
    if not is_colour(choices.accent):
        found.append(ChoiceFault(field="accent", code="not-a-colour", value=choices.accent[:40]))
    for language, texts in choices.texts.items():
        if language not in languages():
            found.append(ChoiceFault(field="texts", code="unknown-language", value=language[:20]))
            continue
        if len(texts.intro) > MOST_INTRO:
            found.append(ChoiceFault(field=f"intro_{language}", code="too-long", value=str(len(texts.intro))))
        code, value = _footer_fault(texts.footer)
        if code:
            found.append(ChoiceFault(field=f"footer_{language}", code=code, value=value))
    return found


def _footer_fault(footer: str) -> tuple[str, str]:
    lines = footer.splitlines()
    if len(lines) > MOST_FOOTER_LINES:
        return "too-many-lines", str(len(lines))
    longest = max((len(line) for line in lines), default=0)
    return ("too-long", str(longest)) if longest > MOST_FOOTER_LINE else ("", "")
