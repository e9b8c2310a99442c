"""The noun phrase behind a preposition: whom "of the brokerage X" and "of the Italian government" name."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ACTORS, is_kind
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.extract.posts.cues import cues

OWNERS = ACTORS - {"kg:Person"}
STATE_TYPES = frozenset({"kg:Country", "kg:Bloc", "kg:Subdivision", "kg:Place", "kg:Region"})
_CASES = frozenset({"'s", "’s", "'", "’"})
_MODIFIERS = frozenset({"JJ", "JJS", "JJR", "VBN", "RB", "HYPH", "NN", "NNP", "NNS", "NNPS", "VBG", "CD"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase behind a preposition: what it names at last, where it ends, and whether it is another's."""

    mention: Mention | None
    end: int
    blocked: bool
    organ: tuple[str, ...] = ()


def noun_phrase(ctx: Context, i: int, last: int) -> Phrase:
    """Read the noun phrase that begins at token `i`: what it is or names, blocked where it is another's thing.

    "the Italian government" is Italy, "the brokerage Stonegate" Stonegate, "Moscow's Tolstoy Museum" (unknown) nobody.
    """
    doc, found = ctx.doc, None
    trailing: list[Token] = []
    owned = False
    while i < last:
        token, mention = doc[i], ctx.mentions.at(i)
        if mention is not None and mention.form != "noun":
            if is_kind(mention, frozenset({"kg:Person"})) and mention.form != "pronoun":
                break
            found, trailing, owned = mention, [], False
            i = mention.end
        elif token.lower_ in _CASES and token.tag_ == "POS":
            owned, i = True, i + 1
        elif token.text in {'"', "“", "”", "‘", "-"} or (token.tag_ in {"DT", "PRP$"} and found is None):
            i += 1
        elif token.lower_ == "of" and (found is None or trailing) and _through(trailing):
            trailing, i = [], i + 1
        elif token.tag_ in _MODIFIERS or token.lower_ in {"&"}:
            trailing.append(token)
            i += 1
        else:
            break
    return _judge(found, trailing, owned, i)


def _through(trailing: list[Token]) -> bool:
    return bool(trailing) and trailing[-1].lower_ in cues()["through"] | cues()["governments"]


def _judge(found: Mention | None, trailing: list[Token], owned: bool, end: int) -> Phrase:
    if found is None or not trailing:
        return Phrase(found, end, False) if found is None or _usable(found) else Phrase(None, end, True)
    lowers = [t.lower_ for t in trailing]
    if not cues()["parts"].isdisjoint(lowers):
        return Phrase(None, end, True)
    if lowers[-1] in cues()["governments"]:
        return Phrase(found, end, False)
    if lowers[-1] in cues()["organs"] and _is_state(found):
        return Phrase(found, end, False, tuple(t.text for t in trailing if t.lower_ in cues()["organs"]))
    plain = not owned and not _is_state(found) and _usable(found) and len(trailing) < 5
    return Phrase(found, end, False) if plain else Phrase(None, end, True)


def _usable(mention: Mention) -> bool:
    return is_kind(mention, OWNERS) or bool(mention.acts_for)


def _is_state(mention: Mention) -> bool:
    return is_kind(mention, STATE_TYPES)
