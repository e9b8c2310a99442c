"""Who takes a measure that nobody is said to take: by the place of the trade, by who tells of it, by what a law is of.

"Exports of sugar from Nepal will be suspended", "imports into Angola were halted", "exports are limited, the Moldovan
ministry said", "Brazil retaliated: American cars face a levy", "Chile's senate debates a bill that would ban exports".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg import reference
from kg.extract.actors.noun_phrases import ActorRef, actors, country_of, lemmas, owners
from kg.extract.clause.arguments import Slots, is_passive
from kg.extract.clause.phrases import Row
from kg.extract.context import Context, Status
from kg.extract.mentions.issuer import issuer
from kg.extract.reserves import state_of

STATES = ("country/", "bloc/", "subdivision/")
EXPORTS = frozenset({"kg:ExportRestriction", "kg:ExportBan", "kg:ExportQuota", "kg:ExportLicensing", "kg:ExportDuty"})
_OF_IMPORTS = frozenset({"kg:ImportRestriction", "kg:Tariff", "kg:AntiDumpingDuty", "kg:TariffRateQuota"})


def may_impose(row: Row, key: str) -> bool:
    """Return whether an actor is one that takes measures: no company, and other organisations only with sanctions."""
    if key.startswith("organization/") and row["class"] != "kg:SanctionsMeasure":
        return is_international(key)
    return not key.startswith(("company/", "group/"))


def is_international(key: str) -> bool:
    """Return whether an actor is an international organisation: a ban is taken to it, not aimed at it."""
    return reference.has(key) and "kg:InternationalOrganization" in reference.entity(key).types


def by_place(ctx: Context, verb: Token, things: list[Token], kind: str) -> list[ActorRef]:
    """Return the state whose trade a passive verb bars: "exports from Peru were banned", "imports into Togo".

    Exports may stop for other reasons than a measure; then only a verb of rule-making tells of one.
    """
    if not is_passive(verb):
        return []
    slots: tuple[str, ...] = ()
    if kind in EXPORTS:
        if verb.lemma_.lower() not in ctx.classes["ruling"]:
            return []
        slots = ("from", "out of")
    elif kind in _OF_IMPORTS:
        slots = ("into", "to")
    tokens = [t for thing in things for slot in slots for t in _below(thing, slot)]
    tokens = tokens or [t for slot in slots for t in Slots(verb)(slot)] or Slots(verb)("in")
    return [ActorRef(r.key, r.token, 0.85 * r.weight) for r in states(ctx, tokens)]


def _below(thing: Token, link: str) -> list[Token]:
    """Return what a preposition governs in a thing's phrase: "exports of sugar from Nepal"."""
    heads = [t for t in thing.subtree if t.pos_ in {"NOUN", "PROPN"}]
    return next((found for head in heads if (found := Slots(head)(link))), [])


