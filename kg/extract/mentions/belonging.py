"""Which organisation belongs to which, which state to which group: "a unit of Y", "owned by", "its members include"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from kg import lexicon
from kg.extract.clause.subjects import surface_subject
from kg.language.mention import Link, Mention, Mentions

_ORGS = ("company/", "organization/", "body/")
_BUSINESS = ("company/",)
_STATES = ("country/", "subdivision/")
_CLUBS = ("bloc/", "organization/")
_LEADING = frozenset({"DT", "JJ", "JJS", "JJR", "RB", "VBN", "VBG", "NN", "NNP", "HYPH", "CD", "PRP$"})
_OPENING = frozenset({",", "(", "–", "—"})
_FREE = frozenset({"DT", "JJ", "NN", "POS", "VBN", "VBG", "RB", "HYPH", "NNS", "CD"})
_REACH = 9
_COUNTS = frozenset({"include", "comprise", "be", "number"})
_SEATS = frozenset({"headquarters", "seat", "secretariat"})
_BELONG = frozenset({"belong"})
_SHARES = frozenset({"%", "percent", "per", "stake", "half", "share", "third", "quarter", "cent", "partly", "jointly"})


@cache
def _rows() -> dict[str, tuple[str, frozenset[str]]]:
    return {
        row["word"]: (row["tie"], frozenset(row["prepositions"].split("|"))) for row in lexicon.table("ties_groups")
    }


def find_belonging(doc: Doc, mentions: Mentions) -> Iterator[Link]:
    """Give what belongs to what by the words between the names of organisations, and the members that groups have."""
    for token in doc:
        low = token.lower_
        if low in _rows():
            yield from _tie(doc, mentions, token)
        elif low in _SEATS:
            yield from _seat(mentions, token)
        elif low in {"owns", "own"} and token.pos_ == "VERB":
            yield from _owns(doc, mentions, token)
        elif low == "members":
            yield from _members(mentions, token)
        elif token.lemma_ in _BELONG and token.pos_ == "VERB":
            yield from _belongs(mentions, token)


def _tie(doc: Doc, mentions: Mentions, token: Token) -> Iterator[Link]:
    tie, prepositions = _rows()[token.lower_]
    if token.lower_ in {"parent", "owner"} and any(c.dep_ == "poss" for c in token.children):
        yield from _its_parent(doc, mentions, token)
        return
    subject = _before(doc, mentions, token.i)
    if subject is None or not subject.entity.key.startswith(_ORGS):
        return
    i = token.i + 1
    if token.lower_ == "parent" and i < len(doc) and doc[i].lower_ in {"company", "firm", "group"}:
        i += 1
    if prepositions != {""}:
        if i >= len(doc) or doc[i].lower_ not in prepositions:
            return
        i += 1
    elif doc[token.i - 1].text not in _OPENING:
        return
    other = _phrase(doc, mentions, i)
    if other is None or other.entity.key == subject.entity.key:
        return
    link = _link(tie, subject.entity.key, other.entity.key, token.i)
    if link is not None:
        yield link


def _its_parent(doc: Doc, mentions: Mentions, noun: Token) -> Iterator[Link]:
    """Read "X and its parent Y", "X's owner, Y," and "X, whose parent is Y" of companies."""
    owner = next(c for c in noun.children if c.dep_ == "poss")
    if owner.tag_ == "WP$":
        clause = noun.head if noun.dep_ in {"nsubj", "attr"} else noun
        child = mentions.at(clause.head.i) if clause.dep_ == "relcl" else None
        i = next((c.i + 1 for c in [clause] if c.lemma_ == "be"), 0)
    else:
        child = mentions.at(owner.i)
        i = noun.i + 1
        i += i < len(doc) and doc[i].lower_ in {"company", "firm", "group"}
        i += i < len(doc) and doc[i].text == ","
    parent = _phrase(doc, mentions, i) if i else None
    if child is None or parent is None or not child.entity.key.startswith(("company/", "organization/")):
        return
    if parent.entity.key.startswith(_BUSINESS) and parent.entity.key != child.entity.key:
        yield Link(child.entity.key, "kg:subsidiaryOf", parent.entity.key, noun.i, 0.82)


def _seat(mentions: Mentions, noun: Token) -> Iterator[Link]:
    """Read "X has its headquarters in Y" and "X, whose seat is in Y"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    verb = noun.head
    if owner is None or noun.dep_ not in {"dobj", "nsubj", "nsubjpass"} or verb.pos_ not in {"VERB", "AUX"}:
        return
    if owner.tag_ == "WP$":
        group = mentions.at(verb.head.i) if verb.dep_ == "relcl" else None
    else:
        group = mentions.at(owner.i)
    if (
        verb.lemma_ not in {"have", "be", "lie"}
        or verb.tag_ == "VBD"
        or any(c.dep_ in {"neg", "aux"} for c in verb.children)
    ):
        return
    for preposition in [c for c in (*noun.children, *verb.children) if c.lower_ in {"in", "at"}]:
        for child in preposition.children:
            place = mentions.at(child.i) if child.dep_ == "pobj" else None
            sited = place is not None and place.entity.key.startswith(("place/", "country/", "subdivision/"))
            if group is not None and place is not None and sited and group.entity.key.startswith((*_ORGS, "bloc/")):
                yield Link(group.entity.key, "kg:headquarteredIn", place.entity.key, noun.i, 0.85)
                return


