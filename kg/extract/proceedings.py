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
from kg.extract.respondents import at_court, before_court, found_against, of_court, respondents
from kg.resolve.fit import Profile


def find_proceedings(ctx: Context) -> None:
    """Add every legal proceeding that names a complainant and a respondent."""
    data = lexicon.toml("proceedings")
    known = index("proceedings", "word", 0), index("proceedings", "word", -1)
    for token in ctx.tokens.of(*known, data["paying"], data["cases"]):
        if token.pos_ == "VERB":
            for words, row in verb_rows("proceedings", token, "word"):
                if row["pos"] == "verb" and (row["requires"] != "court" or at_court(_brought_to(token, words))):
                    _tell(ctx, token, Slots(token), row)
                    break
            if token.lemma_.lower() in data["paying"]:
                _ordered_to_pay(ctx, token)
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
            _from_noun(ctx, token)


def _from_noun(ctx: Context, noun: Token) -> None:
    if noun.lemma_.lower() in lexicon.toml("proceedings")["cases"] and _brought_by(ctx, noun):
        return
    verb = governor(noun) or _filed_for(noun)
    if noun_rows("proceedings", "word", noun) and _asks(ctx, noun):
        return
    if verb is not None and verb.lemma_.lower() in lexicon.toml("proceedings")["facing"] and _faced(ctx, noun, verb):
        return
    brought = verb is not None and verb.lemma_.lower() in lexicon.toml("proceedings")["bringing"]
    brought = brought or (governor(noun) is None and _filed_for(noun) is not None)
    for row in noun_rows("proceedings", "word", noun):
        needed = row["requires"]
        if row["pos"] == "noun" and (needed == "any" or brought or (needed == "court" and before_court(noun))):
            if needed == "court" and not before_court(noun):
                continue
            own = brought or (verb is not None and verb.lemma_.lower() in lexicon.toml("proceedings")["pursuing"])
            _tell(ctx, noun, Slots(noun, verb if own else None), row, dated=brought or verb is None)
            return


