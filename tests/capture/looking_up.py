"""A place in the model by its path, such as `lines.0.item.name`."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.capture import Captured


def at(node: object, path: str) -> str | None:
    """Return what stands at the path as text, None where nothing does."""
    for part in path.split("."):
        if isinstance(node, tuple):
            node = node[int(part)] if int(part) < len(node) else None
        elif node is not None:
            node = getattr(node, part)
    return None if node is None else str(node)


def differences(captured: Captured, says: Mapping[str, str]) -> dict[str, tuple[str, str | None]]:
    """Return what was not read as it is printed: by path, what is printed and what was read."""
    read = {path: at(captured.invoice, path) for path in says}
    return {path: (said, read[path]) for path, said in says.items() if read[path] != said}
