"""What a meeting is made of: who takes part, where it is held, what it is about; and the telling of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors, goods, is_kind, is_private, lemmas, owners
from kg.extract.actors.parties import standing
from kg.extract.actors.persons import misjoined
from kg.extract.clause.arguments import Slots
from kg.extract.clause.attach import claim_time, time_of
from kg.extract.context import Context, Status
from kg.extract.times.durations import DurationMention, find_durations
from kg.extract.times.finding import TimeMention
from kg.model import Value
from kg.resolve.fit import Profile

SURE = 0.87
SITES = frozenset({"kg:Place", "kg:Facility"})
LANDS = frozenset({"kg:Country", "kg:Subdivision"})
_IN = ("in", "at", "on the sidelines of", "on the margins of")
_STATES = ("country/", "bloc/", "subdivision/")


@dataclass
class Gathering:
    """A meeting whose participants are told as a group that the next sentence may name."""

    name: str
    sentence: int
    state: Status


def participants(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return who takes part: actors, else those for whom "his Thai counterpart", "executives of X", "envoys" stand.

    Of "a delegation led by X" X takes part too.
    """
    words = lexicon.toml("meetings")
    found: dict[str, ActorRef] = {}
    listed = [t for token in tokens for t in (misjoined(token) or [token])]
    for token in listed:
        refs = actors(ctx, [token])
        if refs and all(r.key.startswith("group/") for r in refs):
            refs = actors(ctx, Slots(token)("from|of")) or refs  # "trade negotiators from Brussels and Jakarta"
        if not refs and not lemmas(token).isdisjoint(words["counterpart"]):
            refs = [r for r in owners(ctx, token) if r.key.startswith(_STATES)]
        elif not refs and not lemmas(token).isdisjoint(words["people"]):
            refs = [replace(r, weight=r.weight * 0.95) for r in owners(ctx, token)]
        for ref in [*refs, *_leaders(ctx, token)]:
            found.setdefault(ref.key, ref)
    return list(found.values())


