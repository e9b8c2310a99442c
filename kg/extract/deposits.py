"""Deposits: which state, region or place has what in its ground (kg:hasDepositsOf); of a place its country too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, goods, is_kind
from kg.extract.clause.arguments import Slots, ancestors, expand, is_passive, modifiers
from kg.extract.clause.classes import function_words
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.extract.ground import MASS, PLACES, amounts, lands, measured_of, minerals, states
from kg.extract.supply.portions import Good
from kg.extract.supply.traders import holders

_SURE = 0.85
_VERBAL = frozenset({"VERB", "AUX"})


def find_deposits(ctx: Context) -> None:
    """Claim kg:hasDepositsOf wherever the article says so."""
    words = lexicon.toml("deposits")
    nouns = frozenset(words["deposit"]) | frozenset(words["reserve"])
    found = frozenset(words["finding"]) | frozenset(words["resting"])
    containing, adjectives = frozenset(words["containing"]), words["adjectives"]
    struck, sites = frozenset(words["struck"]), frozenset(words["sites"])
    for token in ctx.tokens.of(sites, struck, nouns, containing, found, adjectives):
        lemma = token.lemma_.lower()
        if lemma in sites:
            _site(ctx, token)
        if lemma in struck and token.i:
            _struck(ctx, token)
        if token.pos_ in {"NOUN", "PROPN"} and lemma in nouns:
            _deposit(ctx, token)
        elif token.pos_ in _VERBAL and lemma in containing:
            _contains(ctx, token)
        elif token.pos_ == "VERB" and lemma in found:
            _found(ctx, token)
        elif lemma in adjectives and token.pos_ in {"ADJ", "VERB", "PROPN"}:
            _rich(ctx, token, adjectives[lemma])


def _deposit(ctx: Context, noun: Token) -> None:
    """Read "holds deposits of copper", "Bolivia's lithium resources", "deposits of cobalt in Uganda"."""
    things = _things(ctx, noun)
    if not things or not _in_the_ground(ctx, noun, things):
        return
    verb = _holding_verb(noun)
    owners = _owners(ctx, noun)
    head = noun
    if verb is not None:
        subject = lands(ctx, Slots(verb).subjects()) if verb.pos_ in _VERBAL else _adjective_subject(ctx, verb)
        if verb.pos_ not in _VERBAL and not subject:
            subject = _home(ctx, verb)
        if subject:
            owners, head = subject, verb
    if not owners:
        owners, head = _lying(ctx, noun) or _with(ctx, noun), _clause_head(noun)
    denied = any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)
    _claim(ctx, owners, things, head, noun, denied=denied, known=head == noun)
    if owners and not denied:
        _claim(ctx, _ranked_before(ctx, noun), things, head, noun, known=True)


def _ranked_before(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return the state behind which another's deposits are ranked: "the second-largest reserves after China"."""
    if not any(c.tag_ == "JJS" for c in noun.children):
        return []
    near = ctx.doc[noun.i + 1 : min(noun.i + 9, noun.sent.end)]
    behind = [t for t in near if t.lower_ in {"after", "behind"} and t.pos_ in {"ADP", "SCONJ"}]
    return states(ctx, [t for p in behind[:1] for c in p.children if c.dep_ == "pobj" for t in expand(c)])


def _site(ctx: Context, noun: Token) -> None:
    """Read "Ireland's only zinc mine, Tara Deep", "the Escondida copper mine": what a named site is for lies there."""
    named = [m for t in noun.children if t.dep_ == "appos" and (m := ctx.mentions.at(t.i)) is not None]
    own = ctx.mentions.at(noun.i)
    places = [m for m in (*named, own) if m is not None and is_kind(m, PLACES) and m.form == "name"]
    inner = [t for t in modifiers(noun) if t.dep_ in {"compound", "amod", "nmod"}]
    things = [
        (m.entity.key, t)
        for t in inner
        for m in ctx.mentions.all(t.i)
        if m.entity.key.startswith("mineral/")
        and m.form == "noun"
        and m.entity.key not in lexicon.toml("deposits")["generic"]
    ]
    if len(places) != 1 or not things:
        return
    state = replace(status(ctx, noun), polarity="Affirmed", modality="Actual", speaker="")
    place = places[0].entity.key
    for key, where in things[:1]:
        ctx.claim(place, "kg:hasDepositsOf", key, where, state, _SURE * 0.95)
    owners = [r for c in noun.children if c.dep_ == "poss" for r in lands(ctx, [c]) if r.key.startswith("country/")]
    if named and len(owners) == 1:
        ctx.claim(place, "kg:locatedIn", owners[0].key, noun, state, _SURE)


