"""Rebuild kg/reference/currencies.csv from Unicode CLDR by way of the package Babel.

Usage: python scripts/reference/build_currencies.py
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from babel import Locale
from babel.numbers import get_territory_currencies

from kg.reference.tables import rows

TARGET = Path(__file__).parents[2] / "kg" / "reference" / "currencies.csv"
DAY = date(2026, 11, 1)
NEWER = {"BGR": "EUR", "ZWE": "ZWG", "CUW": "XCG", "SXM": "XCG"}  # newer than the CLDR release at hand
HEADER = """\
# A currency a row: ISO 4217 code, English name, and the countries (ISO 3166 codes, joined by "|") where it is in use.
# Source: Unicode CLDR (Unicode License v3) by way of the package Babel;
# rebuilt by scripts/reference/build_currencies.py.
"""


def main() -> None:
    """Write the table."""
    found: dict[str, list[str]] = {}
    for row in rows("countries"):
        codes = get_territory_currencies(row["iso2"], start_date=DAY)
        code = NEWER.get(row["iso3"]) or (codes[0] if codes else "")
        if code:
            found.setdefault(code, []).append(row["iso3"])
    names = Locale("en").currencies
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "label", "countries"])
        writer.writerows((code, names.get(code, code), "|".join(found[code])) for code in sorted(found))


if __name__ == "__main__":
    main()
