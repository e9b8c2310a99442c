"""`kg_names`: mends what the recogniser found, with what the article itself tells about its names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.language.clues import (
    facilities,
    facility_after,
    followed_by_who,
    nouns_beside,
    organisation_beside,
    owned,
    person_of,
    place_before,
)
from kg.language.gazetteer import DOUBTFUL, KINDS, WEAK
from kg.language.goods import keep_goods
from kg.language.headline import is_common
from kg.language.layer import NAMED, Ent, Layer
from kg.language.organisations import BODY, acronym_after, acronyms, heads, merge_organisations
from kg.language.runs import capitals_left, capitals_right, hyphened, nickname_at, person_left, person_right
from kg.language.tables import words
from kg.language.titles import TITLES

ALIASES = "kg_aliases"  # doc.user_data: [(start, end, token of the acronym)]
_VOTING = ("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP")
_CLUE = 10  # weight of a clue beside the name against one vote of the recogniser


class NameMender:
    """Repairs entities after `ner`; needs `kg_gazetteer` and `kg_titles` before it to do all it can."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents` anew: names whole, persons and organisations told apart by the whole article."""
        layer = Layer(doc)
        for span in doc.spans.get(TITLES, ()):
            for i in range(span.start, span.end):
                layer.title[i] = True
        _confirm_weak(layer, doc)
        _settle_doubtful(layer, doc)
        _trim(layer)
        _drop_odd(layer)
        _other_persons(layer)
        merge_organisations(layer)
        sure = _persons_by_title(layer, doc)
        _widen_persons(layer)
        _places_at(layer)
        _missed(layer, doc)
        _vote(layer, sure, doc)
        _short_organisations(layer)
        _surnames(layer)
        doc.user_data[ALIASES] = _spread_acronyms(layer)
        doc.set_ents(layer.spans(doc), default="outside")
        keep_goods(doc)
        return doc


def _confirm_weak(layer: Layer, doc: Doc) -> None:
    """Accept a name that needs context where the recogniser found an entity of its kind at just that place."""
    for span in doc.spans.get(WEAK, ()):
        ent = layer.at[span.start]
        kind = KINDS.get(span.kb_id_.partition("/")[0], "")
        if ent is None or (ent.start, ent.end) != (span.start, span.end) or ent.key:
            continue
        places = ("GPE", "LOC", "FAC")
        if ent.label == kind or (ent.label in places and kind in places) or (ent.label == "NORP" == span.label_):
            layer.put(Ent(span.start, span.end, span.label_, span.kb_id_, span.id_))
    doc.spans.pop(WEAK, None)


def _settle_doubtful(layer: Layer, doc: Doc) -> None:
    """Set the name of a place that may be part of a longer name, unless the recogniser found that longer name."""
    for span in doc.spans.get(DOUBTFUL, ()):
        ent = layer.at[span.start]
        longer = ent is not None and ent.start <= span.start and ent.end >= span.end and ent.end - ent.start > len(span)
        if not longer or ent is None or ent.label in ("GPE", "LOC", "NORP", "DATE", "CARDINAL"):
            layer.put(Ent(span.start, span.end, span.label_, span.kb_id_, span.id_))
        elif _owner_of_body(layer, ent, span.end):
            layer.put(Ent(span.start, span.end, span.label_, span.kb_id_, span.id_))
            layer.put(replace(ent, start=span.end))
    doc.spans.pop(DOUBTFUL, None)


def _owner_of_body(layer: Layer, ent: Ent, end: int) -> bool:
    """Tell whether the rest of a longer name is that of a body, and the place the state it is of ("US Navy")."""
    return ent.end > end and ent.label == "ORG" and heads().get(layer.lowers[ent.end - 1], ("", ""))[0] == BODY


def _drop_odd(layer: Layer) -> None:
    """Remove unknown names without a capital letter, and zones of time ("18.40 CEST")."""
    for ent in layer.ents():
        if ent.key or ent.label not in NAMED:
            continue
        time = ent.start and ent.end - ent.start == 1 and layer.words[ent.start - 1][0].isdigit()
        plain = ent.end - ent.start == 1 and is_common(layer.lowers[ent.start]) and not layer.words[ent.start].isupper()
        odd = not any(layer.capital[ent.start : ent.end]) or (time and layer.words[ent.start].isupper())
        if odd or (plain and (_at_start(layer, ent.start) or not layer.tags[ent.start].startswith("NNP"))):
            layer.drop(ent)
        elif ent.end - ent.start > 2:
            _split_at_verb(layer, ent)
    _drop_agreements(layer)
    for span in layer.goods:
        good = layer.at[span[0]]
        if good is not None and (good.start, good.end) == span and not good.key:
            layer.drop(good)


