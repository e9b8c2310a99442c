"""Constraints on arguments, as the lexicon writes them: lemmas, phrases, "@class", "slot:value", and built-in tests.

The built-in tests (@actor, @country, @none …) are explained at the head of `lexicon/noun_classes.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from kg.extract.actors.groups import counted
from kg.extract.actors.noun_phrases import ACTORS, COMMODITIES, actors, is_kind, owners
from kg.extract.clause.arguments import Slots
from kg.extract.clause.classes import noun_classes
from kg.extract.clause.phrases import Row, amounts, index, phrase_before, verb_rows
from kg.extract.clause.subjects import antecedent
from kg.extract.context import Context

_MENTIONS = {
    "@country": frozenset({"kg:Country"}),
    "@bloc": frozenset({"kg:Bloc"}),
    "@organization": frozenset(
        {"kg:Organization", "kg:InternationalOrganization", "kg:GovernmentBody", "kg:Company", "kg:Bloc"}
    ),
    "@company": frozenset({"kg:Company"}),
    "@person": frozenset({"kg:Person"}),
    "@armed-group": frozenset({"kg:ArmedGroup"}),
    "@place": frozenset({"kg:Place", "kg:Facility", "kg:Region", "kg:Subdivision", "kg:Country"}),
    "@city": frozenset({"kg:Place"}),
    "@region": frozenset({"kg:Region"}),
    "@commodity": COMMODITIES,
}
_PEOPLE = frozenset({"@people", "@person", "@citizen"})
_ASPECT = frozenset({"begin", "start", "continue", "keep", "resume", "try"})
_OATHS = frozenset(
    {"intend", "opt", "plan", "prepare", "swear", "vow"}
)  # of good and ill alike: what is sworn has to be known
_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})


@dataclass(frozen=True, slots=True)
class _Option:
    slot: str
    value: str = ""  # "@class"; empty for words
    phrases: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)  # words and phrases by their last word


@cache
def _phrases() -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    """Return the multiword members of each class by their last word."""
    found: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for name, words in noun_classes().items():
        by_last: dict[str, list[tuple[str, ...]]] = {}
        for word in sorted(words):
            parts = tuple(word.replace("-", " - ").split())
            if len(parts) > 1:
                by_last.setdefault(parts[-1], []).append(parts)
        found[name] = {last: tuple(phrases) for last, phrases in by_last.items()}
    return found


@cache
def _parse(constraint: str) -> tuple[_Option, ...]:
    """Return the options in their order; words and phrases that follow one another in the same slot are one option."""
    options: list[_Option] = []
    for part in filter(None, (p.strip() for p in constraint.split("|"))):
        slot, colon, value = part.partition(":")
        slot, value = (slot, value) if colon else ("", part)
        if value.startswith("@"):
            options.append(_Option(slot, value))
            continue
        if not options or options[-1].value or options[-1].slot != slot:
            options.append(_Option(slot))
        for spelling in dict.fromkeys((value, value.replace("-", " - "))):  # the tokeniser parts "sit-in"
            words = tuple(spelling.split())
            if words:
                options[-1].phrases.setdefault(words[-1], []).append(words)
    return tuple(options)


def holds(ctx: Context, slots: Slots, tokens: Sequence[Token], constraint: str) -> bool:
    """Return whether one of the options of a constraint holds of the tokens (or of the slot that the option names)."""
    options = _parse(constraint)
    if not options:
        return True
    own = _with_counted(tokens)
    for option in options:
        other = [antecedent(t, slots.head) for t in slots(option.slot)] if option.slot else []
        if _holds(ctx, slots, _with_counted(other) if option.slot else own, option):
            return True
    inner = amounts(slots, tokens)
    return bool(inner) and any(not option.slot and _holds(ctx, slots, inner, option) for option in options)


def _with_counted(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens, and what those of them that only measure count: "thousands of students"."""
    return [*tokens, *(c for t in tokens if (c := counted(t)) != t)]


