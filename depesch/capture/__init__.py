"""Reading paper: PDF, scan and print stream to the model, with confidence.

`read_paper` reads what is printed. A PDF that carries its invoice as XML is read by `depesch.documents`, which asks
here only when there is none.
"""

from depesch.capture.captured import Box, Captured, Doubt, Engine, Field
from depesch.capture.paper import PaperError, read_paper

__all__ = ["Box", "Captured", "Doubt", "Engine", "Field", "PaperError", "read_paper"]
