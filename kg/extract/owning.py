"""What every telling of a stake works with: what is owned, its holders with their shares, and the claims of it."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import ACTORS, ActorRef, actors, is_kind, relative_owner
from kg.extract.clause.arguments import expand, modifiers
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.antecedents import SUBJECTS
from kg.extract.quantities.finding import QuantityMention
from kg.language.clues import describing
from kg.resolve.fit import Profile

_OWNED = ACTORS - {"kg:Person", "kg:Country", "kg:Bloc", "kg:Subdivision"} | {"kg:Facility"}
_SITES = frozenset({"kg:Facility", "kg:Place"})
_FIRMS = frozenset({"kg:Company", "kg:Organization"})
_SURE = 0.85


def owned(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    """Return what is owned by its name, also where a common noun stands behind: "the Mutanda mine"."""
    found = []
    for token in tokens:
        if token.tag_ == "WP$":
            owner = relative_owner(token)
            found += owned(ctx, [owner]) if owner is not None else []
            continue
        near = (token, *(t for t in modifiers(token) if t.dep_ in {"compound", "nmod", "amod"}))
        near += tuple(c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN")
        near += _named_right(token)
        named = [
            m for t in near if (m := ctx.mentions.at(t.i)) is not None and is_kind(m, _OWNED) and m.form != "demonym"
        ]
        if named and (named[0].start <= token.i < named[0].end or named[0].start > token.i or ownable(token)):
            found.append(ActorRef(named[0].entity.key, token))
    return found


def _named_right(token: Token) -> tuple[Token, ...]:
    """Return the name right behind a common noun that the parser hangs elsewhere: "of the copper smelter RTV Boric"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is None or token.pos_ != "NOUN" or not ownable(token) or after.tag_ != "NNP" or not after.ent_type_:
        return ()
    return (after,)


def ownable(token: Token) -> bool:
    """Return whether a noun is one for what can be owned in shares: a firm, a site, a project."""
    lemma = token.lemma_.lower()
    return lemma in lexicon.toml("stakes")["ownable"] or describing().get(lemma) == "kg:Company"


def in_which(verb: Token) -> list[Token]:
    """Return what "which" stands for in "Y, in which X holds 20 per cent", "Y, a firm listed in Lima in which X"."""
    first = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"in", "of"} and c.i < verb.i), None)
    pronoun = first is not None and any(c.lower_ == "which" for c in first.children)
    if not pronoun or verb.dep_ != "relcl":
        return []
    noun = verb.head
    while noun.dep_ == "pobj" and noun.head.head.dep_ in {"acl", "prep"} and not ownable(noun):
        noun = noun.head.head.head  # the parser hangs the clause on Lima
    return [noun.head] if noun.dep_ == "appos" and ownable(noun) else expand(noun)


def meant(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    """Return the firm or site that a bare "the group", "the mine" means: what the sentences before speak of."""
    for token in tokens:
        bare = [c.lower_ for c in token.children if c.dep_ in {"det", "amod", "compound", "nmod", "poss"}] == ["the"]
        if not bare or not ownable(token) or ctx.mentions.at(token.i) is not None:
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


def bracketed(ctx: Context, head: Token) -> list[tuple[QuantityMention, list[ActorRef]]]:
    """Return the holders behind a word with their shares: "X (60 per cent) and the state (40)", "X, with a third"."""
    found: list[tuple[QuantityMention, list[ActorRef]]] = []
    for share in ctx.quantities_in(head.i + 1, head.sent.end):
        i = share.start - 1
        if share.quantity.unit != "%" or i <= head.i + 1 or ctx.doc[i].lower_ not in lexicon.toml("stakes")["links"]:
            continue
        i -= 2 if ctx.doc[i - 1].text == "," else 1
        mention = ctx.mentions.at(i)
        named = mention is not None and is_kind(mention, ACTORS) and mention.form != "demonym"
        refs = (
            [ActorRef(mention.entity.key, ctx.doc[i])] if named and mention is not None else actors(ctx, [ctx.doc[i]])
        )
        if refs and i > head.i:
            found.append((share, refs))
    return found


def tell(
    ctx: Context,
    head: Token,
    holders: list[ActorRef],
    things: list[ActorRef],
    share: QuantityMention | None,
    state: Status | None = None,
) -> None:
    state = state or status(ctx, head)
    whole = ctx.doc[share.root] if share is not None else head
    apart = len(holders) > 1 and (share is None or _of_each(ctx, share))
    for holder in holders:
        where = holder.token if apart else whole
        if holder.key.startswith("group/"):
            continue
        if not things and share is not None:
            _claims(ctx, where, state, holder, None, share)
        for thing in things:
            if holder.key != thing.key:
                _claims(ctx, where, state, holder, thing, share)


def _of_each(ctx: Context, share: QuantityMention) -> bool:
    """Return whether a share is that of each holder: "hold 20 per cent each", "each own a third"."""
    near = ctx.doc[max(share.start - 3, 0) : share.end + 1]
    return any(t.lower_ in {"each", "apiece"} for t in near)


def _claims(
    ctx: Context,
    where: Token,
    state: Status,
    holder: ActorRef,
    thing: ActorRef | None,
    share: QuantityMention | None,
) -> None:
    others = [p for p in ctx.profiles if p == f"_s{where.i}" and holder.key not in ctx.profiles[p].agents]
    where = holder.token if others else where  # "agreed to buy X's 20 per cent": two stakes told by one share
    profile = Profile("stake", ("kg:Stake",), {holder.key}, targets={thing.key} if thing is not None else set())
    name = ctx.settle(profile, where) if thing is not None else ctx.occurrence("stake", ("kg:Stake",), where)
    ctx.claim(name, "kg:owner", holder.key, where, state, _SURE * holder.weight)
    if thing is not None:
        ctx.claim(name, "kg:owned", thing.key, where, state, _SURE)
    if share is not None:
        ctx.claim(name, "kg:share", share.quantity, where, state, _SURE)
