"""What verbs say of a measure or agreement already met: what it covers, breaches, answers, when it begins or ends."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.exceptions import exceptions
from kg.extract.actors.noun_phrases import COMMODITIES, STATES, actors, goods, is_kind, origin
from kg.extract.bonds import in_limbo
from kg.extract.clause.arguments import Slots, clause_verb, expand, is_passive, surface_subject
from kg.extract.clause.attach import claim_time, last_told, quantities_of, thing_at, time_of
from kg.extract.clause.cues import cues
from kg.extract.clause.phrases import Row, index, verb_rows
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.quantities.finding import DurationMention, QuantityMention, find_durations
from kg.extract.rates import claim_rates, introducer
from kg.model import Value

_THINGS = frozenset({"measure", "agreement"})
_COUNTED = frozenset({"measure", "agreement", "reserve"})
_IMPERSONAL = frozenset({"amount", "change", "end", "holds", "last", "since", "start"})  # said of things
_SURE = 0.85
_EXEMPTING = frozenset({"exempt", "exclude", "spare"})
_EXEMPTIONS = frozenset({"exception", "exemption"})
_IN_FORCE = frozenset({"force", "effect", "place", "operation"})


def find_predicates(ctx: Context) -> None:
    """Claim what clauses say of measures and agreements that are their subject, and what measures respond to."""
    responding = frozenset(lexicon.toml("response")["nouns"])
    saying = index("measure_predicates", "trigger", 0)
    for token in ctx.tokens.of(saying, _EXEMPTING, _EXEMPTIONS, responding, forms=_IN_FORCE):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            _predicate(ctx, token)
        if token.lemma_ in _EXEMPTING and token.pos_ in {"VERB", "ADJ"}:
            _exempt(ctx, token)
        if token.lower_ in _IN_FORCE:
            _in_force(ctx, token)
        if token.pos_ == "NOUN" and token.lemma_ in _EXEMPTIONS:
            _exception(ctx, token)
        if token.pos_ in {"NOUN", "VERB"}:
            _retaliation(ctx, token)
    for i, spared in exceptions(ctx).items():
        _but(ctx, ctx.doc[i], spared)
    for name, heads in list(ctx.heads.items()):
        if ctx.occurrences[name].kind == "measure":
            for head in heads:
                _after(ctx, name, head)


def _predicate(ctx: Context, verb: Token) -> None:
    rows = verb_rows("measure_predicates", verb)
    if not rows:
        return
    if in_limbo(verb):
        return
    longest = len(rows[0][0])
    for words, row in rows:
        if len(words) == longest:
            kinds = frozenset({"reserve"}) if row["role"] == "holds" else _COUNTED
            for name in _subjects(ctx, verb, kinds, pronoun=row["role"] in _IMPERSONAL):
                _say(ctx, name, verb, row)


def _subjects(ctx: Context, verb: Token, kinds: frozenset[str] = _COUNTED, *, pronoun: bool) -> list[str]:
    """Return the measures and agreements that the verb is about: its subject, or of a passive its object.

    `pronoun`: a subject "it" is a thing told before even where it may mean a state.
    """
    subject = surface_subject(verb)
    if subject is None and is_passive(verb) and verb.head.pos_ in {"NOUN", "PROPN"}:
        subject = verb.head
    if subject is None:
        return []
    outer = _misread(verb, subject)
    if outer is not None:
        return [name for c in outer.children if (name := ctx.at.get(c.i)) in ctx.occurrences and c.dep_ == "relcl"]
    found = [thing_at(ctx, t, _COUNTED) or _whole(ctx, t) or _of_law(ctx, t) for t in expand(subject)]
    bare = not any(c.dep_ in {"prep", "compound", "amod"} for c in subject.children)
    if pronoun and (subject.lower_ in {"it", "that", "this"} or (subject.lower_ == "rate" and bare)):
        found = [found[0] or last_told(ctx, subject, kinds, any_number=subject.lower_ == "rate")]
    return [name for name in found if name is not None]


def _misread(verb: Token, subject: Token) -> Token | None:
    """Return the true subject where the seeming one is the object before it: "a rule that hits X was extended"."""
    inner = verb.head
    if verb.dep_ != "ccomp" or inner.dep_ != "relcl" or inner.i + 1 != subject.left_edge.i:
        return None
    if inner.lemma_ in lexicon.toml("control")["object_control"]:
        return None
    noun = inner.head
    while noun.pos_ == "PRON" and noun.dep_ == "pobj" and noun.head.head.dep_ == "relcl":
        noun = noun.head.head.head
    if inner.lemma_.lower() in cues().reporting and noun.dep_ != "ROOT":  # else the sentence has no other verb
        return None
    return noun


def _of_law(ctx: Context, noun: Token) -> str | None:
    """Return the measure that a law's own clause tells: "the decree that forbids exports expires in May"."""
    if noun.lemma_.lower() not in ctx.classes["law"]:
        return None
    found = (ctx.at.get(c.i) for c in noun.children if c.dep_ in {"relcl", "acl"})
    return next((n for n in found if n is not None and ctx.occurrences[n].kind == "measure"), None)


