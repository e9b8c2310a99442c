"""Legal proceedings: arbitration, law suits, panels and complaints at the WTO, with complainant and respondent."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors, is_private, owners
from kg.extract.clause.arguments import Slots, governor
from kg.extract.clause.attach import claim_time, time_of
from kg.extract.clause.phrases import Row, index, noun_rows, verb_rows
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.resolve.fit import Profile


def find_proceedings(ctx: Context) -> None:
    """Add every legal proceeding that names a complainant and a respondent."""
    data = lexicon.toml("proceedings")
    known = index("proceedings", "word", 0), index("proceedings", "word", -1)
    for token in ctx.tokens.of(*known, data["paying"], data["cases"]):
        if token.pos_ == "VERB":
            for words, row in verb_rows("proceedings", token, "word"):
                if row["pos"] == "verb" and (row["requires"] != "court" or _at_court(_brought_to(token, words[-1]))):
                    _tell(ctx, token, Slots(token), row)
                    break
            if token.lemma_.lower() in data["paying"]:
                _ordered_to_pay(ctx, token)
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
            _from_noun(ctx, token)


def _from_noun(ctx: Context, noun: Token) -> None:
    if noun.lemma_.lower() in lexicon.toml("proceedings")["cases"] and _brought_by(ctx, noun):
        return
    verb = governor(noun)
    brought = verb is not None and verb.lemma_.lower() in lexicon.toml("proceedings")["bringing"]
    for row in noun_rows("proceedings", "word", noun):
        needed = row["requires"]
        if row["pos"] == "noun" and (needed == "any" or brought or (needed == "court" and _before_court(noun))):
            if needed == "court" and not _before_court(noun):
                continue
            _tell(ctx, noun, Slots(noun, verb if brought else None), row)
            return


def _brought_by(ctx: Context, noun: Token) -> bool:
    """Read "ruled against Peru in a case brought by Chile", "broke the rules, in a dispute that Chile launched"."""
    data = lexicon.toml("proceedings")
    clauses = [c for c in noun.subtree if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in data["bringing"]]
    agents = [a for c in clauses for a in actors(ctx, Slots(c).subjects()) if not is_private(ctx, a.key)]
    if not agents or not _before_court(noun):
        return False
    against = Slots(noun)("against") or [t for c in clauses for t in Slots(c)("against")]
    recipients = actors(ctx, against) or _found_against(ctx, noun)
    return _claim(ctx, noun, agents, recipients, status(ctx, clauses[0]), 0.75)


def _found_against(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return against whom a court found in the noun's sentence, or whose measure breaks the rules."""
    data = lexicon.toml("proceedings")
    found: list[ActorRef] = []
    for token in noun.sent:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in data["finding"]:
            found += actors(ctx, Slots(token)("against"))
        elif token.pos_ == "VERB" and lemma in data["losing"]:
            found += actors(ctx, Slots(token).subjects())
    if found:
        return found
    ruled = any(t.lemma_.lower() in data["finding"] for t in noun.sent)
    names = [ctx.at[t.i] for t in noun.sent if t.i in ctx.at and t.i < noun.i]
    measures = [n for n in names if ruled and n in ctx.profiles and ctx.profiles[n].kind == "measure"]
    return [ActorRef(key, noun, 0.85) for key in sorted(ctx.profiles[measures[0]].agents)] if measures else []


def _ordered_to_pay(ctx: Context, verb: Token) -> None:
    """Read "a tribunal ordered Peru to pay Acme $190m", "Peru must pay Acme $190m, a tribunal ruled"."""
    data = lexicon.toml("proceedings")
    above = verb.head
    judged = above.pos_ == "VERB" and _at_court([c for c in above.children if c.dep_ in {"nsubj", "agent"}])
    ordered = verb.dep_ in {"xcomp", "ccomp"} and above.lemma_.lower() in data["ordering"] and judged
    telling = [above] if verb.dep_ == "ccomp" else [c for c in verb.children if c.dep_ == "conj"]  # "…, a court ruled"
    judges = [c for t in telling for c in t.children if c.dep_ == "nsubj" and t.lemma_.lower() in data["finding"]]
    ruled = any(c.lower_ in {"must", "has"} for c in verb.children) and _at_court(judges)
    if not ordered and not ruled:
        return
    slots = Slots(verb)
    payers = [c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}] if ordered else slots.subjects()
    paid = actors(ctx, [*slots("iobj"), *slots("to"), *slots.objects()])
    payees = [a for a in paid if not is_private(ctx, a.key)]
    _claim(ctx, verb, payees, actors(ctx, payers or slots.subjects()), Status(), 0.75)


def _claim(
    ctx: Context, head: Token, agents: list[ActorRef], recipients: list[ActorRef], state: Status, sure: float
) -> bool:
    """Claim a proceeding of agents against recipients; False where one side is not named."""
    held = {a.key for a in agents}
    recipients = [r for r in recipients if r.key not in held]
    if not agents or not recipients:
        return False
    profile = Profile("event", ("kg:LegalProceeding",), held, targets={r.key for r in recipients})
    name = ctx.settle(profile, head)
    for agent in agents:
        ctx.claim(name, "kg:agent", agent.key, head, state, sure * agent.weight)
    for ref in recipients:
        ctx.claim(name, "kg:recipient", ref.key, head, state, sure * ref.weight)
    return True


def _brought_to(verb: Token, link: str) -> list[Token]:
    """Return before what a verb brings its object; the parser may take "to arbitration" for an infinitive."""
    return Slots(verb)(link) or [c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "NOUN"]


def _at_court(tokens: list[Token]) -> bool:
    """Return whether one of the tokens heads or is the name of a court, tribunal or arbitration."""
    words = frozenset(lexicon.toml("proceedings")["courts"])
    near = [t for token in tokens for t in (token, *token.lefts, *token.subtree)]
    return any(t.lemma_.lower() in words or t.lower_ in words for t in near)


def _before_court(noun: Token) -> bool:
    """Return whether the noun's sentence names a court: "its case against X", which the Court of Justice hears."""
    words = frozenset(lexicon.toml("proceedings")["courts"])
    return any(t.lemma_.lower() in words or t.lower_ in words for t in noun.sent if t != noun)


def _tell(ctx: Context, head: Token, slots: Slots, row: Row) -> None:
    agents = [a for a in actors(ctx, slots(row["agent"])) if not is_private(ctx, a.key)]
    if not agents and not slots.verbal:
        agents = [r for r in owners(ctx, head) if r.token.i < head.i]
    if not agents and row["word"].startswith("infringement"):  # only one Commission opens these
        agents = [ActorRef("bloc/EU", t, 0.85) for t in slots(row["agent"]) if t.lower_ == "commission"]
    held = {a.key for a in agents}
    against = slots(row["recipient"])
    recipients = actors(ctx, against) or [r for t in against for r in owners(ctx, t)]  # "against Chinese duties"
    recipients = [r for r in recipients if r.key not in held]
    if not agents or not recipients:
        return
    state = status(ctx, head)
    sure = float(row["p"])
    profile = Profile("event", ("kg:LegalProceeding",), held, targets={r.key for r in recipients})
    name = ctx.settle(profile, head)
    for agent in agents:
        ctx.claim(name, "kg:agent", agent.key, head, state, sure * agent.weight)
    for ref in recipients:
        ctx.claim(name, "kg:recipient", ref.key, head, state, sure * ref.weight)
    claim_time(
        ctx, name, time_of(ctx, *([slots.support] if slots.support is not None else []), head), head, state, sure
    )