def _leaders(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return the persons who lead a delegation: "a team headed by the trade minister, X"."""
    led = [c for c in noun.children if c.dep_ == "acl" and c.lemma_ in lexicon.toml("meetings")["lead"]]
    refs = [ref for clause in led for ref in actors(ctx, Slots(clause).subjects())]
    return [ref for ref in refs if ref.key.startswith("person/")]


def places(ctx: Context, *heads: Token) -> list[tuple[str, Token]]:
    """Return the places that "in", "at" and "there" give for the clause of the heads."""
    found: dict[str, Token] = {}
    for head in heads:
        slots = Slots(head)
        for token in (t for slot in _IN for t in slots(slot)):
            mention = ctx.mentions.at(token.i)
            if mention is not None and is_kind(mention, SITES):
                found.setdefault(mention.entity.key, token)
        if not found:
            found.update(_inside(ctx, head))
        if not found:
            found.update(_lands(ctx, slots))
        there = next((c for c in head.children if c.lower_ == "there" and c.dep_ == "advmod"), None)
        if there is not None and not found:
            found.update(_there(ctx, there))
    return list(found.items())


def _inside(ctx: Context, head: Token) -> dict[str, Token]:
    """Return the city that stands deeper in the head's phrase: "a meeting of envoys in Busan", "on 3 May in Bari"."""
    members = [t for slot in ("of", "between", "with") for t in Slots(head)(slot)] if head.pos_ == "NOUN" else []
    members += [t for slot in ("on", "for") for t in Slots(head)(slot) if t.ent_type_ in {"DATE", "TIME"}]
    for member in members:
        for token in Slots(member)("in"):
            mention = ctx.mentions.at(token.i)
            if mention is not None and is_kind(mention, SITES):
                return {mention.entity.key: token}
    return {}


def wanted(head: Token) -> bool:
    """Return whether a meeting is only called for: "must keep talking to", "needs to hold talks"."""
    words = lexicon.toml("meetings")
    verb = head if head.pos_ in {"VERB", "AUX"} else head.head
    for _ in range(3):
        if verb.pos_ not in {"VERB", "AUX"}:
            return False
        if any(c.lower_ in words["wanted"] and c.dep_ == "aux" for c in verb.children):
            return True
        if verb.dep_ != "xcomp" or verb.head == verb:
            return False
        verb = verb.head
        if verb.lemma_ in words["wanting"] or verb.lower_ in words["wanted"]:
            return True
    return False


def _lands(ctx: Context, slots: Slots) -> dict[str, Token]:
    """Return the state in which a meeting is held where no city is named: "met in Malta", "at a forum in Oman"."""
    gatherings = [t for slot in (*_IN[1:], "on") for t in slots(slot) if t.pos_ == "NOUN"]
    gatherings += [p for t in gatherings if t.lower_ in {"sidelines", "margins"} for p in Slots(t).prepositional("of")]
    for token in [*slots("in"), *(p for t in gatherings for p in Slots(t).prepositional("in"))]:
        mention = ctx.mentions.at(token.i)
        if mention is not None and mention.form == "name" and is_kind(mention, LANDS | SITES):
            return {mention.entity.key: token}
    return {}


def _there(ctx: Context, adverb: Token) -> dict[str, Token]:
    """Return the place that "there" means: the last city named in the sentence before or earlier in this one."""
    floor = ctx.sentence_of(adverb) - 1
    for mention in reversed(ctx.mentions.before(adverb.i)):
        if ctx.sentence_of(ctx.doc[mention.start]) < floor:
            break
        if is_kind(mention, SITES) and ctx.doc[mention.root].dep_ == "pobj":
            return {mention.entity.key: adverb}
    return {}


def destinations(ctx: Context, verb: Token, slots: str = "to|in|at") -> list[tuple[str, Token]]:
    """Return the places to which a journey leads, or where it ends."""
    found = [(ctx.mentions.at(t.i), t) for t in Slots(verb)(slots)]
    return [(m.entity.key, t) for m, t in found if m is not None and is_kind(m, SITES)]


def hosts(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return the states that a visit goes to; a visit to a city is held there and has no such host."""
    found = [(ctx.mentions.at(t.i), t) for t in tokens]
    return [
        ActorRef(m.entity.key, t, 0.85)
        for m, t in found
        if m is not None and not is_kind(m, SITES) and m.entity.key.startswith(("country/", "person/"))
    ]


def topic(ctx: Context, *heads: Token) -> list[tuple[str, Token]]:
    """Return the commodities that a meeting is about: "on", "about", "over", "to discuss", "focused on"."""
    words = lexicon.toml("meetings")["discuss"]
    found: dict[str, Token] = {}
    for head in heads:
        slots = Slots(head)
        tokens = [t for slot in ("on", "about", "over") for t in slots(slot)]
        for clause in [*slots("clause"), *(c for c in head.children if c.dep_ == "advcl")]:
            if clause.lemma_ in words:
                tokens += [t for o in Slots(clause)("obj|on|about") for t in (o, *Slots(o)("on"))]
        found.update({key: where for key, where in goods(ctx, tokens) if key not in found})
    return list(found.items())


def grouped(tokens: Iterable[Token]) -> bool:
    """Return whether those who meet are told as a group without names: "ministers", "both", "12 countries"."""
    words = lexicon.toml("meetings")["group"]
    return any(
        t.pos_ == "NUM" or t.lower_ in {"they", "both"} or (t.tag_ == "NNS" and t.lemma_.lower() in words)
        for t in tokens
    )


def tell(
    ctx: Context,
    head: Token,
    parts: list[ActorRef],
    heads: list[Token],
    state: Status,
    *,
    anaphoric: bool = False,
    at: list[tuple[str, Token]] | None = None,
) -> str | None:
    """Settle which meeting is meant and claim who takes part, where, when and about what; None where it is no one's.

    `heads` are the words whose arguments tell of it; `at` are places found elsewhere.
    """
    if parts and all(is_private(ctx, p.key) and standing(ctx, p.key) != "public" for p in parts):
        return None
    if state.modality in {"Actual", "Planned"} and any(wanted(h) for h in heads):
        state = replace(state, modality="Possible")
    where = list(dict([*(at or []), *places(ctx, *heads)]).items())
    profile = Profile("event", ("kg:Meeting",), {p.key for p in parts}, place=where[0][0] if where else "")
    time = _still_to_come(ctx, heads, time_of(ctx, *heads))
    if time is not None and time.role in {"at", "from"}:
        profile.start, profile.precision = time.span.start, time.span.precision
    name = ctx.settle(profile, head, anaphoric=anaphoric)
    if anaphoric and len(ctx.heads[name]) == 1 and not parts and not where:
        del ctx.occurrences[name], ctx.profiles[name], ctx.heads[name]
        ctx.at.pop(head.i, None)
        return None
    take_part(ctx, name, parts, state)
    for key, token in where:
        ctx.claim(name, "kg:heldIn", key, token, state, SURE)
    for key, token in topic(ctx, *heads):
        ctx.claim(name, "kg:about", key, token, state, SURE * 0.95)
    _course(ctx, name, head, heads, time, state)
    return name


def _still_to_come(ctx: Context, heads: list[Token], time: TimeMention | None) -> TimeMention | None:
    """Return the time; of "have agreed to talks on Monday", a day of the coming week, as what is agreed lies ahead."""
    today = ctx.article.date_at(heads[0].idx)
    settled = any(h.lemma_ in lexicon.toml("meetings")["settling"] for h in heads)
    if time is None or not settled or today is None or time.span.start is None or time.span.precision != "day":
        return time
    behind = (today - time.span.start).days
    return (
        replace(time, span=replace(time.span, start=time.span.start + timedelta(days=7))) if 0 < behind <= 7 else time
    )


def _course(ctx: Context, name: str, head: Token, heads: list[Token], time: TimeMention | None, state: Status) -> None:
    """Claim when a meeting begins and ends: by its clause, by verbs such as "open" and "close", by its length."""
    words = lexicon.toml("meetings")
    closing = [v for v in _told_of(head) if v.lemma_.lower() in words["ending"]]
    for verb in closing:
        end = time_of(ctx, verb)
        if end is not None and _of_noun(ctx, end, head):
            continue  # "the talks on 19 August ended within hours": the day is that of the talks
        last = end.span.end or end.span.start if end is not None and end.span.precision == "day" else None
        began = time.span.start if time is not None and time != end else None
        if last is not None and began is not None and began - timedelta(days=7) < last < began:
            last += timedelta(days=7)  # "began on Monday and ends on Friday"
        if last is not None:
            ctx.claim(name, "kg:endDate", Value(last.isoformat(), "date"), verb, state, SURE * 0.95)
            time = None if time == end else time
    if time is None:
        opening = [v for v in _told_of(head) if v.lemma_.lower() in words["beginning"]]
        time = time_of(ctx, *opening) if opening else None
    claim_time(ctx, name, time, head, state, SURE)
    if time is None or time.span.start is None or time.span.end is not None or time.span.precision != "day" or closing:
        return
    days = _length(ctx, [head, *heads])
    if days > 1:
        last = time.span.start + timedelta(days=days - 1)
        ctx.claim(name, "kg:endDate", Value(last.isoformat(), "date"), head, state, SURE * 0.9)


def _of_noun(ctx: Context, time: TimeMention, noun: Token) -> bool:
    """Return whether a time hangs on a noun itself, before the verb that it is the subject of."""
    token = ctx.doc[time.start]
    return noun.i < token.i < noun.head.i and token.head.head in {noun.head, *noun.subtree}


def _told_of(noun: Token) -> list[Token]:
    """Return the verbs whose subject is a meeting noun, its relative clauses and what is joined to them included."""
    found = [noun.head] if noun.dep_ in {"nsubj", "nsubjpass"} else []
    found += [c for c in noun.children if c.dep_ == "relcl"]
    return [v for verb in found for v in (verb, *(c for c in verb.children if c.dep_ == "conj"))]


def _length(ctx: Context, heads: list[Token]) -> int:
    """Return how many days a meeting or visit lasts by its own noun ("a three-day visit"), 0 where nothing says it."""
    lengths: tuple[DurationMention, ...] = ctx.memo.get("durations") or find_durations(ctx.doc)
    ctx.memo["durations"] = lengths
    for length in lengths:
        root = ctx.doc[length.root]
        whole = length.duration
        if (
            whole.endswith("D")
            and root.head in heads
            and root.i < root.head.i
            and root.dep_ in {"compound", "amod", "nmod"}
        ):
            return int(whole[1:-1])
    return 0


def take_part(ctx: Context, name: str, parts: Iterable[ActorRef], state: Status) -> None:
    """Claim the participants of a meeting, each with its own hedge."""
    for part in parts:
        ctx.claim(name, "kg:participant", part.key, part.token, state, SURE * part.weight, modality=part.hedge)
