"""From a parsed article to its record: mentions, then one module for each kind of fact.

The order matters only where one kind refers to another: measures, agreements and meetings come before the events
that are about them.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from kg.extract.agreements import find_agreements
from kg.extract.barriers import find_barriers
from kg.extract.composition import find_composition
from kg.extract.context import Context
from kg.extract.denials import find_denials
from kg.extract.deposits import find_deposits
from kg.extract.ellipsis import find_ellipses
from kg.extract.events.finding import find_events
from kg.extract.events.joining import find_joiners
from kg.extract.idioms import find_idioms
from kg.extract.in_office import lift_officials
from kg.extract.measures import find_measures
from kg.extract.meetings import find_meetings
from kg.extract.mentions.finding import find_mentions
from kg.extract.operators import find_operators
from kg.extract.posts.finding import find_posts
from kg.extract.predicates import find_predicates
from kg.extract.proceedings import find_proceedings
from kg.extract.quantities.finding import find_quantities
from kg.extract.quotes import find_quotations
from kg.extract.reserves import find_reserves
from kg.extract.stakes import find_stakes
from kg.extract.stated import claim_links
from kg.extract.supply.finding import find_supply
from kg.extract.times.finding import find_times
from kg.extract.undoing import find_undoing
from kg.model import Article, Record, Sentence

__all__ = ["extract"]

STEPS: tuple[Callable[[Context], None], ...] = (
    find_quotations,
    find_posts,
    find_operators,
    claim_links,
    find_idioms,
    find_measures,
    find_barriers,
    find_ellipses,
    find_agreements,
    find_reserves,
    find_meetings,
    find_supply,
    find_deposits,
    find_stakes,
    find_proceedings,
    find_composition,
    find_events,
    find_joiners,
    find_denials,
    find_predicates,
    lift_officials,
    find_undoing,
)


def extract(doc: Doc, article: Article) -> Record:
    """Return what one article says: its sentences, entities, occurrences, claims and quotations."""
    context = Context(
        doc,
        article,
        find_mentions(doc, article),
        find_quantities(doc),
        find_times(doc, article.date_at),
        sentences(doc, article),
    )
    for step in STEPS:
        step(context)
    return context.record()


def sentences(doc: Doc, article: Article) -> list[Sentence]:
    """Return the sentences of the parse with their words as the article has them."""
    found = []
    for span in doc.sents:
        text = article.text[span.start_char : span.end_char]
        left = len(text) - len(text.lstrip())
        begin, end = span.start_char + left, span.start_char + len(text.rstrip())
        headline = bool(article.headline) and end <= len(article.headline) + 1
        found.append(Sentence(begin, end, article.text[begin:end], headline))
    return found
