"""The charts of the report, each made from a view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from kg.analysis.contradictions import contradictions
from kg.analysis.measures import Standing
from kg.analysis.projection import layer_of
from kg.export.report.chart import Chart, Mark, brief, layout, unique
from kg.export.view import View
from kg.export.vocabulary import vocabulary, words

T = TypeVar("T", int, str)
SO = ("actual", "planned")
COLOURS = {kind.name: kind.colour for kind in vocabulary().kinds}
MEASURE_COLOURS = ("#cc3311", "#ee7733", "#0077bb", "#33bbee", "#009988", "#ee3377", "#bbbbbb")


def key_actors(view: View, standings: Sequence[Standing]) -> Chart:
    """Return the twenty most important actors, by the number of tellings that tie them to others."""
    own = facts_by_node(view)
    actors = sorted(layer_of(view, "actor"), key=lambda i: (-view.nodes[i].importance, view.nodes[i].iri))
    best = [i for i in actors if view.nodes[i].claims][:20]
    marks = tuple(
        Mark(
            view.nodes[i].label,
            f"{standings[i].degree} neighbours, {view.nodes[i].claims} claims, {len(view.nodes[i].articles)} articles",
            tuple(own[i]),
        )
        for i in best
    )
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [view.nodes[i].claims for i in best],
        "y": unique([brief(view.nodes[i].label) for i in best]),
        "marker": {"color": [COLOURS[view.nodes[i].kind] for i in best]},
        "customdata": list(range(len(best))),
        "hovertemplate": "%{y}: %{x} claims<extra></extra>",
    }
    shape = layout(60 + 24 * len(best), yaxis={"autorange": "reversed"}, xaxis={"title": {"text": "claims"}})
    about = "The most central actors (PageRank over facts), with the number of claims that speak of them."
    return Chart("actors", "Key actors", about, marks, (trace,), shape)


def timeline(view: View) -> Chart:
    """Return measures, agreements, meetings and events by the day they began."""
    lanes = {"measure": "Measures", "agreement": "Agreements", "event": "Events and meetings"}
    told = {fact.source for fact in view.facts if fact.sayings and fact.state in SO}
    dated = [i for i, n in enumerate(view.nodes) if n.kind in lanes and n.start and i in told]
    dated.sort(key=lambda i: (view.nodes[i].start, view.nodes[i].iri))
    own = facts_by_node(view, sources_only=True)
    marks = tuple(
        Mark(view.nodes[i].label, when(view, i), tuple(f for f in own[i] if view.facts[f].sayings)) for i in dated
    )
    lines = [words(vocabulary().narrowest(view.nodes[i].types)[0]).capitalize() for i in dated]
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [view.nodes[i].start for i in dated],
        "y": lines,
        "text": [brief(view.nodes[i].label, 80) for i in dated],
        "marker": {"size": 12, "opacity": 0.75, "color": [COLOURS[view.nodes[i].kind] for i in dated]},
        "customdata": list(range(len(dated))),
        "hovertemplate": "%{x|%-d %b %Y}<br>%{text}<extra></extra>",
    }
    shape = layout(90 + 26 * len(set(lines)), yaxis={"categoryorder": "category descending"}, hovermode="closest")
    about = "When measures, agreements, meetings and events began. A month or a year stands at its first day."
    return Chart("timeline", "Timeline", about, marks, (trace,), shape)


def dependence(view: View) -> Chart:
    """Return the shares that consumers get of goods from suppliers, as a matrix."""
    cells: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for ends in supplies(view):
        whole = [target(view, f) for f in ends["kg:shareOf"]]
        for share in ends["kg:share"] if whole in ([], ["consumer"]) else ():
            fact = view.facts[share]
            if fact.amount is None or fact.unit != "%":
                continue
            for user in ends["kg:consumer"]:
                for goods in ends["kg:commodity"]:
                    for supplier in ends["kg:supplier"]:
                        named = f"{target(view, supplier)} · {target(view, goods)}"
                        cells[view.facts[user].target or 0, named].append((fact.amount, share))
    highest: dict[int | str, float] = defaultdict(float)
    for (user, named), found in cells.items():
        for end in (user, named):
            highest[end] = max(highest[end], *(amount for amount, _ in found))
    rows = ranked((user for user, _ in cells), lambda user: -highest[user])[:24]
    columns = ranked((named for user, named in cells if user in rows), lambda named: -highest[named])[:30]
    marks: list[Mark] = []
    shares: list[list[float | None]] = []
    numbers: list[list[int | None]] = []
    for user in rows:
        shares.append([])
        numbers.append([])
        for named in columns:
            found = cells.get((user, named), [])
            shares[-1].append(max(amount for amount, _ in found) if found else None)
            numbers[-1].append(len(marks) if found else None)
            if found:
                told_as = ", ".join(dict.fromkeys(view.facts[f].value for _, f in found))
                facts = tuple(dict.fromkeys(f for _, f in found))
                marks.append(Mark(f"{view.nodes[user].label} ← {named}", told_as, facts))
    trace = {
        "type": "heatmap",
        "z": shares,
        "x": unique([brief(named, 36) for named in columns]),
        "y": unique([brief(view.nodes[user].label, 30) for user in rows]),
        "customdata": numbers,
        "zmin": 0,
        "zmax": 100,
        "colorscale": [[0, "#fff7bc"], [0.5, "#fe9929"], [1, "#993404"]],
        "texttemplate": "%{z:.0f}",
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "hovertemplate": "%{y} gets %{z:.0f} % from %{x}<extra></extra>",
        "colorbar": {"title": {"text": "%"}, "thickness": 10},
    }
    shape = layout(200 + 30 * len(rows), xaxis={"side": "top", "tickangle": -40}, yaxis={"autorange": "reversed"})
    about = (
        "Who depends on whom for what: the share of a consumer's use or imports. The highest share where texts differ."
    )
    return Chart("dependence", "Who depends on whom", about, tuple(marks), (trace,) if marks else (), shape)


def supply(view: View) -> Chart:
    """Return the flow of goods from suppliers to users, as wide as the number of articles that tell of it."""
    flows: dict[tuple[str, str], list[int]] = defaultdict(list)
    colours: dict[str, str] = {}
    for ends in supplies(view):
        told_of = [f for facts in ends.values() for f in facts]
        for goods in ends["kg:commodity"]:
            middle = target(view, goods)
            for supplier in ends["kg:supplier"]:
                flows[f"0{target(view, supplier)}", f"1{middle}"] += told_of
            for user in ends["kg:consumer"]:
                flows[f"1{middle}", f"2{target(view, user)}"] += told_of
        for fact in (view.facts[f] for f in told_of):
            if fact.target is not None:
                colours[fact.value] = COLOURS[view.nodes[fact.target].kind]
    whole = {a for a, _ in flows} & {b for _, b in flows}  # goods of which both a supplier and a user are told
    flows = {flow: facts for flow, facts in flows.items() if not whole.isdisjoint(flow)}
    best = sorted(flows, key=lambda flow: (-len(articles(view, flows[flow])), flow))[:60]
    names = sorted({end for flow in best for end in flow})
    marks = tuple(
        Mark(f"{a[1:]} → {b[1:]}", f"{len(articles(view, flows[a, b]))} articles", tuple(dict.fromkeys(flows[a, b])))
        for a, b in best
    )
    trace = {
        "type": "sankey",
        "node": {
            "label": [brief(name[1:], 30) for name in names],
            "color": [colours.get(name[1:], "#888888") for name in names],
            "pad": 14,
            "thickness": 14,
            "hovertemplate": "%{label}<extra></extra>",
        },
        "link": {
            "source": [names.index(a) for a, _ in best],
            "target": [names.index(b) for _, b in best],
            "value": [len(articles(view, flows[flow])) for flow in best],
            "customdata": list(range(len(best))),
            "color": "rgba(128,128,128,0.35)",
            "hovertemplate": "%{source.label} → %{target.label}<extra></extra>",
        },
    }
    about = "From suppliers over goods to users. A band is as wide as the number of articles that tell of it."
    return Chart("supply", "Flow of supply", about, marks, (trace,) if marks else (), layout(140 + 16 * len(names)))


def sanctions(view: View) -> Chart:
    """Return how many measures are aimed at whom, by kind."""
    aimed: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, fact in enumerate(view.facts):
        source = view.nodes[fact.source]
        if fact.predicate == "kg:target" and source.kind == "measure" and fact.state in SO and fact.target is not None:
            aimed[fact.value, words(vocabulary().narrowest(source.types)[0])].append(i)
    totals: dict[str, int] = defaultdict(int)
    for (who, _), facts in aimed.items():
        totals[who] += len(facts)
    targets = ranked(totals, lambda who: -totals[who])[:25]
    kinds = ranked((kind for who, kind in aimed if who in targets), lambda kind: kind)
    marks: list[Mark] = []
    traces = []
    for n, kind in enumerate(kinds):
        mine = [who for who in targets if (who, kind) in aimed]
        numbers = list(range(len(marks), len(marks) + len(mine)))
        for who in mine:
            measures = "; ".join(brief(view.nodes[view.facts[f].source].label, 80) for f in aimed[who, kind])
            marks.append(Mark(f"{who}: {kind}", measures, tuple(aimed[who, kind])))
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": kind,
                "y": [brief(who) for who in mine],
                "x": [len(aimed[who, kind]) for who in mine],
                "customdata": numbers,
                "marker": {"color": MEASURE_COLOURS[n % len(MEASURE_COLOURS)]},
                "hovertemplate": "%{y}: %{x} %{fullData.name}<extra></extra>",
            }
        )
    shape = layout(
        90 + 26 * len(targets),
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        yaxis={"categoryorder": "array", "categoryarray": [brief(who) for who in reversed(targets)]},
        xaxis={"title": {"text": "measures"}, "dtick": 1 if max(totals.values(), default=0) < 12 else None},
    )
    about = "Tariffs, sanctions, export and import restrictions in force or planned, by whom they are aimed at."
    return Chart("measures", "Measures by target", about, tuple(marks), tuple(traces), shape)


def disagreements(view: View) -> Chart:
    """Return where texts contradict one another."""
    marks = []
    for found in contradictions(view):
        facts = [view.facts[f] for f in found.facts]
        detail = "affirmed and denied" if found.kind == "denied" else " or ".join(fact.value for fact in facts)
        said = f"{view.nodes[found.node].label}: {words(found.predicate)}"
        marks.append(Mark(said + (f" {facts[0].value}" if found.kind == "denied" else ""), detail, found.facts))
    about = "One thing with two values, or affirmed in one text and denied in another. Nothing is settled silently."
    return Chart("contradictions", "Where texts disagree", about, tuple(marks))


def supplies(view: View) -> list[Mapping[str, list[int]]]:
    """Return for each supply relation that holds its facts by predicate."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, fact in enumerate(view.facts):
        if view.nodes[fact.source].kind == "supply" and (fact.state in SO or not fact.sayings):
            found[fact.source][fact.predicate].append(i)
    return list(found.values())


def facts_by_node(view: View, *, sources_only: bool = False) -> Mapping[int, list[int]]:
    """Return the facts that texts tell of each node."""
    found: dict[int, list[int]] = defaultdict(list)
    for i, fact in enumerate(view.facts):
        if fact.sayings:
            found[fact.source].append(i)
            if not sources_only and fact.target is not None and fact.target != fact.source:
                found[fact.target].append(i)
    return found


def when(view: View, node: int) -> str:
    """Return the time of a node as the report writes it."""
    thing = view.nodes[node]
    start = thing.start[: {"month": 7, "quarter": 7, "year": 4}.get(thing.precision, 10)]
    return f"{start} to {thing.end}" if thing.end and thing.end != thing.start else start


def articles(view: View, facts: Iterable[int]) -> set[str]:
    """Return the articles that tell of facts."""
    return {q.source.iri for f in facts for s in view.facts[f].sayings for q in s.sentences}


def target(view: View, fact: int) -> str:
    """Return the label of a fact's object."""
    return view.facts[fact].value


def ranked(things: Iterable[T], key: Callable[[T], Any]) -> list[T]:
    """Return each thing once, sorted by a key, of equals by name."""
    return sorted(dict.fromkeys(things), key=lambda thing: (key(thing), str(thing)))
