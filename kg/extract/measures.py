"""Measures: tariffs, export and import restrictions, sanctions, subsidies, price floors and caps, production measures.

A measure is told by a noun, alone ("US tariffs on steel") or with a light verb ("imposed duties on"), or by a verb
that makes one ("banned exports of"). Which words, and where their arguments stand, is in `measure_nouns.csv`,
`measure_verbs.csv` and `measure_predicates.csv`.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import (
    ACTORS,
    COMMODITIES,
    ActorRef,
    actors,
    goods,
    is_kind,
    is_private,
    origin,
    owners,
)
from kg.extract.clause.arguments import Slots, expand, governor, modifiers
from kg.extract.clause.attach import claim_time, own_time, quantities_of, time_of
from kg.extract.clause.classes import function_words
from kg.extract.clause.constraints import fits_object, meets
from kg.extract.clause.phrases import Row, noun_rows, verb_rows
from kg.extract.clause.status import status
from kg.extract.clause.support import effect_of, nominal_support
from kg.extract.context import Context, Status
from kg.model import Value
from kg.resolve.fit import Profile, types_fit

_ON_IMPORTS = frozenset({"kg:Tariff", "kg:AntiDumpingDuty", "kg:TariffRateQuota", "kg:ImportRestriction"})
_PRESUPPOSING = frozenset({"undo", "extend", "reduce"})


def find_measures(ctx: Context) -> None:
    """Add every measure that the article tells of, in text order."""
    for token in ctx.doc:
        if token.pos_ in {"NOUN", "PROPN"}:
            rows = noun_rows("measure_nouns", "noun", token)
            if rows:
                _from_noun(ctx, token, rows)
        elif token.pos_ == "VERB":
            for words, row in verb_rows("measure_verbs", token):
                slots = Slots(token)
                if fits_object(ctx, words, slots, row["object"]):
                    _from_verb(ctx, token, slots, row)
                    break


def _from_noun(ctx: Context, noun: Token, rows: list[Row]) -> None:
    support = governor(noun)
    effect = effect_of(support) if support is not None else ""
    if not effect:
        outer, nominal = nominal_support(noun)
        support, effect = (outer, nominal) if nominal else (support, effect)
    slots = Slots(noun, support if effect else None)
    row = next((r for r in rows if meets(ctx, r["requires"], slots, noun)), None) or _told_before(ctx, noun, rows)
    if row is None or noun.dep_ == "compound" or _nested(ctx, noun):
        return
    agents, targets = _who(ctx, noun, slots, effect, row)
    covered = [t for name in ("on", "of", "for") for t in slots(name) if not _names_actor(ctx, t)]
    applies = goods(ctx, [noun, *covered])
    holders = {a.key for a in agents}
    if row["class"] in _ON_IMPORTS:
        targets += [r for r in actors(ctx, slots("from")) if r.key not in holders]
    wares = ctx.classes["wares"]
    for place in [t for t in covered if commodity_heads(ctx, t) or t.lemma_.lower() in wares]:
        targets += [r for r in origin(ctx, place) if r.key not in holders]
    definite = any(c.lower_ in function_words("anaphoric") for c in noun.children) and not (agents and applies)
    named = agents or applies or targets or definite
    if not named and effect not in {"refuse", "plan"}:
        return
    state = _noun_status(ctx, noun, support, effect)
    _tell(ctx, noun, support, row, agents, applies, targets, state, effect, anaphoric=definite)


def _told_before(ctx: Context, noun: Token, rows: list[Row]) -> Row | None:
    """Return the row of a definite noun that alone says too little, by the last measure told of that it may mean."""
    if not any(c.lower_ in function_words("anaphoric") for c in noun.children):
        return None
    for profile in reversed(ctx.profiles.values()):
        if profile.kind == "measure":
            found = next((r for r in rows if types_fit((r["class"],), profile.types)), None)
            if found is not None:
                return found
    return None


def _nested(ctx: Context, noun: Token) -> bool:
    """Return whether the noun only says of what a measure noun before it is: "a ban on subsidies"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "for", "on"}:
        outer = ctx.at.get(noun.head.head.i)
        if outer is not None and ctx.occurrences[outer].kind == "measure":
            ctx.at[noun.i] = outer
            return True
    return False


