"""The annotator's handbook: a schema as one self-contained HTML page, and as PDF through Chromium."""

from annotate.handbook.page import to_html
from annotate.handbook.pdf import write_pdf

__all__ = ["to_html", "write_pdf"]
