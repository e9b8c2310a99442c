"""Reserves: stockpiles that states or companies build, with what they cover, their value and volume."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import ACTORS, ActorRef, actors, country_of, goods, is_kind, owners
from kg.extract.clause.arguments import Slots, expand, governor, modifiers
from kg.extract.clause.attach import claim_time, last_told, quantities_of, time_of
from kg.extract.clause.phrases import phrase_before
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.issuer import issuer
from kg.resolve.fit import Profile

_SURE = 0.85


def find_reserves(ctx: Context) -> None:
    """Add every stockpile that the article tells of."""
    words = lexicon.toml("reserves")
    nouns = frozenset(words["stockpile"]) | frozenset(words["reserve"]) | frozenset(words["kept"])
    for token in ctx.tokens.of(words["holding"], words["moving"], nouns):
        if token.pos_ == "VERB" and token.lemma_.lower() in words["moving"]:
            _spent(ctx, token)
        if token.pos_ == "VERB" and token.lemma_.lower() in words["holding"]:
            _held(ctx, token)
        if token.pos_ not in {"NOUN", "PROPN"} or token.lemma_.lower() not in nouns:
            continue
        mention = ctx.mentions.at(token.i)
        if (mention is None or not is_kind(mention, ACTORS)) and _is_stockpile(ctx, token):
            _reserve(ctx, token)


def _spent(ctx: Context, verb: Token) -> None:
    """Read "2.4 trillion won will be spent on it" of the stockpile just told of."""
    filling = lexicon.toml("reserves")["filling"]
    pronouns = [t for link in filling for t in Slots(verb)(link) if t.lower_ in {"it", "this"} and t.pos_ == "PRON"]
    name = last_told(ctx, pronouns[0], {"reserve", "measure", "agreement"}) if pronouns else None
    if name is None or ctx.occurrences[name].kind != "reserve":
        return
    for _, mention in quantities_of(ctx, verb):
        if len(mention.quantity.unit) == 3 and mention.quantity.unit.isupper():
            ctx.claim(name, "kg:value", mention.quantity, verb, status(ctx, verb), _SURE * 0.95)


def _held(ctx: Context, verb: Token) -> None:
    """Read "Seoul is to hold 100 days' worth of bismuth", "has put aside diesel for emergencies"."""
    words = lexicon.toml("reserves")
    slots = Slots(verb)
    agents = [
        a for a in actors(ctx, slots.subjects()) if a.key.startswith(("country/", "bloc/", "body/", "subdivision/"))
    ]
    agents = agents or _seat_before(ctx, verb)
    if not agents:
        return
    after = verb.doc[verb.i + 1 : verb.sent.end].text.lower()
    timed = [t for t in slots.objects() if t.lemma_.lower() in words["counted"] and _days(t)]
    kept = any(phrase in after for phrase in words["kept_for"])
    kept = kept or verb.lemma_.lower() in words["stockpile"]
    covers = (
        goods(ctx, [t for o in timed for t in Slots(o)("of")]) if timed else goods(ctx, slots.objects()) if kept else []
    )
    if not covers:
        return
    state = status(ctx, verb)
    name = ctx.settle(Profile("reserve", ("kg:Reserve",), {a.key for a in agents}, {key for key, _ in covers}), verb)
    for agent in agents:
        ctx.claim(name, "kg:establishedBy", agent.key, verb, state, 0.75 * agent.weight, modality=agent.hedge)
    for key, where in covers:
        ctx.claim(name, "kg:covers", key, where, state, 0.75)
    for _, mention in quantities_of(ctx, verb) if not timed else []:
        if mention.quantity.unit not in {"%", "1"} and not mention.quantity.unit[:3].isupper():
            ctx.claim(name, "kg:volume", mention.quantity, verb, state, 0.75)


def _days(noun: Token) -> bool:
    """Return whether a length of time counts a noun: "90 days' worth", "six months of supply"."""
    near = [t for c in noun.children for t in c.subtree]
    return any(t.lemma_.lower() in {"day", "week", "month", "year"} for t in near)


def _seat_before(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return the state whose seat stands right before "is to hold" where the parser lost the subject."""
    above = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ == "be" else verb
    if above.i == 0 or any(c.dep_ in {"nsubj", "nsubjpass"} for c in above.children):
        return []
    mention = ctx.mentions.at(above.i - 1)
    return [ActorRef(mention.acts_for, verb, 0.8)] if mention is not None and mention.acts_for else []


