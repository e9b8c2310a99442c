"""Where organisations are at home: "the Australian bookmaker X", "Germany's X", "X, a Zambian NGO", "a museum in Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg import reference
from kg.extract.mentions import names as naming
from kg.language.clues import describing
from kg.language.mention import Link, Mention, Mentions
from kg.language.tables import words

_SEAT = "kg:headquarteredIn"
_KINDS = ("company/", "organization/")
_SITES = ("place/", "country/", "subdivision/")
_NOUNS = frozenset({"NN", "NNP", "NNS", "NNPS"})
_PARTS = _NOUNS | {"JJ", "JJR", "JJS", "CD", "HYPH", "VBN", "VBG", "RB", "RBS"}
_QUOTES = frozenset({'"', "“", "”", "‘", "’", "'"})
_WORLD = "kg:InternationalOrganization"


def find_seats(doc: Doc, mentions: Mentions) -> Iterator[Link]:
    """Give the seats that names and what stands beside them tell of organisations that the tables give no seat."""
    for mention in mentions:
        if mention.form == "description":
            yield from _described(doc, mentions, mention)
        if mention.form not in ("name", "acronym") or not mention.entity.key.startswith(_KINDS):
            continue
        if _WORLD in mention.entity.types or seat_known(mention.entity.key):
            continue
        found = _before(doc, mentions, mention) or _behind(doc, mentions, mention) or _by_name(doc, mentions, mention)
        if found is not None:
            seat, weight = found
            yield Link(mention.entity.key, _SEAT, seat, mention.root, weight)


def _described(doc: Doc, mentions: Mentions, mention: Mention) -> Iterator[Link]:
    """Read "the Ghanaian miner", "the Madrid company": whose seat this is; not "the London-listed firm"."""
    if not mention.entity.key.startswith(_KINDS) or _WORLD in mention.entity.types or seat_known(mention.entity.key):
        return
    inside = [
        m for m in mentions.before(mention.root) if mention.start < m.start and m.end <= mention.root and _site(m)
    ]
    site = inside[0] if len(inside) == 1 else None
    if site is not None and (
        site.end == mention.root or doc[site.end : mention.root].text in ("-based", "-headquartered")
    ):
        yield Link(mention.entity.key, _SEAT, site.entity.key, mention.root, 0.8)


def seat_known(key: str) -> bool:
    """Tell whether the reference tables say where an organisation is or whose it is."""
    if not reference.has(key):
        return False
    return any(p in (_SEAT, "kg:partOf", "kg:subsidiaryOf") for p, _ in reference.facts(key))


def _site(mention: Mention | None) -> bool:
    return mention is not None and mention.entity.key.startswith(_SITES)


def organisation_noun(token: Token) -> bool:
    """Tell whether a word is a noun for an organisation in running text ("miner", "daily", "NGO")."""
    return token.lower_ in describing() or token.lemma_.lower() in describing()


def _ends(doc: Doc, mention: Mention) -> bool:
    """Tell whether the name is a noun phrase's head and no modifier ("Germany's Acme", not "Germany's Acme plant")."""
    if mention.end >= len(doc):
        return True
    after = doc[mention.end]
    return after.tag_ not in _NOUNS | {"JJ", "HYPH", "VBG"} or organisation_noun(after) or after.is_sent_start is True


def _before(doc: Doc, mentions: Mentions, mention: Mention) -> tuple[str, float] | None:
    """Read "the Australian bookmaker X", "Hungary's daily X", "the Athens newspaper "X"", "Russian X"."""
    first, i = doc[mention.start].sent.start, mention.start - 1
    while i > first and doc[i].text in _QUOTES and doc[i].tag_ != "POS":
        i -= 1
    comma = i > first and doc[i].text == ","
    i -= comma
    noun, owned = None, False
    while i >= first and mention.start - i < 9:
        token, near = doc[i], mentions.at(i)
        if near is not None and near.form != "noun":
            if near.end != i + 1 or not _site(near) or (doc[near.start - 1].text == "-" and near.start):
                return None
            return _told(doc, mention, near, noun, owned=owned, comma=comma)
        if token.tag_ == "POS":
            if owned:
                return None
            owned = True
        elif token.tag_ in _PARTS and not owned:
            if noun is None and token.tag_ in _NOUNS:
                if not organisation_noun(token):
                    return None
                noun = token
        else:
            return None
        i -= 1
    return None


def _told(
    doc: Doc, mention: Mention, near: Mention, noun: Token | None, *, owned: bool, comma: bool
) -> tuple[str, float] | None:
    """Judge a state or city before a name: what links them decides."""
    if doc[near.end].text == "-" or (comma and noun is None):
        return None
    country = near.entity.key.startswith("country/")
    if noun is not None:
        if owned or near.form == "demonym" or (not country and near.form == "name"):
            return near.entity.key, 0.85
        return (near.entity.key, 0.8) if near.form == "acronym" else None
    if owned:
        return (near.entity.key, 0.85) if _ends(doc, mention) else None
    direct = near.form == "demonym" and country and near.end == mention.start and _ends(doc, mention)
    return (near.entity.key, 0.75) if direct else None


