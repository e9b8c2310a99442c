"""Ties without a title: who heads, teaches at, is of or belongs to what, and who entered or left a group."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import is_kind
from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import Held, hold, own_voice, post_entity, state_post
from kg.extract.posts.cues import cues, heading, tie_verbs
from kg.extract.posts.holders import listed, person_at
from kg.extract.posts.likely import likeliest
from kg.extract.posts.owners import Owner
from kg.extract.posts.people import Beside, after, before, person_noun, tied
from kg.extract.posts.phrases import noun_phrase
from kg.extract.posts.portfolios import ministry_owner
from kg.language.tables import words
from kg.model import Entity

_FIRMS = ("company/", "organization/", "body/", "armed-group/")
_GROUPS = frozenset({"kg:Bloc", "kg:InternationalOrganization"})
_STATES = frozenset({"kg:Country", "kg:Bloc", "kg:Subdivision"})
_TOPICS = frozenset({"kg:ArmedGroup", "kg:InternationalOrganization", "kg:Bloc"})  # what a person may merely deal with
_END = frozenset({",", ".", ";", ")", '"', "”", "said", "says", "told", "and", "?"})


def find_ties(ctx: Context) -> None:
    """Claim what names, verbs and "member" say of who belongs where."""
    for mention in ctx.mentions.items:
        if person_at(ctx, mention.start) is mention:
            _named_with(ctx, mention)
            _by_noun(ctx, mention)
    for token in ctx.tokens.of({"be"}, tie_verbs(), cues()["taking"], cues()["holding"], forms=words("member_words")):
        if token.pos_ == "VERB":
            if token.lemma_.lower() in tie_verbs() | cues()["taking"] | cues()["holding"]:
                _verb(ctx, token)
        elif token.lemma_ == "be":
            _is_at(ctx, token)
        if token.lower_ in words("member_words"):
            _member(ctx, token)


def is_party(entity: Entity) -> bool:
    """Tell whether an organisation is a party, by the words of its names."""
    if not entity.key.startswith("organization/"):
        return False
    return entity.key in reference.party_states() or any(
        not cues()["party"].isdisjoint(name.lower().split()) for name in (entity.label, *entity.names)
    )


def _belongs(ctx: Context, person: str, group: Entity, token: Token, state: Status, weight: float) -> None:
    """Claim that a person is a member of a party, or affiliated with another organisation: an office needs a title."""
    tie = "kg:memberOf" if is_party(group) else "kg:affiliatedWith"
    if any(
        c.subject == person and c.object == group.key and c.predicate == tie and c.sentence == ctx.sentence_of(token)
        for c in ctx.claims
    ):
        return
    ctx.add_entity(group)
    ctx.claim(person, tie, group.key, token, own_voice(state, person), weight)


def _organisation(mention: Mention | None) -> Entity | None:
    if mention is None or mention.acts_for or not mention.entity.key.startswith(_FIRMS):
        return None
    return mention.entity


def _named_with(ctx: Context, person: Mention) -> None:
    """Read "X of the brokerage Y", "X (SPD)" and "Y's X" beside a person's name."""
    doc, i = ctx.doc, person.end
    end = doc[person.start].sent.end
    if i + 2 < end and doc[i].text == "(":
        group = _organisation(ctx.mentions.at(i + 1))
        cover = ctx.mentions.at(i + 1)
        byline = person.start > 0 and doc[person.start - 1].text in {":", "/", "|"}
        closing = {")", ","} if group is not None and is_party(group) else {")"}
        if (
            group is not None
            and cover is not None
            and cover.end < end
            and doc[cover.end].text in closing
            and not byline
        ):
            _belongs(ctx, person.entity.key, group, doc[i + 1], Status(), 0.85)
    comma = i < end and doc[i].text == ","
    j = i + 1 if comma else i
    if i + 2 < end and doc[i].text == "(":
        j = i + 1 if doc[i + 1].lower_ == "of" else i + 3 if doc[i + 2].text == ")" else i
    if comma and j + 1 < end and doc[j].lower_ in {"now", "currently", "today"}:
        j += 1
    if j + 1 < end and doc[j].lower_ in cues()["belonging"] and _hangs(ctx, doc[j], person, comma):
        phrase = noun_phrase(ctx, j + 1, end)
        group = _organisation(phrase.mention)
        if (
            group is not None
            and phrase.mention is not None
            and (not comma or phrase.end >= end or doc[phrase.end].lower_ in _END)
        ):
            _belongs(
                ctx,
                person.entity.key,
                group,
                doc[phrase.mention.root],
                Status(),
                0.88 if doc[j].lower_ == "of" else 0.8,
            )
    before = person.start - 1
    if before > 0 and doc[before].tag_ == "POS" and person.form == "name":
        group = _organisation(ctx.mentions.at(before - 1))
        if group is not None:
            _belongs(ctx, person.entity.key, group, doc[before - 1], Status(), 0.8)


