"""Reading: every kind of input, its headline, day, place and publisher, and what happens with what cannot be read."""

# ruff: noqa: E501 (tables of lines as pages have them)
from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.articles import Reading, read
from kg.articles.clean import clean, unwrap
from kg.articles.decode import decode, mend
from kg.articles.parts import MAX_TEXT, Raw, Skipped, Unreadable
from kg.model import Article

SENTENCES = (
    "Peru said on Tuesday that it would tax exports of unrefined copper from the first day of next year.",
    "The mining ministry of the country wants the ore to be smelted at home, and has asked for offers from three firms.",
    "China, which buys most of the concentrate, did not say whether it would look for other sellers.",
)
BODY = "\n\n".join(SENTENCES)
TITLE = "Peru to tax copper exports"


def one(path: Path | str) -> Article:
    reading = read([path])
    assert not reading.skipped, reading.skipped
    (article,) = reading.articles
    return article


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def text_of(content: str) -> Article:
    return clean(Raw(content, "x", plain=True))


# ------------------------------------------------------------------------------------------------ plain text


@pytest.mark.parametrize(
    ("line", "day", "place", "publisher"),
    [
        ("February 1, 2026", date(2026, 2, 1), "", ""),
        ("14 September 2025", date(2025, 9, 14), "", ""),
        ("Posted on: 5 AUG 2024, 9:10 AM, Colombo", date(2024, 8, 5), "Colombo", ""),
        ("LIVE  Updated Tuesday 11 March 2025, 21.15 CET", date(2025, 3, 11), "", ""),
        ("Dakar, June 3, 2024 | The Longshore Gazette", date(2024, 6, 3), "Dakar", "The Longshore Gazette"),
        ("Sunday 9 November 2025", date(2025, 11, 9), "", ""),
        ("By Our Correspondent, Tashkent\n9 July 2024", date(2024, 7, 9), "Tashkent", ""),
        ("Ann Test | Published 8 October 2024 | 7 min read", date(2024, 10, 8), "", ""),
        ("Published 3 May 2025, updated 5 May 2025", date(2025, 5, 3), "", ""),
        ("Updated 5 May 2025 | Published 3 May 2025", date(2025, 5, 3), "", ""),
        ("2025-05-03", date(2025, 5, 3), "", ""),
        ("Date: 2025-05-03T18:00:00Z", date(2025, 5, 3), "", ""),
        ("3rd May, 2025", date(2025, 5, 3), "", ""),
        ("Sept. 3, 2025 at 6:42 p.m. EDT", date(2025, 9, 3), "", ""),
        ("Wed, 6 May 2026 21:10 IST", date(2026, 5, 6), "", ""),
        ("25/12/2025", date(2025, 12, 25), "", ""),
        ("Reuters | 3 May 2025", date(2025, 5, 3), "", ""),
        ("For immediate release: Colombo, Tuesday, August 5, 2025", date(2025, 8, 5), "Colombo", ""),
        ("NORDISCHE RUNDSCHAU, English edition, 3 May 2025", date(2025, 5, 3), "", "NORDISCHE RUNDSCHAU"),
    ],
)
def test_a_day_in_the_first_lines_is_the_articles_and_goes(line: str, day: date, place: str, publisher: str) -> None:
    article = text_of(f"{TITLE}\n{line}\n\n{BODY}")
    assert (article.date, article.place, article.publisher) == (day, place, publisher)
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_a_day_whose_order_is_unclear_is_not_guessed() -> None:
    assert text_of(f"{TITLE}\n03/04/2025\n\n{BODY}").date is None


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    article = text_of(f"{TITLE}\n\nThe deal of 4 March 2026 is void.\n\n{BODY}")
    assert article.date is None and "The deal of 4 March 2026 is void." in article.text


@pytest.mark.parametrize(
    ("opening", "place", "day"),
    [
        ("GENEVA (AP) — ", "Geneva", None),
        ("ZAGREB, June 2 - ", "Zagreb", None),
        ("COLOMBO, Sri Lanka, July 4 (Lapwing News Agency) — ", "Colombo", None),
        ("OTTAWA (Plover Press) -- ", "Ottawa", None),
        ("Kuala Lumpur: ", "Kuala Lumpur", None),
        ("RIO DE JANEIRO, Brazil — ", "Rio de Janeiro", None),
        ("Kyiv, May 3, 2025 (Agency) – ", "Kyiv", date(2025, 5, 3)),
        ("BEIJING, Jan. 5 (Xinhua) -- ", "Beijing", None),
        ("KYIV/MOSCOW, 3 March (Reuters) - ", "Kyiv", None),
        ("UNITED NATIONS (AP) — ", "", None),
        ("(Reuters) - ", "", None),
        ("PORT-AU-PRINCE — ", "Port-Au-Prince", None),
        ("BRUSSELS, May 3 /PRNewswire/ -- ", "Brussels", None),
    ],
)
def test_a_dateline_gives_the_place_and_goes(opening: str, place: str, day: date | None) -> None:
    article = text_of(f"{TITLE}\n\n{opening}{BODY}")
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert (article.place, article.date) == (place, day)


