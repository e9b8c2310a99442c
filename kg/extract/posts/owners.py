"""Whose a post is: named with the title, shared with the title before, told elsewhere, or the article's country."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import is_kind
from kg.extract.actors.persons import country_of
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.extract.mentions.names import BODY, organisation_entity
from kg.extract.posts.cues import cues
from kg.extract.posts.likely import likeliest, of_speaker
from kg.extract.posts.near import near_organisation
from kg.extract.posts.phrases import OWNERS, noun_phrase
from kg.extract.posts.titles import Title
from kg.model import Entity
from kg.reference import tables
from kg.text import slug

HEADS = frozenset({"HeadOfState", "HeadOfGovernment"})
STATE_ROLES = HEADS | {"Minister"}
_NAMED = frozenset({"name", "demonym", "acronym"})
_AREA = frozenset({"kg:Subdivision"})
_GROUPS = frozenset(
    {"kg:Bloc", "kg:Organization", "kg:InternationalOrganization", "kg:Company", "kg:ArmedGroup", "kg:GovernmentBody"}
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose post it is, the role that the post then has, and how sure this is."""

    entity: Entity
    role: str
    weight: float


@dataclass(slots=True)
class Known:
    """What the titles read so far tell: the owner of each person's post by its role, and the title read last."""

    by_person: dict[tuple[str, str], Entity] = field(default_factory=dict)
    states: dict[str, Entity] = field(default_factory=dict)  # the country that a person heads or is a minister of
    firms: dict[str, Entity] = field(default_factory=dict)  # the organisation that a person has a post in
    last: tuple[int, Owner] | None = None  # end of the last holder, and whose post that was


def owner_of(ctx: Context, title: Title, person: Mention, known: Known) -> Owner | None:
    """Return whose post it is, or None where the text does not tell clearly."""
    found = title.explicit
    if found is not None and title.row.title in cues()["seats"] and found.entity.key in reference.party_states():
        state = reference.party_states()[found.entity.key]
        return _default(title) or admit(title, reference.entity(state), 0.85)
    if found is not None:
        own = _named(ctx, title, found)
        return _its(ctx, title) if own is None and found.form == "pronoun" else own
    trailing = _after_person(ctx, title, person) or _possessor(ctx, title, person)
    if trailing is not None:
        return trailing
    if title.blocked or title.of_person:
        theirs = not title.blocked and title.row.role == "Minister" and ctx.doc[title.start].lower_ in {"his", "her"}
        return _its(ctx, title) or _of_boss(ctx, title, known) or (_dominant(ctx, title) if theirs else None)
    return _default(title) or _shared(ctx, title, known) or _told(title, person, known) or _dominant(ctx, title)


def _named(ctx: Context, title: Title, mention: Mention) -> Owner | None:
    entity = acting(mention)
    if entity is None:
        return None
    weight = 0.93 if mention.form in _NAMED else 0.8
    if mention.acts_for and title.row.place not in {"state", "any"} and not _cabinet(title, entity):
        return None  # the mayor of Berlin is no official of Germany
    return admit(title, entity, weight)


def acting(mention: Mention) -> Entity | None:
    """Return who a mention is or stands for as an owner, None for a person, a place or a thing."""
    if mention.acts_for:
        return reference.entity(mention.acts_for)
    return mention.entity if is_kind(mention, OWNERS) else None


def admit(title: Title, entity: Entity, weight: float) -> Owner | None:
    """Return the owner with the role that the title has there, or None where it cannot be its post."""
    types = frozenset(entity.types)
    role, place = title.row.role, title.row.place
    words = {w.lower() for w in title.words}
    if not words.isdisjoint(cues()["area"]) and place == "state" and "state" not in title.row.title.split():
        place = "area"
    if not words.isdisjoint(cues()["lower"]) and role in STATE_ROLES | {"Executive", "Commissioner"}:
        role = "Official"
    if place == "org" and role == "Executive" and _cabinet(title, entity):
        role, place, weight = "Commissioner" if "kg:Bloc" in types else "Minister", "any", min(weight, 0.8)
    ministers = cabinet_titles().get(title.row.title, frozenset())
    if (entity.key in ministers or ("country/*" in ministers and "kg:Country" in types)) and not title.words:
        role = "Minister"
    if title.row.title in cues()["delegates"] and title.accredited and "kg:Country" in types:
        role, place = "Diplomat", "any"
    if "kg:Country" in types:
        return _of_country(title, entity, role, place, weight)
    if "kg:Subdivision" in types:
        return (
            Owner(entity, "Official" if role in STATE_ROLES | {"Commissioner", "Executive"} else role, weight)
            if place != "org"
            else None
        )
    if place == "area":
        return None
    if "kg:GovernmentBody" in types:
        return _of_body(entity, role, place, weight)
    if not types.isdisjoint(_GROUPS):
        return _of_group(entity, types, role, place, weight)
    return None