def _by_noun(ctx: Context, person: Mention) -> None:
    """Read "Volkswagen executive X", "the bank's chief trader, X", "X, Y's business editor" and "X, an expert at Y"."""
    front = before(ctx, person)
    if front is not None and front.group is not None:
        several = front.noun is not None and front.noun.tag_ in {"NNS", "NNPS"}
        for one in listed(ctx, person) if several else [person]:
            _by_group(ctx, one, front, 0.85)
    behind = after(ctx, person)
    if behind is not None and behind.noun is None and behind.group is not None and is_party(behind.group.entity):
        start = behind.group.start  # "X, a Democrat from Oregon"
        if ctx.doc[start - 1].lower_ in {"a", "an"} and behind.end == behind.group.end and not behind.former:
            _belongs(ctx, person.entity.key, behind.group.entity, ctx.doc[start], Status(), 0.85)
    if behind is None or behind.noun is None or not tied(behind) or behind.former:
        return
    if behind.group is not None:
        _by_group(ctx, person, behind, 0.85)
        return
    group = _group_behind(ctx, behind.end, ctx.doc[person.start].sent.end)
    if group is not None and not any(c.lower_ in cues()["former"] for c in behind.noun.lefts):
        _belongs(ctx, person.entity.key, group, behind.noun, Status(), 0.85)


def _by_group(ctx: Context, person: Mention, beside: Beside, weight: float) -> None:
    """Claim the tie to an organisation that stands before a noun for a person."""
    group, how = _organisation(beside.group), tied(beside)
    if group is None or beside.group is None or not how or beside.former:
        return
    if how == "topic" and not beside.possessed and not _TOPICS.isdisjoint(group.types):
        return
    _belongs(ctx, person.entity.key, group, ctx.doc[beside.group.root], Status(), weight)


def _group_behind(ctx: Context, i: int, last: int) -> Entity | None:
    """Return the organisation of "an editor at Y", "an expert on energy policy at Y", "a fellow of Y"."""
    for _ in range(3):
        if i + 1 >= last or ctx.doc[i].lower_ not in cues()["belonging"] | cues()["about"]:
            return None
        phrase = noun_phrase(ctx, i + 1, last)
        if ctx.doc[i].lower_ in cues()["belonging"]:
            group = _organisation(phrase.mention)
            if group is not None:
                return group
        if phrase.end <= i + 1:
            return None
        i = phrase.end
    return None


def _hangs(ctx: Context, preposition: Token, person: Mention, comma: bool) -> bool:
    """Tell whether the preposition belongs to the name and not to the verb ("expelled X from the party")."""
    if preposition.lower_ == "of":
        return True
    head, saying = preposition.head, words("reporting_verbs", "lemma")
    verb = ctx.doc[person.root].head
    replaced = verb.lemma_.lower() in cues()["succeed"] and ctx.doc[person.root].dep_ == "dobj"
    if replaced or (ctx.doc[person.root].dep_ in {"pobj", "dobj"} and _meeting_place(ctx, preposition)):
        return False
    if preposition.i == person.end and preposition.lower_ != "with":
        after_group = noun_phrase(ctx, preposition.i + 1, preposition.sent.end).end
        following = ctx.doc[after_group] if after_group < len(ctx.doc) else preposition
        if following.tag_ in {"VBD", "VBZ"} and following.lemma_.lower() in saying:
            return True  # "X at Y said"
        if head.i < person.start and head.lemma_.lower() in saying:
            return True  # "said X from Y"
    if comma and preposition.nbor(-1).lower_ in {"now", "currently", "today"}:
        return True
    return person.start <= head.i < person.end and (preposition.lower_ != "with" or comma)


def _meeting_place(ctx: Context, preposition: Token) -> bool:
    """Tell whether "at the French foreign ministry" says where somebody was met."""
    if preposition.lower_ != "at":
        return False
    place = noun_phrase(ctx, preposition.i + 1, preposition.sent.end).mention
    return place is not None and place.entity.key.startswith("body/")


def _is_at(ctx: Context, verb: Token) -> None:
    """Read "X is a political scientist with Y", where it is so now."""
    subject = surface_subject(verb)
    person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    if person is None or verb.tag_ not in {"VBZ", "VBP"}:
        return
    for noun in verb.children:
        if noun.dep_ != "attr" or not person_noun(noun) or any(c.lower_ in cues()["former"] for c in noun.lefts):
            continue
        group = _group_behind(ctx, noun.i + 1, noun.sent.end)
        if group is not None:
            _belongs(ctx, person.entity.key, group, noun, status(ctx, verb), 0.85)


