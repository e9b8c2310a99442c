"""What has to stay in a country: goods to be processed there, shares of output to be sold to its state or its industry.

"Cocoa grown in Togo must be ground at home", "miners have to sell a fifth of their copper to local smelters", "a law
under which tin ore is to be smelted in the country". Words are in `barriers.toml`.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ActorRef, owners
from kg.extract.barriers import named_goods, public, tell, words
from kg.extract.clause.arguments import Slots, expand, is_passive
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.extract.imposers import STATES, by_bill, states


def find_at_home(ctx: Context) -> None:
    """Add the production measures by which goods have to stay at home."""
    processing, handing, building = words("processing"), words("handing_over"), words("building")
    for verb in ctx.tokens.of(processing, handing, building):
        if verb.pos_ != "VERB" or verb.i in ctx.at:
            continue
        ruler = _ruler(verb)
        if ruler is None and not _required(verb):
            continue
        lemma = verb.lemma_.lower()
        about = _built(verb) if lemma in building else _processed(verb) if lemma in processing else _handed(ctx, verb)
        if about:
            _tell(ctx, verb, ruler, about)


def _required(verb: Token) -> bool:
    """Return whether an auxiliary or "have to" makes a deed a duty: "must sell", "has to be smelted"."""
    if any(c.dep_ == "aux" and c.lower_ in words("obligatory") for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("having_to") and _with_to(verb)


def _with_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _ruler(verb: Token) -> Token | None:
    """Return the verb that makes a deed a duty: "obliges miners to sell", "miners are required to", "ordered that"."""
    above = verb.head.head if verb.dep_ == "relcl" else verb.head
    fits = verb.dep_ in {"xcomp", "ccomp", "relcl"} and verb.tag_ in {"VB", "VBN"}
    return above if fits and above.lemma_.lower() in words("requiring") else None


def _doers(verb: Token) -> list[Token]:
    """Return the words of a verb's surface subject, of the object above it or of what a relative clause describes."""
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "csubjpass"}), None)
    if own is None and verb.dep_ == "relcl":
        own = verb.head
    if own is None and verb.dep_ in {"xcomp", "ccomp"}:
        own = next((c for c in verb.head.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        own = own or next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    return list(own.subtree) if own is not None else []


def _processed(verb: Token) -> list[Token]:
    """Return the words for what must be processed at home and by whom; none where it may be done elsewhere."""
    if not _home(verb):
        return []
    doers = _doers(verb)
    if is_passive(verb):
        return doers
    traders = any(t.lemma_.lower() in words("traders") for t in doers)
    return [*doers, *(t for o in Slots(verb).objects() for t in o.subtree)] if traders else []


def _built(verb: Token) -> list[Token]:
    """Return the words for who must build the works that process their goods: "ordered bauxite miners to build"."""
    works = any(t.lemma_.lower() in words("works") for t in Slots(verb).objects())
    doers = _doers(verb)
    return doers if works and any(t.lemma_.lower() in words("traders") for t in doers) else []


def _home(verb: Token) -> bool:
    """Return whether what is done has to be done in the country: "at home", "locally", "domestically"."""
    after = verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]
    text = " ".join(t.lower_ for t in after)
    near = " ".join(t.lower_ for t in after[:4])
    passive = is_passive(verb)
    return any(near.startswith(p) if passive else f" {p}" in f" {text}" for p in words("at_home"))


def _handed(ctx: Context, verb: Token) -> list[Token]:
    """Return the words for what must be sold to the state or to local industry, and by whom."""
    links = words("handing_links")
    takers = [g for t in verb.subtree if t.lower_ in links for g in t.children if g.dep_ == "pobj" for g in expand(g)]
    takers += [t for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP" for t in expand(c)]
    local = any(t.lemma_.lower() in words("home_markets") or _local(t) for t in takers)
    doers = _doers(verb)
    if not doers or not (local or any(b.key.startswith("body/") for b in public(ctx, takers))):
        return []
    return [*doers, *(t for o in Slots(verb).objects() for t in o.subtree)]


def _local(taker: Token) -> bool:
    """Return whether a buyer is one of the country: "local smelters", "the domestic market"."""
    near = {c.lower_ for c in taker.children if c.dep_ in {"amod", "compound"}}
    return bool(near & words("of_home")) and taker.lemma_.lower() in words("home_buyers") | words("traders")


def _tell(ctx: Context, verb: Token, ruler: Token | None, about: list[Token]) -> None:
    state = status(ctx, ruler if ruler is not None else verb)
    agents = public(ctx, Slots(ruler).subjects()) if ruler is not None else []
    agents = agents or by_bill(ctx, _laws(ctx, verb, ruler))
    agents = agents or states(ctx, [g for t in about for g in Slots(t)("in|from")])
    agents = agents or _whose(ctx, about)
    agents = agents or states(ctx, [t for t in about if t.dep_ == "dobj" and t.head.lemma_ == "leave"])
    agents = agents or states(ctx, [t for t in about if t.dep_ == "poss"])
    deciding = verb.head if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("deciding") else None
    agents = agents or (public(ctx, Slots(deciding).subjects()) if deciding is not None else [])
    state = replace(state, modality="Actual") if state.modality == "Possible" else state
    tell(ctx, verb, "kg:ProductionMeasure", agents, named_goods(ctx, about), [], state)


def _laws(ctx: Context, verb: Token, ruler: Token | None) -> list[Token]:
    """Return the law that obliges, or under which something has to be done."""
    clause = verb.head if verb.dep_ == "xcomp" else verb
    found = Slots(ruler).subjects() if ruler is not None else []
    links = [c for c in clause.children if c.lower_ in {"under", "by"} and c.i < clause.i]
    under = clause.dep_ == "relcl" and any(g.tag_ == "WDT" for c in links for g in c.children)
    return [*found, *([clause.head] if under else [])]


def _whose(ctx: Context, about: list[Token]) -> list[ActorRef]:
    """Return whose traders or goods they are: "Zambia's mines", "Tanzanian miners"."""
    traders = [t for t in about if t.lemma_.lower() in words("traders")]
    return [r for t in traders for r in owners(ctx, t) if r.key.startswith(STATES)]
