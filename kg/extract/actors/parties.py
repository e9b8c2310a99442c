"""Who may be a party of an event: states, bodies, officials, organisations and groups, rarely a private person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.groups import group_of
from kg.extract.actors.noun_phrases import ActorRef, actors, owners
from kg.extract.clause.arguments import Slots, surface_subject
from kg.extract.context import Context

Standing = Literal["public", "other", "private"]
_PUBLIC = ("country/", "bloc/", "subdivision/", "body/", "armed-group/")
_OFFICE = frozenset({"kg:holdsPost", "kg:officialOf"})
_NO_OFFICE = frozenset({"kg:Expert", "kg:Executive"})


@cache
def selves() -> frozenset[str]:
    """Return the pronouns by which speakers mean themselves."""
    return frozenset(lexicon.toml("intents")["self"])


def standing(ctx: Context, key: str) -> Standing:
    """Return whether an actor is public (states, officials), other (organisations, groups) or private."""
    if key.startswith(_PUBLIC):
        return "public"
    if key.startswith("person/"):
        return "public" if _in_office(ctx, key) else "private"
    entity = ctx.entities.get(key) or (reference.entity(key) if reference.has(key) else None)
    return "public" if entity is not None and "kg:InternationalOrganization" in entity.types else "other"


def _in_office(ctx: Context, person: str) -> bool:
    """Return whether the person holds a public office, by the article or by the reference table."""
    told = [(c.predicate, c.object) for c in ctx.claims if c.subject == person and c.predicate in _OFFICE]
    if reference.has(person):
        told += [(p, o) for p, o in reference.facts(person) if p in _OFFICE]
    posts = {o for p, o in told if p == "kg:holdsPost"}
    if not posts:
        return any(isinstance(o, str) and o.startswith(_PUBLIC) for _, o in told)
    roles = {c.subject: c.object for c in ctx.claims if c.predicate == "kg:role" and c.subject in posts}
    return any(roles.get(str(post), "") not in _NO_OFFICE for post in posts)


def speakers(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return the actors that tokens stand for; a pronoun that nothing resolved is whoever reports its clause."""
    found = {ref.key: ref for token in tokens for ref in (actors(ctx, [token]) or _reporter(ctx, token))}
    return list(found.values())


def _reporter(ctx: Context, token: Token) -> list[ActorRef]:
    """Read "the leaders said they would": they are the leaders."""
    if token.lower_ not in selves() or ctx.mentions.at(token.i) is not None:
        return []
    verb = token.head
    while verb.dep_ in {"xcomp", "conj"} and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.pos_ not in {"VERB", "AUX"}:
        return []
    subject = surface_subject(verb.head)
    return [] if subject is None or subject.lower_ in selves() else actors(ctx, [subject])


def agents(ctx: Context, slots: Slots, wanted: str) -> list[ActorRef]:
    """Return who acts: whom the slots name, else the state, body or armed group that a noun belongs to."""
    if slots.verbal:
        if _participle(slots.head):
            return []
        return _planners(ctx, slots.head) or speakers(ctx, slots(wanted or "subj"))
    found = speakers(ctx, slots(wanted or "subj"))
    found = [ref for ref in found if not _modifies(ref.token, slots.head) or standing(ctx, ref.key) == "public"]
    if not found:
        found = [r for r in owners(ctx, slots.head) if r.token.i < slots.head.i and standing(ctx, r.key) == "public"]
    return found


def _participle(verb: Token) -> bool:
    """Return whether a bare participle tells what its subject underwent, with no agent ("was found decapitated")."""
    if verb.tag_ != "VBN" or verb.dep_ in {"ROOT", "conj"}:
        return False
    return not any(c.dep_ in {"aux", "auxpass", "agent", "nsubj"} for c in verb.children)


def _planners(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return whose plan an infinitive is: "the EU decision to yield", "the right of Peru to ban"."""
    if verb.dep_ != "acl" or verb.tag_ != "VB":
        return []
    receivers = [c for c in verb.head.head.children if c.dep_ == "dative"] if verb.head.dep_ == "dobj" else []
    if receivers:  # "gives the opposition a chance to block"
        return actors(ctx, receivers)
    return [r for r in owners(ctx, verb.head) if r.token.i < verb.i and standing(ctx, r.key) == "public"]


def crowd(ctx: Context, slots: Slots, wanted: str) -> list[ActorRef]:
    """Return the groups that act though no country is named with them: that of the place, else the group at large."""
    places = [ctx.mentions.at(t.i) for t in slots("in")]
    place = next((m.entity.key for m in places if m is not None and m.entity.key.startswith("country/")), "")
    found = [(t, group_of(ctx, t, place, anywhere=True)) for t in slots(wanted or "subj")]
    return [ActorRef(key, t, 0.9) for t, key in found if key.startswith(("group/", "armed-group/"))]


def _private_side(ref: ActorRef) -> bool:
    """Return whether a state stands only for people of its that are no government ("German business leaders")."""
    words = frozenset(lexicon.toml("intents")["private"])
    return ref.key.startswith("country/") and any(
        c.lower_ in words for c in ref.token.children if c.dep_ in {"amod", "compound"}
    )


def _modifies(token: Token, noun: Token) -> bool:
    return token.i < noun.i and token.dep_ in {"amod", "compound", "nmod"}


def recipients(ctx: Context, slots: Slots, wanted: str) -> list[ActorRef]:
    """Return the actors of the first recipient slot that names any; an object's owner stands for it.

    A demonym that modifies the object ("demolished Palestinian homes") names its owner too.
    """
    for slot in filter(None, wanted.split("|")):
        tokens = slots(slot)
        found = actors(ctx, tokens)
        if not found and (slot == "obj" or (slots.verbal and slot in {"mod", "poss"})):
            found = [ref for token in slots("obj") for ref in owners(ctx, token)]
        if found:
            return found
    return []


def allowed(
    ctx: Context, kind: str, acting: list[ActorRef], others: list[ActorRef], *, about: bool, bound: bool
) -> list[ActorRef]:
    """Return the agents that make an event of public affairs; empty where the telling is a private matter.

    States, their bodies and officials and armed groups may act on anyone; organisations and groups on something named;
    private persons only in a protest that the verb's object names, or in a protest or an attack against a state.
    """
    ranks = {ref.key: standing(ctx, ref.key) for ref in (*acting, *others)}
    public = [r for r in acting if ranks[r.key] == "public"]
    known = [r for r in acting if ranks[r.key] != "private"]
    violent = kind in {"PROTEST", "ASSAULT"}
    if public:
        return [r for r in known if not _private_side(r)]
    if known and (about or violent or any(ranks[r.key] != "private" for r in others)):
        return known
    if known and any(r.key.startswith("group/") for r in known):
        return known
    if kind == "PROTEST" and bound:
        return acting
    if violent and any(r.key.startswith(("country/", "bloc/", "body/")) for r in others):
        return acting
    return []
