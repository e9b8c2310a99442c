"""Asking a graph: SPARQL that stays on this machine, packaged questions, answers in four formats.

A query is parsed by rdflib before pyoxigraph runs it, so that what would reach elsewhere (SERVICE, updates with LOAD,
FROM a file or address) is refused by what it is and not by how it is spelt.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from kg.graph.turtle import turtle
from kg.graph.vocabulary import DEFAULT_BASE, PREFIXES, curie
from kg.model import KgError

Format = Literal["table", "csv", "json", "ttl"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "ttl")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_POSITION = re.compile(r"at (\d+):(\d+)")
_QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE."""

    kind: Literal["rows", "truth", "triples"]
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    truth: bool = False
    triples: tuple[ox.Triple, ...] = ()

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield each row as the texts of its bound variables."""
        for row in self.rows:
            yield {name: value(term) for name, term in zip(self.variables, row, strict=True) if term is not None}


@dataclass(frozen=True, slots=True)
class Question:
    """A packaged query."""

    name: str
    description: str
    text: str


@cache
def questions() -> tuple[Question, ...]:
    """Return the packaged questions by name; the first line of each file, a comment, describes it."""
    found = []
    for path in sorted(_QUERIES.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        found.append(Question(path.stem, text.partition("\n")[0].lstrip("# ").strip(), text))
    return tuple(found)


def question(name: str) -> Question:
    """Return the packaged question of this name; KgError, with the names there are, where there is none."""
    for one in questions():
        if one.name == name:
            return one
    raise KgError(f"there is no packaged question {name!r}; choose from {', '.join(q.name for q in questions())}")


def query(store: ox.Store, text: str, *, allow_remote: bool = False) -> Answer:
    """Return the answer of a SPARQL query over the store's default graph or, that being empty, over all its graphs.

    Prefixes of the vocabulary need not be declared. Raises KgError for a syntax error, with its position, and for
    what would change the graph or reach beyond it; `allow_remote` lets SERVICE and FROM pass.
    """
    text = _unescaped(text)
    parsed = _parsed(text)
    if not allow_remote:
        _refuse_remote(parsed, {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)})
    union = not any(True for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    try:
        found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=union and not _has_dataset(parsed))
        if isinstance(found, ox.QueryBoolean):
            return Answer("truth", truth=bool(found))
        if isinstance(found, ox.QueryTriples):
            return Answer("triples", triples=tuple(sorted(set(found), key=str)))
        variables = tuple(variable.value for variable in found.variables)
        return Answer("rows", variables, tuple(tuple(row[name] for name in variables) for row in found))
    except SyntaxError as error:
        raise _engine_error(text, str(error)) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise KgError(f"the query failed: {' '.join(str(error).split())}; try it in smaller parts") from error


def _unescaped(text: str) -> str:
    """Return the query without code point escapes and odd line ends, so that every parser reads the same text."""

    def character(match: re.Match[str]) -> str:
        try:
            return chr(int(match[1] or match[2], 16))
        except ValueError as error:
            raise KgError(f"the query has {match[0]}, which is no character; write it as itself") from error

    text = _ESCAPE.sub(character, text).replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"\\[uU]", text):
        raise KgError("the query has a \\u that is no code point; write four hexadecimal digits after it")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise KgError(f"the query has half a character at {error.start}; write it whole") from error
    return text


def _parsed(text: str) -> Any:
    """Return rdflib's parse of a query; KgError where it is an update or no SPARQL."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    if not text.strip():
        raise KgError("the query is empty; write one or take a packaged question")
    try:
        return parseQuery(text)
    except RecursionError as error:
        raise KgError("the query is nested too deeply; ask in smaller parts") from error
    except (ParseException, ValueError) as error:
        try:
            is_update = "request" in parseUpdate(text)
        except (ParseException, RecursionError, ValueError):
            is_update = False
        if is_update:
            raise KgError("this is an update; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered") from error
        if isinstance(error, ParseException):
            raise _syntax_error(text, error.lineno, error.column) from error
        raise _syntax_error(text) from error


def _syntax_error(text: str, line: int = 0, column: int = 0, reason: str = "") -> KgError:
    """Return an error that shows where the query can be read no further."""
    if not line:
        return KgError(f"the query is not valid SPARQL: {reason or 'it cannot be read'}; mend it and ask again")
    rest = text.split("\n")[line - 1][column - 1 :].strip()
    near = f" near {rest[:30]!r}" if rest else ""
    reason = f": {reason}" if reason else ""
    return KgError(
        f"the query is not valid SPARQL at line {line}, column {column}{near}{reason}; mend it and ask again"
    )


