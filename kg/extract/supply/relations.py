"""One supply relation on its way from words to claims."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ACTORS, ActorRef, is_kind
from kg.extract.clause.arguments import is_passive
from kg.extract.clause.attach import claim_time, own_time, time_of
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.portions import Good
from kg.extract.times.finding import TimeMention
from kg.model import TimeSpan, Value
from kg.resolve.fit import Profile

_RECENT = timedelta(days=3 * 366)
_HOLDERS = ACTORS | frozenset({"kg:Place", "kg:Facility"})


@dataclass
class Relation:
    """Who gets what from whom, how much of it, and a share of whose total; `head` is the word that says so."""

    head: Token
    consumers: list[ActorRef] = field(default_factory=list)
    suppliers: list[ActorRef] = field(default_factory=list)
    goods: list[Good] = field(default_factory=list)
    quantity: QuantityMention | None = None
    scope: str = ""  # of a share: consumer, supplier or world
    stage: str = ""
    sure: float = 0.85
    dependence: bool = False
    relation: str = ""  # the plain property, kg:exports …
    negated: bool = False
    who: str = "supplier"  # the side that the clause's subject fills
    presupposed: bool = False  # "wants to cut its dependence": there is one
    vague: bool = False  # a part without a number is told: "the bulk of"
    total: str = ""  # the kind of total that the amount is of, see `portions.Portion`
    whole: bool = False  # of all that somebody exports or imports, whatever the goods
    time: TimeMention | None = None  # of the figure, where it is known otherwise than by the clause
    speaker: str = ""  # whose figure it is, where the clause says so: "the ministry puts it at"
    clause: Token | None = None  # the verb that says it, where the head is a noun
    anchor: Token | None = None  # the word that bears it, where several relations have one head

    @property
    def share(self) -> bool:
        """Return whether the amount is a share of a whole."""
        return self.quantity is not None and self.quantity.quantity.unit == "%"


def tell(ctx: Context, relation: Relation) -> None:
    """Make the supply relation's claims and the plain ones that follow from it."""
    head = relation.head
    state = stated(ctx, head, relation)
    time = figure_time(ctx, relation)
    if relation.speaker:
        state = replace(state, speaker=relation.speaker)
    _drop_same(relation)
    told(ctx).append(relation)
    if relation.goods or (relation.consumers and relation.suppliers and relation.share):
        name = ctx.settle(_profile(relation, time), _where(ctx, relation))
        _claims(ctx, name, relation, state)
        claim_time(ctx, name, time, head, state, relation.sure * 0.9)
    _plain(ctx, relation, state, time)


def told(ctx: Context) -> list[Relation]:
    """Return the relations told so far, in the order of telling."""
    known: list[Relation] = ctx.memo.setdefault("supply_told", [])
    return known


def is_trade(ctx: Context, verb: Token) -> bool:
    """Return whether a verb tells a figure of trade and no single act: "sends 86 per cent of its exports to China"."""
    for thing in (c for c in verb.children if c.dep_ == "dobj"):
        part = ctx.quantity_at(thing.i)
        whole = ctx.doc[part.of].lemma_.lower() if part is not None and part.of is not None else ""
        if part is not None and part.quantity.unit == "%" and whole in lexicon.toml("shares")["exports"]:
            return True  # "sends 80 per cent of its exports north"
    mine = [r for r in told(ctx) if r.head.i == verb.i and r.consumers and r.suppliers]
    for relation in mine:
        time = figure_time(ctx, relation)
        yearly = time is not None and time.role == "at" and time.span.precision in {"year", "quarter"}
        if relation.share or relation.vague or yearly or (verb.tag_ in {"VBZ", "VBP"} and relation.goods):
            return True
        if relation.quantity is not None and relation.quantity.quantity.per:
            return True
    return False


def last_before(ctx: Context, token: Token, reach: int) -> Relation | None:
    """Return the relation told last before a token, at most so many sentences back."""
    before = [r for r in told(ctx) if r.head.i < token.i and ctx.sentence_of(token) - ctx.sentence_of(r.head) <= reach]
    return max(before, key=lambda r: r.head.i) if before else None


def stated(ctx: Context, head: Token, relation: Relation) -> Status:
    """Return the status of the clause; "no longer", "exports no bauxite" deny it."""
    state = status(ctx, relation.clause or head)
    if relation.presupposed:
        return replace(Status(), factor=0.9)
    longer = _no_longer(head) or (relation.clause is not None and _no_longer(relation.clause))
    if relation.negated or longer:
        return replace(state, polarity="Negated")
    return state


def _no_longer(head: Token) -> bool:
    return any(c.lower_ == "longer" and 0 < c.i < head.i and c.nbor(-1).lower_ == "no" for c in head.children)


def _where(ctx: Context, relation: Relation) -> Token:
    if relation.quantity is not None:
        return ctx.doc[relation.quantity.root]
    return relation.anchor if relation.anchor is not None else relation.head


def figure_time(ctx: Context, relation: Relation) -> TimeMention | None:
    """Return the time that a relation's figure is of."""
    head = relation.head
    if relation.time is not None:
        return relation.time
    apposed = head.pos_ in {"NOUN", "PROPN"} and relation.clause is None and head.dep_ in {"appos", "compound", "nmod"}
    found = _beside(ctx, relation) or (own_time(ctx, head) if apposed else time_of(ctx, head))
    if found is None and head.dep_ in {"attr", "xcomp"} and head.head.pos_ in {"VERB", "AUX"}:
        found = time_of(ctx, head.head)
    if found is not None and found.role == "other":
        found = None
    return _by(relation, _own_time(ctx, relation, found))