def _verb(ctx: Context, verb: Token) -> None:
    lemma = verb.lemma_.lower()
    _heads(ctx, verb, lemma)
    for preposition in [c for c in verb.children if c.dep_ == "prep"]:
        if f"{lemma} {preposition.lower_}" in cues()["belong"] and (
            verb.tag_ in {"VBZ", "VBP", "VBG", "VB"} or any(c.lower_ in {"has", "have", "'s"} for c in verb.children)
        ):
            subject = surface_subject(verb)
            person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
            group = _organisation(noun_phrase(ctx, preposition.i + 1, verb.sent.end).mention)
            if person is not None and group is not None:
                _belongs(ctx, person.entity.key, group, verb, status(ctx, verb), 0.85)
    if lemma in cues()["join"]:
        _joins(ctx, verb)
    if lemma in cues()["take_up"]:
        _takes_up(ctx, verb)
    for name, predicate in (("leave", "kg:formerMemberOf"), ("join", "kg:memberOf")):
        for mover, bloc in _moves(ctx, verb, lemma, name):
            ctx.claim(mover, predicate, bloc, verb, status(ctx, verb), 0.85)


def _takes_up(ctx: Context, verb: Token) -> None:
    """Read "Bulgaria adopted the euro": a state that takes up the currency of a group is its member."""
    subject = surface_subject(verb)
    mention = ctx.mentions.at(subject.i) if subject is not None else None
    shared = lexicon.toml("post_cues")["shared_currency"]
    coins = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ in shared]
    if mention is None or not coins or any(c.dep_ in {"neg", "aux"} and c.tag_ == "MD" for c in verb.children):
        return
    state = mention.acts_for or mention.entity.key
    if state.startswith("country/"):
        ctx.add_entity(reference.entity(shared[coins[0].lower_]))
        ctx.claim(state, "kg:memberOf", shared[coins[0].lower_], verb, status(ctx, verb), 0.85)


def _joins(ctx: Context, verb: Token) -> None:
    """Read "X joined the miner Y" and "X has joined the board of Y" of persons."""
    subject = surface_subject(verb)
    person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if person is None or not objects or any(c.dep_ in {"auxpass", "xcomp", "ccomp"} for c in verb.children):
        return
    if any(t.like_num and len(t.text) == 4 for t in verb.subtree):
        return  # "joined Y in 1999": whether he is still there, nobody says
    group = _organisation(ctx.mentions.at(objects[0].i))
    if group is None and objects[0].lower_ in cues()["through"]:
        group = _group_behind(ctx, objects[0].i + 1, verb.sent.end)
    if group is not None and "kg:InternationalOrganization" not in group.types:
        _belongs(ctx, person.entity.key, group, verb, status(ctx, verb), 0.75)


def _moves(ctx: Context, verb: Token, lemma: str, name: str) -> Iterator[tuple[str, str]]:
    """Give states and the groups that a verb of leaving or joining says they left or joined."""
    objects = [c for c in verb.children if c.dep_ == "dobj"] if lemma in cues()[name] else []
    for c in verb.children:
        if c.dep_ in {"prep", "prt"} and any(p.startswith(f"{lemma} {c.lower_}") for p in cues()[name]):
            objects += [g for g in c.subtree if g.dep_ == "pobj" and g.head in {c, *c.children} | set(verb.children)]
    subject = surface_subject(verb)
    if subject is None or not objects or any(c.dep_ in {"xcomp", "ccomp", "oprd", "acomp"} for c in verb.children):
        return
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return
    for one in ctx.mentions.all(subject.i):
        for other in objects:
            for group in ctx.mentions.all(other.i):
                state = one.acts_for or one.entity.key
                if state.startswith("country/") and group.root == other.i and is_kind(group, _GROUPS):
                    yield state, group.entity.key


def _heads(ctx: Context, verb: Token, lemma: str) -> None:
    """Read "X, who heads the party", "the council, led by X": a post by its verb."""
    helm = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ in cues()["helm"]]
    if helm and lemma in cues()["taking"] | cues()["holding"]:
        _at_helm(ctx, verb, helm[0])
        return
    title = heading().get(lemma)
    preposition = ""
    if title is None:
        for c in verb.children:
            if c.dep_ == "prep" and f"{lemma} {c.lower_}" in heading():
                title, preposition = heading()[f"{lemma} {c.lower_}"], c.lower_
    if title is None:
        return
    person, noun = _headed(ctx, verb, preposition)
    owner, organ = _headed_owner(ctx, noun) if noun is not None else (None, [])
    if person is None or owner is None:
        return
    post = post_entity([*organ] if organ[-1:] == ["minister"] else [title, *organ], False, owner.entity)
    past = verb.tag_ == "VBD" and not any(t.lower_ in cues()["begin"] for t in verb.subtree)
    state_post(ctx, post, owner, verb)
    hold(ctx, person, post, owner, verb, Held(status(ctx, verb), owner.weight, None, past))


