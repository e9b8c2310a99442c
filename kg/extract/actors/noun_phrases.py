"""From a noun phrase to who it stands for: names, governments ("Chilean officials"), capitals that act, members."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract.actors.exceptions import is_spared
from kg.extract.actors.goods_before import listed_with, referred
from kg.extract.actors.goods_before import referent as referent
from kg.extract.actors.groups import counted, forces, group_of, private_side
from kg.extract.actors.kinds import ACTORS as ACTORS
from kg.extract.actors.kinds import COMMODITIES as COMMODITIES
from kg.extract.actors.kinds import STATES as STATES
from kg.extract.actors.kinds import is_kind as is_kind
from kg.extract.actors.kinds import lemmas as lemmas
from kg.extract.actors.persons import ActorRef as ActorRef
from kg.extract.actors.persons import country_of as country_of
from kg.extract.actors.persons import first_person, named_behind
from kg.extract.actors.persons import is_private as is_private
from kg.extract.clause.arguments import ancestors, excepted, expand, modifiers
from kg.extract.clause.classes import function_words
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.model import Entity, Modality
from kg.text import slug

_RAW = frozenset({"mineral/ores", "mineral/metals", "mineral/minerals"})
_SERVED = frozenset({"kg:ArmedGroup", "kg:GovernmentBody", "kg:InternationalOrganization", "kg:Organization"})
_OWNERSHIP = ("of", "from", "for")


def actors(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return the actors that the tokens stand for, each once, in text order."""
    found: dict[str, ActorRef] = {}
    for token in tokens:
        hedge = hedge_of(ctx, token)
        for ref in _read(ctx, token):
            found.setdefault(ref.key, ActorRef(ref.key, ref.token, ref.weight, hedge or ref.hedge))
    return list(found.values())


def hedge_of(ctx: Context, token: Token) -> Modality | None:
    """Return Possible where an adverb hedges this conjunct alone."""
    words = ctx.classes["hedge_adverbs"]
    if any(c.lower_ in words and c.i < token.i for c in token.children):
        return "Possible"
    mention = ctx.mentions.at(token.i)
    start = mention.start if mention else token.left_edge.i
    for i in (start - 1, start - 2):
        if i >= 0 and ctx.doc[i].lower_ in words and ctx.doc[i].sent.start == token.sent.start:
            return "Possible"
        if i < 0 or ctx.doc[i].lower_ not in {",", "the"}:
            break
    return None


def _read(ctx: Context, token: Token) -> list[ActorRef]:
    if is_spared(ctx, token.i):
        return []
    direct = [ref for mention in ctx.mentions.all(token.i) for ref in _from_mention(ctx, token, mention)]
    if direct:
        return direct
    named = named_behind(ctx, token) or first_person(ctx, token)
    if named is not None:
        return [named]
    if token.tag_ == "WP$":
        owner = relative_owner(token)
        return actors(ctx, [owner]) if owner is not None else []
    if token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"}:
        return _from_description(ctx, token)
    return []


def _from_mention(ctx: Context, token: Token, mention: Mention) -> list[ActorRef]:
    weight = 0.85 if mention.form in {"pronoun", "description"} else 1.0
    if mention.acts_for and not _located(token):
        return [ActorRef(mention.acts_for, token, 0.95)]
    if is_kind(mention, ACTORS):
        if mention.form == "demonym" and token.i == mention.root and not _is_people(token):
            return []
        if mention.form == "demonym" and _single(token):
            return []  # "a Russian and a Chinese firm", "an Iranian": no state
        if mention.form == "demonym" and token.i == mention.root:
            group = group_of(ctx, token)
            if not group and any(c.lower_ == "ethnic" for c in token.children):
                return []  # ethnic Albanians are of the country that they live in
            return [ActorRef(group or mention.entity.key, token, weight)]
        return [ActorRef(mention.entity.key, token, weight)]
    return []


def relative_owner(token: Token) -> Token | None:
    """Return the noun that "whose" stands for: India of "India, whose ban dates from 2022"."""
    for above in ancestors(token):
        if above.dep_ == "relcl":
            return above.head
        if above.dep_ in {"ROOT", "conj", "ccomp", "advcl"}:
            return None
    return None


