"""Supply as verbs tell it: who gets how much of what from whom, who depends on whom, who mines or exports what."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.clause.arguments import Slots, is_passive
from kg.extract.clause.phrases import Row, verb_rows
from kg.extract.context import Context
from kg.extract.supply.clauses import Clause, governed, misread
from kg.extract.supply.gapping import find_gapped
from kg.extract.supply.portions import Portion, portions, topic
from kg.extract.supply.relations import Relation, tell
from kg.extract.supply.roles import find_roles, needed
from kg.extract.supply.tight import find_tight
from kg.extract.supply.traders import country_around, holders, traders

_PRONOUNS = frozenset({"which", "that", "this", "it", "them", "these"})
_MADE_THERE = frozenset({"mining", "refining", "production", "recycling"})


def find_supply(ctx: Context) -> None:
    """Add every supply relation, dependence and plain trade relation that the article tells of."""
    last: list[Relation] = []
    for token in ctx.doc:
        if token.pos_ in {"VERB", "ADJ", "AUX"} or (token.pos_ == "NOUN" and misread(token)):
            rows = [row for _, row in verb_rows("supply_verbs", token)]
            if rows and not _nominal(token):
                last = _tell_all(ctx, token, rows, last) or last
        elif token.tag_ == "NNS" and token.dep_ in {"compound", "nmod"}:
            find_tight(ctx, token)
    find_roles(ctx)


def _nominal(token: Token) -> bool:
    """Return whether a participle is only an adjective: "refined copper", "leading exporting nations"."""
    return token.dep_ in {"amod", "compound"} and token.pos_ != "ADJ" and token.i < token.head.i


def _tell_all(ctx: Context, head: Token, rows: Sequence[Row], last: Sequence[Relation]) -> list[Relation]:
    """Tell what the first fitting row gives, and return it; `last` was told before."""
    clause = Clause(head)
    for row in rows:
        found = _relations(ctx, clause, row)
        for relation in found:
            _the_rest(clause, relation, last)
            _of_which(clause, relation, last)
        told = [r for r in found if complete(row, r)]
        for relation in told:
            tell(ctx, relation)
        if told:
            find_gapped(ctx, told)
            return told
    return []


def _the_rest(clause: Clause, relation: Relation, last: Sequence[Relation]) -> None:
    """Read "Australia supplied the rest": goods and the other side are those told before."""
    if not last or not any(
        t.lower_ in {"rest", "remainder"} and t.dep_ in {"dobj", "pobj"}
        for t in clause.tokens
        if 0 < t.i - clause.head.i < 6
    ):
        return
    before = last[-1]
    if 0 <= clause.head.sent.start - before.head.sent.start <= 60 and (before.consumers and before.suppliers):
        relation.goods, relation.quantity = list(before.goods), None
        if relation.suppliers and not relation.consumers:
            relation.consumers = list(before.consumers)
        elif relation.consumers and not relation.suppliers:
            relation.suppliers = list(before.suppliers)


def _of_which(clause: Clause, relation: Relation, last: Sequence[Relation]) -> None:
    """Read "exported 8 Mt, of which 60 per cent went to China": the seller (or buyer) is the one told before."""
    if relation.quantity is None or not any(t.lower_ in _PRONOUNS for t in clause.tokens[:8]):
        return
    near = bool(last) and 0 <= clause.head.sent.start - last[-1].head.sent.start <= 60
    same = near and {key for key, _ in relation.goods} == {key for key, _ in last[-1].goods}
    if same and not relation.suppliers and relation.consumers:
        relation.suppliers = list(last[-1].suppliers)
        relation.scope = "supplier" if relation.share else ""
    elif same and not relation.consumers and relation.suppliers:
        relation.consumers = list(last[-1].consumers)
    elif relation.share and not (relation.suppliers and relation.consumers) and relation.scope == "consumer":
        relation.quantity, relation.scope = None, ""


def complete(row: Row, relation: Relation) -> bool:
    """Return whether enough is said: what and who, and for loose verbs both sides or an amount."""
    who = bool(relation.consumers) + bool(relation.suppliers)
    if relation.dependence and who == 2:
        return True
    if not relation.goods or not who:
        return who == 2 and relation.share and relation.stage == "trade"
    loose = float(row["p"] or 0.8) < 0.7
    return (who == 2 or relation.quantity is not None) if loose else True


def _relations(ctx: Context, clause: Clause, row: Row) -> list[Relation]:
    """Return a relation for each amount in the commodity slot ("12 per cent of its tea and 20 of its coffee")."""
    head = clause.head
    found = []
    parts = portions(ctx, head, clause.slot(row["commodity"])) if row["commodity"] else []
    subject = clause.subjects() if "subj" in (row["consumer"], row["supplier"]) else []
    for i, part in enumerate(parts or [Portion(head)]):
        part.world = part.world or (i > 0 and parts[i - 1].world and _its(part))
        relation = Relation(
            head, quantity=part.quantity, goods=list(part.goods), stage=row["stage"], sure=float(row["p"] or 0.85)
        )
        relation.dependence, relation.relation = row["dependence"] == "yes", row["relation"]
        relation.who = "consumer" if row["consumer"] == "subj" else "supplier"
        relation.negated = _no(part)
        span = _span(ctx, head, part)
        relation.consumers = _side(ctx, clause, row["consumer"], subject, span)
        relation.suppliers = _side(ctx, clause, row["supplier"], subject, span)
        _subject_good(ctx, relation, row, subject)
        _made_there(ctx, clause, row, relation)
        if relation.dependence and not relation.suppliers:
            _depends(ctx, clause, row, relation)
        if not parts and row["commodity"] == "obj" and relation.consumers and relation.suppliers:
            relation.goods = topic(ctx, head.i)
        if part.total != "reserves" and _hold(ctx, clause, row, relation, part):
            found.append(relation)
    return found


def _its(part: Portion) -> bool:
    """Return whether "its" may be the world's: "half of the world's tea and a third of its coffee"."""
    return part.noun is not None and any(c.dep_ == "poss" and c.lower_ == "its" for c in part.noun.children)


