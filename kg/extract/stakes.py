"""Stakes: who owns how much of what. "State fund X holds 20 per cent of Y", "Y is 30 per cent owned by X"."""

from __future__ import annotations

from decimal import Decimal

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ACTORS, ActorRef, actors, is_kind, owners
from kg.extract.clause.arguments import Slots, expand, governor, is_passive, modifiers
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.status import status
from kg.extract.clause.subjects import RELATIVES
from kg.extract.context import Context, Status
from kg.extract.holders import shareholder
from kg.extract.owning import bracketed, in_which, meant, ownable, owned, tell
from kg.extract.quantities.finding import QuantityMention
from kg.extract.takeovers import bought, stake_sold, takeover, venture
from kg.model import Quantity


def find_stakes(ctx: Context) -> None:
    """Add every stake that the article tells of: its owner, its share, and what is owned where that has a name."""
    words = lexicon.toml("stakes")
    owning = frozenset({*words["owning"], *words["acquiring"]})
    for token in ctx.tokens.of(
        words["nouns"],
        {"belong"},
        words["hands"],
        words["owned"],
        owning,
        words["holders"],
        words["takeovers"],
        words["ventures"],
    ):
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in words["nouns"]:
            _noun(ctx, token, words["nouns"][lemma])
        elif token.pos_ == "NOUN" and lemma in words["holders"]:
            shareholder(ctx, token)
        elif lemma in words["ventures"]:
            venture(ctx, token)
        elif token.pos_ == "NOUN" and lemma in words["takeovers"]:
            takeover(ctx, token)
        elif lemma == "belong":
            _belongs(ctx, token)
        elif token.pos_ == "NOUN" and lemma in words["hands"]:
            _in_hands(ctx, token)
        elif token.pos_ == "VERB" and lemma in words["owned"] and _is_owned(token):
            _owned_by(ctx, token)
        elif token.pos_ in {"VERB", "AUX"} and lemma in owning:
            _verb(ctx, token)


def _is_owned(verb: Token) -> bool:
    """Return whether a verb is a participle of who owns: "is owned by", "majority-owned by X" behind "is"."""
    return is_passive(verb) or (verb.dep_ == "acomp" and any(c.dep_ == "agent" for c in verb.children))


def _share(ctx: Context, *tokens: Token) -> QuantityMention | None:
    found = [m for _, m in quantities_of(ctx, *tokens) if m.quantity.unit == "%"]
    return found[0] if found else None


