"""Whether a clause is so, and who says it: polarity, modality and attribution, read once for each trigger.

The walk climbs from the trigger to the root of its sentence. On the way it meets auxiliaries, adverbs, negations and
markers of the clause itself, then the verbs and nouns that embed it ("plans to", "denied that", "a proposal for"),
then whoever reports it. Where cues compete the vocabulary's order decides: Negated first, then Conditional, Possible,
Planned, Actual.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import actors
from kg.extract.clause.arguments import clause_verb, expand, surface_subject
from kg.extract.context import Context, Status
from kg.model import Modality

_RANK: dict[Modality, int] = {"Actual": 0, "Planned": 1, "Possible": 2, "Conditional": 3}
_CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "acl"})
HEARSAY = 0.75


@dataclass(frozen=True)
class Cues:
    """The cue words, by what they do and where they are read."""

    aux: dict[str, str]
    adverbs: dict[str, str]
    governors: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    marks: frozenset[str]
    negators: frozenset[str]
    reporting: dict[str, str]


@cache
def cues() -> Cues:
    """Return the cues of `lexicon/cues.toml` and `lexicon/reporting_verbs.csv`."""
    data = lexicon.toml("cues")

    def by_word(part: str) -> dict[str, str]:
        return {word: effect for effect, words in data[part].items() for word in words}

    return Cues(
        aux=by_word("aux"),
        adverbs=by_word("adverb"),
        governors=by_word("verb"),
        nouns=by_word("noun"),
        adjectives=by_word("adjective"),
        marks=frozenset(data["mark"]["conditional"]),
        negators=frozenset(data["negator"]["words"]),
        reporting={row["lemma"]: row["kind"] for row in lexicon.table("reporting_verbs")},
    )


@dataclass
class _Reading:
    modality: Modality = "Actual"
    negations: int = 0
    denied_by: Token | None = None
    speaker: Token | None = None
    factor: float = 1.0
    asserted: bool = True
    seen: set[int] = field(default_factory=set)

    def raise_to(self, effect: str) -> None:
        """Take up a cue's effect unless a stronger one holds."""
        if effect == "negated":
            self.negations += 1
        elif effect == "hearsay":
            self.factor *= HEARSAY
        elif effect == "unasserted":
            self.asserted = False
        else:
            modality: Modality = {"planned": "Planned", "possible": "Possible", "conditional": "Conditional"}[effect]  # type: ignore[assignment]
            if _RANK[modality] > _RANK[self.modality]:
                self.modality = modality


def status(ctx: Context, token: Token) -> Status:
    """Return polarity, modality and speaker of what the token (a verb, or a noun with its governing verb) says."""
    cached = ctx.statuses.get(token.i)
    if cached is None:
        cached = ctx.statuses[token.i] = _read(ctx, token)
    return cached


def _read(ctx: Context, token: Token) -> Status:
    reading = _Reading()
    _climb(token, reading)
    sentence = token.sent
    if any(t.text.startswith("?") for t in sentence[-3:]):
        reading.asserted = False
    _according(sentence.root, token, reading)
    speaker = _speaker(ctx, reading.denied_by or reading.speaker, token)
    return Status(
        "Negated" if reading.negations % 2 else "Affirmed",
        reading.modality,
        speaker,
        round(reading.factor, 3),
        reading.asserted,
    )


def _climb(token: Token, reading: _Reading) -> None:
    current = token
    _own(current, reading)
    for _ in range(25):
        head, dep = current.head, current.dep_
        if head == current:
            return
        if dep in {"relcl", "appos"} or (dep == "acl" and _participle(current)):
            return
        if dep == "advcl" and head.pos_ in {"VERB", "AUX"} and _for_to(current):
            dep = "xcomp"
        elif dep == "advcl" and _purpose(current):
            reading.raise_to("planned")
        if dep in {"advcl", "prep"} and head.pos_ in {"VERB", "AUX"} and current.pos_ in {"VERB", "AUX"}:
            _report_above(head, reading)
            return
        if dep == "conj":
            if current.pos_ in {"VERB", "AUX"}:
                _inherit(current, head, reading)
            elif head.pos_ not in {"VERB", "AUX"}:
                current = head
                continue
        elif head.pos_ in {"VERB", "AUX"}:
            if dep in {"ccomp", "parataxis"} and _juxtaposed(current, head):
                return
            _embedded(current, head, dep, reading)
            if dep == "ccomp" and head.lemma_ == "be":
                _judged(head, reading)
            if dep in {"ccomp", "parataxis"} and head.lemma_.lower() in cues().reporting:
                _own_report(head, reading)
            else:
                _own(head, reading)
        elif head.pos_ in {"NOUN", "PROPN"}:
            _under_noun(current, head, dep, reading)
        elif head.pos_ == "ADJ" and dep in _CLAUSAL:
            effect = cues().adjectives.get(head.lemma_.lower())
            if effect:
                reading.raise_to(effect)
        current = head


