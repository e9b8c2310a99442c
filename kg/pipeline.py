"""The path of the data from end to end: read, parse and extract, resolve, quads, exports."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from kg import lexicon as _lexicon
from kg.export import FORMATS
from kg.graph.vocabulary import DEFAULT_BASE
from kg.messages import visible, without_number
from kg.model import Article, KgError, Record, Resolution

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.articles import Skipped

LONGEST = 300_000
"""Characters in an article at most: a parse takes about 1 GB for ten times as many, and no news item has so many."""

VALIDATED = 10_000
"""Triples up to which a build is validated (about 1.4 s); larger graphs are left to `kg validate`."""

Progress = Callable[[str, int, int], None]
"""Told the step ("reading", "extracting" …), how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build found, wrote and left out.

    `counts` holds numbers by what was counted: "articles", "entities", "measures", "agreements", "events", "claims",
    "quotations", "triples" …; `kinds` those of the entities by kind ("country", "person" …). `violations` is None
    where the graph was too large to be validated along the way.
    """

    counts: Mapping[str, int]
    kinds: Mapping[str, int]
    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...] = ()
    violations: tuple[str, ...] | None = None
    records: tuple[Record, ...] = field(default=(), repr=False)


class NothingToBuild(KgError):
    """No input gave an article; `skipped` says why of each, the text why of the first."""

    SHORT = "nothing was built, as no input gave an article; name files or folders with news articles"

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        first = [visible(f"{item.source}: {item.reason}") for item in skipped[:3]]
        more = [f"and {len(skipped) - 3:,} more"] if len(skipped) > 3 else []
        why = f" ({'; '.join([*first, *more])})" if first else ""
        super().__init__(self.SHORT.replace(";", why + ";", 1))
        self.skipped = tuple(skipped)


def build(
    paths: str | Path | Sequence[str | Path],
    out: str | Path | None = None,
    *,
    formats: Sequence[str] = FORMATS,
    base_iri: str = DEFAULT_BASE,
    model: str | None = None,
    lexicon: str | Path | None = None,
    date: Date | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the graph of articles and write it into the folder `out`; without `out` nothing is written.

    `paths` are files, folders, addresses or "-", or one of these.

    The output depends on the articles' content alone, not on their order, the files' names or `jobs` (processes; None
    means as many as there are cores and the text is worth). `date` is that of articles which give none. Inputs that
    cannot be used are listed in the result; `NothingToBuild` is raised where that is all of them, `KgError` where the
    output folder, model, lexicon or an option cannot be used.

    >>> build(["no-such-folder"])
    Traceback (most recent call last):
    ...
    kg.pipeline.NothingToBuild: nothing was built, as no input gave an article (no-such-folder: does not exist); name files or folders with news articles
    """  # noqa: E501
    base = checked_base(base_iri)
    chosen = checked_formats(formats)
    if out is not None:
        check_folder(out)
    _lexicon.use(lexicon)
    tell = progress or (lambda _step, _done, _all: None)
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    articles, skipped = _read(given, date, Path(out) if out is not None else None, tell)
    records, failed = _extract(articles, model, Path(lexicon) if lexicon else None, jobs, tell)
    skipped = sorted([*skipped, *failed], key=lambda item: (item.source, item.reason))
    if not records:
        raise NothingToBuild(skipped)
    tell("linking", 0, 1)
    from kg.graph.quads import to_quads
    from kg.resolve import resolve

    resolution = resolve(records)
    quads = to_quads(resolution, base)
    violations = _validate(quads, tell)
    files = _write(quads, Path(out), chosen, base, tell) if out is not None else ()
    counts, kinds = counted(resolution, quads), kinds_of(resolution)
    return BuildResult(counts, kinds, files, tuple(skipped), violations, resolution.records)


def _read(
    paths: Sequence[str | Path], date: Date | None, out: Path | None, tell: Progress
) -> tuple[list[Article], list[Skipped]]:
    """Read the inputs into articles in the order of their keys, without those too long to parse."""
    tell("reading", 0, len(paths))
    from kg import articles

    reading = articles.read(paths, date=date, output=out)
    skipped = list(reading.skipped)
    kept = []
    for article in sorted(reading.articles, key=lambda a: (a.key, a.source)):
        if len(article.text) > LONGEST:
            reason = f"is one article of {len(article.text):,} characters"
            skipped.append(articles.Skipped(article.source, reason, f"split it, at most {LONGEST:,} are parsed as one"))
        else:
            kept.append(article)
    return kept, skipped