@cache
def cabinet_titles() -> dict[str, frozenset[str]]:
    """Return the titles that are a minister's in some states only ("treasurer"), with the keys of these."""
    table = lexicon.toml("post_cues")["cabinet"]
    return {title: frozenset(f"country/{code}" for code in codes) for title, codes in table.items()}


def _cabinet(title: Title, entity: Entity) -> bool:
    """Tell whether "chief" with a portfolio is said of a minister: "Ankara's trade chief", "the EU's energy chief"."""
    if (
        title.row.title not in cues()["chiefs"]
        or title.words
        or not frozenset(entity.types) & {"kg:Country", "kg:Bloc"}
    ):
        return False
    fields = [t.lower_ for t in title.span][:-1]
    return bool(fields) and all(w in cues()["fields"] | {"and", "&"} for w in fields)


@cache
def _leading() -> dict[str, str]:
    """Return the role of who leads the government of each country, by the country's key."""
    return {f"country/{row['country']}": row["role"] for row in lexicon.table("post_executives")}


def _rules(title: Title) -> bool:
    """Tell whether a title is that of a state's ruler: "the Libyan leader", not "the Libyan opposition leader"."""
    doc = title.span.doc
    if title.row.title not in cues()["rulers"] or title.words or title.row.many:
        return False
    first = title.before.end if title.before is not None else title.span.start
    return all(t.tag_ == "POS" or t.lower_ in cues()["ruler_words"] for t in doc[first : title.span.start])


def _chamber(title: Title, state: Entity) -> Entity | None:
    """Return the chamber of a state that a title's words name, which leave the title ("Senate President of Chad")."""
    named = [word for word in title.words if word.lower() in cues()["chambers"]]
    if not named:
        return None
    title.words = [word for word in title.words if word not in named]
    return organisation_entity(named[0].capitalize(), BODY, state.key)


def _of_country(title: Title, entity: Entity, role: str, place: str, weight: float) -> Owner | None:
    chamber = _chamber(title, entity)
    if chamber is not None:
        return Owner(chamber, "Official" if role in STATE_ROLES | {"Executive"} else role, weight)
    if _rules(title) and entity.key in _leading():
        return Owner(entity, _leading()[entity.key], min(weight, 0.88))
    bank = place == "bank" and "bank" not in {w.lower() for w in title.words}
    if place in {"org", "area"} or bank:
        return None
    return Owner(entity, "Official" if role in {"Commissioner", "Executive"} else role, weight)


def _of_body(entity: Entity, role: str, place: str, weight: float) -> Owner | None:
    """Lift a minister or the head of a presidency to the state; everyone else is in the body itself."""
    state = state_of(entity)
    if state is not None and (role in {"Minister", "Commissioner"} or (role in HEADS and _is_seat(entity))):
        return Owner(state, role if role != "Commissioner" or state.key == "bloc/EU" else "Official", weight)
    return Owner(entity, "Official" if role in STATE_ROLES | {"Executive", "Commissioner"} else role, weight)


def _is_seat(entity: Entity) -> bool:
    words = set(entity.label.lower().split())
    return not words.isdisjoint({"presidency", "government", "kremlin", "white", "palace"})


def _of_group(entity: Entity, types: frozenset[str], role: str, place: str, weight: float) -> Owner | None:
    if place == "bank":
        return None
    if role == "Commissioner":
        return Owner(entity, role if entity.key == "bloc/EU" else "Official", weight)
    if role in STATE_ROLES:
        role = "Official" if "kg:Bloc" in types else "Executive"
    return Owner(entity, role, weight)


def state_of(body: Entity) -> Entity | None:
    """Return the country or bloc that a body is part of, by the reference tables or its key; a state is its own."""
    if not body.key.startswith("body/"):
        return body
    if reference.has(body.key):
        for predicate, obj in reference.facts(body.key):
            if predicate == "kg:partOf" and isinstance(obj, str) and obj.startswith(("country/", "bloc/")):
                return reference.entity(obj)
    code = body.key.partition("/")[2].partition("-")[0].upper()
    for key in (f"country/{code}", f"bloc/{code}"):
        if body.key.startswith("body/") and reference.has(key):
            return reference.entity(key)
    return None