def _whole(ctx: Context, token: Token) -> str | None:
    """Return the thing in whose phrase the token stands: "Peru's ban on copper, which took effect"."""
    for _ in range(3):
        if token.dep_ not in {"pobj", "conj"}:
            return None
        token = token.head.head if token.dep_ == "pobj" else token.head
        name = ctx.at.get(token.i)
        if name is not None and ctx.occurrences[name].kind in _THINGS:
            return name
    return None


def _exempt(ctx: Context, token: Token) -> None:
    """Read "gold remains exempt from the tariff", "Washington exempted coffee from the duty", "basmati is spared"."""
    slots = Slots(token)
    spared = [token.head] if token.dep_ == "amod" and token.tag_ == "VBG" else slots("obj")
    wares = [t for t in spared if t.lemma_.lower() in ctx.classes["wares"] | ctx.classes["shipments"]]
    if token.pos_ == "VERB" and wares and not is_passive(token):
        sides = actors(ctx, slots("from|to|for") or [g for t in wares for g in Slots(t)("from|to|for")])
        told = _last_told(ctx, token)
        if sides and told and all(r.key.startswith(("country/", "bloc/", "region/")) for r in sides):
            for ref in sides:
                ctx.claim(told[0], "kg:exempts", ref.key, token, status(ctx, token), _SURE * 0.9)
            return
    if token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd"}:
        subject = surface_subject(token.head)
        spared = expand(subject) if subject is not None else []
    named = slots("from")
    kept_off = [c for c in token.children if c.dep_ == "dobj"] if token.lemma_ == "spare" and is_passive(token) else []
    if kept_off and (subject := surface_subject(token)) is not None:  # "Peru is spared the levy"
        spared, named = expand(subject), kept_off
    things = [t for t in (thing_at(ctx, w, {"measure"}) for w in named) if t is not None]
    alone = token.pos_ == "ADJ" or (is_passive(token) and (token.lemma_ != "exclude" or bool(goods(ctx, spared))))
    if not things and not named and alone:
        things = _last_told(ctx, token)
    if not things:
        return
    state = status(ctx, token)
    for name in things:
        for key in spared_of(ctx, spared):
            ctx.claim(name, "kg:exempts", key, token, state, _SURE)


