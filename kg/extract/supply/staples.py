"""What a state mainly sells or buys: "gold is Mali's biggest export", "its main exports, copper and cobalt"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, goods
from kg.extract.clause.arguments import Slots, expand
from kg.extract.context import Context
from kg.extract.supply.portions import Good
from kg.extract.supply.relations import Relation, tell
from kg.extract.supply.traders import holders, possessors, traders


def tell_staple(ctx: Context, noun: Token, kind: str) -> bool:
    """Tell who exports or imports what, where a noun of trade is ranked and stands for goods; return whether so."""
    chief = lexicon.toml("shares")["chief"]
    if kind not in {"exports", "imports"} or not any(
        c.tag_ == "JJS" or c.lower_ in chief for c in noun.children if c.dep_ in {"amod", "compound"}
    ):
        return False
    who = traders(ctx, possessors(noun)) or holders(ctx, noun)[0]
    things, said = _meant(ctx, noun)
    if len(who) != 1 or not things:
        return False
    other = traders(ctx, Slots(noun)("to" if kind == "exports" else "from"))
    _write(ctx, noun, kind, (who, other), things, said)
    return True


def _write(
    ctx: Context, noun: Token, kind: str, sides: tuple[list[ActorRef], list[ActorRef]], things: list[Good], said: Token
) -> None:
    who, other = sides
    sells = kind == "exports"
    relation = Relation(noun, goods=things, sure=0.78, who="supplier" if sells else "consumer")
    relation.suppliers, relation.consumers = (who, other) if sells else (other, who)
    relation.stage, relation.relation = ("export", "kg:exports") if sells else ("import", "kg:imports")
    relation.clause = said
    tell(ctx, relation)


def _meant(ctx: Context, noun: Token) -> tuple[list[Good], Token]:
    """Return the goods that the noun stands for, and the word that says so."""
    head = noun.head
    if noun.dep_ == "attr" and head.lemma_ in {"be", "remain", "become"}:
        return _heads(ctx, Slots(head).subjects()), head
    if noun.dep_ == "nsubj" and head.lemma_ in {"be", "remain", "include"}:
        objects = [t for c in head.children if c.dep_ in {"attr", "dobj", "acomp"} for t in expand(c)]
        return _heads(ctx, objects), head
    if noun.dep_ == "appos":
        return _heads(ctx, [head]), noun
    return _heads(ctx, [t for c in noun.children if c.dep_ == "appos" for t in expand(c)]), noun


def _heads(ctx: Context, tokens: list[Token]) -> list[Good]:
    """Return the goods that the tokens themselves name."""
    named = [t for t in tokens if (m := ctx.mentions.at(t.i)) is not None and m.form == "noun"]
    return goods(ctx, named)
