"""Letters by post: without a print partner, with one and its prices, a fault, saved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.urls import reverse

from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The page in each of its shapes."""
    stage.open(reverse("post_settings"))
    yield "post-no-partner"
    with TemporaryDirectory() as folder, patch.dict(os.environ, {"DEPESCH_PRINT_PARTNER_FILE": f"{folder}/p.toml"}):
        Path(folder, "p.toml").write_text(
            f'name = "Tryckeriet i Umeå"\nanswers = "{folder}"\ncurrency = "SEK"\n'
            f'[hand_over]\nchannel = "folder"\n[hand_over.settings]\nroot = "{folder}"\n'
            '[[postage]]\nname = "A"\nup_to_g = 50\nenvelope = "C5"\nprice = "24.50"\nprice_abroad = "39"\n'
        )
        stage.open(reverse("post_settings"))
        yield "post"
        stage.page.fill("input[name=goes_at]", "kl tre")
        stage.page.click("main .button--main")
        stage.page.wait_for_selector(".field__fault")
        yield "post-faults"
        stage.page.fill("input[name=goes_at]", "14:30")
        stage.page.check("input[name=in_use]")
        stage.page.click("main .button--main")
        stage.page.wait_for_selector(".notice--done")
        yield "post-saved"
