"""Relations that the mentions bear themselves: part of, located in, headquartered in, subsidiary and member of."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Link

_PRESUPPOSED = frozenset({"kg:partOf", "kg:locatedIn", "kg:headquarteredIn"})


def claim_links(ctx: Context) -> None:
    """Claim every link that the mentions found, once for each sentence that bears it.

    What a mere name tells ("Germany's lower house") holds whatever its clause says; a membership is read with it.
    """
    for link in ctx.mentions.links:
        token = ctx.doc[link.token]
        ctx.claim(link.subject, link.predicate, link.object, token, _state(ctx, link, token), link.confidence)


def _state(ctx: Context, link: Link, token: Token) -> Status:
    return Status() if link.predicate in _PRESUPPOSED else status(ctx, token)
