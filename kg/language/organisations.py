"""Names of organisations are made whole by their head noun: "Zambia Chamber of Mines", "Ministry of Trade"."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.language.headline import is_common
from kg.language.layer import Ent, Layer
from kg.language.runs import capitals_left, capitals_right
from kg.language.tables import words

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
    whole = 0  # where the last body with a field ends: in "Ministry of Mineral Resources" no firm "Resources" begins
    for i, word in enumerate(layer.lowers):
        found = heads().get(word)
        if found is None or not layer.capital[i] or layer.title[i] or i < whole:
            continue
        cover = layer.at[i]
        if cover is not None and cover.key and cover.form != "demonym":
            continue
        kind, use = found
        start = capitals_left(layer, i)
        end = i + 1
        if use == "both":
            end = max(end, _after_of(layer, end, kind))
        end = _with_rest(layer, start, i, end)
        if use == "last" and end < len(layer) and heads().get(layer.lowers[end]) and layer.capital[end]:
            continue  # "Minerals Corp": the last head noun tells
        start = _without_owner(layer, start, i, kind)
        if _is_name(layer, start, i, end, kind):
            layer.put(Ent(start, end, "ORG"))
            whole = end if kind == BODY and end > i + 1 else whole


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
    while end + 1 < len(layer) and layer.lowers[end] in ("and", "&") and end - 1 > head:
        both = (layer.lowers[end - 1], layer.lowers[end + 1])
        plain = all(is_common(word) and word not in heads() for word in both)
        if not plain or not layer.capital[end + 1] or layer.known(end + 1) or layer.title[end + 1]:
            break
        end = capitals_right(layer, end + 1)
    return end


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
    return kind == BODY and word.isalpha() and word.isupper() and 3 <= len(word) <= 6 and not layer.known(i)


def acronym_after(layer: Layer, end: int) -> list[int]:
    """Return the token of an acronym given after a name that ends at `end`: "(GCC)" or ", or MPIA"."""
    if end + 2 >= len(layer):
        return []
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
