"""What a clause or noun phrase says of its own mood: auxiliaries, negation, adverbs, conditions, modifiers."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.clause.classes import noun_classes
from kg.extract.clause.cues import cues, following, leading
from kg.model import Modality

RANK: dict[Modality, int] = {"Actual": 0, "Planned": 1, "Possible": 2, "Conditional": 3}
HEARSAY = 0.75
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MODALITIES: dict[str, Modality] = {"planned": "Planned", "possible": "Possible", "conditional": "Conditional"}
_INVERTED = frozenset({"should", "were", "had"})
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass
class Reading:
    """What was read so far on the way from a trigger to the root of its sentence."""

    modality: Modality = "Actual"
    negations: int = 0
    denied_by: Token | None = None
    speaker: Token | None = None
    factor: float = 1.0
    asserted: bool = True
    kept: tuple[int, Token | None] | None = None  # negations and denier before the thing proved a mere backdrop
    seen: set[int] = field(default_factory=set)

    def raise_to(self, effect: str) -> None:
        """Take up a cue's effect unless a stronger one holds."""
        if effect == "negated":
            self.negations += 1
        elif effect == "hearsay":
            self.factor *= HEARSAY
        elif effect == "unasserted":
            self.asserted = False
        elif effect and RANK[_MODALITIES[effect]] > RANK[self.modality]:
            self.modality = _MODALITIES[effect]


def own(token: Token, reading: Reading) -> None:
    """Read the auxiliaries, adverbs, negation and marker of one clause, or the determiner and modifiers of a noun."""
    if token.i in reading.seen:
        return
    reading.seen.add(token.i)
    known = cues()
    noun = token.pos_ in _NOUNS
    for child in token.children:
        lower = child.lower_
        if negates(child):
            reading.negations += 1
        elif child.dep_ in {"aux", "auxpass"}:
            _auxiliary(token, child, reading)
        elif child.dep_ == "advmod" and lower in known.adverbs and child.i < token.i + 3:
            _adverb(token, child, reading)
        elif child.dep_ == "advmod" and any(c.dep_ == "neg" and c.lower_ == "no" for c in child.children):
            apart = child.i > token.i and any(c.dep_ == "prep" and c.i == child.i + 1 for c in child.children)
            reading.negations += not apart  # "no longer"; not "buys it from A, no longer from B"
        elif child.dep_ == "mark" and lower in known.marks:
            reading.raise_to("conditional")
        elif child.dep_ in {"advcl", "ccomp"} and conditional(child) and not _past(token):
            reading.raise_to("conditional" if _hypothetical(token) else "planned")
        elif child.dep_ in SUBJECTS and child.i not in reading.seen:
            negated_subject(child, reading)
        elif noun and child.i < token.i and lower in known.modifiers:
            reading.raise_to(known.modifiers[lower])
    if not noun and not _past(token) and _in_case(token):
        reading.raise_to("conditional")
    _infinitive(token, reading)
    if token.lemma_.lower() in known.copulas:
        _predicative(token, reading)


def _in_case(verb: Token) -> bool:
    """Return whether a phrase in a clause is its condition: "plans to deport him in case of an acquittal"."""
    starts: list[int] | None = verb.doc.user_data.get("kg_conditions")
    if starts is None:
        words = [t.lower_ for t in verb.doc]
        phrases = [tuple(p.split()) for p, effect in cues().noun_leads.items() if effect == "conditional"]
        starts = [
            i for i in range(len(words)) for p in phrases if words[i] == p[0] and tuple(words[i : i + len(p)]) == p
        ]
        verb.doc.user_data["kg_conditions"] = starts
    return any(verb.i < i <= verb.right_edge.i and _clause_of(verb.doc[i]) == verb for i in starts)


def _clause_of(token: Token) -> Token:
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def negates(child: Token) -> bool:
    """Return whether a dependent denies what it hangs on; "not only", "not until" deny nothing."""
    if child.dep_ != "neg" and not (
        child.dep_ in {"det", "preconj", "advmod", "cc"} and child.lower_ in cues().negators
    ):
        return False
    after = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
    return after not in cues().not_negating


def negated_subject(subject: Token, reading: Reading) -> None:
    """Read "no state", "neither side", "none of them" as subject: the clause is denied."""
    denying = any(c.dep_ in {"det", "preconj", "cc"} and c.lower_ in {"no", "neither"} for c in subject.children)
    if denying or subject.lower_ in cues().negative_subjects:
        reading.negations += 1


def conditional(clause: Token) -> bool:
    """Return whether an adverbial clause is a condition: "if", "in case", "provided", "should it", "were it to"."""
    if clause.dep_ != "ccomp":
        if any(c.dep_ == "mark" and c.lower_ in cues().marks for c in clause.children):
            if _single_case(clause):
                return False
            return "even" not in {c.lower_ for c in clause.children}
        if _inverted(clause):
            return True
    return leading(clause_start(clause), cues().leads) == "conditional"


def _single_case(clause: Token) -> bool:
    """Return whether "unless" only exempts single cases: "unless a miner can show", "unless a licence is granted"."""
    if not any(c.dep_ == "mark" and c.lower_ == "unless" for c in clause.children):
        return False
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
    words = noun_classes()
    cases = words["industry"] | words["trader"] | words["customer"] | words["permit"]
    return subject is not None and subject.pos_ == "NOUN" and subject.lemma_.lower() in cases


