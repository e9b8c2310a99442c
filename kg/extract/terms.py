"""Terms of an agreement: what it is about, its volume and value, how long it runs, when it was signed."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import goods
from kg.extract.bonds import Bond, in_limbo, words
from kg.extract.clause.arguments import Slots, modifiers
from kg.extract.clause.attach import claim_time, own_time, quantities_of, shared_time
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.quantities.finding import DurationMention, find_durations
from kg.model import TimeSpan, Value

SURE = 0.85


def delivered(ctx: Context, verb: Token) -> list[tuple[str, Token]]:
    """Return what a verb of delivery delivers: "supply wheat to Peru", "supply Peru with wheat"."""
    slots = Slots(verb)
    return goods(ctx, [*slots("obj"), *slots("with")])


def claim_details(ctx: Context, name: str, noun: Token, bond: Bond, state: Status, year: TimeSpan | None) -> None:
    """Claim goods, amounts, duration and dates of an agreement."""
    slots = Slots(noun, bond.verb)
    about = [noun, *slots("on"), *slots("about"), *slots("for"), *slots("over"), *slots("covering")]
    wares = goods(ctx, about) if noun.pos_ != "VERB" else []
    for key, where in [*wares, *(g for verb in bond.deliveries for g in delivered(ctx, verb))]:
        ctx.claim(name, "kg:about", key, where, state, SURE * 0.95)
    tokens = [noun, *bond.tokens]
    for _, mention in quantities_of(ctx, *tokens):
        unit = mention.quantity.unit
        if unit in {"%", "1"}:
            continue
        money = len(unit) == 3 and unit.isupper()
        ctx.claim(name, "kg:value" if money else "kg:volume", mention.quantity, noun, state, SURE * 0.9)
    for duration in find_durations_in(ctx):
        root = ctx.doc[duration.root]
        if root.sent.start == noun.sent.start and runs(root, tokens, noun):
            ctx.claim(name, "kg:duration", Value(duration.duration, "duration"), noun, state, SURE)
            break
    if year is not None and year.start is not None:
        ctx.claim(
            name, "kg:startDate", Value(year.start.isoformat(), "date"), noun, Status(speaker=state.speaker), SURE
        )
        ctx.claim(name, "kg:datePrecision", Value("year"), noun, Status(speaker=state.speaker), SURE)
        return
    claim_dates(ctx, name, noun, bond, state)


def claim_dates(ctx: Context, name: str, noun: Token, bond: Bond, state: Status) -> None:
    """Claim the day of signature, else when the agreement begins; ratifying it or leaving it dates neither."""
    lemma = bond.verb.lemma_.lower() if bond.verb is not None else ""
    if bond.verb is not None and in_limbo(bond.verb):
        return
    time = (own_time(ctx, noun) if noun.pos_ != "VERB" else None) or (
        shared_time(ctx, bond.verb) if bond.verb is not None else None
    )
    if time is not None and time.role == "until" and bond.effect == "extend":
        claim_time(ctx, name, time, noun, status(ctx, bond.verb) if bond.verb is not None else state, SURE * 0.9)
        return
    if time is None or time.span.start is None:
        return
    if bond.signed and time.role == "at":
        ctx.claim(name, "kg:signedOn", Value(time.span.start.isoformat(), "date"), noun, state, SURE)
        ctx.claim(name, "kg:datePrecision", Value(time.span.precision), noun, state, SURE)
    elif lemma in words("ending") and bond.verb is not None and time.role == "at":
        ended = status(ctx, bond.verb)
        if ended.modality in {"Actual", "Planned"}:
            ctx.claim(name, "kg:endDate", Value(time.span.start.isoformat(), "date"), noun, ended, SURE * 0.9)
    elif bond.verb is None or (bond.effect == "do" and lemma not in words("approving")):
        claim_time(ctx, name, time, noun, state, SURE * 0.9)


def find_durations_in(ctx: Context) -> tuple[DurationMention, ...]:
    """Return the lengths of time that an article gives, found once."""
    found: tuple[DurationMention, ...] = ctx.memo.setdefault("durations", find_durations(ctx.doc))
    return found


def runs(root: Token, tokens: list[Token], noun: Token) -> bool:
    """Return whether a length of time is the agreement's own: "a five-year deal", "for ten years".

    How long it was bargained for, or after how long it ends, is not.
    """
    link = root.head
    if root in modifiers(noun) or link == noun:
        return True
    if link.lower_ not in words("lasting") or link.head.lemma_.lower() in words("bargaining"):
        return False
    return link.head in tokens or (link.head.pos_ != "VERB" and link.head.head in tokens)
