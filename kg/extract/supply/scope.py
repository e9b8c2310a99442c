"""Whose total a share is of, and what the holders of the whole ("Chile's exports", "EU imports") tell."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.clause.arguments import Slots, expand, is_passive
from kg.extract.clause.phrases import Row
from kg.extract.context import Context
from kg.extract.supply.clauses import Clause, governed
from kg.extract.supply.described import other_state
from kg.extract.supply.portions import Portion
from kg.extract.supply.relations import Relation, last_before
from kg.extract.supply.traders import country_around, traders


def hold(ctx: Context, clause: Clause, row: Row, relation: Relation, part: Portion) -> bool:
    """Let the holders of the whole ("Chile's exports", "EU imports") fill a side, and find the scope of a share.

    Returns False where the whole makes the clause something other than supply.
    """
    if row["share_of"] == "noun":
        return _equals(ctx, relation, part)
    if row["share_of"] == "world-only":
        if float(row["p"]) < 0.6 and not (part.total or part.stage):
            return False  # "holds a third of the world's lithium": in its ground
        relation.scope = "world" if relation.share and part.world else ""
        relation.stage = part.stage or relation.stage
        if not part.world and part.total == "output" and not part.holders:
            _worldwide(relation)
            return bool(relation.scope) or _rule(relation, part)
        return part.world
    if part.total == "sales":
        return _sales(ctx, clause, relation)
    keys = {h.key for h in part.holders}
    consumers, suppliers = {c.key for c in relation.consumers}, {s.key for s in relation.suppliers}
    scope = row["share_of"]
    if part.world:
        scope = "world"
    elif part.total in {"exports", "output"}:
        relation.suppliers = relation.suppliers or part.holders
        scope = "supplier" if part.holders or part.total != "output" else scope
    elif part.total == "imports":
        if part.pronoun and row["share_of"] == "consumer" and not relation.consumers and keys <= suppliers:
            return _own_needs(clause, ctx, relation)
        relation.consumers = relation.consumers or part.holders
        scope = "consumer"
    elif keys and part.pronoun and consumers and suppliers:
        scope = row["share_of"]
    elif keys and keys <= suppliers:
        scope = "supplier"
    elif keys and keys <= consumers:
        scope = "consumer"
    elif keys and _inside(ctx, suppliers, keys):
        relation.consumers, relation.stage = [], relation.stage or "production"
        scope = ""
    elif keys and _imported_whole(clause, row, relation, part):
        relation.consumers, scope = part.holders, "consumer"
    elif keys:
        scope = _holder_side(relation, part, scope)
    if row["share_of"] == "consumer" and scope == "supplier" and part.pronoun and not relation.consumers:
        if not _told_buyer(ctx, relation):  # "supplies 98 per cent of its borate": nobody supplies a part of his own
            relation.quantity = None
        scope = "consumer"
    bought = bool(relation.consumers)
    _used_by(ctx, relation, part)
    if relation.consumers and not bought and not part.world:
        scope = "consumer"
    elif not relation.suppliers and not part.world:
        _made_by(ctx, relation, part)
    if relation.share and scope == "consumer" and not (relation.suppliers or keys) and _bought(clause, relation):
        relation.quantity, relation.vague, scope = (
            None,
            True,
            "",
        )  # "half of it is bought by China": of whose is not told
    relation.scope = scope if relation.share else ""
    return True


def _own_needs(clause: Clause, ctx: Context, relation: Relation) -> bool:
    """Read "Turkey meets 40 per cent of its gas needs from Russia": the subject is the buyer."""
    relation.consumers, relation.who = relation.suppliers, "consumer"
    relation.suppliers = traders(ctx, [t for p in clause.prepositions("from")[:1] for t in governed(p)], located=True)
    relation.scope = "consumer" if relation.share else ""
    return bool(relation.suppliers)


def _told_buyer(ctx: Context, relation: Relation) -> bool:
    """Let the one buyer told just before fill the side of the buyer, and return whether there is one."""
    before = last_before(ctx, relation.head, 1)
    if before is None or len(before.consumers) != 1:
        return False
    if before.consumers[0].key in {s.key for s in relation.suppliers}:
        return False
    relation.consumers = [replace(before.consumers[0], token=relation.head, weight=0.85)]
    return True


def _bought(clause: Clause, relation: Relation) -> bool:
    """Return whether a share is of what is sold, not of what the buyer needs: "two thirds of it is bought by China"."""
    return relation.stage == "import" and relation.who == "consumer" and is_passive(clause.head)


def _imported_whole(clause: Clause, row: Row, relation: Relation, part: Portion) -> bool:
    """Return whether the holders of the goods buy them: "90 per cent of Taiwan's energy is imported", "most Armenian
    wheat comes from Russia"."""
    if relation.consumers or clause.head.lemma_.lower() not in {
        "import",
        "come",
        "originate",
        "source",
        "buy",
        "purchase",
    }:
        return False
    if not relation.suppliers:
        return row["stage"] == "import" and is_passive(clause.head) and not part.origin
    foreign = all(s.key.startswith("country/") for s in relation.suppliers)
    return part.origin and foreign and (part.vague or relation.share or part.where.i != part.where.left_edge.i)


