"""What the tables about the world hold, and that they hold together."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kg import reference
from kg.model import Value
from kg.reference.naming import Name
from kg.reference.tables import respelt, rows, singular

SCRIPTS = Path(__file__).parents[1] / "scripts" / "reference"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named(text: str) -> list[Name]:
    return [name for name in reference.names() if name.text == text]


def test_the_tables_have_no_fault_that_the_check_knows() -> None:
    assert script("check").faults() == []


MEANINGS = [
    ("US", "country/USA"),
    ("U.S.", "country/USA"),
    ("America", "country/USA"),
    ("Britain", "country/GBR"),
    ("Burma", "country/MMR"),
    ("Ivory Coast", "country/CIV"),
    ("Turkey", "country/TUR"),
    ("Czech Republic", "country/CZE"),
    ("DR Congo", "country/COD"),
    ("Congo-Brazzaville", "country/COG"),
    ("Congo", "country/COD"),
    ("Nigerien", "country/NER"),
    ("Nigerian", "country/NGA"),
    ("North Korean", "country/PRK"),
    ("Korean", "country/KOR"),
    ("Equatorial Guinea", "country/GNQ"),
    ("Papua New Guinea", "country/PNG"),
    ("New Mexico", "subdivision/US-NM"),
    ("Georgia", "country/GEO"),
    ("South Sudan", "country/SSD"),
    ("EU", "bloc/EU"),
    ("G-7", "bloc/G7"),
    ("Group of Seven", "bloc/G7"),
    ("the Quad", "bloc/Quad"),
    ("Brics", "bloc/BRICS"),
    ("OPEC+", "bloc/OPEC-plus"),
    ("Kremlin", "body/rus-kremlin"),
    ("Pentagon", "body/usa-department-of-defense"),
    ("Bundestag", "body/deu-bundestag"),
    ("MOFCOM", "body/chn-ministry-of-commerce"),
    ("Chinese commerce ministry", "body/chn-ministry-of-commerce"),
    ("US State Department", "body/usa-department-of-state"),
    ("WTO", "organization/world-trade-organization"),
    ("Houthis", "armed-group/houthis"),
    ("M23", "armed-group/m23"),
    ("Putin", "person/vladimir-putin"),
    ("Middle East", "region/middle-east"),
    ("Xinjiang", "subdivision/CN-XJ"),
    ("aluminium", "mineral/aluminium"),
    ("aluminum", "mineral/aluminium"),
    ("sulfur", "mineral/sulphur"),
    ("fertilizer", "product/fertilisers"),
    ("fertilisers", "product/fertilisers"),
    ("rare earth", "mineral/rare-earths"),
    ("rare-earth magnet", "product/permanent-magnets"),
    ("battery", "product/batteries"),
    ("electric vehicles", "product/electric-cars"),
    ("jewelry", "product/jewellery"),
    ("cognac", "product/cognac"),
]


@pytest.mark.parametrize(("text", "key"), MEANINGS)
def test_a_name_means_first_of_all_this(text: str, key: str) -> None:
    assert [name.key for name in named(text)][:1] == [key]


@pytest.mark.parametrize(
    ("place", "government"),
    [
        ("Washington", "country/USA"),
        ("Beijing", "country/CHN"),
        ("Brussels", "bloc/EU"),
        ("The Hague", "country/NLD"),
        ("Nuuk", "country/GRL"),
        ("La Paz", "country/BOL"),
        ("Taipei", "country/TWN"),
        ("Kiev", "country/UKR"),
    ],
)
def test_a_capital_or_seat_acts_for_its_government(place: str, government: str) -> None:
    assert [(name.acts_for, name.key.split("/")[0]) for name in named(place)] == [(government, "place")]


@pytest.mark.parametrize("place", ["Geneva", "Davos", "New York", "Sucre", "Amsterdam"])
def test_a_city_that_is_no_seat_of_government_acts_for_nobody(place: str) -> None:
    assert {name.acts_for for name in named(place)} == {""}


@pytest.mark.parametrize(
    "text", ["Georgia", "Jordan", "Chad", "Congo", "Jersey", "lead", "tin", "Fed", "Congress", "Bush"]
)
def test_a_name_that_is_also_something_else_is_weak(text: str) -> None:
    assert named(text) and all(name.weak for name in named(text))


def test_a_ministry_that_many_countries_have_is_no_name_without_its_country() -> None:
    assert named("Ministry of Commerce") == named("Foreign Ministry") == named("National Assembly") == []
    assert (
        found := reference.body("Commerce Ministry", "country/CHN")
    ) and found.label == "Ministry of Commerce of China"
    assert (found := reference.body("the foreign ministry", "country/JPN")) and found.key.startswith("body/jpn-")
    for name in ("Chinese Commerce Ministry", "China's commerce ministry", "the Ministry of Commerce of China"):
        assert (found := reference.body(name, "country/CHN")) and found.key == "body/chn-ministry-of-commerce"
    assert reference.body("Ministry of Silly Walks", "country/GBR") is None


def test_every_state_has_codes_and_every_un_member_has_a_capital() -> None:
    for row in rows("countries"):
        facts = reference.facts(f"country/{row['iso3']}")
        assert ("kg:iso3", Value(row["iso3"])) in facts and ("kg:iso2", Value(row["iso2"])) in facts
        if not row["territory_of"] and row["iso3"] not in {"ATA", "PSE", "MCO", "SMR", "VAT", "SGP"}:
            assert any(predicate == "kg:capital" for predicate, _ in facts), row["label"]


@pytest.mark.parametrize(
    ("bloc", "count", "inside", "outside"),
    [
        ("bloc/EU", 27, "IRL", "GBR"),
        ("bloc/NATO", 32, "SWE", "AUT"),
        ("bloc/BRICS", 10, "IDN", "ARG"),
        ("bloc/ASEAN", 11, "TLS", "PNG"),
        ("bloc/OPEC-plus", 21, "KAZ", "ARE"),
        ("bloc/GCC", 6, "OMN", "IRQ"),
        ("bloc/ECOWAS", 12, "NGA", "NER"),
        ("bloc/OPEC", 11, "GAB", "ARE"),
        ("bloc/AU", 55, "ESH", "YEM"),
        ("bloc/SADC", 16, "COD", "RWA"),
        ("bloc/SCO", 10, "BLR", "TKM"),
        ("bloc/OIC", 57, "SYR", "IND"),
        ("bloc/OECD", 38, "COL", "BRA"),
        ("bloc/APEC", 21, "TWN", "IND"),
        ("bloc/Commonwealth", 56, "GAB", "IRL"),
        ("bloc/G20", 21, "SAU", "ESP"),
        ("bloc/Eurozone", 21, "BGR", "POL"),
        ("bloc/Schengen", 29, "CHE", "IRL"),
    ],
)
def test_a_bloc_has_its_members_and_no_others(bloc: str, count: int, inside: str, outside: str) -> None:
    members = {key for key in reference.all_keys() if ("kg:memberOf", bloc) in reference.facts(key)}
    assert len(members) == count
    assert f"country/{inside}" in members and f"country/{outside}" not in members


def test_who_has_left_a_bloc_is_a_former_member() -> None:
    assert ("kg:formerMemberOf", "bloc/EU") in reference.facts("country/GBR")
    assert ("kg:formerMemberOf", "bloc/ECOWAS") in reference.facts("country/MLI")
    assert ("kg:memberOf", "bloc/OPEC") not in reference.facts("country/ARE")


def test_a_territory_belongs_to_its_state() -> None:
    assert ("kg:territoryOf", "country/DNK") in reference.facts("country/GRL")
    assert ("kg:territoryOf", "country/FRA") in reference.facts("country/NCL")
    assert not any(predicate == "kg:territoryOf" for predicate, _ in reference.facts("country/TWN"))


def test_the_critical_lists_are_complete() -> None:
    listed = {
        name: [key for key in reference.all_keys() if ("kg:listedAs", Value(name)) in reference.facts(key)]
        for name in ("US 2025", "EU 2024", "EU 2024 strategic")
    }
    assert len(listed["US 2025"]) == 60
    assert len(listed["EU 2024"]) == 34 + 2  # aluminium, bauxite and alumina are one item of the list
    assert len(listed["EU 2024 strategic"]) == 17 + 2 + 6  # so are the seven rare earths for magnets
    assert "mineral/coking-coal" in listed["EU 2024"] and "mineral/helium" not in listed["US 2025"]


def test_a_rare_earth_is_a_critical_mineral_and_a_mineral() -> None:
    wider = {k: {o for p, o in reference.facts(k) if p == "skos:broader"} for k in reference.all_keys()}
    assert wider["mineral/dysprosium"] == {"mineral/heavy-rare-earths"}
    assert wider["mineral/heavy-rare-earths"] == {"mineral/rare-earths"}
    assert wider["mineral/rare-earths"] == {"mineral/critical-minerals"}
    assert wider["mineral/critical-minerals"] == {"mineral/minerals"}


def test_what_things_are_made_from_and_used_in() -> None:
    assert ("kg:madeFrom", "mineral/rare-earths") in reference.facts("product/permanent-magnets")
    assert ("kg:usedIn", "product/batteries") in reference.facts("mineral/graphite")
    assert ("kg:madeFrom", "mineral/bauxite") in reference.facts("mineral/alumina")
    assert ("kg:chemicalSymbol", Value("Nd")) in reference.facts("mineral/neodymium")


def test_a_city_is_found_by_name_and_country() -> None:
    assert (city := reference.city("Shenzhen")) and city.key == "place/shenzhen-chn" and city.types == ("kg:Place",)
    assert (city := reference.city("London", "CAN")) and city.key == "place/london-can"
    assert (city := reference.city("London")) and city.key == "place/london-gbr"
    assert (city := reference.city("Kiev")) and city.label == "Kyiv" and "Kiev" in city.names
    assert (city := reference.city("Bogota")) and city.key == "place/bogota-col"
    assert reference.city("Hamilton") is None and reference.city("Nowhereville") is None
    assert reference.has("place/shenzhen-chn") and reference.entity("place/shenzhen-chn").label == "Shenzhen"
    assert reference.facts("place/shenzhen-chn") == (("kg:locatedIn", "country/CHN"),)


def test_an_unknown_key_is_an_error_and_has_no_facts() -> None:
    with pytest.raises(KeyError):
        reference.entity("country/ATLANTIS")
    assert not reference.has("place/atlantis-atl") and reference.facts("mineral/unobtainium") == ()


def test_money_is_known_by_country() -> None:
    assert [reference.currency_of(c) for c in ("AUS", "HRV", "BGR", "JPN", "ZMB", "XXX")] == [
        "AUD",
        "EUR",
        "EUR",
        "JPY",
        "ZMW",
        "",
    ]


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("batteries", "battery"),
        ("commodities", "commodity"),
        ("gases", "gas"),
        ("wind turbines", "wind turbine"),
        ("watches", "watch"),
        ("potatoes", "potato"),
        ("shoes", "shoe"),
        ("buses", "bus"),
        ("glass", "glass"),
        ("LNG carriers", "LNG carrier"),
    ],
)
def test_goods_have_their_singular(plural: str, single: str) -> None:
    assert singular(plural) == single


def test_names_are_known_in_both_spellings() -> None:
    assert respelt("World Food Programme") == ("World Food Program",)
    assert respelt("Department of Defense") == ("Department of Defence",)
    assert respelt("copper") == ()


def test_every_english_name_of_cldr_is_a_name_of_its_country() -> None:
    babel = pytest.importorskip("babel")
    territories = babel.Locale("en").territories
    for row in rows("countries"):
        entity = reference.entity(f"country/{row['iso3']}")
        known = {name.replace("’", "'").replace("&", "and") for name in (entity.label, *entity.names)}
        official = territories[row["iso2"]].split(" SAR China")[0].replace("’", "'").replace("&", "and")
        short = official.split(" (")[0].removesuffix(" - Kinshasa").removesuffix(" - Brazzaville")
        assert known & {official, short, official.split(" - ")[0]}, (row["iso3"], official)


@pytest.mark.parametrize("text", ["the Kremlin", "the Netherlands", "the United Nations"])
def test_a_sure_name_is_not_given_again_with_its_article(text: str) -> None:
    assert named(text) == [] and len(named(text[4:])) == 1


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("body/nld-ministry-of-foreign-affairs", "Ministry of Foreign Affairs of the Netherlands"),
        ("body/usa-department-of-state", "Department of State"),
        ("body/rus-kremlin", "Kremlin"),
        ("body/eu-european-commission", "European Commission"),
    ],
)
def test_a_body_that_many_countries_have_is_labelled_with_its_country(key: str, label: str) -> None:
    assert reference.entity(key).label == label


def test_a_treaty_is_known_by_its_name_and_acronym() -> None:
    assert {name.key for text in ("USMCA", "Paris Agreement", "Paris accord") for name in named(text)} == {
        "agreement/usmca",
        "agreement/paris-agreement",
    }
    assert ("kg:party", "country/MEX") in reference.facts("agreement/usmca")


def test_every_party_has_a_state_that_is_its_seat() -> None:
    for key, state in reference.party_states().items():
        assert reference.has(state)
        assert ("kg:headquarteredIn", state) in reference.facts(key)


def test_a_name_that_several_parties_share_is_weak() -> None:
    greens = named("Greens")
    assert len(greens) > 1
    assert all(name.weak for name in greens)