def _struck(ctx: Context, noun: Token) -> None:
    """Read "one of the largest lithium finds in Africa under the town of Manono", "a nickel discovery near Karratha".

    The parser often takes such a noun for a verb, so the words around are read in their order.
    """
    mention = ctx.mentions.at(noun.i - 1)
    if mention is None or not mention.entity.key.startswith("mineral/") or mention.form != "noun":
        return
    if mention.entity.key in lexicon.toml("deposits")["generic"]:
        return
    before = list(ctx.doc[max(noun.sent.start, mention.start - 6) : mention.start])
    if not any(t.dep_ in {"det", "poss", "nummod"} or t.lower_ in {"a", "an", "the", "of"} for t in before):
        return
    prepositions = frozenset(lexicon.toml("deposits")["placing"])
    places: list[ActorRef] = []
    for token in ctx.doc[noun.i + 1 : min(noun.i + 14, noun.sent.end)]:
        if token.lower_ in prepositions and token.pos_ == "ADP":
            found = lands(ctx, [t for c in token.children if c.dep_ == "pobj" for t in expand(c)])
            places += [ref for ref in found if not ref.key.startswith("region/")]
    verb = next((t for t in (noun, *ancestors(noun)) if t.pos_ in _VERBAL and t.i != noun.i), noun.head)
    _claim(ctx, places, [(mention.entity.key, noun)], verb, noun)


def _home(ctx: Context, word: Token) -> list[ActorRef]:
    """Return whose home is meant in "X is home to", where the parser takes the word for an adverb."""
    return lands(ctx, Slots(word.head).subjects()) if word.head.pos_ in _VERBAL else []


def _clause_head(noun: Token) -> Token:
    """Return what governs deposits, above "half of all known reserves"."""
    head = noun.head
    return head.head.head if head.lower_ == "of" and head.head.dep_ in {"nsubj", "nsubjpass"} else head


def _with(ctx: Context, noun: Token) -> list[ActorRef]:
    """Read "Congo, with half of the known cobalt reserves"."""
    token = noun
    for _ in range(6):
        above = token.head
        if token.dep_ == "prep" and token.lower_ == "with":
            return lands(ctx, [above]) if above.pos_ == "PROPN" else lands(ctx, Slots(above).subjects())
        if token.dep_ not in {"pobj", "prep"} or above == token:
            return []
        token = above
    return []


def _things(ctx: Context, noun: Token) -> list[Good]:
    found = goods(ctx, Slots(noun)("of"))
    if not found:
        found = goods(
            ctx, [t for t in modifiers(noun) if t.dep_ in {"compound", "nmod", "amod", "conj"} or t.head == noun]
        )
    return [
        (key, where)
        for key, where in found
        if key.startswith("mineral/") and key not in lexicon.toml("deposits")["generic"]
    ]


def _in_the_ground(ctx: Context, noun: Token, things: Iterable[Good]) -> bool:
    words = lexicon.toml("deposits")
    if noun.lemma_.lower() in words["deposit"]:
        return True
    around = {t.lower_ for t in modifiers(noun)}
    if around & set(words["other"]):
        return False
    if all(key in words["money"] for key, _ in things) and noun.lemma_.lower() == "reserve":
        return False
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass"} else None
    return verb is None or verb.lemma_.lower() not in set(lexicon.toml("reserves")["building"]) - {"announce", "hold"}


def _holding_verb(noun: Token) -> Token | None:
    """Return the verb or adjective whose object (or whose object's whole) the deposits are."""
    words = frozenset(lexicon.toml("deposits")["verbs"])
    token = noun
    for _ in range(6):
        head = token.head
        if head == token:
            return None
        if token.dep_ in {"dobj", "attr"} and head.pos_ == "VERB":
            return head if head.lemma_.lower() in words else None
        if token.dep_ == "pobj" and head.pos_ == "ADP":
            above = head.head
            if above.pos_ in {"VERB", "ADJ", "NOUN", "ADV"} and f"{above.lemma_.lower()} {head.lower_}" in words:
                return above
            if head.lower_ not in {"of", "for"}:
                return None
        elif token.dep_ not in {"prep", "conj", "appos"}:
            return None
        token = head
    return None


