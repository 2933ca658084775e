"""The forms of a design: whom it is for, what it looks like, or a file of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depesch.hub.directory.designs import BadDesign, DesignFacts, as_ruled
from depesch.hub.directory.models import Design
from depesch.portal.designs.words import (
    COLUMNS,
    DOCUMENTS,
    LANGUAGES,
    LOGO_PLACES,
    LOGO_SIZES,
    PAPERS,
    TYPEFACES,
)
from depesch.portal.forms import PortalForm
from depesch.portal.network.words import KINDS
from depesch.portal.run_words import country_word
from depesch.portal.runs.views import COUNTRIES
from depesch.rendering.designs import (
    MOST_FOOTER_LINE,
    MOST_FOOTER_LINES,
    MOST_INTRO,
    MOST_SOURCE_BYTES,
    Choices,
    LogoPlace,
    LogoSize,
    OptionalColumn,
    Paper,
    Texts,
    Typeface,
)

_TICKS = forms.CheckboxSelectMultiple


class WhomForm(PortalForm):
    """What a design is called and which documents it is for."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    is_default = forms.BooleanField(
        label=gettext_lazy("The usual design"),
        required=False,
        help_text=gettext_lazy("For all documents that no design is for by the choices below."),
    )
    countries = forms.MultipleChoiceField(label=gettext_lazy("Countries"), required=False, widget=_TICKS)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Sorts of customers"), required=False, widget=_TICKS,
        choices=[(kind.value, word) for kind, word in KINDS.items()],
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), required=False, widget=_TICKS, choices=list(LANGUAGES.items())
    )
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Documents"), required=False, widget=_TICKS, choices=list(DOCUMENTS.items())
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys((*COUNTRIES, *self.initial.get("countries", ())))
        field = self.fields["countries"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  it stands above
        field.choices = [(code, country_word(code)) for code in codes]

    def facts(self) -> DesignFacts:
        """Return what was said; call it when the form is valid."""
        values = self.cleaned_data
        return DesignFacts(
            name=values["name"], is_default=values["is_default"], countries=tuple(values["countries"]),
            kinds=tuple(values["kinds"]), languages=tuple(values["languages"]), documents=tuple(values["documents"]),
        )  # fmt: skip

    def refuse(self, bad: BadDesign) -> None:
        """Say at its field why the design cannot be such."""
        words = {
            "bad-name": _("Write a name in one line, at most 60 signs."),
            "there-already": _("Another design has this name."),
            "too-many": _("There are {most} designs already. Remove one first.").format(most=bad.value),
        }
        said = words.get(bad.code) or _("This cannot be used: {value}").format(value=bad.value)
        self.add_error("name" if bad.field == "name" else None, said)


class LookForm(PortalForm):
    """What can be chosen without typst."""

    accent = forms.RegexField(
        r"^#[0-9A-Fa-f]{6}$", label=gettext_lazy("Colour"), widget=forms.TextInput(attrs={"type": "color"}),
        help_text=gettext_lazy("A light colour is printed darker, so that it can be read."),
    )  # fmt: skip
    typeface = forms.ChoiceField(label=gettext_lazy("Typeface"), choices=[(k.value, w) for k, w in TYPEFACES.items()])
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=[(k.value, w) for k, w in PAPERS.items()],
        help_text=gettext_lazy("Letters by post are printed on A4."),
    )  # fmt: skip
    logo_place = forms.ChoiceField(label=gettext_lazy("Logo"), choices=[(k.value, w) for k, w in LOGO_PLACES.items()])
    logo_size = forms.ChoiceField(
        label=gettext_lazy("Size of the logo"), choices=[(k.value, w) for k, w in LOGO_SIZES.items()]
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns of the lines"), required=False, widget=_TICKS,
        choices=[(k.value, w) for k, w in COLUMNS.items()],
        help_text=gettext_lazy(
            "Most tax rules ask for quantity, price and VAT. VAT stands there in any case where lines differ in it."
        ),
    )  # fmt: skip
    show_code = forms.BooleanField(label=gettext_lazy("QR code to pay by"), required=False)
    show_details = forms.BooleanField(
        label=gettext_lazy("What programs ask for"), required=False,
        help_text=gettext_lazy("Codes in small print at the end."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, word in LANGUAGES.items():
            self.fields[f"intro_{code}"] = forms.CharField(
                label=_("Above the lines, {language}").format(language=word), required=False, max_length=MOST_INTRO,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            self.fields[f"footer_{code}"] = forms.CharField(
                label=_("At the foot of every page, {language}").format(language=word), required=False,
                widget=forms.Textarea(attrs={"rows": 2}), max_length=MOST_FOOTER_LINES * (MOST_FOOTER_LINE + 2),
            )  # fmt: skip
        self.say_faults()

    def texts(self) -> list[tuple[str, bool, forms.BoundField, forms.BoundField]]:
        """Return the languages with their two fields, and whether anything stands there."""
        found = []
        for code, word in LANGUAGES.items():
            pair = self[f"intro_{code}"], self[f"footer_{code}"]
            is_used = any(field.value() or field.errors for field in pair)
            found.append((str(word), is_used, *pair))
        return found

    def clean(self) -> dict[str, Any]:
        """Hold the foot of the page to what fits there."""
        values: dict[str, Any] = self.cleaned_data
        for code in LANGUAGES:
            lines = str(values.get(f"footer_{code}", "")).splitlines()
            if len(lines) > MOST_FOOTER_LINES or any(len(line) > MOST_FOOTER_LINE for line in lines):
                words = _("At most {lines} lines of {signs} signs fit there.")
                self.add_error(f"footer_{code}", words.format(lines=MOST_FOOTER_LINES, signs=MOST_FOOTER_LINE))
        return values

    def choices(self) -> Choices:
        """Return what was chosen; call it when the form is valid."""
        values = self.cleaned_data
        plain = {code: Texts(intro=_plain(values[f"intro_{code}"]), footer=_plain(values[f"footer_{code}"]))
                 for code in LANGUAGES}  # fmt: skip
        return Choices(
            accent=values["accent"].lower(), typeface=Typeface(values["typeface"]), paper=Paper(values["paper"]),
            logo_place=LogoPlace(values["logo_place"]), logo_size=LogoSize(values["logo_size"]),
            columns=tuple(each for each in OptionalColumn if each.value in values["columns"]),
            texts={code: texts for code, texts in plain.items() if texts != Texts()},
            show_code=values["show_code"], show_details=values["show_details"],
        )  # fmt: skip


class SourceForm(WhomForm):
    """A source of one's own."""

    source = forms.FileField(
        label=gettext_lazy("File in typst"),
        help_text=gettext_lazy("It is tried on six sample documents at once. That takes some seconds."),
        widget=forms.FileInput(attrs={"accept": ".typ,text/plain"}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def clean_source(self) -> bytes:
        """Return the bytes; what is far too long is not even read."""
        file = self.cleaned_data["source"]
        if not file:
            return b""
        if file.size > MOST_SOURCE_BYTES:
            raise forms.ValidationError(
                _("The file is too large: at most {most} bytes are taken.").format(most=MOST_SOURCE_BYTES)
            )
        content: bytes = file.read()
        return content


def whom_initial(design: Design | None) -> dict[str, Any]:
    """Return what the form shows of a design."""
    if design is None:
        return {}
    rule = as_ruled(design)
    return {
        "name": rule.name, "is_default": rule.is_default, "countries": list(rule.countries),
        "kinds": list(rule.kinds), "languages": list(rule.languages), "documents": list(rule.documents),
    }  # fmt: skip


def look_initial(choices: Choices) -> dict[str, Any]:
    """Return what the form shows of choices."""
    texts = {f"intro_{code}": each.intro for code, each in choices.texts.items()}
    texts |= {f"footer_{code}": each.footer for code, each in choices.texts.items()}
    return {
        "accent": choices.accent, "typeface": choices.typeface.value, "paper": choices.paper.value,
        "logo_place": choices.logo_place.value, "logo_size": choices.logo_size.value,
        "columns": [each.value for each in choices.columns], "show_code": choices.show_code,
        "show_details": choices.show_details, **texts,
    }  # fmt: skip


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()