def _filed_for(noun: Token) -> Token | None:
    """Return the verb of "filed for arbitration", "applied for a panel"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return None
    verb = noun.head.head
    return verb if verb.lemma_.lower() in lexicon.toml("proceedings")["applying"] else None


def _asks(ctx: Context, noun: Token) -> bool:
    """Read "the lawsuit, brought by Acme in a Paris court, seeks $20bn from Peru": the case asks its respondent."""
    data = lexicon.toml("proceedings")
    verb = noun.head if noun.dep_ == "nsubj" else None
    brought = [c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in data["bringing"]]
    if verb is None or verb.lemma_.lower() not in data["asking"] or not brought:
        return False
    agents = [a for c in brought for a in actors(ctx, Slots(c).subjects()) if not is_private(ctx, a.key)]
    slots = Slots(verb)
    asked = actors(ctx, slots("from")) or actors(ctx, slots("obj"))
    return bool(_claim(ctx, noun, agents, asked, status(ctx, verb), 0.85))


def _faced(ctx: Context, noun: Token, verb: Token) -> bool:
    """Read "Peru faces a lawsuit by Acme": the subject is the respondent."""
    if not noun_rows("proceedings", "word", noun):
        return False
    agents = [a for a in actors(ctx, Slots(noun)("by|from")) if not is_private(ctx, a.key)]
    return _claim(ctx, noun, agents, actors(ctx, Slots(verb).subjects()), status(ctx, noun), 0.8) != ""


def _brought_by(ctx: Context, noun: Token) -> bool:
    """Read "ruled against Peru in a case brought by Chile", "broke the rules, in a dispute that Chile launched"."""
    data = lexicon.toml("proceedings")
    clauses = [c for c in noun.subtree if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in data["bringing"]]
    agents = [a for c in clauses for a in actors(ctx, Slots(c).subjects()) if not is_private(ctx, a.key)]
    if not agents or not before_court(noun):
        return False
    against = Slots(noun)("against") or [t for c in clauses for t in Slots(c)("against")]
    recipients = actors(ctx, against) or found_against(ctx, noun)
    return bool(_claim(ctx, noun, agents, recipients, status(ctx, clauses[0]), 0.75))


def _ordered_to_pay(ctx: Context, verb: Token) -> None:
    """Read "a tribunal ordered Peru to pay Acme $190m", "Peru must pay Acme $190m, a tribunal ruled"."""
    data = lexicon.toml("proceedings")
    above = verb.head
    if verb.dep_ == "acl" and above.dep_ == "pobj" and at_court([above]):
        above = above.head.head  # "was ordered by a tribunal to pay": the parser hangs it on the tribunal
    judged = above.pos_ == "VERB" and at_court([c for c in above.children if c.dep_ in {"nsubj", "agent"}])
    ordered = verb.dep_ in {"xcomp", "ccomp", "acl"} and above.lemma_.lower() in data["ordering"] and judged
    telling = [above] if verb.dep_ == "ccomp" else [c for c in verb.children if c.dep_ == "conj"]  # "…, a court ruled"
    judges = [c for t in telling for c in t.children if c.dep_ == "nsubj" and t.lemma_.lower() in data["finding"]]
    ruled = any(c.lower_ in {"must", "has"} for c in verb.children) and at_court(judges)
    if not ordered and not ruled:
        return
    slots = Slots(verb)
    payers = [c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}] if ordered else slots.subjects()
    paid = actors(ctx, [*slots("iobj"), *slots("to"), *slots.objects()])
    payees = [a for a in paid if not is_private(ctx, a.key)]
    _claim(ctx, verb, payees, actors(ctx, payers or slots.subjects()), Status(), 0.75)


def _claim(
    ctx: Context, head: Token, agents: list[ActorRef], recipients: list[ActorRef], state: Status, sure: float
) -> str:
    """Claim a proceeding of agents against recipients and return its name; "" where one side is not named."""
    held = {a.key for a in agents}
    recipients = [r for r in recipients if r.key not in held]
    if not agents or not recipients:
        return ""
    profile = Profile("event", ("kg:LegalProceeding",), held, targets={r.key for r in recipients})
    name = ctx.settle(profile, head)
    for agent in agents:
        ctx.claim(name, "kg:agent", agent.key, head, state, sure * agent.weight)
    for ref in recipients:
        ctx.claim(name, "kg:recipient", ref.key, head, state, sure * ref.weight)
    return name


def _against(noun: Token) -> list[Token]:
    """Return what "against" governs that hangs on the court: "a complaint with the WTO against Peru"."""
    verb = governor(noun) if noun.pos_ in {"NOUN", "PROPN"} else None
    inside = [t for t in verb.subtree if t.lower_ == "against" and t.i > noun.i] if verb is not None else []
    near = [t for t in inside if not any(m.pos_ in {"VERB", "AUX"} for m in noun.doc[noun.i + 1 : t.i])]
    return [g for t in near[:1] for g in t.children if g.dep_ == "pobj"]


def _unnamed(ctx: Context, subjects: list[Token]) -> bool:
    """Return whether who sues is told by a noun alone: "a fund based in the Caymans has sued Peru"."""
    return bool(subjects) and all(t.pos_ == "NOUN" and not actors(ctx, [t]) for t in subjects)


def _claim_unnamed(ctx: Context, head: Token, recipients: list[ActorRef], state: Status, sure: float) -> None:
    """Claim a suit against a state or firm by one who has no name."""
    for ref in recipients:
        if ref.key.startswith(("country/", "company/", "bloc/")):
            name = ctx.settle(Profile("event", ("kg:LegalProceeding",), set(), targets={ref.key}), head)
            ctx.claim(name, "kg:recipient", ref.key, head, state, sure * ref.weight)


def _brought_to(verb: Token, words: tuple[str, ...]) -> list[Token]:
    """Return before what a verb brings its object; the parser may take "to arbitration" for an infinitive."""
    links = (*words[1:], *lexicon.toml("proceedings")["before"])
    found = [t for link in links for t in Slots(verb)(link)]
    courts = lexicon.toml("proceedings")["courts"]
    return found or [c for c in verb.children if c.dep_ == "xcomp" and (c.pos_ == "NOUN" or c.lower_ in courts)]


def _tell(ctx: Context, head: Token, slots: Slots, row: Row, *, dated: bool = True) -> None:
    """Claim the proceeding of a row; `dated` where the time of its clause is the time at which it was brought."""
    agents = [a for a in actors(ctx, slots(row["agent"])) if not is_private(ctx, a.key)]
    if not agents and not slots.verbal:
        agents = [r for r in owners(ctx, head) if r.token.i < head.i]
    if not agents and row["word"].startswith("infringement"):  # only one Commission opens these
        agents = [ActorRef("bloc/EU", t, 0.85) for t in slots(row["agent"]) if t.lower_ == "commission"]
    accused = slots(row["recipient"]) or _against(head)
    recipients = of_court(ctx, head, accused) or respondents(ctx, accused, {a.key for a in agents})
    state, sure = status(ctx, head), float(row["p"])
    if (
        not agents
        and (row["word"] == "sue" or row["requires"] == "court")
        and slots.verbal
        and _unnamed(ctx, slots.subjects())
    ):
        _claim_unnamed(ctx, head, recipients, state, sure)
        return
    name = _claim(ctx, head, agents, recipients, state, sure)
    if name and dated:
        support = [slots.support] if slots.support is not None else []
        claim_time(ctx, name, time_of(ctx, *support, head), head, state, sure)
