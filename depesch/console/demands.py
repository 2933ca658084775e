"""`depesch company rules`: what a company demands of documents to it, put in force, shown or removed."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from depesch.console.companies import company_named, hub_at_work, note, refuse
from depesch.console.inputs import content_of

if TYPE_CHECKING:
    from depesch.rules.packs import Pack

ACTOR = "console"
NOTHING = 1


def add_rules(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the part `rules`."""
    rules = parts.add_parser("rules", help="settle what a company demands of documents to it")
    rules.add_argument("company", metavar="NUMBER", help="organisation number or id")
    what = rules.add_mutually_exclusive_group(required=True)
    what.add_argument("--file", metavar="PACK.json", help="put this rule pack in force (- for stdin)")
    what.add_argument("--show", action="store_true", help="print the rule pack in force as JSON")
    what.add_argument("--remove", action="store_true", help="demand nothing from now on")
    rules.set_defaults(act=_rules)


def _rules(arguments: argparse.Namespace) -> int:
    pack = read_pack(arguments.file, "nothing was changed") if arguments.file else None
    with hub_at_work():
        from depesch.hub.tenancy.scope import acting_for

        company = company_named(arguments.company)
        with acting_for(company.id):
            if pack is not None:
                return _put(pack, company.name)
            return _show(company.name) if arguments.show else _remove(company.name)


def read_pack(path: str, otherwise: str) -> Pack:
    """Return the rule pack in a file; ends the process with every fault when it is none."""
    from depesch.rules.packs import BadPack, pack_from

    try:
        return pack_from(content_of(path))
    except OSError as error:
        refuse(otherwise, [f"{path}: {error.strerror or error}"])
    except BadPack as error:
        refuse(otherwise, [f"{path}: {fault}" for fault in error.faults])


def _put(pack: Pack, name: str) -> int:
    from depesch.hub.directory.rule_packs import keep_pack

    kept = keep_pack(pack, actor=ACTOR)
    count = len(kept.pack.demands)
    print(f"{name}: version {kept.version} in force, {count} demand{'' if count == 1 else 's'}")
    return 0


def _show(name: str) -> int:
    import msgspec

    from depesch.hub.directory.rule_packs import own_pack
    from depesch.rules.packs import pack_bytes

    kept = own_pack()
    if kept is None:
        note(f"{name} demands nothing beyond the published rules")
        return NOTHING
    note(f"{name}: version {kept.version}, in force since {kept.made_at:%Y-%m-%d %H:%M} UTC")
    sys.stdout.write(msgspec.json.format(pack_bytes(kept.pack), indent=2).decode() + "\n")
    return 0


def _remove(name: str) -> int:
    from depesch.hub.directory.rule_packs import remove_pack

    removed = remove_pack(actor=ACTOR)
    print(f"{name}: demands nothing from now on" if removed else f"{name}: demanded nothing before, either")
    return 0
