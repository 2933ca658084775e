"""The XML schema of the configuration, made of the classes of `settings` and what is written beside each field.

It stands in `connect.xsd`, which `depesch connect config xsd` prints; a test compares, `make golden` writes it anew. A
file has the shape that the reader takes exactly when it is valid by this schema.

Source: W3C XML Schema 1.0, parts 1 and 2.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape, quoteattr

import msgspec

from depesch.connect import settings
from depesch.connect.configuration.shape import Key, Kind, keys_of
from depesch.connect.configuration.xml_form import NAMESPACE, ROOT

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- The configuration of the agent, `depesch connect`. Made of depesch/connect/settings.py. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{NAMESPACE}"
           targetNamespace="{NAMESPACE}" elementFormDefault="qualified" version="1">
"""
_SPACE = r"[ \t\r\n]*"


def published() -> str:
    """Return the schema as it is shipped."""
    return files("depesch.connect.configuration").joinpath("connect.xsd").read_text(encoding="utf-8")


def xsd() -> str:
    """Return the schema that the classes make."""
    types = "".join(_part(part) for part in parts(settings.AgentSettings))
    root = f'  <xs:element name="{ROOT}" type="AgentSettings"/>\n'
    return f"{_HEAD}{root}{types}{_simple_types()}</xs:schema>\n"


def parts(part: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    """Return the part and all below it, each once, in the order in which they are met."""
    found = [part]
    for key in keys_of(part).values():
        if key.part is not None:
            found += [each for each in parts(key.part) if each not in found]
    return found


def _part(part: type[msgspec.Struct]) -> str:
    elements = "".join(_element(key, comments(part).get(key.name, "")) for key in keys_of(part).values())
    return (
        f'  <xs:complexType name="{part.__name__}">\n'
        f"{_documentation(inspect.cleandoc(part.__doc__ or ''), 4)}"
        f"    <xs:sequence>\n{elements}    </xs:sequence>\n  </xs:complexType>\n"
    )


def _element(key: Key, comment: str) -> str:
    least = "" if key.is_required else ' minOccurs="0"'
    most = ' maxOccurs="unbounded"' if key.is_many else ""
    body = _documentation(comment, 8)
    start = f'      <xs:element name="{key.element}"{least}{most}'
    if key.part is not None or key.kind is Kind.SWITCH or (key.kind is Kind.TEXT and not key.pattern):
        name = key.part.__name__ if key.part is not None else key.kind.value
        return f'{start} type="{name}">\n{body}      </xs:element>\n' if body else f'{start} type="{name}"/>\n'
    if key.kind is Kind.PATH:
        return f'{start} type="path">\n{body}      </xs:element>\n' if body else f'{start} type="path"/>\n'
    return f"{start}>\n{body}{_restriction(key)}      </xs:element>\n"


def _restriction(key: Key) -> str:
    base = {Kind.NUMBER: "xs:decimal", Kind.WHOLE_NUMBER: "xs:integer"}.get(key.kind, "xs:token")
    facets = (
        [f"<xs:pattern value={quoteattr(key.pattern.removeprefix('^').removesuffix('$'))}/>"] if key.pattern else []
    )
    facets += [f'<xs:enumeration value="{each.value}"/>' for each in key.choice or ()]
    if key.kind is Kind.WHOLE_NUMBER:
        facets.append('<xs:totalDigits value="18"/>')
    limits = (("minInclusive", key.least), ("minExclusive", key.above), ("maxInclusive", key.most))
    facets += [f'<xs:{name} value="{limit:g}"/>' for name, limit in limits if limit is not None]
    inside = "".join(f"            {facet}\n" for facet in facets)
    return (
        f'        <xs:simpleType>\n          <xs:restriction base="{base}">\n{inside}'
        "          </xs:restriction>\n        </xs:simpleType>\n"
    )


def _simple_types() -> str:
    """Return the types without limits of their own: one line without control characters, and true or false."""
    types = {
        "text": ("xs:string", rf"{_SPACE}[^\p{{Cc}}]*{_SPACE}"),
        "path": ("xs:string", rf"{_SPACE}[^\p{{Cc}} ]([^\p{{Cc}}]*[^\p{{Cc}} ])?{_SPACE}"),
        "switch": ("xs:token", "true|false"),
    }
    return "".join(
        f'  <xs:simpleType name="{name}">\n    <xs:restriction base="{base}">\n'
        f"      <xs:pattern value={quoteattr(pattern)}/>\n    </xs:restriction>\n  </xs:simpleType>\n"
        for name, (base, pattern) in types.items()
    )


def _documentation(text: str, indent: int) -> str:
    if not text:
        return ""
    space = " " * indent
    inside = escape(text.replace("\n", f"\n{space}  "))
    return f"{space}<xs:annotation><xs:documentation>{inside}</xs:documentation></xs:annotation>\n"


@cache
def _source() -> tuple[list[str], ast.Module]:
    source = inspect.getsource(settings)
    return source.splitlines(), ast.parse(source)


def comments(part: type[msgspec.Struct]) -> dict[str, str]:
    """Return what is written behind each field of a class in the source."""
    return dict(_commented(part.__name__))


def _commented(class_name: str) -> Iterator[tuple[str, str]]:
    lines, module = _source()
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name == class_name:
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    yield field.target.id, lines[field.end_lineno - 1 if field.end_lineno else 0].partition("  # ")[2]
