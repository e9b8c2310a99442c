"""Who may be a party of an event: states, bodies, officials, organisations and groups, rarely a private person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Literal

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.groups import counted, firms_of, group_of, people_at
from kg.extract.actors.noun_phrases import STATES, ActorRef, actors, is_kind, owners
from kg.extract.clause.arguments import Slots, ancestors, expand, is_passive, modifiers, surface_subject
from kg.extract.clause.classes import noun_classes
from kg.extract.clause.misread import lone_verb
from kg.extract.clause.phrases import amounts
from kg.extract.context import Context

Standing = Literal["public", "other", "private"]
_PUBLIC = ("country/", "bloc/", "subdivision/", "body/", "armed-group/")
_OFFICE = frozenset({"kg:holdsPost", "kg:officialOf"})
_NO_OFFICE = frozenset({"kg:Expert", "kg:Executive"})


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(lexicon.toml("intents")[part])


def selves() -> frozenset[str]:
    """Return the pronouns by which speakers mean themselves."""
    return _words("self")


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
    if not told:
        return _titled(ctx, person)
    posts = {o for p, o in told if p == "kg:holdsPost"}
    if any(_international(ctx, c.object) for c in ctx.claims if c.predicate == "kg:postIn" and c.subject in posts):
        return True
    if not posts:
        return any(isinstance(o, str) and o.startswith(_PUBLIC) for _, o in told)
    roles = {c.subject: c.object for c in ctx.claims if c.predicate == "kg:role" and c.subject in posts}
    return any(roles.get(str(post), "") not in _NO_OFFICE for post in posts)


def _international(ctx: Context, key: object) -> bool:
    known = ctx.entities.get(str(key)) or (reference.entity(str(key)) if reference.has(str(key)) else None)
    return known is not None and "kg:InternationalOrganization" in known.types


def represents(ctx: Context, person: str) -> bool:
    """Return whether a person heads an organisation, in whose name they welcome, condemn or demand."""
    posts = {c.object for c in ctx.claims if c.subject == person and c.predicate == "kg:holdsPost"}
    if reference.has(person):
        posts |= {o for p, o in reference.facts(person) if p == "kg:holdsPost"}
    return any(c.subject in posts and c.predicate == "kg:role" and c.object == "kg:Executive" for c in ctx.claims)


def _titled(ctx: Context, person: str) -> bool:
    """Return whether the article names the person with the title of a public office: "President X", "General X"."""
    known: dict[str, bool] = ctx.memo.setdefault("titled", {})
    if person not in known:
        titles = {row["title"]: row["role"] for row in lexicon.table("titles")} | dict.fromkeys(
            _words("ranks"), "Official"
        )
        starts = [m.start for m in ctx.mentions.items if m.entity.key == person and m.start > 0]
        before = [ctx.doc[i - n : i].text.lower() for i in starts for n in (1, 2, 3) if i >= n]
        own = [ctx.doc[i : i + 1].text.lower() for i in (m.start for m in ctx.mentions.items if m.entity.key == person)]
        known[person] = any(titles.get(word, "Expert") not in {"Expert", "Executive"} for word in (*before, *own))
    return known[person]


def speakers(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return the actors that tokens stand for; a pronoun that nothing resolved is whoever reports its clause."""
    found = {
        ref.key: ref
        for token in tokens
        for ref in (actors(ctx, [token]) or _reporter(ctx, token) or _mission(ctx, token))
    }
    return list(found.values())


def _mission(ctx: Context, token: Token) -> list[ActorRef]:
    """Read a bare "the embassy" after "Russia … its ambassador": that of the state whose envoy was told of last."""
    if token.lemma_.lower() not in _words("missions") or not any(c.lower_ == "the" for c in token.children):
        return []
    start = token.sent.start
    for _ in range(2):
        start = ctx.doc[start - 1].sent.start if start else 0
    for before in reversed(ctx.doc[start : token.i]):
        if before.lemma_.lower() in _words("missions") | _words("envoys"):
            held = [r for r in owners(ctx, before) if r.key.startswith("country/")]
            if held:
                return [ActorRef(held[0].key, token, 0.85)]
    return []


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
        issued = _issuer(slots.head)
        if issued is not None:
            return speakers(ctx, [issued])
        if slots.head.lemma_ in _words("reflexive") and is_passive(slots.head) and not slots("subj"):
            subject = surface_subject(slots.head)  # "is committed to", "is prepared to"
            return speakers(ctx, expand(subject)) if subject is not None else []
        if _others_plan(slots.head):
            return _planners(ctx, slots.head)
        return _planners(ctx, slots.head) or speakers(ctx, slots(wanted or "subj"))
    found = speakers(ctx, slots(wanted or "subj"))
    if not found:  # "the expulsion of two diplomats by Belarus"
        found = speakers(ctx, [t for inner in slots("of") for t in Slots(inner)("by")])
    if not found and slots.support is not None:
        found = speakers(ctx, slots("subj"))
    found = [ref for ref in found if not _modifies(ref.token, slots.head) or standing(ctx, ref.key) == "public"]
    if not found:
        found = [r for r in owners(ctx, slots.head) if r.token.i < slots.head.i and standing(ctx, r.key) == "public"]
    return found


