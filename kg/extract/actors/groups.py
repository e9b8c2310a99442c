"""Groups without a name of their own that act or are acted upon: "Rwandan rebels", "French farmers", "Israeli tanks".

Armed groups become kg:ArmedGroup, other people kg:Group, both `kg:basedIn` the country that an adjective or a
preposition gives, a mere people `kg:citizenOf` it; the forces of a state stand for the state. Key and label follow from
country and noun alone, so that "Ivory Coast rebels" and "rebels in the Ivory Coast" are one. Words:
`lexicon/group_words.csv`.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.clause.arguments import expand, modifiers
from kg.extract.clause.classes import noun_classes
from kg.extract.clause.phrases import index, phrase_before
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.model import Entity
from kg.text import slug

_PLACING = frozenset({"in", "from", "of", "throughout", "across", "inside"})
_STATES = frozenset({"kg:Country", "kg:Bloc", "kg:Subdivision"})
_OWN = frozenset({"kg:ArmedGroup", "kg:Organization", "kg:GovernmentBody"})
_CORE = frozenset({"compound", "amod", "nmod"})
_STATES_OF_TODAY = 1950  # a people of a year before it is hardly the citizens of today's state ("Armenians" of 1915)
_KINDS = {"armed": ("armed-group", "kg:ArmedGroup"), "people": ("group", "kg:Group")}


@cache
def _heads() -> frozenset[str]:
    return frozenset(index("group_words", "word", -1))


def kind_of(noun: Token) -> str:
    """Return what sort of group a noun names: armed, people, state, container, or "" for none.

    A single person ("a farmer") is no group; a bare plural demonym is one only with an adjective ("young Algerians").
    """
    for lemma in _lemmas(noun):
        if lemma not in _heads():
            continue
        for words, row in index("group_words", "word", -1)[lemma]:
            kind = row["kind"]
            fits = kind in {"state", "container"} or (kind != "passing" and _plural(noun))
            if fits and phrase_before(noun, (*words[:-1], lemma)):
                return kind
    if noun.pos_ in {"NOUN", "PROPN"} and _plural(noun) and (_human(noun) or private_side(noun)):
        return "people"
    return ""


def _human(noun: Token) -> bool:
    return any(lemma in noun_classes()["human"] for lemma in _lemmas(noun))


def private_side(noun: Token) -> bool:
    """Return whether a word before "leaders", "officials" makes them no government: "German business leaders"."""
    if not any(lemma in noun_classes()["government"] for lemma in _lemmas(noun)):
        return False
    return any(c.dep_ in _CORE and c.i < noun.i and c.lower_ in _private_words() for c in noun.children)


@cache
def _private_words() -> frozenset[str]:
    return frozenset(lexicon.toml("intents")["private"])


def _lemmas(noun: Token) -> tuple[str, ...]:
    lemma = noun.lemma_.lower()
    return (lemma, lemma[:-1]) if noun.pos_ == "PROPN" and lemma.endswith("s") else (lemma,)


def _plural(noun: Token) -> bool:
    singular = {"group", "militia", "gang", "union", "force", "opposition"}
    return noun.tag_ in {"NNS", "NNPS"} or noun.lower_.endswith("s") or noun.lemma_.lower() in singular


def counted(noun: Token) -> Token:
    """Return what a measure word counts ("thousands of students": students), else the noun itself."""
    if kind_of(noun) != "container":
        return noun
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return noun


def group_of(ctx: Context, noun: Token, place: str = "", *, anywhere: bool = False) -> str:
    """Return the key of the group that a noun phrase names, or of the state whose forces it names; "" for neither.

    `place` is the country of the clause, used where the phrase itself names none; without any country a group is only
    made where `anywhere` is set.
    """
    noun = counted(noun)
    kind = kind_of(noun)
    mention = ctx.mentions.at(noun.i)
    if mention is not None and mention.form == "demonym" and _joined(noun):
        return ""
    if mention is not None and mention.form == "demonym" and any(c.lower_ == "ethnic" for c in noun.children):
        return _mint(ctx, noun, "people", place, mention) if place or anywhere else ""
    unowned = not kind or (kind == "people" and _named(ctx, noun) is None)  # "four Serbs", not "Iraqi Kurds"
    if unowned and mention is not None and mention.form == "demonym" and _described(noun):
        return _mint(ctx, noun, "people", mention.entity.key, mention)
    if kind in {"", "container"}:
        return ""
    owner = _named(ctx, noun)
    if owner is not None and not is_state(owner):
        own = kind == "armed" or (kind == "state" and "kg:GovernmentBody" in owner.entity.types)
        if kind == "people" and owner.entity.key.startswith("organization/"):
            own = noun.lemma_.lower() in lexicon.toml("intents")["partisans"]
        return owner.entity.key if own else ""
    country = (owner.acts_for or owner.entity.key) if owner is not None else ""
    if kind == "state":
        return country
    country = country or place
    return _mint(ctx, noun, kind, country) if country or anywhere else ""


def people_of(ctx: Context, noun: Token) -> str:
    """Return the key of the people that a plural demonym names where people, not the state, act ("Syrians marched")."""
    mention = ctx.mentions.at(noun.i)
    if mention is None or mention.form != "demonym" or not mention.entity.key.startswith("country/") or _joined(noun):
        return ""
    return _mint(ctx, noun, "people", mention.entity.key, mention)


def _joined(noun: Token) -> bool:
    """Return whether a demonym is half of an adjective ("Franco-German") or of a people's name ("Cheyenne Indians")."""
    doc, i = noun.doc, noun.i
    dashes = {"-", "–"}
    if (i and doc[i - 1].text in dashes) or (i + 1 < len(doc) and doc[i + 1].text in dashes):
        return True
    return any(c.dep_ in _CORE and c.i < i and c.pos_ == "PROPN" and not c.is_sent_start for c in noun.children)


