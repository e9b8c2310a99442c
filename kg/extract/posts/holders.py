"""Who holds the post that a title names: the person before or after it, or the subject of "be" and "become"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from kg.extract.clause.arguments import expand, surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.appointing import appointing, in_office, named_as
from kg.extract.posts.cues import cues
from kg.extract.posts.persons import Holder, honorifics, person_at
from kg.extract.posts.phrases import noun_phrase
from kg.extract.posts.titles import Title
from kg.language.tables import words

__all__ = ["Holder", "holders", "honorifics", "listed", "person_at", "said"]

_PERSON = frozenset({"kg:Person"})
_OPENING = frozenset({",", "(", "–", "—", "-"})
_CLOSING = frozenset(
    {",", ")", ".", "–", "—", ";", "-", '"', "”", "'", "’", "and", "?", "!", ":", "who", "whose", "in", "on", "told"}
)
_PAST = frozenset({"VBD", "VBN"})
_BULLETS = frozenset({"-", "–", "—", "•", "*", ".", ";", "·", "●", "▪", "‣"})


def holders(ctx: Context, title: Title, taken: Collection[int]) -> list[Holder]:
    """Return who holds the post; `taken` holds the starts of persons that have a title in front of them already."""
    direct = _at(ctx, title.end)
    if direct is not None:
        several = listed(ctx, direct) if title.row.many else [direct]
        return [Holder(m, "prefix") for m in several]
    if title.row.many:
        return []
    after, before = _behind_comma(ctx, title), _before(ctx, title)
    if before is not None and after is not None:
        chosen = after if before.start in taken or _apposed(ctx, title, after) else before
        return [Holder(chosen, "prefix" if chosen is after else "suffix")]
    if before is not None:
        return [Holder(before, "suffix")]
    if after is not None:
        return [Holder(after, "prefix")]
    apposed = _apposition(ctx, title)
    if apposed is not None:
        return [Holder(apposed, "suffix")]
    return named_as(ctx, title) or said(ctx, title.root) or in_office(ctx, title)


def _apposition(ctx: Context, title: Title) -> Mention | None:
    """Return the person in "X, a political scientist and director of Y", as the parser sees it."""
    token = title.root
    while token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    if token.dep_ != "appos" or token is title.root:
        return None
    found = person_at(ctx, token.head.i)
    return found if found is not None and found.end < title.start and ctx.doc[found.end].text == "," else None


def _at(ctx: Context, i: int) -> Mention | None:
    """Return the person right at token `i` or behind honorifics there ("H.E. X")."""
    doc = ctx.doc
    for _ in range(5):
        if i >= len(doc) or (doc[i].is_sent_start and i and doc[i - 1].text not in {".", ")"}):
            return None
        found = person_at(ctx, i)
        if found is not None:
            return found
        if (
            doc[i].lower_.rstrip(".") in honorifics()
            or doc[i].lower_ in honorifics()
            or (doc[i].text == "." and doc[i - 1].lower_ in honorifics())
        ):
            i += 1
        elif doc[i].text == "(" and i + 3 < len(doc) and doc[i - 1].lower_ in honorifics() | {"."}:
            i = next((k + 1 for k in (i + 2, i + 3) if doc[k].text == ")"), len(doc))
        else:
            return None
    return None


def listed(ctx: Context, first: Mention) -> list[Mention]:
    """Return the persons of "A, B and C" and "A of X, B of Y"."""
    found, i = [first], _past_owner(ctx, first.end)
    while i < len(ctx.doc) and ctx.doc[i].lower_ in {",", "and", "&"}:
        one = person_at(ctx, i + 1) or (person_at(ctx, i + 2) if ctx.doc[i + 1 : i + 2].text == "and" else None)
        if one is None:
            break
        found.append(one)
        i = _past_owner(ctx, one.end)
    return found


def _past_owner(ctx: Context, i: int) -> int:
    """Return where "of X" behind a name ends."""
    if i + 1 < len(ctx.doc) and ctx.doc[i].lower_ == "of":
        return noun_phrase(ctx, i + 1, ctx.doc[i].sent.end).end
    return i


def _behind_comma(ctx: Context, title: Title) -> Mention | None:
    """Return the person in "the president of Chile, X, said"."""
    doc = ctx.doc
    if title.end + 1 >= len(doc) or doc[title.end].text != ",":
        return None
    told = title.definite or title.indefinite or title.of_person or title.behind is not None
    if not told or _somebodys(ctx, title):
        return None
    found = _at(ctx, title.end + 1)
    if found is None or found.form == "surname":
        return None
    closing = doc[found.end] if found.end < len(doc) else None
    goes_on = closing is not None and closing.lower_ in {"and", "'s", "’s"}
    return (
        None
        if goes_on
        or (closing is not None and closing.text == "," and _before(ctx, title) is None and _list_after(ctx, found))
        else found
    )


def _somebodys(ctx: Context, title: Title) -> bool:
    """Tell whether the title only says whose wife or aide a name is ("the wife of the minister, X")."""
    i = title.start - 1
    if i < 1 or ctx.doc[i].lower_ not in {"of", "to", "for"}:
        return False
    return ctx.doc[i - 1].lemma_.lower() in words("person_nouns") | words("ties_people")


def _list_after(ctx: Context, person: Mention) -> bool:
    """Tell whether the person is the first of a list of persons."""
    return person_at(ctx, person.end + 1) is not None


def _apposed(ctx: Context, title: Title, person: Mention) -> bool:
    """Tell whether the parser takes the person for an apposition of the title."""
    token = ctx.doc[person.root]
    return token.dep_ == "appos" and token.head.i in range(title.start, title.end)


def _before(ctx: Context, title: Title) -> Mention | None:
    """Return the person in "X, China's ambassador," and "X, 54, president and chief executive of Y"."""
    doc, i = ctx.doc, title.start - 1
    while i > 0 and doc[i].lower_ in cues()["standing"] | cues()["formerly"]:
        i -= 1  # "X, until now the island's envoy"
    if i < 1 or not (doc[i].text in _OPENING or _in_list(ctx, i)):
        return None
    found = person_at(ctx, i - 1)
    if found is None and doc[i].text == "," and i > 2 and doc[i - 1].like_num and doc[i - 2].text == ",":
        found = person_at(ctx, i - 3)
    if found is None and doc[i].text == "," and doc[i - 1].text == ")":
        opening = next((k for k in range(i - 2, max(i - 6, 0), -1) if doc[k].text == "("), 0)
        found = person_at(ctx, opening - 1) if opening else None
    if found is None or found.end > i or (doc[i].sent.start > found.start and doc[i].text != ":"):
        return None
    following = doc[title.end] if title.end < len(doc) else None
    root = title.root
    if (
        following is not None
        and following.lower_ not in _CLOSING
        and doc[i].text != ":"
        and root.dep_ in {"nsubj", "nsubjpass", "ROOT"}
        and root.head.i >= title.end
    ):
        return None
    return found


def _in_list(ctx: Context, colon: int) -> bool:
    """Tell whether a colon stands behind a name with which its line or item begins: "- Ann Lee: premier of Y"."""
    person = person_at(ctx, colon - 1) if ctx.doc[colon].text == ":" else None
    if person is None or person.form != "name":
        return False
    before = ctx.doc[person.start - 1].text if person.start else "\n"
    return "\n" in before or before in _BULLETS or person.start == 0


def said(ctx: Context, noun: Token) -> list[Holder]:
    """Read "X is the minister", "X, who has been minister", "X was appointed minister", "appointed X as minister"."""
    root = noun
    while root.dep_ == "conj" and root.head.pos_ in {"NOUN", "PROPN"}:
        root = root.head
    verb = root.head
    if root.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_.lower() in cues()["post_words"]:
        return _by_word(ctx, verb.head)
    if root.dep_ == "pobj" and verb.lower_ == "as":
        entered = verb.head.dep_ == "dobj" and verb.head.lower_ in {"office", "oath", "reins", "helm"}
        return _subject(ctx, verb.head.head) if entered else _as(ctx, verb.head)
    if root.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lemma_.lower() in cues()["promote"]:
        return _appointed(ctx, verb.head, None)
    if root.dep_ == "nsubj" and verb.lemma_ == "be":
        told = [c for c in verb.children if c.dep_ == "attr" and person_at(ctx, c.i) is not None]
        return [
            Holder(m, "said", status(ctx, verb), _past(verb)) for c in told if (m := person_at(ctx, c.i)) is not None
        ]
    if root.dep_ not in {"attr", "oprd", "xcomp", "dobj", "ccomp", "acomp"} or verb.pos_ not in {"VERB", "AUX"}:
        return []
    lemma = verb.lemma_.lower()
    if lemma in cues()["be"] and root.dep_ in {"attr", "xcomp", "acomp", "oprd"}:
        chosen = any(c.lower_ in {"elected", "appointed"} for c in root.lefts)  # "was re-elected head", as parsed
        return _subject(ctx, verb, past=lemma != "become" and not chosen and _past(verb))
    if lemma in cues()["appoint"]:
        return _appointed(ctx, verb, root)
    return []


def _by_word(ctx: Context, noun: Token) -> list[Holder]:
    """Read "the post of minister went to X", "X was named to the post of", "X holds the office of"."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in cues()["holding"] | cues()["taking"]:
        past = verb.lemma_.lower() in cues()["holding"] and _past(verb)
        return _subject(ctx, verb, past=past)
    if noun.dep_ == "pobj" and verb.lower_ in {"to", "for"}:
        lemma = verb.head.lemma_.lower()
        return _appointed(ctx, verb.head, None) if lemma in cues()["appoint"] | cues()["promote"] else []
    if noun.dep_ == "nsubj" and verb.lemma_.lower() in cues()["passing_to"]:
        inside = [g for c in verb.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"]
        found = person_at(ctx, inside[0].i, pronoun=True) if inside else None
        return [Holder(found, "said", status(ctx, verb))] if found is not None else []
    return []


def _past(verb: Token) -> bool:
    """Tell whether "was" or "had been" speaks of what is over: nobody reports it in the past tense.

    "Had been minister since 2011" is over too, "was minister since 2011" and "has been" are not.
    """
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if not ((verb.tag_ == "VBD" and not auxiliaries) or (verb.tag_ == "VBN" and "had" in auxiliaries)):
        return False
    if "had" not in auxiliaries and any(t.lower_ in cues()["begin"] for t in verb.subtree):
        return False
    return not (verb.dep_ == "ccomp" and verb.head.tag_ in _PAST)


def _subject(ctx: Context, verb: Token, *, past: bool = False, planned: bool = False) -> list[Holder]:
    subject = surface_subject(verb)
    found = _person_of(ctx, subject)
    return [Holder(found, "said", status(ctx, verb), past, planned)] if found is not None else []


def _person_of(ctx: Context, noun: Token | None) -> Mention | None:
    """Return the person that a noun names or has in apposition: "the new minister, X, was governor"."""
    if noun is None:
        return None
    near = [noun, *(c for c in noun.children if c.dep_ == "appos")]
    return next((m for t in near if (m := person_at(ctx, t.i, pronoun=True)) is not None), None)


def _as(ctx: Context, verb: Token) -> list[Holder]:
    lemma = verb.lemma_.lower()
    if lemma in cues()["appointment"]:
        return _of_whom(ctx, verb, planned=lemma == "nomination")
    if lemma in cues()["step_down"] or (lemma == "step" and any(c.lower_ in {"down", "aside"} for c in verb.children)):
        return _gone(ctx, verb)
    if lemma in cues()["succeed"]:
        return _successors(ctx, verb)
    if lemma in cues()["serve"]:
        return _subject(ctx, verb, past=_past(verb) or verb.tag_ == "VBD")
    return _appointed(ctx, verb, None) if lemma in cues()["appoint"] else []


def _of_whom(ctx: Context, noun: Token, *, planned: bool) -> list[Holder]:
    """Read "the appointment of X as minister" and "X's election as president"."""
    inside = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    inside += [c for c in noun.children if c.dep_ == "poss"]
    found = person_at(ctx, inside[0].i, pronoun=True) if inside else None
    return [Holder(found, "said", status(ctx, noun), False, planned)] if found is not None else []


def _gone(ctx: Context, verb: Token) -> list[Holder]:
    """Read "X resigned as", "X was dismissed as", "dismissed X as"; who may or will not resign still holds the post."""
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or verb.dep_ == "acl"
    sacked = [c for c in verb.children if c.dep_ == "dobj"]
    subject = surface_subject(verb) if passive or not sacked else sacked[0]
    found = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    told = status(ctx, verb)
    if found is None:
        return []
    over = told.polarity == "Affirmed" and told.modality == "Actual"
    return [Holder(found, "said", told if over else Status(asserted=told.asserted), over)]


def _successors(ctx: Context, verb: Token) -> list[Holder]:
    """Read "X succeeds Y as minister", "Y was replaced by X as minister": the one holds the post, the other did."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    objects += [g for c in verb.children if c.lower_ == "from" for g in c.children if g.dep_ == "pobj"]
    by = [c for t in verb.subtree if t.lower_ == "as" for d in t.children for c in d.children if c.lower_ == "by"]
    by += [c for c in verb.children if c.dep_ == "agent"]
    agents = [g for c in by for g in c.children if g.dep_ == "pobj"]
    subject = surface_subject(verb)
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (verb.dep_ == "acl" and bool(agents))
    new, old = (agents[:1], [subject]) if passive else ([subject], objects[:1])
    told = status(ctx, verb)
    found = []
    for tokens, past in ((new, False), (old, told.polarity == "Affirmed" and told.modality == "Actual")):
        for token in tokens:
            person = person_at(ctx, token.i, pronoun=True) if token is not None else None
            if person is not None:
                found.append(Holder(person, "said", told, past))
    return found


def _appointed(ctx: Context, verb: Token, root: Token | None) -> list[Holder]:
    """Read the passive "X was named minister" by its subject, the active "named X minister" by its object."""
    planned = verb.lemma_.lower() in cues()["nominate"]
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or verb.dep_ == "acl":
        subject = surface_subject(verb)
        persons = [subject] if subject is not None else []
    else:
        persons = [c for c in verb.children if c.dep_ in {"dobj", "nsubj"} and c.i > verb.i and c != root]
    found = [m for t in persons for one in expand(t)[:1] if (m := person_at(ctx, one.i, pronoun=True)) is not None]
    return [Holder(found[0], "said", status(ctx, verb), False, planned, appointing(ctx, verb))] if found else []