def _no(part: Portion) -> bool:
    nouns = [part.noun] if part.noun is not None else []
    return any(c.lower_ == "no" and c.dep_ == "det" for n in (*nouns, part.where) for c in n.children)


def _span(ctx: Context, head: Token, part: Portion) -> tuple[int, int, int]:
    """Return where the amount before a portion ends, where the portion stands, and where the next amount begins."""
    here, sent = part.where.i, head.sent
    unit = part.quantity.quantity.unit if part.quantity is not None else ""
    others = [q for q in ctx.quantities_in(sent.start, sent.end) if q.quantity.unit == unit and q is not part.quantity]
    before = [q.end for q in others if q.end <= here]
    after = [q.start for q in others if q.start > here]
    return max(before, default=sent.start), here, min(after, default=sent.end)


def _side(ctx: Context, clause: Clause, name: str, subject: list[Token], span: tuple[int, int, int]) -> list[ActorRef]:
    """Return who fills a side; of several portions each has the preposition between it and its neighbours."""
    if not name:
        return []
    if name == "subj":
        return traders(ctx, subject)
    for one in name.split("|"):
        if one in {"obj", "iobj"}:
            found = traders(ctx, clause.slot(one))
        else:
            places = clause.prepositions(one)
            near = [p for p in places if span[0] <= p.i < span[1]] or [p for p in places if span[1] < p.i < span[2]]
            found = traders(ctx, [t for p in (near or places) for t in governed(p)], located=one == "in")
        if found:
            return found
    return []


def _subject_good(ctx: Context, relation: Relation, row: Row, subject: list[Token]) -> None:
    """Read "Russian gas met 40 per cent of demand": the subject is the good, its adjective the supplier."""
    if row["supplier"] != "subj" or relation.suppliers or not subject:
        return
    part = next(iter(portions(ctx, relation.head, subject)), None)
    if part is None or not part.goods:
        return
    owners = part.holders or (holders(ctx, relation.head)[0] if relation.head.pos_ == "NOUN" else [])
    if owners:
        relation.goods, relation.suppliers = part.goods, owners


def _depends(ctx: Context, clause: Clause, row: Row, relation: Relation) -> None:
    """Read "depends on Russian gas", "relies on imports of potash from Belarus"."""
    relation.suppliers, parts = needed(ctx, clause.head, clause.slot(row["supplier"]))
    if parts and not relation.goods:
        relation.goods, relation.quantity = [g for p in parts for g in p.goods], None


def _made_there(ctx: Context, clause: Clause, row: Row, relation: Relation) -> None:
    """Read "is mined in the Congo": of a passive without agent the place is the supplier."""
    if relation.suppliers or row["stage"] not in _MADE_THERE or not is_passive(clause.head):
        return
    tokens = [t for p in clause.prepositions("in") for t in governed(p)]
    relation.suppliers = traders(ctx, tokens, located=True)
    if clause.head.dep_ == "acl" and clause.head.head.dep_ in {"pobj", "dobj"}:
        relation.quantity = None


def _hold(ctx: Context, clause: Clause, row: Row, relation: Relation, part: Portion) -> bool:
    """Let the holders of the whole ("Chile's exports", "EU imports") fill a side, and find the scope of a share.

    Returns False where the whole makes the clause something other than supply.
    """
    if row["share_of"] == "noun":
        return _equals(relation, part)
    if row["share_of"] == "world-only":
        relation.scope = "world" if relation.share else ""
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
        relation.consumers = relation.consumers or part.holders
        scope = "consumer"
    elif keys and keys <= suppliers:
        scope = "supplier"
    elif keys and keys <= consumers:
        scope = "consumer"
    elif keys and not _inside(ctx, suppliers, keys):
        scope = _holder_side(relation, part, scope)
    elif keys:
        return False
    _used_by(ctx, clause, relation, part)
    relation.scope = scope if relation.share else ""
    return True


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


def _inside(ctx: Context, keys: set[str], outer: set[str]) -> bool:
    """Return whether a supplier lies in the holder of the goods: Chile's lithium from the Atacama is no trade."""
    return any(country_around(ctx, key) in outer for key in keys if not key.startswith("country/"))


def _used_by(ctx: Context, clause: Clause, relation: Relation, part: Portion) -> None:
    """Read "the oil used in Indian refineries", "used by Japan": they are the consumers."""
    if relation.consumers or part.noun is None:
        return
    verb = next(
        (c for c in part.noun.children if c.dep_ == "acl" and c.lemma_ in {"use", "consume", "need", "burn"}), None
    )
    if verb is not None:
        slots = Slots(verb)
        relation.consumers = traders(ctx, slots("by") or slots("in"), located=True)


def _equals(relation: Relation, part: Portion) -> bool:
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
        if inner:
            relation.consumers, relation.suppliers = [s for s in subjects if s.key not in keys], inner
    elif part.total == "output" and inner and not part.world:
        return False
    return bool(relation.scope)


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
