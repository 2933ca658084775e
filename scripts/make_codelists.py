"""Make the code lists of `depesch/model/codelists` from the official rule tables and Peppol's lists.

Run as `python scripts/make_codelists.py SHARED_FOLDER`; `--check` writes nothing and fails when a file would change.
Only the codes are taken: they are facts.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "depesch" / "model" / "codelists"
VERSION = "1.3.16"

# name: (syntax of the table, rule, which of the lists in its test, title)
FROM_RULES = {
    "invoice_type": ("ubl", "BR-CL-01", 0, "UNTDID 1001, types of invoice"),
    "credit_note_type": ("ubl", "BR-CL-01", 1, "UNTDID 1001, types of credit note"),
    "currency": ("ubl", "BR-CL-04", 0, "ISO 4217, currencies"),
    "tax_point_date": ("ubl", "BR-CL-06", 0, "UNTDID 2005, when VAT becomes due"),
    "tax_point_date_cii": ("cii", "BR-CL-06", 0, "UNTDID 2475, when VAT becomes due, as bound to CII"),
    "reference": ("ubl", "BR-CL-07", 0, "UNTDID 1153, kinds of reference"),
    "note_subject": ("ubl", "BR-CL-08", 0, "UNTDID 4451, subjects of a note, as bound to UBL"),
    "note_subject_cii": ("cii", "BR-CL-08", 0, "UNTDID 4451, subjects of a note, as bound to CII"),
    "icd": ("ubl", "BR-CL-10", 0, "ISO/IEC 6523, schemes of identifiers"),
    "item_classification": ("ubl", "BR-CL-13", 0, "UNTDID 7143, kinds of item classification"),
    "country": ("ubl", "BR-CL-14", 0, "ISO 3166-1, countries, as bound to UBL"),
    "country_cii": ("cii", "BR-CL-14", 0, "ISO 3166-1, countries, as bound to CII"),
    "vat_country": ("ubl", "BR-CO-09", 0, "Prefixes of VAT identifiers, as bound to UBL"),
    "vat_country_cii": ("cii", "BR-CO-09", 0, "Prefixes of VAT identifiers, as bound to CII"),
    "payment_means": ("ubl", "BR-CL-16", 0, "UNTDID 4461, ways to pay"),
    "vat_category": ("ubl", "BR-CL-17", 0, "UNTDID 5305, VAT categories"),
    "allowance_reason": ("ubl", "BR-CL-19", 0, "UNTDID 5189, reasons of an allowance"),
    "charge_reason": ("ubl", "BR-CL-20", 0, "UNTDID 7161, reasons of a charge"),
    "vatex": ("ubl", "BR-CL-22", 0, "VATEX, reasons of exemption from VAT"),
    "unit": ("ubl", "BR-CL-23", 0, "UN/ECE Recommendations 20 and 21, units"),
    "eas": ("ubl", "BR-CL-25", 0, "EAS, schemes of electronic addresses"),
}

# The same for Peppol, which has lists of its own in each syntax.
PEPPOL_VERSIONS = {"ubl": "2026.5", "cii": "3.0.19"}
# name: (syntax, let of a rule's pattern or rule whose test has it, title)
FROM_PEPPOL_RULES = {
    "peppol_currency": ("ubl", "ISO4217", "ISO 4217, currencies, as Peppol has them"),
    "peppol_currency_cii": ("cii", "ISO4217", "ISO 4217, currencies, as Peppol has them for CII"),
    "peppol_eas": ("ubl", "eaid", "EAS, schemes of electronic addresses that Peppol takes"),
    "peppol_eas_cii": ("cii", "eaid", "EAS, schemes of electronic addresses that Peppol takes in CII"),
    "peppol_invoice_type": ("ubl", "PEPPOL-EN16931-P0100", "UNTDID 1001, types of invoice that Peppol takes"),
    "peppol_credit_note_type": ("ubl", "PEPPOL-EN16931-P0101", "UNTDID 1001, types of credit note that Peppol takes"),
}


def main() -> int:
    """Write the files, or compare them; return 1 when a file is not as it would be written."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("shared", type=Path)
    options.add_argument("--check", action="store_true")
    chosen = options.parse_args()
    stale = 0
    rules, specs = chosen.shared / "rules", chosen.shared / "specs"
    for code_list in [*from_rules(rules), *from_peppol_rules(rules), *from_peppol(specs)]:
        path = TARGET / f"{code_list['name']}.json"
        text = json.dumps(code_list, ensure_ascii=False, indent=1) + "\n"
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale += 1
        if not chosen.check:
            path.write_text(text, "utf-8")
        sys.stdout.write(f"{path.name}: {'differs' if chosen.check else 'written'}\n")
    return 1 if chosen.check and stale else 0


