"""What a saying does: "X said that Y must" requests, "X said it would" promises or threatens, "it will not" rejects.

The clause of a reporting verb is read by its auxiliary, its subject and the event type of its verb; the words are in
`lexicon/intents.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.groups import kind_of
from kg.extract.actors.noun_phrases import ActorRef, country_of, owners
from kg.extract.actors.parties import recipients, selves, speakers, standing
from kg.extract.clause.arguments import Slots, is_passive, surface_subject
from kg.extract.clause.constraints import verb_frame
from kg.extract.clause.cues import cues
from kg.extract.clause.phrases import noun_rows
from kg.extract.context import Context
from kg.extract.events.stance import addressed, condition, own_side


@dataclass(frozen=True, slots=True)
class Intent:
    """An event that lies in a saying: its type, who says so, to whom, in which clause, how sure."""

    kind: str
    verb: Token
    clause: Token
    agents: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    sure: float
    covers: bool  # whether the clause's own event is no more than this one


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(lexicon.toml("intents")[part])


def obliged(verb: Token) -> bool:
    """Return whether a verb only says what ought to be: "must return", "has to return"."""
    above = verb.head
    if verb.dep_ == "xcomp" and above.pos_ == "VERB" and any(c.lower_ in _words("obligation") for c in above.children):
        return True  # "must promise not to interfere"
    if any(c.dep_ == "aux" and c.lower_ in _words("obligation") for c in verb.children):
        return not any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
    head = verb.head
    return (
        verb.dep_ == "xcomp"
        and head.lemma_ in _words("obligation_verbs")
        and any(c.lower_ == "to" for c in verb.children)
    )


def willing(verb: Token) -> bool:
    """Return whether a verb says what its subject will or would do."""
    return any(c.dep_ == "aux" and c.lower_ in _words("future") for c in verb.children)


def happens(verb: Token) -> bool:
    """Return whether a verb says of its subject that it takes place ("riots broke out", "talks resumed")."""
    words = _words("happening")
    particles = [f"{verb.lemma_} {c.lower_}" for c in verb.children if c.dep_ in {"prt", "dobj", "prep"}]
    return verb.lemma_ in words or not words.isdisjoint(particles)


def negated(verb: Token) -> bool:
    """Return whether a verb has a negation of its own."""
    nothing = (g for c in verb.children if c.dep_ == "dobj" for g in c.children)
    return any(c.dep_ == "neg" for c in verb.children) or any(g.lower_ == "no" and g.dep_ == "det" for g in nothing)


def refused(verb: Token) -> bool:
    """Return whether a verb is the infinitive of a refusal ("refused to meet")."""
    head = verb.head
    return verb.dep_ == "xcomp" and head.pos_ == "VERB" and head.lemma_ in _words("refusing")


def aimed(verb: Token, kind: str) -> bool:
    """Return whether a verb that accepts or tolerates is one of those whose denial is a refusal of its own."""
    return kind in _words("cooperative") or verb.lemma_ in _words("accepting")


def demanded(verb: Token) -> bool:
    """Return whether a verb is what a demand asks for ("an ultimatum to Belarus to free the men")."""
    if verb.dep_ not in {"acl", "relcl"} or verb.tag_ != "VB":
        return False
    return any(row["type"] in {"REQUEST", "THREATEN"} for row in noun_rows("event_nouns", "noun", verb.head))


def purpose(verb: Token) -> bool:
    """Return whether a verb is an infinitive of purpose: "marched to demand"."""
    return (
        verb.dep_ == "advcl" and verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    )


def read_intents(ctx: Context) -> list[Intent]:
    """Return the intents of all sayings of the article, in text order."""
    kinds = _words("kinds")
    known = cues().reporting
    found = []
    for token in ctx.tokens.of(known):
        if token.pos_ == "VERB" and known.get(token.lemma_.lower(), "") in kinds:
            for clause in _clauses(token):
                intent = _intent(ctx, token, clause)
                if intent is not None:
                    found.append(intent)
    return found


def _clauses(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in {"ccomp", "parataxis"} and child.pos_ in {"VERB", "AUX"}:
            yield child
            yield from (c for c in child.children if c.dep_ == "conj" and c.pos_ == "VERB")
    above = verb.head
    inserted = verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and verb.i < above.i)
    if inserted and above.pos_ == "VERB" and not any(c.dep_ == "ccomp" for c in verb.children):
        yield above  # "the navy, she warned, will sink it"


def _intent(ctx: Context, verb: Token, clause: Token) -> Intent | None:
    said_by = surface_subject(verb)
    subject = surface_subject(clause)
    if said_by is None or subject is None or negated(verb):
        return None
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in clause.children)
    if modal and clause.lemma_ in _words("obligation_verbs"):
        return None  # "will have to", "might have to" foretell
    action = next((c for c in clause.children if c.dep_ == "xcomp" and obliged(c)), clause)
    if action != clause or obliged(clause):
        return _request(ctx, verb, action, said_by, subject)
    if willing(clause):
        found = _will(ctx, verb, clause, said_by, subject)
        if found is not None:
            return found
    return _menace(ctx, verb, clause, said_by)


def _request(ctx: Context, verb: Token, clause: Token, said_by: Token, subject: Token) -> Intent | None:
    acting = [r for r in speakers(ctx, [said_by]) if standing(ctx, r.key) != "private"]
    held = {r.key for r in acting}
    others = [r for r in speakers(ctx, Slots(clause).subjects()) if r.key not in held]
    others = [r for r in others if standing(ctx, r.key) != "private"]
    general = subject.lemma_.lower() in _words("everyone") and any(
        r.key for r in acting if standing(ctx, r.key) == "public"
    )
    if not acting or not (others or general) or len(acting) > 1 or clause.lemma_ == "be" or subject.lower_ in selves():
        return None
    return Intent("REQUEST", verb, clause, tuple(acting), tuple(others), 0.8, True)


def _will(ctx: Context, verb: Token, clause: Token, said_by: Token, subject: Token) -> Intent | None:
    acting = [r for r in speakers(ctx, [said_by]) if standing(ctx, r.key) != "private"]
    same = _means(acting, subject) or _own_side(ctx, acting, subject)
    if same and len(acting) == 1 and acting[0].key.startswith("person/") and not country_of(ctx, acting[0].key):
        acting += [r for r in speakers(ctx, [subject]) if r.key.startswith(("country/", "bloc/"))]
    if not acting or not same:
        return None
    slots = Slots(clause)
    row = verb_frame(ctx, clause, slots)
    kind = _kind(row["type"] if row is not None else "", clause)
    if not kind and condition(clause) and cues().reporting[verb.lemma_.lower()] == "warn" and not negated(clause):
        kind = "THREATEN"
    if not kind:
        return None
    return Intent(kind, verb, clause, tuple(acting), (), 0.8, kind == "REJECT")


def _menace(ctx: Context, verb: Token, clause: Token, said_by: Token) -> Intent | None:
    """Read what a state's man warns may be done by nobody named: "warned that tankers could be seized if X went on"."""
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in clause.children)
    if cues().reporting[verb.lemma_.lower()] != "warn" or not modal or negated(clause) or not is_passive(clause):
        return None
    slots = Slots(clause)
    row = verb_frame(ctx, clause, slots)
    if row is None or row["type"] not in _words("harms") or slots("subj") or not condition(clause):
        return None
    acting = speakers(ctx, [said_by])
    states = {country_of(ctx, r.key) if r.key.startswith("person/") else r.key for r in acting}
    if not acting or not all(key.startswith(("country/", "body/", "armed-group/")) for key in states):
        return None
    found = recipients(ctx, slots, row["recipient"]) + addressed(ctx, clause)
    others = {r.key: r for r in found if r.key not in states | {a.key for a in acting}}
    if not others and not _hostile_condition(ctx, clause):
        return None
    return Intent("THREATEN", verb, clause, tuple(acting), tuple(others.values()), 0.75, True)