def _exception(ctx: Context, noun: Token) -> None:
    """Read "banned exports, with an exception for Nepal" of the measure told of before in the sentence."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "with":
        return
    told = _last_told(ctx, noun)
    same = [i for i in ctx.at if noun.sent.start <= i < noun.i and told and ctx.at[i] == told[0]]
    for key in spared_of(ctx, Slots(noun)("for|of")) if same else []:
        ctx.claim(told[0], "kg:exempts", key, noun, status(ctx, noun), _SURE * 0.9)


def _but(ctx: Context, word: Token, spared: tuple[int, ...]) -> None:
    """Read "is paid on steel from all countries but Norway" of the measure told of in the sentence."""
    told = _last_told(ctx, word)
    if not told or not any(word.sent.start <= i < word.i and name == told[0] for i, name in ctx.at.items()):
        return
    for start in spared:
        mention = ctx.mentions.at(start)
        if mention is not None and is_kind(mention, STATES | COMMODITIES):
            ctx.claim(told[0], "kg:exempts", mention.entity.key, word, Status(), _SURE * 0.9)


def spared_of(ctx: Context, tokens: list[Token]) -> list[str]:
    """Return the goods, else the actors, that noun phrases name; of bare wares those they come from or go to."""
    found = [key for key, _ in goods(ctx, tokens)] or [ref.key for ref in actors(ctx, tokens)]
    wares = ctx.classes["wares"]
    return found or [r.key for t in tokens if t.lemma_.lower() in wares for r in origin(ctx, t, ("from", "to", "of"))]


def _last_told(ctx: Context, token: Token) -> list[str]:
    """Return the measure told of last, in the token's sentence or the two before."""
    floor = ctx.sentence_of(token) - 2
    for i in sorted((i for i in ctx.at if i < token.i), reverse=True):
        if ctx.sentence_of(ctx.doc[i]) < floor:
            return []
        name = ctx.at[i]
        if name in ctx.occurrences and ctx.occurrences[name].kind == "measure":
            return [name]
    return []


def _in_force(ctx: Context, noun: Token) -> None:
    """Read "in force since 3 June 2019", "in effect until June" of the thing named before it in the sentence."""
    if noun.i == 0 or ctx.doc[noun.i - 1].lower_ != "in":
        return
    time = next((t for t in ctx.times if noun.i < t.start <= noun.i + 2 and t.role in {"since", "from", "until"}), None)
    name = next((ctx.at[i] for i in range(noun.i, noun.sent.start - 1, -1) if i in ctx.at), None)
    if name is None and noun.i == noun.sent.start + 1:  # "In force since May, the ban has cost farmers dear"
        subject = surface_subject(clause_verb(noun))
        name = thing_at(ctx, subject, _THINGS) if subject is not None else None
    if time is not None and name is not None and ctx.occurrences[name].kind in _THINGS:
        claim_time(ctx, name, time, noun, Status(), _SURE)


def _say(ctx: Context, name: str, verb: Token, row: Row) -> None:
    state = status(ctx, verb)
    role = row["role"]
    tokens = Slots(verb)(row["slot"]) if row["slot"] else []
    if role in {"applies", "exempts"}:
        _covers(ctx, name, verb, tokens, role, state)
    elif role == "holds":
        for key, where in goods(ctx, tokens) if ctx.occurrences[name].kind == "reserve" else []:
            ctx.claim(name, "kg:covers", key, where, state, _SURE * 0.95)
    elif role == "target":
        for ref in actors(ctx, tokens):
            ctx.claim(name, "kg:target", ref.key, verb, state, _SURE)
    elif role == "start":
        claim_time(ctx, name, time_of(ctx, verb), verb, state, _SURE)
    elif role == "end":
        time = time_of(ctx, verb)
        if time is not None and time.span.start is not None and state.modality in {"Actual", "Planned"}:
            ctx.claim(name, "kg:endDate", Value(time.span.start.isoformat(), "date"), verb, state, _SURE)
    elif role == "since":
        time = time_of(ctx, verb)
        if time is not None and time.role in {"since", "from"}:
            claim_time(ctx, name, time, verb, state, _SURE)
    elif role == "last":
        _lasts(ctx, name, verb, state)
    elif role in {"amount", "change"}:
        if role == "change" and ctx.occurrences[name].kind == "measure" and state.modality in {"Actual", "Planned"}:
            time = time_of(ctx, verb)
            if time is not None and time.span.start is not None:
                ctx.changed.add((name, time.span.start.isoformat()))
            claim_time(ctx, name, time, verb, state, _SURE * 0.9)
        _amounts(ctx, name, verb, state, change=role == "change")
    elif role in {"breaches", "response"}:
        kinds = {"agreement"} if role == "breaches" else {"measure", "event"}
        for token in tokens:
            other = thing_at(ctx, token, kinds)
            if other is not None and other != name:
                ctx.claim(name, "kg:breaches" if role == "breaches" else "kg:responseTo", other, verb, state, _SURE)


