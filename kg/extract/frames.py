"""Which row of the event tables a verb is: its fixed words, the constraint on its object, and the most specific of those that fit."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.arguments import Slots
from kg.extract.constraints import fits_object
from kg.extract.context import Context
from kg.extract.phrases import Row, verb_rows


def verb_frame(ctx: Context, verb: Token, slots: Slots) -> Row | None:
    """Return the row of `event_verbs.csv` that the verb is here; None for no event, blocked uses included."""
    rows = verb_rows("event_verbs", verb)
    if not rows:
        return None
    fitting = [(words, row) for words, row in rows if fits_object(ctx, words, slots, row["object"])]
    if not fitting:
        return None
    _, row = max(fitting, key=lambda f: _specific(*f))
    return None if row["type"] in {"", "-"} else row


def _specific(words: tuple[str, ...], row: Row) -> tuple[int, int, float, str]:
    """Rank rows that fit: more fixed words, then lemmas before classes before no constraint, then how usual it is."""
    constraint = row["object"]
    return (len(words), (2 if "@" not in constraint else 1) if constraint else 0, float(row["p"] or 0.7), row["type"])
