"""Posts: who is minister, ambassador, spokeswoman, chief executive or analyst of what, now or formerly.

A title (`lexicon/titles.csv`, found by the language layer) is tied to the person beside it, before or after, or by
"be"; its owner is the state, body or organisation named before it or behind "of", "for", "at".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span

from kg import lexicon, reference
from kg.extract.actors import ACTORS, is_kind
from kg.extract.arguments import surface_subject
from kg.extract.context import Context, Status
from kg.extract.home import nearby_states
from kg.extract.mentions import Mention
from kg.extract.status import status
from kg.language.titles import TITLES
from kg.model import Entity
from kg.text import slug

_OWNERS = ACTORS - {"kg:Person"}
_STATE_ROLES = frozenset({"HeadOfState", "HeadOfGovernment", "Minister", "Commissioner"})
_GAP = 7
_MARGIN = 0.4


@dataclass(frozen=True, slots=True)
class _Title:
    """A title in the text with its role and what words around it say of its time."""

    span: Span
    role: str
    former: bool = False
    future: bool = False


def find_posts(ctx: Context) -> None:
    """Add the posts that persons hold or held, with the state, body or organisation they are in."""
    for span in ctx.doc.spans.get(TITLES, ()):
        title = _title(span)
        person = _person(ctx, title) if title is not None else None
        if title is None or person is None:
            continue
        owner, weight = _owner(ctx, title, person)
        if owner is not None:
            _claim(ctx, title, person, owner, weight)


@cache
def _roles() -> list[tuple[str, str]]:
    rows = [(row["title"].lower(), row["role"].removeprefix("kg:")) for row in lexicon.table("titles")]
    return sorted(rows, key=lambda r: (-len(r[0]), r[0]))


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.toml("post_cues").items()}


def _title(span: Span) -> _Title | None:
    text = " ".join(t.lower_ for t in span)
    role = next((role for title, role in _roles() if f" {title} " in f" {text} "), "")
    if not role or text.split()[-1] in _cues()["plural_endings"]:
        return None
    doc = span.doc
    before = {doc[i].lower_ for i in range(max(span.start - 3, span.sent.start), span.start)}
    after = {doc[i].lower_ for i in range(span.end, min(span.end + 3, len(doc))) if doc[i].lower_ not in {",", "."}}
    words = {t.lower_ for t in span}
    if (words | before) & _cues()["lower"] and role in {"Minister", "HeadOfState", "HeadOfGovernment"}:
        role = "Official"
    former = bool((before | words) & _cues()["former"])
    return _Title(span, role, former, bool((before | words | after) & _cues()["future"]))


def _people(ctx: Context, i: int) -> Mention | None:
    mention = ctx.mentions.at(i) if 0 <= i < len(ctx.doc) else None
    return mention if mention is not None and is_kind(mention, frozenset({"kg:Person"})) else None


def _person(ctx: Context, title: _Title) -> Mention | None:
    """Return who holds the title: the name right after it, in apposition after or before, or its subject by "be"."""
    return _after(ctx, title) or _before(ctx, title) or _predicated(ctx, title)


def _named(mention: Mention | None) -> Mention | None:
    return mention if mention is not None and mention.form in {"name", "surname"} else None


def _after(ctx: Context, title: _Title) -> Mention | None:
    doc, i = ctx.doc, title.span.end
    honorifics = frozenset(row["text"] for row in lexicon.table("honorifics"))
    commas = 0
    end = min(i + 14, title.span.sent.end)
    while i < end:
        token = doc[i]
        found = _named(_people(ctx, i))
        if found is not None:
            return found
        if token.text == ",":
            commas += 1
            if commas > 1:
                return None
        elif token.lower_.rstrip(".") in honorifics or token.lower_ in honorifics or token.text == ".":
            pass
        elif commas == 0 and (token.lower_ in _cues()["owner"] or token.lower_ == "to" or _in_owner(ctx, i)):
            pass
        elif token.lower_ in {"the", "'s", "’s", "and", "-", "(", ")"} and commas == 0 and i > title.span.end:
            pass
        else:
            return None
        i += 1
    return None


def _in_owner(ctx: Context, i: int) -> bool:
    mention = ctx.mentions.at(i)
    return mention is not None and (is_kind(mention, _OWNERS) or "kg:Place" in mention.entity.types)


def _left(ctx: Context, title: _Title) -> tuple[int, list[Mention]]:
    """Return where the title's noun phrase begins and the owners that stand in it before the title."""
    doc, i = ctx.doc, title.span.start - 1
    owners: list[Mention] = []
    while i >= title.span.sent.start and title.span.start - i < _GAP + 8:
        token = doc[i]
        mention = ctx.mentions.at(i)
        if mention is not None and (is_kind(mention, _OWNERS) or mention.acts_for or mention.form == "pronoun"):
            owners.append(mention)
            i = mention.start - 1
            continue
        if token.text in {"'s", "’s", "'", "’", "-"} or token.lower_ in _cues()["between"] or token.dep_ == "poss":
            i -= 1
            continue
        if token.lower_ in {"the", "a", "an", "his", "her", "its", "their"}:
            i -= 1
            break
        break
    return i, owners


