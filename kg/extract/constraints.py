"""Constraints on arguments, as the lexicon writes them: lemmas, phrases, "@class", "slot:value", and built-in tests.

The built-in tests (@actor, @country, @none …) are explained at the head of `lexicon/noun_classes.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.extract.actors import ACTORS, COMMODITIES, actors, is_kind
from kg.extract.arguments import Slots
from kg.extract.classes import noun_classes
from kg.extract.context import Context
from kg.extract.phrases import index, phrase_before

_MENTIONS = {
    "@country": frozenset({"kg:Country"}),
    "@bloc": frozenset({"kg:Bloc"}),
    "@organization": frozenset({"kg:Organization", "kg:InternationalOrganization", "kg:GovernmentBody", "kg:Company", "kg:Bloc"}),
    "@company": frozenset({"kg:Company"}),
    "@person": frozenset({"kg:Person"}),
    "@armed-group": frozenset({"kg:ArmedGroup"}),
    "@place": frozenset({"kg:Place", "kg:Facility", "kg:Region", "kg:Subdivision", "kg:Country"}),
    "@city": frozenset({"kg:Place"}),
    "@region": frozenset({"kg:Region"}),
    "@commodity": COMMODITIES,
}
_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})


@dataclass(frozen=True, slots=True)
class _Option:
    slot: str
    value: str
    words: tuple[str, ...] = ()


@cache
def _phrases() -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    """Return the multiword members of each class by their last word."""
    found: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for name, words in noun_classes().items():
        by_last: dict[str, list[tuple[str, ...]]] = {}
        for word in sorted(words):
            if " " in word:
                parts = tuple(word.split())
                by_last.setdefault(parts[-1], []).append(parts)
        found[name] = {last: tuple(phrases) for last, phrases in by_last.items()}
    return found


@cache
def _parse(constraint: str) -> tuple[_Option, ...]:
    options = []
    for part in filter(None, (p.strip() for p in constraint.split("|"))):
        slot, colon, value = part.partition(":")
        slot, value = (slot, value) if colon else ("", part)
        options.append(_Option(slot, value, tuple(value.split())))
    return tuple(options)


def holds(ctx: Context, slots: Slots, tokens: Sequence[Token], constraint: str) -> bool:
    """Return whether one of the options of a constraint holds of the tokens (or of the slot that the option names)."""
    options = _parse(constraint)
    if not options:
        return True
    for option in options:
        found = slots(option.slot) if option.slot else tokens
        if _holds(ctx, slots, found, option):
            return True
    return False


def _holds(ctx: Context, slots: Slots, tokens: Sequence[Token], option: _Option) -> bool:
    value = option.value
    if not value.startswith("@"):
        return any(_is(t, option.words) for t in tokens)
    if value in {"@clause", "@clause-coop", "@clause-hostile", "@wh-clause"}:
        return _clause(slots, value)
    if value == "@none":
        return not slots("obj") and not slots("clause")
    return any(_member(ctx, t, value) for t in tokens)


def _is(token: Token, words: tuple[str, ...]) -> bool:
    return bool(words) and words[-1] in (token.lemma_.lower(), token.lower_) and phrase_before(token, words)


def _member(ctx: Context, token: Token, name: str) -> bool:
    if name == "@any":
        return True
    if name in {"@money", "@number"}:
        return any(q.start <= token.i < q.end for q in ctx.quantities) or token.like_num
    if name == "@measure":
        return bool(index("measure_nouns", "noun", -1).get(token.lemma_.lower()))
    if name == "@actor":
        return _actor(ctx, token)
    kinds = _MENTIONS.get(name)
    mention = ctx.mentions.at(token.i)
    if kinds is not None and mention is not None:
        if is_kind(mention, kinds) or (name == "@country" and bool(mention.acts_for)):
            return mention.form != "demonym" or token.dep_ not in {"amod", "compound"}
        if name != "@commodity":
            return False
    if name == "@commodity":
        return _modified(ctx, token)
    plain = name.removeprefix("@")
    lemma = token.lemma_.lower()
    members = noun_classes().get(plain, frozenset())
    if lemma in members or token.lower_ in members:
        return mention is None or not is_kind(mention, ACTORS) or plain in {"government", "troops", "organization"}
    return any(phrase_before(token, words) for words in _phrases().get(plain, {}).get(lemma, ()))


def _actor(ctx: Context, token: Token) -> bool:
    return bool(actors(ctx, [token]))


def _modified(ctx: Context, token: Token) -> bool:
    """Return whether a noun is or is modified by a commodity: "nickel ore", "rice shipments"."""
    for node in (token, *(c for c in token.children if c.dep_ in {"compound", "amod", "nmod"})):
        mention = ctx.mentions.at(node.i)
        if mention is not None and is_kind(mention, COMMODITIES):
            return True
    return False


def _clause(slots: Slots, kind: str) -> bool:
    clauses = slots("clause")
    if kind == "@clause" or not clauses:
        return bool(clauses)
    if kind == "@wh-clause":
        return any(c.left_edge.tag_ in {"WDT", "WP", "WRB"} or c.left_edge.lower_ in {"if", "whether"} for c in clauses)
    test: Callable[[str], bool] = (lambda t: t in _COOPERATIVE) if kind == "@clause-coop" else (lambda t: t not in _COOPERATIVE)
    return any(test(event_type) for c in clauses for event_type in _types(c))


def _types(verb: Token) -> set[str]:
    """Return the event type that the verb most often has by itself."""
    rows = [row for _, row in index("event_verbs", "trigger", 0).get(verb.lemma_.lower(), ()) if row["type"] not in {"-", ""}]
    if not rows:
        return set()
    best = max(rows, key=lambda r: (float(r["p"] or 0), r["type"]))
    return {best["type"]}


def fits_object(ctx: Context, words: Sequence[str], slots: Slots, constraint: str) -> bool:
    """Return whether a verb's object, or what its last fixed word governs as a preposition, meets the constraint."""
    if not constraint:
        return True
    tokens = slots(words[-1]) if len(words) > 1 else []
    return holds(ctx, slots, tokens or slots("obj"), constraint)


def meets(ctx: Context, requires: str, slots: Slots, noun: Token) -> bool:
    """Return whether a noun's context holds: "mod:@exports", "on|of:@imports"; alternatives are separated by ";"."""
    if not requires:
        return True
    for option in requires.split(";"):
        names, _, constraint = option.strip().partition(":")
        if names == "support":
            tokens = [slots.support] if slots.support is not None else []
        elif names == "told":
            if any(constraint in t for p in ctx.profiles.values() for t in p.types):
                return holds(ctx, slots, slots("of"), "@commodity")
            continue
        elif names == "anaphora":
            if _told(ctx, noun, constraint.removeprefix("@")):
                return True
            continue
        else:
            tokens = [t for name in names.split("|") for t in slots(name)]
        if tokens and holds(ctx, slots, tokens, constraint):
            return True
    return False


def _told(ctx: Context, noun: Token, word: str) -> bool:
    """Return whether a definite noun may refer to a measure of that kind told before."""
    definite = any(c.lower_ in {"the", "these", "those", "this", "such"} for c in noun.children)
    return definite and any(word in t.lower() for p in ctx.profiles.values() for t in p.types)