def _hostile_condition(ctx: Context, clause: Token) -> bool:
    bounds = [c for c in clause.children if c.dep_ == "advcl"]
    rows = [verb_frame(ctx, c, Slots(c)) for c in bounds]
    return any(row is not None and row["type"] in _words("hostile_unless") for row in rows)


def _own_side(ctx: Context, acting: list[ActorRef], subject: Token) -> bool:
    """Return whether what will act is the speaker, the speaker's state or its forces ("the navy will")."""
    named = {r.key for r in speakers(ctx, [subject])}
    held = {key for r in acting for key in (r.key, country_of(ctx, r.key)) if key}
    bare = not named and kind_of(subject) == "state" and not owners(ctx, subject)
    unknown = any(r.key.startswith("person/") and not country_of(ctx, r.key) for r in acting)
    if unknown and any(key.startswith(("country/", "bloc/")) for key in named):
        return any(standing(ctx, r.key) == "public" for r in acting)  # "Serbia will close it, President X warned"
    if own_side(subject):
        return any(standing(ctx, r.key) == "public" for r in acting)
    return bool(named & held) or (bare and any(standing(ctx, r.key) == "public" for r in acting))


def _means(acting: list[ActorRef], pronoun: Token) -> bool:
    """Return whether a pronoun can mean the speakers: he and she persons, it anything else."""
    word = pronoun.lower_
    if word in _words("persons"):
        return all(r.key.startswith("person/") for r in acting)
    return word in selves() and (word != "it" or not any(r.key.startswith("person/") for r in acting))


def _kind(clause_type: str, clause: Token) -> str:
    """Return what a stated will is: a refusal, a threat or a promise; "" for none of them."""
    if negated(clause):
        suffered = any(t.pos_ == "VERB" for t in Slots(clause)("obj"))  # "will not allow shooting at"
        welcome = clause_type in _words("cooperative") | {"CONSULT"} or clause.lemma_ in _words("accepting")
        welcome = welcome and not suffered
        return "REJECT" if welcome else ""
    bound = condition(clause)
    if bound == "only":
        return ""
    retreating = bound == "if" and clause_type == "RETREAT"
    if clause_type in _words("hostile") or (bound and clause_type in _words("hostile_unless") and not retreating):
        return "THREATEN"
    return "AGREE" if clause_type in _words("cooperative") | {"CONSULT"} and bound != "unless" else ""
