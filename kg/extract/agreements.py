"""Agreements: deals, pacts, treaties, truces, alliances, supply contracts; parties, dates, duration and value."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ActorRef, actors, goods, is_private, owners
from kg.extract.clause.arguments import NOUN_TAGS, Slots, expand, governor, modifiers
from kg.extract.clause.attach import claim_time, own_time, quantities_of, time_of
from kg.extract.clause.classes import function_words
from kg.extract.clause.phrases import Row, noun_rows, of_rows
from kg.extract.clause.status import status
from kg.extract.clause.support import effect_of
from kg.extract.context import Context, Status
from kg.extract.quantities.finding import DurationMention, find_durations
from kg.model import TimeSpan, Value
from kg.resolve.fit import Profile

_SIGNING = frozenset({"sign", "ratify", "initial", "ink"})
_SURE = 0.85
_LOOSE = 0.7


def find_agreements(ctx: Context) -> None:
    """Add every agreement that the article tells of."""
    durations = find_durations(ctx.doc)
    for token in ctx.doc:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "nmod"}:
            rows = of_rows("agreement_nouns", "noun", token) or noun_rows("agreement_nouns", "noun", token)
            if rows:
                _from_noun(ctx, token, rows[0], durations)


def _from_noun(ctx: Context, noun: Token, row: Row, durations: tuple[DurationMention, ...]) -> None:
    kind = row["class"]
    support = _support(noun)
    slots = Slots(noun, support)
    parties = [p for p in _parties(ctx, noun, slots, support) if not is_private(ctx, p.key)]
    label = _name(noun)
    binding = support is not None and effect_of(support) in {"do", "undo", "extend"}
    if (float(row["p"] or 0.8) < _LOOSE and not label and not (binding and parties)) or _amount_of(noun):
        return
    definite = any(c.lower_ in function_words("anaphoric") for c in noun.children)
    year = _year(noun)
    if len(parties) < 2 and not (definite or year or (parties and (label or support is not None))):
        return
    if any(c.lower_ in {"any", "no"} and c.dep_ == "det" for c in noun.children) and len(parties) < 2:
        return
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and any(c.dep_ == "expl" for c in noun.head.children):
        return
    inner = own_time(ctx, noun) if year is None else None
    profile = Profile("agreement", (kind,), {p.key for p in parties}, label=label)
    if year is not None and year.start is not None:
        profile.start, profile.precision = year.start, year.precision
    elif inner is not None and inner.span.start is not None:
        profile.start, profile.precision = inner.span.start, inner.span.precision
    anaphoric = len(parties) < 2 and definite and not (label and parties)
    name = _apposed(ctx, noun, profile) or ctx.settle(profile, noun, label, anaphoric=anaphoric)
    if anaphoric and not parties and not year and len(ctx.heads[name]) == 1:
        _forget(ctx, name, noun)
        return
    state = _state(ctx, noun, support)
    for party in parties:
        ctx.claim(name, "kg:party", party.key, noun, state, _SURE * party.weight, modality=party.hedge)
    _details(ctx, name, noun, support, state, durations, year)


def _apposed(ctx: Context, noun: Token, profile: Profile) -> str | None:
    """Return the agreement that the noun only explains: "the CPTPP, an agreement to which Peru is a party"."""
    head = noun
    while head.dep_ in {"appos", "conj"}:
        apposed, head = head.dep_ == "appos", head.head
        name = ctx.at.get(head.i)
        if apposed and name is not None and ctx.occurrences[name].kind == "agreement":
            ctx.profiles[name].absorb(profile)
            ctx.at[noun.i] = name
            ctx.heads[name].append(noun)
            return name
    return None


def _forget(ctx: Context, name: str, head: Token) -> None:
    del ctx.occurrences[name], ctx.profiles[name], ctx.heads[name]
    ctx.at.pop(head.i, None)


def _amount_of(noun: Token) -> bool:
    """Return whether "deal" is only an amount: "a great deal of time"."""
    return noun.lower_ == "deal" and any(c.lower_ in {"great", "good"} for c in noun.children)


def _support(noun: Token) -> Token | None:
    """Return the verb whose subject is a party: "signed a deal", "agreed to a truce", "are parties to a pact"."""
    verb = governor(noun)
    if verb is not None:
        return verb if effect_of(verb) in {"do", "extend", "plan", "undo"} else None
    head = noun
    while head.dep_ == "conj" and head.head.pos_ in NOUN_TAGS:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ in {"to", "on", "into", "upon", "from"}:
        verb = head.head.head
        if verb.pos_ == "VERB" and verb.lemma_ in {"agree", "enter", "accede", "sign", "withdraw"}:
            return verb
    return None


def _parties(ctx: Context, noun: Token, slots: Slots, support: Token | None) -> list[ActorRef]:
    tokens = [t for c in noun.children if c.dep_ == "poss" for t in expand(c)]
    for slot in ("between", "with", "among", "by"):
        tokens += slots(slot) or _below(noun, slot)
    if support is not None:
        tokens += Slots(support).subjects() + Slots(support)("with")
    found = {ref.key: ref for ref in actors(ctx, tokens)}
    for ref in owners(ctx, noun):
        if ref.token.i < noun.i and ref.key.startswith(("country/", "bloc/", "subdivision/")):
            found.setdefault(ref.key, ref)
    if noun.dep_ == "pobj" and noun.head.lower_ == "to" and noun.head.head.lemma_ in {"party", "signatory", "member"}:
        for ref in actors(ctx, _predicated(noun.head.head)):
            found.setdefault(ref.key, ref)
    for child in noun.children:
        if child.dep_ == "relcl":
            for ref in actors(ctx, _party_clause(child)):
                found.setdefault(ref.key, ref)
    return list(found.values())


def _below(noun: Token, preposition: str) -> list[Token]:
    """Return what a preposition deeper in the phrase governs: "a memorandum on raw materials with Peru"."""
    found: list[Token] = []
    for token in noun.subtree:
        if token.dep_ == "prep" and token.lower_ == preposition and _within(token, noun):
            found += [t for g in token.children if g.dep_ == "pobj" for t in expand(g)]
    return found


def _within(token: Token, noun: Token) -> bool:
    """Return whether only nouns and prepositions lie between a token and the noun above it."""
    head = token.head
    while head != noun:
        if (head.pos_ in {"VERB", "AUX"} and head.dep_ != "pobj") or head.head == head:
            return False
        head = head.head
    return True


def _predicated(noun: Token) -> list[Token]:
    """Return the subject of "X and Y are parties"."""
    verb = noun.head
    return Slots(verb).subjects() if verb.lemma_ == "be" else []


def _party_clause(clause: Token) -> list[Token]:
    """Return the subjects of "an agreement to which X and Y are parties", denied ones left out."""
    words = {"party", "signatory", "member"}
    if clause.lemma_ == "be" and any(c.lemma_.lower() in words for c in clause.children):
        negated = any(c.dep_ == "neg" for c in clause.children)
        return [] if negated else Slots(clause).subjects()
    return []


def _name(noun: Token) -> str:
    """Return the agreement's proper name: capitalised words before its noun, or after it ("Treaty of X")."""
    words = [t for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.head in {noun, *noun.children} or t == noun]
    proper = [t for t in words if t.text[:1].isupper() and t.pos_ in {"PROPN", "NOUN", "ADJ", "PUNCT"}]
    if not noun.text[:1].isupper() or len(proper) < 2:
        return ""
    start = min(t.i for t in proper)
    return noun.doc[start : noun.i + 1].text


