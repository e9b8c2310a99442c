"""Whether a clause is so, and who says it: polarity, modality and attribution, read once for each trigger.

The walk climbs from the trigger to the root of its sentence. On the way it meets auxiliaries, adverbs, negations and
markers of the clause itself (`mood.py`), then the verbs and nouns that embed it ("plans to", "denied that", "a proposal
for"), then whoever reports it (`speakers.py`). Where cues compete the vocabulary's order decides: Negated first, then
Conditional, Possible, Planned, Actual.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.clause.arguments import clause_verb, holder, juxtaposed, surface_subject
from kg.extract.clause.cues import cues, effect_of_verb, leading
from kg.extract.clause.mood import HEARSAY, SUBJECTS, Reading, clause_start, negated_subject, negates, own
from kg.extract.clause.speakers import according, report_above, reporter, speaker_key
from kg.extract.clause.subjects import headline_plan
from kg.extract.context import Context, Status
from kg.extract.times.clauses import clause_time

_CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "acl"})
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_STEPS = 25


def status(ctx: Context, token: Token) -> Status:
    """Return polarity, modality and speaker of what the token (a verb, or a noun with its governing verb) says."""
    cached = ctx.statuses.get(token.i)
    if cached is None:
        cached = ctx.statuses[token.i] = _read(ctx, token)
    return cached


def _read(ctx: Context, token: Token) -> Status:
    reading = Reading()
    _climb(token, reading)
    if reading.kept is not None:
        reading.negations, reading.denied_by = reading.kept
    sentence = token.sent
    if any(t.text.startswith("?") for t in sentence[-3:]):
        reading.asserted = False
    if reading.modality == "Actual" and _ahead(ctx, token):
        reading.raise_to("planned")
    according(sentence.root, token, reading)
    if reading.negations > 1 and not reading.negations % 2:
        reading.raise_to("possible")  # "did not rule out imposing", "did not deny that"
    return Status(
        "Negated" if reading.negations % 2 else "Affirmed",
        reading.modality,
        speaker_key(ctx, reading.denied_by or reading.speaker, token),
        round(reading.factor, 3),
        reading.asserted,
    )


def _ahead(ctx: Context, token: Token) -> bool:
    """Return whether a clause in the present tells of a day to come: "meets on Friday", "are signing it next week"."""
    verb = clause_verb(token)
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    present = verb.tag_ in {"VBZ", "VBP"} if not helpers else helpers <= cues().present and verb.tag_ in {"VBG", "VBN"}
    today = ctx.article.date_at(token.idx)
    if not present or today is None:
        return False
    time = clause_time(verb, ctx.times)
    return time is not None and time.role in {"at", "from"} and time.span.start is not None and time.span.start > today


def _climb(token: Token, reading: Reading) -> None:
    current, passed = token, -1
    own(current, reading)
    if token.pos_ in _NOUNS:
        reading.raise_to(leading(token.left_edge, cues().noun_leads))
    for _ in range(_STEPS):
        head, dep = current.head, current.dep_
        if current.pos_ in _VERBS:
            _led(current, reading)
        if headline_plan(current):
            reading.raise_to("planned")
        if dep == "relcl" and _reported(current, head).lemma_.lower() in cues().reports and _that(current):
            dep = "acl"  # "a report in a paper that troops would be sent": no relative clause
        if head == current or dep in {"relcl", "appos"} or (dep == "acl" and _participle(current)):
            return
        verbal = head.pos_ in _VERBS
        if dep == "advcl" and verbal and _for_to(current):
            dep = "xcomp"
        elif dep == "advcl" and head.pos_ == "AUX" and current.tag_ == "VB":
            dep = "xcomp"  # "were Chile to ban"
        elif dep == "advcl" and _purpose(current):
            reading.raise_to("planned")
        if dep == "prep" and verbal and current.lower_ in cues().backdrops and reading.kept is None:
            reading.kept = (reading.negations, reading.denied_by)
        if dep in {"advcl", "prep"} and verbal and current.pos_ in _VERBS:
            report_above(head, reading)
            return
        if dep == "conj":
            if current.pos_ in _VERBS:
                _inherit(current, head, reading)
            elif not verbal:
                current = head
                continue
        elif verbal:
            if dep in {"ccomp", "parataxis"} and _juxtaposed(current, head):
                return
            if head.i != passed:
                _under_verb(current, head, dep, reading)
        elif head.pos_ in _NOUNS:
            passed = max(passed, _under_noun(current, head, dep, reading))
        elif head.pos_ == "ADJ" and dep in _CLAUSAL:
            reading.raise_to(cues().adjectives.get(head.lemma_.lower(), ""))
        elif head.pos_ == "ADJ" and dep == "prep":
            reading.raise_to(cues().adjective_preps.get(f"{head.lemma_.lower()} {current.lower_}", ""))
        current = head


def _led(verb: Token, reading: Reading) -> None:
    """Read what stands before a clause: "without imposing", "rather than ban", "in case it bans"."""
    effect = leading(clause_start(verb), cues().leads)
    if effect == "conditional" or (effect and (verb.dep_ not in {"ROOT", "ccomp"} or verb.tag_ == "VBG")):
        reading.raise_to(effect)


def _under_verb(current: Token, head: Token, dep: str, reading: Reading) -> None:
    """Read what an embedding verb does to its complement, and the mood of that verb's own clause."""
    _embedded(current, head, dep, reading)
    if dep in SUBJECTS or (dep == "ccomp" and head.lemma_ == "be"):
        _judged(head, reading)
    if dep in {"ccomp", "parataxis"} and head.lemma_.lower() in cues().reporting:
        _own_report(head, reading)
    elif dep != "ccomp" or not _valued(head):
        own(head, reading)