def _judged(verb: Token, reading: _Reading) -> None:
    """Read what a clause is called: "it is false that X", "it is likely that X"."""
    for child in verb.children:
        if child.dep_ in {"acomp", "oprd"}:
            effect = cues().adjectives.get(child.lemma_.lower())
            if effect:
                reading.raise_to(effect)


def _juxtaposed(current: Token, head: Token) -> bool:
    """Return whether two main clauses merely stand side by side ("…; no decision was taken")."""
    known = cues()
    lemma = head.lemma_.lower()
    if lemma in known.reporting or lemma in known.governors or current.i > head.i:
        return False
    return not any(c.dep_ == "mark" for c in current.children)


def _own_report(verb: Token, reading: _Reading) -> None:
    """Read a reporting verb's clause: its mood is not that of what is said; "never said" asserts nothing."""
    if any(c.dep_ == "neg" or c.lower_ in {"never", "nor"} for c in verb.children):
        reading.asserted = False
    denied = _Reading()
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            _negated_subject(child, denied)
    if denied.negations:
        reading.asserted = False
    if any(c.dep_ == "mark" and c.lower_ in cues().marks for c in verb.children):
        reading.raise_to("conditional")


def _participle(verb: Token) -> bool:
    """Return whether a clause under a noun only describes it ("the ban imposed in May"; not "the report that …")."""
    if verb.tag_ not in {"VBN", "VBG", "VBD"}:
        return False
    return not any(
        c.dep_ in {"mark", "nsubj", "nsubjpass"} or (c.dep_ == "aux" and c.lower_ != "being") for c in verb.children
    )


def _for_to(verb: Token) -> bool:
    """Return whether a clause is "for X to do", which the parser may hang as an adverbial one."""
    words = {c.lower_ for c in verb.children if c.dep_ in {"mark", "aux"}}
    return words >= {"for", "to"} or (
        "to" in words
        and any(c.dep_ == "nsubj" and c.i > 0 and c.doc[c.left_edge.i - 1].lower_ == "for" for c in verb.children)
    )