def _covers(ctx: Context, name: str, verb: Token, tokens: list[Token], role: str, state: Status) -> None:
    """Claim what a measure or agreement covers or spares; what it "does not apply to" it spares."""
    agreement = ctx.occurrences[name].kind == "agreement"
    if ctx.occurrences[name].kind == "reserve":
        return
    if role == "applies" and not agreement and state.polarity == "Negated":
        for key in spared_of(ctx, tokens):
            ctx.claim(name, "kg:exempts", key, verb, replace(state, polarity="Affirmed"), _SURE * 0.9)
        return
    found = goods(ctx, [*tokens, *(t for s in tokens for t in _examples(s))])
    predicate = "kg:about" if agreement else "kg:appliesTo" if role == "applies" else "kg:exempts"
    for key, where in found:
        ctx.claim(name, predicate, key, where, state, _SURE)
    if agreement:
        return
    for ref in actors(ctx, tokens) if not found else []:
        ctx.claim(name, "kg:target" if role == "applies" else "kg:exempts", ref.key, verb, state, _SURE * 0.9)
    home = {"kg:PriceFloor", "kg:Subsidy"}.intersection(ctx.occurrences[name].types)
    if role == "applies" and not home:
        holders = ctx.profiles[name].agents
        wares = [t for t in tokens if found or t.lemma_.lower() in ctx.classes["wares"]]
        for ref in (r for t in wares for r in origin(ctx, t) if r.key not in holders):
            ctx.claim(name, "kg:target", ref.key, verb, state, _SURE * 0.85)


def _lasts(ctx: Context, name: str, verb: Token, state: Status) -> None:
    """Read "remains in force until June", "runs for ten years"."""
    time = time_of(ctx, verb)
    if time is not None and time.role == "until":
        claim_time(ctx, name, time, verb, state, _SURE)
    if ctx.occurrences[name].kind == "agreement":
        for duration in durations_of(ctx, verb):
            ctx.claim(name, "kg:duration", Value(duration, "duration"), verb, state, _SURE)


def durations_of(ctx: Context, verb: Token) -> list[str]:
    """Return the lengths of time that a verb's clause gives behind "for" or right after it."""
    found: tuple[DurationMention, ...] = ctx.memo.setdefault("durations", find_durations(ctx.doc))
    lengths = []
    for duration in found:
        root = ctx.doc[duration.root]
        link = root.head if root.head.pos_ in {"ADP", "SCONJ"} else root
        near = verb in {link.head, link.head.head, link.head.head.head}  # "remains in effect for five years"
        term = link.lower_ == "of" and link.head.lemma_.lower() in {"duration", "life", "period", "span", "term"}
        if near and verb.i < root.i and (link == root or link.lower_ in {"for", "over"} or term):
            lengths.append(duration.duration)
    return lengths[:1]


def _amounts(ctx: Context, name: str, verb: Token, state: Status, *, change: bool) -> None:
    """Read "the duty stands at 12%", "will rise from 30% to 50%", "the deal is worth $2bn"."""
    kind = ctx.occurrences[name].kind
    found = [(introducer(ctx, mention, prep), mention) for prep, mention in quantities_of(ctx, verb)]
    found = [(intro, mention) for intro, mention in found if mention.start > verb.i]
    if not change and any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children):  # "had stood at 20%"
        found = [("former", mention) for _, mention in found]
    if kind == "measure":
        if any(t.endswith(("Tariff", "Duty", "TariffRateQuota")) for t in ctx.occurrences[name].types):
            claim_rates(ctx, name, verb, found, state, _SURE, change=change)
        else:
            _limits(ctx, name, verb, found, state)
        return
    for intro, mention in found:
        unit = mention.quantity.unit
        money = len(unit) == 3 and unit.isupper()
        if intro in {"by", "from", "former"} or unit in {"%", "1"} or (kind == "agreement" and not money):
            continue
        ctx.claim(name, "kg:value" if money else "kg:volume", mention.quantity, verb, state, _SURE * 0.95)


