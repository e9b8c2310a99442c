"""From the records of single articles to things of the world: one event, measure or agreement across articles."""

from __future__ import annotations

from kg.resolve.merge import resolve

__all__ = ["resolve"]
