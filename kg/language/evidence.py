"""What a whole article tells about its names: whether each is a person, an organisation or a place, and short forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Span

from kg.language.clues import (
    acts_as_person,
    facilities,
    facility_after,
    followed_by_who,
    geographic,
    near,
    nouns_beside,
    organisation_beside,
    owned,
    person_of,
    place_before,
    saying_of,
)
from kg.language.firms import acts_as_firm, called_firms, state_firm
from kg.language.headline import is_common
from kg.language.layer import Ent, Layer
from kg.language.organisations import BODY, heads
from kg.language.runs import capitals_right, hyphened
from kg.language.tables import words

_VOTING = ("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP")


_CLUE = 10  # weight of a clue beside the name against one vote of the recogniser


def vote(layer: Layer, sure: set[str], doc: Doc, firms: Mapping[str, bool]) -> None:
    """Give each unknown name one label in the whole article: by title, by what stands beside it, else by majority.

    `firms` are names in a frame of owning, True where no person: an owner of two words may be one.
    """
    votes: dict[str, Counter[str]] = {}
    sites: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for ent in layer.ents():
        if not ent.key and ent.label in _VOTING:
            text = layer.text(ent.start, ent.end)
            votes.setdefault(text, Counter())[ent.label] += 1
            seen[text] += 1
            sites[text] += bool(facility_after(doc[ent.start : ent.end]))
            clue = "PERSON" if text in sure else _clue(doc[ent.start : ent.end])
            if clue:
                votes[text][clue] += _CLUE
    for text in sorted(called_firms(layer, doc, sure)):
        votes[text]["ORG"] += _CLUE
    for text, no_person in firms.items():
        if text in votes and text not in sure and (no_person or " " not in text or not votes[text]["PERSON"]):
            votes[text]["ORG"] += _CLUE
    final: dict[str, str] = {}
    for text, counts in votes.items():
        site = sites[text] and sites[text] == seen[text] and max(counts["PERSON"], counts["ORG"]) < _CLUE
        if site and (" " not in text or not counts["ORG"]):
            final[text] = "FAC"
        elif text.split()[-1].lower() in heads() and len(text.split()) > 1 and text not in sure:
            final[text] = "ORG"
        else:
            if len(text.split()) > 1:
                surname = votes.get(text.split()[-1], Counter())["PERSON"]
                counts["PERSON"] += surname + (
                    1 if counts["PERSON"] else 0
                )  # persons are rather taken for organisations
            final[text] = min(counts, key=lambda label: (-counts[label], _VOTING.index(label)))
    _shortened(votes, final)
    for text, told in final.items():
        if told in ("GPE", "LOC") and text.isupper() and text.isalpha() and 3 <= len(text) <= 6 and not sites[text]:
            final[text] = "ORG"  # "China's CNMC"
    for ent in layer.ents():
        label = final.get(layer.text(ent.start, ent.end)) if not ent.key and ent.label in _VOTING else None
        if label and label != ent.label:
            layer.put(replace(ent, label=label))


def _shortened(votes: Mapping[str, Counter[str]], final: dict[str, str]) -> None:
    """Give the first words of an organisation's longer name its label ("Tarn Gate" beside "Tarn Gate Maritime")."""
    longer = [text for text, label in final.items() if label == "ORG" and len(text.split()) > 2]
    for text, label in list(final.items()):
        unsure = label != "ORG" and len(text.split()) > 1 and votes[text]["PERSON"] < _CLUE
        if unsure and any(other.startswith(f"{text} ") for other in longer):
            final[text] = "ORG"


def places_at(layer: Layer) -> None:
    """Set as GPE an unknown name after a site and a preposition ("a mine at Tarkwell", "the plant near Kolwezi")."""
    for i in range(2, len(layer)):
        if layer.lowers[i - 1] in ("at", "near", "in", "outside") and layer.lowers[i - 2] in facilities():
            end = capitals_right(layer, i)
            cover = layer.at[i]
            free = all(layer.at[k] is None for k in range(i, end)) or (
                cover is not None and (cover.start, cover.end, cover.key) == (i, end, "") and cover.label in _VOTING
            )
            if end > i and free and layer.tags[i].startswith("NNP"):
                layer.put(Ent(i, end, "GPE"))


def missed(layer: Layer, doc: Doc) -> None:
    """Set as ORG a name that the recogniser left out, where the words beside it tell ("Stonegate, a toolmaker, …")."""
    i = 0
    while i < len(layer):
        if layer.capital[i] and layer.at[i] is None and layer.tags[i].startswith("NNP") and not layer.title[i]:
            end = capitals_right(layer, i)
            if all(layer.at[k] is None for k in range(i, end)):
                span = doc[i:end]
                if followed_by_who(span):
                    layer.put(Ent(i, end, "PERSON"))
                elif organisation_beside(span) or owned(span) or acts_as_firm(span):
                    layer.put(Ent(i, end, "ORG"))
            i = max(end, i + 1)
        else:
            i += 1