def clause_start(verb: Token) -> Token:
    """Return the first word of a clause behind its markers: its subject, its auxiliary or the verb itself."""
    starts = [verb]
    for child in verb.children:
        if child.i < verb.i and child.dep_ in SUBJECTS:
            starts.append(child.left_edge)
        elif child.i < verb.i and child.dep_ in {"aux", "auxpass", "neg"}:
            starts.append(child)
    return min(starts, key=lambda t: t.i)


def hedged(noun: Token) -> bool:
    """Return whether a noun phrase itself says how real its thing is, or is the subject of what does.

    "Potential duties", "a levy is on the table", "the ban takes effect in May": the mood is that of the clause. Of
    other definite things spoken of ("the duties hurt farmers") it is not.
    """
    known = cues()
    if any(c.i < noun.i and c.lower_ in known.modifiers for c in noun.children):
        return True
    if leading(noun.left_edge, known.noun_leads):
        return True
    if noun.dep_ not in SUBJECTS:
        return False
    verb = noun.head
    lemma = verb.lemma_.lower()
    if lemma in known.copulas:
        judged = any(c.dep_ in {"acomp", "oprd"} and c.lemma_.lower() in known.adjectives for c in verb.children)
        return judged or bool(following(verb, known.predicates))
    return lemma in known.occurring or any(
        f"{lemma} {t.lower_}" in known.occurring for t in verb.doc[verb.i + 1 : verb.i + 2]
    )


def _adverb(token: Token, adverb: Token, reading: Reading) -> None:
    effect = cues().adverbs[adverb.lower_]
    degree = effect == "unasserted" and token.lemma_.lower() in cues().degree_verbs
    if not degree and not _within_list(token, adverb):
        reading.raise_to(effect)


def _within_list(verb: Token, adverb: Token) -> bool:
    """Return whether an adverb hedges one of several subjects: "Togo, Benin and, perhaps, Mali will"."""
    subjects = [c.i for c in verb.children if c.dep_ in SUBJECTS]
    return len(subjects) > 1 and subjects[0] < adverb.i < subjects[-1]


def _auxiliary(verb: Token, aux: Token, reading: Reading) -> None:
    if aux.text == "May" and aux.i and aux.doc[aux.i - 1].like_num:
        return  # "which on 21 May summoned": a month
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is not None and aux.i < subject.i and aux.lower_ in _INVERTED and aux.i == verb.left_edge.i:
        reading.raise_to("conditional")
        if aux.lower_ == "had" and any(c.dep_ == "neg" for c in verb.children):
            reading.asserted = False  # "had it not imposed": it did
        return
    effect = cues().aux.get(aux.lower_, "")
    if effect == "planned" and aux.lower_ in {"would", "'d", "’d"} and _perfect(verb):
        effect = "conditional"  # "would have imposed"
    elif effect == "planned" and aux.lower_ == "would" and _of_proposal(verb, subject):
        effect = "possible"  # "the bill would ban"
    reading.raise_to(effect)


def _of_proposal(verb: Token, subject: Token | None) -> bool:
    """Return whether a clause tells what a bill, proposal or package would do."""
    if subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        subject = verb.head
    classes = noun_classes()
    return subject is not None and subject.lemma_.lower() in classes["proposal"] | classes["law"] | classes["draft"]


def _perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in {"have", "'ve", "’ve"} for c in verb.children)


def _infinitive(verb: Token, reading: Reading) -> None:
    """Read "the plan to ban", "is to ban", "Ghana to ban" (a headline), "were Chile to ban", "has yet to ban"."""
    to = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is not None and to.i and verb.doc[to.i - 1].lower_ == "yet":
        reading.negations += 1
    headline = to is not None and any(c.dep_ in SUBJECTS for c in verb.children)
    if verb.tag_ == "VB" and (verb.dep_ == "acl" or headline):
        reading.raise_to("planned")
    if verb.lemma_ == "be":
        infinitives = {c.dep_ for c in verb.children if c.tag_ == "VB" or (c.tag_ == "VBN" and _to_be(c))}
        if infinitives & {"xcomp", "advcl"} and _inverted(verb):
            reading.raise_to("conditional")
        elif "xcomp" in infinitives:
            reading.raise_to("planned")


def _to_be(verb: Token) -> bool:
    """Return whether a participle is a passive infinitive: "is to be lifted"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _inverted(verb: Token) -> bool:
    """Return whether a clause is a condition by its word order: "should X happen", "were X to"."""
    first = verb.left_edge
    if first.lower_ not in _INVERTED or not first.is_title:
        inner = first.lower_ in {"should", "were"} and first.i > 0 and first.doc[first.i - 1].text == ","
        if not inner:
            return False
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return subject is not None and first.i < subject.i


def _predicative(verb: Token, reading: Reading) -> None:
    """Read "one idea is a guarantee", "a ban is on the table": what a copula says of its subject."""
    known = cues()
    for child in verb.children:
        if child.dep_ == "nsubj":
            reading.raise_to(known.nouns.get(child.lemma_.lower(), "") if verb.lemma_ == "be" else "")
    reading.raise_to(known.predicates.get(following(verb, known.predicates), ""))


def _hypothetical(verb: Token) -> bool:
    return any(c.dep_ == "aux" and (c.lower_ in cues().aux or c.lower_ == "will") for c in verb.children)


def _past(verb: Token) -> bool:
    """Return whether a clause tells of the past, which no condition unmakes: "lifted the ban even if it hurt"."""
    return verb.tag_ == "VBD" and not any(c.dep_ == "aux" for c in verb.children)
