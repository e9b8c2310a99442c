"""Goods told before that a pronoun or description means ("them", "the metal", "all three"), and the rest of a list."""

from __future__ import annotations

from spacy.tokens import Token

from kg import reference
from kg.extract.actors.kinds import COMMODITIES, is_kind, lemmas
from kg.extract.clause.classes import function_words
from kg.extract.context import Context
from kg.extract.mentions.descriptions import numbers
from kg.language.mention import Mention


def referred(ctx: Context, token: Token) -> list[str]:
    """Return the commodity that "it", "these", "the metal", "the machines", "all three" means."""
    counted = _counted_goods(ctx, token)
    if counted:
        return counted
    repeated = _repeated(ctx, token) if token.pos_ != "PRON" else ""
    mention = _good_before(ctx, token) if not repeated else None
    if mention is None:
        return [repeated] if repeated else []
    return [_element(mention.entity.key) if "metal" in lemmas(token) else mention.entity.key]


def _counted_goods(ctx: Context, token: Token) -> list[str]:
    """Return the goods that "all three", "both metals", "the two" means: just so many named in the last sentences."""
    count = token if token.lower_ in numbers() else next((c for c in token.children if c.lower_ in numbers()), None)
    if count is None or (count != token and lemmas(token).isdisjoint(ctx.classes["commodity_description"])):
        return []
    near = {t.lower_ for t in ctx.doc[max(count.i - 1, 0) : count.i]}
    if count.lower_ != "both" and near.isdisjoint(function_words("plural")):
        return []
    if count == token and any(c.lower_ == "of" for c in token.children):
        return []
    here, size = ctx.sentence_of(token), numbers()[count.lower_]
    found: dict[str, None] = {}
    last = here
    for mention in reversed(ctx.mentions.before(count.i)):
        sentence = ctx.sentence_of(ctx.doc[mention.start])
        if sentence < here - 2 or (sentence != last and len(found) >= size):
            break
        last = sentence
        root = ctx.doc[mention.root]
        firms = root.dep_ == "compound" and root.head.lemma_.lower() in ctx.classes["industry"]  # "140 chip firms"
        if is_kind(mention, COMMODITIES) and not firms:
            found.setdefault(mention.entity.key)
    return sorted(found) if len(found) == size else []


def _good_before(ctx: Context, token: Token) -> Mention | None:
    """Return the commodity named last that a pronoun or definite noun means, at most three sentences back."""
    pronoun = token.lower_ in {"it", "them", "these", "those", "they", "which"} and token.pos_ == "PRON"
    definite = not lemmas(token).isdisjoint(ctx.classes["commodity_description"]) and any(
        c.lower_ in {"the", "this", "that", "these", "those", "its", "their"} for c in token.children
    )
    coloured = [c for c in token.children if c.dep_ in {"amod", "compound"}]
    plain = token.tag_ == "NN" and all(c.lower_ in ctx.classes["goods_epithet"] for c in coloured)  # "the raw metal"
    if (not pronoun and not definite) or (coloured and not plain):
        return None
    if pronoun and token.lower_ == "it" and (spoken_of := _subject_before(ctx, token)) is not None:
        return spoken_of
    floor = ctx.sentence_of(token) - (1 if pronoun else 3)
    for mention in reversed(ctx.mentions.before(token.i)):
        if ctx.sentence_of(ctx.doc[mention.start]) < floor:
            return None
        raw = definite and not lemmas(token).isdisjoint(ctx.classes["raw_material"])
        if raw and mention.entity.key.startswith("product/"):
            continue
        named = mention.end <= token.i and is_kind(mention, COMMODITIES) and mention.root == _head_of(ctx, mention)
        general = not lemmas(ctx.doc[mention.root]).isdisjoint(ctx.classes["commodity_description"])
        if named and not (definite and general):
            return mention
    return None


def _subject_before(ctx: Context, token: Token) -> Mention | None:
    """Return the commodity that is the subject of the sentence before, where none is named before "it" in its own."""
    start = token.sent.start
    here = [m for m in ctx.mentions.before(token.i) if m.start >= start and is_kind(m, COMMODITIES)]
    if here or not start:
        return None
    for subject in ctx.doc[start - 1].sent.root.children:
        mention = ctx.mentions.at(subject.i) if subject.dep_ in {"nsubj", "nsubjpass"} else None
        if mention is not None and is_kind(mention, COMMODITIES) and mention.form == "noun":
            general = not lemmas(subject).isdisjoint(ctx.classes["commodity_description"])
            return None if general else mention
    return None