def _judged(verb: Token, reading: Reading) -> None:
    """Read what a clause or thing is called: "it is false that X", "a ban is likely"."""
    if verb.lemma_.lower() not in cues().copulas:
        return
    for child in verb.children:
        if child.dep_ in {"acomp", "oprd"}:
            reading.raise_to(cues().adjectives.get(child.lemma_.lower(), ""))


def _valued(verb: Token) -> bool:
    """Return whether a clause is only valued, and so is a fact: "it is not acceptable that X"."""
    judged = [c for c in verb.children if c.dep_ in {"acomp", "oprd"} and c.pos_ == "ADJ"]
    known = cues()
    return verb.lemma_ == "be" and any(
        c.lemma_.lower() not in known.adjectives and c.lemma_.lower() not in known.truth for c in judged
    )


def _juxtaposed(current: Token, head: Token) -> bool:
    """Return whether two main clauses merely stand side by side ("…; no decision was taken")."""
    known = cues()
    if juxtaposed(current, head):
        return True
    if head.lemma_.lower() in known.reporting or effect_of_verb(head, known.governors) or current.i > head.i:
        return False
    return not any(c.dep_ == "mark" for c in current.children)


def _own_report(verb: Token, reading: Reading) -> None:
    """Read a reporting verb's clause: its mood is not that of what is said; "never said" asserts nothing."""
    if any(c.dep_ == "neg" or c.lower_ in {"never", "nor"} for c in verb.children):
        reading.asserted = False
    denied = Reading()
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            negated_subject(child, denied)
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


