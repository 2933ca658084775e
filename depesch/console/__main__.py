"""`python -m depesch.console`: the same as the command `depesch`."""

from __future__ import annotations

import sys

from depesch.console import main

sys.exit(main())
