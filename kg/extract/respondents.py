"""Against whom a case is brought: a name, whose duty or ban is challenged, or who took the measure told of before."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import ActorRef, actors, owners
from kg.extract.clause.arguments import Slots, modifiers
from kg.extract.clause.attach import thing_at
from kg.extract.clause.classes import function_words
from kg.extract.context import Context
from kg.extract.partners import topic

_INFERRED = 0.8
_REACH = 4  # sentences back to the measure that "the case" is about
_ACTING = ("country/", "bloc/", "company/", "organization/", "body/", "subdivision/")


def at_court(tokens: list[Token]) -> bool:
    """Return whether one of the tokens heads or is the name of a court, tribunal or arbitration."""
    near = [t for token in tokens for t in (token, *token.lefts, *token.subtree)]
    named = " ".join(t.lower_ for token in tokens for t in token.subtree)
    return any(_is_court(t) for t in near) or any(name in named for name in lexicon.toml("proceedings")["court_names"])


def before_court(noun: Token) -> bool:
    """Return whether the noun's sentence names a court: "its case against X", which the Court of Justice hears."""
    named = noun.sent.text.lower()
    return any(_is_court(t) for t in noun.sent if t != noun) or any(
        name in named for name in lexicon.toml("proceedings")["court_names"]
    )


def _is_court(token: Token) -> bool:
    courts = lexicon.toml("proceedings")["courts"]
    return token.lemma_.lower() in courts or token.lower_ in courts


def respondents(ctx: Context, tokens: list[Token], complainants: set[str]) -> list[ActorRef]:
    """Return the actors among what a case is brought against, else those whose things or measures these are.

    "Took Peru to court", "challenged Peru's ban", "took the ban to the WTO" behind "Peru banned exports": all against
    Peru. A case that only points back ("took the case to the WTO") is against whoever took the measure told of last.
    """
    found = actors(ctx, tokens)
    for token in tokens if not found else []:
        found += [r for r in owners(ctx, token) if r.key.startswith(_ACTING)] or _imposers(ctx, token)
    return [r for r in found if r.key not in complainants]


def of_court(ctx: Context, head: Token, accused: list[Token]) -> list[ActorRef]:
    """Return the state of the court, where "the government" is taken there: "to the Berlin administrative court"."""
    if not any(t.lemma_.lower() in lexicon.toml("proceedings")["states"] for t in accused):
        return []
    for token in head.subtree:
        national = {t.lower_ for t in modifiers(token)} & set(lexicon.toml("proceedings")["national"])
        if token.lower_ != "court" or not national:
            continue
        for near in modifiers(token):
            mention = ctx.mentions.at(near.i)
            state = _state_of_place(mention.entity.key) if mention is not None else ""
            if state:
                return [ActorRef(state, accused[0], _INFERRED)]
    return []


def _state_of_place(key: str) -> str:
    if key.startswith("country/"):
        return key
    states = [str(o) for p, o in reference.facts(key) if p == "kg:locatedIn" and str(o).startswith("country/")]
    return states[0] if key.startswith("place/") and len(states) == 1 else ""


def _imposers(ctx: Context, token: Token) -> list[ActorRef]:
    """Return who imposed the measure that a token heads or refers to, else of whom the sentence before speaks."""
    name = thing_at(ctx, token, {"measure"})
    pointing = any(c.lower_ in function_words("definite") for c in token.children)
    if name is None and pointing and token.lemma_.lower() in lexicon.toml("proceedings")["cases"]:
        name = _last_measure(ctx, token)
    agents = sorted(ctx.profiles[name].agents) if name is not None and name in ctx.profiles else []
    if not agents and any(c.lower_ in {"that", "this", "these", "those"} for c in token.children):
        agents = [key for key in [topic(ctx, token)] if key]
    return [ActorRef(key, token, _INFERRED) for key in agents]


def _last_measure(ctx: Context, token: Token) -> str | None:
    """Return the measure with a known author that was told of last, a few sentences back at most."""
    floor = ctx.sentence_of(token) - _REACH
    for i in sorted((i for i in ctx.at if i < token.i), reverse=True):
        name = ctx.at[i]
        if ctx.sentence_of(ctx.doc[i]) < floor:
            return None
        if name in ctx.profiles and ctx.profiles[name].kind == "measure" and ctx.profiles[name].agents:
            return name
    return None


def found_against(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return against whom a court found in the noun's sentence, or whose measure breaks the rules."""
    data = lexicon.toml("proceedings")
    found: list[ActorRef] = []
    for token in noun.sent:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in data["finding"]:
            found += actors(ctx, Slots(token)("against"))
        elif token.pos_ == "VERB" and lemma in data["losing"]:
            found += actors(ctx, Slots(token).subjects())
    if found:
        return found
    ruled = any(t.lemma_.lower() in data["finding"] for t in noun.sent)
    names = [ctx.at[t.i] for t in noun.sent if t.i in ctx.at and t.i < noun.i]
    measures = [n for n in names if ruled and n in ctx.profiles and ctx.profiles[n].kind == "measure"]
    refs = [ActorRef(key, noun) for key in sorted(ctx.profiles[measures[0]].agents)] if measures else []
    return [replace(r, weight=0.85) for r in refs]