def _year(noun: Token) -> TimeSpan | None:
    """Return the year of "the 2023 trade deal"."""
    from datetime import date

    for token in modifiers(noun) + [c for c in noun.children if c.dep_ == "nummod"]:
        if token.like_num and token.text.isdigit() and 1900 <= int(token.text) <= 2100:
            return TimeSpan(date(int(token.text), 1, 1), "year")
    return None


def _state(ctx: Context, noun: Token, support: Token | None) -> Status:
    read = status(ctx, noun)
    indefinite = any(c.lower_ in {"a", "an", "any", "no"} and c.dep_ == "det" for c in noun.children)
    governed = noun.dep_ in {"dobj", "attr", "oprd", "pobj", "conj"}
    known = support is None and not indefinite and not governed
    if known or (support is not None and effect_of(support) in {"undo", "extend"}):
        return Status(speaker=read.speaker, factor=read.factor)
    return read


def _details(
    ctx: Context,
    name: str,
    noun: Token,
    support: Token | None,
    state: Status,
    durations: tuple[DurationMention, ...],
    year: TimeSpan | None,
) -> None:
    slots = Slots(noun, support)
    for key, where in goods(
        ctx, [noun, *slots("on"), *slots("about"), *slots("for"), *slots("over"), *slots("covering")]
    ):
        ctx.claim(name, "kg:about", key, where, state, _SURE * 0.95)
    tokens = [noun, *([support] if support is not None else [])]
    for _, mention in quantities_of(ctx, *tokens):
        unit = mention.quantity.unit
        if unit in {"%", "1"}:
            continue
        money = len(unit) == 3 and unit.isupper()
        ctx.claim(name, "kg:value" if money else "kg:volume", mention.quantity, noun, state, _SURE * 0.9)
    for duration in durations:
        root = ctx.doc[duration.root]
        if root.sent.start == noun.sent.start and (
            root.head in tokens or root.head.head in tokens or root in modifiers(noun)
        ):
            ctx.claim(name, "kg:duration", Value(duration.duration, "duration"), noun, state, _SURE)
            break
    if year is not None and year.start is not None:
        ctx.claim(
            name, "kg:startDate", Value(year.start.isoformat(), "date"), noun, Status(speaker=state.speaker), _SURE
        )
        ctx.claim(name, "kg:datePrecision", Value("year"), noun, Status(speaker=state.speaker), _SURE)
        return
    time = own_time(ctx, noun) or (time_of(ctx, support) if support is not None else None)
    if time is None or time.span.start is None:
        return
    if support is not None and support.lemma_ in _SIGNING and time.role == "at":
        ctx.claim(name, "kg:signedOn", Value(time.span.start.isoformat(), "date"), noun, state, _SURE)
        ctx.claim(name, "kg:datePrecision", Value(time.span.precision), noun, state, _SURE)
    elif support is None or effect_of(support) == "do":
        claim_time(ctx, name, time, noun, state, _SURE * 0.9)
