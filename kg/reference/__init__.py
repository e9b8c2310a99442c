"""Knowledge about the world as data: countries, capitals, blocs, bodies, organisations, commodities, currencies.

Every table is a CSV file in this folder; its header says what a row means and where it comes from.
"""

from kg.reference.currencies import Currency, currencies, currency_of
from kg.reference.naming import Name
from kg.reference.store import all_keys, body, city, entity, facts, has, is_everyday, names, party_states

__all__ = [
    "Currency",
    "Name",
    "all_keys",
    "body",
    "city",
    "currencies",
    "currency_of",
    "entity",
    "facts",
    "has",
    "is_everyday",
    "names",
    "party_states",
]
