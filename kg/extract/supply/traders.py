"""Who stands on either side of trade: states, blocs, regions, companies, industries that stand for their country."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg import reference
from kg.extract.actors.noun_phrases import ActorRef, actors, hedge_of, is_kind, lemmas
from kg.extract.actors.persons import first_person
from kg.extract.clause.arguments import ancestors, expand, modifiers
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention

_REGION = frozenset({"kg:Region"})
_STATES = frozenset({"kg:Country", "kg:Bloc", "kg:Subdivision", "kg:Region"})
_PLACES = frozenset({"kg:Place", "kg:Facility"})
_NO_TRADERS = frozenset({"kg:Person", "kg:ArmedGroup"})
_OF = frozenset({"of", "in", "from", "across", "within"})
_LYING = frozenset({"kg:locatedIn", "kg:partOf"})


def traders(ctx: Context, tokens: Iterable[Token], *, located: bool = False) -> list[ActorRef]:
    """Return the actors and regions that noun phrases stand for as buyers or sellers, each once, in text order.

    A person trades nothing; "smelters in Yunnan" and "Chilean miners" are their country's. `located` is for where
    something is mined or made: then a place stands for its country.
    """
    found: dict[str, ActorRef] = {}
    for token in _spread(ctx, tokens):
        for ref in _trader(ctx, token, located):
            found.setdefault(ref.key, ref)
    return list(found.values())


def _spread(ctx: Context, tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens with those coordinated with a word inside a name: "the Republic of the Congo and Peru"."""
    found: list[Token] = []
    for token in tokens:
        found.append(token)
        mention = ctx.mentions.at(token.i)
        if mention is None or mention.end - mention.start == 1:
            continue
        for i in range(mention.start, mention.end):
            if i != token.i:
                found += [t for t in expand(ctx.doc[i]) if not mention.start <= t.i < mention.end]
    return found


def _trader(ctx: Context, token: Token, located: bool) -> list[ActorRef]:
    mention = ctx.mentions.at(token.i)
    if mention is not None and is_kind(mention, _NO_TRADERS):
        return []
    industry = not lemmas(token).isdisjoint(ctx.classes["industry"])
    if industry and (mention is None or mention.entity.key.startswith(("group/", "product/"))):
        named = [c for c in token.children if c.dep_ == "appos" and _is_company(ctx, c)]
        if token.dep_ == "appos" and _is_company(ctx, token.head):
            named = [token.head]
        return actors(ctx, named) or [ActorRef(r.key, r.token, 0.9, r.hedge) for r in keepers(ctx, token)]
    direct = [r for r in actors(ctx, [token]) if not r.key.startswith("group/")]
    if direct:
        return direct
    if mention is not None and mention.form != "demonym":
        if is_kind(mention, _REGION):
            return [ActorRef(mention.entity.key, token, hedge=hedge_of(ctx, token))]
        if is_kind(mention, _PLACES):
            site = located or is_kind(mention, frozenset({"kg:Facility"}))
            return (_lying(ctx, mention, token) or keepers(ctx, token)) if site else []
    return []


def _is_company(ctx: Context, token: Token) -> bool:
    mention = ctx.mentions.at(token.i)
    return mention is not None and is_kind(mention, frozenset({"kg:Company"}))


