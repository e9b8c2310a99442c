"""Stakes: who owns how much of what. "State fund X holds 20 per cent of Y", "Y is 30 per cent owned by X"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import ACTORS, ActorRef, actors, is_kind, owners
from kg.extract.clause.arguments import Slots, expand, governor, is_passive, modifiers
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.status import status
from kg.extract.clause.subjects import RELATIVES
from kg.extract.context import Context, Status
from kg.extract.mentions.antecedents import SUBJECTS
from kg.extract.quantities.finding import QuantityMention
from kg.model import Quantity
from kg.resolve.fit import Profile

_OWNED = ACTORS - {"kg:Person", "kg:Country", "kg:Bloc", "kg:Subdivision"} | {"kg:Facility"}
_SITES = frozenset({"kg:Facility", "kg:Place"})
_FIRMS = frozenset({"kg:Company", "kg:Organization"})
_SURE = 0.85


def find_stakes(ctx: Context) -> None:
    """Add every stake that the article tells of: its owner, its share, and what is owned where that has a name."""
    words = lexicon.toml("stakes")
    owning = frozenset({*words["owning"], *words["acquiring"]})
    for token in ctx.tokens.of(
        words["nouns"], {"belong"}, words["owned"], owning, words["holders"], words["takeovers"], words["ventures"]
    ):
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in words["nouns"]:
            _noun(ctx, token, words["nouns"][lemma])
        elif token.pos_ == "NOUN" and lemma in words["holders"]:
            _listed(ctx, token)
        elif lemma in words["ventures"]:
            _venture(ctx, token)
        elif token.pos_ == "NOUN" and lemma in words["takeovers"]:
            _takeover(ctx, token)
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
    behind = [t for p in prepositions for t in slots(p) if t.lower_ not in RELATIVES]
    behind = behind or (_in_which(verb) if verb is not None else [])
    things = _owned(ctx, behind) or _meant(ctx, behind)
    share = _size(ctx, noun, verb, lemma)
    sized = any(t.lower_ in words["sizes"] for t in modifiers(noun))
    if (
        not behind
        and lemma in words["losing"]
        and verb is not None
        and not any(c.dep_ == "poss" for c in noun.children)
    ):
        things = _owned(ctx, Slots(verb).subjects())  # "Acme sells 5% stake to the state": in itself
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
    if not holders and verb is not None and _only_meant(ctx, verb):
        sellers = actors(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)])
        read = status(ctx, verb)
        held = Status(speaker=read.speaker, factor=read.factor, asserted=read.asserted)
        _tell(ctx, noun, sellers or actors(ctx, Slots(verb).subjects()), things, share, held)
        return
    _tell(ctx, noun, holders, things, share)


def _only_meant(ctx: Context, verb: Token) -> bool:
    """Return whether a sale is not done, so that the seller holds the stake: "was ordered to sell its stake"."""
    read = status(ctx, verb)
    must = any(c.lower_ == "must" for c in verb.children)
    selling = verb.lemma_.lower() in lexicon.toml("stakes")["losing"]
    return selling and read.asserted and (must or read.modality != "Actual" or read.polarity == "Negated")


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
    counted = [g for t in objects if t.lower_ == "each" for g in t.children]  # "hold 20 per cent each"
    found = [m for t in (*objects, *counted) if (m := ctx.quantity_at(t.i)) is not None and m.quantity.unit == "%"]
    share = found[0] if found else _all_of(objects)
    if verb.tag_ == "VBD" and any(t.lemma_.lower() in lexicon.toml("stakes")["losing"] for t in verb.sent):
        return  # "Acme, which owned 30 per cent of it, sold to Bolt"
    if share is None:
        if any(t.lemma_.lower() in lexicon.toml("stakes")["rest"] for t in objects):
            _tell(ctx, verb, actors(ctx, slots.subjects()), _same_thing(ctx, verb, []), None)
        else:
            _bought(ctx, verb, objects)
        return
    behind = [t for o in objects for t in Slots(o)("of")] or slots("of")
    behind = [t for t in behind if t.lower_ not in RELATIVES] or _in_which(verb)
    things = _owned(ctx, behind) or _same_thing(ctx, verb, behind) or _meant(ctx, behind)
    if things:
        ctx.memo["stakes_owned"] = (ctx.sentence_of(verb), things)
    if things or any(_ownable(t) for t in behind):
        _tell(ctx, verb, actors(ctx, slots.subjects()), things, share)


def _bought(ctx: Context, verb: Token, objects: list[Token]) -> None:
    """Read "Acme has agreed to buy Bolt for $4bn", "acquired Bolt": a firm bought by its name, whole."""
    if verb.lemma_.lower() not in lexicon.toml("stakes")["buying"]:
        return
    bare = [t for t in objects if not any(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in t.children)]
    things = [t for t in _owned(ctx, bare) if t.key.startswith("company/")]
    _tell(ctx, verb, _buyers(ctx, Slots(verb).subjects()), things, None)


def _takeover(ctx: Context, noun: Token) -> None:
    """Read "completed its takeover of Bolt", "the acquisition of Bolt by Acme", "Acme's purchase of Bolt"."""
    slots = Slots(noun, governor(noun))
    things = [t for t in _owned(ctx, slots("of")) if t.key.startswith("company/")]
    _tell(ctx, noun, _buyers(ctx, slots.subjects()), things, None)


def _venture(ctx: Context, noun: Token) -> None:
    """Read "Y, a joint venture of X and Z": both own it, how much is not told."""
    of = [noun.head] if noun.dep_ == "appos" else Slots(noun.head).subjects() if noun.dep_ == "attr" else []
    partners = actors(ctx, Slots(noun)("of|between"))
    if len(partners) > 1:
        _tell(ctx, noun, partners, _owned(ctx, of), None)


def _buyers(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    """Return the firms, funds and states among those who buy."""
    found = [r for r in actors(ctx, tokens) if r.key.startswith(("company/", "organization/", "country/", "body/"))]
    return [replace(r, weight=r.weight * 0.9) for r in found]


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
    """Read "25 per cent of the project belongs to the state", "Y belongs to X (60 per cent) and Z (40 per cent)"."""
    slots = Slots(verb)
    subjects = slots.subjects()
    behind = slots("to")
    state = [t for b in behind if b.lemma_.lower() in {"state", "government"} for t in Slots(b)("of")]
    holders = actors(ctx, state) or actors(ctx, behind)
    for token in subjects:
        share = ctx.quantity_at(token.i)
        rest = token.lemma_.lower() in lexicon.toml("stakes")["rest"]
        if rest or (share is not None and share.quantity.unit == "%"):
            inner = [t for t in Slots(token)("of") if t.lower_ not in RELATIVES]
            things = (
                _owned(ctx, inner or _named_before(ctx, token)) if not rest or inner else _same_thing(ctx, verb, [])
            )
            if things:
                _tell(ctx, verb, holders, things, None if rest else share)
    things = _owned(ctx, subjects)
    parts = bracketed(ctx, verb)
    if things and parts:
        for share, refs in parts:
            _tell(ctx, verb, refs, things, share)


def _listed(ctx: Context, noun: Token) -> None:
    """Read "Y's shareholders are X (60 per cent) and Z (40 per cent)"."""
    slots = Slots(noun)
    things = _owned(
        ctx, [*(t for c in noun.children if c.dep_ == "poss" for t in expand(c)), *slots("of"), *slots("in")]
    )
    for share, refs in bracketed(ctx, noun) if things else []:
        _tell(ctx, noun, refs, things, share)


def _named_before(ctx: Context, token: Token) -> list[Token]:
    """Return the noun that a share's "of which" stands for, before the comma: "the plant, 54 per cent of which"."""
    start = token.left_edge.i
    if start < 2 or ctx.doc[start - 1].text != ",":
        return []
    noun = ctx.doc[start - 2]
    while noun.head.i < noun.i and noun.dep_ in {"pobj", "prep"} and noun.head.head != noun:
        noun = noun.head
        if noun.pos_ in {"NOUN", "PROPN"} and (_ownable(noun) or ctx.mentions.at(noun.i) is not None):
            break
    return [noun]


