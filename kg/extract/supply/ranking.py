"""Ranks: who stands beside, behind or ahead of whom as a maker or trader, and who makes more than whom."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.clause.arguments import Slots
from kg.extract.clause.attach import quantities_of
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.portions import Portion, countable, describe
from kg.extract.supply.relations import Relation, tell, told
from kg.extract.supply.traders import traders

_PLAIN = {"exports": "kg:exports", "imports": "kg:imports", "output": "kg:produces"}
_REACH = 30  # tokens between a role and those who stand beside its bearer


def tell_companions(ctx: Context, relation: Relation, noun: Token) -> None:
    """Tell the same of those whom the bearer of a role stands beside: "alongside China", "behind Iraq and Brazil"."""
    own = {ref.key for ref in (*relation.consumers, *relation.suppliers)}
    for one in told(ctx):
        if one.head.sent.start == noun.sent.start:
            own |= {ref.key for ref in (one.suppliers if relation.who == "supplier" else one.consumers)}
    found = [ref for ref in (*_beside(ctx, noun), *_passed(ctx, relation.clause)) if ref.key not in own]
    _tell_each(ctx, relation, found)


def tell_compared(ctx: Context, relation: Relation) -> None:
    """Tell the same of whom a maker or trader is compared with: "grows more cardamom than India"."""
    if not relation.goods or relation.negated or not relation.suppliers or relation.who != "supplier":
        return
    head = relation.head
    more = next((t for t in ctx.doc[head.i + 1 : min(head.i + 8, head.sent.end)] if _comparative(t)), None)
    if more is None:
        return
    words = {"than"} if more.lower_ in {"more", "less", "fewer"} else {"as"}
    own = {s.key for s in relation.suppliers}
    for token in ctx.doc[more.i + 1 : min(more.i + 12, head.sent.end)]:
        if token.lower_ in words and token.pos_ in {"ADP", "SCONJ"}:
            found = [ref for ref in _governed(ctx, token) if ref.key not in own]
            _tell_each(ctx, relation, found)
            return


def tell_overtaking(ctx: Context, verb: Token) -> None:
    """Read "Thailand overtook India in rice exports", "Chile outstrips Peru in copper output"."""
    slots = Slots(verb)
    flow = _flow(ctx, verb)
    if flow is None:
        return
    noun, kind = flow
    part = describe(ctx, [noun], Portion(noun))
    who, whom = traders(ctx, slots.subjects()), traders(ctx, slots.objects())
    if not part.goods or not who or not whom or part.world:
        return
    buys = kind == "imports"
    relation = Relation(verb, goods=part.goods, stage=part.stage, sure=0.78, who="consumer" if buys else "supplier")
    relation.relation = _PLAIN[kind]
    relation.quantity = _amount(ctx, verb)
    relation.consumers, relation.suppliers = (who, []) if buys else ([], who)
    tell(ctx, relation)
    _tell_each(ctx, relation, whom)


def _passed(ctx: Context, verb: Token | None) -> list[ActorRef]:
    """Return who had the rank before: "overtook Australia to become the biggest exporter"."""
    if verb is None:
        return []
    first = verb.head if verb.dep_ in {"xcomp", "advcl"} and verb.tag_ == "VB" else verb
    if first.lemma_.lower() not in lexicon.toml("shares")["passing"]:
        return []
    return [ref for ref in traders(ctx, Slots(first)("obj")) if ref.key.startswith("country/")]


def _tell_each(ctx: Context, relation: Relation, refs: list[ActorRef]) -> None:
    for ref in refs:
        one = replace(relation, quantity=None, scope="", anchor=ref.token, sure=relation.sure * 0.95, presupposed=True)
        one.consumers, one.suppliers = list(relation.consumers), list(relation.suppliers)
        if relation.who == "supplier":
            one.suppliers = [ref]
        else:
            one.consumers = [ref]
        tell(ctx, one)


def _comparative(token: Token) -> bool:
    return token.lower_ in {"more", "less", "fewer"} or (
        token.lower_ == "as" and token.nbor(1).lower_ in {"much", "many"}
    )


def _beside(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return the states that stand behind words of rank in the rest of the noun's sentence, or open it."""
    words = lexicon.toml("shares")["beside"]
    sent = noun.sent
    found: list[ActorRef] = []
    for token in ctx.doc[noun.i + 1 : min(noun.i + _REACH, sent.end)]:
        if token.pos_ == "VERB" and token.lower_ not in words:
            break
        if token.lower_ in words and _placed(token):
            found += _governed(ctx, token)
    first = ctx.doc[sent.start]
    if first.lower_ in words and not found and any(c.i < noun.i for c in first.children):
        found = _governed(ctx, first)
    return [ref for ref in found if ref.key.startswith("country/")]


