"""Builds the agent as one file: `depesch-connect.pyz`, which needs Python 3.11 or newer on the machine, nothing else.

    scripts/make_connect.py [--output FILE] [--python 3.11 ...] [--platform linux|windows]

In it are `depesch connect`, what it is made of, and the packages of `requirements/connect.lock` with their hashes
checked; for several versions of Python side by side, since a compiled module carries the version in its name. No
Django, no hub. The same commit and lock give the same bytes.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "connect.lock"
PYTHONS = ("3.11", "3.12", "3.13")
MACHINE = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
PLATFORMS = {"linux": f"{MACHINE}-manylinux_2_28", "windows": "x86_64-pc-windows-msvc"}
PARTS = (
    "__init__.py", "connect", "kit", "exchange/__init__.py", "exchange/ipp", "exchange/mail",
    "console/__init__.py", "console/__main__.py", "console/command_line.py", "console/languages.py", "console/connect",
    "console/commands/__init__.py", "console/commands/connect.py",
)  # fmt: skip
# Of the packages only their code is needed: no scripts, no headers, no type stubs, no tests.
NEEDLESS = (
    "bin", ".lock", "**/*.pyi", "**/*.pyx", "**/*.pxd", "**/*.pxi", "**/*.c", "**/tests", "**/__pycache__",
    "**/sboms", "lxml/includes", "lxml/isoschematron", "lxml/objectify*",
)  # fmt: skip
SINCE_1980 = "315532800"  # the first moment that a ZIP file can hold


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the file and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "var" / "depesch-connect.pyz", metavar="FILE")
    parser.add_argument("--python", action="append", metavar="VERSION", help=f"default: {', '.join(PYTHONS)}")
    parser.add_argument("--platform", choices=sorted(PLATFORMS), default="linux")
    given = parser.parse_args(arguments)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    build(given.output, pythons=given.python or PYTHONS, system=given.platform)
    sys.stderr.write(f"{given.output}: {given.output.stat().st_size / 1e6:.1f} MB\n")
    return 0


def build(output: Path, *, pythons: Sequence[str], system: str) -> None:
    """Write the single file to `output`."""
    with tempfile.TemporaryDirectory(prefix="depesch-connect-") as folder:
        packages = Path(folder) / "packages"
        for version in pythons:
            of_version = Path(folder) / version
            _install(of_version, version, PLATFORMS[system])
            shutil.copytree(of_version, packages, dirs_exist_ok=True)
        for pattern in NEEDLESS:
            for path in list(packages.glob(pattern)):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for part in PARTS:
            _copy(ROOT / "depesch" / part, packages / "depesch" / part)
        _describe(packages)
        shiv = [sys.executable, "-m", "shiv", "--site-packages", str(packages), "--entry-point", "depesch.console:main"]
        shiv += ["--compressed", "--reproducible", "--python", "/usr/bin/env python3", "--output-file", str(output)]
        _run(shiv, {"SOURCE_DATE_EPOCH": SINCE_1980})


def _install(packages: Path, version: str, system: str) -> None:
    """Install the locked packages as that version of Python on that platform has them; wheels alone, hashes checked."""
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), "pip", "install", "-q", "--target", str(packages), "--require-hashes", "--no-deps"]
    command += [
        "--only-binary",
        ":all:",
        "--python-version",
        version,
        "--python-platform",
        system,
        "--link-mode",
        "copy",
    ]
    _run([*command, "-r", str(LOCK)], {})


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    else:
        shutil.copyfile(source, target)


def _describe(packages: Path) -> None:
    """Write what `importlib.metadata` tells of the distribution: the agent reports its version to the hub."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folder = packages / f"depesch-{project['version']}.dist-info"
    folder.mkdir()
    text = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (folder / "METADATA").write_text(text, encoding="utf-8")


def _run(command: Sequence[str], environment: dict[str, str]) -> None:
    subprocess.run(command, check=True, env={**os.environ, **environment})  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