def _head(noun: Token) -> Token:
    """Return the noun that stands for the reserve: of "reserve programme" the programme."""
    return noun.head if noun.dep_ == "compound" else noun


def _is_stockpile(ctx: Context, noun: Token) -> bool:
    words = lexicon.toml("reserves")
    lemma = noun.lemma_.lower()
    if lemma in words["stockpile"] or phrase_before(noun, ("buffer", lemma)):
        return True
    around = {t.lemma_.lower() for t in modifiers(_head(noun))} | {t.lower_ for t in modifiers(_head(noun))}
    if lemma in words["kept"]:
        return bool(around & set(words["keeping"]))
    if around & set(words["other"]) and not around & {"strategic"}:
        return False
    verb = _verb(noun)
    built = verb is not None and verb.lemma_.lower() in words["building"]
    if built and verb is not None and verb.lemma_.lower() == "hold" and _of_ground(ctx, noun):
        built = False  # "Vietnam holds large reserves of rare earths"
    return bool(built or around & set(words["modifiers"]) or _of_produce(ctx, noun))


def _of_ground(ctx: Context, noun: Token) -> bool:
    """Return whether reserves are of what lies in the ground: "reserves of copper"."""
    covered = [key for key, _ in goods(ctx, [noun, *Slots(noun)("of")])]
    return bool(covered) and all(key.startswith("mineral/") for key in covered)


def _of_produce(ctx: Context, noun: Token) -> bool:
    """Return whether reserves are of what is made or grown, so that they lie in no ground: "rice reserves"."""
    covered = [key for key, _ in goods(ctx, [noun, *Slots(noun)("of")])]
    return bool(covered) and all(key.startswith("product/") for key in covered)


def _verb(noun: Token) -> Token | None:
    head = _head(noun)
    return governor(head) or _built_later(head)


def _built_later(head: Token) -> Token | None:
    """Return the passive verb of building that the parser lost: "a stockpile equal to ten days' use would be built"."""
    words = lexicon.toml("reserves")["building"]
    for token in head.doc[head.i + 1 : min(head.i + 15, head.sent.end)]:
        if token.tag_ == "VBN" and token.lemma_.lower() in words and any(c.dep_ == "auxpass" for c in token.children):
            return token if not any(c.dep_ == "nsubjpass" for c in token.children) else None
    return None


