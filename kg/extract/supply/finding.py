"""Supply as verbs tell it: who gets how much of what from whom, who depends on whom, who mines or exports what."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, is_kind
from kg.extract.clause.arguments import Slots, is_passive
from kg.extract.clause.phrases import Row, index, verb_rows
from kg.extract.context import Context
from kg.extract.supply.apart import find_apart
from kg.extract.supply.apposed import find_apposed
from kg.extract.supply.clauses import Clause, governed, misread
from kg.extract.supply.completing import complete_side
from kg.extract.supply.former import find_former
from kg.extract.supply.gapping import find_gapped
from kg.extract.supply.lists import find_listed
from kg.extract.supply.origin import find_origin
from kg.extract.supply.pointing import fill_described, there
from kg.extract.supply.portions import Portion, bare, countable, portions, topic
from kg.extract.supply.ranking import tell_compared, tell_overtaking
from kg.extract.supply.ranks import find_ranks
from kg.extract.supply.relations import Relation, last_before, tell
from kg.extract.supply.retold import find_retold
from kg.extract.supply.roles import needed, role_words, tell_role
from kg.extract.supply.scope import hold
from kg.extract.supply.tables import find_tables
from kg.extract.supply.tight import find_tight
from kg.extract.supply.traders import holders, traders

_PRONOUNS = frozenset({"which", "that", "this", "it", "them", "these"})
_MADE_THERE = frozenset({"mining", "refining", "production", "recycling"})


def find_supply(ctx: Context) -> None:
    """Add every supply relation, dependence and plain trade relation that the article tells of."""
    last: list[Relation] = []
    passing = frozenset(lexicon.toml("shares")["passing"])
    nouns = role_words()
    for token in ctx.tokens.of(index("supply_verbs", "trigger", 0), passing, *nouns):
        if token.pos_ in {"NOUN", "PROPN"} and any(token.lemma_.lower() in words for words in nouns):
            tell_role(ctx, token)
        if token.tag_ in {"NNS", "VBZ"} and token.dep_ in {"compound", "nmod"}:
            find_tight(ctx, token)
        elif token.pos_ in {"VERB", "ADJ", "AUX"} or (token.pos_ == "NOUN" and misread(token)):
            found = [(words, row) for words, row in verb_rows("supply_verbs", token) if _particled(token, words, row)]
            particles = {c.lower_ for c in token.children if c.dep_ == "prt"}
            whole = any(len(words) > 1 and words[1] in particles for words, _ in found)  # "make up" is not "make"
            found.sort(key=lambda one: -len(one[0]))  # "meet from" before "meet"
            rows = [row for words, row in found if len(words) > 1 or not whole]
            if rows and not _nominal(token):
                last = _tell_all(ctx, token, rows, last) or last
            elif token.lemma_.lower() in passing:
                tell_overtaking(ctx, token)
    find_origin(ctx)
    find_tables(ctx)
    find_retold(ctx)
    find_ranks(ctx)
    find_former(ctx)


def _particled(verb: Token, words: Sequence[str], row: Row) -> bool:
    """Return whether a trigger's last word, where it fills no slot, is a particle: "ships in coal", not "in March"."""
    last = words[-1]
    if len(words) == 1 or last in f"{row['consumer']}|{row['supplier']}|{row['commodity']}".split("|"):
        return True
    behind = [t for t in verb.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)] if t.lower_ == last]
    return not behind or not any(c.dep_ == "pobj" for c in behind[0].children)


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
            complete_side(ctx, row, relation)
        found = [r for r in found if not _at_price(ctx, r)]
        told = [one for r in found for one in find_listed(ctx, r) or [r] if complete(row, one)]
        for relation in told:
            tell(ctx, relation)
            tell_compared(ctx, relation)
        if told:
            find_gapped(ctx, told)
            find_apposed(ctx, told)
            find_apart(ctx, told)
            return told
    return []


def _at_price(ctx: Context, relation: Relation) -> bool:
    """Return whether a denial is only of a price: "will not sell for less than 6,200 dollars"."""
    head = relation.head
    if not any(c.dep_ == "neg" for c in head.children):
        return False
    amounts = ctx.quantities_in(head.i, head.sent.end)
    return any(
        not countable(q) and {"below", "under", "than"} & {t.lower_ for t in ctx.doc[q.start : q.end]} for q in amounts
    )


