"""Who signs or decrees in office binds the state: "Minister X signed a pact with Y" makes X's state its party."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.actors.persons import country_of
from kg.extract.context import Context
from kg.model import Claim

_BINDING = frozenset({"kg:party", "kg:imposedBy", "kg:establishedBy"})  # what only states, bodies and firms can do


def lift_officials(ctx: Context) -> None:
    """Put the state in place of its official in claims of who is bound by, imposes or establishes something."""
    told: set[tuple[str, str, str, int, str, str]] = set()
    kept: list[Claim] = []
    for claim in ctx.claims:
        if claim.predicate in _BINDING and isinstance(claim.object, str):
            own = country_of(ctx, claim.object) if claim.object.startswith("person/") else ""
            state = own or claim.object
            claim = replace(claim, object=state)
            same = (claim.subject, claim.predicate, state, claim.sentence, claim.polarity, claim.modality)
            if same in told:
                continue
            told.add(same)
        kept.append(claim)
    ctx.claims[:] = kept