def _reserve(ctx: Context, noun: Token) -> None:
    head = _head(noun)
    if head.lemma_.lower() in ctx.classes["agency"]:  # "the state reserves administration"
        return
    verb = _verb(noun)
    slots = Slots(head, verb)
    agents = actors(ctx, [t for c in head.children if c.dep_ == "poss" for t in expand(c)])
    if not agents and verb is not None:
        agents = actors(ctx, Slots(verb).subjects())
    if not agents:
        agents = [ref for ref in owners(ctx, head) if ref.token.i < head.i]
    moved = _moving(head)
    if not agents and moved is not None:
        agents = [ref for ref in actors(ctx, Slots(moved).subjects()) if not ref.key.startswith("group/")]
    if not agents and verb is not None:
        agents = _state(ctx, verb)
    covers = goods(ctx, [head, *slots("of")]) or _taken(ctx, head)
    if not agents:
        return
    profile = Profile("reserve", ("kg:Reserve",), {a.key for a in agents}, {key for key, _ in covers})
    name = ctx.settle(profile, head)
    state = _status(ctx, head, verb)
    if moved is not None and head.head.lower_ == "from":
        state = Status(speaker=state.speaker)  # what is taken from is there
    for agent in agents:
        ctx.claim(name, "kg:establishedBy", agent.key, noun, state, _SURE * agent.weight, modality=agent.hedge)
    for key, where in covers:
        ctx.claim(name, "kg:covers", key, where, state, _SURE)
    filled = (
        [moved] if moved is not None and head.head.lower_ in lexicon.toml("reserves")["filling"] else []
    )  # "buy 900 tonnes for a stock"
    for _, mention in quantities_of(ctx, head, noun, *filled):
        unit = mention.quantity.unit
        if unit not in {"%", "1"}:
            money = len(unit) == 3 and unit.isupper()
            ctx.claim(name, "kg:value" if money else "kg:volume", mention.quantity, noun, state, _SURE)
    if verb is not None:
        claim_time(ctx, name, time_of(ctx, verb), noun, state, _SURE * 0.8)


def _status(ctx: Context, head: Token, verb: Token | None) -> Status:
    if _exists(head, verb):
        return Status()
    if verb is not None and verb.dep_ == "relcl" and verb.head == head:
        return status(ctx, verb)  # "may enlarge the reserve that it set up in 2020"
    return status(ctx, verb if verb is not None and governor(head) is None else head)


def _exists(head: Token, verb: Token | None) -> bool:
    """Return whether the stockpile is there whatever the clause plans: "plans to fill its reserve"."""
    owned = any(c.dep_ == "poss" for c in head.children)
    return owned and verb is not None and verb.lemma_.lower() in lexicon.toml("reserves")["existing"]


def _state(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return whose "the state" is, or who speaks of a stockpile that nobody is said to build: the speaker's state."""
    subjects = Slots(verb).subjects()
    if subjects and not any(t.lemma_.lower() in {"state", "government", "it"} for t in subjects):
        return []
    speaker = status(ctx, verb).speaker or issuer(ctx.article.publisher)
    if not speaker:
        return []
    country = speaker if speaker.startswith(("country/", "bloc/")) else state_of(ctx, speaker)
    return [ActorRef(country, verb, 0.85)] if country else []


def state_of(ctx: Context, key: str) -> str:
    """Return the state or bloc that a body or official is of, by the article or the reference tables."""
    official = country_of(ctx, key)
    if official:
        return official if official.startswith(("country/", "bloc/")) else state_of(ctx, official)
    claimed = [
        c.object for c in ctx.claims if c.subject == key and c.predicate == "kg:partOf" and isinstance(c.object, str)
    ]
    known = (
        [o for p, o in reference.facts(key) if p == "kg:partOf" and isinstance(o, str)] if reference.has(key) else []
    )
    return next((k for k in (*claimed, *known) if k.startswith(("country/", "bloc/"))), "")


def _moving(head: Token) -> Token | None:
    """Return the verb that takes from or puts into a stockpile: "sold 900 tonnes from its reserve"."""
    words = lexicon.toml("reserves")
    if head.dep_ != "pobj" or head.head.lower_ not in words["moved"]:
        return None
    above = head.head.head
    verb = above if above.pos_ == "VERB" else above.head
    return verb if verb.pos_ == "VERB" and verb.lemma_.lower() in words["moving"] else None


def _taken(ctx: Context, head: Token) -> list[tuple[str, Token]]:
    """Return what is taken from or put into a stockpile: "released 10 million barrels of crude from its reserve"."""
    verb = _moving(head)
    things = Slots(verb).objects() if verb is not None else []
    worth = [c for t in things for c in t.children if c.lower_ == "worth"] + [t for t in things if t.lower_ == "worth"]
    return goods(ctx, [*things, *(t for w in worth for t in Slots(w)("of"))])