def _element(key: str) -> str:
    """Return the metal that a compound is of: "the metal" after "lithium carbonate" is lithium."""
    facts = reference.facts(key)
    if any(predicate == "kg:chemicalSymbol" for predicate, _ in facts):
        return key
    wider = [obj for predicate, obj in facts if predicate == "skos:broader" and isinstance(obj, str)]
    return next((o for o in wider if any(p == "kg:chemicalSymbol" for p, _ in reference.facts(o))), key)


def _repeated(ctx: Context, token: Token) -> str:
    """Return the good that a bare head noun repeats: "the machines" after "lithography machines"."""
    words = lemmas(token)
    if words.isdisjoint(ctx.classes["goods_head"]) or ctx.mentions.at(token.i) is not None:
        return ""
    named = [ctx.mentions.at(c.i) for c in token.children if c.dep_ == "compound"]
    if any(m is None or m.form != "demonym" for m in named):
        return ""
    floor = ctx.sentence_of(token) - 8
    for mention in reversed(ctx.mentions.before(token.i)):
        if ctx.sentence_of(ctx.doc[mention.start]) < floor:
            return ""
        several = mention.end - mention.start > 1 and is_kind(mention, COMMODITIES)
        if several and not words.isdisjoint(lemmas(ctx.doc[mention.end - 1])):
            return mention.entity.key
    return ""


def _head_of(ctx: Context, mention: Mention) -> int:
    """Return the mention's root unless it only modifies another noun ("steel plants")."""
    root = ctx.doc[mention.root]
    return -1 if root.dep_ == "compound" and root.head.i >= mention.end and root.head.pos_ == "PROPN" else root.i


def referent(ctx: Context, token: Token) -> Token | None:
    """Return the word that named the good that "it", "these", "the metal" means: tomatoes of "Mexican tomatoes"."""
    mention = _good_before(ctx, token)
    return ctx.doc[mention.root] if mention is not None else None


def listed_with(ctx: Context, mention: Mention) -> list[Mention]:
    """Return the goods of the list "A, B and C" that a good stands in, as the commas show it; the parse breaks many."""
    runs: dict[int, list[Mention]] | None = ctx.memo.get("lists of goods")
    if runs is None:
        runs = ctx.memo["lists of goods"] = {m.start: run for run in _lists(ctx) for m in run}
    return runs.get(mention.start, [])


def _lists(ctx: Context) -> list[list[Mention]]:
    found: list[list[Mention]] = []
    named = [m for m in ctx.mentions.items if is_kind(m, COMMODITIES)]
    for mention in sorted(named, key=lambda m: m.start):
        last = found[-1][-1] if found else None
        joined = last is not None and _joined(ctx, last, mention)
        if joined and last is not None and mention.start >= last.end:
            found[-1].append(mention)
        else:
            found.append([mention])
    closed = [r for r in found if len(r) > 1 and ctx.doc[r[-1].start - 1].lower_ in {"and", "or"}]
    return [r for r in closed if _one_place(ctx, r)]


def _joined(ctx: Context, one: Mention, other: Mention) -> bool:
    between = [t.lower_ for t in ctx.doc[one.end : other.start]]
    return 0 < len(between) < 3 and all(word in {",", "and", "or"} for word in between)


def _one_place(ctx: Context, run: list[Mention]) -> bool:
    """Return whether no good of a list names another thing or begins a clause: "tin, zinc and gold miners said"."""
    inside = range(run[0].start, run[-1].end)
    roots = [ctx.doc[m.root] for m in run]
    naming = any(r.dep_ in {"compound", "amod", "nmod"} and r.head.i not in inside for r in roots)
    subjects = [r.dep_ in {"nsubj", "nsubjpass"} for r in roots[1:]]
    behind = ctx.doc[run[-1].end] if run[-1].end < len(ctx.doc) else None
    if ctx.quantity_at(run[-1].end) is not None:
        return False  # "mines uranium, and ships more than half of it"
    return not naming and not any(subjects) and (behind is None or behind.pos_ not in {"NOUN", "PROPN"})