def _behind(doc: Doc, mentions: Mentions, mention: Mention) -> tuple[str, float] | None:
    """Read "X, a Zambian NGO", "X, Australia's largest bookmaker" and "the X museum in Mainz"."""
    i, last = mention.end, doc[mention.start].sent.end
    while i < last and doc[i].text in _QUOTES:
        i += 1
    if i + 2 < last and doc[i].text == "(" and doc[i + 2].text == ")":
        i += 3
    if i + 1 >= last:
        return None
    if doc[i].lower_ == "in" and _campus(mention.entity.label):
        near = mentions.at(i + 1)
        named = near is not None and near.form == "name" and _site(near)
        return (near.entity.key, 0.85) if named and near is not None else None
    if doc[i].lower_ == "of" and "kg:Company" in mention.entity.types:
        near = mentions.at(i + 1)
        country = near is not None and near.form == "name" and near.entity.key.startswith("country/")
        ended = near is not None and (near.end >= last or doc[near.end].tag_ not in _PARTS | {"POS"})
        return (
            (near.entity.key, 0.8) if country and ended and near is not None else None
        )  # "Daehyun Anode of South Korea"
    if doc[i].text not in (",", "–", "—", "("):
        return None
    return _apposed(doc, mentions, i + 1, last)


def _apposed(doc: Doc, mentions: Mentions, i: int, last: int) -> tuple[str, float] | None:
    """Read the apposition that begins at a token: its state or city, where its head noun is an organisation's."""
    site: Mention | None = None
    noun: Token | None = None
    while i < last:
        token, near = doc[i], mentions.at(i)
        if near is not None and near.form not in ("noun", "description"):
            if (
                noun is not None
                or site is not None
                or not _site(near)
                or (near.end < len(doc) and doc[near.end].text == "-")
            ):
                return None
            owned = near.end < last and doc[near.end].tag_ == "POS"
            if near.form == "name" and near.entity.key.startswith("country/") and not owned:
                return None
            site, i = near, near.end + owned
            continue
        if token.tag_ in _PARTS:
            noun = token if token.tag_ in _NOUNS else noun
        elif token.lower_ not in ("a", "an", "the"):
            break
        i += 1
    if site is None or noun is None or not organisation_noun(noun) or noun.tag_ not in ("NN", "NNP"):
        return None
    return site.entity.key, 0.85


def _campus(label: str) -> bool:
    """Tell whether a name is that of something with one site: a university, a museum, a hospital."""
    parts = label.lower().split()
    before_of = parts[: parts.index("of")] if "of" in parts[1:] else parts
    before_of = before_of[: before_of.index("for")] if "for" in before_of[1:] else before_of
    return bool({before_of[-1], parts[-1]} & words("seat_names", "campus"))


def _by_name(doc: Doc, mentions: Mentions, mention: Mention) -> tuple[str, float] | None:
    """Read a state or city in the name: "Lithuanian Gay League", "News Agency of Nigeria", "University of Passau"."""
    label = mention.entity.label
    parts = label.split()
    if len(parts) < 2 or _elsewhere(doc, mentions, mention):
        return None
    if "of" in parts[1:]:
        tail = " ".join(parts[len(parts) - parts[::-1].index("of") :]).removeprefix("the ")
        state = naming.states().get(tail, "")
        if state.startswith("country/") and parts[0].lower() not in words("seat_names", "abroad"):
            return state, 0.85
        seat = _city_of(parts, tail)
        if seat:
            return seat, 0.8
    if "kg:Company" not in mention.entity.types:
        state, _ = naming.leading_state(label)
        if state.startswith("country/") and not {p.lower() for p in parts} & words("seat_names", "abroad"):
            return state, 0.8
        if len(parts) > 3 and parts[1] == "of" and parts[0].lower() in words("seat_names", "union"):
            state, _ = naming.leading_state(" ".join(parts[2:]))
            if state.startswith("country/"):
                return state, 0.8
    return None


def _city_of(parts: list[str], tail: str) -> str:
    """Return the city of "University of Passau" where the name is of that kind and the city is known."""
    if parts[parts.index("of") - 1].lower() not in words("seat_names", "campus") or len(tail.split()) > 2:
        return ""
    city = reference.city(tail)
    return city.key if city is not None else ""


def _elsewhere(doc: Doc, mentions: Mentions, mention: Mention) -> bool:
    """Tell whether another place stands right behind a name ("the American University in Cairo")."""
    end = mention.end
    near = mentions.at(end + 1) if end + 1 < len(doc) and doc[end].lower_ in ("in", "of", "at") else None
    return _site(near)
