"""The last hand on WeasyPrint's PDF: what PDF/UA-1 and PDF/A-3a ask for and WeasyPrint 70 leaves out.

Works on the objects in memory before they are written, which costs next to nothing (opening the finished file again
and reading its drawing operators would cost a tenth of the whole). Each function says which rule it serves.
"""

import re
from typing import Any

import pydyf

from . import structure
from .tags import Record, target

_UA_IDENTIFIER = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class Finisher:
    """Given to `Document.write_pdf(finisher=…)`; `media_types` are the attachments' own by file name."""

    def __init__(self, media_types: dict[str, str], record: Record) -> None:
        self.media_types = media_types
        self.record = record

    def __call__(self, document: Any, pdf: pydyf.PDF) -> None:
        _identify(pdf)
        structure.name_links(document)
        structure.join_nested_links(pdf)
        structure.scope_headers(document)
        structure.mend_divided_words(pdf, self.record)
        structure.join_over_pages(pdf, self.record)
        structure.pair_description_lists(pdf)
        structure.set_aside_what_is_no_content(pdf)
        _state_attachments(pdf, self.media_types)


def _identify(pdf: pydyf.PDF) -> None:
    """PDF/UA-1 clause 5: the identifier in the XMP; PDF/A-3 6.6.2.1: that stream without a filter."""
    metadata = target(pdf, pdf.catalog["Metadata"])
    metadata.compress = False
    metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", _UA_IDENTIFIER, 1)


def _state_attachments(pdf: pydyf.PDF, media_types: dict[str, str]) -> None:
    """PDF/A-3 6.8: each embedded file once among the associated files, with its own media type (WeasyPrint guesses by
    the machine's tables and lists the file twice).
    """
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for specification in pdf.objects:
        if isinstance(specification, pydyf.Dictionary) and specification.get("Type") == "/Filespec":
            file = target(pdf, specification["EF"]["F"])
            name = specification["UF"].string
            file.extra["Subtype"] = "/" + re.sub(
                r"[^A-Za-z0-9.+-]", lambda found: f"#{ord(found[0]):02x}", media_types[name]
            )


def end_streams_clearly() -> None:
    """PDF/A-3 6.1.7: Length is the number of bytes up to the line end before `endstream`. A compressed stream ends with its
    checksum; when that happens to end with a carriage return, it reads as a part of that line end. So one stream in 256,
    and nearly every other report, would fail: these are written as they are. For all that this process writes from now
    on: two streams of each file are made by pydyf itself, after our last hand.
    """
    pydyf.Stream.data = property(_ending_clearly)


_data = pydyf.Stream.data.fget


def _ending_clearly(stream: pydyf.Stream) -> bytes:
    data: bytes = _data(stream)
    if stream.compress and data.endswith(b"\r\nendstream"):
        stream.compress = False
        data = _data(stream)
    return data
