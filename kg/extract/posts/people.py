"""The noun phrase beside a name: "the Norwegian economist X", "X, a Greenpeace campaigner", "Y's editor, X"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import is_kind
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.extract.posts.cues import cues
from kg.extract.posts.holders import honorifics
from kg.language.clues import describing
from kg.language.organisations import heads

_NOUNS = frozenset({"NN", "NNP", "NNS", "NNPS"})
_PARTS = _NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "CD", "HYPH", "RB"}
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_QUOTES = frozenset({'"', "“", "”", "‘"})
_PRIVATE = frozenset({"kg:Company", "kg:Organization"})
_GROUPS = ("company/", "organization/", "body/", "armed-group/", "bloc/")
_REACH = 10


@dataclass(slots=True)
class Beside:
    """What stands beside a name: the noun for the person, a state and an organisation that it is said with.

    `nation` is a demonym, or a country where `possessed`; `direct` is set where the noun's phrase touches the name.
    """

    noun: Token | None = None
    nation: Mention | None = None
    group: Mention | None = None
    possessed: bool = False
    former: bool = False
    firm: bool = False  # another organisation's noun stands between ("the German company executive")
    end: int = 0


@cache
def people() -> dict[str, str]:
    """Return the nouns for people with how they are tied to an organisation beside them ("y", "topic" or "")."""
    return {row["word"]: row["org"] for row in lexicon.table("ties_people")}


def person_noun(token: Token) -> str | None:
    """Return how a noun for a person is tied to an organisation, None for any other word."""
    for form in (token.lower_, token.lemma_.lower()):
        if form in people():
            return people()[form]
    if token.tag_ in {"NNS", "NNPS"} and token.lower_.endswith("s"):
        return people().get(token.lower_[:-1])
    return None


def nationality(mention: Mention | None, text: str) -> bool:
    """Tell whether a mention is the adjective of a country: a demonym, or an acronym such as "US"."""
    if mention is None or not mention.entity.key.startswith("country/"):
        return False
    return mention.form == "demonym" or (text.replace(".", "").isupper() and len(text) <= 4)


def before(ctx: Context, person: Mention) -> Beside | None:
    """Read the phrase in front of a name, None where no noun for a person or demonym stands there."""
    doc, found = ctx.doc, Beside()
    first = doc[person.start].sent.start
    i = _past_honorifics(ctx, person.start - 1, first)
    comma = i > first and doc[i].text == ","
    if comma:
        i -= 1
    while i >= first and person.start - i <= _REACH:
        token, mention = doc[i], _name_at(ctx, i)
        if mention is not None and found.noun is not None and _topic(ctx, mention):
            i = mention.start - 1
            continue
        if mention is not None:
            _owner(ctx, found, mention, i)
            i = mention.start - 1
            break
        if token.tag_ == "POS":
            found.possessed = True
        elif _part(token) or (token.lower_ == "and" and found.noun is not None and doc[i - 1].tag_ in _NOUNS):
            if found.possessed or (found.noun is None and person_noun(token) is None and not _is_title(ctx, i)):
                return None
            _take(found, token)
        elif not (token.text in _QUOTES and found.noun is not None):
            break
        i -= 1
    if found.nation is None and found.group is None:
        return None
    found.former = found.former or (i >= first and doc[i].lower_ in cues()["former"])
    definite = found.possessed or (i >= first and doc[i].lower_ == "the")
    if comma and (found.noun is None or not definite or _listed(ctx, i, first)):
        return None
    return found


def _topic(ctx: Context, mention: Mention) -> bool:
    """Tell whether a place behind an organisation's possessive is what someone deals with ("Amnesty's Mali expert")."""
    if mention.form != "name" or not mention.entity.key.startswith(("country/", "region/")) or mention.start < 2:
        return False
    owner = ctx.mentions.at(mention.start - 2) if ctx.doc[mention.start - 1].tag_ == "POS" else None
    return owner is not None and owner.entity.key.startswith(_GROUPS)


def _part(token: Token) -> bool:
    """Tell whether a word may stand in the phrase: a noun or adjective, a participle only as an adjective."""
    if token.tag_ not in {"VBN", "VBG"}:
        return token.tag_ in _PARTS
    adjective = token.dep_ in {"amod", "compound", "nmod"}
    return adjective and token.i > 0 and token.nbor(-1).tag_ not in _NOUNS  # not in "a court jailed lawyer X"


def _name_at(ctx: Context, i: int) -> Mention | None:
    """Return the mention at token `i`, unless it is a good or an acronym for a person taken for a name ("MP")."""
    mention = ctx.mentions.at(i)
    if mention is None or mention.form == "noun":
        return None
    return None if mention.end == mention.start + 1 and person_noun(ctx.doc[i]) is not None else mention


