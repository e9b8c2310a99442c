"""Who and what is excepted: "steel from all countries but Norway and Iceland", "every good except rice"."""

from __future__ import annotations

from kg import lexicon
from kg.extract.context import Context

_BACK = 5  # tokens before the excepting word in which "all", "every" stands


def exceptions(ctx: Context) -> dict[int, tuple[int, ...]]:
    """Return by the index of the excepting word the mentions that it spares, each by its first token; read once."""
    found: dict[int, tuple[int, ...]] | None = ctx.memo.get("exceptions")
    if found is None:
        data = lexicon.toml("function_words")
        found = ctx.memo["exceptions"] = {}
        for token in ctx.tokens.of(forms=data["excepting"]):
            before = [t.lower_ for t in ctx.doc[max(token.i - _BACK, token.sent.start) : token.i]]
            if not set(before).isdisjoint(data["universal"]):
                spared = _run(ctx, token.i + 1, token.sent.end)
                if spared:
                    found[token.i] = spared
    return found


def is_spared(ctx: Context, i: int) -> bool:
    """Return whether a token belongs to what is excepted."""
    mention = ctx.mentions.at(i)
    return mention is not None and any(mention.start in spared for spared in exceptions(ctx).values())


def _run(ctx: Context, i: int, end: int) -> tuple[int, ...]:
    """Return the mentions of a list that begins at a token."""
    links = frozenset(lexicon.toml("function_words")["list_links"])
    found: list[int] = []
    while i < end:
        mention = ctx.mentions.at(i)
        if mention is not None and mention.start == i:
            found.append(mention.start)
            i = mention.end
        elif ctx.doc[i].lower_ in links:
            i += 1
        else:
            break
    return tuple(found)
