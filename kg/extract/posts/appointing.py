"""Who is put into a post, by the order of the words: "named X (Y) director", "As minister from 2015 to 2019, X"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.cues import cues
from kg.extract.posts.persons import Holder, person_at
from kg.extract.posts.phrases import noun_phrase
from kg.extract.posts.titles import Title

_APPOINTING = ("company/", "organization/", "country/", "bloc/", "body/", "place/")
_TO_POST = frozenset({"as", "to", "be", "the", "a", "an"})


def named_as(ctx: Context, title: Title) -> list[Holder]:
    """Read "named X (Y) director", "appointed X as its chief", "keeps X as minister" by the order of the words."""
    doc, i = ctx.doc, title.start - 1
    while i > 0 and (doc[i].lower_ in _TO_POST or doc[i].tag_ == "PRP$"):
        i -= 1
    if i > 2 and doc[i].text == ")":
        opening = next((k for k in range(i - 1, max(i - 5, 0), -1) if doc[k].text == "("), 0)
        i = opening - 1 if opening else i
    person = person_at(ctx, i, pronoun=True)
    if person is None or person.end != i + 1 or person.form == "description":
        return []
    k = person.start - 1
    while k > 0 and person.start - k < 6 and doc[k].tag_ in {"NN", "JJ", "NNP", "DT", "PRP$", "VBN"} and k >= 0:
        if doc[k].lemma_.lower() in cues()["appoint"] | cues()["keep"] and doc[k].tag_.startswith("VB"):
            break
        k -= 1
    verb = doc[k]
    if verb.lower_ == "in" and k and doc[k - 1].lemma_.lower() == "swear":
        verb = doc[k - 1]
    lemma = verb.lemma_.lower()
    keeping = lemma in cues()["keep"] and any(t.lower_ == "as" for t in doc[person.end : title.start])
    if verb.pos_ not in {"VERB", "AUX"} or not (lemma in cues()["appoint"] or keeping):
        return []
    if verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children):
        return []
    planned = lemma in cues()["nominate"]
    return [Holder(person, "said", status(ctx, verb), False, planned, appointing(ctx, verb))]


def in_office(ctx: Context, title: Title) -> list[Holder]:
    """Read "As finance minister from 2015 to 2019, X cut taxes": past where the years or "ago" say so."""
    doc, i = ctx.doc, title.start - 1
    while i > 0 and doc[i].tag_ in {"DT", "PRP$"}:
        i -= 1
    if i < 0 or doc[i].lower_ != "as" or not (doc[i].is_sent_start or (i and doc[i - 1].text == ",")):
        return []
    first = title.span.end
    comma = next((k for k in range(first, min(first + 14, title.span.sent.end)) if doc[k].text == ","), 0)
    k = comma + 1
    while comma and k < title.span.sent.end and doc[k].pos_ not in {"VERB", "AUX"}:
        if (person := person_at(ctx, k, pronoun=True)) is not None:
            break
        k += 1
    person = person_at(ctx, k, pronoun=True) if comma else None
    if person is None or k - comma > 6:
        return []
    verb = next((t for t in doc[person.end : title.span.sent.end] if t.tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)
    between = doc[first:comma]
    if verb is None:
        return []
    opening = doc[doc[i].sent.start : i]
    past = any(t.lower_ in cues()["spell"] for t in between) or any(t.lower_ == "ago" for t in opening)
    if not past and (verb.tag_ == "VBD" or len(between)):
        return []
    return [Holder(person, "said", Status(), past)]


def appointing(ctx: Context, verb: Token) -> Mention | None:
    """Return the state or organisation that is the subject of "appoint"; a parliament fills others' posts."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if subject is None and verb.dep_ in {"xcomp", "ccomp", "conj", "acl", "relcl", "advcl"}:
        subject = surface_subject(verb)
    mention = ctx.mentions.at(subject.i) if subject is not None else None
    if mention is None and subject is not None and subject.lower_ in cues()["through"] | cues()["appointers"]:
        mention = _whose(ctx, subject)
    elif mention is None or subject is None or mention.root != subject.i:
        return None
    return mention if mention is not None and mention.entity.key.startswith(_APPOINTING) else None


def _whose(ctx: Context, noun: Token) -> Mention | None:
    """Return whose board, president or parliament appoints: "the board of X", "Y's president", "parliament in Z"."""
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in {"amod", "compound"} and ctx.mentions.at(child.i) is not None):
            return ctx.mentions.at(child.i)
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "at"}:
            return noun_phrase(ctx, child.i + 1, noun.sent.end).mention
    return None