def _limits(ctx: Context, name: str, verb: Token, found: list[tuple[str, QuantityMention]], state: Status) -> None:
    """Claim the volume of a quota or the price of a floor or cap: "the limit is 2 million tonnes", "stands at $20"."""
    priced = any("Price" in t for t in ctx.occurrences[name].types)
    for intro, mention in found:
        unit = mention.quantity.unit
        money = unit[:3].isupper() and len(unit.partition("/")[0]) == 3
        if intro in {"by", "from", "former"} or unit in {"%", "1"} or money != priced:
            continue
        ctx.claim(name, "kg:price" if priced else "kg:volume", mention.quantity, verb, state, _SURE * 0.95)


def _examples(token: Token) -> list[Token]:
    """Return the examples of a general noun: "products like doors, bicycles and turbines", "goods such as steel"."""
    return [
        t
        for c in token.children
        if c.dep_ == "prep" and c.lower_ in {"like", "as", "including"}
        for g in c.children
        if g.dep_ == "pobj"
        for t in expand(g)
    ]


def _after(ctx: Context, name: str, head: Token) -> None:
    """Read "China restricted exports after Trump's tariffs", "in response to the duties"."""
    verb = head if head.pos_ == "VERB" else head.head
    links = lexicon.toml("response")
    prepositions, nouns = frozenset(links["prepositions"]), frozenset(links["nouns"])
    for child in verb.children:
        if child.dep_ != "prep":
            continue
        for pobj in (g for g in child.children if g.dep_ == "pobj"):
            causes = [pobj] if child.lower_ in prepositions else []
            if child.lower_ in {"in", "as"} and pobj.lemma_.lower() in nouns:
                causes = [t for slot in ("to", "for", "against") for t in Slots(pobj)(slot)]
            for cause in causes:
                other = thing_at(ctx, cause, {"measure"})
                if other is not None and other != name:
                    hedged = replace(status(ctx, verb), factor=0.9)
                    ctx.claim(name, "kg:responseTo", other, head, hedged, 0.8 if child.lower_ in prepositions else 0.9)


def _retaliation(ctx: Context, token: Token) -> None:
    """Read "X call it an answer to the fishing ban", "sees no link between them"."""
    nouns = frozenset(lexicon.toml("response")["nouns"])
    if token.pos_ != "NOUN" or token.lemma_.lower() not in nouns or token.dep_ not in {"oprd", "attr", "dobj", "ccomp"}:
        return
    causes = [t for slot in ("for", "to", "against") for t in Slots(token)(slot)]
    found = [thing_at(ctx, t, {"measure"}) for t in causes]
    cause = next((f for f in found if f is not None), None)
    if cause is None:
        return
    verb = token.head
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None) or next(
        (c for c in verb.children if c.dep_ == "dobj" and c != token), None
    )
    if subject is None and verb.lemma_ == "be":
        subject = surface_subject(verb)
    name = thing_at(ctx, subject, {"measure"}) if subject is not None else None
    if name is None or name == cause:
        return
    said = surface_subject(verb) if verb.lemma_ != "be" else None
    speakers = actors(ctx, [said]) if said is not None and said != subject else []
    state = status(ctx, verb)
    if speakers:
        state = Status(state.polarity, state.modality, speakers[0].key, state.factor, state.asserted)
    ctx.claim(name, "kg:responseTo", cause, token, state, 0.8)