def _holder_side(relation: Relation, part: Portion, scope: str) -> str:
    """Return the scope after the holder of the goods has filled the empty side: "Europe's magnesium", "Russian gas"."""
    if part.origin or (relation.consumers and not relation.suppliers):
        if not relation.suppliers:
            relation.suppliers = part.holders
            return "supplier"
        return scope
    if relation.suppliers and not relation.consumers:
        relation.consumers = part.holders
        return "consumer"
    return scope


def _inside(ctx: Context, suppliers: set[str], keys: set[str]) -> bool:
    """Return whether a supplier lies in the holder of the goods: Canada's potash from Saskatchewan is no trade."""
    inner = {key for key in suppliers if not key.startswith(("country/", "bloc/"))}
    if any(country_around(ctx, key) in keys for key in inner):
        return True
    lands = {row["region"]: row["countries"].split() for row in lexicon.table("supply_regions")}
    return any(f"country/{land}" in keys for key in inner for land in lands.get(key, ()))


def _used_by(ctx: Context, relation: Relation, part: Portion) -> None:
    """Read "the oil used in Indian refineries", "used by Japan": they are the consumers."""
    if relation.consumers or part.noun is None or relation.scope == "world":
        return
    words = lexicon.toml("shares")
    below = [c for t in (part.where, part.noun) for c in t.children if c.i > part.noun.i]
    clauses = [c for c in below if c.dep_ in {"acl", "relcl", "ccomp"}]
    if part.noun.i + 1 < part.noun.sent.end and part.noun.nbor(1).tag_ == "VBN":
        clauses.append(part.noun.nbor(1))  # hung on the number by the parser
    for verb in sorted(clauses, key=lambda c: c.i):
        lemma = verb.lemma_.lower()
        slots = Slots(verb)
        if verb.dep_ != "acl" and not is_passive(verb) and lemma in words["taking"]:
            subjects, own = slots.subjects(), {s.key for s in relation.suppliers}
            relation.consumers = other_state(ctx, subjects, own) or traders(ctx, subjects)
        elif is_passive(verb) and lemma in words["taking"]:
            relation.consumers = traders(ctx, slots("by|in|into|at"), located=True)
        elif is_passive(verb) and lemma in words["handing"]:
            relation.consumers = traders(ctx, slots("to|into|by|in"), located=True)
        if relation.consumers:
            return
    inside = [
        t
        for n in (part.noun, part.where)
        for c in n.children
        if c.dep_ == "prep" and c.lower_ == "in"
        for t in governed(c)
    ]
    industry = [t for t in inside if t.lemma_.lower() in ctx.classes["industry"]]
    relation.consumers = traders(ctx, _bare_relative(part.noun, frozenset(words["taking"])) or industry)


def _made_by(ctx: Context, relation: Relation, part: Portion) -> None:
    """Read "of the lithium that Chile exports": the seller stands in the relative clause."""
    if part.noun is None:
        return
    verbs = frozenset(lexicon.toml("shares")["giving"])
    for verb in (c for c in part.noun.children if c.dep_ == "relcl" and c.lemma_.lower() in verbs):
        if not is_passive(verb):
            relation.suppliers = traders(ctx, Slots(verb).subjects())


def _bare_relative(noun: Token, taking: frozenset[str]) -> list[Token]:
    """Return the subject of a relative clause without a pronoun, wherever the parser hung it: "the tin Japan needs"."""
    for token in noun.doc[noun.i + 1 : min(noun.i + 6, noun.sent.end)]:
        if _noun_read(token, noun, taking):
            return [token]
        if token.dep_ == "nsubj" and token.left_edge.i == noun.i + 1 and token.head.lemma_.lower() in taking:
            return expand(token)
    return []