def _link(tie: str, one: str, other: str, i: int) -> Link | None:
    """Return the link between two organisations, None where they are of no fitting sort."""
    if tie == "parent":
        tie, one, other = "child", other, one
    if tie == "child" and one.startswith(_BUSINESS) and other.startswith("organization/"):
        return Link(one, "kg:subsidiaryOf", other, i, 0.82)
    if tie == "child" and one.startswith(_ORGS) and other.startswith(_BUSINESS):
        return Link(one, "kg:subsidiaryOf", other, i, 0.85) if not one.startswith("body/") else None
    if one.startswith(("organization/", "body/")) and other.startswith("body/"):
        return Link(one, "kg:partOf", other, i, 0.85)
    return None


def _before(doc: Doc, mentions: Mentions, i: int) -> Mention | None:
    """Return the name that the phrase around token `i` is in apposition to, or the subject of "is"."""
    first = doc[i].sent.start
    k = i - 1
    while k > first and i - k < _REACH and (doc[k].tag_ in _LEADING or doc[k].lower_ == "and"):
        k -= 1
    while k > first and doc[k].lower_ in {"which", "that", "is", "are", "was"} and i - k < _REACH:
        k -= 1
    if doc[k].text in _OPENING and k > first:
        k -= 1
        if doc[k].text == ")" and k - 2 > first and doc[k - 2].text == "(":
            k -= 3
        found = mentions.at(k)
        return found if found is not None and found.form in ("name", "acronym") and found.end == k + 1 else None
    noun = doc[i]
    if noun.dep_ in {"attr", "acomp"} and noun.head.lemma_ == "be":
        past = noun.head.tag_ == "VBD" or any(c.dep_ in {"neg", "aux"} for c in noun.head.children)
        subject = surface_subject(noun.head)
        return mentions.at(subject.i) if subject is not None and not past else None
    if noun.tag_ == "VBN" and noun.dep_ in {"acl", "relcl"} and noun.i == noun.head.i + 1:
        return mentions.at(noun.head.i)
    return None


def _phrase(doc: Doc, mentions: Mentions, i: int) -> Mention | None:
    """Return the organisation that the noun phrase at token `i` names at its end."""
    found: Mention | None = None
    first = i
    while i < len(doc) and i - first < _REACH:
        mention = mentions.at(i)
        if mention is not None and mention.form != "noun":
            found = mention if mention.entity.key.startswith(_ORGS) else None
            i = mention.end
            beside = mentions.at(i)
            if mention.form == "description" and beside is not None and beside.form in ("name", "acronym"):
                continue  # "the German conglomerate Acme"
            if found is not None and not (i < len(doc) and doc[i].tag_ == "POS"):
                after = doc[i] if i < len(doc) else None
                return found if after is None or after.tag_ not in {"NN", "NNS"} else None
        elif doc[i].tag_ in _FREE or doc[i].text == "-":
            i += 1
        else:
            return None
    return None


