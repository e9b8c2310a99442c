"""What commodities are for: used in which product, made from which material."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import COMMODITIES, goods, is_kind
from kg.extract.clause.arguments import Slots, expand, is_passive, surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context

_SURE = 0.88
_Goods = list[tuple[str, Token]]
_STOP = frozenset({"relcl", "advcl", "acl", "ccomp"})
_VERBAL = frozenset({"VERB", "AUX"})


def find_composition(ctx: Context) -> None:
    """Claim kg:usedIn and kg:madeFrom wherever the article says so."""
    table = lexicon.toml("composition")
    used, made = table["used_in"], table["made_from"]
    words = _triggers(table)
    for token in ctx.tokens.of(words, {"be"}, forms={"in", "for"}):
        lemma = token.lemma_.lower()
        if token.lower_ == "in" and token.dep_ == "prep":
            _inside(ctx, token)
        elif token.lower_ == "for" and token.i and token.nbor(-1).text in {",", "(", "–"}:
            _meant_for(ctx, token)
        elif lemma == "be":
            _by_weight(ctx, token)
        if lemma not in words:
            continue
        if token.pos_ == "VERB":
            _verb(ctx, token, lemma, used, made)
        elif token.pos_ in {"ADJ", "NOUN"}:
            prepositions = used["adjectives"].get(lemma) or used["nouns"].get(lemma)
            if prepositions:
                _say(ctx, token, goods(ctx, _described(token)), _targets(ctx, token, prepositions), "kg:usedIn")
            if lemma in used["uses"]:
                _use(ctx, token)
            if lemma in made["nouns"]:
                materials = goods(ctx, Slots(token)("of"))
                _say(ctx, token, goods(ctx, _described(token)), materials, "kg:madeFrom")


def _triggers(table: Mapping[str, Any]) -> frozenset[str]:
    used, made = table["used_in"], table["made_from"]
    parts = (
        used["verbs"],
        used["adjectives"],
        used["nouns"],
        used["going"],
        used["serving"],
        used["containing"],
        used["uses"],
        made["nouns"],
        made["verbs"],
        made["becoming"],
    )
    return frozenset(word for part in parts for word in part)


def _verb(ctx: Context, verb: Token, lemma: str, used: Mapping[str, Any], made: Mapping[str, Any]) -> None:
    slots = Slots(verb)
    if lemma in used["verbs"] and not (lemma == "find" and _once_found(verb)):
        things = _before(ctx, verb) or goods(ctx, _explained(slots.objects()))
        products = _targets(ctx, verb, used["verbs"][lemma])
        _say(ctx, verb, things, products or _made(ctx, verb, (*used["making"], *used["serving"])), "kg:usedIn")
        if things and products:
            _gapped(ctx, verb, used["verbs"][lemma])
    if lemma in used["going"]:
        things = goods(ctx, _stuff(ctx, slots.subjects()))
        products = _targets(ctx, verb, used["going"][lemma])
        _say(ctx, verb, things, products, "kg:usedIn")
        if things and products:
            _gapped(ctx, verb, used["going"][lemma])
    if lemma in used["serving"]:
        products = _heads(ctx, [t for o in slots.objects() for t in (o, *Slots(o)("of|in|inside"))])
        things = [(k, w) for k, w in _heads(ctx, slots.subjects()) if k.startswith("mineral/")]
        _say(ctx, verb, things, products, "kg:usedIn")
    if lemma in made["verbs"]:
        _say(ctx, verb, goods(ctx, slots.objects()), _materials(ctx, verb, made["verbs"][lemma]), "kg:madeFrom")
    if lemma in made["becoming"]:
        for product in _targets(ctx, verb, made["becoming"][lemma]):
            _say(ctx, verb, [product], goods(ctx, slots.objects()), "kg:madeFrom")
    if lemma in used["containing"]:
        _contained(ctx, verb, slots)


def _explained(tokens: Iterable[Token]) -> list[Token]:
    """Return what an apposition explains: of "antimony, a metalloid used in ammunition" antimony, else the token."""
    return [t.head if t.dep_ == "appos" and t.head.i < t.i else t for t in tokens]


def _gapped(ctx: Context, verb: Token, prepositions: Iterable[str]) -> None:
    """Read what leaves the verb out: "gallium goes into chips, germanium into lenses; hafnium, in control rods"."""
    wanted, doc = frozenset(prepositions), ctx.doc
    for i in range(verb.i + 1, verb.sent.end - 2):
        mention = ctx.mentions.at(i)
        if mention is None or mention.start != i or not mention.entity.key.startswith("mineral/"):
            continue
        if mention.form != "noun" or doc[i - 1].lower_ not in {",", ";", "and", "while", "but"}:
            continue
        j = mention.end + (mention.end < verb.sent.end and doc[mention.end].text == ",")
        if j >= verb.sent.end or doc[j].lower_ not in wanted:
            continue
        products = [t for c in doc[j].children for t in (c, *c.subtree) if c.i > j and t.i >= j]
        found = [(k, w) for k, w in _heads(ctx, sorted(set(products), key=lambda t: t.i)) if k.startswith("product/")]
        _say(ctx, verb, [(mention.entity.key, doc[mention.root])], found, "kg:usedIn")


def _stuff(ctx: Context, tokens: Iterable[Token]) -> list[Token]:
    """Return what a part is of: "most of the world's indium", "four fifths of all cobalt"; else the token itself."""
    found: list[Token] = []
    for token in tokens:
        part = token.lemma_.lower() in lexicon.toml("shares")["partitives"] or ctx.quantity_at(token.i) is not None
        inner = [g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"] if part else []
        found += inner or [token]
    return found


def _inside(ctx: Context, preposition: Token) -> None:
    """Read "the beryllium in American fighter jets comes from": a material told by where it sits."""
    noun = preposition.head
    mention = ctx.mentions.at(noun.i)
    if mention is None or not mention.entity.key.startswith("mineral/") or preposition.i != mention.end:
        return
    before = ctx.doc[mention.start - 1] if mention.start else None
    if before is None or before.lower_ not in {"the", "all"} or noun.dep_ not in {"nsubj", "nsubjpass", "pobj"}:
        return
    carriers = lexicon.toml("composition")["used_in"]["carriers"]
    inner = [t for c in preposition.children if c.dep_ == "pobj" for t in expand(c)]
    products = [(k, w) for k, w in _heads(ctx, inner) if k.startswith("product/") and k not in carriers]
    _say(ctx, noun, [(mention.entity.key, noun)], products, "kg:usedIn")


def _meant_for(ctx: Context, preposition: Token) -> None:
    """Read "scandium, for fuel cells, and yttrium, for lasers": a material with its use set apart."""
    material = ctx.mentions.at(preposition.i - 2) if preposition.i > 1 else None
    if material is None or not material.entity.key.startswith("mineral/") or material.form != "noun":
        return
    for i in range(preposition.i + 1, min(preposition.i + 6, preposition.sent.end)):
        product = ctx.mentions.at(i)
        if product is not None and is_kind(product, COMMODITIES):
            after = ctx.doc[product.end] if product.end < len(ctx.doc) else None
            if after is None or after.is_punct or after.lower_ in {"and", "or"}:
                where = ctx.doc[product.root]
                _say(ctx, where, [(material.entity.key, where)], [(product.entity.key, where)], "kg:usedIn")
            return
        if ctx.doc[i].is_punct and ctx.doc[i].text != "-":
            return


def _by_weight(ctx: Context, verb: Token) -> None:
    """Read "batteries are 8 per cent cobalt by weight"."""
    materials = [c for c in verb.children if c.dep_ == "attr" and c.i > verb.i]
    for token in materials:
        share = next((q for q in ctx.quantities_in(verb.i, token.i) if q.quantity.unit == "%"), None)
        mention = ctx.mentions.at(share.end) if share is not None else None
        if mention is None or not mention.start <= token.i <= mention.end:
            continue
        things = [(mention.entity.key, token)] if mention.entity.key.startswith("mineral/") else []
        products = [(k, w) for k, w in _heads(ctx, Slots(verb).subjects()) if k.startswith("product/")]
        _say(ctx, verb, things, products, "kg:usedIn")


def _use(ctx: Context, noun: Token) -> None:
    """Read "batteries are the main use of lithium", "lithium's biggest application is in batteries"."""
    slots, verb = Slots(noun), noun.head
    owners = [t for c in noun.children if c.dep_ == "poss" for t in expand(c)]
    materials = _heads(ctx, slots("of")) or _heads(ctx, owners)
    if verb.lemma_ != "be" or not materials:
        return
    if noun.dep_ == "attr":
        products = _heads(ctx, Slots(verb).subjects())
    elif noun.dep_ == "nsubj":
        products = _heads(ctx, [t for c in verb.children if c.dep_ == "attr" for t in expand(c)]) or _targets(
            ctx, verb, ["in"]
        )
    else:
        return
    _say(ctx, noun, materials, products, "kg:usedIn")


def _once_found(verb: Token) -> bool:
    """Return whether something was found once, which says nothing of its use: "lead was found in drinking water"."""
    return not is_passive(verb) or any(c.dep_ == "auxpass" and c.tag_ not in {"VBZ", "VBP"} for c in verb.children)


def _before(ctx: Context, verb: Token) -> _Goods:
    """Return the goods right before a reduced clause: of "gallium used in chips, germanium used in", each its own."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN":
        return []
    found: dict[str, Token] = {}
    i = verb.i - 1
    while i >= verb.sent.start:
        mention = ctx.mentions.at(i)
        if mention is not None and is_kind(mention, COMMODITIES):
            found.setdefault(mention.entity.key, ctx.doc[mention.root])
            i = mention.start - 1
        elif found and ctx.doc[i].lower_ in {"and", "or"}:
            i -= 1
        else:
            break
    return list(found.items())