def _participle(verb: Token) -> bool:
    """Return whether a bare participle tells what its subject underwent, with no agent ("was found decapitated")."""
    if verb.tag_ != "VBN" or verb.dep_ in {"ROOT", "conj"}:
        return False
    return not any(c.dep_ in {"aux", "auxpass", "agent", "nsubj"} for c in verb.children) and lone_verb(verb) is None


def _others_plan(verb: Token) -> bool:
    """Return whether an infinitive hangs on a noun that names whose it is by "of" ("the right of X to fire")."""
    held = [c for c in verb.head.children if c.dep_ == "prep" and c.lower_ == "of" and c.i < verb.i]
    given = verb.head.dep_ == "dobj" and any(c.dep_ == "dative" for c in verb.head.head.children)
    return verb.dep_ == "acl" and verb.tag_ == "VB" and (bool(held) or given)


def _issuer(verb: Token) -> Token | None:
    """Return who issues a text whose content a participle tells: "issued a statement demanding that"."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or noun.dep_ not in {"dobj", "nsubjpass"}:
        return None
    written = noun_classes()["document"] | noun_classes()["agreement"] | noun_classes()["request"]
    return surface_subject(noun.head) if noun.lemma_.lower() in written and noun.dep_ == "dobj" else None


def _planners(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return whose plan an infinitive is: "the EU decision to yield", "the right of Peru to ban"."""
    if verb.dep_ != "acl" or verb.tag_ != "VB":
        return []
    receivers = [c for c in verb.head.head.children if c.dep_ == "dative"] if verb.head.dep_ == "dobj" else []
    if receivers:  # "gives the opposition a chance to block"
        return actors(ctx, receivers)
    held = [t for t in (*Slots(verb.head)("of"), *Slots(verb.head)("for")) if t.i < verb.i]
    if held:  # "defended the right of Russian troops to fire": theirs, not the defender's
        return actors(ctx, held)
    return [r for r in owners(ctx, verb.head) if r.token.i < verb.i and standing(ctx, r.key) == "public"]


def crowd(ctx: Context, slots: Slots, wanted: str, *, anywhere: bool = True) -> list[ActorRef]:
    """Return the groups that act though no country is named with them: that of the place, else the group at large."""
    tokens = [t for name in lexicon.toml("intents")["places"] for t in slots(name)]
    tokens += [t for token in tokens for t in (*Slots(token)("in"), *Slots(token)("of"), *modifiers(token))]
    place = next((key for t in tokens if (key := country_at(ctx, t))), "")
    found = [
        (t, group_of(ctx, t, place, anywhere=anywhere) or people_at(ctx, t, place)) for t in slots(wanted or "subj")
    ]
    return [ActorRef(key, t, 0.9) for t, key in found if key.startswith(("group/", "armed-group/"))]


def trades(ctx: Context, slots: Slots, wanted: str) -> list[ActorRef]:
    """Return the firms of a trade and country that act together: "Peru's exporters have petitioned the ministry"."""
    found = [(t, firms_of(ctx, t)) for t in slots(wanted or "subj")]
    return [ActorRef(key, t, 0.9) for t, key in found if key]


def country_at(ctx: Context, token: Token) -> str:
    """Return the country that a place name is or lies in, by the reference tables; "" where none is known."""
    mention = ctx.mentions.at(token.i)
    if mention is None or not is_kind(mention, STATES | {"kg:Place", "kg:Facility"}):
        return ""
    key = mention.entity.key
    lying = [o for p, o in reference.facts(key) if p == "kg:locatedIn"] if reference.has(key) else []
    found = [k for k in (key, mention.acts_for, *lying) if isinstance(k, str) and k.startswith("country/")]
    return found[0] if found else ""


def _private_side(ref: ActorRef) -> bool:
    """Return whether a state stands only for people of its that are no government ("German business leaders")."""
    return ref.key.startswith("country/") and any(
        c.lower_ in _words("private") for c in ref.token.children if c.dep_ in {"amod", "compound"}
    )


