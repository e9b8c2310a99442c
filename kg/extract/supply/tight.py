"""Short clauses that the parser takes for one noun phrase: "Uganda exports coffee", "EDF imports uranium"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import COMMODITIES, goods, is_kind
from kg.extract.clause.arguments import Slots, expand
from kg.extract.clause.phrases import Row, verb_rows
from kg.extract.context import Context
from kg.extract.supply.portions import within
from kg.extract.supply.relations import Relation, tell
from kg.extract.supply.traders import traders

_NEITHER = frozenset({"neither", "nor"})


def find_tight(ctx: Context, verb: Token) -> None:
    """Tell the clause of a verb in -s that was read as a noun between a trader and a commodity.

    English has no such compound ("exports coffee" is no kind of coffee), so the reading is safe.
    """
    noun = verb.head
    rows = [row for words, row in verb_rows("supply_verbs", verb) if len(words) == 1 and row["commodity"] == "obj"]
    mention = ctx.mentions.at(verb.i - 1) if verb.i > verb.sent.start else None
    if not rows or noun.i <= verb.i or mention is None or not _names_goods(ctx, verb, noun):
        return
    subjects = [ctx.doc[mention.root]]
    while subjects[0].dep_ == "conj" and subjects[0].head.i >= verb.sent.start:
        subjects.insert(0, subjects[0].head)
    relation = _relation(ctx, verb, noun, subjects, rows[0])
    if relation.goods and (relation.suppliers or relation.consumers):
        tell(ctx, relation)


def _names_goods(ctx: Context, verb: Token, noun: Token) -> bool:
    """Return whether a commodity begins right behind the verb and ends with the noun."""
    good = ctx.mentions.at(noun.i)
    return good is not None and is_kind(good, COMMODITIES) and good.start > verb.i and noun.i - verb.i <= 4


def _relation(ctx: Context, verb: Token, noun: Token, subjects: list[Token], row: Row) -> Relation:
    relation = Relation(
        verb,
        goods=goods(ctx, within(expand(noun))),
        stage=row["stage"],
        sure=float(row["p"] or 0.8) * 0.95,
        relation=row["relation"],
    )
    relation.goods = [(key, where) for key, where in relation.goods if where.i > verb.i]
    relation.who = "consumer" if row["consumer"] == "subj" else "supplier"
    relation.negated = any(t.lower_ in _NEITHER for t in verb.doc[verb.sent.start : verb.i])
    slots = Slots(noun)
    who = traders(ctx, subjects)
    other = traders(ctx, slots("from" if relation.who == "consumer" else "to"))
    relation.consumers, relation.suppliers = (who, other) if relation.who == "consumer" else (other, who)
    return relation
