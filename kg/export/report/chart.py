"""What a chart of the report is: a plotly figure, and for each of its marks the facts behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

GRID = "rgba(128,128,128,0.25)"


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, cell, dot or band: what it says, and the facts (numbers in the view) that say so."""

    label: str
    detail: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A section of the report. `traces` are plotly's, whose `customdata` number the marks; a mere list has none."""

    key: str
    title: str
    about: str
    marks: tuple[Mark, ...]
    traces: tuple[dict[str, Any], ...] = ()
    layout: dict[str, Any] | None = None


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Return a plotly layout without colours of its own: the page sets those of its theme."""
    axis = {"gridcolor": GRID, "zeroline": False, "automargin": True, "fixedrange": True}
    plain: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": axis,
        "yaxis": axis,
        "showlegend": False,
        "hoverlabel": {"align": "left"},
        "dragmode": False,
    }
    for name, value in more.items():
        plain[name] = {**plain[name], **value} if isinstance(plain.get(name), dict) else value
    return plain


def brief(text: str, most: int = 40) -> str:
    """Return a text of at most so many letters, without the markup that plotly would read in it.

    >>> brief("a <b>bold</b> name & more"), brief("x" * 50, 5)
    ('a ‹b›bold‹/b› name & more', 'xxxx…')
    """
    line = " ".join(text.split()).replace("<", "‹").replace(">", "›")
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def unique(labels: Sequence[str]) -> list[str]:
    """Return the labels, each made different from those before it by invisible signs: plotly would merge equal ones.

    >>> [len(label) for label in unique(["a", "a", "b"])]
    [1, 2, 1]
    """
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label + "\u200b" * (seen[label] - 1))
    return found