def _the_rest(clause: Clause, relation: Relation, last: Sequence[Relation]) -> None:
    """Read "Australia supplied the rest": goods and the other side are those told before."""
    said = [t for t in clause.tokens if 0 < t.i - clause.head.i < 6 and t.dep_ in {"dobj", "pobj"}]
    if not last or not any(t.lower_ in {"rest", "remainder"} for t in (*said, *clause.subjects())):
        return
    if last[-1].scope == "world" and relation.suppliers and not relation.consumers:
        relation.goods, relation.quantity, relation.vague = list(last[-1].goods), None, True
        relation.stage = relation.stage or last[-1].stage
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
    bare_share = relation.share and relation.quantity is not None and relation.quantity.of is None
    said = [clause.head, *clause.tokens[:8], *clause.subjects()]
    of_it = relation.vague and any(t.lower_ in {"it", "them"} for n in said for t in n.subtree if t.i < clause.head.i)
    if not (bare_share or of_it) and (relation.quantity is None or not any(t.lower_ in _PRONOUNS for t in said[1:9])):
        return
    near = bool(last) and 0 <= clause.head.sent.start - last[-1].head.sent.start <= 60
    same = near and {key for key, _ in relation.goods} == {key for key, _ in last[-1].goods}
    if same and not relation.suppliers and relation.consumers:
        relation.suppliers = list(last[-1].suppliers)
        owned = relation.whole or relation.total == "imports"  # "for 66 per cent of its imports"
        relation.scope = (relation.scope if owned else "supplier") if relation.share else ""
    elif same and not relation.consumers and relation.suppliers:
        relation.consumers = list(last[-1].consumers)
    elif relation.share and not (relation.suppliers and relation.consumers) and relation.scope == "consumer":
        relation.quantity, relation.scope = None, ""


def complete(row: Row, relation: Relation) -> bool:
    """Return whether enough is said: what and who, and for loose verbs both sides or an amount."""
    who = bool(relation.consumers) + bool(relation.suppliers)
    if relation.dependence and who == 2:
        return bool(relation.goods) or float(row["p"] or 0.8) >= 0.63 or " to" not in row["trigger"]
    if not relation.goods or not who:
        return who == 2 and relation.share and (relation.stage == "trade" or relation.whole)
    loose = float(row["p"] or 0.8) < 0.7
    if loose and relation.negated and who < 2:
        return False
    made = row["relation"] == "kg:produces" and all(where.i > relation.head.i for _, where in relation.goods)
    return (who == 2 or made or relation.quantity is not None or relation.vague) if loose else True


def _relations(ctx: Context, clause: Clause, row: Row) -> list[Relation]:
    """Return a relation for each amount in the commodity slot ("12 per cent of its tea and 20 of its coffee")."""
    head = clause.head
    found = []
    misread = _good_read_as_verb(ctx, head) if "subj" in (row["commodity"], row["supplier"], row["consumer"]) else []
    slot = misread if row["commodity"] == "subj" and misread else clause.slot(row["commodity"])
    parts = portions(ctx, head, slot) if row["commodity"] else []
    subject = misread or clause.subjects() if "subj" in (row["consumer"], row["supplier"]) else []
    for i, part in enumerate(parts or [Portion(head)]):
        part.world = part.world or (i > 0 and parts[i - 1].world and _its(part))
        relation = Relation(
            head, quantity=part.quantity, goods=list(part.goods), stage=row["stage"], sure=float(row["p"] or 0.85)
        )
        relation.dependence, relation.relation = row["dependence"] == "yes", row["relation"]
        relation.who = "consumer" if row["consumer"] == "subj" else "supplier"
        relation.negated, relation.vague = _no(part), part.vague or _more(part) or _mostly(head)
        relation.total = part.total
        relation.whole = part.total in {"exports", "imports"} and part.noun is not None and bare(part.noun)
        span = _span(ctx, head, part)
        relation.consumers = _side(ctx, clause, row["consumer"], subject, span)
        relation.suppliers = _side(ctx, clause, row["supplier"], subject, span)
        relation.suppliers = relation.suppliers or there(ctx, clause, row) or _whence(ctx, clause, row, part)
        fill_described(ctx, clause, row, relation)
        _own_end(ctx, row, relation)
        _parallel(ctx, relation)
        _as_none(ctx, clause, relation, subject)
        _subject_good(ctx, relation, row, subject)
        _made_there(ctx, clause, row, relation)
        if relation.dependence and not relation.suppliers:
            _depends(ctx, clause, row, relation)
        told = row["commodity"] == "obj" and not _other_thing(ctx, clause)
        if not parts and told and relation.consumers and relation.suppliers:
            relation.goods = topic(ctx, head.i)
        if row["trigger"] == "leave" and any(key in _carriers() for key, _ in relation.goods):
            continue  # a tanker that leaves port is no export
        if part.total != "reserves" and not _told_before(relation) and hold(ctx, clause, row, relation, part):
            found.append(relation)
    return found


