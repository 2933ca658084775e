"""The designs in the settings: made with a sample beside, ordered, refused, removed, restored, put on a card."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from depesch.hub.directory.customer_cards import card_of
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.designs import DesignFacts, current_version, designs, look_of, save_design
from depesch.hub.directory.models import Customer, DesignVersion
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.designs import Choices, LogoPlace, Texts, Typeface
from depesch.rendering.designs import Design as Look
from depesch.rendering.pdf import our_template
from tests.documents.test_design_trial import FULL

FORM = {
    "name": "Grön", "accent": "#146432", "typeface": "serif", "paper": "a4", "logo_place": "right",
    "logo_size": "large", "columns": ["quantity", "vat"], "show_code": "on", "countries": ["NO"],
    "intro_sv": "Tack för er beställning.", "footer_sv": "Säte i Umeå",
}  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n"


def made(company: Company, name: str, look: Look | None = None, **facts: object) -> DesignVersion:
    with acting_for(company.pk):
        return save_design(DesignFacts(name=name, **facts), look or Look(), actor="user:doris")  # type: ignore[arg-type]  # facts of a test


def in_use(company: Company) -> list[str]:
    with acting_for(company.pk):
        return [each.design.name for each in designs()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.row("D-06")
def test_d_06_a_design_is_chosen_in_a_form_with_a_sample_beside_it(doris_browser: Client, nordbygg: Company) -> None:
    before = doris_browser.get(reverse("design_new")).content.decode()
    shown = doris_browser.post(reverse("design_new"), {**FORM, "name": "", "show": "1"})
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "field__fault" not in page  # it is still being written
    samples = [each.split('src="data:image/png;base64,')[1].split('"')[0] for each in (before, page)]
    assert samples[0] != samples[1]
    assert in_use(nordbygg) == []
    doris_browser.post(reverse("design_new"), FORM)
    with acting_for(nordbygg.pk):
        (version,) = designs()
        look = look_of(version)
    assert look == Look(
        choices=Choices(
            accent="#146432", typeface=Typeface.SERIF, logo_place=LogoPlace.RIGHT, logo_size=look.choices.logo_size,
            columns=look.choices.columns, texts={"sv": Texts(intro="Tack för er beställning.", footer="Säte i Umeå")},
            show_details=False,
        )
    )  # fmt: skip
    assert [each.value for each in look.choices.columns] == ["quantity", "vat"]
    listed = doris_browser.get(reverse("designs")).content.decode()
    assert "För: Norge" in listed
    picture = doris_browser.get(reverse("design_picture", args=[version.pk]))
    assert picture.content.startswith(PNG)
    with acting_for(nordbygg.pk):
        assert bytes(DesignVersion.objects.get(pk=version.pk).picture or b"") == picture.content  # made once


@pytest.mark.django_db(transaction=True)
def test_faults_stand_at_their_fields_and_keep_what_was_typed(doris_browser: Client, nordbygg: Company) -> None:
    made(nordbygg, "Grön")
    answer = doris_browser.post(reverse("design_new"), {**FORM, "accent": "green", "footer_sv": "a\nb\nc\nd"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Där får högst 3 rader med 110 tecken plats." in page
    assert "Tack för er beställning." in page
    page = doris_browser.post(reverse("design_new"), FORM).content.decode()
    assert "En annan design har det namnet." in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.row("D-06")
def test_d_06_our_template_is_fetched_changed_and_uploaded_and_a_faulty_one_is_refused(
    doris_browser: Client, nordbygg: Company
) -> None:
    kit = doris_browser.get(reverse("design_kit"))
    with zipfile.ZipFile(io.BytesIO(kit.content)) as files:
        assert set(files.namelist()) == {"invoice.typ", "view.json", "design.json", "read-me.txt"}
        template = files.read("invoice.typ")
        assert "accent: str" in files.read("read-me.txt").decode()
    assert template == our_template()
    broken = template + b"\n#nonsense\n"
    page = doris_browser.post(
        reverse("design_upload_new"), {"name": "Eget", "source": SimpleUploadedFile("own.typ", broken)}
    ).content.decode()
    assert "Mallen har ett fel" in page
    assert "unknown variable: nonsense" in page
    assert f"main.typ:{broken.count(chr(10).encode())}" in page
    assert 'value="Eget"' in page
    assert in_use(nordbygg) == []
    doris_browser.post(reverse("design_upload_new"), {"name": "Eget", "source": SimpleUploadedFile("own.typ", FULL)})
    with acting_for(nordbygg.pk):
        (version,) = designs()
    assert doris_browser.get(reverse("design_source", args=[version.pk])).content == FULL
    # renamed without a file, the source stays
    doris_browser.post(reverse("design_upload", args=[version.design_id]), {"name": "Vårt", "is_default": "on"})
    with acting_for(nordbygg.pk):
        (after,) = designs()
        assert (after.design.name, after.design.is_default, after.number) == ("Vårt", True, 1)


def test_designs_change_places_are_removed_and_restored(doris_browser: Client, nordbygg: Company) -> None:
    rows = [made(nordbygg, name).design for name in "ABC"]
    doris_browser.post(reverse("design_move", args=[rows[2].pk]), {"to": "up"})
    assert in_use(nordbygg) == ["A", "C", "B"]
    doris_browser.post(reverse("designs_order"), {"run": [str(rows[1].pk), str(UUID(int=0))]})
    assert in_use(nordbygg) == ["B", "A", "C"]
    with acting_for(nordbygg.pk):
        add_customer("Fjordtre")
        Customer.objects.update(design=rows[0])
    page = doris_browser.get(reverse("design_remove", args=[rows[0].pk])).content.decode()
    assert "1 kund har den på sitt kort" in page
    doris_browser.post(reverse("design_remove", args=[rows[0].pk]))
    assert in_use(nordbygg) == ["B", "C"]
    doris_browser.post(reverse("design_restore", args=[rows[0].pk]))
    assert in_use(nordbygg) == ["B", "C", "A"]
    events = doris_browser.get(reverse("changes")).content.decode()
    assert "Designen A togs bort." in events
    assert "Designen A togs tillbaka." in events


def test_an_earlier_version_is_used_again_as_a_new_one(doris_browser: Client, nordbygg: Company) -> None:
    first = made(nordbygg, "Grön")
    with acting_for(nordbygg.pk):
        save_design(DesignFacts(name="Grön"), Look(choices=Choices(accent="#112233")), design=first.design, actor="x")
    doris_browser.post(reverse("version_restore", args=[first.pk]))
    with acting_for(nordbygg.pk):
        present = current_version(first.design)
        assert (present.number, look_of(present)) == (3, Look())


@pytest.mark.row("D-06")
def test_d_06_the_card_of_a_customer_names_a_design(doris_browser: Client, nordbygg: Company) -> None:
    version = made(nordbygg, "Grön")
    with acting_for(nordbygg.pk):
        customer = add_customer("Fjordtre", country="NO")
    page = doris_browser.get(reverse("customer", args=[customer.pk])).content.decode()
    assert "Som era designer säger" in page
    doris_browser.post(
        reverse("customer", args=[customer.pk]),
        {"name": "Fjordtre", "kind": "company", "language": "nb", "country": "NO", "design": str(version.design_id)},
    )
    with acting_for(nordbygg.pk):
        assert card_of(Customer.objects.get(pk=customer.pk)).design_id == version.design_id
