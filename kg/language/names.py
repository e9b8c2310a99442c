"""`kg_names`: mends what the recogniser found, with what the article itself tells about its names."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.language.appointed import appointed
from kg.language.evidence import missed, places_at, short_organisations, surnames, vote
from kg.language.firms import foreign_firms
from kg.language.gazetteer import DOUBTFUL, KINDS, WEAK
from kg.language.goods import keep_goods
from kg.language.headline import is_common
from kg.language.layer import NAMED, Ent, Layer
from kg.language.organisations import (
    BODY,
    acronym_after,
    acronyms,
    heads,
    longer_firms,
    merge_of_country,
    merge_organisations,
    no_name,
)
from kg.language.ownership import firms
from kg.language.runs import QUOTES, capitals_left, hyphened, nickname_at, person_left, person_right
from kg.language.tables import words
from kg.language.titles import POSTS, TITLES

_INSIDE = ("of", "to", "for", "at", "in", "the", "and", "'s", "’s", "&", "-")  # words of a title's owner
_OF_RANKS = ("senior", "chief", "vice", "rear", "staff", "master", "warrant", "first", "second", "major", "lieutenant")
_DASHES = ("-", "‐", "‑", "–", "—")
_QUOTES = ('"', "“", "”")
ALIASES = "kg_aliases"  # doc.user_data: [(start, end, token of the acronym)]


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
        longer_firms(layer)
        foreign_firms(layer)
        sure = _persons_by_title(layer, doc)
        _widen_persons(layer)
        places_at(layer)
        missed(layer, doc)
        vote(layer, sure, doc, firms(layer, doc))
        merge_of_country(layer)
        short_organisations(layer)
        surnames(layer)
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
        elif span.label_ == "NORP" and span.start and layer.lowers[span.start - 1] in ("the", "a"):
            layer.drop(ent)  # "the Pole": a person, whom the text names elsewhere
    doc.spans.pop(WEAK, None)


def _settle_doubtful(layer: Layer, doc: Doc) -> None:
    """Set the name of a place that may be part of a longer name, unless the recogniser found that longer name."""
    for span in doc.spans.get(DOUBTFUL, ()):
        ent = layer.at[span.start]
        longer = ent is not None and ent.start <= span.start and ent.end >= span.end and ent.end - ent.start > len(span)
        paired = _behind_dash(layer, span.start)
        if not longer or paired or ent is None or ent.label in ("GPE", "LOC", "NORP", "DATE", "CARDINAL"):
            layer.put(Ent(span.start, span.end, span.label_, span.kb_id_, span.id_))
        elif _owner_of_body(layer, ent, span.end):
            layer.put(Ent(span.start, span.end, span.label_, span.kb_id_, span.id_))
            layer.put(replace(ent, start=span.end))
    doc.spans.pop(DOUBTFUL, None)


def _behind_dash(layer: Layer, start: int) -> bool:
    """Tell whether a place is the second of a pair: "the Canada–Japan Arrangement"."""
    if start < 2 or layer.words[start - 1] not in _DASHES:
        return False
    first = layer.at[start - 2]
    return first is not None and first.label == "GPE"


def _owner_of_body(layer: Layer, ent: Ent, end: int) -> bool:
    """Tell whether the rest of a longer name is that of a body, and the place the state it is of ("US Navy")."""
    return ent.end > end and ent.label == "ORG" and heads().get(layer.lowers[ent.end - 1], ("", ""))[0] == BODY


def _drop_odd(layer: Layer) -> None:
    """Remove unknown names without a capital letter, and zones of time ("18.40 CEST")."""
    for ent in layer.ents():
        if ent.key or ent.label not in NAMED:
            continue
        time = ent.start and ent.end - ent.start == 1 and layer.words[ent.start - 1][0].isdigit()
        single = ent.end - ent.start == 1
        plain = single and is_common(layer.lowers[ent.start]) and not layer.words[ent.start].isupper()
        calling = single and ent.label != "PERSON" and layer.lowers[ent.start] in words("ties_people")  # "an MP"
        if no_name(layer, ent):
            layer.drop(ent)  # "Block 14", "LGBTQ", "KRW"
            continue
        odd = not any(layer.capital[ent.start : ent.end]) or (time and layer.words[ent.start].isupper())
        if odd or calling or (plain and (_at_start(layer, ent.start) or not layer.tags[ent.start].startswith("NNP"))):
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
        while start < end and layer.words[end - 1] in ("of", "the", "and", "for", "in", "a", "an"):
            end -= 1
        if ent.label == "PERSON":
            start = _behind_nickname(layer, start, end)
            while start < end - 1 and _before_name(layer, start):
                start += 1
            while start + 1 < end and layer.lowers[start] in _OF_RANKS and layer.honorific(start + 1):
                start += 1
            while end - 1 > start + 1 and layer.words[end - 1] in ("A", "I"):
                end -= 1
            while end - 1 > start and layer.words[end - 1].isdigit():
                end -= 1  # the minute of a goal: "Vidal 73"
        if ent.label in ("PERSON", "ORG", "GPE"):
            while start < end and layer.honorific(start) and ent.label == "PERSON":
                start += 1
        if (start, end) != (ent.start, ent.end):
            layer.resize(ent, start, end)


def _behind_nickname(layer: Layer, start: int, end: int) -> int:
    """Return where the name begins behind a nickname in quotation marks (`"Bull" Orr` is "Orr")."""
    if not start or layer.words[start - 1] not in QUOTES:
        return start
    return next((i + 1 for i in range(start + 1, end - 1) if layer.words[i] in QUOTES), start)


def _before_name(layer: Layer, i: int) -> bool:
    """Tell whether a word at the front of a person is none of the name ("rapper Tom Orr", "On Tom Orr")."""
    if layer.words[i] in words("name_particles"):
        return False
    if not layer.capital[i]:
        return layer.words[i].islower()
    return layer.begins[i] and (layer.tags[i] in ("IN", "DT", "CC") or layer.lowers[i] in words("ties_people"))


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
            start = _retired(layer, _dot(layer, i + 1))
            _person(layer, start, person_right(layer, start), found)
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
    _persons_by_noun(layer, doc, found)
    for start, end in appointed(layer, doc):
        _person(layer, start, end, found, least=2)
    return found


def _persons_by_noun(layer: Layer, doc: Doc, found: set[str]) -> None:
    """Set as PERSON two names or more behind a noun for a person, or in "the head of Y, X,"."""
    telling = words("ties_people") - words("org_words") - words("unsure_people")
    for i, word in enumerate(layer.lowers[:-1]):
        if word in telling and layer.words[i].islower() and layer.tags[i] == "NN" and layer.capital[i + 1]:
            end = person_right(layer, i + 1)
            if end < len(layer) and not layer.capital[end]:
                _person(layer, i + 1, end, found, least=2)
    for span in doc.spans.get(POSTS, ()):
        start = _behind_owner(layer, span.end)
        end = person_right(layer, start) if start else 0
        given = sum(layer.capital[start:end])
        if start and given in (2, 3) and end < len(layer) and layer.words[end] in (",", ".", "–", "—"):
            _person(layer, start, end, found, least=2)


def _behind_owner(layer: Layer, i: int) -> int:
    """Return where the name begins in "ambassador to Germany, X," and "head of Russia's Rosatom, X,"; 0 for no such."""
    first = i
    while i + 1 < len(layer) and i - first < 12 and not layer.begins[i]:
        word = layer.lowers[i]
        if layer.words[i] == ",":
            start = i + 2 if layer.words[i + 1] in _QUOTES and i + 2 < len(layer) else i + 1
            return start if i > first and layer.capital[start] else 0
        if not (layer.capital[i] or layer.tags[i] in ("NN", "JJ") or word in _INSIDE or word in _QUOTES):
            return 0
        i += 1
    return 0


def _dot(layer: Layer, i: int) -> int:
    return i + 1 if i + 1 < len(layer) and layer.words[i] == "." else i


def _retired(layer: Layer, i: int) -> int:
    """Return where the name begins behind a rank's "(retd)"."""
    if i + 4 >= len(layer) or layer.words[i] != "(":
        return i
    return next((k + 1 for k in (i + 2, i + 3) if layer.words[k] == ")"), i)


def _comma_before(layer: Layer, start: int) -> int:
    """Return the comma between a name and its title ("Ana Prado, Peru's ambassador"), or 0."""
    for i in range(start - 1, max(start - 7, 0), -1):
        if layer.words[i] == ",":
            return i
        if layer.tags[i][:1] in "V." or layer.tags[i] in ("IN", "CC"):
            return 0
    return 0


def _person(layer: Layer, start: int, end: int, found: set[str], least: int = 1) -> None:
    """Set a PERSON unless the words are too few or name an organisation or a known entity."""
    while start < end and (
        layer.honorific(start) or (start + 1 < end and layer.lowers[start] in _OF_RANKS and layer.honorific(start + 1))
    ):
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
    """Tell whether the word before a hyphen belongs to the name after it ("al-Mutlaq", "Clarke-Adeyemi")."""
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
        if ent is None and (particle or (first_name and word.isalpha() and not _no_name(layer, i - 1))):
            i -= 1
        else:
            break
    return i


def _no_name(layer: Layer, i: int) -> bool:
    return layer.honorific(i) or _before_name(layer, i)


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
