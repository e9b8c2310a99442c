"""The lexicon's tables are well formed: known columns, types, classes and slots, in order, no row twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import lexicon

FOLDER = Path(lexicon.__file__).parent

COLUMNS = {
    "event_verbs": "trigger object type agent recipient about gloss p",
    "event_nouns": "noun type agent recipient about gloss bare p",
    "support_verbs": "lemma effect",
    "measure_nouns": "noun class requires target p",
    "measure_verbs": "trigger object class agent applies target effect p",
    "agreement_nouns": "noun class p",
    "meeting_nouns": "noun p",
    "supply_verbs": "trigger consumer supplier commodity stage share_of dependence relation p",
    "supply_nouns": "noun consumer supplier commodity stage share_of dependence relation p",
    "reporting_verbs": "lemma kind",
}
TABLES = sorted(COLUMNS)
TYPES = [
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
]
EFFECTS = {"do", "undo", "extend", "reduce", "plan", "refuse", "undergo", "deal"}
AGREEMENTS = {"kg:Agreement", "kg:TradeAgreement", "kg:Truce", "kg:Alliance", "kg:OfftakeAgreement"}
RELATIONS = {"", "kg:produces", "kg:refines", "kg:exports", "kg:imports", "kg:hasDepositsOf"}
KINDS = "actor country bloc organization company person armed-group place region city commodity"
TESTS = "any none money number clause clause-coop clause-hostile wh-clause measure asset foreign foreign-goods that-do"
TESTS += " to-clause"
BUILT_IN = {f"@{name}" for name in f"{KINDS} {TESTS}".split()}
PREPOSITIONS = """
    about across after against along among around as at before behind belonging between by during for from held hosted
    in inside into involving near of off on out outside over owned that through to toward towards under upon with worth
