"""From facts and occurrences to ties: a measure, agreement or event becomes a line between those it binds.

Which relations name the ends of an occurrence is told in `kg/export/kinds.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.export.view import STATES, State, View
from kg.export.vocabulary import vocabulary

Ends = tuple[int, int, State]


@dataclass(frozen=True, slots=True)
class Folding:
    """What folding found: `ties` from one node to another by state, with the occurrences that make each.

    `partners` are occurrences with two ends that they bind alike (a truce, a meeting); `folded` are the occurrences
    that a picture may leave out, since ties tell all of them.
    """

    ties: Mapping[Ends, list[int]]
    partners: frozenset[tuple[int, int, int]]
    folded: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tie:
    """What binds one node to another: facts between them and occurrences that bind both, all of one state.

    `weight` is the number of articles that tell of it, at least 1; `mutual` ties have no direction.
    """

    source: int
    target: int
    state: State
    facts: tuple[int, ...]
    via: tuple[int, ...]
    weight: int
    mutual: bool = False


def layer_of(view: View, layer: str) -> frozenset[int]:
    """Return the nodes of a layer: "actor", "thing" or "occurrence"."""
    layers = {kind.name: kind.layer for kind in vocabulary().kinds}
    return frozenset(i for i, node in enumerate(view.nodes) if layers[node.kind] == layer)


def fold(view: View) -> Folding:
    """Return the ties that the occurrences of a view make."""
    occurrences = layer_of(view, "occurrence")
    ties: dict[Ends, list[int]] = defaultdict(list)
    partners: set[tuple[int, int, int]] = set()
    hubs = set()
    rules = vocabulary().fold
    for i, (sources, targets, peers) in sorted(_ends(view, occurrences).items()):
        if len(peers) > rules.peers_at_most or len(sources) * len(targets) > rules.peers_at_most**2:
            hubs.add(i)
            continue
        sources = sources or peers
        couples = [(a, b) for a in sorted(peers) for b in sorted(peers) if a < b]
        partners.update((i, a, b) for a, b in couples)
        pairs = [(a, b) for a in sorted(sources) for b in sorted(targets) if not {a, b} <= peers.keys()] + couples
        for a, b in pairs:
            if a != b:
                states = [group[end] for end, group in ((a, {**peers, **sources}), (b, {**peers, **targets}))]
                ties[a, b, max(states, key=STATES.index)].append(i)
    return Folding(dict(ties), frozenset(partners), occurrences - hubs)


def _ends(view: View, occurrences: frozenset[int]) -> dict[int, tuple[dict[int, State], ...]]:
    """Return for each occurrence whom it goes out from, whom it goes to, whom it binds alike, with their states."""
    rules = vocabulary().fold
    ends: dict[int, tuple[dict[int, State], ...]] = {i: ({}, {}, {}) for i in occurrences}
    for fact in view.facts:
        if fact.source in occurrences and fact.target is not None and fact.target not in occurrences:
            for group, predicates in zip(ends[fact.source], (rules.sources, rules.targets, rules.peers), strict=True):
                if fact.predicate in predicates:
                    group[fact.target] = min(group.get(fact.target, fact.state), fact.state, key=STATES.index)
    return ends


def ties(view: View, folding: Folding, nodes: frozenset[int]) -> tuple[Tie, ...]:
    """Return all ties between two different nodes of a set, sorted by ends and state.

    With the actors of a view as `nodes` this is its projection on actors.
    """
    facts: dict[Ends, list[int]] = defaultdict(list)
    for i, fact in enumerate(view.facts):
        if fact.target is not None and fact.target != fact.source and {fact.source, fact.target} <= nodes:
            facts[fact.source, fact.target, fact.state].append(i)
    for (a, b, state), _ in folding.ties.items():
        if {a, b} <= nodes:
            facts.setdefault((a, b, state), [])
    told = _articles_of(view)
    found = []
    for (a, b, state), direct in sorted(facts.items()):
        via = tuple(folding.ties.get((a, b, state), ()))
        articles = {iri for i in direct for iri in _articles(view, (i,))}.union(*(told.get(v, ()) for v in via))
        mutual = not direct and all((v, a, b) in folding.partners for v in via)
        found.append(Tie(a, b, state, tuple(direct), via, max(1, len(articles)), mutual))
    return tuple(found)


def _articles_of(view: View) -> dict[int, set[str]]:
    """Return for each node the articles in which something is claimed of it."""
    told: dict[int, set[str]] = defaultdict(set)
    for i, fact in enumerate(view.facts):
        told[fact.source] |= _articles(view, (i,))
    return told


def _articles(view: View, facts: Iterable[int]) -> set[str]:
    return {q.source.iri for i in facts for saying in view.facts[i].sayings for q in saying.sentences}
