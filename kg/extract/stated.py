"""Relations that the mentions bear themselves: part of, located in, headquartered in, subsidiary and member of."""

from __future__ import annotations

from kg.extract.context import Context
from kg.extract.status import status


def claim_links(ctx: Context) -> None:
    """Claim every link that the mentions found, once for each sentence that bears it."""
    for link in ctx.mentions.links:
        token = ctx.doc[link.token]
        ctx.claim(link.subject, link.predicate, link.object, token, status(ctx, token), link.confidence)
