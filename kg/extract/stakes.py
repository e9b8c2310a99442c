"""Stakes: who owns how much of what. "State fund X holds 20 per cent of Y", "Y is 30 per cent owned by X"."""

from __future__ import annotations

from decimal import Decimal

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ACTORS, ActorRef, actors, is_kind, owners
from kg.extract.clause.arguments import Slots, expand, governor, is_passive, modifiers
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.quantities.finding import QuantityMention
from kg.model import Quantity
from kg.resolve.fit import Profile

_OWNED = ACTORS - {"kg:Person", "kg:Country", "kg:Bloc", "kg:Subdivision"} | {"kg:Facility"}
_SURE = 0.85


def find_stakes(ctx: Context) -> None:
    """Add every stake that the article tells of: its owner, its share, and what is owned where that has a name."""
    words = lexicon.toml("stakes")
    owning = frozenset({*words["owning"], *words["acquiring"]})
    for token in ctx.tokens.of(words["nouns"], {"belong"}, words["owned"], owning):
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in words["nouns"]:
            _noun(ctx, token, words["nouns"][lemma])
        elif lemma == "belong":
            _belongs(ctx, token)
        elif token.pos_ == "VERB" and lemma in words["owned"] and is_passive(token):
            _owned_by(ctx, token)
        elif token.pos_ in {"VERB", "AUX"} and lemma in owning:
            _verb(ctx, token)


def _share(ctx: Context, *tokens: Token) -> QuantityMention | None:
    found = [m for _, m in quantities_of(ctx, *tokens) if m.quantity.unit == "%"]
    return found[0] if found else None


def _owned(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    """Return what is owned by its name, also where a common noun stands behind: "the Mutanda mine"."""
    found = []
    for token in tokens:
        near = (token, *(t for t in modifiers(token) if t.dep_ in {"compound", "nmod", "amod"}))
        near += tuple(c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN")
        named = [
            m for t in near if (m := ctx.mentions.at(t.i)) is not None and is_kind(m, _OWNED) and m.form != "demonym"
        ]
        if named and (named[0].start <= token.i < named[0].end or named[0].start > token.i or _ownable(token)):
            found.append(ActorRef(named[0].entity.key, token))
    return found


def _ownable(token: Token) -> bool:
    return token.lemma_.lower() in lexicon.toml("stakes")["ownable"]


def _noun(ctx: Context, noun: Token, prepositions: list[str]) -> None:
    """Read "holds a 30 per cent stake in Y", "X's 30 per cent interest in Y", "sold its stake in Y to X"."""
    words = lexicon.toml("stakes")
    verb = governor(noun)
    lemma = verb.lemma_.lower() if verb is not None else ""
    slots = Slots(noun, verb)
    behind = [t for p in prepositions for t in slots(p)]
    things = _owned(ctx, behind)
    share = _size(ctx, noun, verb, lemma)
    sized = any(t.lower_ in words["sizes"] for t in modifiers(noun))
    if (share is None and not (sized and things)) or not (things or any(_ownable(t) for t in behind)):
        return
    holders: list[ActorRef] = []
    if lemma in words["losing"] and verb is not None:
        holders = actors(ctx, Slots(verb)("to"))
    else:
        holders = actors(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)])
        if verb is not None and lemma in {*words["owning"], *words["acquiring"], *words["changing"]}:
            holders = actors(ctx, Slots(verb).subjects()) or holders
        holders = holders or actors(ctx, slots("of")) or [r for r in owners(ctx, noun) if r.token.i < noun.i]
    _tell(ctx, noun, holders, things, share)


def _size(ctx: Context, noun: Token, verb: Token | None, lemma: str) -> QuantityMention | None:
    """Return how large a stake is: "a 30 per cent stake", "raised its holding to 66 per cent", "is 80 per cent"."""
    words = lexicon.toml("stakes")
    said = verb
    if noun.dep_ == "nsubj" and noun.head.lemma_ in {"be", "stand"}:
        said = noun.head
    found = [m for _, m in quantities_of(ctx, *(t for t in (noun, said) if t is not None)) if m.quantity.unit == "%"]
    if lemma in words["changing"]:
        found = [m for m in found if ctx.doc[m.start - 1].lower_ == "to"]
    elif verb is not None and said == verb:
        found = [m for m in found if m.start < noun.i or ctx.doc[m.start - 1].lower_ == "of"]
    return found[0] if found else None


def _verb(ctx: Context, verb: Token) -> None:
    """Read "X owns 60 per cent of Y", "Y, in which X has a third"."""
    slots = Slots(verb)
    objects = slots("obj")
    share = next(
        (m for m in ctx.quantities for t in objects if m.start <= t.i < m.end and m.quantity.unit == "%"), None
    )
    if share is None:
        share = _all_of(objects)
    if share is None:
        return
    behind = [t for o in objects for t in Slots(o)("of")] or slots("of") or _in_which(verb)
    things = _owned(ctx, behind) or _same_thing(ctx, verb, behind)
    if things:
        ctx.memo["stakes_owned"] = (ctx.sentence_of(verb), things)
    if things or any(_ownable(t) for t in behind):
        _tell(ctx, verb, actors(ctx, slots.subjects()), things, share)


def _all_of(objects: list[Token]) -> QuantityMention | None:
    """Return the whole as a share: "now owns all of the mine", "holds all of it"."""
    for token in objects:
        if token.lower_ in {"all", "whole", "100"} and any(c.lower_ == "of" for c in token.children):
            whole = Quantity(text=token.text, unit="%", amount=Decimal(100))
            return QuantityMention(token.i, token.i + 1, token.i, whole, None)
    return None


