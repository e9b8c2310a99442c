"""Reading the phrase around a title: who is named before and behind it, what its words say of time and rank."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import is_kind
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.extract.posts.cues import cues
from kg.extract.posts.phrases import OWNERS, STATE_TYPES, noun_phrase
from kg.language.tables import words
from kg.language.titles import plural
from kg.text import articled

_WHOLE = OWNERS - STATE_TYPES
_CASES = frozenset({"'s", "’s", "'", "’"})
_DETERMINERS = frozenset({"the", "a", "an"})
_REACH = 9


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `lexicon/titles.csv`; `many` where the text has its plural."""

    title: str
    role: str
    place: str
    owner: str = ""
    many: bool = False


@dataclass(slots=True)
class Title:
    """A title in the text with its phrase from `start` to `end` (exclusive), and whoever is named in it.

    `blocked` is set where an owner is named that cannot be read: then nobody else is the owner.
    """

    span: Span
    row: Row
    start: int
    end: int
    before: Mention | None = None
    behind: Mention | None = None
    words: list[str] = field(default_factory=list)  # of rank, area and organ, in front of the title
    former: bool = False
    future: bool = False
    blocked: bool = False
    never: bool = False
    definite: bool = False
    indefinite: bool = False
    of_person: bool = False  # "X's spokesman", "his adviser"
    accredited: str = ""  # "to Israel" of an ambassador

    @property
    def root(self) -> Token:
        """Return the syntactic head of the title."""
        return self.span.root

    @property
    def explicit(self) -> Mention | None:
        """Return whom the phrase names as the owner: behind the title for what is in no state, else before it."""
        group = self.before is not None and not (self.before.acts_for or is_kind(self.before, STATE_TYPES))
        if group and self.behind is not None and is_kind(self.behind, STATE_TYPES):
            return self.before  # "the IMF's mission chief for Zambia"
        if self.behind is not None and (self.before is None or self.row.place not in {"state"}):
            return self.behind
        return self.before or self.behind


@cache
def _rows() -> tuple[dict[str, Row], int]:
    found: dict[str, Row] = {}
    for row in lexicon.table("titles"):
        one = Row(row["title"], row["role"].removeprefix("kg:"), row["in"] or "any", row["owner"])
        found.setdefault(one.title, one)
        found.setdefault(plural(one.title), Row(one.title, one.role, one.place, one.owner, many=True))
    for title in [title for title in found if "-" in title]:
        found.setdefault(title.replace("-", " - "), found[title])  # as the tokenizer splits it
    return found, max(len(title.split()) for title in found)


def row_of(words: list[str]) -> Row | None:
    """Return the row of the longest title that the words hold, the last one where several are as long."""
    table, longest = _rows()
    for length in range(min(longest, len(words)), 0, -1):
        for i in range(len(words) - length, -1, -1):
            row = table.get(" ".join(words[i : i + length]))
            if row is not None:
                return row
    return None


def read(ctx: Context, span: Span) -> Title | None:
    """Return the title with its phrase, or None where the words are none."""
    row = row_of([t.lower_ for t in span])
    if row is None:
        return None
    title = Title(span, row, span.start, span.end)
    _left(ctx, title)
    _right(ctx, title)
    return title


def _left(ctx: Context, title: Title) -> None:
    """Walk to the left over adjectives to the owner ("Chile's newly appointed") and the determiner."""
    doc, first = ctx.doc, title.span.sent.start
    i, named = title.span.start - 1, False
    passed: list[str] = []
    while i >= first and title.span.start - i < _REACH:
        token, lower = doc[i], doc[i].lower_
        mention = ctx.mentions.at(i)
        if (
            mention is not None
            and mention.form != "noun"
            and mention.entity.types[0] not in {"kg:Mineral", "kg:Product"}
        ):
            if not _take(title, mention, named, passed):
                break
            named = True
            i = mention.start - 1
            whole = ctx.mentions.at(i - 1) if i > first and doc[i].lower_ == "of" else None
            if whole is not None and title.row.place != "state" and is_kind(whole, _WHOLE) and title.before is mention:
                title.before, i = whole, whole.start - 1  # "the Board of Investment of Pakistan's chairman"
            continue
        if i >= first + 2 and doc[i - 1].text == "-" and _compound(doc, i) in cues()["former"] | cues()["between"]:
            passed.append(_compound(doc, i))
            i -= 3
        elif lower in _CASES or token.text == "-":
            i -= 1
        elif lower in _DETERMINERS or token.tag_ in {"PRP$", "DT"}:
            title.definite = title.definite or lower not in {"a", "an"}
            title.indefinite = title.indefinite or lower in {"a", "an"}
            title.of_person = title.of_person or (token.tag_ == "PRP$" and not named)
            i -= 1
            break
        elif token.tag_ == "WP$":
            title.definite, title.before = True, title.before or _antecedent(ctx, i)
            title.blocked = title.before is None
            i -= 1
            break
        elif not named and _unread(title, token):
            title.blocked = True
            break
        elif not named and _passes(ctx, title, token, passed):
            i -= 1
        elif named and lower in cues()["former"]:
            passed.append(lower)
            i -= 1
        elif named and lower in {"deputy", "vice", "assistant"} and title.before is ctx.mentions.at(i + 1):
            title.words.insert(0, token.text)  # "Deputy US Trade Representative"
            i -= 1
        else:
            break
    title.start = i + 1
    around = frozenset(passed) | {t.lower_ for t in title.span}
    title.former = i >= first and doc[i].lower_ in cues()["formerly"]
    title.former = title.former or not around.isdisjoint(cues()["former"])
    title.former = title.former or _until(doc[max(i - 3, first) : i + 1])
    title.future = title.future or not around.isdisjoint(cues()["future"])
    title.never = title.never or not around.isdisjoint(cues()["never"])
    person = ctx.mentions.at(title.start - 1) if i >= first else None
    if title.before is None and not title.of_person and i >= first and not _is_person(person):
        title.blocked = title.blocked or _noun_before(doc, title.start - 1, passed)
    title.blocked = title.blocked and title.row.title not in cues()["seats"]