def _holders(ctx: Context, token: Token) -> list[ActorRef]:
    """Return whose a thing is that somebody acts on; never the state of a firm or the body of its staff."""
    if _private_body(token):
        return run_by(ctx, token)
    found = [r for r in owners(ctx, token) if _belongs(r.token, token)] or run_by(ctx, token)
    if not found:  # "imports of South African coal"
        inner = Slots(token)("of") if token.pos_ != "VERB" else []
        found = [r for t in inner for r in owners(ctx, t) if r.key.startswith("country/") and r.token.i < t.i]
    human = counted(token).lemma_.lower() in noun_classes()["human"]
    return [replace(r, weight=r.weight * 0.85) for r in found if r.key.startswith("country/")] if human else found


def run_by(ctx: Context, thing: Token) -> list[ActorRef]:
    """Return whose a thing is by a participle behind it: "a plant run by X", "ships belonging to Y"."""
    clauses = [c for c in thing.children if c.dep_ == "acl" and c.lemma_ in _words("running")]
    found = [r for c in clauses for r in actors(ctx, Slots(c)("subj" if c.tag_ == "VBN" else "to"))]
    return [replace(r, weight=r.weight * 0.95) for r in found]


def _belongs(owner: Token, thing: Token) -> bool:
    """Return whether an owner stands before a thing or behind its "of", not in a phrase of purpose or place."""
    for above in islice(ancestors(owner), 8):
        if above == thing:
            return True
        if above.dep_ == "prep" and above.lower_ in {"for", "from", "in"}:
            return False
        if above.pos_ == "NOUN" and _private_body(above):
            return False  # "the Dutch carrier's attempts"
    return True


def _of_firm(token: Token) -> bool:
    """Return whether a modifier belongs to a firm or club: "the Dutch carrier's attempts"."""
    return any(above.pos_ == "NOUN" and _private_body(above) for above in islice(ancestors(token), 3))


def _private_body(token: Token) -> bool:
    """Return whether a noun names a firm, club or newspaper, which is not the state whose adjective it bears."""
    words = noun_classes()["private-body"] | noun_classes()["media"]
    return not words.isdisjoint({counted(token).lemma_.lower(), counted(token).lower_})


def _modifies(token: Token, noun: Token) -> bool:
    return token.i < noun.i and token.dep_ in {"amod", "compound", "nmod"}


def recipients(ctx: Context, slots: Slots, wanted: str) -> list[ActorRef]:
    """Return the actors of the first recipient slot that names any; an object's owner stands for it.

    A demonym that modifies the object ("demolished Palestinian homes") names its owner too.
    """
    order = [slot for slot in wanted.split("|") if slot]
    people = [r for r in actors(ctx, slots("obj")) if r.key.startswith("group/")] if "obj" in order else []
    if people and slots.verbal:
        return people  # "released four Lithuanian hikers" is done to them, not to the state
    for slot in order:
        tokens = slots(slot)
        if slots.verbal and slot in {"mod", "poss"}:
            tokens = [t for t in tokens if not _of_firm(t)]
        found = actors(ctx, tokens)
        if not found and (slot == "obj" or (slots.verbal and slot in {"mod", "poss"})):
            found = [ref for token in slots("obj") for ref in _holders(ctx, token)]
        if not found and slots.verbal and slot == "obj":
            found = [ref for token in tokens if counted(token) != token for ref in owners(ctx, counted(token))]
        if not found and (slot in _words("upon") if slots.verbal else slot in {"against", "at", "of"}):
            found = [replace(ref, weight=0.9) for t in tokens for ref in _holders(ctx, t)]
        if not found and slots.verbal and slot not in {"obj", "subj"}:  # "suspended part of an aid programme for X"
            inner = [c for t in slots("obj") if (c := counted(t)) != t] + amounts(slots, slots("obj"))
            found = actors(ctx, [t for c in inner for t in Slots(c)(slot)])
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
    speaking = kind in _words("voiced")
    known = [r for r in acting if ranks[r.key] != "private" or (speaking and represents(ctx, r.key))]
    violent = kind in {"PROTEST", "ASSAULT"}
    if kind == "COOPERATE" and not public and not any(ranks[r.key] == "public" for r in others):
        return []  # trade of firms among themselves
    if not public and all(r.key.startswith("company/") for r in known) and "public" not in ranks.values():
        return known if kind == "AGREE" and about else []  # firms among themselves
    crowds = all(r.key.startswith("group/") for r in known)
    if (
        crowds
        and kind in {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"}
        and not any(ranks[r.key] == "public" for r in others)
    ):
        return []  # what people settle among themselves
    if public:
        return [r for r in known if not _private_side(r)]
    if known and (about or violent or any(ranks[r.key] != "private" for r in others)):
        return known
    if known and kind in {"COERCE", "THREATEN"} and any(r.key.startswith("group/") for r in known):
        return known
    if kind == "PROTEST" and bound:
        return acting
    if violent and any(r.key.startswith(("country/", "bloc/", "body/")) for r in others):
        return acting
    return []