def _by(relation: Relation, found: TimeMention | None) -> TimeMention | None:
    """Return the time of "by 2023 it had dropped to 60 per cent" as the time of the figure."""
    if found is not None and found.span.start is not None and found.span.end is not None:
        return _last_year(relation, found)
    if found is None or found.role != "by" or relation.quantity is None or found.span.end is None:
        return found
    if found.span.precision not in {"year", "month"}:
        return found
    end = found.span.end
    start = end.replace(day=1) if found.span.precision == "month" else end.replace(month=1, day=1)
    return replace(found, role="at", span=TimeSpan(start, found.span.precision))


def _last_year(relation: Relation, found: TimeMention) -> TimeMention:
    """Return the end of "slid to 54 per cent between 2021 and 2024" as the time of the figure."""
    end, quantity = found.span.end, relation.quantity
    moved = quantity is not None and relation.head.doc[quantity.start - 1].lower_ == "to"
    if end is None or not moved or found.span.precision != "year":
        return found
    return replace(found, role="at", span=TimeSpan(end.replace(month=1, day=1), "year"))


def _own_time(ctx: Context, relation: Relation, found: TimeMention | None) -> TimeMention | None:
    """Return the time found unless it is another amount's: "8 per cent in June, up from a tenth in 2016"."""
    if relation.quantity is None or found is None:
        return found
    end = relation.quantity.end
    others = [
        q.start for q in ctx.quantities_in(end, found.start) if q.quantity.unit == relation.quantity.quantity.unit
    ]
    if not others:
        return found
    own = [t for t in ctx.times if end <= t.start < others[0] and t.role != "duration" and t.span.start is not None]
    return own[0] if own else None


def _beside(ctx: Context, relation: Relation) -> TimeMention | None:
    """Return the time right behind the amount: "fell from 45 per cent in 2021 to 19 per cent in 2024"."""
    if relation.quantity is None:
        return None
    end = relation.quantity.end
    near = [t for t in ctx.times if end <= t.start <= end + 1 and t.role != "duration" and t.span.start is not None]
    return near[0] if near else None


def _drop_same(relation: Relation) -> None:
    """Nobody supplies himself: who stands on both sides is dropped from the one that the subject does not fill."""
    both = {c.key for c in relation.consumers} & {s.key for s in relation.suppliers}
    if not both:
        return
    if relation.who == "supplier":
        relation.consumers = [c for c in relation.consumers if c.key not in both]
    else:
        relation.suppliers = [s for s in relation.suppliers if s.key not in both]


def _profile(relation: Relation, time: TimeMention | None) -> Profile:
    profile = Profile(
        "supply",
        ("kg:SupplyRelation",),
        {s.key for s in relation.suppliers},
        {key for key, _ in relation.goods},
        {c.key for c in relation.consumers},
        label=f"{relation.stage}/{relation.scope if relation.share else ''}",
    )
    if time is not None and time.role in {"at", "since", "from"}:
        profile.start, profile.precision = time.span.start, time.span.precision
    return profile


def _claims(ctx: Context, name: str, relation: Relation, state: Status) -> None:
    head, sure = relation.head, relation.sure
    for ref in relation.consumers:
        ctx.claim(name, "kg:consumer", ref.key, head, state, sure * ref.weight, modality=ref.hedge)
    for ref in relation.suppliers:
        ctx.claim(name, "kg:supplier", ref.key, head, state, sure * ref.weight, modality=ref.hedge)
    for key, _ in relation.goods:
        ctx.claim(name, "kg:commodity", key, head, state, sure)
    if relation.stage:
        ctx.claim(name, "kg:stage", Value(relation.stage), head, state, sure)
    if relation.quantity is None:
        return
    if relation.share:
        ctx.claim(name, "kg:share", relation.quantity.quantity, head, state, sure)
        if relation.scope:
            ctx.claim(name, "kg:shareOf", Value(relation.scope), head, state, sure * 0.9)
    else:
        ctx.claim(name, "kg:volume", relation.quantity.quantity, head, state, sure)


def _plain(ctx: Context, relation: Relation, state: Status, time: TimeMention | None) -> None:
    """Claim dependsOn and produces, refines, exports, imports where the time is not gone by."""
    head, sure = relation.head, relation.sure
    if relation.dependence and not (_once(ctx, head) or _past(head, time)):
        for consumer in relation.consumers:
            for supplier in relation.suppliers:
                ctx.claim(consumer.key, "kg:dependsOn", supplier.key, head, state, sure)
    if not relation.relation or _once(ctx, head) or (_past(head, time) and not _recent(ctx, head, time)):
        return
    side = relation.consumers if relation.relation == "kg:imports" else relation.suppliers
    for ref in side:
        mention = ctx.mentions.at(ref.token.i)
        if mention is not None and not is_kind(mention, _HOLDERS):
            continue
        for key, _ in relation.goods:
            ctx.claim(ref.key, relation.relation, key, head, replace(state, factor=state.factor * 0.97), sure)


def _once(ctx: Context, head: Token) -> bool:
    """Return whether the clause says itself that it is so no more: "once", "used to"."""
    used = head.head.lemma_ == "use" and head.dep_ == "xcomp"
    return used or bool(ctx.classes["past_cues"] & {c.lower_ for c in head.children})


def _past(head: Token, time: TimeMention | None) -> bool:
    """Return whether the clause is of a time gone by: past tense with a time of its own."""
    verb = head if head.pos_ in {"VERB", "AUX"} else head.head
    past = verb.tag_ == "VBD" or (is_passive(verb) and any(c.lower_ in {"was", "were"} for c in verb.children))
    return time is not None and past


def _recent(ctx: Context, head: Token, time: TimeMention | None) -> bool:
    """Return whether a trade figure of a past time is young enough to hold still."""
    today = ctx.article.date_at(head.idx)
    return time is not None and time.span.start is not None and today is not None and today - time.span.start < _RECENT