def firms_of(ctx: Context, noun: Token) -> str:
    """Return the key of a country's firms of a trade, who speak and act together: "South Korea's steelmakers"."""
    if noun.tag_ not in {"NNS", "NNPS"} or not any(lemma in noun_classes()["trades"] for lemma in _lemmas(noun)):
        return ""
    owner = _named(ctx, noun)
    if owner is None or not is_state(owner):
        return ""
    return _mint(ctx, noun, "people", owner.acts_for or owner.entity.key)


def people_at(ctx: Context, noun: Token, country: str) -> str:
    """Return the key of a country's people where only their number is told ("thousands marched in Belgrade")."""
    if not country or kind_of(noun) != "container" or noun.tag_ != "NNS" or counted(noun) != noun:
        return ""
    return people_in(ctx, noun, country)


def people_in(ctx: Context, noun: Token, country: str) -> str:
    """Return the key of the people of a country, of whom no more is told than that they act there."""
    area = reference.entity(country).label if reference.has(country) else ""
    entity = Entity(f"group/{country.partition('/')[2].lower()}-people", ("kg:Group",), f"People of {area}")
    known = entity.key in ctx.entities
    ctx.add_entity(entity)
    if country.startswith("country/") and not known:
        ctx.claim(entity.key, "kg:basedIn", country, noun, Status(), 0.85)
    return entity.key


def is_state(mention: Mention) -> bool:
    """Return whether a mention is a state, bloc or subdivision, or a capital that acts for one."""
    return bool(mention.acts_for) or not _STATES.isdisjoint(mention.entity.types)


def _described(noun: Token) -> bool:
    """Return whether a number, lasting adjective or common noun narrows a people down ("young Algerians")."""
    if noun.tag_ in {"NNS", "NNPS"} and any(c.dep_ == "nummod" for c in noun.children):
        return True
    for child in noun.children:
        common = child.dep_ == "compound" and child.lower_ == child.lemma_.lower()
        if (child.dep_ == "amod" or common) and not _passing(child):
            return True
    return False


def forces(ctx: Context, noun: Token) -> list[str]:
    """Return the states whose forces a noun phrase names: two of "Indian and Pakistani soldiers"; none for others."""
    noun = counted(noun)
    if kind_of(noun) != "state":
        return []
    owned = [m for m in (ctx.mentions.at(t.i) for t in _owning(noun)) if m is not None and is_state(m)]
    return list(dict.fromkeys(m.acts_for or m.entity.key for m in owned))


