"""`config set` changes one value; everything else of the file stays as it was, and a bad result is not written."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from depesch.connect.configuration import BadConfiguration, load
from depesch.connect.configuration.editing import Tree
from depesch.connect.configuration.reading import parse
from depesch.connect.configuration.showing import NoSuchSetting, found_at, lines
from depesch.connect.configuration.writing import ChangedMeanwhile, change
from depesch.connect.settings import Account, Collecting, Sending
from tests.connect.configuration.files import XML, written

PATH = Path("/etc/depesch/connect.xml")
ADDED = """\
+   <account>
+     <name>soder</name>
+     <hub>https://hub.example</hub>
+     <sending>
+       <folder>/srv/a&amp;b/out</folder>
+     </sending>
+     <collecting>
+       <folder>/in</folder>
+     </collecting>
+   </account>"""


def put(path: str, *values: str, text: str = XML) -> str:
    tree = Tree(text.encode())
    tree.put(path, values)
    return tree.content().decode()


def changed_lines(after: str, before: str = XML) -> list[str]:
    """Return the lines that are gone and that are new."""
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def test_nothing_changed_is_the_same_file_to_the_byte() -> None:
    assert Tree(XML.encode()).content() == XML.encode()


@pytest.mark.row("S-126", "S-127")
def test_one_value_is_changed_and_comments_and_order_stay() -> None:
    after = put("accounts.nordbygg.sending.0.settle_s", "2")
    assert changed_lines(after) == [
        "-       <settle_s>1</settle_s> <!-- the ERP is slow -->",
        "+       <settle_s>2</settle_s> <!-- the ERP is slow -->",
    ]


@pytest.mark.parametrize(
    ("path", "values", "new"),
    [
        ("proxy", ["http://proxy.example:3128"], ["+   <proxy>http://proxy.example:3128</proxy>"]),
        ("accounts.nordbygg.sending.0.at_once", ["false"], ["+       <at_once>false</at_once>"]),
        ("accounts.nordbygg.sending.0.patterns.2", ["*.pdf"], ["+       <pattern>*.pdf</pattern>"]),
        ("log.max_mb", ["2"], ["+   <log>", "+     <max_mb>2</max_mb>", "+   </log>"]),
        (
            "accounts.fjordtre.sending.0.folder",
            ["/srv/ut"],
            ["+     <sending>", "+       <folder>/srv/ut</folder>", "+     </sending>"],
        ),
    ],
)
def test_what_was_not_there_is_put_where_the_schema_has_it(path: str, values: list[str], new: list[str]) -> None:
    after = put(path, *values)
    assert changed_lines(after) == new
    assert [text for key, text in lines(parse(PATH, after.encode())) if key.startswith(path)] == values


def test_a_list_gets_all_its_values() -> None:
    after = put("accounts.nordbygg.sending.0.patterns", "*.edi")
    assert changed_lines(after) == [
        "-       <pattern>*.xml</pattern>", "-       <pattern>*.zip</pattern>", "+       <pattern>*.edi</pattern>",
    ]  # fmt: skip


def test_a_setting_taken_out_has_its_default_again() -> None:
    tree = Tree(XML.encode())
    tree.take("accounts.nordbygg.sending.0.settle_s")
    after = tree.content()
    assert changed_lines(after.decode()) == ["-       <settle_s>1</settle_s> <!-- the ERP is slow -->"]
    assert parse(PATH, after).accounts[0].sending[0].settle_s == 0.3


def test_an_account_is_added_with_what_is_not_its_default() -> None:
    sending = Sending(folder=Path("/srv/a&b/out"))
    account = Account(
        name="soder", hub="https://hub.example", sending=(sending,), collecting=Collecting(folder=Path("/in"))
    )
    tree = Tree(XML.encode())
    tree.add("accounts", account)
    assert "\n".join(changed_lines(tree.content().decode())) == ADDED


def test_an_empty_configuration_can_be_filled() -> None:
    after = put("mail.recipients.0.to.0", "a@b.example", text='<connect xmlns="urn:depesch:connect:1"/>\n')
    assert after.splitlines()[1:] == [
        '<connect xmlns="urn:depesch:connect:1">', "  <mail>", "    <recipients>", "      <to>a@b.example</to>",
        "    </recipients>", "  </mail>", "</connect>",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("colour", ["red"]),
        ("accounts", ["x"]),
        ("accounts.nobody.hub", ["x"]),
        ("accounts.nordbygg.sending.2.folder", ["x"]),
        ("accounts.nordbygg.sending", ["x"]),
        ("language.code", ["x"]),
        ("language", ["sv", "nb"]),
        ("language", ["a\0"]),
        ("", ["x"]),
        ("accounts.nordbygg.sending.0.patterns.0", ["a", "b"]),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str, values: list[str]) -> None:
    with pytest.raises(NoSuchSetting):
        put(path, *values)


def test_a_change_that_would_be_bad_is_not_written(tmp_path: Path) -> None:
    file = written(tmp_path, XML)
    with pytest.raises(BadConfiguration) as told:
        change(file, lambda content: put("accounts.nordbygg.sending.0.settle_s", "soon").encode())
    assert [fault.code for fault in told.value.faults] == ["not-number"]
    assert file.read_text() == XML
    assert [each.name for each in tmp_path.iterdir()] == ["connect.xml"]


def test_a_fault_can_be_mended_while_others_stay(tmp_path: Path) -> None:
    bad = XML.replace("<settle_s>1<", "<settle_s>soon<").replace("<port>0<", "<port>none<")
    file = written(tmp_path, bad)
    change(file, lambda content: put("status_page.port", "0", text=content.decode()).encode())
    with pytest.raises(BadConfiguration) as told:
        load(file)
    assert [fault.key for fault in told.value.faults] == ["accounts.nordbygg.sending.0.settle_s"]


def test_what_somebody_else_wrote_meanwhile_is_not_lost(tmp_path: Path) -> None:
    file = written(tmp_path, XML)

    def slowly(content: bytes) -> bytes:
        file.write_text(XML.replace(">sv<", ">nb<"))
        return put("status_page.port", "8791").encode()

    with pytest.raises(ChangedMeanwhile):
        change(file, slowly)
    assert ">nb<" in file.read_text()


def test_the_new_file_keeps_the_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    file = written(tmp_path, XML, "real.xml")
    file.chmod(0o640)
    (tmp_path / "connect.xml").symlink_to(file)
    change(tmp_path / "connect.xml", lambda content: put("status_page.port", "8791").encode())
    assert (tmp_path / "connect.xml").is_symlink()
    assert ("8791" in file.read_text(), file.stat().st_mode & 0o777) == (True, 0o640)


def test_a_value_and_a_branch_are_found_by_their_path() -> None:
    settings = parse(PATH, XML.encode())
    assert found_at(settings, "accounts.nordbygg.sending.0.settle_s") == 1.0
    assert found_at(settings, "accounts.1.name") == "fjordtre"
    assert dict(lines(found_at(settings, "mail"), "mail"))["mail.recipients.0.to.0"] == "astrid@nordbygg.example"
    for nowhere in ("accounts.nordbygg.sending.1", "language.x", "accounts.0.colour"):
        with pytest.raises(NoSuchSetting):
            found_at(settings, nowhere)