def keepers(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return the states and regions that an industry is of: "Chilean miners", "smelters in Yunnan"."""
    found: dict[str, ActorRef] = {}
    for token in modifiers(noun):
        own = first_person(ctx, token) if token.dep_ == "poss" and ctx.mentions.at(token.i) is None else None
        for ref in [own] if own is not None else _state(ctx, token):
            found.setdefault(ref.key, ref)
    if found:
        return list(found.values())
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _OF:
            for token in (t for g in child.children if g.dep_ == "pobj" for t in expand(g)):
                for ref in _state(ctx, token):
                    found.setdefault(ref.key, ref)
    return list(found.values())


def _state(ctx: Context, token: Token) -> list[ActorRef]:
    mention = ctx.mentions.at(token.i)
    if mention is None:
        return []
    if mention.entity.key.startswith("subdivision/") or is_kind(mention, _PLACES):
        return _lying(ctx, mention, token)
    if is_kind(mention, _STATES):
        return [ActorRef(mention.entity.key, token, hedge=hedge_of(ctx, token))]
    return []


def _lying(ctx: Context, mention: Mention, token: Token) -> list[ActorRef]:
    country = country_around(ctx, mention.entity.key)
    return [ActorRef(country, token, 0.9)] if country else []


def country_around(ctx: Context, key: str, depth: int = 0) -> str:
    """Return the country that a place or subdivision lies in, by the article or the reference tables, or ""."""
    if key.startswith("country/") or depth > 3:
        return key if key.startswith("country/") else ""
    above = [c.object for c in ctx.claims if c.subject == key and c.predicate in _LYING and isinstance(c.object, str)]
    if not above and reference.has(key):
        above = [obj for predicate, obj in reference.facts(key) if predicate in _LYING and isinstance(obj, str)]
    for one in above:
        country = country_around(ctx, one, depth + 1)
        if country:
            return country
    return ""


def _of_state(ctx: Context, adjective: Token) -> bool:
    """Return whether a region's adjective describes a state: "the Nordic kingdom" is no region."""
    after = adjective.doc[adjective.i + 1 : min(adjective.i + 3, adjective.sent.end)]
    return any(not lemmas(t).isdisjoint(ctx.classes["realm"]) for t in after)


def holders(ctx: Context, noun: Token) -> tuple[list[ActorRef], bool]:
    """Return whose a good or total is, and whether an adjective says so: "Congo's cobalt", "Russian gas"."""
    found: dict[str, ActorRef] = {}
    adjective = False
    for token in modifiers(noun):
        mention = ctx.mentions.at(token.i)
        if mention is None and token.dep_ == "poss":
            for ref in _own(ctx, token):
                found.setdefault(ref.key, ref)
            continue
        if mention is not None and mention.acts_for and token.dep_ == "poss":
            found.setdefault(mention.acts_for, ActorRef(mention.acts_for, token, 0.9))
            continue
        if mention is not None and token.dep_ == "poss" and mention.form == "name" and is_kind(mention, _PLACES):
            for ref in _lying(ctx, mention, token):
                found.setdefault(ref.key, ref)
            continue
        if mention is None or mention.acts_for or not is_kind(mention, _STATES | {"kg:Company"}):
            continue
        if is_kind(mention, _REGION) and mention.form == "demonym" and _of_state(ctx, token):
            continue
        adjective = adjective or mention.form == "demonym" or (mention.form == "acronym" and token.dep_ == "compound")
        found.setdefault(mention.entity.key, ActorRef(mention.entity.key, token))
    return list(found.values()), adjective


def _own(ctx: Context, owner: Token) -> list[ActorRef]:
    """Return whose "our soya" is in a quotation, and of "Chile, 40 per cent of whose copper" the name before."""
    if owner.tag_ != "WP$":
        own = first_person(ctx, owner)
        return [own] if own is not None else []
    i = owner.i - 1
    if ctx.doc[i].lower_ == "of":
        part = ctx.quantity_at(i - 1)
        i = part.start - 1 if part is not None else i - 2
    mention = ctx.mentions.at(i - 1) if i > owner.sent.start and ctx.doc[i].text == "," else None
    if mention is None or mention.form == "demonym" or not is_kind(mention, _STATES | {"kg:Company"}):
        return []
    return [ActorRef(mention.acts_for or mention.entity.key, ctx.doc[mention.root], 0.95)]


def possessors(noun: Token) -> list[Token]:
    """Return whose a noun is, of "whose" what it stands for: "Chile, whose share of output"."""
    found: list[Token] = []
    for child in noun.children:
        if child.dep_ != "poss":
            continue
        if child.tag_ == "WP$":
            clause = next((t for t in (noun, *ancestors(noun)) if t.dep_ == "relcl"), None)
            found += expand(clause.head) if clause is not None else []
        else:
            found += expand(child)
    return found
