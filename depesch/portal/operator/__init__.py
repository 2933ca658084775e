"""Screen: the cockpit of those who run the hub: what stands still, companies, letters, silence, dates, offers."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import MenuPlace
from depesch.portal.operator.companies import operator_companies, operator_company
from depesch.portal.operator.letters import operator_letter_again, operator_letters
from depesch.portal.operator.lost_step import operator_lost_step
from depesch.portal.operator.offers import operator_quote, operator_quotes
from depesch.portal.operator.questions import operator_question, operator_questions
from depesch.portal.operator.scans import operator_box, operator_scan, operator_scan_page, operator_scans
from depesch.portal.operator.tabs import in_operation
from depesch.portal.operator.views import operator, operator_dates, operator_queue, operator_silence

ADDRESSES = [
    path("operation/", operator, name="operator"),
    path("operation/companies/", operator_companies, name="operator_companies"),
    path("operation/companies/<uuid:company_id>/", operator_company, name="operator_company"),
    path(
        "operation/companies/<uuid:company_id>/people/<uuid:member_id>/second-step/",
        operator_lost_step,
        name="operator_lost_step",
    ),
    path("operation/queue/", operator_queue, name="operator_queue"),
    path("operation/letters/", operator_letters, name="operator_letters"),
    path("operation/letters/<uuid:letter_id>/again/", operator_letter_again, name="operator_letter_again"),
    path("operation/silence/", operator_silence, name="operator_silence"),
    path("operation/dates/", operator_dates, name="operator_dates"),
    path("operation/quotes/", operator_quotes, name="operator_quotes"),
    path("operation/quotes/<uuid:quote_id>/", operator_quote, name="operator_quote"),
    path("operation/companies/<uuid:company_id>/box/", operator_box, name="operator_box"),
    path("operation/scans/", operator_scans, name="operator_scans"),
    path("operation/scans/<uuid:stray_id>/", operator_scan, name="operator_scan"),
    path("operation/scans/<uuid:stray_id>/page/", operator_scan_page, name="operator_scan_page"),
    path("operation/questions/", operator_questions, name="operator_questions"),
    path("operation/questions/<uuid:wish_id>/answered/", operator_question, name="operator_question"),
]
PLACES = (
    MenuPlace(
        rank=90, address="operator", label=_("Operation"), icon="operator", wide=True, operator=True,
        here=in_operation,
    ),
)  # fmt: skip