def _until(before: Span) -> bool:
    """Tell whether "until" stands before a title, no comma and no date between: not "until 30 June, the minister"."""
    told = [t.lower_ for t in before]
    return "until" in told and not any(t == "," or t[0].isdigit() for t in told[told.index("until") :])


def _antecedent(ctx: Context, i: int) -> Mention | None:
    """Return the organisation or state that "whose" at token `i` means: "the central bank, whose governor"."""
    k = i - 1
    while k > 0 and ctx.doc[k].text in {",", ")", '"', "”"}:
        k -= 1
    mention = ctx.mentions.at(k)
    return mention if mention is not None and mention.end == k + 1 and is_kind(mention, OWNERS) else None


def _compound(doc: Doc, i: int) -> str:
    """Return the word with a hyphen that ends at token `i` ("one-time"), else an empty string."""
    whole = doc[i - 2 : i + 1]
    return whole.text.lower() if not any(t.whitespace_ for t in whole[:2]) else ""


def _unread(title: Title, token: Token) -> bool:
    """Tell whether a capitalised adjective before a title is that of nobody known ("the Congolese minister")."""
    small = title.span.text[0].islower() and not token.is_sent_start
    return small and token.tag_ in {"JJ", "NNP", "NNPS"} and token.is_title and token.lower_ not in cues()["between"]


def _is_person(mention: Mention | None) -> bool:
    return mention is not None and is_kind(mention, frozenset({"kg:Person"}))


def _noun_before(doc: Doc, i: int, passed: list[str]) -> bool:
    """Tell whether the walk ended at a noun that belongs to the title ("opposition leader"), whoever that is."""
    return (
        i >= 0
        and doc[i].tag_ in {"NN", "NNP", "NNPS"}
        and doc[i].dep_ in {"compound", "nmod", "amod"}
        and doc[i + 1].text != ","
    )


def _take(title: Title, mention: Mention, named: bool, passed: list[str]) -> bool:
    """Take a mention before the title as its owner, if it is the first; tell whether the walk goes on."""
    if is_kind(mention, frozenset({"kg:Person"})):
        title.of_person = title.of_person or (
            (not named and mention.form != "name") or mention.end == title.span.start - 1
        )
        return False
    if not named:
        if is_kind(mention, OWNERS) or mention.acts_for:
            title.before = mention
            title.definite = True
            if mention.entity.types == ("kg:GovernmentBody",) and mention.end == title.span.start:
                title.words[:0] = _field(mention, title.span.doc)
        else:
            title.blocked = True
    return True


def _field(mention: Mention, doc: Doc) -> list[str]:
    """Return the last word of a body's name where it says what the title is for ("US Treasury Secretary")."""
    word = doc[mention.end - 1]
    return [word.text] if word.lower_ in words("portfolios", "word") else []


def _passes(ctx: Context, title: Title, token: Token, passed: list[str]) -> bool:
    """Tell whether a word may stand between owner and title, and keep it if it belongs to the title."""
    lower, known = token.lower_, cues()
    if (
        lower in known["lower"]
        or lower in known["area"]
        or (lower in known["organs"] and lower not in known["between"])
    ):
        if lower in known["area"] and title.row.place == "org":
            return False
        title.words.insert(0, token.text)
        passed.append(lower)
        return True
    if token.tag_ in {"NN", "NNP"} and title.row.title in cues()["vague"] and _owned(ctx, token.i - 1):
        title.words.insert(0, token.text)  # "the EU's Enlargement Commissioner"
        passed.append(lower)
        return True
    adjective = token.tag_ in {"JJ", "JJS", "VBN", "RB", "CD", "RBS"} and title.row.place in {
        "state",
        "any",
        "area",
        "bank",
    }
    if (
        lower in known["between"]
        or lower in known["former"]
        or lower in known["future"]
        or lower in known["never"]
        or adjective
    ):
        passed.append(lower)
        return True
    return False


