"""The tables of the document flow, one module for each thing that they keep."""

from depesch.hub.flows.models.answers import AnswerState, BusinessAnswer
from depesch.hub.flows.models.bringing import Bringing, BringingState, BringingTry
from depesch.hub.flows.models.deliveries import Attempt, Delivery
from depesch.hub.flows.models.documents import (
    BusinessStatus,
    ChosenRecipient,
    Direction,
    Document,
    DocumentState,
    IdempotencyKey,
    KeptView,
)
from depesch.hub.flows.models.lists import BulkAction, BulkPart, SavedFilter
from depesch.hub.flows.models.operating import CompanyNumbers, ServerCertificate
from depesch.hub.flows.models.printing import PrintJob, PrintState
from depesch.hub.flows.models.sending import SendingSettings

__all__ = [
    "AnswerState",
    "Attempt",
    "Bringing",
    "BringingState",
    "BringingTry",
    "BulkAction",
    "BulkPart",
    "BusinessAnswer",
    "BusinessStatus",
    "ChosenRecipient",
    "CompanyNumbers",
    "Delivery",
    "Direction",
    "Document",
    "DocumentState",
    "IdempotencyKey",
    "KeptView",
    "PrintJob",
    "PrintState",
    "SavedFilter",
    "SendingSettings",
    "ServerCertificate",
]
