"""Runs every `bench_*.py` one after the other; `python -m benchmarks NAME...` runs some."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import benchmarks


def main(chosen: list[str]) -> int:
    """Run each benchmark in a process of its own, so that none warms another; 1 when one failed."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name.startswith("bench_")]
    unknown = [name for name in chosen if f"bench_{name}" not in names]
    if unknown:
        print(f"no benchmark named {', '.join(unknown)}; there are {', '.join(n[6:] for n in names)}", file=sys.stderr)
        return 2
    failed = []
    for name in names:
        if chosen and name.removeprefix("bench_") not in chosen:
            continue
        print(f"\n== {name.removeprefix('bench_')}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
