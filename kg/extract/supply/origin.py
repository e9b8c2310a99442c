"""Origin as a predicate: "four fifths of Europe's solar panels are Chinese", "most of its rice is Vietnamese"."""

from __future__ import annotations

from kg.extract.actors.noun_phrases import ActorRef, is_kind
from kg.extract.clause.arguments import Slots
from kg.extract.context import Context
from kg.extract.supply.clauses import Clause
from kg.extract.supply.portions import portions
from kg.extract.supply.relations import Relation, tell
from kg.extract.supply.scope import hold

_STATES = frozenset({"kg:Country", "kg:Bloc"})
_ROW = {"share_of": "consumer", "stage": "", "relation": ""}


def find_origin(ctx: Context) -> None:
    """Tell of whose ground or make a part of somebody's goods is said to be by an adjective after "is" or "are"."""
    for token in ctx.doc:
        if token.lemma_ != "be" or token.pos_ not in {"AUX", "VERB"}:
            continue
        for child in token.children:
            mention = ctx.mentions.at(child.i) if child.dep_ in {"acomp", "attr"} else None
            if mention is None or mention.form != "demonym" or not is_kind(mention, _STATES):
                continue
            clause = Clause(token)
            for part in portions(ctx, token, Slots(token).subjects()):
                relation = Relation(token, quantity=part.quantity, goods=list(part.goods), sure=0.75, vague=part.vague)
                relation.suppliers = [ActorRef(mention.entity.key, child)]
                if not part.goods or not (relation.share or part.vague) or not hold(ctx, clause, _ROW, relation, part):
                    continue
                if part.world or relation.consumers:
                    tell(ctx, relation)
