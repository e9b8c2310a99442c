"""Names of organisations are made whole by their head noun: "Zambia Chamber of Mines", "Ministry of Trade"."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.language.headline import is_common
from kg.language.layer import Ent, Layer
from kg.language.runs import capitals_left, capitals_right
from kg.language.tables import words
from kg.reference import tables

BODY = "kg:GovernmentBody"


@cache
def heads() -> dict[str, tuple[str, str]]:
    """Return head nouns of organisations, lower case, with (class, use); see `kg/lexicon/org_words.csv`."""
    found: dict[str, tuple[str, str]] = {}
    for row in lexicon.table("org_words"):
        if row["use"] != "noun":
            found.setdefault(row["word"], (row["type"], row["use"]))
    return found


def merge_organisations(layer: Layer) -> None:
    """Set each capitalised name with the head noun of an organisation as one ORG, unless it is known already."""
    whole: list[Ent] = []
    for i, word in enumerate(layer.lowers):
        found = heads().get(word)
        if found is None or not layer.capital[i] or layer.title[i]:
            continue
        cover = layer.at[i]
        if cover is not None and cover.key and cover.form != "demonym":
            continue
        if cover is not None and cover in whole and cover.end > i + 1 - (found[1] == "last"):
            continue  # "Ministry of Industry and Mineral Resources" is whole already
        kind, use = found
        start = capitals_left(layer, i)
        end = i + 1
        if use == "both":
            end = max(end, _after_of(layer, end, kind))
        end = _with_rest(layer, start, i, end)
        if use == "last" and end < len(layer) and heads().get(layer.lowers[end]) and layer.capital[end]:
            continue  # "Minerals Corp": the last head noun tells
        end = _of_country_behind(layer, _named_on(layer, end, kind, use), i, kind)
        start = _without_owner(layer, _listed_before(layer, start, i), i, kind)
        if _is_name(layer, start, i, end, kind):
            layer.put(Ent(start, end, "ORG"))
            whole.append(Ent(start, end, "ORG"))


def _after_of(layer: Layer, end: int, kind: str) -> int:
    """Return where a name ends that goes on with "of X", "for X and Y", "of X, Y and Z"."""
    if end + 1 >= len(layer) or layer.words[end] not in ("of", "for"):
        return end
    i = end + 1
    if layer.words[i] == "the" and i + 1 < len(layer):
        i += 1
    last = _before_person(layer, i, capitals_right(layer, i, titles=layer.lowers[end - 1] == "office"))
    if last == i:
        return end
    portfolio = words("portfolios")
    while last + 1 < len(layer) and kind == BODY and layer.lowers[last - 1] in portfolio:
        follower = last + 1 if layer.words[last] in ("and", "&", ",") else 0
        if follower and layer.words[last] == "," and layer.words[follower] == "and":
            follower += 1
        if not follower or follower >= len(layer) or layer.lowers[follower] not in portfolio:
            break
        if not layer.capital[follower]:
            break
        last = capitals_right(layer, follower)
    return last


def _with_rest(layer: Layer, start: int, head: int, end: int) -> int:
    """Return the end of a name that goes on with "and X" ("Chamber of Industry and Commerce") or as was recognised."""
    found = layer.at[head]
    longer = found is not None and found.label == "ORG" and not found.key and found.start >= start and found.end > end
    if found is not None and longer and layer.lowers[end] in words("name_links") and not layer.begins[end]:
        return found.end
    if (
        found is not None
        and longer
        and all(
            layer.capital[k] and layer.tags[k] == "NNP" and not layer.title[k] and not layer.begins[k]
            for k in range(end, found.end)
        )
    ):
        return found.end  # "Minerals Council South Africa"
    while end + 1 < len(layer) and layer.lowers[end] in ("and", "&") and end - 1 > head:
        both = (layer.lowers[end - 1], layer.lowers[end + 1])
        plain = all(is_common(word) and word not in heads() for word in both)
        if not plain or not layer.capital[end + 1] or layer.known(end + 1) or layer.title[end + 1]:
            break
        end = capitals_right(layer, end + 1)
    return end


def _of_country_behind(layer: Layer, end: int, head: int, kind: str) -> int:
    """Return the end of a name that a country's name closes ("Minerals Council South Africa")."""
    country = layer.at[end] if end < len(layer) and not layer.begins[end] else None
    if country is None or not country.key.startswith("country/") or country.form != "name" or end != head + 1:
        return end
    after = country.end
    free = after >= len(layer) or not (
        layer.capital[after] or layer.words[after] in ("'s", "’s", "-") or layer.begins[after]
    )
    return country.end if free and kind in ("kg:Organization", BODY) and layer.capital[head - 1] else end


