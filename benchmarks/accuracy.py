"""How much of what careful readers found is in the graph: gold facts, alone and all together, and PLOVER sentences.

    python benchmarks/accuracy.py --articles ../shared/gold/articles --facts ../shared/gold/dev.yaml
    python benchmarks/accuracy.py --articles benchmarks/gold/articles --facts benchmarks/gold/facts.yaml --verbose
    python benchmarks/accuracy.py --plover ../shared/data/plover_dev.json

A facts file lists SPARQL patterns with the macros of the project's gold (L, C, B); see `benchmarks/gold/README.md`.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

import kg
from kg import extract, language, reference
from kg.graph.vocabulary import PREFIXES
from kg.model import Article, Record

OLDER = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
OWNING = ("kg:officialOf", "kg:partOf", "kg:affiliatedWith", "kg:headquarteredIn", "kg:locatedIn", "kg:basedIn")


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


def score(graph: Path, facts: Iterable[dict[str, Any]], verbose: bool) -> tuple[int, int, int, int]:
    """Return facts held, facts in all, falsehoods kept out, falsehoods in all."""
    store = kg.load(graph)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    right, total = {True: 0, False: 0}, {True: 0, False: 0}
    for fact in facts:
        expected = fact.get("expect", True)
        found = bool(store.query(prefixes + "ASK { " + expand(fact["ask"]) + " }", use_default_graph_as_union=True))
        total[expected] += 1
        right[expected] += found is expected
        if verbose and found is not expected:
            print(f"  {'missing' if expected else 'wrong'} {fact['id']}: {fact['fact']}")
    return right[True], total[True], right[False], total[False]


def gold(articles: Path, facts: Sequence[dict[str, Any]], verbose: bool) -> None:
    """Print the score of each article alone, their sum, and that of one graph of all."""
    sums = (0, 0, 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(articles.iterdir()):
            mine = [fact for fact in facts if fact.get("article") == path.stem]
            kg.build([path], Path(folder) / path.stem, formats=["ttl"])
            got = score(Path(folder) / path.stem / "graph.ttl", mine, verbose)
            sums = tuple(a + b for a, b in zip(sums, got, strict=True))  # type: ignore[assignment]
            print(f"{path.stem}: held {got[0]} of {got[1]}, kept out {got[2]} of {got[3]}")
        kg.build([articles], Path(folder) / "all", formats=["ttl"])
        together = score(Path(folder) / "all" / "graph.ttl", facts, verbose=False)
    for name, got in (("alone", sums), ("together", together)):
        print(f"{name}: held {got[0]} of {got[1]} facts, kept out {got[2]} of {got[3]} falsehoods")


def countries(record: Record, key: str, depth: int = 0) -> set[str]:
    """Return the ISO codes of the countries that an actor stands for, by the record and the reference tables."""
    if key.startswith("country/"):
        return {key.partition("/")[2]}
    if depth > 3:
        return set()
    owners = [c.object for c in record.claims if c.subject == key and c.predicate in OWNING]
    if reference.has(key):
        owners += [obj for predicate, obj in reference.facts(key) if predicate in OWNING]
    return {code for owner in owners if isinstance(owner, str) for code in countries(record, owner, depth + 1)}


def plover(file: Path) -> None:
    """Print how often the gold event type, source country and target country are among what a sentence gives."""
    nlp = language.load()
    hits = {"type": [0, 0], "source": [0, 0], "target": [0, 0]}
    spurious = 0
    for case in json.loads(file.read_text(encoding="utf-8")):
        article = Article("article/plover", "", case["text"], datetime.date.fromisoformat(case["date"]))
        record = extract.extract(nlp(language.prepare(article)), article)
        wanted = OLDER.get(case["event"], case["event"])
        kinds = {
            o.id: "CONSULT" if t == "kg:Meeting" else t.partition(":")[2] for o in record.occurrences for t in o.types
        }
        events = {name for name, kind in kinds.items() if kind.isupper()}
        matching = {name for name in events if kinds[name] == wanted}
        spurious += len(events - matching)
        hits["type"][0] += bool(matching)
        hits["type"][1] += 1
        for side in ("source", "target"):
            codes = {actor.get("code") for actor in case.get(side) or [] if isinstance(actor, dict)} - {None, "", "---"}
            if matching and codes:
                roles = ("kg:agent", "kg:participant", "kg:convenedBy", *(["kg:recipient"] if side == "target" else []))
                named = [c.object for c in record.claims if c.subject in matching and c.predicate in roles]
                found = {code for key in named if isinstance(key, str) for code in countries(record, key)}
                hits[side][0] += bool(found & codes)
                hits[side][1] += 1
    print(", ".join(f"{name} {right} of {all_}" for name, (right, all_) in hits.items()), f"; other events {spurious}")


def main() -> None:
    """Read the options and print the scores asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, help="folder with the gold articles")
    parser.add_argument("--facts", type=Path, help="YAML file with their facts")
    parser.add_argument("--plover", type=Path, help="JSON file of PLOVER gold records")
    parser.add_argument("--verbose", action="store_true", help="name each fact that is not as expected")
    options = parser.parse_args()
    if options.articles and options.facts:
        gold(options.articles, yaml.safe_load(options.facts.read_text(encoding="utf-8")), options.verbose)
    if options.plover:
        plover(options.plover)


if __name__ == "__main__":
    main()
