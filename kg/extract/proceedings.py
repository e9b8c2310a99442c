"""Legal proceedings: arbitration, law suits, panels and complaints at the WTO, with complainant and respondent."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import actors, is_private, owners
from kg.extract.clause.arguments import Slots, governor
from kg.extract.clause.attach import claim_time, time_of
from kg.extract.clause.phrases import Row, noun_rows
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.resolve.fit import Profile


def find_proceedings(ctx: Context) -> None:
    """Add every legal proceeding that names a complainant and a respondent."""
    verbs = {row["word"]: row for row in lexicon.table("proceedings") if row["pos"] == "verb"}
    bringing = frozenset(lexicon.toml("proceedings")["bringing"])
    for token in ctx.doc:
        if token.pos_ == "VERB" and token.lemma_.lower() in verbs:
            _tell(ctx, token, Slots(token), verbs[token.lemma_.lower()])
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
            rows = [r for r in noun_rows("proceedings", "word", token) if r["pos"] == "noun"]
            if rows:
                verb = governor(token)
                brought = verb is not None and verb.lemma_.lower() in bringing
                if brought or rows[0]["requires"] == "any":
                    _tell(ctx, token, Slots(token, verb if brought else None), rows[0])


def _tell(ctx: Context, head: Token, slots: Slots, row: Row) -> None:
    agents = [a for a in actors(ctx, slots(row["agent"])) if not is_private(ctx, a.key)]
    if not agents and not slots.verbal:
        agents = [r for r in owners(ctx, head) if r.token.i < head.i]
    held = {a.key for a in agents}
    recipients = [r for r in actors(ctx, slots(row["recipient"])) if r.key not in held]
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