def _who(ctx: Context, noun: Token, slots: Slots, effect: str, row: Row) -> tuple[list[ActorRef], list[ActorRef]]:
    """Return who imposes and at whom it is aimed, from possessor, by-phrase, light verb, modifiers and target slots."""
    targets = actors(ctx, slots(row["target"])) if row["target"] else []
    agents = actors(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)] + slots("by"))
    if effect == "undergo" and slots.support is not None:
        targets += actors(ctx, Slots(slots.support).subjects())
    elif not agents and effect and effect != "refuse":
        agents = actors(ctx, Slots(slots.support or noun).subjects())
    if not agents or effect in _PRESUPPOSING:
        for ref in owners(ctx, noun):
            mention = ctx.mentions.at(ref.token.i)
            aimed = row["class"] == "kg:SanctionsMeasure" and mention is not None and mention.form == "name"
            if aimed and ref.token.dep_ in {"compound", "nmod"} and "kg:Country" in mention.entity.types and agents:  # type: ignore[union-attr]
                targets.append(ref)
            elif ref.token.dep_ in {"compound", "amod", "nmod", "poss"} or (not agents and _of_actor(ref.token)):
                agents = [ref] if effect in _PRESUPPOSING else [*agents, ref]
    agents = [a for a in agents if not a.key.startswith("company/")]
    seen = {a.key for a in agents}
    return agents, [t for t in targets if t.key not in seen]


def _names_actor(ctx: Context, token: Token) -> bool:
    """Return whether a noun phrase names an actor, whose modifiers are no goods: "the potash company X"."""
    named = [ctx.mentions.at(t.i) for t in (token, *(c for c in token.children if c.dep_ == "appos"))]
    return any(m is not None and is_kind(m, ACTORS) for m in named)


def _of_actor(token: Token) -> bool:
    """Return whether an actor stands behind "of": "an embargo of the Arab League"."""
    return token.dep_ in {"pobj", "conj"} and any(a.lower_ == "of" for a in [token.head, token.head.head])


def _noun_status(ctx: Context, noun: Token, support: Token | None, effect: str) -> Status:
    """Return how certain the measure itself is: what is lifted, raised or merely spoken of exists."""
    read = status(ctx, noun)
    known = any(c.dep_ in {"poss"} or c.lower_ in {"the", "these", "those", "its", "their"} for c in noun.children)
    plural = noun.tag_ in {"NNS", "NNPS"}
    nominal = support is not None and support.pos_ in {"NOUN", "PROPN"}
    definite = nominal and any(c.lower_ == "the" or c.dep_ == "poss" for c in support.children) and effect == "do"  # type: ignore[union-attr]
    if (
        effect in _PRESUPPOSING
        or definite
        or (not effect and (known or plural) and support is None and noun.dep_ != "dobj")
    ):
        return Status(speaker=read.speaker, factor=read.factor * 0.95)
    if effect == "refuse" and read.modality in {"Actual", "Planned"}:
        return replace(read, modality="Possible", polarity="Affirmed")
    return read


def _from_verb(ctx: Context, verb: Token, slots: Slots, row: Row) -> None:
    objects = slots("obj")
    named = actors(ctx, slots(row["agent"] or "-"))
    agents = [a for a in named if not a.key.startswith("company/") and not is_private(ctx, a.key)]
    if named and not agents:
        return
    applies = goods(ctx, slots(row["applies"] or "obj")) or goods(ctx, objects)
    targets = actors(ctx, slots(row["target"])) if row["target"] else []
    for thing in objects:
        targets += origin(ctx, thing, ("to", "from"))
    seen = {a.key for a in agents}
    targets = [t for t in targets if t.key not in seen]
    if not agents and not applies:
        return
    if not agents and status(ctx, verb).modality == "Actual" and not targets:
        return
    state = status(ctx, verb)
    effect = row["effect"] or "do"
    if effect in _PRESUPPOSING:
        state = Status(speaker=state.speaker, factor=state.factor)
    _tell(ctx, verb, verb, row, agents, applies, targets, state, effect, anaphoric=False)