def _contained(ctx: Context, verb: Token, slots: Slots) -> None:
    """Read "batteries contain lithium": the subject must be a product itself, the object a material."""
    products = [(key, where) for key, where in _heads(ctx, slots.subjects()) if key.startswith("product/")]
    objects = [
        ctx.doc[q.of] if (q := ctx.quantity_at(t.i)) is not None and q.of is not None else t for t in slots.objects()
    ]
    materials = [(key, where) for key, where in _heads(ctx, objects) if key.startswith("mineral/")]
    _say(ctx, verb, materials, products, "kg:usedIn")


def _described(token: Token) -> list[Token]:
    """Return what an adjective or predicate noun is said of: "X is essential", "X, a key input"."""
    head = token.head
    while token.dep_ == "conj" and head.pos_ in {"ADJ", "NOUN"}:
        token, head = head, head.head
    if token.dep_ in {"acomp", "attr", "oprd"} and head.pos_ in _VERBAL:
        subject = surface_subject(head)
        return expand(subject) if subject is not None else []
    if token.dep_ == "pobj" and head.lower_ == "as" and head.head.pos_ == "VERB":
        return Slots(head.head).objects()
    if token.dep_ in {"amod", "appos"}:
        return [head]
    return [c for c in token.children if c.dep_ == "appos"] if token.pos_ == "NOUN" else []