"""
SLOTS = {"subj", "obj", "iobj", "poss", "mod", "clause", "named", "support", "anaphora", *PREPOSITIONS.split()}
SLOT_COLUMNS = {"agent", "recipient", "about", "target", "applies", "consumer", "supplier", "commodity"}
KEY_OF = {"event_verbs": ("trigger", "object"), "event_nouns": ("noun", "type"), "measure_verbs": ("trigger", "object")}


def _class_lists() -> dict[str, list[str]]:
    return {**lexicon.toml("noun_classes")["classes"], **lexicon.toml("trade_classes")["classes"]}


def _names(slots: str) -> list[str]:
    return [part for slot in re.split(r"[|&]", slots) for part in slot.split(".") if part not in {"", "-"}]


def _values(constraint: str) -> list[str]:
    return [part.rpartition(":")[2] for option in constraint.split(";") for part in option.split("|") if part]


def _twice(words: list[str]) -> list[str]:
    return sorted({word for word in words if words.count(word) > 1})


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_columns_and_says_what_a_row_means(name: str) -> None:
    assert (FOLDER / f"{name}.csv").read_text(encoding="utf-8").startswith("# ")
    assert all(list(row) == COLUMNS[name].split() for row in lexicon.table(name))


@pytest.mark.parametrize("name", TABLES)
def test_no_row_of_a_table_stands_twice(name: str) -> None:
    columns = KEY_OF.get(name) or tuple(COLUMNS[name].split())
    seen: set[tuple[str, ...]] = set()
    twice = []
    for row in lexicon.table(name):
        key = tuple(row[column] for column in columns)
        twice += [key] if key in seen else []
        seen.add(key)
    assert twice == []


@pytest.mark.parametrize("name", [n for n in TABLES if n != "support_verbs"])
def test_a_table_is_in_the_order_of_its_first_column(name: str) -> None:
    words = [row[COLUMNS[name].split()[0]] for row in lexicon.table(name)]
    assert words == sorted(words)


@pytest.mark.parametrize("name", [n for n in TABLES if "p" in COLUMNS[n].split()])
def test_a_probability_lies_between_none_and_all(name: str) -> None:
    assert [row for row in lexicon.table(name) if not 0 < float(row["p"]) <= 1] == []


@pytest.mark.parametrize("name", TABLES)
def test_a_trigger_is_in_lower_case_without_stray_spaces(name: str) -> None:
    words = [row[COLUMNS[name].split()[0]] for row in lexicon.table(name)]
    assert [word for word in words if word != " ".join(word.lower().split()) or not word] == []


@pytest.mark.parametrize("name", ["event_verbs", "event_nouns"])
def test_an_event_has_a_type_of_the_codebook_and_an_agent(name: str) -> None:
    rows = lexicon.table(name)
    assert {row["type"] for row in rows} <= {*TYPES, "-"}
    assert [row for row in rows if row["type"] != "-" and not row["agent"]] == []
    assert [row for row in rows if row["type"] == "-" and (row["agent"] or row["recipient"])] == []


@pytest.mark.parametrize("event_type", TYPES)
def test_each_type_has_verbs_and_nouns_enough_to_be_met(event_type: str) -> None:
    assert len({row["trigger"] for row in lexicon.table("event_verbs") if row["type"] == event_type}) >= 40
    assert len([row for row in lexicon.table("event_nouns") if row["type"] == event_type]) >= 8


@pytest.mark.parametrize("name", TABLES)
def test_every_slot_that_a_table_names_exists(name: str) -> None:
    columns = [column for column in COLUMNS[name].split() if column in SLOT_COLUMNS]
    named = {slot for row in lexicon.table(name) for column in columns for slot in _names(row[column])}
    assert named - SLOTS == set()


def test_every_class_that_a_table_names_is_listed_or_built_in() -> None:
    constraints = [row["object"] for name in ("event_verbs", "measure_verbs") for row in lexicon.table(name)]
    constraints += [row["requires"] for row in lexicon.table("measure_nouns")]
    named = {value for constraint in constraints for value in _values(constraint) if value.startswith("@")}
    members = {word for words in _class_lists().values() for word in words if word.startswith("@")}
    assert (named | members) - BUILT_IN - {f"@{name}" for name in _class_lists()} == set()


def test_a_noun_class_names_no_word_twice() -> None:
    assert {name: _twice(words) for name, words in _class_lists().items() if _twice(words)} == {}


def test_measures_and_agreements_are_of_classes_of_the_vocabulary() -> None:
    vocabulary = (FOLDER.parents[1] / "ontology" / "geopolkg.ttl").read_text(encoding="utf-8")
    tables = ("measure_nouns", "measure_verbs", "agreement_nouns")
    used = {row["class"] for name in tables for row in lexicon.table(name)} - {"-"}
    assert [name for name in sorted(used) if not re.search(rf"^{re.escape(name)}\s", vocabulary, re.MULTILINE)] == []
    assert {row["class"] for row in lexicon.table("agreement_nouns")} <= AGREEMENTS


def test_light_verbs_and_measure_verbs_have_known_effects() -> None:
    assert {row["effect"] for row in lexicon.table("support_verbs")} <= EFFECTS | {"none"}
    assert {row["effect"] for row in lexicon.table("measure_verbs")} <= EFFECTS
    assert _twice([row["lemma"] for row in lexicon.table("support_verbs")]) == []


@pytest.mark.parametrize("name", ["supply_verbs", "supply_nouns"])
def test_supply_rows_name_known_relations_and_wholes(name: str) -> None:
    assert {row["relation"] for row in lexicon.table(name)} <= RELATIONS
    shares = {"", "consumer", "supplier", "world", "world-only", "noun"}
    assert {row["share_of"] for row in lexicon.table(name)} <= shares
    assert {row["dependence"] for row in lexicon.table(name)} <= {"", "yes"}


@pytest.mark.parametrize("part", sorted(lexicon.toml("cues")))
def test_a_cue_has_one_effect_where_it_is_read(part: str) -> None:
    assert _twice([word for words in lexicon.toml("cues")[part].values() for word in words]) == []


@pytest.mark.parametrize(
    ("trigger", "obj", "event_type"),
    [
        ("summon", "@envoy", "ACCUSE"),
        ("recall", "@envoy", "SANCTION"),
        ("expel", "@envoy", "SANCTION"),
        ("lift", "@sanction", "CONCEDE"),
        ("free", "@prisoner", "CONCEDE"),
        ("withdraw", "@troops", "RETREAT"),
        ("deploy", "@troops", "MOBILIZE"),
        ("revoke", "@licence", "COERCE"),
        ("sign", "@agreement", "AGREE"),
        ("impose", "@tariff", "SANCTION"),
        ("strike", "balance", "-"),
        ("meet", "target", "-"),
    ],
)
def test_the_object_of_a_verb_decides_its_type(trigger: str, obj: str, event_type: str) -> None:
    rows = [row for row in lexicon.table("event_verbs") if row["trigger"] == trigger]
    assert event_type in {row["type"] for row in rows if obj in row["object"].split("|")}