def _after_person(ctx: Context, title: Title, person: Mention) -> Owner | None:
    """Read the owner behind the person: "Prime Minister A of Z", "analyst B at the brokerage Y"."""
    doc, i = ctx.doc, person.end
    if person.start < title.end or i + 1 >= len(doc):
        return None
    inside = ctx.mentions.at(i + 1) if doc[i].text == "(" else None
    if inside is not None and inside.end < len(doc) and doc[inside.end].text == ")":
        if inside.form in _NAMED and inside.entity.key.startswith("country/"):
            return _named(ctx, title, inside)  # "the ministers A (France) and B (Italy)"
        i = inside.end + 1
    elif doc[i].text == "(" and i + 2 < len(doc) and doc[i + 2].text == ")":
        i += 3
    if i + 1 >= len(doc) or doc[i].lower_ not in ({"of"} if title.row.place == "state" else cues()["belonging"]):
        return None
    phrase = noun_phrase(ctx, i + 1, title.span.sent.end)
    if phrase.mention is None:
        return None
    return _named(ctx, title, phrase.mention)


def _possessor(ctx: Context, title: Title, person: Mention) -> Owner | None:
    """Read "Nauru's X, who doubles as foreign minister" and "X (Mali), minister of mines" of posts in a state."""
    doc, i = ctx.doc, person.start - 1
    if title.row.place != "state" or title.blocked:
        return None
    if i > 0 and doc[i].tag_ == "POS":
        state = ctx.mentions.at(i - 1)
        if state is not None and state.entity.key.startswith("country/") and state.form in _NAMED:
            return _named(ctx, title, state)
    i = person.end
    if i + 2 < len(doc) and doc[i].text == "(" and person.end <= title.start:
        inside = ctx.mentions.at(i + 1)
        closed = inside is not None and inside.end < len(doc) and doc[inside.end].text == ")"
        if inside is not None and closed and inside.form in _NAMED and inside.entity.key.startswith("country/"):
            return _named(ctx, title, inside)
    return None


def _its(ctx: Context, title: Title) -> Owner | None:
    """Read "its" before a post of an organisation, where it is resolved to nobody: the one named before."""
    if title.blocked or title.row.place != "org" or ctx.doc[title.start].lower_ != "its":
        return None
    sentence = ctx.sentence_of(title.root)
    for within in (sentence, sentence - 1):
        near = [
            m.entity
            for m in ctx.mentions.items
            if m.end <= title.start and m.form != "demonym" and ctx.sentence_of(ctx.doc[m.start]) == within
        ]
        firms = {e.key: e for e in near if not _GROUPS.isdisjoint(e.types) and "kg:Bloc" not in e.types}
        if firms:
            return admit(title, next(iter(firms.values())), 0.75) if len(firms) == 1 else None
    return None


def _of_boss(ctx: Context, title: Title, known: Known) -> Owner | None:
    """Read "President X's chief of staff, Y" and "his spokesman": of the state whose minister or head X is."""
    if title.blocked or not (title.row.title in cues()["attendants"] or title.row.role == "Minister"):
        return None
    near = [ctx.mentions.at(i) for i in (title.start - 2, title.start - 1, title.start) if i >= 0]
    boss = next((m.entity.key for m in near if m is not None and "kg:Person" in m.entity.types), "")
    state = known.states.get(boss) if boss else None
    if state is None and boss:
        served = country_of(ctx, boss)
        state = reference.entity(served) if served.startswith("country/") else None
    return admit(title, state, 0.8) if state is not None else None


def _default(title: Title) -> Owner | None:
    return admit(title, reference.entity(title.row.owner), 0.9) if title.row.owner else None


def _shared(ctx: Context, title: Title, known: Known) -> Owner | None:
    """Read the owner of the title before it: "France's Foreign Minister A and Defence Minister B"."""
    if known.last is None or title.row.role in HEADS or title.row.place not in {"state", "org"}:
        return None
    end, owner = known.last
    state = "kg:Country" in owner.entity.types
    if end > title.start or title.start - end > 4 or state != (title.row.place == "state"):
        return None
    if not state and not (_chiefly(title) and owner.role == "Executive"):
        return None
    between = {t.lower_ for t in ctx.doc[end : title.start]}
    if not between or not between <= {",", "and", "his", "her", "the", "as", "well", "their"}:
        return None
    return admit(title, owner.entity, 0.8)


