"""One telling of an event: whether it says enough, what it is about, and how it is written down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.groups import counted
from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, goods, is_kind
from kg.extract.clause.arguments import Slots
from kg.extract.clause.attach import claim_time, own_time, quantities_of, thing_at, time_of
from kg.extract.clause.constraints import clauses_of, holds
from kg.extract.clause.cues import cues
from kg.extract.context import Context, Status
from kg.extract.events.doubts import nothing
from kg.extract.events.intents import purpose
from kg.extract.times.clauses import names_thing
from kg.extract.times.finding import TimeMention
from kg.resolve.fit import Profile

_REFERRED = frozenset({"measure", "agreement", "reserve"})
_KINDS = frozenset({"measure", "agreement", "reserve", "event", "supply"})
_WEAK = 0.65  # the least estimate of a noun, or of a verb with nobody acted upon
_FAIR = 0.60  # of a verb with someone acted upon
_SPOKEN = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT"})
TOLD = frozenset({"ASSAULT", "RETREAT", "SANCTION", "COERCE", "ACCUSE", "REJECT", "CONCEDE", "MOBILIZE", "SUPPORT"})
_TOLD_LEAST = 0.78  # of a noun whose clause has it that the act took place
PARTNERS = frozenset({"AGREE", "COOPERATE", "CONSULT"})


@dataclass
class Telling:
    """One telling of an event before it is weighed."""

    kind: str
    head: Token
    slots: Slots
    state: Status
    sure: float
    agents: list[ActorRef]
    recipients: list[ActorRef] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    bound: bool = False  # whether the row constrains the object, and it is met


@cache
def _thin(part: str) -> dict[str, float]:
    return {str(kind): float(sure) for kind, sure in lexicon.toml("intents")[part].items()}


def apt(ctx: Context, telling: Telling) -> bool:
    """Return whether violence has a victim (not "attacked his term"), and support no harm (not "backed the coup")."""
    words = lexicon.toml("intents")
    if telling.kind == "SUPPORT":
        return not holds(ctx, telling.slots, telling.slots("obj"), str(words["harm"]))
    if telling.kind != "ASSAULT" or telling.recipients or telling.bound:
        return True
    tokens = [counted(t) for t in telling.slots("obj|on|at|into|upon")]
    return bool(tokens) and holds(ctx, telling.slots, tokens, str(words["assault"]))


def weighty(ctx: Context, telling: Telling) -> bool:
    """Return whether the telling says enough: of one agent alone only some types, told by verbs, say anything."""
    kind, sure = telling.kind, telling.sure
    several = len(telling.agents) > 1
    if kind == "CONSULT" and mediates(telling.head):
        return bool(telling.recipients or telling.slots("obj"))  # "a truce brokered by Qatar"
    if _hollow(telling, several):
        return False
    if kind in {"ASSAULT", "RETREAT"} and several:
        return True  # "fighting between X and Y", "the troops of X and Y disengaged"
    if telling.recipients or telling.about or (kind in PARTNERS and several):
        return sure >= (_FAIR if telling.slots.verbal else _WEAK) or bool(telling.recipients and telling.about)
    if telling.state.modality in {"Possible", "Conditional"} or (telling.slots.verbal and purpose(telling.head)):
        return False
    if not telling.slots.verbal and told_of(telling.head, kind == "RETREAT") and kind in TOLD:
        return sure >= _TOLD_LEAST
    if not telling.slots.verbal and telling.slots.support is None:
        sources = {"from", "by", "of"} if kind == "REJECT" else {"from", "by"}
        return kind in {"REQUEST", "REJECT"} and any(r.token.head.lower_ in sources for r in telling.agents)
    if kind == "AGREE":
        alone = telling.head.lemma_ == "agree" and not telling.agents[0].key.startswith("bloc/")
        told = [c for c in clauses_of(telling.slots) if c.left_edge.tag_ not in {"WRB", "WP", "WDT"}]
        if alone and len(telling.agents) == 1 and not told and not telling.slots("to"):
            return False  # "lawmakers agree on a tax", "do not agree how many": with each other
        return bool(clauses_of(telling.slots) or telling.slots("to|on|obj")) and sure >= _WEAK
    if kind == "AID" and not holds(ctx, telling.slots, telling.slots("obj"), "@money"):
        return False  # "supplied large ships": nobody is helped
    if kind in {"REJECT", "REQUEST", "THREATEN"} and clauses_of(telling.slots):
        return sure >= _WEAK
    return sure >= min(_thin("thin").get(kind, 1.0), _thin("thin_object").get(kind, 1.0) if telling.bound else 1.0)


def mediates(verb: Token | None) -> bool:
    """Return whether a verb says that its subject brings about what others agree on: "brokered"."""
    return verb is not None and verb.lemma_ in lexicon.toml("intents")["mediating"]


def arrives(noun: Token, kind: str) -> bool:
    """Return whether what is given reaches somebody as the subject of its clause: "a loan from X reached Zambia"."""
    return kind == "AID" and noun.head.lemma_ in lexicon.toml("intents")["reaching"] and noun.head.tag_ != "VB"


def told_of(noun: Token, moving: bool = False) -> bool:
    """Return whether somebody's act is the subject of a plain clause: "Israel's raid killed ten"."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.pos_ not in {"VERB", "AUX"} or verb.tag_ == "VB":
        return False
    if any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return False
    slots = Slots(noun)
    done_by = slots("by|from") or [t for inner in slots("of") for t in Slots(inner)("by")]
    return any(c.dep_ == "poss" for c in noun.children) or bool(done_by) or (moving and bool(slots("of")))


