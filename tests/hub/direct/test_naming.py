"""Who handed a document over, in the pack of evidence: the login's name and what it connects over, never its id."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.direct.managing import Wanted, revoke_login
from depesch.hub.flows.evidence import evidence_of
from depesch.hub.flows.models import Direction
from depesch.hub.history.actors import words_of_actors
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.direct.mailbox.scene import Someone, ids
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db(transaction=True)


def test_evidence_names_the_login_that_handed_the_document_over(nordbygg: Company, tmp_path: Path) -> None:
    erp = Someone(nordbygg, "nordbygg-erp", Wanted(protocols=("sftp", "ftp")))
    box = Mailbox(erp.holder, tmp_path, route="sftp")
    upload = box.write("out/F-1.xml")
    upload.write(0, ubl_invoice("F-1"))
    box.close(upload)
    (document_id,) = ids(nordbygg, Direction.OUT)
    for language, words in (
        ("en", "the login nordbygg-erp (SFTP, FTP)"), ("sv", "inloggningen nordbygg-erp (SFTP, FTP)"),
        ("nb", "innloggingen nordbygg-erp (SFTP, FTP)"),
    ):  # fmt: skip
        with acting_for(nordbygg.id):
            made = evidence_of(document_id, language=language, actor="worker")
        with zipfile.ZipFile(io.BytesIO(made.content)) as pack:
            page = "".join(pack.read(name).decode() for name in pack.namelist() if name.endswith(".html"))
        assert words in page
        assert f"login:{erp.login.id}" not in page


def test_a_revoked_login_keeps_its_name_and_a_strangers_has_none(nordbygg: Company, carls_company: Company) -> None:
    erp = Someone(nordbygg, "nordbygg-erp", Wanted(protocols=("sftp",)))
    actors = (erp.holder.actor, "worker", "login:no-id", f"login:{'x' * 36}")
    with acting_for(nordbygg.id):
        revoke_login(erp.login, actor="user:x")
        assert words_of_actors(actors, "en") == {erp.holder.actor: "the login nordbygg-erp (SFTP)"}
    with acting_for(carls_company.id):
        assert words_of_actors(actors, "en") == {}
