"""Measures: tariffs, export and import restrictions, sanctions, subsidies, price floors and caps, production measures.

A measure is told by a noun, alone ("US tariffs on steel") or with a light verb ("imposed duties on"), or by a verb
that makes one ("banned exports of"). Which words, and where their arguments stand, is in `measure_nouns.csv`,
`measure_verbs.csv` and `measure_predicates.csv`.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import (
    COMMODITIES,
    ActorRef,
    actors,
    goods,
    is_kind,
    is_private,
    lemmas,
    names_actor,
    origin,
    owners,
    referent,
)
from kg.extract.bearing import Borne, Support, outer_of, support_of
from kg.extract.clause.arguments import Slots, is_passive, modifiers
from kg.extract.clause.attach import claim_time, time_of
from kg.extract.clause.classes import function_words
from kg.extract.clause.constraints import fits_object, meets
from kg.extract.clause.mood import hedged
from kg.extract.clause.phrases import Row, index, noun_rows, verb_rows
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.gates import gate_words, is_leaving, read_gate
from kg.extract.imposers import (
    EXPORTS,
    STATES,
    among,
    by_agency,
    by_announcement,
    by_bill,
    by_chance,
    by_place,
    by_speaker,
    granting,
    may_impose,
)
from kg.extract.imposing import PRESUPPOSING, sides_of
from kg.extract.levels import STARTING, claim_values, claim_when, time_told
from kg.extract.recalled import by_measure, inherited, of_another, same_state, told_before
from kg.extract.unlisted import trade_of, unlisted
from kg.resolve.fit import Profile

_ON_IMPORTS = frozenset({"kg:Tariff", "kg:AntiDumpingDuty", "kg:TariffRateQuota", "kg:ImportRestriction"})
_ON_TRADE = _ON_IMPORTS | EXPORTS
_AT_HOME = frozenset({"kg:PriceFloor", "kg:Subsidy"})  # whose goods' origin is nobody's that they are aimed at


def find_measures(ctx: Context) -> None:
    """Add every measure that the article tells of, in text order."""
    for token in ctx.tokens.of(index("measure_nouns", "noun", -1), index("measure_verbs", "trigger", 0), gate_words()):
        misread = token.dep_ == "relcl" and any(c.dep_ == "nsubj" for c in token.children)  # "the tariff it levies on"
        if token.pos_ in {"NOUN", "PROPN"} and not misread:
            rows = noun_rows("measure_nouns", "noun", token)
            if rows:
                _from_noun(ctx, token, rows)
        elif token.pos_ == "VERB" and not read_gate(ctx, token):
            for words, row in verb_rows("measure_verbs", token):
                slots = Slots(token)
                if fits_object(ctx, words, slots, row["object"]):
                    _from_verb(ctx, token, slots, row)
                    break


def _from_noun(ctx: Context, noun: Token, rows: list[Row]) -> None:
    found = support_of(ctx, noun)
    support, effect = found.verb, found.effect
    slots = Borne(ctx, noun, found)
    row = next((r for r in rows if meets(ctx, r["requires"], slots, noun)), None) or told_before(ctx, noun, rows)
    if row is None or row["class"] == "-" or noun.dep_ == "compound" or _nested(ctx, noun) or _of_list(ctx, noun):
        return
    if any(c.lower_ in function_words("unspecified") and c.dep_ in {"acl", "amod"} for c in noun.children):
        return
    if (
        row["class"] == "kg:Subsidy"
        and support is not None
        and support.lemma_ in lexicon.toml("measure_idioms")["paying"]
    ):
        effect = "do" if not is_passive(support) else effect
        found = replace(found, effect=effect, bearers=())
    demanded = effect == "plan" and _demanded(ctx, support, row)
    if demanded:
        if support.i in ctx.at:  # type: ignore[union-attr]
            return
        effect = "do"
        found = replace(found, effect=effect)
    agents, targets = sides_of(ctx, noun, slots, found, row)
    borne = [t for t in found.bearers if _bears(ctx, t)]
    covered = [t for name in ("on", "of", "for") for t in slots(name) if t in borne or not names_actor(ctx, t)]
    if row["class"] in _ON_IMPORTS:  # "apply a tariff to steel from Peru"
        covered += [t for t in slots("to") if _bears(ctx, t)]
    if not any(c.lower_ in function_words("definite") for c in noun.children):  # else it may be one told of before
        covered += _said_of(ctx, noun)
    if row["class"] == "kg:Subsidy":  # those who get it: "makers of magnets will receive a grant"
        covered += [t for b in found.bearers for t in (b, *Slots(b)("of"))]
        covered += [t for c in slots("to|for") for t in (c, *Slots(c)("of"))]
    applies = goods(ctx, [noun, *covered])
    if row["class"] in _ON_TRADE:
        bare = [t for t in covered if t != noun and not goods(ctx, [t])]
        applies += unlisted(ctx, [*bare, *(g for t in bare for g in Slots(t)("of"))])
    holders = {a.key for a in agents}
    if row["class"] in EXPORTS:  # "a ban on sales to Peru"
        bound = [t for c in covered if c.lemma_.lower() in ctx.classes["shipments"] for t in Slots(c)("to")]
        targets += [r for r in actors(ctx, bound) if r.key.startswith(STATES) and r.key not in holders]
    if row["class"] in _ON_IMPORTS:
        targets += [r for r in actors(ctx, slots("from")) if r.key not in holders]
    bearing = [t for t in covered if t in borne or _bears(ctx, t) or (row["class"] in _ON_IMPORTS and _wares(ctx, t))]
    bearing += [told for t in covered if (told := referent(ctx, t)) is not None]
    for place in bearing + [t for b in bearing if b.lemma_.lower() in ctx.classes["wares"] for t in Slots(b)("of")]:
        targets += [r for r in origin(ctx, place) if r.key not in holders]
    if row["class"] == "kg:SanctionsMeasure" and not targets and row["target"]:
        targets = [r for r in _nationals(ctx, slots(row["target"])) if r.key not in holders]
    if row["class"] in _AT_HOME:
        targets = []
    row = directed(ctx, row, noun, actors(ctx, slots("to")), targets)
    if borne and row["class"] == "kg:ExportDuty":  # what exports are hit by is laid on them abroad
        row = {**row, "class": "kg:Tariff"}
    definite = any(c.lower_ in function_words("anaphoric") for c in noun.children) and not (agents and applies)
    if not (agents or applies or definite):
        agents, applies, row = inherited(ctx, noun, found, row)
        targets = [t for t in targets if t.key not in {a.key for a in agents}]
    named = agents or applies or targets or definite
    if not named and effect not in {"refuse", "plan"}:
        return
    state = status(ctx, support) if demanded and support is not None else _noun_status(ctx, noun, found, row)
    if not agents and row["class"] in _ON_TRADE and (noun.dep_ in {"nsubj", "nsubjpass"} or borne):
        agents = by_announcement(ctx, noun) or by_speaker(ctx, noun, state, targets)
        lifted = effect == "undo" and row["class"] in _ON_IMPORTS  # mostly another's, of which the speaker is glad
        agents = [] if definite and (lifted or not applies or of_another(ctx, applies)) else agents
    if not agents and row["class"] == "kg:Subsidy" and effect == "undergo":
        agents = granting(ctx, noun, found.bearers) or by_speaker(ctx, noun, state, targets)
    _tell(ctx, noun, support, row, agents, applies, targets, state, effect, anaphoric=definite, inner=found.inner)


def _demanded(ctx: Context, verb: Token | None, row: Row) -> bool:
    """Return whether who asks for a licence makes it a rule: "China demands licences for exports of tin"."""
    return verb is not None and row["class"] == "kg:ExportLicensing" and verb.lemma_ in ctx.classes["obliging"]


def _said_of(ctx: Context, noun: Token) -> list[Token]:
    """Return what the noun's own clause says that it covers: "a price of $20 will apply to Peruvian tin"."""
    if noun.dep_ != "nsubj" or noun.head.pos_ != "VERB" or status(ctx, noun.head).polarity == "Negated":
        return []
    rows = [row for _, row in verb_rows("measure_predicates", noun.head) if row["role"] == "applies"]
    return [t for row in rows[:1] for t in Slots(noun.head)(row["slot"])]