def _before(ctx: Context, title: _Title) -> Mention | None:
    """Read "Qiu Wenbao, China's ambassador": a comma or bracket, before it the person."""
    i, _ = _left(ctx, title)
    if i < 0 or ctx.doc[i].text not in {",", "(", "–", "—"}:
        return None
    found = _named(_people(ctx, i - 1))
    if found is None:
        return None
    following = ctx.doc[title.span.end] if title.span.end < len(ctx.doc) else None
    if following is not None and _named(_people(ctx, following.i)) is not None:
        return None
    return found


def _predicated(ctx: Context, title: _Title) -> Mention | None:
    """Read "X is the minister", "X, who has been minister since", "X was appointed minister"."""
    head = title.span.root
    verb = head.head
    if head.dep_ in {"attr", "oprd", "xcomp"} and verb.lemma_ in {"be", "become", "appoint", "name", "elect", "remain", "serve"}:
        subject = surface_subject(verb)
        if subject is not None:
            return _people(ctx, subject.i)
    if head.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_ in {"serve", "act", "appoint", "name"}:
        subject = surface_subject(verb.head)
        if subject is not None:
            return _people(ctx, subject.i)
    return None


def _owner(ctx: Context, title: _Title, person: Mention) -> tuple[Entity | None, float]:
    """Return whose post it is and how sure: named in the phrase, behind a preposition, else the article's country."""
    _, left = _left(ctx, title)
    candidates = [*reversed(left)] if left else []
    behind = _behind(ctx, title)
    found = candidates[-1:] or ([behind] if behind is not None else [])
    if candidates and behind is not None and title.role not in _STATE_ROLES:
        found = [behind]
    if found:
        entity = _acting(ctx, found[0])
        if entity is not None:
            weight = 0.93 if found[0].form in {"name", "demonym", "acronym"} else 0.8
            return _seat(title, entity), weight
        return None, 0.0
    return _dominant(ctx, title)


def _behind(ctx: Context, title: _Title) -> Mention | None:
    doc, i = ctx.doc, title.span.end
    if i >= len(doc) or doc[i].lower_ not in _cues()["owner"]:
        return None
    for j in range(i + 1, min(i + 6, title.span.sent.end)):
        mention = ctx.mentions.at(j)
        if mention is not None and (is_kind(mention, _OWNERS) or mention.acts_for):
            return mention
        if doc[j].text in {",", ";"} or doc[j].pos_ == "VERB":
            return None
    return None


def _acting(ctx: Context, mention: Mention) -> Entity | None:
    if mention.acts_for:
        return reference.entity(mention.acts_for)
    return mention.entity if is_kind(mention, _OWNERS) else None