def _within_list(verb: Token, adverb: Token) -> bool:
    """Return whether an adverb hedges one of several subjects: "Togo, Benin and, perhaps, Mali will"."""
    subjects = [c.i for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return len(subjects) > 1 and subjects[0] < adverb.i < subjects[-1]


def _purpose(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _own(token: Token, reading: _Reading) -> None:
    """Read the auxiliaries, adverbs, negation and marker of one clause, or the determiner of a noun."""
    if token.i in reading.seen:
        return
    reading.seen.add(token.i)
    known = cues()
    before_subject = False
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "neg" or (child.dep_ in {"det", "preconj", "advmod", "cc"} and lower in known.negators):
            reading.negations += 1
        elif child.dep_ in {"aux", "auxpass"}:
            before_subject = _auxiliary(token, child, reading) or before_subject
        elif (
            child.dep_ == "advmod"
            and lower in known.adverbs
            and child.i < token.i + 3
            and not _within_list(token, child)
        ):
            reading.raise_to(known.adverbs[lower])
        elif child.dep_ == "mark" and lower in known.marks:
            reading.raise_to("conditional")
        elif child.dep_ == "advcl" and _conditional(child):
            reading.raise_to("conditional" if _hypothetical(token) else "planned")
        elif child.dep_ in {"nsubj", "nsubjpass"}:
            _negated_subject(child, reading)
    if token.lemma_ == "be":
        _predicative(token, reading)
    if token.tag_ == "VB" and token.dep_ == "acl":
        reading.raise_to("planned")
    if token.lemma_ == "be" and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.children):
        reading.raise_to("planned")


def _predicative(verb: Token, reading: _Reading) -> None:
    """Read "one idea is a guarantee": what the subject only imagines is only possible."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            effect = cues().nouns.get(child.lemma_.lower())
            if effect:
                reading.raise_to(effect)


def _auxiliary(verb: Token, aux: Token, reading: _Reading) -> bool:
    effect = cues().aux.get(aux.lower_)
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    inverted = subject is not None and aux.i < subject.i and aux.lower_ in {"should", "were", "had"}
    if inverted and aux.i == verb.left_edge.i:
        reading.raise_to("conditional")
        return True
    if effect:
        reading.raise_to(effect)
    return False


def _hypothetical(verb: Token) -> bool:
    return any(
        c.dep_ == "aux" and c.lower_ in {"would", "'d", "’d", "could", "might", "may", "will", "can"}
        for c in verb.children
    )


def _conditional(clause: Token) -> bool:
    if any(c.dep_ == "mark" and c.lower_ in cues().marks for c in clause.children):
        return True
    first = clause.left_edge
    return first.lower_ in {"should", "were"} and first.dep_ in {"aux", "auxpass"} and first.is_title


def _negated_subject(subject: Token, reading: _Reading) -> None:
    """Read "no state", "neither side", "none of them" as subject: the clause is denied."""
    if subject.lower_ in {"none", "nobody", "neither", "nothing"}:
        reading.negations += 1
        return
    if any(c.dep_ in {"det", "preconj", "cc"} and c.lower_ in {"no", "neither"} for c in subject.children):
        reading.negations += 1


def _inherit(verb: Token, head: Token, reading: _Reading) -> None:
    """Let a conjoined verb without auxiliary or subject share those of the first: "will meet and sign"."""
    bare = not any(c.dep_ in {"aux", "nsubj", "nsubjpass", "expl"} for c in verb.children)
    if not bare:
        return
    for child in head.children:
        if child.dep_ == "aux" and verb.tag_ in {"VB", "VBN"} and child.i < head.i:
            effect = cues().aux.get(child.lower_)
            if effect:
                reading.raise_to(effect)
    reading.seen.add(head.i)


def _embedded(current: Token, head: Token, dep: str, reading: _Reading) -> None:
    """Read what an embedding verb does to its complement: plan, consider, deny, report."""
    known = cues()
    lemma = head.lemma_.lower()
    clausal = dep in _CLAUSAL or (dep == "prep" and current.pos_ == "ADP")
    effect = known.governors.get(lemma)
    if effect == "negated-from":
        effect = "negated" if dep in {"pcomp", "prep"} else None
    if effect == "negated" and dep not in {"xcomp", "pcomp", "prep"}:
        effect = None
    if effect and (clausal or dep in {"dobj", "pobj", "nsubjpass"}):
        _govern(head, effect, clausal, current, reading)
    if dep in {"ccomp", "parataxis"} and (lemma in known.reporting) and reading.speaker is None:
        reading.speaker = surface_subject(head)
    if dep == "xcomp" and head.lemma_ in {"think", "believe", "say", "report", "understand", "rumour", "rumor"}:
        reading.factor *= HEARSAY


def _govern(head: Token, effect: str, clausal: bool, current: Token, reading: _Reading) -> None:
    if effect == "denied":
        reading.negations += 1
        reading.denied_by = surface_subject(head)
    elif effect == "conditional-clause":
        reading.raise_to("conditional")
    elif effect == "planned-clause":
        if clausal and current.tag_ == "VB":
            reading.raise_to("planned")
    else:
        reading.raise_to(effect)


def _under_noun(current: Token, head: Token, dep: str, reading: _Reading) -> None:
    """Read what an embedding noun does: "a plan to", "the threat of", "talk of a cartel", "no plans for"."""
    if dep in _CLAUSAL or dep in {"prep", "compound", "pobj"}:
        effect = cues().nouns.get(head.lemma_.lower())
        if effect:
            reading.raise_to(effect)
            if any(c.dep_ == "det" and c.lower_ in cues().negators for c in head.children):
                reading.negations += 1


def _report_above(verb: Token, reading: _Reading) -> None:
    """Find who reports the main clause of an adverbial one."""
    for _ in range(8):
        head = verb.head
        if head == verb:
            return
        if verb.dep_ == "ccomp" and head.lemma_.lower() in cues().reporting and reading.speaker is None:
            reading.speaker = surface_subject(head)
            return
        verb = head


def _according(root: Token, token: Token, reading: _Reading) -> None:
    """Read "according to X" of the token's own clause or of the whole sentence."""
    for verb in dict.fromkeys((clause_verb(token), root)):
        for child in verb.children:
            if child.lower_ == "according":
                for to in child.children:
                    for pobj in to.children:
                        if pobj.dep_ == "pobj" and reading.speaker is None:
                            reading.speaker = pobj
            elif child.dep_ == "prep" and child.lower_ in {"in", "by"} and reading.speaker is None:
                reading.speaker = _in_words(child)


def _in_words(preposition: Token) -> Token | None:
    """Return whose words, view or account a phrase gives: "in his words", "by the ministry's account"."""
    for noun in preposition.children:
        if noun.dep_ == "pobj" and noun.lemma_ in {"word", "view", "account", "opinion", "telling"}:
            return next((c for c in noun.children if c.dep_ == "poss"), None)
    return None


def _speaker(ctx: Context, token: Token | None, trigger: Token) -> str:
    if token is None:
        for begin, end, key in ctx.quoted:
            if begin <= trigger.i < end:
                return key
        return ""
    found = actors(ctx, expand(token))
    return found[0].key if len(found) == 1 else ""