def _single(token: Token) -> bool:
    """Return whether a demonym has an indefinite article of its own: one person, or a firm told by its partner."""
    return any(c.dep_ == "det" and c.lower_ in function_words("indefinite") for c in token.children)


def _is_people(token: Token) -> bool:
    """Return whether a demonym is a noun phrase of its own ("the Chinese", "Americans") and no mere modifier."""
    return token.dep_ not in {"amod", "compound", "nmod"}


def _located(token: Token) -> bool:
    """Return whether a place name tells where: "in Washington", "near Paris"."""
    head = token
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ == "pobj" and head.head.lower_ in {"in", "at", "near", "outside", "around", "inside", "into"}


def _apposed(ctx: Context, token: Token) -> list[ActorRef]:
    """Return the actor in apposition, or behind a further title: "the premier, Ann Lee, and the president, Bo Wu"."""
    mention = ctx.mentions.at(token.i)
    if mention is not None and _is_named(mention):
        return [ActorRef(mention.entity.key, token)]
    behind = [c for c in token.children if c.dep_ == "appos"]
    found = [(m, t) for t in behind if (m := ctx.mentions.at(t.i)) is not None and _is_named(m)]
    return [ActorRef(m.entity.key, t) for m, t in found]


def _is_named(mention: Mention) -> bool:
    return is_kind(mention, ACTORS) and mention.form in {"name", "acronym"}


def _from_description(ctx: Context, token: Token) -> list[ActorRef]:
    """Read "officials from the US and Japan", "members of the G7", "X's government", "the minister, Ann Lee"."""
    named = [t for c in token.children if c.dep_ == "appos" for t in expand(c)]
    if token.dep_ == "appos" and not named:
        named = [token.head]  # "Kenya, an EAC member that has": who is explained, not the bloc
    found = [ref for t in named for ref in _apposed(ctx, t)]
    if found:
        return found
    inner = counted(token)
    if inner != token:
        return _read(ctx, inner)
    states = forces(ctx, token)
    if len(states) > 1:
        return [ActorRef(key, token, 0.95) for key in states]
    group = group_of(ctx, token)
    if group:
        return [ActorRef(group, token, 0.95)]
    words = lemmas(token)
    called = _called(ctx, token)
    if called is not None:
        return [called]
    government = not words.isdisjoint(ctx.classes["government"]) and not private_side(token)
    if not government and words.isdisjoint(ctx.classes["member_state"] | ctx.classes["bloc_noun"]):
        return []
    if government:
        run_by = administration(ctx, token)
        if run_by is not None:
            return [run_by]
    whole = words.isdisjoint(ctx.classes["member_state"]) and not government
    kinds = {"kg:Bloc"} if whole else STATES | _SERVED
    refs = [r for r in _owners(ctx, token, frozenset(kinds)) if whole or _serves(ctx, r, token)]
    return [ActorRef(r.key, token if len(refs) == 1 else r.token, r.weight * 0.95, r.hedge) for r in refs]


def _serves(ctx: Context, ref: ActorRef, noun: Token) -> bool:
    """Return whether officials act for an owner: a party or association only by its name before them."""
    mention = ctx.mentions.at(ref.token.i)
    public = mention is None or is_kind(mention, STATES | (_SERVED - {"kg:Organization"}))
    return public or bool(mention and mention.acts_for) or ref.token.i < noun.i


def _called(ctx: Context, noun: Token) -> ActorRef | None:
    """Read "the Islamic Jihad movement", "the al-Qaeda network": the group whose name stands before what it is."""
    if lemmas(noun).isdisjoint(ctx.classes["designation"]):
        return None
    for child in noun.children:
        mention = ctx.mentions.at(child.i) if child.dep_ in {"compound", "nmod", "amod"} and child.i < noun.i else None
        if mention is not None and mention.form != "demonym" and is_kind(mention, frozenset({"kg:ArmedGroup"})):
            return ActorRef(mention.entity.key, noun, 0.95)
    return None