def from_rules(folder: Path) -> list[dict[str, Any]]:
    """Return the lists that stand in the tests of the code rules of EN 16931."""
    tests = {
        (syntax, rule["id"]): rule["test"]
        for syntax in ("ubl", "cii")
        for line in (folder / f"en16931-{syntax}-{VERSION}.jsonl").read_text("utf-8").splitlines()[1:]
        for rule in [json.loads(line)]
    }
    found = []
    for name, (syntax, rule, position, title) in FROM_RULES.items():
        codes = re.findall(r"'( [^']+ )'", tests[syntax, rule])[position].split()
        found.append(_list(name, title, f"EN 16931 validation artefacts for {syntax.upper()}, {rule}", VERSION, codes))
    mime = re.findall(r"'([a-z]+/[^']+)'", tests["ubl", "BR-CL-24"])
    source = "EN 16931 validation artefacts for UBL, BR-CL-24"
    return [*found, _list("mime", "Media types of attachments", source, VERSION, mime)]


def from_peppol_rules(folder: Path) -> list[dict[str, Any]]:
    """Return the lists that stand in the rules of Peppol and in what these define."""
    texts = {syntax: _texts_of_peppol(folder, syntax) for syntax in PEPPOL_VERSIONS}
    found = []
    for name, (syntax, place, title) in FROM_PEPPOL_RULES.items():
        listed = re.search(r"tokenize\('([^']+)'", texts[syntax][place])
        if listed is None:
            raise LookupError(f"{place} has no list of codes")
        source = f"Peppol BIS Billing 3.0, validation artefacts for {syntax.upper()}, {place}"
        found.append(_list(name, title, source, PEPPOL_VERSIONS[syntax], listed.group(1).split()))
    return found


def _texts_of_peppol(folder: Path, syntax: str) -> dict[str, str]:
    """Return the tests of the rules by id, and what their patterns define by name."""
    texts: dict[str, str] = {}
    lines = (folder / f"peppol-bis3-{syntax}-{PEPPOL_VERSIONS[syntax]}.jsonl").read_text("utf-8").splitlines()
    for rule in map(json.loads, lines[1:]):
        texts.update(rule["lets"])
        texts[rule["id"]] = rule["test"]
    return texts


def from_peppol(folder: Path) -> list[dict[str, Any]]:
    """Return Peppol's schemes of participants, by their state."""
    content = json.loads((folder / "peppol-codelists" / "Participant identifier schemes.json").read_text("utf-8"))
    source = "OpenPeppol, Participant identifier schemes"
    return [
        _list(
            f"participant_scheme_{state}",
            f"Schemes of Peppol participants, {state}",
            source,
            content["version"],
            [value["iso6523"] for value in content["values"] if value["state"] == state],
        )
        for state in ("active", "deprecated", "removed")
    ]


def _list(name: str, title: str, source: str, version: str, codes: list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "source": source,
        "version": version,
        "codes": list(dict.fromkeys(codes)),
    }


if __name__ == "__main__":
    sys.exit(main())