def _split_at_verb(layer: Layer, ent: Ent) -> None:
    """Split what was taken for one name over a verb ("Nils Aakre met Eva Lund")."""
    for i in range(ent.start + 1, ent.end - 1):
        if layer.tags[i] in ("VBD", "VBZ", "VBP") and not layer.capital[i] and layer.words[i].isalpha():
            label = "PERSON" if i - ent.start in (2, 3) else ent.label
            layer.put(replace(ent, end=i, label=label))
            label = "PERSON" if ent.end - i - 1 in (2, 3) else ent.label
            layer.put(replace(ent, start=i + 1, label=label))
            return


def _other_persons(layer: Layer) -> None:
    """Set a known surname after an unknown first name as another person ("Ada Trump")."""
    for ent in layer.ents():
        before = ent.start - 1
        if not ent.key.startswith("person/") or ent.form != "surname" or before < 0 or layer.begins[ent.start]:
            continue
        first = layer.capital[before] and layer.tags[before] == "NNP" and layer.words[before].isalpha()
        if first and not layer.title[before] and not layer.honorific(before) and not layer.known(before):
            layer.put(Ent(before, ent.end, "PERSON"))


def _at_start(layer: Layer, i: int) -> bool:
    """Tell whether a word begins a sentence, or stands after a bullet, quotation mark or colon."""
    return layer.begins[i] or (
        i > 0 and not layer.words[i - 1][-1].isalnum() and layer.words[i - 1] not in (",", "-", "(", ".")
    )


def _drop_agreements(layer: Layer) -> None:
    """Remove what was taken for an organisation or place in the name of an agreement or law, its acronym too."""
    for i, word in enumerate(layer.lowers):
        if word not in words("no_org_words") or not layer.capital[i]:
            continue
        start, end = capitals_left(layer, i), i + 1
        inside = {ent for ent in layer.at[start:end] if ent is not None and not ent.key and ent.label in NAMED}
        for ent in sorted(inside, key=lambda e: e.start):
            layer.drop(ent)
        for k in acronym_after(layer, end) if end - start > 1 else []:
            for n, other in enumerate(layer.words):
                cover = layer.at[n]
                if other == layer.words[k] and other.isupper() and cover is not None and not cover.key:
                    layer.drop(cover)


def _trim(layer: Layer) -> None:
    """Cut articles, possessives, honorifics and stray punctuation from the ends of entities."""
    for ent in layer.ents():
        if ent.key or ent.label not in NAMED:
            continue
        start, end = ent.start, ent.end
        while start < end and (layer.lowers[start] in ("the", "a", "an") or not layer.words[start][0].isalnum()):
            start += 1
        while start < end and (
            layer.words[end - 1] in ("'s", "’s", "'", "’") or not layer.words[end - 1][-1].isalnum()
        ):
            if layer.words[end - 1][-1] == "." and len(layer.words[end - 1]) > 1:
                break
            end -= 1
        while start < end and layer.words[end - 1] in ("of", "the", "and", "for", "in"):
            end -= 1
        if ent.label in ("PERSON", "ORG", "GPE"):
            while start < end and layer.honorific(start) and ent.label == "PERSON":
                start += 1
        if (start, end) != (ent.start, ent.end):
            layer.resize(ent, start, end)


def _persons_by_title(layer: Layer, doc: Doc) -> set[str]:
    """Set as PERSON what follows a title or honorific, or stands in apposition to one; return these names."""
    found: set[str] = set()
    for i in range(1, len(layer)):
        if nickname_at(layer, i):
            _person(layer, person_left(layer, i), person_right(layer, person_left(layer, i)), found)
    for i in range(len(layer)):
        cover = layer.at[i]
        if cover is not None and cover.label == "ORG" and cover.end > i + 1:
            continue  # "General Mills"
        if layer.honorific(i) and layer.capital[i] and i + 1 < len(layer) and not layer.honorific(i + 1):
            _person(layer, i + 1, person_right(layer, _dot(layer, i + 1)), found)
    for span in doc.spans.get(TITLES, ()):
        start = span.end
        if start < len(layer) and not layer.begins[start]:
            while start < len(layer) and layer.honorific(start):
                start += 1
            if start < len(layer) and layer.words[start] != ",":
                _person(layer, start, person_right(layer, start), found)
            elif start + 1 < len(layer):
                start += 1
                while start < len(layer) - 1 and layer.honorific(start):
                    start += 1
                _person(layer, start, person_right(layer, start), found, least=2)
        comma = _comma_before(layer, span.start)
        if comma:
            _person(layer, person_left(layer, comma), comma, found, least=2)
    return found