def _adjective_subject(ctx: Context, adjective: Token) -> list[ActorRef]:
    head = adjective.head
    if adjective.dep_ in {"acomp", "attr", "advmod"} and head.pos_ in _VERBAL:
        return lands(ctx, Slots(head).subjects())
    if adjective.dep_ in {"amod", "compound", "appos", "relcl", "acl", "advcl"}:
        return lands(ctx, [head]) or (lands(ctx, Slots(head).subjects()) if head.pos_ in _VERBAL else [])
    return []


def _measured(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return whose an amount of deposits is: "Bolivia's 23 million tonnes of lithium resources"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if above is None or ctx.quantity_at(above.i) is None:
        return []
    return lands(ctx, [t for c in above.children if c.dep_ == "poss" for t in expand(c)])


def _owners(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return in whose ground it is, by the noun phrase itself."""
    ranked = any(c.tag_ in {"JJS", "RBS"} for c in noun.children)  # "Europe's largest deposit" says not where it is
    possessors = [t for c in noun.children if c.dep_ == "poss" and not ranked for t in expand(c)]
    found = lands(ctx, possessors) or ([] if ranked else holders(ctx, noun)[0])
    if found := found or _measured(ctx, noun):
        return found
    slots = Slots(noun)
    places = [t for name in function_words("lying") for t in slots(name)]
    return lands(ctx, places) or lands(ctx, [t for t in modifiers(noun) if t.dep_ == "compound"])


def _lying(ctx: Context, noun: Token) -> list[ActorRef]:
    """Read "deposits of tin were found in Uganda", "reported a deposit near Kiruna": the place stands in the clause."""
    words = lexicon.toml("deposits")
    part = noun.head.lower_ == "of" and noun.head.head.dep_ in {"nsubj", "nsubjpass"}
    subject = noun.head.head if part else noun
    verb = subject.head
    told = subject.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_.lower() in words["lying"]
    if not told and not (subject.dep_ == "dobj" and verb.lemma_.lower() in words["finding"]):
        return []
    slots = Slots(verb)
    inner = [t for c in noun.subtree if c.dep_ == "prep" and c.lower_ in function_words("lying") for t in c.children]
    places = [t for name in function_words("lying") if name != "of" for t in slots(name)]
    return lands(ctx, places) or lands(ctx, [t for t in inner if t.dep_ == "pobj" and t.head.lower_ != "of"])


def _found(ctx: Context, verb: Token) -> None:
    """Read "rare earths are found in Brazil", "tin lies under the lake", "geologists found gold in"."""
    words = lexicon.toml("deposits")
    slots, lemma = Slots(verb), verb.lemma_.lower()
    passive = is_passive(verb)
    if passive and not any(c.dep_ == "auxpass" and c.tag_ in {"VBZ", "VBP"} for c in verb.children):
        return  # what was found once may have been found in the water
    if lemma in words["finding"] and not passive:
        subjects = slots.subjects()
        tokens = slots.objects()
        measured = amounts(ctx, tokens)
        owners = states(ctx, subjects)
        if measured and owners:
            inner = lands(ctx, [t for name in ("in", "under", "beneath", "near", "off") for t in slots(name)])
            _claim(ctx, [*owners, *inner], minerals(ctx, tokens), verb, verb)
            return
        if not any(t.lemma_.lower() in words["finders"] for t in subjects):
            return
    elif lemma in words["resting"] and (on := amounts(ctx, [t for p in ("on", "atop", "upon") for t in slots(p)])):
        _claim(ctx, states(ctx, slots.subjects()), minerals(ctx, on), verb, verb)
        return
    elif lemma in words["resting"] or passive:
        tokens = slots.objects() if passive else slots.subjects()
    else:
        return
    places = lands(ctx, [t for name in ("in", "under", "beneath", "below", "at", "near") for t in slots(name)])
    _claim(ctx, places, minerals(ctx, tokens), verb, verb)


def _contains(ctx: Context, verb: Token) -> None:
    """Read "the deposit at Kvanefjeld contains zinc", "the mine holds cobalt": the subject is in the ground itself."""
    words = lexicon.toml("deposits")
    subjects = Slots(verb).subjects()
    nouns = [t for t in subjects if t.lemma_.lower() in words["deposit"]]
    places: list[ActorRef] = []
    for noun in nouns:
        places += _owners(ctx, noun) or lands(ctx, [c for c in noun.children if c.dep_ == "appos"])
    if not nouns and verb.lemma_.lower() != "have":
        named = [t for s in subjects for t in (s, *(m for m in modifiers(s) if m.dep_ == "compound"))]
        sites = [t for t in named if (m := ctx.mentions.at(t.i)) is not None and is_kind(m, PLACES)]
        places = lands(ctx, sites)
    if not places and not nouns:
        land = [t for t in subjects if t.lemma_.lower() in words["landforms"]]
        places = lands(ctx, land) or _held_by(ctx, verb, subjects)
    if not places:
        return
    told = {*words["deposit"], *words["reserve"]}  # read from these nouns
    objects = [t for t in Slots(verb).objects() if measured_of(ctx, t).lemma_.lower() not in told]
    generic = words["generic"]
    things = [g for g in goods(ctx, objects) if g[0].startswith("mineral/") and g[0] not in generic and g[1].i > verb.i]
    _claim(ctx, places, things, verb, verb)


def _held_by(ctx: Context, verb: Token, subjects: list[Token]) -> list[ActorRef]:
    """Read "Chile holds a third of the world's lithium", "we have niobium at Mrima Hill"."""
    words, slots = lexicon.toml("deposits"), Slots(verb)
    objects = slots.objects()
    things = minerals(ctx, objects)
    if not things or any(key in words["money"] for key, _ in things):
        return []
    if verb.lemma_.lower() == "have" and not any(ctx.quantity_at(t.i) is not None for t in objects):
        places = [t for name in ("at", "under", "beneath", "near") for t in slots(name)]
        return lands(ctx, places)
    parts = [ctx.quantity_at(t.i) for t in objects]
    wide = any(q is not None and q.of is not None and _of_world(ctx.doc[q.of]) for q in parts)
    near = {t.lemma_.lower() for t in ctx.doc[verb.i + 1 : min(verb.i + 24, verb.sent.end)]}
    near |= {t.lower_ for t in ctx.doc[verb.i + 1 : min(verb.i + 6, verb.sent.end)]}
    mass = any(q is not None and q.quantity.unit in MASS for q in parts)
    wide = wide or (mass and not near.isdisjoint({*words["under"], *words["measured"]}))
    return lands(ctx, subjects) if wide else []


def _of_world(noun: Token) -> bool:
    return any(t.lower_ in lexicon.toml("shares")["world"] for t in modifiers(noun))


def _rich(ctx: Context, adjective: Token, prepositions: Iterable[str]) -> None:
    """Read "Zambia is rich in copper", "resource-rich Chile", "blessed with oil"."""
    compound = [
        c for c in adjective.children if c.dep_ in {"npadvmod", "compound", "amod", "nmod"} and c.i < adjective.i
    ]
    slots = Slots(adjective)
    things = goods(ctx, [t for name in prepositions for t in slots(name)]) or goods(ctx, compound)
    things = [g for g in things if g[0].startswith("mineral/")]
    if not things:
        return
    places = _adjective_subject(ctx, adjective)
    if not places and adjective.pos_ == "VERB":
        places = lands(ctx, slots.objects() or slots.subjects())
    _claim(ctx, places, things, adjective, adjective)


def _jointly(verb: Token) -> bool:
    """Return whether what several hold is told of them together: "would between them hold"."""
    words = lexicon.toml("deposits")["jointly"]
    return any(t.lower_ in words for c in verb.children for t in (c, *c.children))


def _claim(
    ctx: Context,
    owners: Iterable[ActorRef],
    things: Iterable[Good],
    head: Token,
    where: Token,
    *,
    denied: bool = False,
    known: bool = False,
) -> None:
    """Make the claims; `known` where the phrase takes the deposits for granted ("Bolivia's lithium")."""
    state = status(ctx, head)
    if known:
        state = replace(state, polarity="Affirmed", modality="Actual")
    if denied:
        state = replace(state, polarity="Negated" if state.polarity == "Affirmed" else "Affirmed")
    refs = list(owners)
    if state.modality == "Conditional" and len({ref.key for ref in refs}) > 1 and _jointly(head):
        return  # "if Bolivia came in, the three would between them hold half": each has deposits already
    for ref in refs:
        for key, _ in things:
            ctx.claim(ref.key, "kg:hasDepositsOf", key, where, state, _SURE * ref.weight)