def _hollow(telling: Telling, several: bool) -> bool:
    """Return whether nobody does anything to anybody: "does not agree", "has discussed a levy"."""
    if telling.recipients or (several and telling.kind in PARTNERS - {"CONSULT"}):
        return False
    if telling.kind == "CONSULT":
        return not several or telling.head.lemma_ in lexicon.toml("intents")["journeys"]
    if telling.state.polarity != "Negated" or telling.about:
        return False
    if telling.slots.verbal and nothing(telling.slots):
        return True  # "made no apology"
    return not telling.bound and not clauses_of(telling.slots)


def write(ctx: Context, telling: Telling) -> None:
    """Make the occurrence and its claims."""
    kind, head, slots, state, sure = f"plover:{telling.kind}", telling.head, telling.slots, telling.state, telling.sure
    name = ctx.occurrence("event", (kind,), head)
    profile = Profile("event", (kind,), {a.key for a in telling.agents}, targets={r.key for r in telling.recipients})
    ctx.profiles[name], ctx.heads[name] = profile, [head]
    for agent in telling.agents:
        ctx.claim(name, "kg:agent", agent.key, head, state, sure * agent.weight, modality=agent.hedge)
    for ref in telling.recipients:
        ctx.claim(name, "kg:recipient", ref.key, head, state, sure * 0.95 * ref.weight, modality=ref.hedge)
    for key in telling.about:
        ctx.claim(name, "kg:about", key, head, state, sure * 0.9)
    time = time_of(ctx, *([slots.support] if slots.support is not None else []), head)
    time = _plausible(ctx, telling, time or _before_infinitive(ctx, head))
    if time is None and telling.kind == "AGREE" and state.modality == "Actual":
        time = _day_behind(ctx, slots("obj"))
    if time is not None:
        profile.start, profile.precision = time.span.start, time.span.precision
    claim_time(ctx, name, time, head, state, sure * 0.95)
    for _, mention in quantities_of(ctx, head, *slots("obj")):
        if len(mention.quantity.unit) == 3 and mention.quantity.unit.isupper():
            ctx.claim(name, "kg:value", mention.quantity, head, state, sure * 0.9)


def _before_infinitive(ctx: Context, verb: Token) -> TimeMention | None:
    """Return the time that the parser hung on the infinitive behind it: "ordered X in May 2022 to sell"."""
    for clause in verb.children if verb.pos_ == "VERB" else ():
        to = next((c for c in clause.children if c.lower_ == "to" and c.dep_ == "aux"), None)
        if clause.dep_ != "xcomp" or to is None:
            continue
        time = time_of(ctx, clause)
        if time is not None and verb.i < time.start < to.i:
            return time
    return None