def _noun(ctx: Context, noun: Token, prepositions: list[str]) -> None:
    """Read "holds a 30 per cent stake in Y", "X's 30 per cent interest in Y", "sold its stake in Y to X"."""
    words = lexicon.toml("stakes")
    verb = governor(noun)
    lemma = verb.lemma_.lower() if verb is not None else ""
    slots = Slots(noun, verb)
    behind = [t for p in prepositions for t in slots(p) if t.lower_ not in RELATIVES]
    behind = behind or (in_which(verb) if verb is not None else [])
    things = owned(ctx, behind) or meant(ctx, behind)
    share = _size(ctx, noun, verb, lemma)
    if not behind and lemma in words["changing"] and verb is not None and share is not None:
        things = _same_thing(ctx, verb, [])  # "bought 5 per cent of Bolt, lifting its shareholding to 20 per cent"
    if things and share is not None:
        ctx.memo["stakes_owned"] = (ctx.sentence_of(noun), things)
    sized = any(t.lower_ in words["sizes"] for t in modifiers(noun))
    if (
        not behind
        and lemma in words["losing"]
        and verb is not None
        and not any(c.dep_ == "poss" for c in noun.children)
    ):
        things = owned(ctx, Slots(verb).subjects())  # "Acme sells 5% stake to the state": in itself
    if (share is None and not (sized and things)) or not (things or any(ownable(t) for t in behind)):
        return
    holders: list[ActorRef] = []
    if lemma in words["losing"] and verb is not None:
        holders = actors(ctx, Slots(verb)("to"))
    else:
        holders = actors(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)])
        if verb is not None and lemma in {*words["owning"], *words["acquiring"], *words["changing"], *words["showing"]}:
            holders = actors(ctx, Slots(verb).subjects()) or holders
        holders = holders or actors(ctx, slots("of")) or [r for r in owners(ctx, noun) if r.token.i < noun.i]
    if not holders and noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in (*words["takeovers"], "sale"):
        return stake_sold(ctx, noun.head.head, things, share)
    if not holders and verb is not None and _only_meant(ctx, verb):
        sellers = actors(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)])
        read = status(ctx, verb)
        held = Status(speaker=read.speaker, factor=read.factor, asserted=read.asserted)
        tell(ctx, noun, sellers or actors(ctx, Slots(verb).subjects()), things, share, held)
        return
    tell(ctx, noun, holders, things, share)


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
    changing = lemma in {"take", "bring"} and any(c.dep_ == "poss" for c in noun.children)
    if lemma in words["changing"] or changing:
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
    share = found[0] if found else _all_of(objects) or _right_behind(ctx, verb)
    if (
        verb.tag_ == "VBD"
        and verb.lemma_.lower() in lexicon.toml("stakes")["owning"]
        and any(t.lemma_.lower() in lexicon.toml("stakes")["losing"] for t in verb.sent)
    ):
        return  # "Acme, which owned 30 per cent of it, sold to Bolt"
    if share is None:
        if any(t.lemma_.lower() in lexicon.toml("stakes")["rest"] for t in objects):
            tell(ctx, verb, actors(ctx, slots.subjects()), _same_thing(ctx, verb, []), None)
        else:
            bought(ctx, verb, objects)
        return
    behind = [t for o in objects for t in Slots(o)("of")] or slots("of") or _of_share(ctx, share)
    behind = [t for t in behind if t.lower_ not in RELATIVES and not _holds_rest(ctx, t)] or in_which(verb)
    things = owned(ctx, behind) or _same_thing(ctx, verb, behind) or meant(ctx, behind)
    if things:
        ctx.memo["stakes_owned"] = (ctx.sentence_of(verb), things)
    if things or any(ownable(t) for t in behind):
        tell(ctx, verb, actors(ctx, slots.subjects()), things, share)
        for more, refs in _gapped(ctx, share):
            tell(ctx, verb, refs, things, more)


def _right_behind(ctx: Context, verb: Token) -> QuantityMention | None:
    """Return the share right behind a verb, where the parser hangs it on a later word: "owns 7 per cent, mines tin"."""
    for share in ctx.quantities_in(verb.i + 1, min(verb.i + 4, verb.sent.end)):
        after = ctx.doc[share.end].lower_ if share.end < len(ctx.doc) else ""
        if share.quantity.unit == "%" and (after == "of" or (after in {",", "."} and in_which(verb))):
            return share
    return None


def _of_share(ctx: Context, share: QuantityMention | None) -> list[Token]:
    """Return what stands behind a share's "of" by place alone."""
    if share is None or share.end + 1 >= len(ctx.doc) or ctx.doc[share.end].lower_ != "of":
        return []
    return [t for c in ctx.doc[share.end].children if c.dep_ == "pobj" for t in expand(c)]


def _holds_rest(ctx: Context, token: Token) -> bool:
    """Return whether a name begins a clause without verb: "X holds 20 per cent of Y, Z the other 80"."""
    after = ctx.doc[token.i + 1 : token.i + 3]
    return ctx.quantity_at(token.i + 1) is not None or (
        len(after) == 2 and after[0].lower_ == "the" and after[1].lower_ in lexicon.toml("stakes")["others"]
    )


def _gapped(ctx: Context, share: QuantityMention) -> list[tuple[QuantityMention, list[ActorRef]]]:
    """Return the further holders of "X holds 40 per cent and the Serbian state 30": with only a share behind."""
    found: list[tuple[QuantityMention, list[ActorRef]]] = []
    skipped = lexicon.toml("stakes")["before_share"]
    for more in ctx.quantities_in(share.end, ctx.doc[share.root].sent.end):
        i = more.start - 1
        while i > share.end and (ctx.doc[i].lower_ in skipped or ctx.doc[i].lower_ == "with"):
            i -= 1
        mention = ctx.mentions.at(i)
        named = mention is not None and is_kind(mention, ACTORS) and mention.form in {"name", "acronym"}
        start = mention.start if named and mention is not None else i
        while start > share.end and ctx.doc[start - 1].pos_ in {"NOUN", "ADJ", "DET", "PROPN", "PART"}:
            start -= 1
        joined = ctx.doc[start - 1].lower_ in {"and", ",", ";", "while", "alongside", "by"}
        if more.quantity.unit != "%" or not joined or i <= share.end:
            continue
        refs = [ActorRef(mention.entity.key, ctx.doc[mention.root])] if named and mention is not None else []
        refs = refs or (actors(ctx, [ctx.doc[i]]) if ctx.doc[i].pos_ in {"NOUN", "PROPN"} else [])
        if refs:
            found.append((more, refs))
    return found


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


