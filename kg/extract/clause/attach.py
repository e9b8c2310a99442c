"""What belongs to a trigger: its quantities, its time, and the occurrence that a word refers to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.classes import function_words
from kg.extract.context import Context, Status
from kg.extract.quantities.finding import QuantityMention
from kg.extract.times.clauses import clause_time, clause_times, names_thing
from kg.extract.times.finding import TimeMention
from kg.model import Value

_SHORT = 4  # tokens of an answer that is hardly a sentence


def quantities_of(ctx: Context, *tokens: Token) -> list[tuple[str, QuantityMention]]:
    """Return the quantities that hang on one of the tokens, each with the preposition that introduces it."""
    found: dict[int, tuple[int, str]] = {}  # quantity → steps from it to the nearest of the tokens, and the preposition
    for i in {t.i for t in tokens}:
        for n, steps, link in ctx.hanging.get(i, ()):
            if n not in found or steps < found[n][0]:
                found[n] = (steps, link)
    for n, link in _right_behind(ctx, tokens):
        found.setdefault(n, (1, link))
    if not found:
        return []
    sentence = tokens[0].sent
    return [
        (found[n][1], ctx.quantities[n])
        for n in sorted(found)
        if sentence.start <= ctx.quantities[n].start < sentence.end
    ]


def _right_behind(ctx: Context, tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """Return the quantities right behind "of" or "at" of a noun : "a price of $20 a kilogram"."""
    found = []
    for token in tokens:
        link = ctx.doc[token.i + 1].lower_ if token.i + 2 < len(ctx.doc) else ""
        if token.pos_ == "NOUN" and link in {"of", "at"}:
            found += [(ctx.quantities.index(q), link) for q in ctx.quantities_in(token.i + 2, token.i + 3)]
    return found


def time_of(ctx: Context, *tokens: Token) -> TimeMention | None:
    """Return the time of the first of the tokens (verbs or nouns) that has one of its own."""
    for token in tokens:
        found = clause_time(token, ctx.times)
        if found is not None and (found.span.start or found.span.end) is not None:
            return found
    return None


def end_time(ctx: Context, *tokens: Token) -> TimeMention | None:
    """Return the time until which the first of the tokens that has one says something lasts."""
    for token in tokens:
        found = next((t for t in clause_times(token, ctx.times) if t.role == "until" and t.span.end is not None), None)
        if found is not None:
            return found
    return None


def named_year(ctx: Context, noun: Token) -> TimeMention | None:
    """Return the year that tells which thing a noun means ("its 2018 tariff"): the thing is of that year."""
    for time in ctx.times:
        root = ctx.doc[time.root]
        named = root.head == noun and root.i < noun.i and root.dep_ in {"nummod", "amod", "compound", "nmod"}
        if named and time.span.precision == "year" and time.role == "at" and ctx.doc[time.start].like_num:
            return time
    return None


def shared_time(ctx: Context, verb: Token) -> TimeMention | None:
    """Return a verb's time, or that of the verb it goes with: "struck a deal on Monday, lifting"."""
    found = time_of(ctx, verb)
    above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "by" else verb.head
    goes_with = verb.dep_ == "pcomp" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
    if (
        found is None
        and goes_with
        and above.pos_ == "VERB"
        and not any(c.dep_ in {"mark", "aux"} for c in verb.children)
    ):
        return time_of(ctx, above)
    return found


def own_time(ctx: Context, noun: Token) -> TimeMention | None:
    """Return the time inside a noun phrase itself ("the deal of August 2025"), never its clause's."""
    left, right = noun.left_edge.i, noun.right_edge.i
    for time in ctx.times:
        if left <= time.start and time.end - 1 <= right and time.role not in {"duration", "other"}:
            above = ctx.doc[time.root]
            steps = 0
            while above != noun and above.pos_ not in {"VERB", "AUX"} and steps < 5 and above.head != above:
                above, steps = above.head, steps + 1
            other = ctx.doc[time.root].head
            if above == noun and not (other != noun and names_thing(other, ctx.doc[time.root])):
                return time
    return None


def claim_time(
    ctx: Context, subject: str, time: TimeMention | None, token: Token, status: Status, confidence: float
) -> None:
    """Claim when a thing begins, how precisely that is known, and its end where the text gives one."""
    if time is None:
        return
    if time.span.start is None:
        if time.span.end is not None and time.role == "until":
            ctx.claim(subject, "kg:endDate", Value(time.span.end.isoformat(), "date"), token, status, confidence)
        return
    ctx.claim(subject, "kg:startDate", Value(time.span.start.isoformat(), "date"), token, status, confidence)
    ctx.claim(subject, "kg:datePrecision", Value(time.span.precision), token, status, confidence)
    if time.span.end is not None:
        ctx.claim(subject, "kg:endDate", Value(time.span.end.isoformat(), "date"), token, status, confidence)


def claim_course(
    ctx: Context,
    subject: str,
    head: Token,
    verb: Token | None,
    time: TimeMention | None,
    state: Status,
    current: Status,
    confidence: float,
) -> None:
    """Claim the dates of a thing from the year that names it, the time of its clause, and how long that lasts.

    `verb` is what is done with the thing, under the status `current`; a thing that is prolonged does not begin then.
    """
    named = named_year(ctx, head)
    if named is not None:
        claim_time(ctx, subject, named, head, Status(speaker=state.speaker), confidence)
    prolonged = verb is not None and verb.lemma_.lower() in lexicon.toml("times")["context"]["prolonging"]
    if time is not None and time != named and (not prolonged or time.role == "until"):
        claim_time(ctx, subject, time, head, current, confidence)
    end = end_time(ctx, *([verb] if verb is not None else []), head)
    if end is not None and end != time and end.span.end is not None:
        ctx.claim(subject, "kg:endDate", Value(end.span.end.isoformat(), "date"), head, current, confidence)


def thing_at(ctx: Context, token: Token, kinds: Collection[str]) -> str | None:
    """Return the occurrence that a token heads or, as a pronoun, refers to, if it is of one of the kinds."""
    name = ctx.at.get(token.i)
    if name is not None and ctx.occurrences[name].kind in kinds:
        return name
    if token.lemma_.lower() in ctx.classes["abstract"] and any(
        c.lower_ in {"the", "this", "that"} for c in token.children
    ):
        return last_told(ctx, token, kinds, any_number=True)
    if (
        token.lower_ in function_words("pronouns")
        and token.dep_ not in {"mark", "det"}
        and ctx.mentions.at(token.i) is None
    ):
        return last_told(ctx, token, kinds)
    return None


def last_told(ctx: Context, token: Token, kinds: Collection[str], *, any_number: bool = False) -> str | None:
    """Return the occurrence of a kind told of last, at most one sentence back and of the pronoun's number."""
    plural = token.lower_ in {"they", "them", "these", "those"}
    best: tuple[int, str] | None = None
    floor = token.sent.start
    if floor > 0:
        floor = ctx.doc[floor - 1].sent.start
    if floor > 0 and token.sent.start - floor <= _SHORT:  # "Is it still in force? No. Beijing suspended it"
        floor = ctx.doc[floor - 1].sent.start
    for i, name in ctx.at.items():
        if floor <= i < token.i and name in ctx.occurrences and ctx.occurrences[name].kind in kinds:
            number = ctx.doc[i].tag_ in {"NNS", "NNPS"}
            if (any_number or number == plural) and (best is None or i > best[0]):
                best = (i, name)
    return best[1] if best else None