def _named_on(layer: Layer, end: int, kind: str, use: str) -> int:
    """Return the end of a name that goes on behind its head with a word of its own ("European University Viadrina").

    Only behind a school, institute or the like, for a word or two that nothing else claims and no English words.
    """
    last = capitals_right(layer, end)
    if kind != "kg:Organization" or use != "both" or not end < last <= end + 2 or layer.begins[end]:
        return end
    ours = all(
        layer.tags[k].startswith("NNP")
        and not layer.known(k)
        and not layer.honorific(k)
        and layer.words[k].isalpha()
        and not layer.words[k].isupper()
        and not is_common(layer.lowers[k])
        and (layer.at[k] is None or layer.at[k].label in ("ORG", "GPE", "FAC", "LOC"))  # type: ignore[union-attr]
        for k in range(end, last)
    )
    return last if ours else end


def _listed_before(layer: Layer, start: int, head: int) -> int:
    """Return where a name begins that lists its fields ("Social, Environmental, and Economic Council")."""
    fields = words("portfolios")
    i = start
    if start == head or layer.lowers[start] not in fields:
        return start
    while i > 1:
        k = i - 1
        if layer.lowers[k] in ("and", "&"):
            k -= 1
        if k > 0 and layer.words[k] == ",":
            k -= 1
        if k == i - 1 or k < 0 or not layer.capital[k] or layer.lowers[k] not in fields or layer.known(k):
            break
        i = k
        if layer.begins[k]:
            break
    return i


def merge_of_country(layer: Layer) -> None:
    """Make "Glass Makers of Canada" one name: a name in the plural with the country that it is of."""
    for ent in layer.ents():
        end = ent.end
        plural = ent.end - ent.start > 1 and layer.tags[end - 1].startswith("NN") and layer.words[end - 1].endswith("s")
        body = any(heads().get(word, ("", ""))[0] == BODY for word in layer.lowers[ent.start : end - 1])
        if ent.label != "ORG" or ent.key or body or not plural or end + 1 >= len(layer) or layer.lowers[end] != "of":
            continue
        country = layer.at[end + 1]
        if country is not None and country.key.startswith("country/"):
            layer.put(Ent(ent.start, country.end, "ORG"))


def _before_person(layer: Layer, start: int, end: int) -> int:
    """Cut a run of capitals where the name of a person begins ("Chamber of Commerce Ann Lee")."""
    for i in range(start + 1, end):
        ent = layer.at[i]
        if ent is not None and ent.label == "PERSON" and ent.start == i and ent.end - i > 1:
            return i
    return end


def _without_owner(layer: Layer, start: int, head: int, kind: str) -> int:
    """Leave the country out of "Chinese Ministry of Commerce", "US Commerce Department"; keep it in other names."""
    while start < head and kind == BODY:
        ent = layer.at[start]
        if ent is None or not ent.key or ent.end > head or not ent.key.startswith(("country/", "bloc/")):
            break
        start = ent.end
        while start < head and layer.words[start] in ("-", "'s", "’s"):
            start += 1
    return start


def _is_name(layer: Layer, start: int, head: int, end: int, kind: str) -> bool:
    """Tell whether the words are a name: more than the head noun, and something that is no known entity."""
    if end > head + 1:
        return True
    if start == head:
        return False
    own = [i for i in range(start, head) if not layer.known(i)]
    if own:
        return not (own == [start] and layer.begins[start] and not layer.tags[start].startswith("NNP"))
    return not layer.begins[start] and layer.tags[head].startswith("NNP") and layer.tags[start].startswith("NNP")