def _told(title: Title, person: Mention, known: Known) -> Owner | None:
    """Return the owner that the article gives the same person's same post elsewhere, or the reference tables."""
    entity = known.by_person.get((person.entity.key, title.row.title))
    if entity is not None:
        return admit(title, entity, 0.88)
    if title.row.role in STATE_ROLES and person.entity.key in known.states:
        return admit(title, known.states[person.entity.key], 0.88)
    if title.row.place in {"state", "any"} and person.entity.key in known.states and _offices(title):
        return admit(title, known.states[person.entity.key], 0.85)
    if title.row.place == "org" and person.entity.key in known.firms and not title.indefinite and _chiefly(title):
        return admit(title, known.firms[person.entity.key], 0.8)
    state = states_of_people().get(person.entity.key, "") if title.row.role in STATE_ROLES else ""
    return admit(title, reference.entity(state), 0.85) if state else None


def _offices(title: Title) -> bool:
    """Tell whether a title is that of a deputy or head in a government ("vice-president")."""
    return not {"minister", "president", "premier", "chancellor"}.isdisjoint(t.lower_ for t in title.span)


def _chiefly(title: Title) -> bool:
    """Tell whether a title is that of a company's top officers, of which each company has one."""
    return title.row.role == "Executive" and title.row.title not in cues()["plain_heads"]


@cache
def states_of_people() -> dict[str, str]:
    """Return the country that each person of public life serves or served, by the person's key."""
    found: dict[str, str] = {}
    for row in tables.rows("people"):
        state = (row["official_of"] or row["formerly"]).split("|")[0]
        if reference.has(f"country/{state}"):
            found[f"person/{slug(row['label'])}"] = f"country/{state}"
    return found


def _dominant(ctx: Context, title: Title) -> Owner | None:
    """Return the state that a bare "Trade Minister X" is most likely of, at low confidence; None where two compete."""
    if title.row.place == "area" or (title.words and not {w.lower() for w in title.words}.isdisjoint(cues()["area"])):
        return _only_area(ctx, title)
    beside = None if title.indefinite else near_organisation(ctx, title)
    if beside is not None:
        return admit(title, beside, 0.75)
    role, words = title.row.role, {t.lower_ for t in title.span} | {w.lower() for w in title.words}
    plain = len(title.span) == 1 and title.span.text.lower() in cues()["vague"]
    spoken = role == "Spokesperson" and not words.isdisjoint(cues()["spoken_for"])
    if role == "Commissioner" and not plain and any(m.entity.key == "bloc/EU" for m in ctx.mentions.items):
        return admit(title, reference.entity("bloc/EU"), 0.75)
    if (
        (role not in STATE_ROLES and not spoken and title.row.title not in cues()["seats"] | {"deputy prime minister"})
        or plain
        or title.indefinite
    ):
        return None
    if _other_side(ctx, title):
        return None
    best = of_speaker(ctx, title.root) or likeliest(ctx, title.root)
    if best is None or (title.row.title == "premier" and best.key in cues()["federal"]):
        return None
    if title.row.title == "secretary" and best.key not in cues()["secretaries"]:
        return None
    return admit(title, best, 0.7)


def _other_side(ctx: Context, title: Title) -> bool:
    """Tell whether the title is of the other side, whose state is another one: "His host, President X"."""
    i = title.start - 1
    return i > 0 and ctx.doc[i].text == "," and ctx.doc[i - 1].lower_ in cues()["other_side"]


def _only_area(ctx: Context, title: Title) -> Owner | None:
    """Return the one subdivision named before the title in its sentence ("in Saxony, State Premier X")."""
    here = {
        m.entity.key: m.entity
        for m in ctx.mentions.items
        if title.span.sent.start <= m.start < title.start and is_kind(m, _AREA)
    }
    if len(here) != 1:
        return None
    return admit(title, next(iter(here.values())), 0.8)


def remember(known: Known, title: Title, person: Mention, owner: Owner) -> None:
    """Keep whose post it is for titles of the same person and for the next title of the sentence."""
    known.by_person.setdefault((person.entity.key, title.row.title), owner.entity)
    if owner.role in STATE_ROLES and "kg:Country" in owner.entity.types and title.explicit is not None:
        known.states.setdefault(person.entity.key, owner.entity)
    if owner.role == "Executive" and title.explicit is not None and "kg:Company" in owner.entity.types:
        known.firms.setdefault(person.entity.key, owner.entity)
    if person.start >= title.end or person.end <= title.start:
        known.last = (max(person.end, title.end), owner)