@pytest.mark.parametrize(
    "opening",
    [
        "Background: Talks began in 2006 and were suspended two years later by the council of the six states.",
        "OPEC — the club of exporters — wants to pump more oil, said three people who know of the plan.",
        "NATO — Turkey's shield for seventy years — wants more bases there, said three people who know of it.",
        "Chile – the largest producer of copper – said that it would follow Peru and tax its own exports too.",
        "Two ministers left: Minister Ann Test and Minister Bo Example, who had both been against the tax on ore.",
    ],
)
def test_an_opening_with_a_dash_or_colon_is_not_always_a_dateline(opening: str) -> None:
    assert opening in text_of(f"{TITLE}\n\n{opening}\n\n{BODY}").text


def test_a_dateline_without_a_year_takes_it_from_the_copyright_line() -> None:
    article = text_of(
        f"COLOMBO, Sri Lanka, July 4 (Lapwing News Agency) — {BODY}\n\n(2024 Lapwing News Agency. Reporting by Ann Test)"
    )
    assert article.date == date(2024, 7, 4) and article.headline == "" and article.text == BODY


def test_the_date_option_holds_where_no_day_is_given_and_leaves_the_key_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", f"{TITLE}\n\n{BODY}")
    (dated,) = read([path], date=date(2024, 2, 3)).articles
    assert dated.date == date(2024, 2, 3)
    assert dated.key == one(path).key
    dated_file = write(tmp_path, "b.txt", f"{TITLE}\n3 May 2025\n\n{BODY}")
    assert read([dated_file], date=date(2024, 2, 3)).articles[0].date == date(2025, 5, 3)


def test_the_key_is_day_headline_and_hash_of_the_words() -> None:
    key = text_of(f"{TITLE}\n3 May 2025\n\n{BODY}").key
    assert key.startswith("article/2025-05-03-peru-to-tax-copper-exports-") and len(key.rsplit("-", 1)[1]) == 8
    assert key == text_of(f"{TITLE}\n3 May 2025\n\n\n{BODY.replace(' ', '  ')}\n").key


def test_a_press_release_has_its_issuer_as_publisher_and_its_title_as_headline() -> None:
    head = "GOVERNMENT OF TESTLAND\nMINISTRY OF TRADE AND INDUSTRY\n\nPRESS RELEASE\nPosted on: 5 AUG 2024, 9:10 AM, Lima\n\n"
    article = text_of(f"{head}{TITLE}\n\n{BODY}\n\n***\nAB/CD/EF\n(Release ID: 22)   Visitor Counter : 88\n")
    assert (article.headline, article.publisher) == (TITLE, "Ministry of Trade and Industry, Government of Testland")
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_a_text_that_begins_with_its_first_sentence_has_no_headline() -> None:
    article = text_of(BODY)
    assert article.headline == "" and article.text == BODY


def test_a_single_sentence_is_an_article() -> None:
    assert (
        text_of("China banned exports of gallium to Japan on Friday.").text
        == "China banned exports of gallium to Japan on Friday."
    )


def test_the_headline_stands_once_and_repeated_paragraphs_count_once() -> None:
    article = text_of(f"{TITLE}\n\n{TITLE}\n\n{BODY}\n\n{BODY}")
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_hard_wrapped_text_is_joined_to_paragraphs() -> None:
    import textwrap

    for width in (50, 72, 80):
        wrapped = "\n\n".join(textwrap.fill(s + " " + SENTENCES[0].replace("Peru", "Chile"), width) for s in SENTENCES)
        paragraphs = text_of(f"{TITLE}\n\n{wrapped}").text.split("\n\n")
        assert len(paragraphs) == 4 and "\n" not in "".join(paragraphs)


