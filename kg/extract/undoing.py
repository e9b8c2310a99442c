"""What is done with a measure that only a pronoun names: "Beijing suspended it on 9 November", "they were lifted"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import actors, country_of
from kg.extract.clause.arguments import Slots
from kg.extract.clause.attach import claim_time, end_time, last_told, shared_time
from kg.extract.clause.status import status
from kg.extract.clause.support import effect_of, support_lemmas
from kg.extract.context import Context
from kg.extract.reserves import state_of
from kg.model import Value

_SURE = 0.8
_EFFECTS = frozenset({"undo", "extend"})


def find_undoing(ctx: Context) -> None:
    """Claim when measures that pronouns refer to end, or until when they are extended."""
    for verb in ctx.tokens.of(support_lemmas(_EFFECTS)):
        if verb.pos_ != "VERB" or verb.i in ctx.at:
            continue
        effect = effect_of(verb)
        things = [t for t in Slots(verb).objects() if t.pos_ == "PRON" and t.lower_ in {"it", "them", "they"}]
        if effect not in _EFFECTS or len(things) != 1:
            continue
        name = last_told(ctx, things[0], {"measure", "agreement", "reserve"})
        if name is None or ctx.occurrences[name].kind != "measure" or not _own(ctx, verb, name):
            continue
        state = status(ctx, verb)
        if state.modality not in {"Actual", "Planned"} or state.polarity != "Affirmed":
            continue
        time = shared_time(ctx, verb)
        until = end_time(ctx, verb)
        if effect == "extend":
            claim_time(ctx, name, until, verb, state, _SURE)
        elif time is not None and time.span.start is not None:
            ctx.claim(name, "kg:endDate", Value(time.span.start.isoformat(), "date"), verb, state, _SURE)


def _own(ctx: Context, verb: Token, name: str) -> bool:
    """Return whether who does it may be who took the measure; a passive names nobody."""
    doers = {_state(ctx, ref.key) for ref in actors(ctx, Slots(verb).subjects())}
    takers = {_state(ctx, key) for key in ctx.profiles[name].agents}
    return not doers or not takers or bool(doers & takers)


def _state(ctx: Context, key: str) -> str:
    return key if key.startswith(("country/", "bloc/")) else country_of(ctx, key) or state_of(ctx, key) or key
