"""Origin as a predicate: "four fifths of Europe's solar panels are Chinese", "most of its rice is Vietnamese"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, goods, is_kind
from kg.extract.clause.arguments import Slots
from kg.extract.context import Context
from kg.extract.supply.clauses import Clause
from kg.extract.supply.completing import complete_side
from kg.extract.supply.portions import portions
from kg.extract.supply.relations import Relation, tell
from kg.extract.supply.scope import hold
from kg.extract.supply.traders import holders, traders

_STATES = frozenset({"kg:Country", "kg:Bloc"})
_ROW = {"share_of": "consumer", "stage": "", "relation": ""}


def find_origin(ctx: Context) -> None:
    """Tell of whose ground or make a part of somebody's goods is said to be by an adjective after "is" or "are"."""
    replacing = frozenset(lexicon.toml("shares")["replacing"])
    for token in ctx.tokens.of({"be"}, replacing):
        if token.pos_ == "VERB" and token.lemma_.lower() in replacing:
            _replaced(ctx, token)
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
                complete_side(ctx, _ROW, relation)
                if part.world or relation.consumers:
                    tell(ctx, relation)


def _replaced(ctx: Context, verb: Token) -> None:
    """Read "has replaced Turkish chickpeas with Tanzanian ones": the goods now come from the second state."""
    slots = Slots(verb)
    things, buyers = slots.objects(), traders(ctx, slots.subjects())
    old = goods(ctx, things)
    behind = [t for t in ctx.doc[verb.i + 1 : min(verb.i + 14, verb.sent.end)] if t.lower_ in {"with", "by", "for"}]
    if not old or not buyers or not behind or not any(holders(ctx, t)[1] for t in things):
        return
    for token in (c for c in behind[0].children if c.dep_ == "pobj"):
        found, adjective = holders(ctx, token)
        new = goods(ctx, [token])
        if found and adjective and (new or token.lower_ in {"ones", "supply", "supplies", "cargoes", "imports"}):
            relation = Relation(verb, buyers, found, new or old, stage="import", sure=0.75, who="consumer")
            tell(ctx, relation)