def test_hard_wrapped_paragraphs_without_blank_lines_are_told_apart() -> None:
    import textwrap

    wrapped = "\n".join(textwrap.fill(s, 70) for s in SENTENCES)
    assert unwrap(wrapped.split("\n")) == list(SENTENCES)


def test_lines_that_are_paragraphs_stay_apart() -> None:
    assert text_of(f"{TITLE}\n" + "\n".join(SENTENCES)).text == f"{TITLE}\n\n{BODY}"


def test_bullet_points_become_paragraphs() -> None:
    article = text_of(f"{TITLE}\n\n{BODY}\n\n• No duty on gold.\n- A quota for silver.\n1. A pact on copper.")
    assert article.text.endswith("No duty on gold.\n\nA quota for silver.\n\nA pact on copper.")


def test_the_parts_of_a_live_page_are_dated() -> None:
    live = (
        f"{TITLE} - live\nUpdated Tuesday 11 March 2025, 21.15 CET\nKey events\n\n21.15 CET\nWhat we know so far\n{SENTENCES[0]}\n\n"
        f"Monday 10 March\n\n14.20 CET\n{SENTENCES[1]}\n\n08:30 GMT, 9 March 2025\n{SENTENCES[2]}\n"
    )
    article = text_of(live)
    assert article.text == f"{TITLE} - live\n\n{BODY}"
    days = [article.date_at(article.text.index(s)) for s in SENTENCES]
    assert days == [date(2025, 3, 11), date(2025, 3, 10), date(2025, 3, 9)]


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    marked = f"# {TITLE}\n\n*3 May 2025*\n\n![a mine](x.jpg)\n\n" + BODY.replace("Tuesday", "**Tuesday**").replace(
        "China", "[China](https://example.org)"
    )
    article = one(write(tmp_path, "a.md", marked))
    assert article.text == f"{TITLE}\n\n{BODY}" and article.date == date(2025, 5, 3)


def test_fields_at_the_head_of_a_plain_text_are_read(tmp_path: Path) -> None:
    head = f"Title: {TITLE}\nSource: Test Wire\nDate: 2025-05-03\nURL: https://example.org/a\nAuthor: Ann Test\n\n"
    article = one(write(tmp_path, "a.txt", head + BODY))
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert (article.date, article.publisher, article.urls) == (
        date(2025, 5, 3),
        "Test Wire",
        ("https://example.org/a",),
    )


# ------------------------------------------------------------------------------------------------ encodings


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "Japanâ€™s list â€“ the longest â€“ names â€œno countryâ€\x9d",
            "Japan’s list – the longest – names “no country”",
        ),
        ("magnets โ made with rare earths โ is", "magnets – made with rare earths – is"),
        ("Japanโs list and theyโre late", "Japan’s list and they’re late"),
        ("he said โWe regulateโ then left", "he said “We regulate” then left"),
        ("from 20โ30 per cent", "from 20–30 per cent"),
        ("Chinaвs list вЂ“ the longest", "China’s list – the longest"),
        ("Japan\ufffds list \ufffd the longest", "Japan’s list – the longest"),
        ("US$\u00a05\u202fbn\u200b in a soft\u00adened deal", "US$ 5 bn in a softened deal"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("São Tomé’s “deal” — done…", "São Tomé’s “deal” — done…"),
        ("the μ meson and α decay; Жизнь and Жизни", "the μ meson and α decay; Жизнь and Жизни"),
        ("the paper ประชาไท wrote", "the paper ประชาไท wrote"),
        ("the sign 福 means luck", "the sign 福 means luck"),
    ],
)
def test_spoilt_signs_are_mended_and_others_stay(wrong: str, right: str) -> None:
    assert mend(wrong) == right


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_files_in_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    content = f"{TITLE}\n\n{BODY} “São Tomé’s envoy agrees – at last,” said José Núñez."
    assert (
        "“São Tomé’s envoy agrees – at last,” said José Núñez."
        in one(write(tmp_path, "a.txt", content.encode(encoding))).text
    )


def test_central_european_text_is_recognised() -> None:
    content = f"{BODY} Premier Donald Tusk mówi, że Łódź i Kraków będą bezpieczne. " * 3
    assert "Łódź" in decode(content.encode("cp1250"))


def test_a_few_broken_bytes_do_not_spoil_utf8() -> None:
    data = (BODY + " São Tomé’s deal is done. Café.").encode() + b"\xff" + b" End."
    assert "São Tomé’s" in decode(data)


# ------------------------------------------------------------------------------------------------ HTML

PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} | The Test Post</title>
<link rel="canonical" href="https://example.org/a#top">
<script type="application/ld+json">{{"@graph":[{{"@type":"WebSite","name":"x"}},{{"@type":"NewsArticle","headline":"{TITLE}",
"datePublished":"2025-10-08T00:05:00+01:00","dateModified":"2025-10-10T00:05:00+01:00","publisher":{{"name":"The Test Post"}}}}]}}</script></head>
<body><div class="cookie-banner"><p>We use cookies and our 90 partners store data on your device, as is said here.</p></div>
<nav><a href="/">Home</a></nav><main><article><h1>{TITLE}</h1><p class="byline">By Ann Test</p>
<figure><img src="a.jpg"><figcaption>A mine in Zambia that has nothing to do with it. Photograph: Bo Example</figcaption></figure>
<p>{SENTENCES[0]}</p><aside class="related"><h3>Related</h3><ul><li><a href="/1">Chad bans exports of gold</a></li></ul></aside>
<p>{SENTENCES[1]}</p><div class="ad">ADVERTISEMENT — Invest in gold with Example Securities!</div><p>{SENTENCES[2]}</p></article>
<section class="tags"><a href="/t">Platinum</a></section><section id="comments"><h4>Comments (1)</h4><div class="comment"><p>France should
buy the whole lot, and nobody would even notice that it has done so.</p></div></section></main>
<footer><p>© 2024 Test Post Media</p></footer></body></html>"""


def test_a_page_gives_article_day_publisher_and_address_and_nothing_else(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.html", PAGE))
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert (article.date, article.publisher, article.urls) == (
        date(2025, 10, 8),
        "The Test Post",
        ("https://example.org/a",),
    )


def test_a_page_without_metadata_is_read_by_its_visible_lines(tmp_path: Path) -> None:
    page = f"<html><body><h1>{TITLE}</h1><p>By Ann Test</p><p>3 May 2025</p>" + "".join(
        f"<p>{s}</p>" for s in SENTENCES
    )
    article = one(write(tmp_path, "a.htm", page + "</body></html>"))
    assert article.text == f"{TITLE}\n\n{BODY}" and article.date == date(2025, 5, 3)


def test_a_page_of_two_sentences_is_read(tmp_path: Path) -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><div><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></div></body></html>"
    assert one(write(tmp_path, "a.html", page)).text == f"{TITLE}\n\n{SENTENCES[0]}\n\n{SENTENCES[1]}"


def test_a_page_whose_whole_article_is_in_its_metadata_is_read(tmp_path: Path) -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": BODY, "datePublished": "2025-05-03"}
    page = f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body><div id="app"></div></body></html>'
    assert one(write(tmp_path, "a.html", page)).text == f"{TITLE}\n\n{BODY}"


def test_a_page_named_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.txt", PAGE)).text == f"{TITLE}\n\n{BODY}"


# ------------------------------------------------------------------------------------------------ JSON and feeds


@pytest.mark.parametrize(
    "record",
    [
        {"title": TITLE, "date": "2026-04-09T13:27:00Z", "source": "Wire", "url": "https://example.org/a", "text": BODY},
        {"headline": TITLE, "publishedAt": "2026-04-09", "publisher": {"name": "Wire"}, "link": "https://example.org/a", "body": BODY},
        {"Title": TITLE, "pub_date": "Thu, 09 Apr 2026 23:27:00 -0500", "source": {"id": None, "name": "Wire"}, "webUrl": "https://example.org/a", "content": f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p>"},
        {"title": TITLE, "published": 1775741220, "outlet": "Wire", "url": "https://example.org/a", "text": list(SENTENCES)},
    ],
)  # fmt: skip
def test_json_articles_are_read_whatever_common_names_their_fields_have(
    tmp_path: Path, record: dict[str, object]
) -> None:
    for name, data in (("a.json", record), ("b.json", [record]), ("c.json", {"status": "ok", "articles": [record]})):
        article = one(write(tmp_path, name, json.dumps(data)))
        assert (article.text, article.date) == (f"{TITLE}\n\n{BODY}", date(2026, 4, 9))
        assert (article.publisher, article.urls) == ("Wire", ("https://example.org/a",))


def test_json_lines_give_an_article_each_and_name_the_line_that_is_broken(tmp_path: Path) -> None:
    lines = [json.dumps({"title": TITLE, "text": BODY}), "{broken", "", json.dumps({"title": "x"}), "[1]",
             json.dumps({"title": "Other", "text": SENTENCES[1]})]  # fmt: skip
    for name in ("a.jsonl", "b.ndjson", "c.json"):
        path = write(tmp_path, name, "\n".join(lines))
        if name == "c.json":
            path.write_text("\n".join([lines[0], lines[5]]))
        reading = read([path])
        assert [a.headline for a in reading.articles] == ["Other", TITLE]
        if name != "c.json":
            assert [s.source for s in reading.skipped] == [f"{path}:{n}" for n in (2, 4, 5)]


RSS = f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Test Feed</title>
<item><title>{TITLE}</title><link>https://example.org/a</link><pubDate>Sat, 03 May 2025 23:30:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p>
<p>The post {TITLE} appeared first on Test Feed.</p>]]></content:encoded></item>
<item><title>Secret &x;</title><description>&x;</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Test Feed</title><entry><title>{TITLE}</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/a"/><published>2025-05-03T23:30:00-05:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p></div>
</content></entry></feed>"""


