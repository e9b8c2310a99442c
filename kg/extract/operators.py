"""Who runs a mine, plant or port: "Acme Mining runs the Solvane mine", "the mine, operated by Y", "its operator, Z"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.arguments import expand, surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention

_FIRMS = ("company/", "organization/", "body/")
_WEIGHT = 0.85


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.toml("function_words")[name])


def find_operators(ctx: Context) -> None:
    """Claim who operates the facilities of the article."""
    for token in ctx.tokens.of(_words("operating_verbs"), _words("operator_nouns")):
        if token.pos_ == "VERB":
            _verb(ctx, token)
        elif token.lemma_.lower() in _words("operator_nouns"):
            _noun(ctx, token)


def _verb(ctx: Context, verb: Token) -> None:
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ == "acl"
    )
    if verb.tag_ == "VBD" and not passive:
        return  # "ran the mine": whether it still does, nobody says
    if passive and any(c.lower_ in {"was", "were"} for c in verb.children):
        return
    subject = surface_subject(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        subject = verb.head
    agents = [g for c in verb.children if c.dep_ == "agent" or c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
    things = [subject] if passive else [c for c in verb.children if c.dep_ == "dobj"]
    doers = agents if passive else [subject]
    for site in _sites(ctx, things):
        for firm in _firms(ctx, doers):
            _say(ctx, site, firm, verb, status(ctx, verb))


def _noun(ctx: Context, noun: Token) -> None:
    """Read "the Solvane mine's operator, X", "X, operator of the Solvane mine" and "Solvane, whose operator, X, …"."""
    owned = [c for c in noun.children if c.dep_ == "poss"]
    inside = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    sites = [t for t in (*owned, *inside) if t.tag_ != "WP$"]
    if any(t.tag_ == "WP$" for t in owned):
        k = min(t.i for t in owned if t.tag_ == "WP$") - 1
        while k > 0 and ctx.doc[k].text in {",", ")"}:
            k -= 1
        sites.append(ctx.doc[k])
    firms = [c for c in noun.children if c.dep_ == "appos"]
    if noun.dep_ == "appos":
        firms.append(noun.head)
    elif (
        noun.dep_ == "attr" and noun.head.tag_ in {"VBZ", "VBP"} and (subject := surface_subject(noun.head)) is not None
    ):
        firms.append(subject)
    for site in _sites(ctx, sites):
        for firm in _firms(ctx, firms):
            _say(ctx, site, firm, noun, Status())


def _sites(ctx: Context, tokens: Sequence[Token | None]) -> list[Mention]:
    """Return the facilities that tokens, and what is coordinated with them, name or mean."""
    found = [m for t in tokens if t is not None for one in expand(t) for m in _near(ctx, one)]
    return [m for m in found if "kg:Facility" in m.entity.types]


def _near(ctx: Context, token: Token) -> list[Mention]:
    """Return the mentions at a token, or at a name in front of a common noun ("the Tarrow nickel plant")."""
    here = list(ctx.mentions.all(token.i))
    if here or token.tag_ not in {"NN", "NNS"}:
        return here
    return [m for c in token.lefts if c.dep_ in {"compound", "nmod"} for m in ctx.mentions.all(c.i)]


def _firms(ctx: Context, tokens: Sequence[Token | None]) -> list[Mention]:
    found = [m for t in tokens if t is not None for one in expand(t) for m in ctx.mentions.all(one.i)]
    return [m for m in found if m.entity.key.startswith(_FIRMS) and not m.acts_for]


def _say(ctx: Context, site: Mention, firm: Mention, token: Token, told: Status) -> None:
    ctx.claim(site.entity.key, "kg:operatedBy", firm.entity.key, token, told, _WEIGHT)
