"""Traders told by a word that points: "buys its rice there", "sold the country maize"."""

from __future__ import annotations

from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.clause.phrases import Row
from kg.extract.context import Context
from kg.extract.supply.clauses import Clause
from kg.extract.supply.described import other_state
from kg.extract.supply.relations import Relation, last_before


def there(ctx: Context, clause: Clause, row: Row) -> list[ActorRef]:
    """Read "buys its rice there", "bought a third of its tin from it": of whom it was just said that he sells."""
    if "from" not in row["supplier"].split("|"):
        return []
    tail = list(clause.head.doc[clause.head.i + 1 : min(clause.head.i + 16, clause.head.sent.end)])
    there = any(t.lower_ == "there" for t in clause.tokens) or any(
        t.lower_ in {"there", "it", "them"} and t.nbor(-1).lower_ == "from" and ctx.mentions.at(t.i) is None
        for t in tail
    )
    before = last_before(ctx, clause.head, 1) if there else None
    return list(before.suppliers) if before is not None else []


def fill_described(ctx: Context, clause: Clause, row: Row, relation: Relation) -> None:
    """Read "Zambia sold the country maize": the description is of none that trades with him."""
    own = {ref.key for ref in (*relation.consumers, *relation.suppliers)}
    if row["consumer"] not in {"", "subj"} and not relation.consumers:
        relation.consumers = other_state(ctx, [t for n in row["consumer"].split("|") for t in clause.slot(n)], own)
    elif row["supplier"] not in {"", "subj"} and not relation.suppliers:
        relation.suppliers = other_state(ctx, [t for n in row["supplier"].split("|") for t in clause.slot(n)], own)