@pytest.mark.parametrize(
    ("name", "content"), [("a.xml", RSS), ("a.rss", RSS), ("a", RSS), ("a.atom", ATOM), ("b", ATOM)]
)
def test_feeds_give_an_article_for_each_item_and_resolve_no_entity(tmp_path: Path, name: str, content: str) -> None:
    reading = read([write(tmp_path, name, content)])
    (article,) = reading.articles
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert (article.date, article.publisher, article.urls) == (
        date(2025, 5, 3),
        "Test Feed",
        ("https://example.org/a",),
    )
    assert "root:" not in repr(reading)


# ------------------------------------------------------------------------------------------------ inputs


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    write(tmp_path, "sub/b.txt", f"{TITLE}\n\n{BODY}")
    write(tmp_path, ".hidden.txt", f"Hidden\n\n{SENTENCES[1]}")
    write(tmp_path, ".git/c.txt", f"Hidden\n\n{SENTENCES[2]}")
    write(tmp_path, "a.txt", f"Another story\n\n{SENTENCES[2]}")
    reading = read([tmp_path, tmp_path / "a.txt"])
    assert [a.headline for a in reading.articles] == ["Another story", TITLE] and not reading.skipped


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{TITLE}\n\n{BODY}".encode())))
    assert one("-").text == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n \n", "is empty"),
        ("a.txt", b"%PDF-1.7\n\xff\xfe text", "is a PDF document"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image"),
        ("a.zip", b"PK\x03\x04\0\0", "is a ZIP archive"),
        ("a.bin", bytes(range(256)) * 20, "is binary data"),
        ("a.html", b"<html><body><script>1</script></body></html>", "is HTML without text"),
        ("a.json", b"{}", "is JSON without an article"),
        ("a.json", b'{"title": "x"}', "is JSON without text"),
        ("a.json", b"{", "is not valid JSON (line 1, column 2)"),
        ("a.json", b"[" * 100_000, "is JSON nested too deeply"),
        ("a.jsonl", b"", "is empty"),
        ("a.xml", b"<a><b/></a>", "is XML but no RSS or Atom feed"),
        ("a.xml", b"no xml at all", "is "),
        ("a.txt", "Le gouvernement a décidé de limiter les exportations de cuivre vers la Chine, a dit le ministre.".encode(), "is in a language other"),
        ("a.txt", "Правительство решило ограничить вывоз меди в Китай, сказал министр в понедельник в Москве".encode(), "is in a language other"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_skipped_with_one_reason_and_the_rest_is_read(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    bad = write(tmp_path, name, content)
    good = write(tmp_path, "good.txt", f"{TITLE}\n\n{BODY}")
    reading = read([bad, good])
    assert [a.source for a in reading.articles] == [str(good)]
    (skipped,) = reading.skipped
    assert skipped.source == str(bad) and skipped.reason.startswith(reason) and skipped.remedy


def test_missing_paths_and_empty_folders_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    reading = read([tmp_path / "none.txt", tmp_path / "empty", "/dev/null", "a\0b"])
    assert {s.reason for s in reading.skipped} >= {
        "does not exist",
        "is a folder without files to read",
        "is neither a file nor a folder",
    }
    assert len(reading.skipped) == 4 and not reading.articles


def test_a_very_long_line_is_skipped_by_its_size(tmp_path: Path) -> None:
    reading = read([write(tmp_path, "a.txt", b"word " * (MAX_TEXT // 5 + 1))])
    assert [s.reason for s in reading.skipped] == [f"its text has more than {MAX_TEXT:,} characters"]


@pytest.mark.parametrize(
    "text",
    [
        "Xi Jinping met Vladimir Putin, Narendra Modi, Masoud Pezeshkian and Alexander Lukashenko in Tianjin on Monday. "
        "Recep Tayyip Erdoğan, Prabowo Subianto, Abdel Fattah el-Sisi, Shehbaz Sharif and Anwar Ibrahim attended too.",
        "Luiz Inácio Lula da Silva e Javier Milei met in Rio de Janeiro. Minister Héctor de la Fuente of Argentina signed.",
        "Estonia, Latvia, Lithuania, Poland, Slovakia, Slovenia sign railway pact",
        TITLE,
    ],
)
def test_english_full_of_names_is_english(text: str) -> None:
    assert text_of(text).text


@pytest.mark.parametrize(
    "text",
    [
        "Die Bundesregierung hat am Montag beschlossen, die Ausfuhr von Kupfer nach China zu begrenzen, sagte der Minister.",
        "El Gobierno decidió el lunes limitar las exportaciones de cobre a China, según dijo el ministro en Lima.",
        "Pemerintah memutuskan untuk membatasi ekspor nikel ke Tiongkok pada hari Senin, kata menteri di Jakarta.",
        "Hükümet pazartesi günü bakır ihracatını sınırlamaya karar verdi ve bu karar için bakan bir açıklama yaptı.",
    ],
)
def test_other_languages_are_not(text: str) -> None:
    with pytest.raises(Unreadable):
        text_of(text)


# ------------------------------------------------------------------------------------------------ copies


def test_copies_count_once_keep_each_address_and_do_not_depend_on_order(tmp_path: Path) -> None:
    long = (
        " ".join(f"{s} {s.replace('Peru', 'Chile').replace('copper', 'zinc')}" for s in SENTENCES)
        + " The price of it rose again."
    )
    long += " Traders in London and Shanghai had expected as much, since both governments need money, and few think it will last."
    records = [
        {"title": TITLE, "date": "2025-05-03", "url": "https://a.example/1", "text": long},
        {"title": "Peru puts tax on copper", "date": "2025-05-04", "url": "https://b.example/1", "text": long.replace("Tuesday", "Monday")},
        {"title": TITLE, "url": "https://c.example/1", "text": long},
        {"title": TITLE, "date": "2025-06-03", "url": "https://d.example/1", "text": long.replace("Tuesday", "Friday")},
    ]  # fmt: skip
    paths = [write(tmp_path, f"{n}.json", json.dumps(r)) for n, r in enumerate(records)]
    reading = read(paths)
    first, later = reading.articles
    assert first.urls == ("https://a.example/1", "https://b.example/1", "https://c.example/1")
    assert first.date == date(2025, 5, 3) and later.urls == ("https://d.example/1",)
    assert [c.source for c in reading.copies] == [str(paths[1]), str(paths[2])]
    assert read(paths[::-1]) == reading


def test_short_articles_are_copies_only_when_equal(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, f"{n}.txt", f"Gold at {n}\n\nGold closed at {n} dollars an ounce in London.") for n in (1, 2)
    ]
    paths.append(write(tmp_path, "3.txt", "Other title\n\nGold closed at 2 dollars an ounce in London."))
    assert len(read(paths).articles) == 2


# ------------------------------------------------------------------------------------------------ anything at all

MARKS = st.sampled_from(
    ["<p>", "<html>", "</", "{", "[", '"text":', "&#x", "<![CDATA[", "<rss>", "<item>", "\u0e42", "By A", "|", "May 3"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.lists(MARKS | st.text(max_size=20), max_size=12).map(lambda x: "".join(x).encode("utf-8", "surrogatepass")),
    )
)
def test_any_bytes_under_any_name_give_articles_or_reasons(tmp_path: Path, data: bytes) -> None:
    for suffix in ("txt", "html", "json", "xml", "jsonl", "md", "unknown"):
        reading = read([write(tmp_path, f"a.{suffix}", data)])
        assert isinstance(reading, Reading) and (reading.articles or reading.skipped)
        assert all(isinstance(s, Skipped) and "cannot be cleaned" not in s.reason for s in reading.skipped)
        for article in reading.articles:
            assert article.text.strip() == article.text and article.key.startswith("article/")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_mending_twice_changes_nothing_more_in_latin_text(text: str) -> None:
    once = mend("The ministers met. " + "".join(c for c in text if c < "\u0250"))
    assert isinstance(once, str) and "\r" not in once and "\u00a0" not in once