def _owns(doc: Doc, mentions: Mentions, verb: Token) -> Iterator[Link]:
    """Read "X, which owns Y" of two companies, where no share is given."""
    near = {t.lower_ for t in doc[max(verb.i - 3, 0) : min(verb.i + _REACH, len(doc))]}
    if verb.tag_ not in {"VBZ", "VBP"} or not _SHARES.isdisjoint(near) or any(c.dep_ == "neg" for c in verb.children):
        return
    subject = surface_subject(verb)
    owner = mentions.at(subject.i) if subject is not None else None
    owned = _phrase(doc, mentions, verb.i + 1)
    if owner is None or owned is None or not owner.entity.key.startswith(_BUSINESS):
        return
    if owned.entity.key.startswith(_BUSINESS) and owned.entity.key != owner.entity.key:
        yield Link(owned.entity.key, "kg:subsidiaryOf", owner.entity.key, verb.i, 0.8)


def _members(mentions: Mentions, noun: Token) -> Iterator[Link]:
    """Read "Its eight members include A and B", "whose members are A and B" and "A, B and three other members of X"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "among" and verb.head.lemma_ in {"count", "number", "have"}:
        yield from _counted(mentions, noun, verb.head)
    elif noun.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in _COUNTS:
        owners = [c for c in noun.children if c.dep_ == "poss"]
        group = _club(mentions, owners[0]) if owners else None
        objects = [c for c in verb.children if c.dep_ in {"dobj", "attr"}]
        if group is not None and not any(c.dep_ in {"aux", "neg"} for c in verb.children):
            for one in _states(mentions, objects):
                yield Link(one.entity.key, "kg:memberOf", group.entity.key, noun.i, 0.88)
    elif noun.dep_ == "conj" and any(c.lower_ == "other" for c in noun.children):
        inside = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        group = _club(mentions, inside[0]) if inside else None
        top = noun.head
        while top.dep_ == "conj":
            top = top.head
        if group is not None:
            for one in _states(mentions, [top]):
                yield Link(one.entity.key, "kg:memberOf", group.entity.key, noun.i, 0.85)


def _counted(mentions: Mentions, noun: Token, verb: Token) -> Iterator[Link]:
    """Read "X counts A and B among its members"."""
    subject = surface_subject(verb)
    group = _club(mentions, subject) if subject is not None else None
    if group is not None and verb.tag_ in {"VBZ", "VBP"} and any(c.tag_ == "PRP$" for c in noun.children):
        for one in _states(mentions, [c for c in verb.children if c.dep_ == "dobj"]):
            yield Link(one.entity.key, "kg:memberOf", group.entity.key, noun.i, 0.85)


def _belongs(mentions: Mentions, verb: Token) -> Iterator[Link]:
    """Read "A and B belong to X" of states."""
    subject = surface_subject(verb)
    inside = [g for c in verb.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"]
    group = _club(mentions, inside[0]) if inside else None
    if subject is None or group is None or verb.tag_ not in {"VBZ", "VBP"}:
        return
    if not any(c.dep_ in {"neg", "aux"} for c in verb.children):
        for one in _states(mentions, [subject]):
            yield Link(one.entity.key, "kg:memberOf", group.entity.key, verb.i, 0.85)


def _club(mentions: Mentions, token: Token) -> Mention | None:
    """Return the group of states at a token; "whose" means what its clause hangs on."""
    if token.tag_ == "WP$":
        clause = token.head.head
        token = clause.head if clause.dep_ == "relcl" else token
    found = mentions.at(token.i)
    if found is None or found.entity.types[0] not in {"kg:Bloc", "kg:InternationalOrganization"}:
        return None
    return found if found.entity.key.startswith(_CLUBS) else None


def _states(mentions: Mentions, tokens: list[Token]) -> Iterator[Mention]:
    """Give the states at tokens and all that is coordinated with them."""
    queue = list(tokens)
    while queue:
        one = queue.pop(0)
        found = mentions.at(one.i)
        if found is not None and found.form != "demonym" and found.entity.key.startswith(_STATES):
            yield found
        queue += [c for c in one.children if c.dep_ in {"conj", "appos"}]