def _good_read_as_verb(ctx: Context, head: Token) -> list[Token]:
    """Return the good whose last word the parser took for a verb: "Tin concentrate from Peru has gone to China"."""
    verb = head.head
    if head.dep_ != "conj" or verb.pos_ != "VERB" or any(c.dep_ in {"nsubj", "nsubjpass"} for c in head.children):
        return []
    mention = ctx.mentions.at(verb.i)
    inside = mention is not None and mention.start < verb.i < mention.end
    return [verb] if inside and mention is not None and is_kind(mention, COMMODITIES) else []


def _told_before(relation: Relation) -> bool:
    """Return whether the share is another clause's: "a fifth of the tin sold to Japan" is no share of what is sold."""
    head, quantity = relation.head, relation.quantity
    if quantity is None or not relation.share:
        return False
    if head.doc[quantity.end : quantity.end + 2].text.lower() == "of whose":
        return False
    if head.tag_ == "VBN" and quantity.of == head.i - 1:
        return not any(c.dep_ in {"aux", "auxpass"} for c in head.children)
    return head.dep_ in {"acl", "relcl"} and quantity.start <= head.head.i < head.i


def _its(part: Portion) -> bool:
    """Return whether "its" may be the world's: "half of the world's tea and a third of its coffee"."""
    return part.noun is not None and any(c.dep_ == "poss" and c.lower_ == "its" for c in part.noun.children)


def _mostly(verb: Token) -> bool:
    """Return whether the clause tells of most of the goods: "comes almost exclusively from", "goes mainly to"."""
    mostly = {*lexicon.toml("shares")["mostly"], "exclusively", "entirely", "solely", "wholly"}
    beside = [c for t in (verb, *verb.children) for c in t.children if c.dep_ == "advmod"]
    return any(c.lower_ in mostly - {"nearly", "almost", "essentially"} for c in beside)


def _more(part: Portion) -> bool:
    """Return whether the amount is told by comparison: "grows more cardamom than India"."""
    return part.noun is not None and any(c.lower_ in {"more", "less"} for c in part.noun.children)


def _no(part: Portion) -> bool:
    nouns = [part.noun] if part.noun is not None else []
    scarce = lexicon.toml("shares")["scarcely"]
    if part.where.i and any(
        t.lower_ in scarce for t in part.where.doc[max(part.where.sent.start, part.where.i - 3) : part.where.i]
    ):
        return True
    none = any(t.lower_ == "none" for n in nouns for t in n.doc[max(n.sent.start, n.i - 4) : n.i])
    return none or any(c.lower_ == "no" and c.dep_ == "det" for n in (*nouns, part.where) for c in n.children)


def _span(ctx: Context, head: Token, part: Portion) -> tuple[int, int, int]:
    """Return where the amount before a portion ends, where the portion stands, and where the next amount begins."""
    here, sent = part.where.i, head.sent
    unit = part.quantity.quantity.unit if part.quantity is not None else "%" if part.vague else ""
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
            found = traders(
                ctx,
                [t for p in (near or places) for t in governed(p)],
                located=one in {"in", "from", "at", "into", "across"},
            )
        if found:
            return found
    return []


def _carriers() -> list[str]:
    return list(lexicon.toml("composition")["used_in"]["carriers"])


def _as_none(ctx: Context, clause: Clause, relation: Relation, subject: list[Token]) -> None:
    """Read "no country is as exposed to Russian uranium as Hungary": who is compared is the one that it is true of."""
    head = clause.head
    subject = subject or clause.subjects() or clause.slot("obj")
    if not subject and head.dep_ == "acomp" and relation.dependence:
        subject = Slots(head.head).subjects()
        relation.consumers = relation.consumers or traders(ctx, subject)
    if relation.consumers or not any(
        c.lower_ in {"no", "few"} and c.dep_ == "det" for t in subject for c in t.children
    ):
        return
    behind = [
        t for t in head.doc[head.i + 1 : head.sent.end] if t.lower_ in {"as", "than"} and t.pos_ in {"ADP", "SCONJ"}
    ]
    found = traders(ctx, [t for p in behind[-1:] for t in governed(p)])
    if found:
        side = "consumers" if relation.who == "consumer" else "suppliers"
        setattr(relation, side, found)
        relation.presupposed, relation.negated = True, False


