"""Tables for spreadsheets and pandas: `claims.csv` with a row for each claim, nodes and edges of the network.

RFC 4180 with CRLF line ends, UTF-8 with no byte order mark, sorted. A text cell that a spreadsheet would take for a
formula (it begins with =, +, -, @, a tab or a line end) gets a leading apostrophe, which spreadsheets show as text;
strip it when you read the file with a program. Line ends within a cell become spaces.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from kg.export.gexf import as_text
from kg.export.network import EDGE_COLUMNS, NODE_COLUMNS, Network
from kg.export.view import ClaimRow, Quote, Source, View

COLUMNS = (
    "subject",
    "subject_iri",
    "predicate",
    "object",
    "object_iri",
    "polarity",
    "modality",
    "attributed_to",
    "attributed_to_iri",
    "confidence",
    "start_date",
    "end_date",
    "sentence",
    "article",
    "publisher",
    "published",
    "address",
    "claim_iri",
)


def to_csv(view: View) -> str:
    """Return all claims of a view as CSV text."""
    return _table(COLUMNS, map(_row, view.claims))


def nodes_csv(network: Network) -> str:
    """Return the nodes of a network as CSV text; `Id` and `Label` are the names that Gephi looks for."""
    columns = ["Id", "Label", *(name for name, _ in NODE_COLUMNS)]
    return _table(columns, ((n.id, n.label, *map(as_text, n.values)) for n in network.nodes))


def edges_csv(network: Network) -> str:
    """Return the edges of a network as CSV text; the first columns have the names that Gephi looks for."""
    columns = ["Source", "Target", "Type", "Id", "Label", "Weight", "kind", *(name for name, _ in EDGE_COLUMNS)]
    rows = (
        (e.source, e.target, "Directed", e.id, e.label, str(e.weight), e.kind, *map(as_text, e.values))
        for e in network.edges
    )
    return _table(columns, rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return the text as one line that no spreadsheet runs.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("tariffs of 50%"), safe_cell("-5 %")
    ("'=HYPERLINK(1)", 'tariffs of 50%', "'-5 %")
    """
    line = " ".join(text.replace("\x00", "").splitlines()) if not text.isprintable() else text
    return "'" + line if line.lstrip().startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r", "\n")) else line


def _row(claim: ClaimRow) -> tuple[str, ...]:
    saying = claim.saying
    quote = saying.sentences[0] if saying.sentences else Quote("", "", Source(""))
    source = quote.source
    return (
        claim.subject,
        claim.subject_iri,
        claim.predicate,
        claim.object,
        claim.object_iri,
        saying.polarity,
        saying.modality,
        saying.speaker,
        saying.speaker_iri,
        "" if saying.confidence is None else format(saying.confidence, "g"),
        claim.start,
        claim.end,
        quote.text,
        source.headline,
        source.publisher,
        source.date,
        source.urls[0] if source.urls else "",
        saying.iri,
    )