def administration(ctx: Context, noun: Token) -> ActorRef | None:
    """Read "the Trump administration", "the Meloni government": a body of its own, part of the person's country."""
    for child in noun.children:
        mention = ctx.mentions.at(child.i) if child.dep_ in {"compound", "nmod", "amod", "poss"} else None
        if mention is None or not is_kind(mention, frozenset({"kg:Person"})):
            continue
        person = mention.entity
        country = country_of(ctx, person.key)
        if child.dep_ == "poss":
            return ActorRef(country, noun, 0.85) if country.startswith("country/") else None
        if not country:
            return ActorRef(person.key, noun, 0.8)
        label = f"{person.label.split()[-1]} {noun.lemma_.lower()}"
        body = Entity(f"body/{country.rpartition('/')[2].lower()}-{slug(label)}", ("kg:GovernmentBody",), label)
        ctx.add_entity(body)
        ctx.claim(body.key, "kg:partOf", country, noun, Status(), 0.85)
        return ActorRef(body.key, noun)
    return None


def _owners(ctx: Context, noun: Token, kinds: frozenset[str]) -> list[ActorRef]:
    """Return whose the noun is: by demonym, compound, possessor or of/from-phrase."""
    found: dict[str, ActorRef] = {}
    for token in modifiers(noun):
        mention = ctx.mentions.at(token.i)
        if mention is None:
            whose = relative_owner(token) if token.tag_ == "WP$" else None
            own = first_person(ctx, token) if token.dep_ == "poss" else None
            for ref in [own] if own is not None else actors(ctx, [whose]) if whose is not None else []:
                found.setdefault(ref.key, ref)
            continue
        several = ctx.mentions.all(token.i) if mention.form in {"pronoun", "description"} else [mention]  # "their"
        for one in several:
            key = one.acts_for or (one.entity.key if is_kind(one, kinds) else "")
            if key:
                found.setdefault(key, ActorRef(key, token))
    parts = [ref for ref in found.values() if ref.key.startswith("subdivision/")]
    if found:
        return parts or list(found.values())  # "Germany's Saarland state" is the Saarland
    for child in noun.children:
        seat = child.lower_ == "in" and _seats(ctx, noun)
        if child.dep_ == "prep" and (child.lower_ in _OWNERSHIP or seat):
            for pobj in (t for g in child.children if g.dep_ == "pobj" for t in expand(g)):
                for ref in _inner(ctx, pobj, kinds) if child.lower_ != "in" else _seated(ctx, pobj, noun):
                    found.setdefault(ref.key, ref)
    return list(found.values())


def _seats(ctx: Context, noun: Token) -> bool:
    """Return whether a noun names a government body whose seat tells the state; not "an arbitration tribunal in"."""
    if lemmas(noun).isdisjoint(ctx.classes["government"]):
        return False
    return not any(c.lower_ in ctx.classes["supranational"] for c in noun.children)


def _seated(ctx: Context, token: Token, noun: Token) -> list[ActorRef]:
    """Return the government that sits in a capital or rules a country: "the ministry in Hanoi", "the junta in Mali"."""
    mention = ctx.mentions.at(token.i)
    rules = not lemmas(noun).isdisjoint(ctx.classes["ruling"])
    if mention is not None and rules and is_kind(mention, frozenset({"kg:Country"})):
        return [ActorRef(mention.entity.key, token, 0.9)]
    return [ActorRef(mention.acts_for, token, 0.9)] if mention is not None and mention.acts_for else []


def _inner(ctx: Context, token: Token, kinds: frozenset[str]) -> list[ActorRef]:
    if is_spared(ctx, token.i):
        return []
    here = [m for m in ctx.mentions.all(token.i) if m.acts_for or is_kind(m, kinds)]  # several of "the three"
    if here:
        return [ActorRef(m.acts_for or m.entity.key, token, hedge=hedge_of(ctx, token)) for m in here]
    area = not lemmas(token).isdisjoint(ctx.classes["area"])
    parts = _owners(ctx, token, kinds & {"kg:Subdivision"}) if area else []
    if parts or lemmas(token).isdisjoint(ctx.classes["member_state"] | ctx.classes["bloc_noun"]):
        return parts
    return _owners(ctx, token, kinds)


