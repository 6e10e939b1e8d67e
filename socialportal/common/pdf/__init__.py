"""PDF from HTML: archival, accessible, the same bytes every time, in a process of its own that can read nothing else."""

from .errors import PdfError, PdfFailed, PdfLibraryMissing, PdfTimeout, PdfTooLarge
from .rendering import Attachment, Limits, Pdf, accent_stylesheet, render

__all__ = [
    "Attachment",
    "Limits",
    "Pdf",
    "PdfError",
    "PdfFailed",
    "PdfLibraryMissing",
    "PdfTimeout",
    "PdfTooLarge",
    "accent_stylesheet",
    "render",
]