def _is_title(ctx: Context, i: int) -> bool:
    return any(span.start <= i < span.end for span in ctx.doc.spans.get("posts", ()))


def _listed(ctx: Context, i: int, first: int) -> bool:
    """Tell whether a phrase follows a name and a comma, whose apposition it is rather than the next name's."""
    return i - 1 > first and ctx.doc[i - 1].text == "," and (m := ctx.mentions.at(i - 2)) is not None and _human(m)


def _human(mention: Mention) -> bool:
    return is_kind(mention, frozenset({"kg:Person"}))


def _past_honorifics(ctx: Context, i: int, first: int) -> int:
    while i > first and ctx.doc[i].lower_.rstrip(".") in honorifics() and person_noun(ctx.doc[i]) is None:
        i -= 1
    return i


def _take(found: Beside, token: Token) -> None:
    lower = token.lower_
    if found.noun is None:
        found.noun = token
    found.former = found.former or lower in cues()["former"]
    if token != found.noun and person_noun(token) is None:
        found.firm = found.firm or _firm(lower)


def _firm(lower: str) -> bool:
    kind, use = heads().get(lower, ("", ""))
    return describing().get(lower) in _PRIVATE or (kind in _PRIVATE and use == "both" and lower != "party")


def _owner(ctx: Context, found: Beside, mention: Mention, last: int) -> None:
    """Keep a mention that the phrase leads to: a demonym or a possessor's country, or an organisation."""
    doc = ctx.doc
    text = doc[mention.start : mention.end].text
    hyphened = (mention.start and doc[mention.start - 1].text == "-") or (
        mention.end < len(doc) and doc[mention.end].text == "-"
    )
    if last != mention.end - 1 or hyphened:
        return
    if nationality(mention, text) or (found.possessed and mention.entity.key.startswith("country/")):
        joined = (
            mention.start and doc[mention.start - 1].lower_ in {"and", "or", ","} and _nation_at(ctx, mention.start - 2)
        )
        found.nation = None if joined else mention
    elif not mention.acts_for and mention.entity.key.startswith(_GROUPS):
        found.group = mention


def _nation_at(ctx: Context, i: int) -> bool:
    mention = ctx.mentions.at(i) if i >= 0 else None
    return mention is not None and mention.form == "demonym"


def after(ctx: Context, person: Mention) -> Beside | None:
    """Read the apposition behind a name: "X, 54, a Zambian lawyer at Y", None where there is none of one person."""
    doc, i = ctx.doc, person.end
    last = doc[person.start].sent.end
    if i + 1 >= last or doc[i].text not in {",", "(", "–", "—", "-"}:
        return None
    i += 1
    if doc[i].like_num and i + 1 < last and doc[i + 1].text == ",":
        i += 2
    found = Beside()
    if i < last and doc[i].tag_ == "PRP$":
        return None
    if i < last and doc[i].lower_ in {"a", "an", "the", "also", "himself", "herself"}:
        i += 1
    head: Token | None = None
    while i < last:
        token, mention = doc[i], _name_at(ctx, i)
        if mention is not None:
            if _human(mention):
                return None
            if i == mention.start:
                possessed = mention.end < last and doc[mention.end].tag_ == "POS"
                found.possessed = found.possessed or possessed
                _owner(ctx, found, mention, mention.end - 1)
                if possessed and mention.entity.key.startswith("country/"):
                    found.nation = mention
            i = mention.end
            head = None
        elif token.tag_ == "POS" or token.text in _QUOTES:
            if token.tag_ == "POS" and head is not None:  # "the Brazilian unit's chief"
                found.nation = found.group = None
            i += 1
        elif _part(token) or (token.lower_ == "and" and head is not None and i + 1 < last and _part(doc[i + 1])):
            if token.tag_ in _NOUNS:
                head = token
            found.former = found.former or token.lower_ in cues()["former"]
            if head is not None and token != head and person_noun(token) is None:
                found.firm = found.firm or _firm(token.lower_)
            i += 1
        else:
            break
    found.end = i
    if i < last and doc[i].tag_ in _FINITE and doc[i].lower_ not in {"who", "told", "said", "says"}:
        return None
    if head is not None and (head.tag_ not in {"NN", "NNP"} or person_noun(head) is None):
        return None
    found.noun = head
    return found


def tied(beside: Beside) -> str:
    """Return how the noun is tied to an organisation ("y", "topic"), "" where it is not or nothing is known."""
    return (person_noun(beside.noun) or "") if beside.noun is not None else ""