def _purpose(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _inherit(verb: Token, head: Token, reading: Reading) -> None:
    """Let a conjoined verb without auxiliary or subject share those of the first: "will meet and sign"."""
    if any(c.dep_ in {"aux", "nsubj", "nsubjpass", "expl"} for c in verb.children):
        return
    for child in head.children:
        if child.dep_ == "aux" and verb.tag_ in {"VB", "VBN"} and child.i < head.i:
            reading.raise_to(cues().aux.get(child.lower_, ""))
    reading.seen.add(head.i)


def _embedded(current: Token, head: Token, dep: str, reading: Reading) -> None:
    """Read what an embedding verb does to its complement: plan, consider, deny, report, accuse of."""
    known = cues()
    lemma = head.lemma_.lower()
    prepositional = dep == "prep" and current.pos_ == "ADP"
    clausal = dep in _CLAUSAL or prepositional
    effect = effect_of_verb(head, known.governors)
    if effect == "negated-from":
        effect = "negated" if dep in {"pcomp", "prep"} else ""
    if effect == "negated" and dep not in {"xcomp", "pcomp", "prep"}:
        effect = ""
    if effect and (clausal or dep in {"dobj", "pobj", "nsubjpass"}):
        _govern(head, effect, clausal, current, reading)
    reports = dep in {"ccomp", "parataxis"} and lemma in known.reporting
    if (reports or (prepositional and f"{lemma} {current.lower_}" in known.attributing)) and reading.speaker is None:
        reading.speaker = reporter(head)
    if dep == "xcomp" and lemma in known.hearsay:
        reading.factor *= HEARSAY


def _govern(head: Token, effect: str, clausal: bool, current: Token, reading: Reading) -> None:
    expected = head.lemma_.lower() in cues().foreseen and any(c.lower_ == "had" for c in head.children)
    if effect == "planned" and expected:
        effect = "possible"  # "had been expected to object": whether it did is open
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


def _under_noun(current: Token, head: Token, dep: str, reading: Reading) -> int:
    """Read what an embedding noun does: "a plan to", "the threat of", "no plans for", "rejected claims that".

    Return the index of the verb whose effect on the noun is thereby read too, or -1.
    """
    known = cues()
    clause = current.pos_ in _VERBS and dep in {"acl", "ccomp", "relcl"} and not _participle(current)
    head = _reported(current, head) if clause else head
    lemma = head.lemma_.lower()
    if clause and any(c.lower_ in known.scant and c.i < head.i for c in head.children) and lemma not in known.nouns:
        reading.asserted = False  # "little evidence that", "no sign that"
    if lemma in known.reports and (clause or current.pos_ == "ADP"):
        verb = _rejecting(head)
        if verb is not None:
            reading.negations += 1
            reading.denied_by = surface_subject(verb)
            return verb.i
        if clause:
            reading.raise_to(leading(head.left_edge, known.noun_leads))
            reading.speaker = reading.speaker or holder(head)
    if dep in _CLAUSAL or dep in {"prep", "compound", "pobj"}:
        effect = known.nouns.get(lemma, "")
        reading.raise_to(effect)
        denied = head.i not in reading.seen and any(negates(c) for c in head.children)
        if effect and (denied or _dropped(head)):
            reading.negations += 1
    return -1


def _reported(clause: Token, noun: Token) -> Token:
    """Return the report whose content a that-clause is where the parser hangs it on a noun within its phrase.

    "Denied a report in a newspaper that troops would be sent": the clause is what the report says.
    """
    complement = _that(clause)
    above = noun
    for _ in range(3):
        if not complement or above.lemma_.lower() in cues().reports:
            break
        if above.dep_ != "pobj" or above.head.dep_ != "prep" or above.head.head.pos_ not in _NOUNS:
            return noun
        above = above.head.head
    return above if above.lemma_.lower() in cues().reports else noun


def _that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _dropped(plan: Token) -> bool:
    """Return whether a plan, proposal or threat is given up: "dropped its plan to", "backed away from a proposal"."""
    verb = plan.head
    if plan.dep_ == "pobj" and verb.pos_ == "ADP":
        verb = verb.head.head if verb.head.pos_ == "ADV" else verb.head
        return f"{verb.lemma_.lower()} {plan.head.lower_}" in cues().dropping
    return plan.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in cues().dropping


def _called_false(verb: Token) -> bool:
    """Return whether a verb of naming calls its object false: "called the report baseless", "branded it as fake"."""
    said = [c for c in verb.children if c.i > verb.i and c.dep_ in {"oprd", "acomp", "ccomp", "amod", "xcomp", "attr"}]
    said += [g for c in verb.children if c.lower_ == "as" for g in c.children]
    return any(t.lemma_.lower() in cues().falsehood for t in said)


def _rejecting(noun: Token) -> Token | None:
    """Return the verb that says of a report that it is not so: "dismissed reports that", "rejected as false claims"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "as":
        verb = verb.head
    elif noun.dep_ not in {"dobj", "nsubjpass", "nsubj"}:
        return None
    lemma = verb.lemma_.lower()
    if lemma in cues().naming and _called_false(verb):
        return verb
    if noun.dep_ == "nsubj":
        return (
            verb.head
            if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in cues().naming and _called_false(verb)
            else None
        )
    particles = [f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in {"prt", "advmod", "prep"}]
    rejects = verb.pos_ == "VERB" and not cues().rejecting.isdisjoint([lemma, *particles])
    return verb if rejects and not any(negates(c) for c in verb.children) else None