def _at_helm(ctx: Context, verb: Token, noun: Token) -> None:
    """Read "X took the helm of the miner Y": X heads it."""
    subject = surface_subject(verb)
    person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    inside = [c for c in noun.children if c.lower_ == "of"]
    group = _organisation(noun_phrase(ctx, inside[0].i + 1, noun.sent.end).mention) if inside else None
    if person is None or group is None:
        return
    owner = Owner(group, "Official" if "kg:GovernmentBody" in group.types else "Executive", 0.8)
    post = post_entity(["head"], False, group)
    state_post(ctx, post, owner, verb)
    hold(ctx, person, post, owner, verb, Held(status(ctx, verb), 0.8, None, False))


def _headed_owner(ctx: Context, noun: Token) -> tuple[Owner | None, list[str]]:
    """Return what somebody heads: an organisation, or the state of a chamber without a name ("the lower house")."""
    mention = ctx.mentions.at(noun.i)
    named = [m for c in noun.children if c.dep_ == "appos" and (m := ctx.mentions.at(c.i)) is not None]
    named = [m for m in named if m.start - noun.i < 4 and ctx.doc[m.start - 1].text == ","]
    if named and (mention is None or mention.form == "description") and _organisation(named[0]) is not None:
        mention, noun = named[0], ctx.doc[named[0].root]  # "the state gas company, X, is headed by Y"
    group = _organisation(mention)
    if group is not None and mention is not None and mention.root == noun.i:
        ministry = ministry_owner(group, 0.85, ctx.doc[mention.start : mention.end])
        if ministry is not None:
            return ministry
        return Owner(group, "Official" if "kg:GovernmentBody" in group.types else "Executive", 0.85), []
    if mention is not None or noun.lower_ not in cues()["organs_headed"]:
        return None, []
    left = [c for c in noun.lefts if c.dep_ in {"poss", "amod", "compound"}]
    states = [m for c in left if (m := ctx.mentions.at(c.i)) is not None]
    if states:
        state = states[0].entity if states[0].entity.key.startswith("country/") else None
    elif any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children) or any(c.dep_ == "poss" for c in left):
        state = None
    else:
        state = likeliest(ctx, noun)
    if state is None:
        return None, []
    words = [c.text for c in left if ctx.mentions.at(c.i) is None and c.tag_ != "PRP$"]
    return Owner(state, "Official", 0.75), ["of", "the", *words, noun.text]


def _headed(ctx: Context, verb: Token, preposition: str) -> tuple[Mention | None, Token | None]:
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        return (person_at(ctx, agents[0].i), verb.head) if agents else (None, None)
    subject = surface_subject(verb)
    if any(c.dep_ == "auxpass" for c in verb.children):
        agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        return (person_at(ctx, agents[0].i), subject) if agents else (None, None)
    if preposition:
        objects = [g for c in verb.children if c.lower_ == preposition for g in c.children if g.dep_ == "pobj"]
    else:
        objects = [c for c in verb.children if c.dep_ == "dobj"]
    if subject is None or not objects:
        return None, None
    return person_at(ctx, subject.i, pronoun=True), objects[0]


def _member(ctx: Context, token: Token) -> None:
    """Read "X, a member of Y", "X is a member of Y" of persons, and "is no longer a member" of states."""
    groups = [
        m
        for c in token.children
        if c.dep_ == "prep" and c.lower_ == "of"
        for m in [noun_phrase(ctx, c.i + 1, token.sent.end).mention]
    ]
    groups += [ctx.mentions.at(c.i) for c in token.children if c.dep_ in {"compound", "nmod", "poss"}]
    known = [g for g in groups if g is not None]
    if not known:
        return
    state = Status()
    if token.dep_ == "appos":
        subject: Token | None = token.head
    elif token.dep_ == "attr":
        subject, state = surface_subject(token.head), status(ctx, token.head)
    else:
        subject = ctx.doc[token.i + 1] if token.dep_ == "compound" and token.i + 1 < len(ctx.doc) else None
    who = ctx.mentions.at(subject.i) if subject is not None else None
    if who is None:
        return
    former = any(c.lower_ in cues()["former"] for c in token.lefts)
    longer = token.dep_ == "attr" and " no longer " in f" {' '.join(t.lower_ for t in token.head.subtree)} "
    for mention in known:
        group = mention.entity
        if is_kind(who, frozenset({"kg:Person"})) and group.key.startswith((*_FIRMS, "bloc/")):
            predicate = "kg:formerMemberOf" if former or longer else "kg:memberOf"
            ctx.claim(who.entity.key, predicate, group.key, token, Status() if longer else state, 0.85)
        elif longer and is_kind(who, _STATES) and is_kind(mention, _GROUPS) and reference.has(group.key):
            ctx.claim(who.entity.key, "kg:formerMemberOf", group.key, token, Status(), 0.85)