def _dot(layer: Layer, i: int) -> int:
    return i + 1 if i + 1 < len(layer) and layer.words[i] == "." else i


def _comma_before(layer: Layer, start: int) -> int:
    """Return the comma between a name and its title ("Qiu Wenbao, China's ambassador"), or 0."""
    for i in range(start - 1, max(start - 7, 0), -1):
        if layer.words[i] == ",":
            return i
        if layer.tags[i][:1] in "V." or layer.tags[i] in ("IN", "CC"):
            return 0
    return 0


def _person(layer: Layer, start: int, end: int, found: set[str], least: int = 1) -> None:
    """Set a PERSON unless the words are too few or name an organisation or a known entity."""
    while start < end and layer.honorific(start):
        start = _dot(layer, start + 1)
    if end - start < least or start >= end or any(layer.known(i) for i in range(start, end)):
        return
    if layer.begins[start] and end - start == 1 and not layer.tags[start].startswith("NNP"):
        return
    if heads().get(layer.lowers[end - 1]) or not layer.tags[end - 1].startswith(("NNP", "NN", "JJ", "CD", "FW", "VB")):
        return
    layer.put(Ent(start, end, "PERSON"))
    found.add(layer.text(start, end))


def _widen_persons(layer: Layer) -> None:
    """Make names of persons whole over hyphens, particles and unusual letters."""
    for ent in layer.ents():
        if ent.label not in ("PERSON", "ORG", "GPE", "NORP") or ent.key or layer.at[ent.start] is not ent:
            continue
        end = ent.end
        while end + 1 < len(layer) and hyphened(layer, end) and layer.capital[end + 1]:
            end += 2
        start = ent.start
        while start > 1 and hyphened(layer, start - 1) and _joins(layer, start - 2):
            start -= 2
        if ent.label == "PERSON":
            end = max(end, _rest_of_person(layer, start, end))
            start = _first_of_person(layer, start)
        if (start, end) != (ent.start, ent.end) and not any(layer.known(i) for i in range(start, end)):
            layer.put(replace(ent, start=start, end=end))


def _joins(layer: Layer, i: int) -> bool:
    """Tell whether the word before a hyphen belongs to the name after it ("al-Mutlaq", "Moyo-Chikwanha")."""
    return not layer.known(i) and (layer.capital[i] or layer.words[i] in words("name_particles"))


def _rest_of_person(layer: Layer, start: int, end: int) -> int:
    right = person_right(layer, start)
    if right <= end:
        return end
    for i in range(end, right):
        ent = layer.at[i]
        if (ent is not None and ent.label in ("DATE", "ORG", "GPE") and ent.end > right) or layer.lowers[i] in heads():
            return end
    return right


def _first_of_person(layer: Layer, start: int) -> int:
    """Take in particles before a name ("van der Meulen", "al-Jabri") and first names that the recogniser left out."""
    particles = words("name_particles")
    i = start
    while i > 0 and not layer.begins[i]:
        word, ent = layer.words[i - 1], layer.at[i - 1]
        first_name = layer.capital[i - 1] and layer.tags[i - 1] == "NNP" and not layer.title[i - 1]
        particle = word in particles and word not in ("e", "y", "do", "la", "le") and i > 1
        if ent is None and (particle or (first_name and word.isalpha() and not layer.honorific(i - 1))):
            i -= 1
        else:
            break
    return i


def _vote(layer: Layer, sure: set[str], doc: Doc) -> None:
    """Give each unknown name one label in the whole article: by title, by what stands beside it, else by majority."""
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
    final: dict[str, str] = {}
    for text, counts in votes.items():
        if sites[text] and sites[text] == seen[text] and " " not in text and counts["PERSON"] < _CLUE:
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
    for ent in layer.ents():
        label = final.get(layer.text(ent.start, ent.end)) if not ent.key and ent.label in _VOTING else None
        if label and label != ent.label:
            layer.put(replace(ent, label=label))


