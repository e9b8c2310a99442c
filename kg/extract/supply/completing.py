"""The side of a trade that was told before: "Guinea's bauxite exports hit a record. Most of the ore goes to China"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, is_kind, lemmas
from kg.extract.clause.arguments import Slots
from kg.extract.clause.phrases import Row
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.extract.supply.relations import Relation, told
from kg.extract.supply.traders import holders, possessors, traders

_REACH = 1  # sentences back to where the goods were told
_TRADERS = ("country/", "bloc/", "company/", "region/")


def complete_side(ctx: Context, row: Row, relation: Relation) -> None:
    """Let who was told with the same goods just before fill the side that the clause leaves out.

    Only where the clause points back to the goods ("the ore", "of it", "taking a fifth") and tells a part of them.
    """
    head = relation.head
    if relation.negated or relation.scope == "world" or relation.whole or not _points_back(ctx, relation):
        return
    if bool(relation.consumers) == bool(relation.suppliers):
        return
    side = "suppliers" if relation.consumers else "consumers"
    if side == "consumers" and row["share_of"] != "consumer" and row["stage"] != "export":
        return  # "Chile mines a quarter of it"
    mine = {ref.key for ref in (*relation.consumers, *relation.suppliers)}
    found = _side_before(ctx, relation, side)
    if found is None or found.key in mine:
        return
    if side == "consumers" and row["share_of"] != "consumer" and relation.share:
        return  # a part of what the seller sells: to whom, is not told
    setattr(relation, side, [replace(found, token=head, weight=0.85)])
    if relation.share and not _own_needs(ctx, relation):
        relation.scope = "supplier" if side == "suppliers" else "consumer"


def _own_needs(ctx: Context, relation: Relation) -> bool:
    """Return whether the part is of what the buyer himself takes: "of the metal it uses"."""
    of = relation.quantity.of if relation.quantity is not None else None
    taking = lexicon.toml("shares")["taking"]
    return of is not None and any(c.dep_ == "relcl" and c.lemma_.lower() in taking for c in ctx.doc[of].children)


def _points_back(ctx: Context, relation: Relation) -> bool:
    """Return whether a part or amount is told of goods that the clause itself does not name."""
    if not relation.goods or not (relation.quantity is not None or relation.vague):
        return False
    return all(_anaphor(ctx, relation, where) for _, where in relation.goods)


def _anaphor(ctx: Context, relation: Relation, where: Token) -> bool:
    if where.pos_ == "PRON" or not lemmas(where).isdisjoint(ctx.classes["commodity_description"]):
        return True
    start = relation.quantity.start if relation.quantity is not None else relation.head.i
    if relation.quantity is not None and start <= where.i < relation.quantity.end:
        return True  # "taking 1.6 million barrels a day"
    return where.i < min(start, relation.head.i) and where.head != relation.head and not _own_subject(relation, where)


def _own_subject(relation: Relation, where: Token) -> bool:
    """Return whether the good is named inside the clause's own subject: "Chilean copper made up a third"."""
    subjects = [c for c in relation.head.children if c.dep_ in {"nsubj", "nsubjpass", "csubj"}]
    return any(c.left_edge.i <= where.i <= c.right_edge.i for c in subjects)


def _side_before(ctx: Context, relation: Relation, side: str) -> ActorRef | None:
    """Return the one trader on that side of the same goods, in the clause or sentence before."""
    keys = {key for key, _ in relation.goods}
    here = ctx.sentence_of(relation.head)
    limit = _limit(relation)
    options: list[tuple[int, list[ActorRef]]] = []
    for one in told(ctx):
        near = 0 <= here - ctx.sentence_of(one.head) <= _REACH and one.head.i < relation.head.i
        if near and keys == {key for key, _ in one.goods} and not one.negated and getattr(one, side):
            options.append((one.head.i, getattr(one, side)))
    for mention in ctx.mentions.before(limit):
        if here - ctx.sentence_of(ctx.doc[mention.root]) > _REACH or mention.entity.key not in keys:
            continue
        owners = _owners(ctx, mention, side)
        if owners and is_kind(mention, COMMODITIES):
            options.append((mention.root, owners))
    if not options:
        return None
    refs = max(options, key=lambda one: one[0])[1]
    return refs[0] if len(refs) == 1 and refs[0].key.startswith(_TRADERS) else None


def _limit(relation: Relation) -> int:
    start = relation.quantity.start if relation.quantity is not None else relation.head.i
    return min(start, relation.head.i)


def _owners(ctx: Context, mention: Mention, side: str) -> list[ActorRef]:
    """Return whose the goods are as a seller or as a buyer: "Guinea's bauxite exports", "Japan's imports of LNG"."""
    words = lexicon.toml("shares")
    noun = ctx.doc[mention.root]
    chain = [noun]
    while (
        len(chain) < 4
        and chain[-1].dep_ in {"compound", "nmod", "amod", "pobj", "prep"}
        and chain[-1].head.pos_ != "VERB"
    ):
        chain.append(chain[-1].head)
    lemma = {t.lemma_.lower() for t in chain}
    verb = chain[-1].head if chain[-1].dep_ == "dobj" else None
    if verb is not None and verb.lemma_.lower() in words["taking" if side == "consumers" else "giving"]:
        return traders(ctx, Slots(verb).subjects())  # "Lebanon buys almost all its wheat abroad"
    bought = bool(lemma & {*words["imports"]})
    if bought != (side == "consumers"):
        return _earned(ctx, noun) if side == "suppliers" and not bought else []
    for token in chain:
        found = traders(ctx, possessors(token)) or holders(ctx, token)[0]
        if found:
            return found
    return _earned(ctx, noun) if side == "suppliers" else []


def _earned(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return who earns by the goods: "earns a quarter of its export revenue from fish"."""
    words = lexicon.toml("shares")
    for token in noun.sent:
        if token.i < noun.i and token.lemma_.lower() in words["exports"]:
            owner = token.head if token.dep_ == "compound" else token
            found = traders(ctx, possessors(owner))
            if found:
                return found
    return []
