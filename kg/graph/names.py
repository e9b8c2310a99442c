"""Keys of quantities, sentences, quotations and claims, made from content alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha1
from urllib.parse import quote

from kg.model import Quantity
from kg.text import slug

# What a key may hold besides ASCII letters and digits without being escaped in an IRI.
_SAFE = "/-._~+"


_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def digest(parts: Iterable[str], length: int = 10) -> str:
    """Return the first hexadecimal digits of the SHA-1 of the parts."""
    return sha1("\x1f".join(parts).encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()[:length]


def local(key: str) -> str:
    """Return the key as it stands in an IRI: what no IRI may hold is percent-encoded.

    >>> local("person/marco-rubio"), local("place/a b")
    ('person/marco-rubio', 'place/a%20b')
    """
    return key if key.isalnum() and key.isascii() else quote(key, safe=_SAFE, errors="replace")


def decimal(number: Decimal) -> str:
    """Return the number as `xsd:decimal`, without an exponent and without useless zeros.

    >>> decimal(Decimal("1.20E+9")), decimal(Decimal("35.30"))
    ('1200000000', '35.3')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def duration(text: str) -> str:
    """Return an `xsd:duration` in its shortest form, as tools that compute with durations write it back.

    >>> duration("P12M"), duration("PT48H"), duration("P1Y6M"), duration("P2W")
    ('P1Y', 'P2D', 'P1Y6M', 'P2W')
    """
    found = _DURATION.fullmatch(text)
    if found is None or text.endswith(("P", "T")):
        return text
    years, months, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    years, months = divmod(12 * years + months, 12)
    minutes, seconds = divmod(60 * (60 * (24 * days + hours) + minutes) + seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (days, "D")) if n)
    time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    return f"P{date}{'T' if time else ''}{time}" if date or time else "P0D"


def quantity_key(quantity: Quantity) -> str:
    """Return the key of a quantity: its values and unit to read, its words and a digest to tell it apart.

    >>> quantity_key(Quantity("about 20,000 tonnes", "t", Decimal(20000), approximate=True))
    'quantity/20000-t-about-20-000-tonnes-49a687'
    """
    values = [("", quantity.amount), ("min-", quantity.minimum), ("max-", quantity.maximum)]
    numbers = [(name, decimal(number)) for name, number in values if number is not None]
    per = duration(quantity.per)
    unit = slug(quantity.unit.replace("%", "percent")) if quantity.unit else ""
    read = [name + number for name, number in numbers] + [unit, per.lower(), slug(quantity.text, 40)]
    same = [*map("".join, numbers), quantity.unit, per, str(quantity.approximate), quantity.text]
    return f"quantity/{'-'.join(part for part in read if part)}-{digest(same, 6)}"


def tail(key: str) -> str:
    """Return what follows the kind in a key."""
    return key.partition("/")[2]


def sentence_key(article: str, begin: int) -> str:
    """Return the key of the sentence of an article that begins at this character."""
    return f"sentence/{tail(article)}-{begin}"


def quotation_key(article: str, begin: int, text: str, speaker: str) -> str:
    """Return the key of a quotation from the sentence that begins at this character."""
    return f"quotation/{tail(article)}-{begin}-{digest((text, speaker), 6)}"


def claim_key(
    article: str, begin: int, subject: str, predicate: str, obj: str, polarity: str, modality: str, attributed_to: str
) -> str:
    """Return the key of a claim; `begin` is its sentence's first character, `obj` a key or literal in one string."""
    parts = (article, str(begin), subject, predicate, obj, polarity, modality, attributed_to)
    return f"claim/{tail(subject)[:60].rstrip('-.')}-{predicate.partition(':')[2]}-{digest(parts)}"
