"""Whose citizen a person is: "the Norwegian author X", "X, a Zambian lawyer", "Kenya's X"; never by an office."""

from __future__ import annotations

from spacy.tokens import Token

from kg import reference
from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import own_voice
from kg.extract.posts.cues import cues
from kg.extract.posts.holders import listed, person_at
from kg.extract.posts.owners import states_of_people
from kg.extract.posts.people import Beside, after, before, nationality, person_noun
from kg.extract.posts.titles import row_of
from kg.language.titles import POSTS

_SUCH_AS = frozenset({"as", "including", "like"})


def find_citizens(ctx: Context) -> None:
    """Claim the citizenship of persons; to be run when posts and ties are known."""
    for mention in ctx.mentions.items:
        if person_at(ctx, mention.start) is mention:
            _in_front(ctx, mention)
            _behind(ctx, mention)
    for token in ctx.tokens.of({"be"}, cues()["papers"], forms=cues()["native"] | _SUCH_AS):
        if token.lemma_ == "be":
            _is(ctx, token)
        elif token.lower_ in cues()["native"]:
            _native(ctx, token)
        elif token.lower_ in _SUCH_AS and token.dep_ == "prep":
            _such_as(ctx, token)
        elif token.lemma_.lower() in cues()["papers"]:
            _papers(ctx, token)


def _say(ctx: Context, person: str, country: str, token: Token, state: Status, weight: float) -> None:
    """Claim a citizenship once for each sentence."""
    sentence = ctx.sentence_of(token)
    if territory(country):
        return
    if any(
        (c.subject, c.predicate, c.object, c.sentence) == (person, "kg:officialOf", country, sentence)
        for c in ctx.claims
    ):
        return  # "Brazil's minister X", "his Chilean counterpart, Y": of an office, not of birth
    for c in ctx.claims:
        if (c.subject, c.predicate, c.object, c.sentence) == (person, "kg:citizenOf", country, sentence):
            return
    ctx.claim(person, "kg:citizenOf", country, token, own_voice(state, person), weight)


def territory(country: str) -> bool:
    """Tell whether a country key is that of a territory, whose people are citizens of its state.

    >>> territory("country/GRL"), territory("country/DNK")
    (True, False)
    """
    return any(predicate == "kg:territoryOf" for predicate, _ in reference.facts(country))


def _in_front(ctx: Context, person: Mention) -> None:
    """Read "the Norwegian author X and Y", "Norwegian X", "Kenya's X", "Kenya's marathon champion X"."""
    found = before(ctx, person)
    if found is None or found.nation is None or found.firm or found.group is not None:
        return
    if found.noun is None:
        if found.former or (person.form != "name" and not found.possessed) or found.nation.form == "acronym":
            return
        if found.possessed and _serves(ctx, person.entity.key, found.nation.entity.key):
            return
        weight = 0.7 if found.possessed else 0.8
    else:
        if person_noun(found.noun) is None or _office(ctx, found.noun):
            return
        weight = 0.75 if found.possessed else 0.88
    for one in listed(ctx, person) if found.noun is not None and found.noun.tag_ in {"NNS", "NNPS"} else [person]:
        _say(ctx, one.entity.key, found.nation.entity.key, ctx.doc[found.nation.root], Status(), weight)


def _behind(ctx: Context, person: Mention) -> None:
    """Read "X, a Zambian lawyer", "X, an Israeli", "X, also from Kenya" and "X of Kenya"."""
    found = after(ctx, person)
    told = found is not None and (found.noun is not None or _alone(ctx, found, person))
    told = told and (found is None or found.noun is None or not _office(ctx, found.noun))
    if told and found is not None and found.nation is not None and not found.firm and found.group is None:
        weight = 0.75 if found.possessed else 0.88
        _say(ctx, person.entity.key, found.nation.entity.key, ctx.doc[found.nation.root], Status(), weight)
    doc, i = ctx.doc, person.end
    comma = i < len(doc) and doc[i].text == ","
    i += comma + (comma and i + 1 < len(doc) and doc[i + 1].lower_ in {"also", "originally"})
    if i + 1 >= len(doc) or doc[i].lower_ not in ({"from"} if comma else {"of"}):
        return
    if doc[i].lower_ == "of" and person.start and _office(ctx, doc[person.start - 1]):
        return
    j = i + 2 if doc[i + 1].lower_ == "the" else i + 1
    nation = ctx.mentions.at(j) if j < len(doc) else None
    if nation is None or nation.form != "name" or not nation.entity.key.startswith("country/"):
        return
    end = doc[nation.end] if nation.end < len(doc) else None
    if end is not None and (end.tag_ == "POS" or end.text == "-" or (comma and end.text not in {",", ".", ";", ")"})):
        return
    _say(ctx, person.entity.key, nation.entity.key, doc[nation.root], Status(), 0.75)


