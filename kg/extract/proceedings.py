"""Legal proceedings: arbitration, law suits, panels and complaints at the WTO, with complainant and respondent."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import actors, is_private, owners
from kg.extract.clause.arguments import Slots, governor
from kg.extract.clause.attach import claim_time, time_of
from kg.extract.clause.phrases import Row, noun_rows, verb_rows
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.resolve.fit import Profile


def find_proceedings(ctx: Context) -> None:
    """Add every legal proceeding that names a complainant and a respondent."""
    for token in ctx.doc:
        if token.pos_ == "VERB":
            for words, row in verb_rows("proceedings", token, "word"):
                if row["pos"] == "verb" and (row["requires"] != "court" or _at_court(_brought_to(token, words[-1]))):
                    _tell(ctx, token, Slots(token), row)
                    break
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
            _from_noun(ctx, token)


def _from_noun(ctx: Context, noun: Token) -> None:
    verb = governor(noun)
    brought = verb is not None and verb.lemma_.lower() in lexicon.toml("proceedings")["bringing"]
    for row in noun_rows("proceedings", "word", noun):
        needed = row["requires"]
        if row["pos"] == "noun" and (needed == "any" or brought or (needed == "court" and _before_court(noun))):
            if needed == "court" and not _before_court(noun):
                continue
            _tell(ctx, noun, Slots(noun, verb if brought else None), row)
            return


def _brought_to(verb: Token, link: str) -> list[Token]:
    """Return before what a verb brings its object; the parser may take "to arbitration" for an infinitive."""
    return Slots(verb)(link) or [c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "NOUN"]


def _at_court(tokens: list[Token]) -> bool:
    """Return whether one of the tokens heads or is the name of a court, tribunal or arbitration."""
    words = frozenset(lexicon.toml("proceedings")["courts"])
    near = [t for token in tokens for t in (token, *token.lefts, *token.subtree)]
    return any(t.lemma_.lower() in words or t.lower_ in words for t in near)


def _before_court(noun: Token) -> bool:
    """Return whether the noun's sentence names a court: "its case against X", which the Court of Justice hears."""
    words = frozenset(lexicon.toml("proceedings")["courts"])
    return any(t.lemma_.lower() in words or t.lower_ in words for t in noun.sent if t != noun)


def _tell(ctx: Context, head: Token, slots: Slots, row: Row) -> None:
    agents = [a for a in actors(ctx, slots(row["agent"])) if not is_private(ctx, a.key)]
    if not agents and not slots.verbal:
        agents = [r for r in owners(ctx, head) if r.token.i < head.i]
    held = {a.key for a in agents}
    against = slots(row["recipient"])
    recipients = actors(ctx, against) or [r for t in against for r in owners(ctx, t)]  # "against Chinese duties"
    recipients = [r for r in recipients if r.key not in held]
    if not agents or not recipients:
        return
    state = status(ctx, head)
    sure = float(row["p"])
    profile = Profile("event", ("kg:LegalProceeding",), held, targets={r.key for r in recipients})
    name = ctx.settle(profile, head)
    for agent in agents:
        ctx.claim(name, "kg:agent", agent.key, head, state, sure * agent.weight)
    for ref in recipients:
        ctx.claim(name, "kg:recipient", ref.key, head, state, sure * ref.weight)
    claim_time(
        ctx, name, time_of(ctx, *([slots.support] if slots.support is not None else []), head), head, state, sure
    )