def _belongs(ctx: Context, verb: Token, behind: list[Token] | None = None) -> None:
    """Read "25 per cent of the project belongs to the state", "Y belongs to X (60 per cent) and Z (40 per cent)"."""
    subjects = Slots(verb).subjects()
    behind = Slots(verb)("to") if behind is None else behind
    state = [t for b in behind if b.lemma_.lower() in {"state", "government"} for t in Slots(b)("of")]
    holders = actors(ctx, state) or actors(ctx, behind)
    for token in subjects:
        part = _part(ctx, verb, token)
        if part is not None:
            tell(ctx, verb, holders, part[1], part[0])
    things = owned(ctx, subjects)
    parts = bracketed(ctx, verb)
    if things and parts:
        for share, refs in parts:
            tell(ctx, verb, refs, things, share)


def _in_hands(ctx: Context, noun: Token) -> None:
    """Read "the remaining 30 per cent is in the hands of the state"."""
    verb = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and verb.lemma_ in {"be", "remain", "stay", "end"}:
        _belongs(ctx, verb, Slots(noun)("of"))


def _part(ctx: Context, verb: Token, token: Token) -> tuple[QuantityMention | None, list[ActorRef]] | None:
    """Return share and thing of a subject that is a part: "30 per cent of Y", "the stake in Y", "half of which"."""
    words = lexicon.toml("stakes")
    lemma = token.lemma_.lower()
    if lemma in words["nouns"]:
        share = _share(ctx, token)
        things = owned(ctx, [t for p in words["nouns"][lemma] for t in Slots(token)(p)]) if share is not None else []
        return (share, things) if things else None
    rest = lemma in words["rest"]
    share = ctx.quantity_at(token.i)
    if not rest and (share is None or share.quantity.unit != "%"):
        return None
    inner = [t for t in Slots(token)("of") if t.lower_ not in RELATIVES]
    left = rest or any(c.lower_ in words["others"] for c in token.lefts)
    if inner or not left:
        behind = inner or _named_before(ctx, token)
        things = owned(ctx, behind) or meant(ctx, behind)
    else:
        things = _same_thing(ctx, verb, [])
    return (None if rest else share, things) if things else None


def _named_before(ctx: Context, token: Token) -> list[Token]:
    """Return the noun that a share's "of which" stands for, before the comma: "the plant, 54 per cent of which"."""
    start = token.left_edge.i
    if start < 2 or ctx.doc[start - 1].text != ",":
        return []
    noun = ctx.doc[start - 2]
    while noun.head.i < noun.i and noun.dep_ in {"pobj", "prep"} and noun.head.head != noun:
        noun = noun.head
        if noun.pos_ in {"NOUN", "PROPN"} and (ownable(noun) or ctx.mentions.at(noun.i) is not None):
            break
    return [noun]


def _owned_by(ctx: Context, verb: Token) -> None:
    """Read "Y is 60 per cent owned by X and 40 per cent by Z", "Y, wholly owned by X"."""
    slots = Slots(verb)
    objects = slots.objects() or [t for c in verb.children for t in c.children if t.dep_ in {"nsubj", "nsubjpass"}]
    objects = objects or (Slots(verb.head).subjects() if verb.dep_ == "acomp" else [])
    objects = [s for t in objects for s in (Slots(t.head).subjects() if t.dep_ == "attr" else [t])]
    for token in objects:
        part = _part(ctx, verb, token)
        if part is not None:
            return tell(ctx, verb, actors(ctx, Slots(verb).subjects()), part[1], part[0])
    things = owned(ctx, [t.head if t.dep_ == "appos" else t for t in objects])
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
        tell(ctx, verb, fresh, things, quantity)


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