def short_organisations(layer: Layer) -> None:
    """Set the first word of a longer name of an organisation as ORG where it stands alone ("Norrland")."""
    firsts: dict[str, str] = {}
    people = {word for e in layer.ents() if e.label == "PERSON" for word in layer.words[e.start : e.end]}
    for ent in layer.ents():
        if ent.label == "ORG" and ent.end - ent.start > 1 and not ent.key:
            word, last = layer.words[ent.start], layer.lowers[ent.end - 1]
            body = heads().get(last, ("", ""))[0] == BODY or "of" in layer.lowers[ent.start : ent.end]
            common = is_common(layer.lowers[ent.start]) and not _only_a_name(layer, word)
            if not body and len(word) > 3 and word not in people and not common:
                firsts[word] = layer.text(ent.start, ent.end)
    for i, word in enumerate(layer.words):
        if word in firsts and (layer.at[i] is None or _alone(layer, i)) and layer.tags[i].startswith("NNP"):
            followed = i + 1 < len(layer) and layer.capital[i + 1] and not layer.begins[i + 1]
            if not followed:
                layer.put(Ent(i, i + 1, "ORG"))


def _only_a_name(layer: Layer, word: str) -> bool:
    """Tell whether an English word is nothing but a name here: alone with a capital in mid-sentence, never without.

    A word for an organisation, its field or a post is none ("the Bank", "Energy"), nor is what the tables know.
    """
    lower = word.lower()
    if lower in heads() or lower in words("portfolios", "word") or lower in words("honorifics", "text"):
        return False
    if lower in layer.lowers and lower in layer.words:
        return False
    return any(
        here == word
        and not layer.begins[i]
        and layer.words[i - 1][0].isalnum()
        and not layer.capital[i - 1]
        and layer.tags[i].startswith("NNP")
        and not layer.known(i)
        and not (i + 1 < len(layer) and layer.capital[i + 1])
        for i, here in enumerate(layer.words)
        if i
    )


def _alone(layer: Layer, i: int) -> bool:
    ent = layer.at[i]
    return ent is not None and ent.end - ent.start == 1 and not ent.key and ent.label in _VOTING


def _clue(span: Span) -> str:
    """Return the label that the words beside a name tell, or an empty string."""
    if followed_by_who(span) or person_of(span) or saying_of(span) or acts_as_person(span):
        return "PERSON"
    if place_before(span) or near(span):
        return "GPE"
    if geographic(span):
        return "LOC"
    beside = nouns_beside(span)
    if any(noun in words("person_nouns") for noun in beside):
        return "PERSON"
    if any(noun in facilities() for noun in beside) and span.label_ != "ORG":
        return "FAC"
    end = facility_after(span)
    if end and facilities()[span.doc[end - 1].lower_][0] == "kg:Place":
        return "FAC"
    firm = organisation_beside(span) or owned(span) or acts_as_firm(span) or state_firm(span)
    return "ORG" if firm else ""


def surnames(layer: Layer) -> None:
    """Set single words as PERSON that are part of a full name elsewhere in the article."""
    parts: set[str] = set()
    for ent in layer.ents():
        if ent.label == "PERSON" and ent.end - ent.start > 1:
            for i in (ent.start, ent.end - 1):
                if _name_part(layer, ent, i) and not hyphened(layer, i - 1 if i > ent.start else i + 1):
                    parts.add(layer.words[i])
            parts.update(_long_surname(layer, ent))
    written = frozenset(layer.words)
    for i in range(len(layer)):
        if not layer.capital[i] or layer.known(i):
            continue
        for length in (3, 1) if i + 3 <= len(layer) else (1,):
            if layer.text(i, i + length) in parts and _free(layer, i, i + length) and _as_name(layer, i, written):
                layer.put(Ent(i, i + length, "PERSON"))
                break


def _name_part(layer: Layer, ent: Ent, i: int) -> bool:
    """Tell whether a word of a full name may stand for the person alone: no acronym ("Ann Lee UTC"), no article."""
    word = layer.words[i]
    acronym = word.isupper() and not all(w.isupper() for w in layer.words[ent.start : ent.end])
    return len(word) > 2 and not acronym and word.lower() not in STOP_WORDS


def _as_name(layer: Layer, i: int, written: frozenset[str]) -> bool:
    """Tell whether an English word that is also a surname is one here: a capital tells so but at a sentence's start.

    There the article tells, which has the word in lower case too or has not ("Project costs rose. The project ...").
    """
    return not layer.begins[i] or layer.lowers[i] not in written or not is_common(layer.lowers[i])


def _long_surname(layer: Layer, ent: Ent) -> list[str]:
    """Return a hyphenated surname of three tokens ("Larraín-Oyarzún")."""
    end = ent.end
    if end - ent.start > 3 and hyphened(layer, end - 2):
        return [layer.text(end - 3, end)]
    return []


def _free(layer: Layer, start: int, end: int) -> bool:
    """Tell whether a surname here stands alone: not inside a longer name, nor before a head noun."""
    for i in range(start, min(end, len(layer))):
        ent = layer.at[i]
        if ent is not None and (ent.start < start or ent.end > end or ent.label == "PERSON"):
            return False
    return not layer.title[start]