def _engine_error(text: str, message: str) -> KgError:
    """Return the error for what rdflib reads and pyoxigraph does not, above all a prefix that nobody declared."""
    message = " ".join(message.split())
    found = _POSITION.search(message)
    undeclared = "Prefix not found" in message
    reason = "the prefix before it is not declared" if undeclared else message.rpartition(": ")[2][:120]
    return _syntax_error(text, int(found[1]), int(found[2]), reason) if found else _syntax_error(text, reason=reason)


def _nodes(parsed: Any) -> Iterator[Any]:
    """Yield every named node of the parse."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting: list[Any] = [parsed]
    while waiting:
        one = waiting.pop()
        if isinstance(one, CompValue):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list | tuple | ParseResults):
            waiting.extend(one)


def _has_dataset(parsed: Any) -> bool:
    return any(node.name == "DatasetClause" for node in _nodes(parsed))


def _refuse_remote(parsed: Any, graphs: set[str]) -> None:
    prefixes = dict(PREFIXES)
    nodes = list(_nodes(parsed))
    for node in nodes:
        if node.name == "PrefixDecl":
            prefixes[str(node["prefix"]) if "prefix" in node else ""] = str(node["iri"])
    for node in nodes:
        if node.name == "ServiceGraphPattern":
            raise KgError("the query asks another server (SERVICE); ask this graph alone")
        if node.name == "DatasetClause":
            name = _graph_name(node["default"] if "default" in node else node["named"], prefixes)
            if name not in graphs:
                raise KgError(f"the query reads FROM {name}, which is no graph in this store; leave the FROM out")


def _graph_name(found: Any, prefixes: dict[str, str]) -> str:
    if getattr(found, "name", "") == "pname":
        return prefixes.get(str(found["prefix"]) if "prefix" in found else "", "") + str(found["localname"])
    return str(found)


# ---- answers as text ----


def value(term: Term | None) -> str:
    """Return a term as a reader wants it: an IRI in full, a literal's text, nothing for what is unbound."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal) else str(term)


def short(term: Term | None, base: str = DEFAULT_BASE) -> str:
    """Return a term in few characters: a CURIE, the key of an instance, a literal's text."""
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(base) if term.value.startswith(base) else curie(term.value)
    return value(term)


def render(answer: Answer, form: Format = "table", *, base: str = DEFAULT_BASE, width: int | None = None) -> str:
    """Return the answer as text in one of `FORMATS`; `width` is the table's, in characters.

    Raises KgError where the answer has no such form: a SELECT is no Turtle.
    """
    if form == "json":
        return json.dumps(_json(answer), ensure_ascii=False, indent=1) + "\n"
    if form == "ttl":
        if answer.kind != "triples":
            raise KgError("only CONSTRUCT and DESCRIBE give Turtle; take table, csv or json for this query")
        return turtle(answer.triples, base)
    header, lines = _lines(answer)
    if form == "csv":
        out = StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *([value(term) for term in line] for line in lines)])
        return out.getvalue()
    return _table(header, [[short(term, base) for term in line] for line in lines], width)


def _lines(answer: Answer) -> tuple[tuple[str, ...], list[tuple[Term | None, ...]]]:
    if answer.kind == "truth":
        return ("answer",), [(ox.Literal("yes" if answer.truth else "no"),)]
    if answer.kind == "triples":
        return ("subject", "predicate", "object"), [(t.subject, t.predicate, t.object) for t in answer.triples]
    return answer.variables, list(answer.rows)


def _table(header: tuple[str, ...], lines: list[list[str]], width: int | None) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in header:
        table.add_column(Text(name), overflow="fold")
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    out = StringIO()
    Console(file=out, width=width, force_terminal=False, color_system=None).print(table)
    count = f"{len(lines)} row{'' if len(lines) == 1 else 's'}\n"
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n" + count


def _json(answer: Answer) -> dict[str, Any]:
    """Return the answer in the SPARQL 1.1 JSON results format; triples as three variables."""
    if answer.kind == "truth":
        return {"head": {}, "boolean": answer.truth}
    header, lines = _lines(answer)
    bindings = [
        {name: _json_term(term) for name, term in zip(header, line, strict=True) if term is not None} for line in lines
    ]
    return {"head": {"vars": list(header)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != PREFIXES["xsd"] + "string":
        found["datatype"] = term.datatype.value
    return found