def acronyms(layer: Layer) -> list[tuple[Ent, int]]:
    """Return (name, token of its acronym) for each "Gulf Cooperation Council (GCC)" and "X Arrangement, or XA"."""
    found: list[tuple[Ent, int]] = []
    for ent in layer.ents():
        for i in acronym_after(layer, ent.end):
            if ent.end - ent.start > 1 and (_initials(layer, ent, layer.words[i]) or _foreign(layer, ent, i)):
                found.append((ent, i))
    return found


def _foreign(layer: Layer, ent: Ent, i: int) -> bool:
    """Tell whether an unknown acronym in brackets stands for a body whose own language's initials it has."""
    word, head = layer.words[i], layer.lowers[ent.end - 1]
    kind = heads().get(head, ("", ""))[0] if layer.words[i - 1] == "(" and layer.words[i + 1] == ")" else ""
    initials = [w[0].lower() for w in layer.words[ent.start : ent.end] if w[0].isalpha()]
    shared = sum(letter in initials for letter in word.lower())
    if word.isalpha() and word.isupper() and len(word) > 3 and shared >= len(word) - 1 and layer.words[i - 1] == "(":
        return not layer.known(i)  # "Regional Forum for University Development (FORDU)"
    return kind == BODY and word.isalpha() and word.isupper() and 3 <= len(word) <= 6 and not layer.known(i)


def acronym_after(layer: Layer, end: int) -> list[int]:
    """Return the token of an acronym given after a name that ends at `end`: "(GCC)" or ", or MPIA"."""
    if end + 2 >= len(layer):
        return []
    if layer.words[end] in ('"', "”", "»") and end + 3 < len(layer):
        end += 1
    if layer.words[end] == "(" and layer.words[end + 2] in (")", ",", ";"):
        return [end + 1]
    if layer.words[end] == "," and layer.words[end + 1] == "or":
        return [end + 2]
    return []


def _initials(layer: Layer, ent: Ent, word: str) -> bool:
    """Tell whether a word of capitals is made of first letters of the name, in order."""
    letters = [c.lower() for c in word if c.isalpha()]
    if not 2 <= len(letters) <= 10 or sum(map(str.isupper, word)) < 2:
        return False
    first = [w[0].lower() for w in layer.words[ent.start : ent.end] if w[0].isalpha()]
    k = 0
    for letter in first:
        if k < len(letters) and letter == letters[k]:
            k += 1
    return k >= max(2, len(letters) - 1)


def longer_firms(layer: Layer) -> None:
    """Set a firm's longer name behind a post: "president of Carl Zeiss Micro Imaging" is not of Carl Zeiss."""
    for ent in layer.ents():
        last = capitals_right(layer, ent.end)
        if not ent.key.startswith("company/") or not ent.end < last <= ent.end + 3 or layer.begins[ent.end]:
            continue
        posted = layer.lowers[ent.start - 1] in ("of", "at") and any(layer.title[max(ent.start - 4, 0) : ent.start])
        beside = [layer.at[k] for k in range(ent.end, last)]
        plain = all(layer.tags[k].startswith("NN") and layer.words[k].isalpha() for k in range(ent.end, last))
        if posted and plain and all(other is None or (other.label == "ORG" and not other.key) for other in beside):
            layer.put(Ent(ent.start, last, "ORG"))


@cache
def _codes() -> frozenset[str]:
    """Return the codes of currencies, which are no organisations ("KRW 2.4 trillion")."""
    return frozenset(row["code"] for row in tables.rows("currencies"))


def no_name(layer: Layer, ent: Ent) -> bool:
    """Tell whether what was recognised is a thing told by a number or a mere acronym ("Block 14", "LGBTQ", "KRW")."""
    first, single = layer.lowers[ent.start], ent.end - ent.start == 1
    if not single:
        return first in words("numbered_things") and layer.words[ent.end - 1].isdigit()
    return first in words("no_org_acronyms") or (ent.label != "PERSON" and layer.words[ent.start] in _codes())
