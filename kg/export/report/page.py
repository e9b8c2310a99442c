"""The page of the report: charts as data, drawn by plotly's script, with the facts and sentences behind each mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kg.analysis.measures import Standing
from kg.export.evidence import Evidence
from kg.export.html import environment
from kg.export.report.chart import Chart
from kg.export.report.charts import dependence, disagreements, key_actors, sanctions, supply, timeline
from kg.export.view import View

_QUOTATIONS_AT_MOST = 400


def to_report(view: View, standings: Sequence[Standing], *, title: str = "Who does what to whom: the report") -> str:
    """Return the report of a view as one HTML page that asks for nothing from anywhere."""
    charts = (
        key_actors(view, standings),
        timeline(view),
        dependence(view),
        supply(view),
        sanctions(view),
        disagreements(view),
    )
    template = environment().get_template("report/report.html.j2")
    return template.render(title=title, report=_payload(view, charts), charts=charts, plotly=_plotly())


def _payload(view: View, charts: Sequence[Chart]) -> dict[str, Any]:
    """Return all that the page's script reads: see `report.js` for what the rows mean."""
    evidence = Evidence()
    used = sorted({fact for chart in charts for mark in chart.marks for fact in mark.facts})
    number = {fact: i for i, fact in enumerate(used)}
    facts = [
        [*evidence.fact(view.facts[fact]), view.nodes[view.facts[fact].source].label, view.facts[fact].value]
        for fact in used
    ]
    quotations = [
        [q.speaker, q.text, evidence.quote(q.sentence)] for q in view.quotations[:_QUOTATIONS_AT_MOST] if q.speaker
    ]
    return {
        "charts": [
            {
                "key": chart.key,
                "traces": chart.traces,
                "layout": chart.layout,
                "marks": [[mark.label, mark.detail, [number[f] for f in mark.facts]] for mark in chart.marks],
            }
            for chart in charts
        ],
        "facts": facts,
        "relations": evidence.relations.rows,
        "names": evidence.names.rows,
        "sources": _coverage(view, evidence),
        "sentences": evidence.sentences.rows,
        "articles": evidence.articles.rows,
        "quotations": quotations,
        "total": {"nodes": len(view.nodes), "facts": len(view.facts), "claims": len(view.claims)}
        | {"articles": len(view.sources), "quotations": len(view.quotations)},
    }


def _coverage(view: View, evidence: Evidence) -> list[list[int]]:
    """Return for each article its row and how many claims and quotations come from it, the richest first."""
    claims: dict[str, int] = defaultdict(int)
    for row in view.claims:
        for iri in {q.source.iri for q in row.saying.sentences}:
            claims[iri] += 1
    quoted: dict[str, int] = defaultdict(int)
    for quotation in view.quotations:
        quoted[quotation.sentence.source.iri] += 1
    ranked = sorted(view.sources, key=lambda source: (-claims[source.iri], source.date, source.iri))
    return [[evidence.article(source), claims[source.iri], quoted[source.iri]] for source in ranked]


@cache
def _plotly() -> Markup:
    """Return plotly's script."""
    import plotly

    code = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text("utf-8")
    return Markup(code.replace("</script", "<\\/script"))