def _day_behind(ctx: Context, things: list[Token]) -> TimeMention | None:
    """Return the day behind what was signed, which the parser hangs on that: "signed a pact on tariffs on Friday"."""
    for thing in things:
        time = own_time(ctx, thing)
        if time is not None and time.span.precision == "day" and time.start > thing.i:
            return time
    return None


def _plausible(ctx: Context, telling: Telling, time: TimeMention | None) -> TimeMention | None:
    """Return the time unless it is that of what is asked or promised: what happened did so before it was told.

    "Asked for an exemption until 2028" gives the request no end.
    """
    if time is None or (telling.kind in _SPOKEN and time.role == "until"):
        return None
    told = ctx.article.date_at(telling.head.idx)
    late = told is not None and time.span.start is not None and time.span.start > told
    if late and telling.state.modality == "Actual":
        return None
    root = ctx.doc[time.root]
    if names_thing(root.head, root) or _of_other(root):
        return None  # "in a 1994 deal", "over a 2014 deadline"
    if time.role == "since" and telling.kind in _SPOKEN and telling.slots.verbal:
        return None  # "Egypt, an importer since 2024, has agreed"
    return replace(time, span=replace(time.span, end=None)) if telling.kind in _SPOKEN else time


def _of_other(root: Token) -> bool:
    """Return whether a time is that of something else: "after the attacks last week", "the first time since May"."""
    noun = root.head.head if root.head.lower_ == "since" else root.head
    if root.head.lower_ == "since" and noun.lemma_ == "time":
        return True
    return root.dep_ == "npadvmod" and noun.dep_ == "pobj" and noun.head.lower_ in cues().backdrops - {"during"}


def about_of(ctx: Context, head: Token, slots: Slots, wanted: str, *, things_only: bool = False) -> list[str]:
    """Return the things, else the commodities, that it is about ("struck a grain terminal" is not about grain)."""
    for slot in filter(None, wanted.split("|")):
        tokens = slots(slot)
        things = [t for t in (_thing(ctx, token, head) for token in tokens) if t is not None]
        if things:
            return list(dict.fromkeys(things))
        named = [t for t in tokens if t.pos_ != "PRON"]  # "asked Ukraine to spare it"
        found = [] if slot == "clause" or things_only else [key for key, _ in goods(ctx, named)]
        if found:
            return found
    return []


def _thing(ctx: Context, token: Token, head: Token) -> str | None:
    """Return the occurrence that a slot's token, or the clause or noun phrase below it, tells of."""
    direct = thing_at(ctx, token, _KINDS)
    if direct is not None and not _unlike(ctx, token, direct):
        return direct
    nominal = token.pos_ not in {"VERB", "AUX"}
    for below in token.subtree:
        name = ctx.at.get(below.i)
        named = name is not None and below not in {head, token} and ctx.occurrences[name].kind in _REFERRED
        if named and not (nominal and _in_clause(below, token)):
            return name
    mention = ctx.mentions.at(token.i)
    if (
        mention is not None
        and not mention.acts_for
        and is_kind(mention, frozenset({"kg:Place", "kg:Facility"}) | COMMODITIES)
    ):
        return mention.entity.key
    return None


def _unlike(ctx: Context, token: Token, name: str) -> bool:
    """Return whether a word cannot mean what was told last: "the plan" no alliance, "the charge that" no duty."""
    if any(c.dep_ == "acl" and any(g.dep_ == "mark" for g in c.children) for c in token.children):
        return True
    alliance = "kg:Alliance" in ctx.occurrences[name].types
    return alliance and ctx.at.get(token.i) != name and token.lemma_.lower() not in ctx.classes["alliance_word"]


def _in_clause(token: Token, noun: Token) -> bool:
    """Return whether a clause lies between a token and the noun above it ("the charge that the probe into duties")."""
    while token != noun:
        if token.dep_ in {"acl", "relcl", "ccomp", "advcl"}:
            return True
        if token.head == token:
            return False
        token = token.head
    return False