def _tell(
    ctx: Context,
    head: Token,
    support: Token | None,
    row: Row,
    agents: list[ActorRef],
    applies: list[tuple[str, Token]],
    targets: list[ActorRef],
    state: Status,
    effect: str,
    *,
    anaphoric: bool,
) -> None:
    """Settle which measure is meant and claim what is told of it."""
    time = time_of(ctx, *([support] if support is not None else []), head) if effect else None
    profile = Profile(
        "measure",
        (row["class"],),
        {a.key for a in agents},
        {key for key, _ in applies},
        {t.key for t in targets},
    )
    if time is not None and effect == "do" and time.role in {"at", "since", "from"}:
        profile.start, profile.precision = time.span.start, time.span.precision
    name = ctx.settle(profile, head, anaphoric=anaphoric)
    if anaphoric and not (agents or applies or targets) and len(ctx.heads[name]) == 1:
        _forget(ctx, name, head)
        return
    sure = float(row["p"] or 0.8)
    for agent in agents:
        ctx.claim(name, "kg:imposedBy", agent.key, head, state, sure * agent.weight, modality=agent.hedge)
    for key, _ in applies:
        ctx.claim(name, "kg:appliesTo", key, head, state, sure)
    for target in targets:
        ctx.claim(name, "kg:target", target.key, head, state, sure * 0.95 * target.weight)
    _values(ctx, name, head, support, state, effect, sure)
    _when(ctx, name, head, support, state, effect, sure)


def _forget(ctx: Context, name: str, head: Token) -> None:
    """Take back an occurrence that says nothing of its own and refers to nothing told before."""
    del ctx.occurrences[name], ctx.profiles[name], ctx.heads[name]
    ctx.at.pop(head.i, None)


def _values(
    ctx: Context, name: str, head: Token, support: Token | None, state: Status, effect: str, sure: float
) -> None:
    """Claim rates, volumes and prices; "from 4.5 to 0 per cent" gives the former and the new one."""
    tokens = [head] if support is None or not effect else [head, support]
    found = quantities_of(ctx, *tokens)
    change = {prep for prep, _ in found} >= {"from", "to"}
    for prep, mention in found:
        quantity = mention.quantity
        rate = quantity.unit == "%" or "/" in quantity.unit
        tariff = any("Tariff" in t or "Duty" in t for t in ctx.occurrences[name].types)
        priced = any("Price" in t for t in ctx.occurrences[name].types)
        if prep == "by" and effect in {"extend", "reduce"}:
            continue
        if rate and change and prep == "from":
            ctx.claim(name, "kg:formerRate", quantity, head, Status(speaker=state.speaker), sure)
        elif priced and quantity.unit != "%":
            ctx.claim(name, "kg:price", quantity, head, state, sure)
        elif rate and tariff:
            current = status(ctx, support) if support is not None and effect in _PRESUPPOSING else state
            ctx.claim(name, "kg:rate", quantity, head, current, sure)
        elif not rate and quantity.unit not in {"1", "%"}:
            ctx.claim(name, "kg:volume", quantity, head, state, sure * 0.9)


def _when(ctx: Context, name: str, head: Token, support: Token | None, state: Status, effect: str, sure: float) -> None:
    if effect == "undo" and support is not None:
        time = time_of(ctx, support)
        ended = status(ctx, support)
        if time is not None and time.span.start is not None and ended.modality in {"Actual", "Planned"}:
            ctx.claim(name, "kg:endDate", Value(time.span.start.isoformat(), "date"), head, ended, sure)
        return
    if effect in {"", "do", "extend", "reduce"}:
        time = own_time(ctx, head) if not effect else time_of(ctx, *([support] if support is not None else []), head)
        current = status(ctx, support) if support is not None and effect in {"extend", "reduce"} else state
        claim_time(ctx, name, time, head, current, sure * 0.95)


def commodity_heads(ctx: Context, token: Token) -> bool:
    """Return whether the token or a modifier of it names a commodity."""
    found = (ctx.mentions.at(t.i) for t in (token, *modifiers(token)))
    return any(m is not None and is_kind(m, COMMODITIES) for m in found)
