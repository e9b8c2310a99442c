"""Goods that no table knows, named as what a measure bears on: "a duty on fire hoses", "imports of gloves"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.context import Context
from kg.model import Entity
from kg.text import slug

_NAMING = frozenset({"compound", "amod", "nmod"})


def unlisted(ctx: Context, tokens: list[Token]) -> list[tuple[str, Token]]:
    """Return goods made of bare nouns behind "on" or "of", with the nouns; what may be anything else is left out."""
    found: dict[str, Token] = {}
    for token in tokens:
        words = _words(ctx, token)
        if words:
            label = " ".join([*(t.lower_ for t in words[:-1]), words[-1].lower_])
            entity = Entity(f"product/{slug(label)}", ("kg:Product",), label)
            ctx.add_entity(entity)
            found.setdefault(entity.key, token)
    return list(found.items())


def trade_of(ctx: Context, token: Token) -> list[Token]:
    """Return the noun that tells which exports or imports are meant: "raw macadamia exports"."""
    traded = token.lemma_.lower() in ctx.classes["exports"] | ctx.classes["imports"]
    return [c for c in token.children if traded and c.dep_ == "compound" and c.i == token.i - 1 and not c.ent_type_]


def _words(ctx: Context, token: Token) -> list[Token]:
    """Return the words that name a kind of goods, its head last; none where the noun may mean something else."""
    data = lexicon.toml("unlisted")
    if token.tag_ not in {"NN", "NNS"} or token.lemma_.lower() in _known(ctx) or ctx.mentions.at(token.i) is not None:
        return []
    if token.lower_.endswith(tuple(data["abstract_endings"])) or not token.text.isalpha() or not token.text.islower():
        return []
    if any(c.dep_ in {"det", "poss", "nummod", "relcl", "acl"} for c in token.children):
        return []
    words = [c for c in token.children if c.dep_ in _NAMING and c.i < token.i]
    named = [w for w in words if ctx.mentions.at(w.i) is None and w.text.islower() and w.lower_ not in data["skipped"]]
    if any(w.pos_ == "PROPN" and not w.text.islower() and ctx.mentions.at(w.i) is None for w in words):
        return []
    span = list(token.doc[token.i - len(named) : token.i])
    return [*(named if named == span else []), token]


def _known(ctx: Context) -> frozenset[str]:
    """Return the nouns that are no goods: people, bodies, trade itself, laws, deeds."""
    if "unlisted" not in ctx.memo:
        data = lexicon.toml("unlisted")
        words = {w for name in data["classes"] for w in ctx.classes.get(name, frozenset())}
        ctx.memo["unlisted"] = frozenset(words | set(data["words"]))
    known: frozenset[str] = ctx.memo["unlisted"]
    return known