def _serves(ctx: Context, person: str, country: str) -> bool:
    """Tell whether a person holds office in a country: then "Russia's X" may say no more than that."""
    told = any((c.subject, c.predicate, c.object) == (person, "kg:officialOf", country) for c in ctx.claims)
    return told or states_of_people().get(person, "") == country


def _office(ctx: Context, noun: Token) -> bool:
    """Tell whether a noun beside a name is a post in a state, which makes nobody its citizen ("Fiji's minister X")."""
    if noun.lower_ in cues()["counterpart"]:
        return True
    span = next((s for s in ctx.doc.spans.get(POSTS, ()) if s.start <= noun.i < s.end), None)
    row = row_of([t.lower_ for t in span]) if span is not None else None
    return row is not None and row.role not in {"Expert", "Executive"}


def _alone(ctx: Context, found: Beside, person: Mention) -> bool:
    """Tell whether a demonym is a noun of its own behind a name ("X, an Israeli,")."""
    nation, doc = found.nation, ctx.doc
    if nation is None or found.possessed or nation.form != "demonym" or nation.end != found.end:
        return False
    return nation.start > person.end and doc[nation.start - 1].lower_ in {"a", "an"} and doc[nation.root].tag_ != "JJ"


def _is(ctx: Context, verb: Token) -> None:
    """Read "X, who is Israeli" and "X is a Zambian lawyer"."""
    for told in verb.children:
        if told.dep_ not in {"acomp", "attr"} or told.i < verb.i:
            continue
        own = ctx.mentions.at(told.i)
        adjectives = [c for c in told.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < told.i]
        if own is None and person_noun(told) is not None and told.tag_ in {"NN", "NNP"}:
            near = [m for c in adjectives if (m := ctx.mentions.at(c.i)) is not None]
            own = next((m for m in near if m.form == "demonym"), None)
        if own is None or own.form != "demonym" or not nationality(own, ""):
            continue
        if ctx.doc[own.start - 1].text == "-" or (own.end < len(ctx.doc) and ctx.doc[own.end].text == "-"):
            continue
        subject = surface_subject(verb)
        person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
        if person is not None and (own.root != told.i or told.dep_ == "acomp" or told.tag_ != "NNPS"):
            _say(ctx, person.entity.key, own.entity.key, told, status(ctx, verb), 0.85)


def _native(ctx: Context, token: Token) -> None:
    """Read "his native Peru", "her homeland Eritrea", "X's home country of Ghana"."""
    owners = [c for c in token.children if c.dep_ == "poss"] or [
        c for c in token.head.children if c.dep_ == "poss" and token.dep_ in {"amod", "compound"}
    ]
    person = person_at(ctx, owners[0].i, pronoun=True) if owners else None
    if person is None:
        return
    for i in range(token.i + 1, min(token.i + 5, len(ctx.doc))):
        mention = ctx.mentions.at(i)
        if mention is not None:
            if mention.form == "name" and mention.entity.key.startswith("country/"):
                _say(ctx, person.entity.key, mention.entity.key, token, Status(), 0.75)
            return
        if ctx.doc[i].lower_ not in {"country", "land", "nation", "of", ",", "the"}:
            return


def _papers(ctx: Context, noun: Token) -> None:
    """Read "X, a citizen of Canada", "X, who has French nationality"."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in cues()["possess"]:
        subject, verb = surface_subject(noun.head), noun.head
        near = [m for c in noun.children if (m := ctx.mentions.at(c.i)) is not None and m.form == "demonym"]
        person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
        for nation in near if person is not None else []:
            if person is not None and nationality(nation, ""):
                _say(ctx, person.entity.key, nation.entity.key, noun, status(ctx, verb), 0.85)
        return
    inside = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    if noun.lemma_.lower() not in {"citizen", "national"} or not inside:
        return
    nation_of = ctx.mentions.at(inside[0].i)
    subject = noun.head if noun.dep_ == "appos" else surface_subject(noun.head) if noun.dep_ == "attr" else None
    person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    if person is not None and nation_of is not None and nation_of.entity.key.startswith("country/"):
        state = status(ctx, noun.head) if noun.dep_ == "attr" else Status()
        _say(ctx, person.entity.key, nation_of.entity.key, noun, state, 0.85)


def _such_as(ctx: Context, preposition: Token) -> None:
    """Read "Nigerian authors such as X and Y"."""
    noun = preposition.head
    if person_noun(noun) is None or noun.tag_ not in {"NNS", "NNPS"} or noun.i > preposition.i:
        return
    near = [m for c in noun.lefts if (m := ctx.mentions.at(c.i)) is not None and m.form == "demonym"]
    near = [m for m in near if not m.start or ctx.doc[m.start - 1].text != "-"]
    first = person_at(ctx, preposition.i + 1)
    if len(near) == 1 and first is not None and nationality(near[0], ""):
        for one in listed(ctx, first):
            _say(ctx, one.entity.key, near[0].entity.key, ctx.doc[one.root], Status(), 0.8)