def _owning(noun: Token) -> list[Token]:
    tokens = [t for t in modifiers(noun) if not _backer(t)]
    for child in noun.children:
        if child.dep_ == "acl" and child.lemma_ in _serving():  # "hackers working for North Korea"
            preps = [c for c in child.children if c.dep_ in {"prep", "agent"}]
            tokens += [g for c in preps for g in c.children if g.dep_ == "pobj"]
        if child.dep_ == "prep" and child.lower_ in _PLACING:
            tokens += [
                t for g in child.children if g.dep_ == "pobj" for one in expand(g) for t in (one, *_designated(one))
            ]
    return tokens


def _designated(noun: Token) -> list[Token]:
    """Return the names before a noun that only says what they are of: "gunmen of the Boko Haram group"."""
    called = noun.lemma_.lower() in noun_classes()["designation"]
    return [c for c in noun.children if c.dep_ in _CORE and c.i < noun.i] if called else []


@cache
def _serving() -> frozenset[str]:
    return frozenset(lexicon.toml("intents")["serving"])


def _backer(token: Token) -> bool:
    """Return whether a name only tells who backs a group: "Rwandan-backed rebels"."""
    after = token.doc[token.i + 1 : token.i + 3]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ in _backing()


@cache
def _backing() -> frozenset[str]:
    return frozenset(lexicon.toml("intents")["backing"])


def _named(ctx: Context, noun: Token) -> Mention | None:
    """Return the armed group of fighters, else the state or organisation, that a modifier or preposition names."""
    found = [m for m in (ctx.mentions.at(t.i) for t in _owning(noun)) if m is not None]
    armed = next((m for m in found if "kg:ArmedGroup" in m.entity.types), None)
    if armed is not None and kind_of(noun) == "armed":
        return armed
    for mention in found:
        if is_state(mention):
            return mention
    return next((m for m in found if not _OWN.isdisjoint(m.entity.types)), None)


def _mint(ctx: Context, noun: Token, kind: str, country: str, head: Mention | None = None) -> str:
    """Add the group's entity, and its country, and return its key."""
    words = [noun]
    for child in sorted(noun.children, key=lambda t: -t.i):
        before = child.dep_ in _CORE and child.i < noun.i and child.is_alpha
        if before and ctx.doc[child.i - 1].text == "-":
            continue  # "Rwandan-backed rebels"
        if before and any(c.dep_ == "nummod" and c.i > child.i for c in noun.children):
            continue  # "set free nine pilots"
        if before and ctx.mentions.at(child.i) is None and not _passing(child):
            words.insert(0, child)
    core = " ".join(w.text if w.pos_ == "PROPN" else w.text.lower() for w in words)
    label = core[0].upper() + core[1:]
    folder, kind_class = _KINDS[kind]
    stem = slug(core)
    if country:
        area = reference.entity(country).label if reference.has(country) else ""
        if head is None and area:
            label = f"{label} of {area}"
        stem = f"{country.partition('/')[2].lower()}-{stem}"
    modifying = (ctx.mentions.at(c.i) for c in noun.children if c.dep_ in _CORE and c.i < noun.i)
    named = [m for m in modifying if m is not None]
    start = min([w.i for w in words] + [m.start for m in named])
    names = (ctx.doc[start : noun.i + 1].text,) if named or head is not None else ()
    entity = Entity(f"{folder}/{stem}", (kind_class,), label, tuple(n for n in names if n != label))
    known = entity.key in ctx.entities
    ctx.add_entity(entity)
    past = head is not None and any(
        t.like_num and t.text.isdigit() and 1000 < int(t.text) < _STATES_OF_TODAY for t in noun.sent
    )
    if (
        country.startswith("country/")
        and not known
        and not past
        and not any(c.lower_ == "ethnic" for c in noun.children)
    ):
        tie = "kg:basedIn" if head is None and _at_home(noun) else "kg:citizenOf"
        ctx.claim(entity.key, tie, country, noun, Status(), 0.85)
    return entity.key


def _at_home(noun: Token) -> bool:
    """Return whether the adjective of a group says where it is: not for prisoners and exiles, nor for a mere people."""
    return noun.pos_ == "NOUN" and not set(_lemmas(noun)) & set(lexicon.toml("intents")["abroad"])


def _passing(word: Token) -> bool:
    return any(row["kind"] == "passing" for _, row in index("group_words", "word", -1).get(word.lemma_.lower(), ()))