def _seat(title: _Title, owner: Entity) -> Entity:
    """Return the state for a minister or head whose phrase names a body of it; the owner as it is for anyone else."""
    if title.role in _STATE_ROLES and "kg:GovernmentBody" in owner.types and reference.has(owner.key):
        for predicate, obj in reference.facts(owner.key):
            if predicate == "kg:partOf" and isinstance(obj, str) and obj.startswith(("country/", "bloc/")):
                return reference.entity(obj)
    return owner


def _dominant(ctx: Context, title: _Title) -> tuple[Entity | None, float]:
    """Return the state that a bare "the trade minister" is most likely of, at low confidence; None where two compete."""
    if title.role not in _STATE_ROLES | {"Spokesperson", "Diplomat"}:
        return None, 0.0
    scores = nearby_states(ctx, title.span.root, "bloc/" if title.role == "Commissioner" else "country/")
    if not scores:
        return None, 0.0
    (best, score), *rest = sorted(scores.items(), key=lambda c: (-c[1], c[0]))
    if rest and score - rest[0][1] < _MARGIN:
        return None, 0.0
    return reference.entity(best), 0.68


def _claim(ctx: Context, title: _Title, person: Mention, owner: Entity, weight: float) -> None:
    token = title.span.root
    state = Status(speaker="", factor=status(ctx, token).factor if title.span.root.dep_ == "attr" else 1.0)
    post = _post(title, owner)
    ctx.add_entity(post)
    ctx.add_entity(owner)
    ctx.claim(post.key, "kg:postIn", owner.key, token, state, weight)
    ctx.claim(post.key, "kg:role", f"kg:{_role(title, owner)}", token, state, weight)
    if title.former:
        ctx.claim(person.entity.key, "kg:formerlyHeldPost", post.key, token, state, weight)
        return
    modality = "Planned" if title.future else None
    ctx.claim(person.entity.key, "kg:holdsPost", post.key, token, state, weight, modality=modality)
    if not {"kg:Country", "kg:Bloc", "kg:GovernmentBody", "kg:Subdivision"}.isdisjoint(owner.types):
        ctx.claim(person.entity.key, "kg:officialOf", owner.key, token, state, weight, modality=modality)
    else:
        ctx.claim(person.entity.key, "kg:affiliatedWith", owner.key, token, state, weight, modality=modality)


def _role(title: _Title, owner: Entity) -> str:
    """Return the role; outside states a president, secretary or chancellor is an executive."""
    if title.role in {"HeadOfState", "HeadOfGovernment", "Minister"}:
        if {"kg:Company", "kg:Organization", "kg:InternationalOrganization", "kg:ArmedGroup"} & set(owner.types):
            return "Executive"
        if "kg:Country" not in owner.types and title.role != "Minister":
            return "Official"
    return title.role


def _post(title: _Title, owner: Entity) -> Entity:
    """Return the post: "Energy Minister of Chile", one for "minister of energy" and "energy minister"."""
    words = " ".join(title.span.text.split())
    lower = words.lower()
    key = lower
    for head in ("minister", "secretary", "commissioner"):
        for link in (f"{head} of ", f"{head} for "):
            if lower.startswith(link) and not lower.startswith("secretary of state"):
                key = f"{lower.removeprefix(link)} {head}"
    shown = " ".join(w if w[:1].isupper() or w in {"of", "for", "and", "the", "to"} else w[:1].upper() + w[1:] for w in words.split())
    code = owner.key.rpartition("/")[2].lower()
    label = f"{shown} of {_the(owner.label)}"
    return Entity(f"post/{code}-{slug(key)}", ("kg:Post",), label, (words,))


def _the(label: str) -> str:
    """Return the name as it stands behind "of"."""
    first = label.split()[0] if label else ""
    plural = label.startswith(("United ", "European ")) or label.split()[-1:] in (["Union"], ["Netherlands"], ["Republic"])
    return f"the {label}" if plural and first != "the" else label