def owners(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return the states, bodies or organisations to which a noun belongs ("Russian exports", "the exports of Peru")."""
    return _owners(ctx, noun, ACTORS)


def origin(ctx: Context, noun: Token, prepositions: Iterable[str] = ("from", "of")) -> list[ActorRef]:
    """Return the actors a thing comes from: "lorries made in Sweden", "steel from Russia", "Chinese steel"."""
    found: dict[str, ActorRef] = {}
    wanted = frozenset(prepositions)
    for token in modifiers(noun):
        mention = ctx.mentions.at(token.i)
        if mention is not None and is_kind(mention, STATES | {"kg:Company"}):
            found.setdefault(mention.entity.key, ActorRef(mention.entity.key, token))
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in wanted and not excepted(child):
            tokens = [t for g in child.children if g.dep_ == "pobj" for t in expand(g)]
            for ref in actors(ctx, tokens):
                found.setdefault(ref.key, ref)
        elif child.dep_ == "acl" and child.lemma_ in ctx.classes["making"]:
            tokens = [
                t for p in child.children if p.dep_ == "prep" for g in p.children if g.dep_ == "pobj" for t in expand(g)
            ]
            for token in tokens:
                mention = ctx.mentions.at(token.i)
                if mention is not None and is_kind(mention, STATES):
                    found.setdefault(mention.entity.key, ActorRef(mention.entity.key, token))
    return list(found.values())


def goods(ctx: Context, tokens: Iterable[Token]) -> list[tuple[str, Token]]:
    """Return the commodities that noun phrases name, as heads or modifiers: "lithium concentrate exports"."""
    found: dict[str, Token] = {}
    for token in tokens:
        before = referred(ctx, token)
        if before:
            for key in before:
                found.setdefault(key, token)
            continue
        head = ctx.mentions.at(token.i)
        whole = head is not None and is_kind(head, COMMODITIES)  # "aluminium doors" are doors, no aluminium
        whole = whole or (token.pos_ == "NOUN" and _is_firm(ctx, token))  # "bought the lithium producer X"
        if head is not None and head.entity.key in _RAW:
            named = [m for t in modifiers(token) if (m := ctx.mentions.at(t.i)) is not None]
            metals = [m.entity.key for m in named if is_kind(m, COMMODITIES) and m.entity.key not in _RAW]
            if metals:  # "rare earth ores" are rare earths
                found.update(dict.fromkeys(metals, token))
                continue
        for candidate in (token,) if whole else (token, *modifiers(token)):
            mention = ctx.mentions.at(candidate.i)
            if mention is not None and is_kind(mention, COMMODITIES):
                found.setdefault(mention.entity.key, candidate)
                for other in listed_with(ctx, mention):
                    found.setdefault(other.entity.key, ctx.doc[other.root])
        if not any(t in found.values() for t in (token, *modifiers(token))):
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ in {"of", "on", "in", "for"}:
                    inner = [t for g in child.children if g.dep_ == "pobj" for t in expand(g)]
                    for key, where in goods(ctx, [t for t in inner if not names_actor(ctx, t)]):
                        found.setdefault(key, where)
    return list(found.items())


def _is_firm(ctx: Context, token: Token) -> bool:
    """Return whether a common noun has the name of a firm in close apposition."""
    named = [ctx.mentions.at(c.i) for c in token.children if c.dep_ == "appos" and c.left_edge.i == token.i + 1]
    return any(m is not None and m.entity.key.startswith("company/") for m in named)


def names_actor(ctx: Context, token: Token) -> bool:
    """Return whether a noun phrase names an actor, whose modifiers are no goods: "the potash company X"."""
    named = [ctx.mentions.at(t.i) for t in (token, *(c for c in token.children if c.dep_ == "appos"))]
    return any(m is not None and is_kind(m, ACTORS) for m in named)
