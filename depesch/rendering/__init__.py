"""Model to something that people read: one view of an invoice, set as PDF or as HTML.

`view` is what is shown, `compose` makes it from the model in the receiver's language, `pdf` and `html` set it.
Everything that the model holds is in the view; the two settings leave nothing out.
"""

from __future__ import annotations


class RenderingFailed(Exception):
    """A document could not be rendered.

    `code` is stable: `template-faulty` (the template does not compile), `timed-out`, `out-of-memory`, `too-large`,
    `crashed`, `logo-unreadable`, `xml-unreadable`; `detail` says in English what was seen.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