def _same_thing(ctx: Context, verb: Token, behind: list[Token]) -> list[ActorRef]:
    """Return what was owned before: "X owns 70 per cent of the mine, Y the remaining 30", "and now owns all of it"."""
    if behind and not any(t.lower_ in {"it", "them"} for t in behind):
        return []
    sentence, things = ctx.memo.get("stakes_owned", (-9, []))
    if sentence >= ctx.sentence_of(verb) - 1 and things:
        return list(things)
    if not behind:
        return []
    for mention in reversed(ctx.mentions.before(verb.i)):
        if ctx.sentence_of(ctx.doc[mention.root]) < ctx.sentence_of(verb) - 1:
            break
        if is_kind(mention, frozenset({"kg:Facility", "kg:Company"})) and mention.form == "name":
            root = ctx.doc[mention.root]
            if root.dep_ in {"pobj", "dobj"}:
                return [ActorRef(mention.entity.key, root)]
    return []


def _belongs(ctx: Context, verb: Token) -> None:
    """Read "the remaining 25 per cent of the project belongs to the state"."""
    slots = Slots(verb)
    for token in slots.subjects():
        share = ctx.quantity_at(token.i)
        if share is None or share.quantity.unit != "%":
            continue
        things = _owned(ctx, Slots(token)("of"))
        if things:
            behind = slots("to")
            state = [t for b in behind if b.lemma_.lower() in {"state", "government"} for t in Slots(b)("of")]
            _tell(ctx, verb, actors(ctx, state) or actors(ctx, behind), things, share)


def _in_which(verb: Token) -> list[Token]:
    """Return what "which" stands for in "Y, in which X holds 20 per cent"."""
    first = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"in", "of"} and c.i < verb.i), None)
    pronoun = first is not None and any(c.lower_ == "which" for c in first.children)
    return expand(verb.head) if pronoun and verb.dep_ == "relcl" else []


def _owned_by(ctx: Context, verb: Token) -> None:
    """Read "Y is 60 per cent owned by X and 40 per cent by Z", "Y, wholly owned by X"."""
    slots = Slots(verb)
    objects = slots.objects() or [t for c in verb.children for t in c.children if t.dep_ in {"nsubj", "nsubjpass"}]
    objects = [s for t in objects for s in (Slots(t.head).subjects() if t.dep_ == "attr" else [t])]
    things = _owned(ctx, [t.head if t.dep_ == "appos" else t for t in objects])
    wholly = any(t.lower_ in lexicon.toml("stakes")["wholly"] for t in verb.children)
    share = _share(ctx, verb)
    plain = verb.lemma_.lower() == "own" and any(
        c.dep_ == "auxpass" and c.lower_ in {"is", "are"} for c in verb.children
    )
    if not things or (share is None and not wholly and not plain):
        return
    if share is not None:
        ctx.memo["stakes_owned"] = (ctx.sentence_of(verb), things)
    told: set[str] = set()
    for quantity, holders in _parts(ctx, verb, share):
        fresh = [h for h in holders if h.key not in told]
        told |= {h.key for h in fresh}
        _tell(ctx, verb, fresh, things, quantity)


def _parts(
    ctx: Context, verb: Token, share: QuantityMention | None
) -> list[tuple[QuantityMention | None, list[ActorRef]]]:
    """Return the shares with their holders, each behind its own "by"."""
    later = [
        q
        for q in ctx.quantities_in(verb.i + 1, verb.sent.end)
        if q.quantity.unit == "%" and q.end < len(ctx.doc) and ctx.doc[q.end].lower_ == "by"
    ]
    found: list[tuple[QuantityMention | None, list[ActorRef]]] = []
    for quantity in later:
        behind = [t for c in ctx.doc[quantity.end].children if c.dep_ == "pobj" for t in expand(c)]
        found.append((quantity, actors(ctx, behind)))
    first = Slots(verb).subjects()
    if share is not None and any(share.start == q.start for q in later):
        return found
    limit = later[0].start if later else verb.sent.end
    return [(share, actors(ctx, [t for t in first if t.i < limit])), *found]


def _tell(
    ctx: Context, head: Token, holders: list[ActorRef], things: list[ActorRef], share: QuantityMention | None
) -> None:
    state = status(ctx, head)
    where = ctx.doc[share.root] if share is not None else head
    for holder in holders:
        if holder.key.startswith("group/"):
            continue
        if not things and share is not None:
            _claims(ctx, where, state, holder, None, share)
        for thing in things:
            if holder.key != thing.key:
                _claims(ctx, where, state, holder, thing, share)


def _claims(
    ctx: Context,
    where: Token,
    state: Status,
    holder: ActorRef,
    thing: ActorRef | None,
    share: QuantityMention | None,
) -> None:
    profile = Profile("stake", ("kg:Stake",), {holder.key}, targets={thing.key} if thing is not None else set())
    name = ctx.settle(profile, where) if thing is not None else ctx.occurrence("stake", ("kg:Stake",), where)
    ctx.claim(name, "kg:owner", holder.key, where, state, _SURE * holder.weight)
    if thing is not None:
        ctx.claim(name, "kg:owned", thing.key, where, state, _SURE)
    if share is not None:
        ctx.claim(name, "kg:share", share.quantity, where, state, _SURE)
