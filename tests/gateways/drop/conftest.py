"""The drop as curl sees it: a running hub with Nordbygg and Fjordtre, who reach each other, and a login of one."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree
from pytest_django.live_server_helper import LiveServer

from depesch.hub.directory.participants import register_company
from depesch.hub.flows.jobs import Job, JobKind
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.runner import run
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.direct.making import a_login
from tests.hub.flows.papers import ubl_invoice

LOGIN = "nordbygg-erp"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What curl got."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def xml(self) -> etree._Element:
        return etree.fromstring(self.body)


class Hub:
    """A running hub. Its worker works when `work` is called."""

    def __init__(self, url: str, folder: Path, nordbygg: Company, fjordtre: Company, password: str) -> None:
        self.url, self.folder = url, folder
        self.nordbygg, self.fjordtre = nordbygg, fjordtre
        self.basic = ("-u", f"{LOGIN}:{password}")
        self.root = f"{url}/drop/{LOGIN}/production"

    def curl(self, address: str, *arguments: str) -> Answer:
        """Return what curl gets from an address of the hub; a path, or all of it."""
        head, body = self.folder / "head", self.folder / "body"
        url = address if address.startswith("http") else f"{self.url}{address}"
        ended = subprocess.run(
            ["curl", "-sS", "--max-time", "20", "-D", head, "-o", body, "-w", "%{http_code}", *arguments, url],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        lines = head.read_text("latin-1").rpartition("\r\nHTTP/")[2].splitlines()[1:]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if value}
        return Answer(status=int(ended.stdout), headers=headers, body=body.read_bytes() if body.exists() else b"")

    def file(self, content: bytes, name: str = "F-1.xml") -> str:
        """Lay a file down for curl and return its path."""
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def put(self, content: bytes, *arguments: str, name: str = "F-1.xml") -> Answer:
        """Hand a file over with `curl -T`, signed in as the login."""
        return self.curl(f"{self.root}/out/", *self.basic, *arguments, "-T", self.file(content, name))

    def post(self, content: bytes, *arguments: str) -> Answer:
        """Hand bytes over with `curl --data-binary`, signed in as the login."""
        given = f"@{self.file(content, 'posted')}"
        return self.curl(f"{self.root}/out", *self.basic, *arguments, "--data-binary", given)

    def documents(self, company: Company, direction: Direction = Direction.OUT) -> list[Document]:
        """Return the company's documents, the first first."""
        with acting_for(company.id):
            return list(Document.objects.filter(direction=direction).order_by("received_at"))

    def work(self) -> None:
        """Take every document that was handed over as far as it goes, those out of files too."""
        for company in (self.nordbygg, self.fjordtre):
            while waiting := [d for d in self.documents(company) if d.state == DocumentState.RECEIVED]:
                for document in waiting:
                    job = Job(kind=JobKind.PROCESS, company_id=company.id, document_id=document.id)
                    run(job, tries=0, share=0.0)


@pytest.fixture
def hub(live_server: LiveServer, tmp_path: Path, nordbygg: Company, fjordtre: Company) -> Hub:
    """A running hub; skipped, saying so, where there is no curl."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    for company in (nordbygg, fjordtre):
        with acting_for(company.id):
            register_company(company)
    _, password = a_login(nordbygg, LOGIN)
    return Hub(live_server.url, tmp_path, nordbygg, fjordtre, password)


def invoice(number: str = "F-1") -> bytes:
    """Return a sound invoice from Nordbygg to Fjordtre."""
    return ubl_invoice(number)
