"""Event type, source and target country against the gold records of PLOVER, and a hold-out of lexicon entries.

A sentence is right where an event of its gold type is among those found; source and target are then looked for among
the actors of these events, by the country that an actor stands for ("IGO" for bodies of several states; whoever has
just left a post stands for where it was). Events of other types in the sentence are counted
as other: the records annotate one event of each sentence, so they need not be wrong.

`benchmarks/plover_entries.csv` lists the rows of lexicon tables that were added because of a sentence. In the hold-out
the sentences fall into five folds, and each fold is measured without the rows that its own sentences brought.
"""

from __future__ import annotations

import csv
import datetime
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg import extract, language, lexicon, reference
from kg.model import Article, KgError, Record
from measuring.results import Case, Count, Result

FOLDS = 5
COLUMNS = ("table", "trigger", "object", "sentence_id")
OLDER = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
OWNING = {
    *("kg:officialOf", "kg:partOf", "kg:affiliatedWith", "kg:headquarteredIn", "kg:locatedIn", "kg:basedIn"),
    "kg:citizenOf",
}
_ACTING = {"kg:agent", "kg:participant", "kg:convenedBy"}
_ROLES = {"source": _ACTING, "target": _ACTING | {"kg:recipient"}}
_SEVERAL = "kg:InternationalOrganization"
_DEEPEST = 3  # steps from an actor to its country


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence with its event type and the ISO 3166 alpha-3 codes of source and target."""

    id: str
    article: Article
    kind: str
    codes: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a lexicon table, named by its trigger (or noun) and object, that a sentence brought."""

    table: str
    trigger: str
    object: str
    sentence: str


def read(path: Path) -> list[Gold]:
    """Return the records of a file, sorted by id. Raises KgError where it is none."""
    try:
        records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return sorted((_gold(one) for one in records), key=lambda gold: gold.id)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(f"{path}: is no file of PLOVER records ({error}); name its JSON file") from error


def _gold(record: dict[str, Any]) -> Gold:
    article = Article("article/plover", "", record["text"], datetime.date.fromisoformat(record["date"]))
    codes = {side: frozenset(_known(record.get(side) or ())) for side in _ROLES}
    return Gold(record["id"], article, OLDER.get(record["event"], record["event"]), codes)


def _known(actors: Iterable[Any]) -> Iterator[str]:
    """Yield the codes of the actors that have one."""
    for actor in actors:
        code = actor.get("code") if isinstance(actor, dict) else None
        if isinstance(code, str) and code not in {"", "---"}:
            yield code


def entries(path: Path) -> list[Entry]:
    """Return the listed entries, none where there is no such file. Raises KgError where it has other columns."""
    if not path.exists():
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise KgError(f"{path}: has other columns than {','.join(COLUMNS)}; mend its header")
    found = [Entry(*(row[column].strip() for column in COLUMNS)) for row in reader]
    for entry in found:
        if not (lexicon.FOLDER / f"{entry.table}.csv").exists():
            raise KgError(f"{path}: {entry.table!r} is no table of the lexicon; name one such as event_verbs")
    return found


def measure(path: Path) -> Result:
    """Return the figures by event type, and those of source and target."""
    known = _parsed(path)
    return _result(path.name, [gold for gold, _ in known], [extract.extract(doc, gold.article) for gold, doc in known])


def hold_out(path: Path, file: Path) -> Result:
    """Return the figures of all folds together, each without the entries that its own sentences brought."""
    listed, known = entries(file), _parsed(path)
    ids = [gold.id for gold, _ in known]
    strange = sorted({entry.sentence for entry in listed} - set(ids))
    records: dict[str, Record] = {}
    removed = 0
    for fold in range(FOLDS):
        mine = {name for n, name in enumerate(ids) if n % FOLDS == fold}
        with without([entry for entry in listed if entry.sentence in mine]) as rows:
            removed += rows
            for gold, doc in known:
                if gold.id in mine:
                    records[gold.id] = extract.extract(doc, gold.article)
    notes = [f"{len(listed)} entries listed, {removed} rows removed over the {FOLDS} folds"]
    if not listed:
        notes = [f"{file}: there is no such list or it is empty; nothing was removed"]
    if gone := [entry for entry in listed if not _rows_of(entry)]:
        notes.append(f"{len(gone)} entries are no rows (any more), such as {gone[0].table}: {gone[0].trigger}")
    if strange:
        notes.append(f"{len(strange)} listed sentences are not in this file, such as {strange[0]}")
    title = f"{path.name}, entries held out"
    return _result(title, [gold for gold, _ in known], [records[name] for name in ids], notes)