def _other_thing(ctx: Context, clause: Clause) -> bool:
    """Return whether the object is a thing that is no goods: "sold a stake", not "bought 18 cargoes"."""
    loose = {*lexicon.toml("shares")["partitives"], *lexicon.toml("shares")["totals"]}
    return any(
        t.pos_ in {"NOUN", "PROPN"} and t.lemma_.lower() not in loose and not traders(ctx, [t])
        for t in clause.slot("obj")
        if (q := ctx.quantity_at(t.i)) is None or q.quantity.unit == "1"
    )


def _own_end(ctx: Context, row: Row, relation: Relation) -> None:
    """Read "1.2 million tonnes, a fifth of it to Germany": a part of what was told has an end or origin of its own."""
    quantity = relation.quantity
    if quantity is None or not relation.share or quantity.end + 2 >= len(ctx.doc):
        return
    of, it, word = ctx.doc[quantity.end : quantity.end + 3]
    if of.lower_ != "of" or it.lower_ not in {"it", "which", "them"}:
        return
    for side, slot in (("consumers", row["consumer"]), ("suppliers", row["supplier"])):
        if word.lower_ in slot.split("|") and (found := traders(ctx, governed(word), located=True)):
            setattr(relation, side, found)


def _parallel(ctx: Context, relation: Relation) -> None:
    """Read "Brazil sells Vietnam rice; Peru sold the country tin": it stands on the side that it stood on before."""
    before = last_before(ctx, relation.head, 1)
    if before is None or relation.who != before.who:
        return
    side, own = ("consumers", "suppliers") if relation.who == "supplier" else ("suppliers", "consumers")
    mine, last = getattr(relation, side), getattr(before, side)
    mention = ctx.mentions.at(mine[0].token.i) if len(mine) == 1 else None
    if mention is None or mention.form != "description" or len(last) != 1 or not last[0].key.startswith("country/"):
        return
    if last[0].key not in {ref.key for ref in getattr(relation, own)}:
        setattr(relation, side, [ActorRef(last[0].key, mine[0].token, 0.85)])


def _whence(ctx: Context, clause: Clause, row: Row, part: Portion) -> list[ActorRef]:
    """Read "ore from a mine in Peru goes to China", "travels from Peru to China": verbs of going tell no seller."""
    if row["supplier"] or row["commodity"] != "subj" or row["stage"] != "export":
        return []
    own = [c for t in (part.noun, part.where, *clause.subjects()) if t is not None for c in t.children]
    behind = [p for p in own if p.dep_ == "prep" and p.lower_ == "from"] or clause.prepositions("from")
    tokens = [t for p in behind for t in governed(p)]
    inner = [t for one in tokens for t in one.subtree if t.dep_ in {"pobj", "appos"} and t.i > one.i]
    return traders(ctx, tokens, located=True) or traders(ctx, inner, located=True)


def _subject_good(ctx: Context, relation: Relation, row: Row, subject: list[Token]) -> None:
    """Read "Russian gas met 40 per cent of demand": the subject is the good, its adjective the supplier."""
    if row["supplier"] != "subj" or relation.suppliers or not subject:
        return
    part = next(iter(portions(ctx, relation.head, subject)), None)
    if part is None or (not part.goods and not part.total):
        return
    behind = traders(ctx, [t for n in subject for c in n.children if c.lower_ == "from" for t in governed(c)])
    if behind and (part.goods or relation.goods):
        relation.suppliers, relation.goods = behind, part.goods or relation.goods
        return
    if not part.goods:
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
    if relation.suppliers or row["supplier"] != "subj" or not is_passive(clause.head):
        return
    if row["stage"] == "export":
        behind = [p for t in clause.slot("obj") for p in t.children if p.dep_ == "prep" and p.lower_ == "from"]
        origin = [*clause.prepositions("from"), *behind]
        relation.suppliers = traders(ctx, [t for p in origin for t in governed(p)], located=True)
    if row["stage"] not in _MADE_THERE:
        return
    tokens = [t for p in clause.prepositions("in") for t in governed(p)]
    if clause.head.dep_ == "relcl" and any(c.lower_ == "where" for c in clause.head.children):
        tokens = [clause.head.head]  # "Chile, where a quarter of the world's copper is mined"
    relation.suppliers = traders(ctx, tokens, located=True)
    if clause.head.dep_ == "acl" and clause.head.head.dep_ in {"pobj", "dobj"}:
        relation.quantity = None
