"""Measures told from the trader's side or by a whole clause: licences, goods not let in, charges.

"Anyone shipping scrap out of Peru needs a permit", "China stopped clearing Chilean cherries", "Zambia charges 10% on
exports of gems". Words are in `barriers.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, actors, goods, is_kind, is_private, origin, owners
from kg.extract.clause.arguments import Slots, expand, surface_subject
from kg.extract.clause.attach import claim_time, end_time, quantities_of, shared_time
from kg.extract.clause.constraints import holds
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.imposers import STATES, by_agency, by_speaker, states
from kg.model import Quantity
from kg.resolve.fit import Profile

_PUBLIC = ("body/", "person/", *STATES)
_SURE = 0.75
Goods = list[tuple[str, Token]]


def words(name: str) -> frozenset[str]:
    """Return one list of `lexicon/barriers.toml`."""
    return frozenset(lexicon.toml("barriers")[name])


def find_barriers(ctx: Context) -> None:
    """Add the licences, refusals, charges and processing duties that clauses tell of and no noun names."""
    needing, shipping, admitting = words("needing"), words("exporting") | words("importing"), words("admitting")
    issuing, demanding = words("issuing"), words("demanding")
    charging = words("charging")
    for token in ctx.tokens.of(needing, shipping, admitting, issuing, demanding, charging):
        if token.pos_ != "VERB" or token.i in ctx.at:
            continue
        lemma = token.lemma_.lower()
        if lemma in demanding:
            _demanded(ctx, token)
        if token.i in ctx.at:
            continue
        if lemma in needing:
            _licence(ctx, token)
        elif lemma in admitting and _refused(token):
            _shut_out(ctx, token)
        elif lemma in charging:
            _charge(ctx, token)
        elif lemma in issuing and _refused(token):
            _no_permits(ctx, token)
        elif lemma in shipping:
            _not_without(ctx, token)


def public(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return the states, bodies and officials that tokens stand for, agencies of a state for the state."""
    tokens = list(tokens)
    found = actors(ctx, tokens) or by_agency(ctx, tokens)
    return [a for a in found if a.key.startswith(_PUBLIC) and not is_private(ctx, a.key)]


def _permit(verb: Token) -> Token | None:
    """Return the licence that a verb of needing has as its object or behind "for": "needs a permit"."""
    slots = Slots(verb)
    found = [t for t in (*slots("obj"), *slots("for")) if t.lemma_.lower() in words("permits")]
    return found[0] if found and verb.lemma_.lower() != "have" else None


