"""`report.html`: the graph in charts and tables, each mark of which leads to its sentences; one file, no network."""

from kg.export.report.page import to_report

__all__ = ["to_report"]
