"""Where the texts contradict one another: affirmed here and denied there, or two values for what can have but one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal as Choice

from kg.export.view import Fact, View

ONE_VALUE = frozenset(
    {
        *("kg:rate", "kg:formerRate", "kg:price", "kg:volume", "kg:value", "kg:share", "kg:duration"),
        *("kg:startDate", "kg:endDate", "kg:signedOn", "kg:capital"),
    }
)
"""Properties of which a thing has one value at a time, in one unit; several values are told by texts that disagree."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts (numbers in the view) of one thing that cannot all be so, in the order of the view."""

    node: int
    predicate: str
    facts: tuple[int, ...]
    kind: Choice["denied", "values"]


def contradictions(view: View) -> tuple[Contradiction, ...]:
    """Return the contradictions of a view, sorted by thing and predicate.

    A fact counts as denied where one claim affirms it as actual or planned and another negates it. Values count as
    different where none is claimed in the same sentence as the other (a range, two currencies), both are affirmed, and
    they have the same unit.
    """
    found = [
        Contradiction(fact.source, fact.predicate, (i,), "denied")
        for i, fact in enumerate(view.facts)
        if {saying.polarity for saying in fact.sayings} == {"Affirmed", "Negated"}
    ]
    values: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for i, fact in enumerate(view.facts):
        if fact.predicate in ONE_VALUE and fact.state in ("actual", "planned") and fact.sayings:
            values[fact.source, fact.predicate, fact.unit].append(i)
    for (node, predicate, _), facts in values.items():
        apart = tuple(i for i in facts if not any(_together(view.facts[i], view.facts[j]) for j in facts if j != i))
        if len(apart) > 1:
            found.append(Contradiction(node, predicate, apart, "values"))
    return tuple(sorted(found, key=lambda c: (c.node, c.predicate, c.facts)))


def _together(one: Fact, other: Fact) -> bool:
    sentences = [{q.iri for saying in fact.sayings for q in saying.sentences} for fact in (one, other)]
    return not sentences[0].isdisjoint(sentences[1])
