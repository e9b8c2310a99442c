"""The other state of a trade, told by a description: "Zambia sold the country 80,000 tonnes of maize"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract.actors.home import nearby_states
from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.context import Context
from kg.extract.mentions.descriptions import descriptions

_CLEAR = 1.25  # times the score of the next state


def other_state(ctx: Context, tokens: Iterable[Token], own: set[str]) -> list[ActorRef]:
    """Return the state that "the country" means in a trade with others, who are `own`; nothing where unsure."""
    for token in tokens:
        kind = descriptions().get(token.lower_)
        if kind is None or kind.plural or "kg:Country" not in kind.types or kind.only:
            continue
        if not any(c.lower_ == "the" for c in token.children) or sum(1 for _ in token.children) > 1:
            continue
        mention = ctx.mentions.at(token.i)
        if mention is not None and mention.entity.key not in own:
            continue
        scores = sorted(((s, k) for k, s in nearby_states(ctx, token).items() if k not in own), reverse=True)
        if scores and (len(scores) == 1 or scores[0][0] >= _CLEAR * scores[1][0]):
            return [ActorRef(scores[0][1], token, 0.8)]
    return []