def _say(ctx: Context, head: Token, things: _Goods, others: _Goods, predicate: str) -> None:
    if not things or not others:
        return
    state = status(ctx, head)
    generic = lexicon.toml("deposits")["generic"]
    for key, _ in things:
        if key in generic:
            continue  # "the metal" of which nobody knows which it is
        for other, where in others:
            if other != key and (predicate != "kg:usedIn" or other.startswith("product/")):
                ctx.claim(key, predicate, other, where, state, _SURE)


def _heads(ctx: Context, tokens: Iterable[Token]) -> _Goods:
    """Return the commodities that the tokens themselves head."""
    found: dict[str, Token] = {}
    for token in tokens:
        mention = ctx.mentions.at(token.i)
        if mention is not None and is_kind(mention, COMMODITIES) and mention.form == "noun" and mention.end > token.i:
            found.setdefault(mention.entity.key, token)
    return list(found.items())


def _made(ctx: Context, verb: Token, making: Sequence[str]) -> _Goods:
    """Read "is used to make magnets": the object of the verb of making."""
    for child in verb.children:
        if child.dep_ in {"xcomp", "advcl"} and child.tag_ == "VB" and child.lemma_.lower() in making:
            return _heads(ctx, Slots(child).objects())
    return []


def _materials(ctx: Context, verb: Token, prepositions: Iterable[str]) -> _Goods:
    """Return the materials behind the prepositions, only where they head their phrase."""
    slots = Slots(verb)
    return goods(ctx, [t for name in prepositions for t in slots(name) if _is_good(ctx, t)])


def _is_good(ctx: Context, token: Token) -> bool:
    mention = ctx.mentions.at(token.i)
    return mention is not None and is_kind(mention, COMMODITIES)


def _targets(ctx: Context, head: Token, prepositions: Iterable[str]) -> _Goods:
    """Return the products behind the prepositions, also inside "everything from X to Y" and "manufacturing X"."""
    wanted = frozenset(prepositions)
    found: dict[str, Token] = {}
    for child in _prepositions(head):
        if child.lower_ in wanted:
            for token in _below(child):
                mention = ctx.mentions.at(token.i)
                if (
                    mention is not None
                    and is_kind(mention, COMMODITIES)
                    and token.i == mention.root
                    and _whole(token, mention.end)
                ):
                    found.setdefault(mention.entity.key, token)
    return list(found.items())


def _prepositions(head: Token) -> list[Token]:
    """Return a head's prepositions with those conjoined to them: "in anodes and in brake linings"."""
    found = [c for c in head.children if c.dep_ in {"prep", "agent"}]
    for item in found:
        found.extend(c for c in item.children if c.dep_ == "conj" and c.pos_ in {"ADP", "SCONJ"})
        found.extend(
            g
            for c in item.children
            if c.dep_ == "pobj"
            for g in c.children
            if g.dep_ == "prep" and g.i > 0 and (g.nbor(-1).text == "," or item.dep_ == "agent")
        )
    return found


def _whole(token: Token, end: int) -> bool:
    """Return whether a product is meant and not a firm or plant named by it: not "car" in "car makers"."""
    if token.dep_ != "compound" or token.head.i < end:
        return True
    return token.head.lemma_.lower() not in lexicon.toml("composition")["used_in"]["not_products"]


def _below(preposition: Token) -> list[Token]:
    """Return the tokens under a preposition without those of clauses that say something else."""
    found: list[Token] = []
    stack = list(preposition.children)
    while stack:
        token = stack.pop()
        if token.dep_ in _STOP:
            continue
        found.append(token)
        stack.extend(token.children)
    return sorted(found, key=lambda t: t.i)