def _owned(ctx: Context, i: int) -> bool:
    """Tell whether a state or bloc, maybe with a possessive, ends at token `i`."""
    if i > 0 and ctx.doc[i].tag_ == "POS":
        i -= 1
    mention = ctx.mentions.at(i) if i >= 0 else None
    return mention is not None and mention.entity.key.startswith(("country/", "bloc/"))


def _right(ctx: Context, title: Title) -> None:
    """Walk to the right over "-elect", "to Israel", "of the brokerage X", "at the time"."""
    doc, last = ctx.doc, title.span.sent.end
    i = _later(ctx, title, title.span.end)
    if i + 1 < last and doc[i].text == "-" and doc[i + 1].lower_ in cues()["future"]:
        title.future, i = True, i + 2
    elif i < last and doc[i].lower_ in cues()["future"] and doc[i].lower_ != "future":
        title.future, i = True, i + 1
    if i < last and doc[i].lower_ in cues()["never"]:
        title.never = True
    for _ in range(3):
        if i >= last or doc[i].lower_ not in cues()["owner"] | {"to", "in", "on"}:
            break
        word = doc[i].lower_
        if _later(ctx, title, i) > i:
            break
        phrase = noun_phrase(ctx, i + 1, last)
        if phrase.end == i + 1:
            break
        if title.row.many and phrase.mention is None:
            break
        if word in _accrediting(title) and phrase.mention is not None:
            host = phrase.mention.acts_for
            if word == "in" and not host and not phrase.mention.entity.key.startswith("country/"):
                break
            title.accredited = f"to {articled(reference.entity(host).label if host else phrase.mention.entity.label)}"
        elif (
            word in cues()["owner"]
            and title.behind is None
            and not (title.row.role == "Diplomat" and word in {"for", "with"})
            and not (title.row.title in cues()["seats"] and word in {"for", "from"})
        ):
            title.behind = phrase.mention
            title.blocked = title.blocked or (phrase.blocked and title.before is None)
            title.words[:0] = phrase.organ
            if phrase.mention is None and word in {"of", "for"} and title.row.place not in {"org", "any"}:
                title.blocked = title.blocked or title.before is None
        elif word in {"in", "on"} and title.behind is None and title.before is None:
            if word == "on" or not _governs(title, phrase.mention):
                break
            title.behind = phrase.mention
        i = phrase.end
    title.end = _later(ctx, title, i)


def _accrediting(title: Title) -> frozenset[str]:
    """Return the prepositions that lead to where a diplomat is accredited: "to", and "at" where a state is named."""
    envoy = title.row.role == "Diplomat" or title.row.title in cues()["delegates"]
    if not envoy:
        return frozenset()
    sent = title.before is not None and (title.before.acts_for or is_kind(title.before, STATE_TYPES))
    return frozenset({"to", "at", "with", "in"}) if sent else frozenset({"to"})


def _governs(title: Title, mention: Mention | None) -> bool:
    """Tell whether a capital behind "in" names the government of a minister: "the finance minister in Lusaka"."""
    if mention is not None and title.row.title in cues()["nationwide"]:
        return mention.entity.key.startswith("country/") or bool(mention.acts_for)
    if mention is None or title.row.place != "state" or title.row.role == "Diplomat":
        return False
    return mention.acts_for.startswith("country/") and title.row.title not in cues()["rulers"]


def _later(ctx: Context, title: Title, i: int) -> int:
    """Return where the phrase ends after an acronym in brackets or "at the time"."""
    doc, last = ctx.doc, title.span.sent.end
    if i + 2 < last and doc[i].text == "(" and doc[i + 2].text == ")" and doc[i + 1].text.isupper():
        i += 3
    for cue in _afterwards().get(doc[i].lower_, ()) if i < len(doc) else ():
        if tuple(t.lower_ for t in doc[i : i + len(cue)]) == cue:
            title.former = True
            return i + len(cue)
    return i


@cache
def _afterwards() -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases behind a title that say it is over ("at the time"), by their first words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for cue in sorted(cues()["former_after"]):
        parts = tuple(cue.split())
        found.setdefault(parts[0], []).append(parts)
    return found


def title_words(title: Title) -> list[str]:
    """Return the words of a title with those of rank, area and organ before it and an ambassador's host behind it."""
    return [*title.words, *(t.text for t in title.span), *title.accredited.split()]