def _bears(ctx: Context, token: Token) -> bool:
    """Return whether a noun names goods or wares, whose origin tells at whom a measure is aimed."""
    return commodity_heads(ctx, token) or token.lemma_.lower() in ctx.classes["wares"]


def _wares(ctx: Context, token: Token) -> bool:
    """Return whether a noun that no table knows may name goods: "duties on Chinese erythritol"; not people or firms."""
    words = ctx.classes["sanctioned"] | ctx.classes["human"] | ctx.classes["industry"] | ctx.classes["government"]
    return token.pos_ == "NOUN" and ctx.mentions.at(token.i) is None and lemmas(token).isdisjoint(words)


def _nationals(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    """Return the states or firms of those who are named by them alone: "twenty American firms", "units of Acme"."""
    named = [t for t in tokens if not lemmas(t).isdisjoint(ctx.classes["sanctioned"])]
    refs = [r for t in named for r in origin(ctx, t, ("from", "of", "in"))]
    return [replace(r, weight=r.weight * 0.8) for r in refs]


def directed(ctx: Context, row: Row, head: Token, to: list[ActorRef], targets: list[ActorRef]) -> Row:
    """Return the row with a bare restriction on goods made one of exports ("to X") or imports ("Belarusian grain")."""
    going = any(is_leaving(t) for t in head.subtree if t.dep_ in {"acl", "pcomp", "relcl"})
    if row["class"] == "kg:Tariff" and going and not targets:
        return {**row, "class": "kg:ExportDuty"}
    if row["class"] not in {"kg:TradeMeasure", "kg:ProductionMeasure"}:
        return row
    if going:
        return {
            **row,
            "class": "kg:ExportBan" if head.lemma_.lower() in ctx.classes["ban_word"] else "kg:ExportRestriction",
        }
    if row["class"] == "kg:ProductionMeasure":
        return row
    if to:
        bans = head.lemma_.lower() in ctx.classes["ban_word"]
        return {**row, "class": "kg:ExportBan" if bans else "kg:ExportRestriction"}
    return {**row, "class": "kg:ImportRestriction"} if targets else row


def _nested(ctx: Context, noun: Token) -> bool:
    """Return whether the noun only says of what a measure noun before it is: "a ban on subsidies"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "for", "on"}:
        outer = ctx.at.get(noun.head.head.i)
        if outer is not None and ctx.occurrences[outer].kind == "measure":
            ctx.at[noun.i] = outer
            return True
    return False


def _of_list(ctx: Context, noun: Token) -> bool:
    """Return whether a list only says on or off what a verb told of puts someone: "struck Acme off its blacklist"."""
    listed = noun.lemma_.lower() in lexicon.toml("measure_idioms")["lists"] and noun.dep_ == "pobj"
    return listed and noun.head.head.i in ctx.at


def _noun_status(ctx: Context, noun: Token, found: Support, row: Row) -> Status:
    """Return how certain the measure itself is: what is lifted, raised or merely spoken of exists."""
    support, effect = found.verb, found.effect
    read = status(ctx, noun)
    if support is not None and effect == "do" and support.dep_ in {"acl", "relcl"}:
        return status(ctx, support)  # "the levy, imposed in May, will stay": there it is
    if hedged(noun):  # "potential duties", "the levy takes effect in May": before all else
        return read
    known = any(c.dep_ in {"poss"} or c.lower_ in {"the", "these", "those", "its", "their"} for c in noun.children)
    plural = noun.tag_ in {"NNS", "NNPS"}
    nominal = support is not None and support.pos_ in {"NOUN", "PROPN"}
    definite = nominal and any(c.lower_ == "the" or c.dep_ == "poss" for c in support.children) and effect == "do"  # type: ignore[union-attr]
    if (
        effect in PRESUPPOSING
        or definite
        or (not effect and (known or plural) and support is None and noun.dep_ != "dobj")
    ):
        return Status(speaker=read.speaker, factor=read.factor * 0.95)
    if found.inner and effect not in {
        "refuse",
        "plan",
    }:  # "the duty that Peru charges" is there, whatever is said of it
        return status(ctx, found.inner[0])
    if not effect and known:
        return replace(read, polarity="Affirmed")
    disputed = lexicon.toml("measure_idioms")["disputing"]
    if effect == "refuse" and known and support is not None and support.lemma_.lower() in disputed:
        return Status(speaker=read.speaker, factor=read.factor * 0.9)
    if effect == "refuse" and read.modality in {"Actual", "Planned"}:
        return replace(read, modality="Possible", polarity="Affirmed")
    if support is not None and support.lemma_ == "offer" and row["class"] == "kg:Subsidy":
        return status(ctx, support)  # what a state offers to its industry is in force
    return read


def _from_verb(ctx: Context, verb: Token, slots: Slots, row: Row) -> None:
    objects = slots("obj")
    subjects = slots(row["agent"] or "-")
    named = actors(ctx, subjects) or by_measure(ctx, verb, subjects, row["class"]) or among(ctx, subjects)
    named = named or by_bill(ctx, subjects) or by_agency(ctx, subjects)
    agents = [a for a in named if may_impose(row, a.key) and not is_private(ctx, a.key)]
    if (named and not agents) or (not named and row["agent"] == "subj" and by_chance(ctx, slots("subj"))):
        return
    state = status(ctx, verb)
    if _drafted(ctx, subjects) and state.modality == "Planned":
        state = replace(state, modality="Possible")
    if row["agent"] == "-":  # who gives the licence that exporters need, or says that they need it, asks it of them
        agents = [a for a in actors(ctx, slots("obj.from|from|for.from|obj.of")) if _is_authority(a.key)]
        if not agents and _is_authority(state.speaker):
            agents = [ActorRef(state.speaker, verb, 0.85)]
    applies = goods(ctx, slots(row["applies"])) if row["applies"] else []
    if row["applies"] != "-":
        applies = applies or goods(ctx, objects)
        if row["class"] in _ON_TRADE:
            applies = applies or unlisted(ctx, [g for t in objects for g in (*Slots(t)("of"), *trade_of(ctx, t))])
    targets = actors(ctx, slots(row["target"])) if row["target"] else []
    if row["class"] != "kg:SanctionsMeasure":
        wares = [t for t in slots(row["applies"]) if t not in objects] if row["applies"] else []
        own = is_passive(verb) and not named and row["class"] in EXPORTS  # whose exports they are tells who bars them
        for thing in objects:
            targets += actors(ctx, Slots(thing)("to")) if own else origin(ctx, thing, ("to", "from"))
        targets += [r for thing in wares for r in origin(ctx, thing)]
    elif not targets:
        targets = _nationals(ctx, slots(row["target"]))
    things = [t for t in objects if lemmas(t).isdisjoint(ctx.classes["sanctioned"])]
    listed = goods(ctx, things) if row["class"] == "kg:SanctionsMeasure" and row["applies"] == "-" else []
    if listed and not actors(ctx, objects):  # "added gallium to its control list"
        row, applies = {**row, "class": "kg:ExportRestriction"}, listed
    if row["class"] in _ON_IMPORTS:
        inner = [t for o in objects if o.lemma_.lower() in ctx.classes["wares"] for t in Slots(o)("of")]
        targets += [r for t in inner if _bears(ctx, t) for r in origin(ctx, t)]
    ruled = all(not lemmas(t).isdisjoint(ctx.classes["law"] | ctx.classes["the_state"]) for t in subjects)
    if not named and ruled and row["agent"] != "-":
        agents = by_place(ctx, verb, objects, row["class"])
        agents = agents or (by_speaker(ctx, verb, state, targets) if row["class"] in _ON_TRADE else [])
        agents = agents or same_state(ctx, verb, row["class"], applies)
    targets = [t for t in targets if t.key not in {a.key for a in agents}]
    if not agents and not applies:
        return
    if row["object"] == "@shipments" and (_to_people(ctx, slots, objects) or not (applies or targets)):
        return  # "banned sales of alcohol to minors", "stopped the sale of a Saxon firm"
    if not agents and state.modality == "Actual" and not targets and row["agent"] != "-":
        return
    row = directed(ctx, row, verb, actors(ctx, slots("to")), targets) if applies else row
    effect = row["effect"] or "do"
    if effect in PRESUPPOSING:
        state = Status(speaker=state.speaker, factor=state.factor)
    _tell(ctx, verb, verb, row, agents, applies, targets, state, effect, anaphoric=False)


def _to_people(ctx: Context, slots: Slots, things: list[Token]) -> bool:
    """Return whether goods are sold to people at home: "sales of alcohol to minors"; not "to anyone who"."""
    buyers = [t for thing in things for t in Slots(thing)("to")] or slots("to")
    return bool(buyers) and all(t.pos_ == "NOUN" and not actors(ctx, [t]) and not owners(ctx, t) for t in buyers)


def _drafted(ctx: Context, subjects: list[Token]) -> bool:
    """Return whether a bill is what does it, also where the parser lost it: "a bill before the senate would ban"."""
    starts = [t.left_edge.i for t in subjects]
    before = [ctx.doc[i - 2] for i in starts if i > 1 and ctx.doc[i - 1].lower_ == "before"]
    return any(not lemmas(t).isdisjoint(ctx.classes["draft"]) for t in (*subjects, *before))


def _is_authority(key: str) -> bool:
    return key.startswith(("body/", *STATES))


def _tell(
    ctx: Context,
    head: Token,
    support: Token | None,
    row: Row,
    agents: list[ActorRef],
    applies: list[tuple[str, Token]],
    targets: list[ActorRef],
    state: Status,
    effect: str,
    *,
    anaphoric: bool,
    inner: tuple[Token, ...] = (),
) -> None:
    """Settle which measure is meant and claim what is told of it."""
    time = time_told(ctx, head, support) if effect else None
    profile = Profile(
        "measure",
        (row["class"],),
        {a.key for a in agents},
        {key for key, _ in applies},
        {t.key for t in targets},
    )
    if time is not None and effect in {"do", "deal"} and time.role in {"at", "since", "from"}:
        profile.start, profile.precision = time.span.start, time.span.precision
    begun = [(clause, t) for clause in inner if (t := time_of(ctx, clause)) is not None and effect not in STARTING]
    if begun and begun[0][1].span.start is not None:
        profile.start, profile.precision = begun[0][1].span.start, begun[0][1].span.precision
    name = ctx.settle(profile, head, anaphoric=anaphoric)
    ctx.at.setdefault(outer_of(ctx, head).i, name)
    if anaphoric and not (agents or applies or targets) and len(ctx.heads[name]) == 1:
        _forget(ctx, name, head)
        return
    sure = float(row["p"] or 0.8)
    for agent in agents:
        ctx.claim(name, "kg:imposedBy", agent.key, head, state, sure * agent.weight, modality=agent.hedge)
    for key, _ in applies:
        ctx.claim(name, "kg:appliesTo", key, head, state, sure)
    for target in targets:
        ctx.claim(name, "kg:target", target.key, head, state, sure * 0.95 * target.weight)
    claim_values(ctx, name, head, support, state, effect, sure)
    if not begun or effect == "undo" or (time is not None and time.role == "until"):
        claim_when(ctx, name, head, support, state, effect, sure)
    for clause, start in begun:
        claim_time(ctx, name, start, clause, status(ctx, clause), sure * 0.9)


def _forget(ctx: Context, name: str, head: Token) -> None:
    """Take back an occurrence that says nothing of its own and refers to nothing told before."""
    del ctx.occurrences[name], ctx.profiles[name], ctx.heads[name]
    ctx.at.pop(head.i, None)


def commodity_heads(ctx: Context, token: Token) -> bool:
    """Return whether the token or a modifier of it names a commodity."""
    found = (ctx.mentions.at(t.i) for t in (token, *modifiers(token)))
    return any(m is not None and is_kind(m, COMMODITIES) for m in found)