def _places_at(layer: Layer) -> None:
    """Set as GPE an unknown name after a site and a preposition ("a mine at Amitsoq", "the plant near Kolwezi")."""
    for i in range(2, len(layer)):
        if layer.lowers[i - 1] in ("at", "near", "in", "outside") and layer.lowers[i - 2] in facilities():
            end = capitals_right(layer, i)
            if end > i and all(layer.at[k] is None for k in range(i, end)) and layer.tags[i].startswith("NNP"):
                layer.put(Ent(i, end, "GPE"))


def _missed(layer: Layer, doc: Doc) -> None:
    """Set as ORG a name that the recogniser left out, where the words beside it tell ("Lumetrix, a toolmaker, …")."""
    i = 0
    while i < len(layer):
        if layer.capital[i] and layer.at[i] is None and layer.tags[i].startswith("NNP") and not layer.title[i]:
            end = capitals_right(layer, i)
            if all(layer.at[k] is None for k in range(i, end)):
                span = doc[i:end]
                if followed_by_who(span):
                    layer.put(Ent(i, end, "PERSON"))
                elif organisation_beside(span) or owned(span):
                    layer.put(Ent(i, end, "ORG"))
            i = max(end, i + 1)
        else:
            i += 1


def _short_organisations(layer: Layer) -> None:
    """Set the first word of a longer name of an organisation as ORG where it stands alone ("Norrland")."""
    firsts: dict[str, str] = {}
    people = {word for e in layer.ents() if e.label == "PERSON" for word in layer.words[e.start : e.end]}
    for ent in layer.ents():
        if ent.label == "ORG" and ent.end - ent.start > 1 and not ent.key:
            word, last = layer.words[ent.start], layer.lowers[ent.end - 1]
            body = heads().get(last, ("", ""))[0] == BODY or "of" in layer.lowers[ent.start : ent.end]
            if not body and len(word) > 3 and word not in people and not is_common(layer.lowers[ent.start]):
                firsts[word] = layer.text(ent.start, ent.end)
    for i, word in enumerate(layer.words):
        if word in firsts and (layer.at[i] is None or _alone(layer, i)) and layer.tags[i].startswith("NNP"):
            followed = i + 1 < len(layer) and layer.capital[i + 1] and not layer.begins[i + 1]
            if not followed:
                layer.put(Ent(i, i + 1, "ORG"))


def _alone(layer: Layer, i: int) -> bool:
    ent = layer.at[i]
    return ent is not None and ent.end - ent.start == 1 and not ent.key and ent.label in _VOTING


def _clue(span: Span) -> str:
    """Return the label that the words beside a name tell, or an empty string."""
    if followed_by_who(span) or person_of(span):
        return "PERSON"
    if place_before(span):
        return "GPE"
    beside = nouns_beside(span)
    if any(noun in words("person_nouns") for noun in beside):
        return "PERSON"
    if any(noun in facilities() for noun in beside) and span.label_ != "ORG":
        return "FAC"
    end = facility_after(span)
    if end and facilities()[span.doc[end - 1].lower_][0] == "kg:Place":
        return "FAC"
    return "ORG" if organisation_beside(span) or owned(span) else ""


def _surnames(layer: Layer) -> None:
    """Set single words as PERSON that are part of a full name elsewhere in the article."""
    parts: set[str] = set()
    for ent in layer.ents():
        if ent.label == "PERSON" and ent.end - ent.start > 1:
            for i in (ent.start, ent.end - 1):
                if len(layer.words[i]) > 2 and not hyphened(layer, i - 1 if i > ent.start else i + 1):
                    parts.add(layer.words[i])
            parts.update(_long_surname(layer, ent))
    for i in range(len(layer)):
        if not layer.capital[i] or layer.known(i):
            continue
        for length in (3, 1):
            if layer.text(i, i + length) in parts and _free(layer, i, i + length):
                layer.put(Ent(i, i + length, "PERSON"))
                break


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


def _spread_acronyms(layer: Layer) -> list[tuple[int, int, int]]:
    """Set an acronym that the article explains as the same entity wherever it stands."""
    found = []
    for ent, i in acronyms(layer):
        found.append((ent.start, ent.end, i))
        for k, word in enumerate(layer.words):
            cover = layer.at[k]
            if word == layer.words[i] and (cover is None or (not cover.key and cover.end - cover.start == 1)):
                layer.put(Ent(k, k + 1, ent.label, ent.key, "acronym" if ent.key else ""))
    return found


@Language.factory("kg_names", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], requires=["doc.ents"])
def make_names(nlp: Language, name: str) -> NameMender:
    """Give the component; it goes after `ner`."""
    return NameMender()