def _noun_read(token: Token, noun: Token, taking: frozenset[str]) -> bool:
    """Return whether the parser took the verb of "the gas (that) Germany burns" for a noun that a verb follows."""
    verb = token.head
    tight = verb.i == token.i + 1 and verb.tag_ == "NNS" and token.dep_ == "compound" and token.ent_type_ != ""
    if not tight or verb.lemma_.lower() not in taking or verb.i + 1 >= verb.sent.end:
        return False
    between = noun.doc[noun.i + 1 : token.left_edge.i]
    return verb.nbor(1).tag_ in {"VBZ", "VBD", "VBP", "MD"} and all(
        t.lower_ in {"that", "which", "the"} for t in between
    )


def _equals(ctx: Context, relation: Relation, part: Portion) -> bool:
    """Read "X accounts for / makes up / represents a share of Y": the kind of total tells which side X is on."""
    if not relation.share:
        return False
    keys = {h.key for h in part.holders}
    subjects = relation.suppliers
    inner = [h for h in part.holders if h.key not in {s.key for s in subjects}]
    relation.scope = "world" if part.world else ""
    relation.stage = part.stage or relation.stage
    if part.total == "imports":
        relation.stage = part.stage or "import"
        if part.world or not inner:
            relation.consumers, relation.suppliers, relation.who = subjects, [], "consumer"
        else:
            relation.consumers, relation.scope = inner, "consumer"
    elif part.total == "exports" and not part.world:
        relation.scope = "supplier"
        goal = traders(ctx, Slots(part.noun)("to")) if part.noun is not None and subjects and not inner else []
        if goal:
            relation.consumers, relation.scope = goal, "consumer"
        elif inner and not subjects:
            relation.suppliers, relation.consumers = inner, _bound(ctx, relation.head)
            return bool(relation.consumers) or bool(relation.goods)
        elif inner:
            relation.consumers, relation.suppliers = [s for s in subjects if s.key not in keys], inner
    elif part.total == "output" and inner and not part.world:
        if part.noun is None or part.noun.lemma_.lower() != "market" or not subjects:
            return False
        relation.consumers, relation.scope, relation.stage = (
            inner,
            "consumer",
            "import",
        )  # "15 per cent of the US market"
    elif part.total in {"", "output"} and not part.world and (part.total or _mined(part)):
        _worldwide(relation)
    elif not part.total and not part.world and not part.holders and subjects:
        _used_by(ctx, relation, part)  # "80 per cent of the platinum that Britain imports"
        relation.consumers = [c for c in relation.consumers if c.key not in {s.key for s in subjects}]
        if relation.consumers:
            relation.scope, relation.stage = "consumer", "import"
    return bool(relation.scope)


def _bound(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return the buyers in the subject of "exports to Japan made up 62 per cent of Bolivian zinc shipments"."""
    exports = lexicon.toml("shares")["exports"]
    nouns = [t for t in Slots(verb).subjects() if t.lemma_.lower() in {*exports, "sale"}]
    return traders(ctx, [t for n in nouns for t in Slots(n)("to")])


def _mined(part: Portion) -> bool:
    """Return whether a whole is all that is mined or refined: "of mined antimony", of nobody's."""
    return part.stage in {"mining", "refining", "production"} and not part.holders and not part.pronoun


def _worldwide(relation: Relation) -> None:
    """Take a state's share of an output that is nobody's for one of the world's: "40 per cent of tin mining"."""
    if relation.share and all(s.key.startswith(("country/", "bloc/", "region/")) for s in relation.suppliers):
        relation.scope, relation.sure = "world", relation.sure * 0.9


def _sales(ctx: Context, clause: Clause, relation: Relation) -> bool:
    """Read "makes a third of its sales in India": the buyer's share of the seller's sales."""
    if not relation.share or (not relation.suppliers and not relation.consumers):
        return False
    sellers = relation.suppliers if relation.who == "supplier" else relation.consumers
    buyers: list[ActorRef] = []
    for name in ("in", "from", "to"):
        buyers = buyers or traders(ctx, [t for p in clause.prepositions(name) for t in governed(p)])
    relation.suppliers, relation.consumers, relation.who = sellers, buyers, "supplier"
    relation.scope, relation.stage, relation.relation, relation.dependence = "supplier", "trade", "", False
    return bool(buyers)


def _rule(relation: Relation, part: Portion) -> bool:
    """Read "China dominates the refining of graphite": no share, and the subject does what the noun names."""
    if relation.quantity is not None or not part.stage or part.noun is None or not relation.suppliers:
        return False
    relation.relation = lexicon.toml("shares")["doing"].get(part.stage, "")
    relation.vague = True
    return bool(relation.relation) and part.noun.lemma_.lower() in lexicon.toml("shares")["activities"]