def _placed(token: Token) -> bool:
    """Return whether a word of rank stands apart from the noun: behind a comma or the second of two words."""
    before = token.nbor(-1)
    return (
        before.text in {",", "–", "—"}
        or before.lower_ in {"just", "only", "well", "far", "close"}
        or (token.lower_ in {"after", "behind"} and _ordinal(token))
        or token.lower_
        in {
            "alongside",
            "behind",
            "ahead",
        }
    )


def _ordinal(word: Token) -> bool:
    """Return whether a rank stands shortly before: "the second-largest buyer of Russian oil after China"."""
    places = lexicon.toml("shares")["places"]
    return any(t.lower_ in places for t in word.doc[max(word.sent.start, word.i - 10) : word.i])


def _governed(ctx: Context, word: Token) -> list[ActorRef]:
    """Return who stands right behind a word of rank, over "of", "with", "by" and "only"."""
    i = word.i + 1
    while i < word.sent.end and ctx.doc[i].lower_ in {"of", "with", "by", "to", "only", "the", "both", "neighbouring"}:
        i += 1
    mention = ctx.mentions.at(i) if i < word.sent.end else None
    if mention is None or mention.form == "demonym":
        return []
    return traders(ctx, _row(ctx, i))


def _row(ctx: Context, start: int) -> list[Token]:
    """Return the roots of the names in a row: "China, Tajikistan and Myanmar"."""
    found: list[Token] = []
    i, end = start, ctx.doc[start].sent.end
    while i < end:
        mention = ctx.mentions.at(i)
        if mention is not None:
            if mention.form == "demonym" or ctx.doc[mention.root].dep_ == "poss":
                break
            found.append(ctx.doc[mention.root])
            i = mention.end
        elif ctx.doc[i].lower_ in {",", "and", "the"}:
            i += 1
        else:
            break
    return found


def _flow(ctx: Context, verb: Token) -> tuple[Token, str] | None:
    """Return the noun of trade in which one passes the other, and its kind."""
    flows: dict[str, list[str]] = lexicon.toml("shares")["flows"]
    for token in ctx.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)]:
        kind = next((k for k, nouns in flows.items() if token.lemma_.lower() in nouns), "")
        if kind and token.dep_ == "pobj" and token.head.lower_ in {"in", "by"}:
            return token, kind
    return None


def _amount(ctx: Context, verb: Token) -> QuantityMention | None:
    """Return the volume told of who passes: "at 1.6 million bags", "with 9 million tonnes"."""
    hanging = [q for link, q in quantities_of(ctx, verb) if link in {"at", "with"}]
    return next((q for q in hanging if (countable(q) and q.quantity.unit != "%") or _things(q)), None)


def _things(quantity: QuantityMention) -> bool:
    return quantity.quantity.unit == "1" and quantity.of is not None


def goods_of_rank(ctx: Context, noun: Token, relation: str) -> list[tuple[str, Token]]:
    """Return the goods of "India, the second-largest producer": those made by the one told before in the sentence."""
    if not any(c.tag_ in {"JJS", "RBS"} or c.lower_ in {"number", "top", "main", "leading"} for c in noun.children):
        return []
    same = [r for r in told(ctx) if r.head.sent.start == noun.sent.start and r.relation == relation and r.goods]
    return list(same[-1].goods) if same else []