def _says(token: Token, phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> bool:
    """Return whether the token ends one of the phrases, which are given by their last word."""
    lemma, form = token.lemma_.lower(), token.lower_
    found = (*phrases.get(lemma, ()), *(phrases.get(form, ()) if form != lemma else ()))
    return any(phrase_before(token, words) for words in found)


def _holds(ctx: Context, slots: Slots, tokens: Sequence[Token], option: _Option) -> bool:
    value = option.value
    if not value:
        return any(_says(t, option.phrases) for t in tokens)
    if value in {"@clause", "@clause-coop", "@clause-hostile", "@wh-clause", "@to-clause", "@that-do"}:
        return _clause(ctx, slots, value)
    if value == "@none":
        return not tokens and not slots("obj") and not slots("clause")
    if value == "@foreign":
        return _foreign(ctx, slots, tokens)
    if value == "@foreign-goods":
        return any(_imported(t) for t in tokens) or (
            _foreign(ctx, slots, tokens) and any(_modified(ctx, t) for t in tokens)
        )
    return any(_member(ctx, t, value) for t in tokens)


def _member(ctx: Context, token: Token, name: str) -> bool:
    if name == "@any":
        return True
    if name == "@money":
        return _money(ctx, token)
    if name == "@number":
        return ctx.quantity_at(token.i) is not None or token.like_num
    if name == "@measure":
        return bool(index("measure_nouns", "noun", -1).get(token.lemma_.lower()))
    if name == "@actor":
        return _actor(ctx, token)
    kinds = _MENTIONS.get(name)
    mention = ctx.mentions.at(token.i)
    if kinds is not None and mention is not None:
        if is_kind(mention, kinds) or (name == "@country" and bool(mention.acts_for)):
            return mention.form != "demonym" or token.dep_ not in {"amod", "compound"}
        if name not in {"@commodity", "@person"}:
            return False
    if mention is not None and mention.form == "demonym" and token.tag_ in {"NNS", "NNPS"} and name in _PEOPLE:
        return True
    if name == "@person" and mention is None:
        return token.lemma_.lower() in noun_classes()["human"]
    if name == "@commodity":
        return _modified(ctx, token)
    plain = name.removeprefix("@")
    lemma = token.lemma_.lower()
    members = noun_classes().get(plain, frozenset())
    if plain == "exports" and lemma in noun_classes()["shipments"] and _abroad(ctx, token):
        return True
    if lemma in members or token.lower_ in members:
        return mention is None or not is_kind(mention, ACTORS) or plain in {"government", "troops", "organization"}
    known = _phrases().get(plain, {})
    return any(phrase_before(token, words) for word in (lemma, token.lower_) for words in known.get(word, ()))


def _abroad(ctx: Context, token: Token) -> bool:
    """Return whether a noun goes out of the country: "the shipment abroad of", "sales of tin to Peruvian firms"."""
    near = token.doc[token.i + 1 : min(token.i + 6, token.right_edge.i + 2, token.sent.end)]
    if any(t.lower_ in {"abroad", "overseas"} and t.pos_ != "ADJ" for t in near):
        return True
    buyers = [g for c in token.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to" for g in c.children]
    refs = [ref for t in buyers for ref in (*actors(ctx, [t]), *owners(ctx, t))]
    return any(ref.key.startswith(("country/", "bloc/")) for ref in refs)


def _money(ctx: Context, token: Token) -> bool:
    """Return whether a token is an amount of money, or a number of which nothing tells that it is of something else."""
    found = ctx.quantity_at(token.i)
    if found is None:
        return token.like_num
    return len(found.quantity.unit) == 3 and found.quantity.unit.isupper()


def _actor(ctx: Context, token: Token) -> bool:
    return bool(actors(ctx, [token]))


def _modified(ctx: Context, token: Token) -> bool:
    """Return whether a noun is or is modified by a commodity: "nickel ore", "rice shipments"."""
    for node in (token, *(c for c in token.children if c.dep_ in {"compound", "amod", "nmod"})):
        mention = ctx.mentions.at(node.i)
        if mention is not None and is_kind(mention, COMMODITIES):
            return True
    return False


def _foreign(ctx: Context, slots: Slots, tokens: Sequence[Token]) -> bool:
    """Return whether a thing belongs to another state than the subject's ("France trained Malian soldiers")."""
    own = {ref.key for ref in actors(ctx, slots("subj"))}
    states = {ref.key for t in tokens for ref in (*owners(ctx, t), *actors(ctx, [t])) if ref.key.startswith("country/")}
    return bool(states - own) and not states & own


def _imported(token: Token) -> bool:
    return any(c.lower_ == "imported" and c.i < token.i for c in token.children)


def clauses_of(slots: Slots) -> list[Token]:
    """Return a head's complement clauses, those of its predicative adjective included ("is willing to withdraw")."""
    found = slots("clause")
    if not found and slots.verbal:
        adjectives = [c for c in slots.head.children if c.dep_ == "acomp"]
        found = [g for a in adjectives for g in a.children if g.dep_ in {"xcomp", "ccomp"}]
        found += [
            g for a in adjectives for c in a.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"
        ]
    return found


def _clause(ctx: Context, slots: Slots, kind: str) -> bool:
    clauses = clauses_of(slots)
    if kind == "@clause" or not clauses:
        return bool(clauses)
    if kind == "@wh-clause":
        return any(c.left_edge.tag_ in {"WDT", "WP", "WRB"} or c.left_edge.lower_ in {"if", "whether"} for c in clauses)
    if kind == "@that-do":
        return any(
            c.tag_ == "VB"
            and any(g.dep_ == "nsubj" for g in c.children)
            and not any(g.dep_ == "aux" for g in c.children)
            for c in clauses
        )
    if kind == "@to-clause":
        return any(c.tag_ == "VB" and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children) for c in clauses)
    types = {event_type for c in clauses for event_type in _types(ctx, c)}
    hostile = bool(types) and types.isdisjoint(_COOPERATIVE)
    if kind == "@clause-hostile":
        return hostile
    return bool(types) and not hostile if slots.head.lemma_ in _OATHS else not hostile


def _types(ctx: Context, verb: Token) -> set[str]:
    """Return the event type of a verb with its object; of a mere aspect verb that of what it governs."""
    slots = Slots(verb)
    row = verb_frame(ctx, verb, slots)
    if row is not None:
        return {row["type"]}
    if verb.lemma_ in _ASPECT:
        nouns = {
            row["type"] for t in slots("obj") for _, row in index("event_nouns", "noun", -1).get(t.lemma_.lower(), ())
        }
        return nouns | {t for c in verb.children if c.dep_ == "xcomp" for t in _types(ctx, c)}
    return set()


def verb_frame(ctx: Context, verb: Token, slots: Slots) -> Row | None:
    """Return the row of `event_verbs.csv` that the verb is here; None for no event, blocked uses included."""
    particles = {c.lower_ for c in verb.children if c.dep_ == "prt"}  # "gave up" is no "gave"
    rows = [(words, row) for words, row in verb_rows("event_verbs", verb) if particles <= set(words)]
    fitting = [(words, row) for words, row in rows if fits_object(ctx, words, slots, row["object"])]
    if not fitting:
        return None
    _, row = max(fitting, key=lambda f: _specific(*f))
    return None if row["type"] in {"", "-"} else row


def _specific(words: tuple[str, ...], row: Row) -> tuple[int, int, float, str]:
    """Rank rows that fit: more fixed words, then lemmas before classes before no constraint, then how usual it is."""
    constraint = row["object"]
    return (len(words), (2 if "@" not in constraint else 1) if constraint else 0, float(row["p"] or 0.7), row["type"])


def fits_object(ctx: Context, words: Sequence[str], slots: Slots, constraint: str) -> bool:
    """Return whether a verb's object, or what its last fixed word governs as a preposition, meets the constraint."""
    if not constraint:
        return True
    tokens = slots(f"{words[-1]}|{' '.join(words[-2:])}") if len(words) > 1 else []
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
        elif names == "amount":
            units = [ctx.quantities[n].quantity.unit for n, _, _ in ctx.hanging.get(noun.i, ())]
            if any(u in constraint.split() or (constraint == "money" and _is_money(u)) for u in units):
                return True
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


def _is_money(unit: str) -> bool:
    currency = unit.partition("/")[0]
    return len(currency) == 3 and currency.isupper()


def _told(ctx: Context, noun: Token, word: str) -> bool:
    """Return whether a definite noun may refer to a measure of that kind told before."""
    definite = any(c.lower_ in {"the", "these", "those", "this", "such"} for c in noun.children)
    return definite and any(word in t.lower() for p in ctx.profiles.values() for t in p.types)