def _extract(
    articles: Sequence[Article], model: str | None, lexicon: Path | None, jobs: int | None, tell: Progress
) -> tuple[list[Record], list[Skipped]]:
    """Turn articles into records, in their order."""
    if not articles:
        return [], []
    from kg.articles import Skipped
    from kg.workers import Failure, Task, extract_all

    done = 0

    def more(count: int) -> None:
        nonlocal done
        done += count
        tell("extracting", done, len(articles))

    tell("extracting", 0, len(articles))
    outcomes = extract_all(articles, Task(model, lexicon), jobs, more)
    failures = [o for o in outcomes if isinstance(o, Failure)]
    skipped = [
        Skipped(f.article.source, f"could not be analysed ({f.reason})", "report it with the file") for f in failures
    ]
    return [o for o in outcomes if isinstance(o, Record)], skipped


def _write(quads: Sequence[Quad], out: Path, formats: Sequence[str], base: str, tell: Progress) -> tuple[Path, ...]:
    tell("writing", 0, len(formats))
    from kg import export

    return export.write(quads, out, formats=formats, base=base)


def _validate(quads: Sequence[Quad], tell: Progress) -> tuple[str, ...] | None:
    """Return what the shapes object to, or None where the graph is too large for that here."""
    if len(quads) > VALIDATED:
        return None
    tell("validating", 0, 1)
    from kg.graph.validate import validate

    return tuple(str(violation) for violation in validate(quads))


def counted(resolution: Resolution, quads: Sequence[Quad]) -> dict[str, int]:
    """Count what was found, as a query of the graph would: each node and each triple once."""
    from kg.graph.vocabulary import iri

    triples = {quad.triple for quad in quads}
    kinds = Counter(triple.object for triple in triples if triple.predicate == iri("rdf:type"))
    counts = {"articles": kinds[iri("kg:Article")], "entities": len(resolution.entities)}
    for name, kind in _COUNTED.items():
        counts[name] = kinds[iri(kind)]
    counts["triples"] = len(triples)
    return counts


_COUNTED = {
    "measures": "kg:Measure",
    "agreements": "kg:Agreement",
    "reserves": "kg:Reserve",
    "supply relations": "kg:SupplyRelation",
    "events": "kg:Event",
    "stakes": "kg:Stake",
    "claims": "kg:Claim",
    "quotations": "kg:Quotation",
}
"""What is counted besides articles, entities and triples, by class."""


def kinds_of(resolution: Resolution) -> dict[str, int]:
    """Count the entities by their first most specific class, the most frequent kind first."""
    kinds = Counter(entity.types[0] for entity in resolution.entities.values() if entity.types)
    return {_words(kind): number for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))}


def _words(kind: str) -> str:
    """Return the words of a class: `_words("kg:GovernmentBody")` is "government body"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.partition(":")[2]).lower()


def checked_base(base: str) -> str:
    """Return the base IRI, ending in "/" or "#"; KgError where it is no absolute IRI."""
    if not re.fullmatch(r"(https?://[^\s<>\"{}|\\^`/?#]+[^\s<>\"{}|\\^`]*|urn:[^\s<>\"{}|\\^`]+)", base):
        raise KgError(f"{base!r}: not usable as base IRI; give an absolute one such as {DEFAULT_BASE}")
    return base if base.endswith(("/", "#", ":")) else base + "/"


def checked_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Return the formats in the order of `FORMATS`; KgError where one is unknown or there is none."""
    unknown = [f for f in formats if f not in FORMATS]
    if unknown or not formats:
        raise KgError(f"{', '.join(unknown) or 'no format'}: cannot be written; choose from {', '.join(FORMATS)}")
    return tuple(f for f in FORMATS if f in formats)


def check_folder(out: str | Path) -> None:
    """Raise KgError where files cannot be written into this folder; a missing one is created only when it is needed."""
    if not str(out).strip():
        raise KgError("the output folder has an empty name; name a folder with -o")
    out = Path(out)
    try:
        existing = next((p for p in (out, *out.absolute().parents) if p.exists()), out)
        if not existing.is_dir():
            place = f"{out}: " if existing == out else f"{out}: {existing} "
            raise KgError(f"{place}is a file, not a folder; name another folder with -o")
        with tempfile.TemporaryFile(dir=existing):
            pass
    except (OSError, ValueError) as error:
        reason = without_number(error)
        raise KgError(f"{out}: cannot be written into ({reason}); name another folder with -o") from error
