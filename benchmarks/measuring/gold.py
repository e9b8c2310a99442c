"""Facts that careful readers found in articles, asked of graphs of each article alone and of all together.

A facts file lists SPARQL patterns with the macros of the project's gold (L, C, B); see `benchmarks/gold/README.md`.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

import kg
from kg.graph.quads import to_quads
from kg.graph.vocabulary import DEFAULT_BASE, PREFIXES, superclasses
from kg.kinds import OTHER, kind_of
from kg.model import KgError, Record
from kg.resolve import resolve
from measuring.results import Case, Count, Result

_PATH = re.compile(r"/?\([^()]*\)[*+]")  # the way from an official or a body to its country
_NAME = re.compile(r"\b(?:kg|plover):[A-Za-z]+")
_NAMED_BY_PREDICATE = {
    **dict.fromkeys(("kg:imposedBy", "kg:appliesTo", "kg:target", "kg:exempts", "kg:responseTo"), "measure"),
    **dict.fromkeys(("kg:participant", "kg:convenedBy"), "meeting"),
    **dict.fromkeys(("kg:supplier", "kg:consumer"), "supply"),
    **dict.fromkeys(("kg:speaker", "kg:Quotation"), "quotation"),
    **dict.fromkeys(("kg:agent", "kg:recipient", "kg:heldIn"), "event"),
    "kg:covers": "reserve",
    "kg:party": "agreement",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, or where not `expected` a falsehood, with the pattern that asks for it."""

    id: str
    article: str
    text: str
    ask: str
    expected: bool

    @property
    def kind(self) -> str:
        """Return the kind of fact (`kg.kinds`) by the first class or predicate of the pattern that tells it."""
        for name in _NAME.findall(_PATH.sub(" ", self.ask)):
            kind = kind_of([name, *superclasses(name)], name)
            if kind != OTHER or name in _NAMED_BY_PREDICATE:
                return _NAMED_BY_PREDICATE.get(name, kind)
        return OTHER


def facts(path: Path) -> list[Fact]:
    """Return the facts of a YAML file. Raises KgError where it is none."""
    try:
        found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return [
            Fact(one["id"], one.get("article", ""), one["fact"], one["ask"], one.get("expect", True)) for one in found
        ]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise KgError(f"{path}: is no list of facts ({' '.join(str(error).split())}); see benchmarks/gold") from error


def expand(pattern: str) -> str:
    """Return a gold pattern with its macros written out."""
    fresh = (f"?_l{i}" for i in itertools.count())

    def label(match: re.Match[str]) -> str:
        name = next(fresh)
        words = match.group(2).lower()
        return f'{match.group(1)} rdfs:label|skos:altLabel {name} . FILTER(CONTAINS(LCASE(STR({name})), "{words}"))'

    pattern = re.sub(r'L\((\?\w+)\s*,\s*"([^"]+)"\)', label, pattern)
    pattern = re.sub(r'C\((\?\w+)\s*,\s*"(\w{3})"\)', r'\1 kg:iso3 "\2" .', pattern)
    return re.sub(r'B\((\?\w+)\s*,\s*"([^"]+)"\)', r'\1 a kg:Bloc ; skos:notation "\2" .', pattern)


def measure(articles: Path, file: Path) -> Iterator[Result]:
    """Yield the score of the graphs of each article alone and that of one graph of all; each is parsed once.

    Facts that name no article are asked of the graph of all only.
    """
    wanted = facts(file)
    records: dict[str, list[Record]] = defaultdict(list)
    built = kg.build([articles])
    notes = tuple(f"skipped: {item}" for item in built.skipped)
    for record in built.records:
        records[Path(record.article.source).stem].append(record)
    name = f"{file.parent.name}/{file.name}"
    holds: dict[str, bool] = {}
    for stem in sorted({fact.article for fact in wanted if fact.article}):
        store = _store(records.get(stem, []))
        holds.update({fact.id: _holds(store, fact) for fact in wanted if fact.article == stem})
    if named := [fact for fact in wanted if fact.article]:
        yield _result(f"{name}, each article alone", named, holds, notes)
    store = _store([record for one in records.values() for record in one])
    yield _result(f"{name}, one graph of all", wanted, {fact.id: _holds(store, fact) for fact in wanted}, notes)


def _store(records: Sequence[Record]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in to_quads(resolve(records), DEFAULT_BASE))
    return store


def _holds(store: ox.Store, fact: Fact) -> bool:
    try:
        return bool(store.query("ASK { " + expand(fact.ask) + " }", prefixes=PREFIXES))
    except SyntaxError as error:
        raise KgError(f"{fact.id}: its pattern is not valid SPARQL ({error}); mend the facts file") from error


def _result(name: str, wanted: Sequence[Fact], holds: dict[str, bool], notes: tuple[str, ...]) -> Result:
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fact in wanted:
        found = holds[fact.id]
        if fact.expected or found:
            tally[fact.kind][0 if fact.expected and found else 1 if found else 2] += 1
    counts = tuple(Count(kind, *tally[kind]) for kind in sorted(tally))
    lost = tuple(Case(f.id, f"{f.id}: {f.text}") for f in wanted if f.expected and not holds[f.id])
    wrong = tuple(Case(f.id, f"{f.id}: {f.text}") for f in wanted if not f.expected and holds[f.id])
    return Result(name, counts, lost, wrong, sum(not fact.expected for fact in wanted), notes)