def _in_which(verb: Token) -> list[Token]:
    """Return what "which" stands for in "Y, in which X holds 20 per cent", "Y, a firm listed in Lima in which X"."""
    first = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"in", "of"} and c.i < verb.i), None)
    pronoun = first is not None and any(c.lower_ == "which" for c in first.children)
    if not pronoun or verb.dep_ != "relcl":
        return []
    noun = verb.head
    while noun.dep_ == "pobj" and noun.head.head.dep_ in {"acl", "prep"} and not _ownable(noun):
        noun = noun.head.head.head  # the parser hangs the clause on Lima
    return [noun.head] if noun.dep_ == "appos" and _ownable(noun) else expand(noun)


def _meant(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    """Return the firm or site that a bare "the group", "the mine" means: what the sentences before speak of."""
    for token in tokens:
        bare = [c.lower_ for c in token.children if c.dep_ in {"det", "amod", "compound", "nmod", "poss"}] == ["the"]
        if not bare or not _ownable(token) or ctx.mentions.at(token.i) is not None:
            continue
        sited = token.lower_ in {row["word"] for row in lexicon.table("facility_words")}
        kinds = _SITES if sited else _FIRMS
        for n in range(ctx.sentence_of(token), max(ctx.sentence_of(token) - 3, -1), -1):
            named = [
                m
                for m in ctx.mentions.before(token.i)
                if ctx.sentence_of(ctx.doc[m.start]) == n and m.form != "demonym"
            ]
            keys = dict.fromkeys(m.entity.key for m in named if is_kind(m, kinds) and not reference.has(m.entity.key))
            subjects = [m.entity.key for m in named if m.entity.key in keys and ctx.doc[m.root].dep_ in SUBJECTS]
            if len(keys) == 1 or subjects:
                return [ActorRef(subjects[-1] if subjects else next(iter(keys)), token, 0.8)]
            if keys:
                break
    return []


def _owned_by(ctx: Context, verb: Token) -> None:
    """Read "Y is 60 per cent owned by X and 40 per cent by Z", "Y, wholly owned by X"."""
    slots = Slots(verb)
    objects = slots.objects() or [t for c in verb.children for t in c.children if t.dep_ in {"nsubj", "nsubjpass"}]
    objects = [s for t in objects for s in (Slots(t.head).subjects() if t.dep_ == "attr" else [t])]
    things = _owned(ctx, [t.head if t.dep_ == "appos" else t for t in objects])
    wholly = any(t.lower_ in lexicon.toml("stakes")["wholly"] for t in verb.children)
    share = _share(ctx, verb) or (ctx.quantity_at(verb.head.i) if verb.dep_ == "acl" else None)
    plain = verb.lemma_.lower() == "own" and any(
        c.dep_ == "auxpass" and c.lower_ in {"is", "are"} for c in verb.children
    )
    if not things or (share is None and not wholly and not plain and not bracketed(ctx, verb)):
        return
    if share is not None:
        ctx.memo["stakes_owned"] = (ctx.sentence_of(verb), things)
    told: set[str] = set()
    for quantity, holders in bracketed(ctx, verb) or _parts(ctx, verb, share):
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


def bracketed(ctx: Context, head: Token) -> list[tuple[QuantityMention, list[ActorRef]]]:
    """Return the holders behind a word with the shares in brackets after them: "X (60 per cent) and the state (40)"."""
    found: list[tuple[QuantityMention, list[ActorRef]]] = []
    for share in ctx.quantities_in(head.i + 1, head.sent.end):
        i = share.start - 2
        if share.quantity.unit != "%" or i <= head.i or ctx.doc[i + 1].text != "(":
            continue
        mention = ctx.mentions.at(i)
        named = mention is not None and is_kind(mention, ACTORS) and mention.form != "demonym"
        refs = (
            [ActorRef(mention.entity.key, ctx.doc[i])] if named and mention is not None else actors(ctx, [ctx.doc[i]])
        )
        if refs:
            found.append((share, refs))
    return found


def _tell(
    ctx: Context,
    head: Token,
    holders: list[ActorRef],
    things: list[ActorRef],
    share: QuantityMention | None,
    state: Status | None = None,
) -> None:
    state = state or status(ctx, head)
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