def states(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return the states and blocs that tokens stand for."""
    return [r for r in actors(ctx, tokens) if r.key.startswith(STATES)]


def by_speaker(ctx: Context, head: Token, state: Status, targets: list[ActorRef]) -> list[ActorRef]:
    """Return the public body that announces a measure of nobody: "exports will stop, the Serbian ministry said".

    In a press release it is who issued it. A state that speaks of what hits its own goods is not it.
    """
    key = state.speaker or issuer(ctx.article.publisher)
    if not key.startswith(("body/", *STATES, "person/")) or state.modality not in {"Actual", "Planned"}:
        return []
    home = key if key.startswith(STATES) else country_of(ctx, key) or state_of(ctx, key)
    hit = {t.key for t in targets}
    if not home or home in hit or key in hit or _its_own(ctx, head, home):
        return []
    return [ActorRef(key if key.startswith(("body/", *STATES)) else home, head, 0.8)]


def _its_own(ctx: Context, head: Token, home: str) -> bool:
    """Return whether a clause speaks of the speaker's own goods or firms: "imports of its beef", "to Peru's buyers"."""
    for token in head.subtree:
        if token.lower_ == "according":
            return False
        mention = ctx.mentions.at(token.i)
        if token.lower_ in {"its", "their", "our"} or (
            mention is not None and home in (mention.entity.key, mention.acts_for)
        ):
            return True
    return False


def by_announcement(ctx: Context, head: Token) -> list[ActorRef]:
    """Return who struck back in the clause before a colon: "Brazil retaliated: American cars face a 20% levy"."""
    sentence = head.sent
    words = ctx.classes["retaliating"]
    for token in ctx.doc[sentence.start : head.i]:
        if token.pos_ == "VERB" and token.lemma_.lower() in words:
            colon = any(t.text in {":", "—", "–", ";"} for t in ctx.doc[token.i : head.i])
            found = actors(ctx, Slots(token).subjects()) if colon else []
            return [ActorRef(r.key, r.token, 0.85 * r.weight) for r in found if r.key.startswith(("body/", *STATES))]
    return []


def by_agency(ctx: Context, subjects: list[Token]) -> list[ActorRef]:
    """Return the state whose agency acts, where no table knows it by name: "Kenya's tea board set a minimum price"."""
    words = ctx.classes["agency"]
    found = [t for t in subjects if not lemmas(t).isdisjoint(words) and ctx.mentions.at(t.i) is None]
    refs = [r for t in found for r in (*owners(ctx, t), *actors(ctx, Slots(t)("in")))]
    refs = refs or [r for t in found for place in Slots(t)("in|at") for r in _country_of_place(ctx, place)]
    return [ActorRef(r.key, r.token, 0.85 * r.weight) for r in refs if r.key.startswith(STATES)]


def _country_of_place(ctx: Context, token: Token) -> list[ActorRef]:
    """Return the country of a known city: "customs in Tianjin"."""
    mention = ctx.mentions.at(token.i)
    facts = (
        reference.facts(mention.entity.key) if mention is not None and mention.entity.key.startswith("place/") else ()
    )
    found = [o for p, o in facts if p == "kg:locatedIn" and isinstance(o, str) and o.startswith("country/")]
    return [ActorRef(key, token, 0.9) for key in found]


def by_bill(ctx: Context, subjects: list[Token]) -> list[ActorRef]:
    """Return whose law or bill it is that bans: its owner, or the parliament that debates or passes it."""
    words = ctx.classes["law"] | ctx.classes["draft"] | ctx.classes["instrument"]
    for token in subjects:
        if lemmas(token).isdisjoint(words):
            continue
        own = [r for r in owners(ctx, token) if r.key.startswith(("body/", *STATES))]
        before = actors(ctx, Slots(token)("before|in"))
        above = token.head
        while above.dep_ in {"conj", "prep"} and above.head != above:
            above = above.head
        debating = Slots(above).subjects() if above.pos_ == "VERB" and token.dep_ != "nsubj" else []
        voters = actors(ctx, debating) or by_agency(ctx, debating)
        found = own or before or voters
        found = [r for r in found if not r.key.startswith("person/")] or [
            replace(r, key=home) for r in found if (home := country_of(ctx, r.key) or state_of(ctx, r.key))
        ]
        return [ActorRef(r.key, r.token, 0.9 * r.weight) for r in found if r.key.startswith(("body/", *STATES))]
    return []


def among(ctx: Context, subjects: list[Token]) -> list[ActorRef]:
    """Return who joins those who do it: "Spain joined a list of countries that ban", "became the first state to"."""
    for token in subjects:
        if token.lemma_.lower() not in ctx.classes["member_state"]:
            continue
        above = token
        for _ in range(3):
            if above.dep_ == "pobj" and above.head.lower_ in {"of", "among"}:
                above = above.head.head
        if above.dep_ in {"dobj", "attr"} and above.head.lemma_.lower() in ctx.classes["joining"]:
            return [r for r in actors(ctx, Slots(above.head).subjects()) if r.key.startswith(STATES)]
    return []


def granting(ctx: Context, noun: Token, takers: tuple[Token, ...]) -> list[ActorRef]:
    """Return who pays what firms get: "from the state", else where they are: "Indian makers", "processors in Togo"."""
    givers = [r for r in actors(ctx, Slots(noun)("from")) if r.key.startswith(("body/", *STATES))]
    if givers:
        return givers
    refs = [r for t in takers for r in (*owners(ctx, t), *actors(ctx, Slots(t)("in")))]
    return [ActorRef(r.key, r.token, 0.75 * r.weight) for r in refs if r.key.startswith(STATES)]


def customers(ctx: Context, bearers: tuple[Token, ...]) -> list[ActorRef]:
    """Return the states whose buyers pay a duty: "US importers of Indian gems have paid a 50% duty"."""
    found = [t for t in bearers if t.lemma_.lower() in ctx.classes["customer"]]
    return [r for t in found for r in owners(ctx, t) if r.key.startswith(STATES) and r.token.i < t.i]


def by_chance(ctx: Context, subjects: list[Token]) -> bool:
    """Return whether what does it takes no measures: a strike, a drought, port workers."""
    words = ctx.classes["government"] | ctx.classes["law"] | ctx.classes["draft"] | ctx.classes["authority"]
    return bool(subjects) and all(t.pos_ in {"NOUN", "PROPN"} and lemmas(t).isdisjoint(words) for t in subjects)
