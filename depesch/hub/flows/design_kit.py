"""What somebody needs who writes a design in typst: our template, the data of a sample, what each name of it means."""

from __future__ import annotations

import inspect
import io
import json
import zipfile

import msgspec

from depesch.documents.design_trial import MOST_PDF_BYTES, TRIAL_LIMITS
from depesch.rendering import view
from depesch.rendering.compose import compose
from depesch.rendering.designs import MOST_SOURCE_BYTES, Choices
from depesch.rendering.designs.applying import TemplateDesign, template_design
from depesch.rendering.designs.samples import usual
from depesch.rendering.pdf import our_template

_DATED = (2026, 1, 1, 0, 0, 0)  # the same bytes each time
_ABOUT = """A design of your own

invoice.typ is our template, in typst (typst.app/docs). Change it, try it beside view.json and design.json, and
upload it: it is tried on six sample documents before it is kept.

It may use the files below and nothing else: no package, no other file, no network.
view.json     what the document says, every text ready to be shown; always show it as text
design.json   what was chosen in the form of a design
qr.svg        the code to pay by, there when view.payment.code is
view.logo     the name of the logo's file, or none

Every page set has to be PDF/A-3a and PDF/UA-1: the document has a title and a language, pictures have an
alternative text, tables a header, headings their levels. Typefaces: Noto Sans, Libertinus Serif,
New Computer Modern, DejaVu Sans Mono. The pages have to say the number, both parties, what is to be paid and,
where view.notice is not empty, that. At most {source} bytes of source, {seconds:.0f} seconds and {pdf} bytes for a
sample.
"""


def starter_kit(language: str) -> bytes:
    """Return the files as a ZIP; the sample is in `language`."""
    shown = compose(usual(), language=language)
    design = msgspec.to_builtins(template_design(Choices(), shown))
    files = {
        "invoice.typ": our_template(),
        "view.json": _json(msgspec.to_builtins(shown) | {"logo": None}),
        "design.json": _json(design),
        "read-me.txt": f"{_about()}\n{description()}".encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATED), content)
    return out.getvalue()


def description() -> str:
    """Return every name of the two files with its type, made from the code that writes them."""
    structs = [view.InvoiceView, *(cls for _, cls in inspect.getmembers(view, _is_part)), TemplateDesign]
    return "\n\n".join(_described(cls) for cls in structs)


def _is_part(thing: object) -> bool:
    return inspect.isclass(thing) and thing.__module__ == view.__name__ and thing is not view.InvoiceView


def _described(cls: type[msgspec.Struct]) -> str:
    title = {view.InvoiceView: "view.json", TemplateDesign: "design.json"}.get(cls, cls.__name__)
    about = (inspect.getdoc(cls) or "").splitlines()[0]
    fields = [f"  {field.name}: {cls.__annotations__[field.name]}" for field in msgspec.structs.fields(cls)]
    return "\n".join([f"{title}: {about}", *fields])


def _about() -> str:
    return _ABOUT.format(source=MOST_SOURCE_BYTES, seconds=TRIAL_LIMITS.time_s, pdf=MOST_PDF_BYTES)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
