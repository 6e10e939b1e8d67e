"""What can go wrong when a PDF is made, each with a Danish sentence for the user."""


class PdfError(Exception):
    """The PDF was not made. `str()` is for the user, `detail` for the log (it may quote the document)."""

    message = "PDF'en kunne ikke laves."

    def __init__(self, message: str | None = None, *, detail: str = "") -> None:
        super().__init__(message or self.message)
        self.detail = detail


class PdfFailed(PdfError):
    """The engine stopped with an error of its own."""

    message = "PDF'en kunne ikke laves. Prøv igen, og kontakt driften, hvis det sker flere gange."


class PdfTimeout(PdfError):
    """The limit on seconds was reached."""

    def __init__(self, seconds: float, *, detail: str = "") -> None:
        super().__init__(
            f"PDF'en kunne ikke laves på {seconds:g} sekunder, og forsøget blev stoppet."
            " Del dokumentet op, eller kontakt driften.",
            detail=detail,
        )


class PdfTooLarge(PdfError):
    """The limit on memory or on the size of the file was reached."""

    message = "Dokumentet er for stort til at blive lavet som PDF. Del det op, eller brug mindre billeder."


class PdfLibraryMissing(PdfError):
    """A system library or a font file that the engine needs is not installed."""


class SystemLibraryMissing(PdfLibraryMissing):
    """Pango or its relatives are missing."""

    packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    message = (
        "PDF'en kunne ikke laves: Systembiblioteket Pango mangler på serveren."
        f" Installér det med: sudo apt-get install {packages}"
    )


class FontMissing(PdfLibraryMissing):
    """The report's typeface is not installed."""

    def __init__(self, path: object) -> None:
        super().__init__(
            "PDF'en kunne ikke laves: Skriften IBM Plex mangler på serveren. Hent den med: npm ci",
            detail=f"no such file: {path}",
        )