@contextmanager
def without(unwanted: Sequence[Entry]) -> Iterator[int]:
    """Let the lexicon be without some entries; gives the number of rows that are gone."""
    folder = lexicon.FOLDER
    with tempfile.TemporaryDirectory() as place:
        lexicon.FOLDER = Path(shutil.copytree(folder, Path(place) / "lexicon"))
        try:
            gone = sum(_strike(name, unwanted) for name in sorted({entry.table for entry in unwanted}))
            lexicon.forget()
            yield gone
        finally:
            lexicon.FOLDER = folder
            lexicon.forget()


def _strike(table: str, unwanted: Sequence[Entry]) -> int:
    """Write a table back without the rows of the entries; return how many those are."""
    path = lexicon.FOLDER / f"{table}.csv"
    rows = lexicon.rows(path.read_text(encoding="utf-8"))
    gone = [row for entry in unwanted if entry.table == table for row in _rows_of(entry)]
    kept = [row for row in rows if row not in gone]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    return len(rows) - len(kept)


def _rows_of(entry: Entry) -> list[Mapping[str, str]]:
    """Return the rows that an entry names: by the first column of its table, and by the object where there is one."""
    named = (entry.trigger, entry.object)
    rows = lexicon.table(entry.table)
    return [row for row in rows if (next(iter(row.values())), row.get("object", "")) == named]


def _parsed(path: Path) -> list[tuple[Gold, Doc]]:
    nlp = language.load()
    return [(gold, nlp(language.prepare(gold.article))) for gold in read(path)]


def _result(name: str, golds: Sequence[Gold], records: Sequence[Record], notes: Sequence[str] = ()) -> Result:
    types: dict[str, Counter[str]] = defaultdict(Counter)
    sides = {side: Counter[str]() for side in _ROLES}
    lost: list[Case] = []
    for gold, record in zip(golds, records, strict=True):
        events = _events(record)
        matching = {event for event, kind in events.items() if kind == gold.kind}
        types[gold.kind]["right" if matching else "missed"] += 1
        for kind in events.values():
            types[kind]["other"] += kind != gold.kind
        if not matching:
            told = ", ".join(sorted(events.values())) or "nothing"
            lost.append(Case(f"{gold.id} type", f"{gold.id}: found {told}  “{gold.article.text}”"))
        for side, roles in _ROLES.items():
            if matching and gold.codes[side]:
                found = _codes(record, matching, roles)
                right = bool(found & gold.codes[side])
                sides[side]["right" if right else "missed"] += 1
                if not right:
                    text = f"{gold.id} {side}: found {', '.join(sorted(found)) or 'nobody'}, not"
                    text += f" {', '.join(sorted(gold.codes[side]))}  “{gold.article.text}”"
                    lost.append(Case(f"{gold.id} {side}", text))
    counts = tuple(Count(kind, n["right"], 0, n["missed"]) for kind, n in sorted(types.items()))
    placed = [f"{side} {n['right']} of {n.total()} ({n['right'] / max(n.total(), 1):.2f})" for side, n in sides.items()]
    others = ", ".join(f"{kind} {n['other']}" for kind, n in sorted(types.items()) if n["other"])
    figures = (f"where the type is right: {', '.join(placed)}", f"events of other types: {others or 'none'}")
    return Result(name, counts, tuple(lost), notes=(*figures, *notes))


def _events(record: Record) -> dict[str, str]:
    """Return the PLOVER type of each event of a record."""
    kinds = {
        o.id: "CONSULT" if kind == "kg:Meeting" else kind.partition(":")[2]
        for o in record.occurrences
        for kind in o.types
    }
    return {name: kind for name, kind in kinds.items() if kind.isupper()}


def _codes(record: Record, events: set[str], roles: set[str]) -> set[str]:
    named = [c.object for c in record.claims if c.subject in events and c.predicate in roles]
    return {code for key in named if isinstance(key, str) for code in countries(record, key)}


def countries(record: Record, key: str, depth: int = 0) -> set[str]:
    """Return the ISO codes of the countries that an actor stands for, by the record and the reference tables."""
    if key.startswith("country/"):
        return {key.partition("/")[2]}
    if key.startswith("bloc/") or any(e.key == key and _SEVERAL in e.types for e in record.entities):
        return {"IGO"}
    if depth > _DEEPEST:
        return set()
    owners = [c.object for c in record.claims if c.subject == key and c.predicate in OWNING]
    left = [c.object for c in record.claims if c.subject == key and c.predicate == "kg:formerlyHeldPost"]
    owners += [c.object for c in record.claims if c.subject in left and c.predicate == "kg:postIn"]
    if reference.has(key):
        owners += [obj for predicate, obj in reference.facts(key) if predicate in OWNING]
    return {code for owner in owners if isinstance(owner, str) for code in countries(record, owner, depth + 1)}
