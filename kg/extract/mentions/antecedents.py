"""What the text named before: mentions by sentence, with their standing in it, for finding what an anaphor means."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg import reference
from kg.language.mention import Mention
from kg.language.tables import words
from kg.language.titles import TITLES
from kg.model import Entity

SUBJECTS = ("nsubj", "nsubjpass")
_JOINS = (",", "and", "the")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STANDFIRST = 5  # paragraphs among which a standfirst stands
_OPEN, _CLOSE, _STRAIGHT = "“", "”", '"'


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that an anaphor may mean, with its score; higher is likelier."""

    entity: Entity
    score: float
    mention: Mention


class Antecedents:
    """The mentions of a Doc before any place, the newest last; grows while the text is read from left to right."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention]) -> None:
        self.doc = doc
        self.sentence: list[int] = [0] * len(doc)
        self.starts: list[int] = []
        self.roots: list[Token] = []
        for n, sent in enumerate(doc.sents):
            self.starts.append(sent.start)
            self.roots.append(sent.root)
            for i in range(sent.start, sent.end):
                self.sentence[i] = n
        texts = [token.text for token in doc]
        self.quoted = _quoted(texts)
        self.paragraph = _paragraphs(texts)
        self.by_sentence: list[list[Mention]] = [[] for _ in self.starts]
        self.bodies: list[tuple[int, int, Mention]] = []  # sentence, running number, body of a government; sorted
        self.at: dict[int, list[Mention]] = {}
        self.counts: Counter[str] = Counter()
        self.titles: dict[str, set[str]] = {}
        for mention in mentions:
            self.add(mention)
        self._read_titles()

    def add(self, mention: Mention) -> None:
        """Take in a mention, so that later anaphors may mean it."""
        self.by_sentence[self.sentence[mention.start]].append(mention)
        if mention.entity.types == ("kg:GovernmentBody",):
            insort(self.bodies, (self.sentence[mention.start], len(self.bodies), mention))
        self.counts[mention.entity.key] += 1
        for i in range(mention.start, mention.end):
            self.at.setdefault(i, []).append(mention)

    def _read_titles(self) -> None:
        """Note the words of titles that stand beside persons."""
        for span in self.doc.spans.get(TITLES, ()):
            for i in (
                span.end,
                span.end + 1,
                span.end + 2,
                span.start - 1,
                span.start - 2,
                span.start - 3,
                span.start - 4,
            ):
                for mention in self.at.get(i, ()):
                    if mention.entity.key.startswith("person/"):
                        own = self.titles.setdefault(mention.entity.key, set())
                        own.update(token.lower_ for token in span)
        self._read_standfirst()
        for start, here in self.at.items():
            rank = self.doc[start - 1] if start else None
            person = here[0].start == start and here[0].entity.key.startswith("person/")
            if rank is not None and person and rank.lower_.rstrip(".") in words("honorifics", "text"):
                self.titles.setdefault(here[0].entity.key, set()).add(rank.lower_.rstrip("."))

    def _read_standfirst(self) -> None:
        """Note the title of a standfirst ("Canada's minister on tariffs") for whom the next paragraph begins with."""
        starts = [0, *(i + 1 for i, number in enumerate(self.paragraph[:-1]) if self.paragraph[i + 1] > number)]
        starts = [i + 1 if i < len(self.doc) and self.doc[i].is_space else i for i in starts[:_STANDFIRST]]
        for start, following in pairwise(starts):
            titles = [s for s in self.doc.spans.get(TITLES, ()) if start <= s.start < following]
            if len(titles) != 1 or any(t.tag_ in _FINITE for t in self.doc[start : titles[0].end + 6]):
                continue
            for mention in self.at.get(following, ()):
                if mention.entity.key.startswith("person/"):
                    own = self.titles.setdefault(mention.entity.key, set())
                    own.update(token.lower_ for token in titles[0])

    def fitting(
        self, i: int, fits: Callable[[Entity], bool], reach: int, governments: bool = False, start: int | None = None
    ) -> list[Candidate]:
        """Return the entities named before token `i` that fit, best first, one candidate each.

        `reach` is in sentences; with `governments` a capital in subject position counts as its country.
        """
        here = self.sentence[i]
        best: dict[str, Candidate] = {}
        for n in range(here, max(here - reach - 1, -1), -1):
            for mention in self.by_sentence[n]:
                if mention.end > (i if start is None else start):
                    continue
                entity = mention.entity
                if governments and mention.acts_for and not self.locative(mention) and reference.has(mention.acts_for):
                    entity = reference.entity(mention.acts_for)
                if not fits(entity):
                    continue
                score = self.score(mention, here - n) + 0.1 * min(self.counts[entity.key], 8)
                old = best.get(entity.key)
                if old is None or score > old.score:
                    best[entity.key] = Candidate(entity, score, mention)
        return sorted(best.values(), key=lambda c: (-c.score, c.entity.key))

    def locative(self, mention: Mention) -> bool:
        """Tell whether a mention only says where: "in Cairo"."""
        root = self.doc[mention.root]
        return root.dep_ == "pobj" and root.head.lower_ in words("locative_words")

    def score(self, mention: Mention, distance: int) -> float:
        """Return how much a mention stands out: near, subject, by name."""
        standing = subject_standing(self.doc[mention.root]) - (1.5 if self._owns_firm(mention) else 0.0)
        named = -0.4 if mention.form == "demonym" else 0.0
        return (
            10.0
            - 1.6 * distance
            + standing
            + named
            + (mention.start - self.starts[self.sentence[mention.start]]) * 0.01
        )

    def _owns_firm(self, mention: Mention) -> bool:
        """Tell whether a state only says where a firm is at home ("France's Eramine will sue the government")."""
        root = self.doc[mention.root]
        owned = self.at.get(root.head.i, ()) if root.dep_ == "poss" else ()
        return mention.entity.key.startswith("country/") and any(
            m.entity.key.startswith(("company/", "organization/")) for m in owned
        )

    def clear(self, found: list[Candidate], margin: float = 0.5) -> Candidate | None:
        """Return the best candidate where it stands out from the next by `margin`, else None."""
        if not found or (len(found) > 1 and found[0].score - found[1].score < margin):
            return None
        return found[0]

    def groups(self, n: int) -> Iterator[list[Mention]]:
        """Give the groups "A, B and C" of mentions in sentence `n`, the last first."""
        seen: set[int] = set()
        for run in reversed(self._lists(n)):
            seen.update(m.root for m in run)
            yield run
        for mention in reversed(self.by_sentence[n]):
            if mention.root in seen:
                continue
            group = self.group(self.doc[mention.root])
            seen.update(m.root for m in group)
            if len(group) > 1:
                yield group

    def _lists(self, n: int) -> list[list[Mention]]:
        """Return the lists "A, B and C" of a sentence as the commas show them; the parse often breaks long ones."""
        runs: list[list[Mention]] = []
        named = sorted((m for m in self.by_sentence[n] if m.form in ("name", "acronym")), key=lambda m: m.start)
        for mention in named:
            last = runs[-1][-1] if runs else None
            between = self.doc[last.end : mention.start] if last is not None else None
            if between is not None and 0 < len(between) < 4 and all(t.lower_ in _JOINS for t in between):
                runs[-1].append(mention)
            else:
                runs.append([mention])
        return [
            run
            for run in runs
            if len(run) > 1 and any(t.lower_ == "and" for t in self.doc[run[-2].end : run[-1].start])
        ]

    def group(self, token: Token) -> list[Mention]:
        """Return the mentions that are coordinated with the one whose root is `token`, itself included."""
        first = token
        while first.dep_ == "conj":
            first = first.head
        chain, found = [first], []
        while chain:
            one = chain.pop(0)
            chain += [child for child in one.children if child.dep_ == "conj"]
            found += [m for m in self.at.get(one.i, ()) if m.root == one.i][:1]
        return found


def subject_standing(root: Token) -> float:
    """Return 2 for the subject of a main clause, 1.5 of another clause, 1 inside a subject, less elsewhere."""
    token = root
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if token.dep_ in SUBJECTS or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
        return 2.0 if token.head.dep_ in ("ROOT", "ccomp", "conj") else 1.5
    steps = 0
    while token.head != token and steps < 4:
        token = token.head
        steps += 1
        if token.dep_ in SUBJECTS:
            return 1.0
        if token.pos_ in ("VERB", "AUX"):
            return 0.0
    return 0.3 if token.dep_ == "ROOT" else 0.0


def _paragraphs(texts: Iterable[str]) -> list[int]:
    """Return the number of the paragraph that each token stands in."""
    numbers, n = [], 0
    for text in texts:
        if "\n" in text and text.isspace():
            n += 1
        numbers.append(n)
    return numbers


def _quoted(texts: Iterable[str]) -> list[bool]:
    """Tell for each token whether it stands inside quotation marks; a paragraph's end closes what is open."""
    flags, inside = [], False
    for text in texts:
        if "\n" in text:
            inside = False
        elif text == _OPEN:
            inside = True
        elif text == _CLOSE:
            inside = False
        elif text == _STRAIGHT:
            inside = not inside
        flags.append(inside)
    return flags