def _licence(ctx: Context, verb: Token) -> None:
    """Read "anyone exporting scrap from Peru needs a permit", "importers of laptops must obtain a licence"."""
    permit = _permit(verb)
    if permit is None:
        return
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "csubj"}), None)
    if subject is None and verb.dep_ == "xcomp":  # "exporters of tin have to show a permit"
        subject = surface_subject(verb)
    if subject is None:
        return
    phrase = list(subject.subtree)
    use = [c for c in permit.children if c.dep_ in {"acl", "relcl"} and (c.tag_ == "VB" or _led_by_to(c))]
    use += [c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" and c.i > permit.i]
    trade = [t for t in (*use, *phrase) if _direction(t)]
    if use and not _direction(use[0]):
        return
    listed = _listed(ctx, verb)
    kind = _direction(trade[0]) if trade else _direction_of(permit) if listed else ""
    if not kind:
        return
    wares = listed[1] if listed else goods(ctx, [t for u in use for t in _taken(u)]) or named_goods(ctx, phrase)
    if not wares:
        return
    agents = listed[0] if listed else public(ctx, Slots(permit)("from") or Slots(verb)("from"))
    if not agents:
        places = Slots(trade[0]).objects() if trade[0].lemma_.lower() in words("leaving") else []
        places = (
            places
            or Slots(trade[0])("from|out of|in" if kind == "kg:ExportLicensing" else "into|to|in")
            or [g for t in phrase for g in Slots(t)("from|out of|in")]
        )
        agents = states(ctx, places or Slots(verb)("in"))
    if not agents:
        agents = [r for t in phrase if t.lemma_.lower() in words("traders") for r in owners(ctx, t) if r.token.i < t.i]
        agents = [r for r in agents if r.key.startswith(STATES)]
    state = status(ctx, verb)
    agents = agents or [r for r in owners(ctx, permit) if r.key.startswith(_PUBLIC)]
    agents = agents or by_speaker(ctx, verb, state, [])
    tell(ctx, verb, kind, agents, wares, [], state)


def _demanded(ctx: Context, verb: Token) -> None:
    """Read "China demands permits for sales of tin abroad", "has made importers of garlic show a certificate"."""
    slots = Slots(verb)
    papers = [t for t in (*slots.objects(), *slots("on")) if t.lemma_.lower() in words("permits")]
    papers = [t for t in papers if t.i not in ctx.at]
    trade = [t for paper in papers for t in (*Slots(paper)("for|on"), *slots("for|on")) if t not in papers]
    for kind, traded in (("kg:ExportLicensing", "@exports"), ("kg:ImportRestriction", "@imports")):
        things = [t for t in trade if holds(ctx, slots, [t], traded)]
        if things:
            wares = goods(ctx, [*things, *(g for t in things for g in Slots(t)("of"))])
            agents = public(ctx, slots.subjects())
            held = {a.key for a in agents}
            link = "to" if kind == "kg:ExportLicensing" else "from"
            targets = [r for r in states(ctx, [g for t in things for g in Slots(t)(link)]) if r.key not in held]
            tell(ctx, verb, kind, agents, wares, targets, status(ctx, verb))
            return


def _led_by_to(token: Token) -> bool:
    """Return whether a verb that the parser takes for a noun has "to" before it: "approval to ship magnets"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _taken(verb: Token) -> list[Token]:
    return Slots(verb).objects() or [t for c in verb.children if c.dep_ == "dobj" for t in expand(c)]


def _direction(token: Token) -> str:
    """Return the class of a licence by the word for the trade: "exporting", "importers"."""
    lemma = token.lemma_.lower()
    form = token.lower_
    going = lemma in words("leaving") and token.pos_ == "VERB" and bool(Slots(token).objects())
    if going or lemma in words("exporting") or form in words("exporting_forms") or lemma == "exporter":
        return "kg:ExportLicensing"
    if lemma in words("importing") or form in words("importing_forms") or lemma == "importer":
        return "kg:ImportRestriction"
    return ""


def _direction_of(permit: Token) -> str:
    return next((d for c in permit.children if (d := _kind_by_noun(c.lemma_.lower()))), "")


def _kind_by_noun(lemma: str) -> str:
    return {"import": "kg:ImportRestriction", "export": "kg:ExportLicensing"}.get(lemma, "")


def named_goods(ctx: Context, tokens: Iterable[Token]) -> Goods:
    """Return the goods named in a phrase, however the parser took it apart."""
    found: dict[str, Token] = {}
    for token in tokens:
        mention = ctx.mentions.at(token.i)
        if mention is not None and is_kind(mention, COMMODITIES) and mention.start == token.i:
            found.setdefault(mention.entity.key, token)
    return list(found.items())


def _listed(ctx: Context, verb: Token) -> tuple[list[ActorRef], Goods] | None:
    """Return who put what on "a list of goods for which importers need a licence"."""
    above = verb.head
    if verb.dep_ != "relcl" or above.dep_ != "pobj" or above.lemma_.lower() not in ctx.classes["wares"] | {"list"}:
        return None
    while above.dep_ == "pobj" and above.head.head.pos_ == "NOUN":
        above = above.head.head
    placing = above.head.head if above.dep_ == "pobj" else above.head
    if placing.pos_ != "VERB" or placing.lemma_.lower() not in words("listing"):
        return None
    slots = Slots(placing)
    return public(ctx, slots.subjects()), goods(ctx, slots.objects())


def _not_without(ctx: Context, verb: Token) -> None:
    """Read "nobody may ship timber out of Laos without a licence"."""
    slots = Slots(verb)
    permits = [t for t in slots("without") if t.lemma_.lower() in words("permits")]
    if not permits:
        return
    state = status(ctx, verb)
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    barred = state.polarity == "Negated" or (
        subject is not None
        and (subject.lower_ in {"nobody", "none"} or any(c.lower_ == "no" for c in subject.children))
    )
    kind = _direction(verb)
    wares = goods(ctx, slots.objects())
    agents = states(ctx, slots("from|out of" if kind == "kg:ExportLicensing" else "into|to"))
    agents = agents or public(ctx, [g for t in permits for g in Slots(t)("from|by|of")])
    agents = agents or [r for t in permits for r in owners(ctx, t) if r.key.startswith(_PUBLIC)]
    held = {a.key for a in agents}
    bound = states(ctx, slots("to|into")) if kind == "kg:ExportLicensing" else []
    targets = [r for r in bound if r.key not in held]
    agents = agents or by_speaker(ctx, verb, replace(state, modality="Actual"), [])
    if barred and wares:
        tell(ctx, verb, kind, agents, wares, targets, Status(speaker=state.speaker, factor=state.factor))


def _refused(verb: Token) -> bool:
    """Return whether letting in is denied or ended: "no longer accepts", "stopped clearing", "refuses to admit"."""
    if any(c.dep_ == "neg" for c in verb.children) or any(
        c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children) for c in verb.children
    ):
        return True
    return verb.dep_ in {"xcomp", "pcomp"} and verb.head.lemma_.lower() in words("refusing")


def _shut_out(ctx: Context, verb: Token) -> None:
    """Read "Russia no longer accepts Moldovan apples", "Chinese customs stopped clearing Chilean cherries"."""
    slots = Slots(verb)
    above = verb.head if verb.dep_ == "xcomp" else verb
    agents = [a for a in public(ctx, slots.subjects()) if not a.key.startswith("person/")]
    objects = slots.objects() or slots("in")
    wares = goods(ctx, objects)
    held = {a.key for a in agents}
    targets = [r for t in objects for r in origin(ctx, t) if r.key.startswith(STATES) and r.key not in held]
    if not agents or not wares or not targets:
        return
    state = status(ctx, above)
    if above == verb:
        state = replace(state, polarity="Affirmed")
    tell(ctx, verb, "kg:ImportRestriction", agents, wares, targets, state, above)


def _no_permits(ctx: Context, verb: Token) -> None:
    """Read "Indonesia has stopped issuing import permits for garlic"."""
    slots = Slots(verb)
    for permit in slots.objects():
        kind = _direction_of(permit)
        if permit.lemma_.lower() in words("permits") and kind:
            wares = goods(ctx, [*Slots(permit)("for|of"), *slots("for")])
            above = verb.head if verb.dep_ == "xcomp" else verb
            state = status(ctx, above)
            state = replace(state, polarity="Affirmed") if above == verb else state
            kind = "kg:ExportRestriction" if kind == "kg:ExportLicensing" else kind
            tell(ctx, verb, kind, public(ctx, slots.subjects()), wares, [], state, above)


def _charge(ctx: Context, verb: Token) -> None:
    """Read "Zambia charges 10% on exports of gems", "we're putting 30% on Mexican tomatoes"."""
    slots = Slots(verb)
    amounts = {m.root: m for _, m in quantities_of(ctx, verb) if m.quantity.unit == "%" or "/" in m.quantity.unit}
    bare = [c for c in verb.children if c.dep_ == "npadvmod" and c.i > verb.i]  # "levy 4% on", to the parser an adverb
    given = [t for t in (*slots.objects(), *bare) if t.i in amounts]
    if not given:
        return
    on = slots("on|for") or [t for g in given for t in Slots(g)("on|for")]
    agents = public(ctx, slots.subjects())
    inner = [g for t in on for g in Slots(t)("of")]
    wares = goods(ctx, [*on, *inner])
    held = {a.key for a in agents}
    origins = [*(r for t in (*on, *inner) for r in origin(ctx, t)), *(actors(ctx, slots("from")) if wares else [])]
    targets = [r for r in origins if r.key.startswith(STATES) and r.key not in held]
    exported = any(t.lemma_.lower() in ctx.classes["exports"] or _leaving(t) for t in on)
    imported = any(t.lemma_.lower() in ctx.classes["imports"] or _imported(t) for t in on) or bool(targets)
    if not agents or not (exported or (wares and imported)):
        return
    kind = "kg:ExportDuty" if exported and not targets else "kg:Tariff"
    tell(ctx, verb, kind, agents, wares, targets, status(ctx, verb), amount=("kg:rate", amounts[given[0].i].quantity))


def _leaving(token: Token) -> bool:
    return any(c.dep_ in {"acl", "relcl"} and c.lemma_ in {"leave", "export", "ship"} for c in token.children)


def _imported(token: Token) -> bool:
    return any(c.lower_ in {"imported", "foreign"} for c in token.children)


def tell(
    ctx: Context,
    verb: Token,
    kind: str,
    agents: list[ActorRef],
    wares: Goods,
    targets: list[ActorRef],
    state: Status,
    above: Token | None = None,
    amount: tuple[str, Quantity] | None = None,
) -> None:
    """Settle which measure is meant and claim what is told of it; nothing where nobody or nothing is named."""
    if not agents or not (wares or kind in {"kg:ExportDuty", "kg:TradeMeasure"}):
        return
    profile = Profile("measure", (kind,), {a.key for a in agents}, {k for k, _ in wares}, {t.key for t in targets})
    time = shared_time(ctx, above or verb) or shared_time(ctx, verb)
    if time is not None and time.role in {"at", "since", "from"} and state.polarity == "Affirmed":
        profile.start, profile.precision = time.span.start, time.span.precision
    name = ctx.settle(profile, verb)
    for agent in agents:
        ctx.claim(name, "kg:imposedBy", agent.key, verb, state, _SURE * agent.weight, modality=agent.hedge)
    for key, where in wares:
        ctx.claim(name, "kg:appliesTo", key, where, state, _SURE)
    for target in targets:
        ctx.claim(name, "kg:target", target.key, verb, state, _SURE * target.weight)
    if amount is not None:
        ctx.claim(name, amount[0], amount[1], verb, state, _SURE)
    if state.polarity == "Affirmed":
        claim_time(ctx, name, time, verb, state, _SURE * 0.9)
        end = end_time(ctx, above or verb)
        if end is not None and end != time:
            claim_time(ctx, name, replace(end, span=replace(end.span, start=None)), verb, state, _SURE * 0.9)
