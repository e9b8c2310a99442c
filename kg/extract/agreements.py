"""Agreements: deals, pacts, treaties, truces, alliances, supply contracts; parties, dates, duration and value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ActorRef, actors, is_private, owners
from kg.extract.bonds import DASHES, Bond, binding, bond_of, conclusion, failed, pair_head, words
from kg.extract.clause.arguments import Slots, expand, governor, modifiers, surface_subject
from kg.extract.clause.attach import last_told, own_time
from kg.extract.clause.classes import function_words
from kg.extract.clause.mood import hedged
from kg.extract.clause.phrases import Row, index, noun_rows, of_rows
from kg.extract.clause.status import status
from kg.extract.clause.subjects import is_passive
from kg.extract.context import Context, Status
from kg.extract.offtakes import arranged, bound, ordered, secured
from kg.extract.partners import across, kept_by, leagued, named_parties, other_side, signatories
from kg.extract.reserves import state_of
from kg.extract.sides import agreed_before, granted_by, granting, signed_by
from kg.extract.terms import claim_dates, claim_details
from kg.model import TimeSpan
from kg.resolve.fit import Profile

_SURE = 0.85
_VERBS = ("securing", "joining", "obtaining", "ordering")
_LOOSE = 0.7


def find_agreements(ctx: Context) -> None:
    """Add every agreement that the article tells of."""
    nouns = index("agreement_nouns", "noun", 0), index("agreement_nouns", "noun", -1)
    for token in ctx.tokens.of(*nouns, binding(), *map(words, _VERBS)):
        nominal = token.pos_ in {"NOUN", "PROPN"} or token.dep_ in {"dobj", "pobj"}  # "sign pact", tagged as a verb
        if nominal and token.dep_ not in {"compound", "nmod"}:
            rows = of_rows("agreement_nouns", "noun", token) or noun_rows("agreement_nouns", "noun", token)
            if rows:
                _from_noun(ctx, token, rows[0])
        elif token.pos_ == "VERB" and token.lemma_.lower() in binding():
            bound(ctx, token)
        elif token.pos_ == "VERB" and token.lemma_.lower() in words("securing"):
            secured(ctx, token)
        elif token.pos_ == "VERB" and token.lemma_.lower() in words("ordering"):
            ordered(ctx, token)
        elif token.pos_ == "VERB" and token.lemma_.lower() in words("obtaining"):
            arranged(ctx, token)
        elif token.pos_ == "VERB" and token.lemma_.lower() in words("joining"):
            pronoun = next((c for c in token.children if c.dep_ == "dobj" and c.lower_ in {"it", "them"}), None)
            if pronoun is not None:
                join(ctx, token, pronoun, actors(ctx, Slots(token).subjects()))


def _from_noun(ctx: Context, noun: Token, row: Row) -> None:
    kind = row["class"]
    bond = bond_of(noun)
    if bond.talks is not None and failed(bond.talks):
        return
    slots = Slots(noun, bond.verb)
    parties = [p for p in _parties(ctx, noun, slots, bond) if not is_private(ctx, p.key)]
    held = {p.key for p in parties}
    signed = [c for c in _signings(noun) if c != bond.verb]
    contact = signed_by(noun)
    parties += [
        p for c in signed for p in signatories(ctx, _signers(c)) if p.key not in held and not is_private(ctx, p.key)
    ]
    label = "" if _title_case(ctx, noun) else _name(noun)
    definite = any(c.lower_ in function_words("anaphoric") for c in noun.children)
    if definite and not parties and not label and not any(p.kind == "agreement" for p in ctx.profiles.values()):
        parties = agreed_before(ctx, noun)
    if len(parties) == 1 and not label:
        parties += [ref for ref in [across(ctx, noun, parties[0])] if ref is not None]
    bound_by = bool(bond.deliveries) or bond.effect in {"do", "undo", "extend"}
    clauses = [c for c in noun.children if c.dep_ == "relcl"]
    told = (
        bound_by or granting(noun) is not None or any(_party_clause(c) for c in clauses) or signed_by(noun) is not None
    )
    sure = label or (told and len(parties) > 1) or (definite and _repeats(ctx, noun))
    if (float(row["p"] or 0.8) < _LOOSE and not sure) or _amount_of(noun):
        return
    year = _year(noun)
    if len(parties) < 2 and not (definite or year or (parties and (label or bond.verb is not None))):
        return
    if any(c.lower_ in {"any", "no"} and c.dep_ == "det" for c in noun.children) and len(parties) < 2:
        return
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and any(c.dep_ == "expl" for c in noun.head.children):
        return
    if definite and not label and _joined(ctx, noun, bond, parties):
        return
    inner = own_time(ctx, noun) if year is None else None
    profile = Profile("agreement", (kind,), {p.key for p in parties}, label=label)
    if year is not None and year.start is not None:
        profile.start, profile.precision = year.start, year.precision
    elif inner is not None and inner.span.start is not None:
        profile.start, profile.precision = inner.span.start, inner.span.precision
    anaphoric = len(parties) < 2 and definite and not (label and parties)
    if anaphoric and label and not _known_as(ctx, noun, label):
        return
    name = _apposed(ctx, noun, profile) or ctx.settle(profile, noun, label, anaphoric=anaphoric)
    if anaphoric and not parties and not year and len(ctx.heads[name]) == 1:
        _forget(ctx, name, noun)
        return
    ctx.at.setdefault(pair_head(noun).i, name)
    state = _state(ctx, noun, bond)
    for party in parties:
        ctx.claim(name, "kg:party", party.key, noun, state, _SURE * party.weight, modality=party.hedge)
    claim_details(ctx, name, noun, bond, state, year)
    for clause in [*signed, *([contact[1]] if contact is not None else [])]:
        claim_dates(ctx, name, noun, Bond(clause, "do"), status(ctx, clause))


def _signings(noun: Token) -> list[Token]:
    """Return the clauses of a noun phrase that say who signed or when: "the pact, signed by A and B in 2006"."""
    clauses = [c for c in noun.children if c.dep_ in {"acl", "relcl"}]
    for token in noun.subtree:  # "the treaty with Peru, which was signed in May": the parser hangs it on Peru
        outer = token.dep_ in {"acl", "relcl"} and token not in clauses and token.left_edge.i > noun.i
        if outer and _within(token, noun) and noun.doc[token.left_edge.i - 1].text in DASHES | {","}:
            clauses.append(token)
    known = words("signing") | words("concluding") | words("making")
    above = noun.head
    apart = above.i > noun.i and noun.doc[above.i - 1].text == "," and not Slots(above)("obj")
    if apart and noun.dep_ == "nsubj" and above.tag_ == "VBD" and above.lemma_.lower() in known:
        return [above]  # "a deal, struck on Tuesday, was": the parser takes it for the verb
    return [c for c in clauses if c.pos_ == "VERB" and c.lemma_.lower() in known and is_passive(c)]


def _signers(clause: Token) -> list[Token]:
    """Return by whom or between whom a clause says that an agreement was signed."""
    slots = Slots(clause)
    return [*slots.prepositional("by"), *slots("between")]


def _known_as(ctx: Context, noun: Token, label: str) -> bool:
    """Return whether an agreement of that name, or one with that noun and no other name, was told of before."""
    for name, profile in ctx.profiles.items():
        same = any(t.lemma_.lower() == noun.lemma_.lower() for t in ctx.heads[name])
        if profile.kind == "agreement" and (profile.label == label or (same and not profile.label)):
            return True
    return False


def _repeats(ctx: Context, noun: Token) -> bool:
    """Return whether the noun was used of an agreement, or a verb told of one just before: "the contract"."""
    told = [t for name, p in ctx.profiles.items() if p.kind == "agreement" for t in ctx.heads[name]]
    near = any(t.pos_ == "VERB" and ctx.sentence_of(t) >= ctx.sentence_of(noun) - 1 for t in told)
    return near or any(t.lemma_.lower() == noun.lemma_.lower() for t in told)


def _joined(ctx: Context, noun: Token, bond: Bond, parties: list[ActorRef]) -> bool:
    """Claim who comes to an agreement told of before: "Cyprus will join the alliance in the autumn"."""
    if bond.verb is None or bond.verb.lemma_.lower() not in words("joining") or not parties:
        return False
    return join(ctx, bond.verb, noun, parties)


def join(ctx: Context, verb: Token, thing: Token, parties: list[ActorRef]) -> bool:
    """Claim that parties join the agreement told of last; False where there is none."""
    name = last_told(ctx, thing, {"agreement"}, any_number=True)
    if name is None:
        return False
    ctx.at.setdefault(thing.i, name)
    for party in parties:
        ctx.claim(name, "kg:party", party.key, verb, status(ctx, verb), _SURE * party.weight, modality=party.hedge)
    return True


def _apposed(ctx: Context, noun: Token, profile: Profile) -> str | None:
    """Return the agreement that the noun only explains: "the CPTPP, an agreement to which Peru is a party"."""
    head = noun
    while head.dep_ in {"appos", "conj"}:
        apposed, head = head.dep_ == "appos", head.head
        name = ctx.at.get(head.i)
        if apposed and name is not None and ctx.occurrences[name].kind == "agreement":
            ctx.profiles[name].absorb(profile)
            ctx.at[noun.i] = name
            ctx.heads[name].append(noun)
            return name
    return None


def _forget(ctx: Context, name: str, head: Token) -> None:
    del ctx.occurrences[name], ctx.profiles[name], ctx.heads[name]
    ctx.at.pop(head.i, None)


def _amount_of(noun: Token) -> bool:
    """Return whether "deal" is only an amount: "a great deal of time"."""
    return noun.lower_ == "deal" and any(c.lower_ in {"great", "good"} for c in noun.children)


def _parties(ctx: Context, noun: Token, slots: Slots, bond: Bond) -> list[ActorRef]:
    tokens = [t for c in noun.children if c.dep_ == "poss" for t in expand(c)]
    leaving = bond.effect == "undo" and bond.verb is not None and bond.verb.lemma_.lower() in words("leaving")
    brokered = bond.verb is not None and bond.verb.lemma_.lower() in words("brokering")
    slots = Slots(noun) if brokered else slots  # "the truce brokered by Peru": Peru is no party
    for slot in ("between", "with", "among", "by"):
        tokens += slots(slot) or _below(noun, slot)
    if bond.verb is not None and not leaving and not brokered:
        subject = surface_subject(bond.verb) if bond.verb.pos_ == "ADJ" else None  # "X and Y are close to a deal"
        tokens += (
            Slots(bond.verb).subjects() + Slots(bond.verb)("with") + (expand(subject) if subject is not None else [])
        )
    tokens += kept_by(noun) if bond.verb is None and bond.talks is None else []
    contact = signed_by(noun)
    tokens += expand(contact[0]) if contact is not None else []
    if bond.talks is not None:
        above = governor(bond.talks)
        tokens += Slots(bond.talks, above)("between|with|among") + (
            Slots(above).subjects() if above is not None else []
        )
    found = {ref.key: ref for ref in [*signatories(ctx, tokens), *leagued(ctx, noun)]}
    for ref in granted_by(ctx, noun) if len(found) < 2 else []:
        found.setdefault(ref.key, ref)
    for verb in bond.deliveries:
        under = Slots(verb).subjects() if verb.dep_ == "relcl" or verb not in noun.subtree else []
        for ref in (*actors(ctx, under), *other_side(ctx, verb)):
            found.setdefault(ref.key, ref)
    left = ctx.doc[noun.left_edge.i : noun.i]
    paired = _paired(ctx, noun)
    for ref in [*paired, *owners(ctx, noun), *(owners(ctx, bond.talks) if bond.talks is not None else [])]:
        city = ctx.mentions.at(ref.token.i)
        named = city is not None and bool(city.acts_for) and ref.token in left and not paired  # "the Paris agreement"
        if ref.token.i < noun.i and ref.key.startswith(("country/", "bloc/", "subdivision/")) and not named:
            found.setdefault(ref.key, ref)
    if noun.dep_ == "pobj" and noun.head.lower_ in {"to", "of"} and noun.head.head.lemma_ in words("parties"):
        for ref in named_parties(ctx, noun.head.head):
            found.setdefault(ref.key, ref)
    for child in noun.children:
        if child.dep_ == "relcl":
            for ref in actors(ctx, _party_clause(child)):
                found.setdefault(ref.key, ref)
    bound_by = [ref for ref in found.values() if not ref.key.startswith("group/")]  # voters bind nobody
    return _states_for(ctx, bound_by, bond)


def _states_for(ctx: Context, refs: list[ActorRef], bond: Bond) -> list[ActorRef]:
    """Return the parties, a parliament or cabinet that approves an agreement replaced by its state."""
    if bond.verb is None or bond.verb.lemma_.lower() not in words("approving"):
        return refs
    found: dict[str, ActorRef] = {}
    for ref in refs:
        state = state_of(ctx, ref.key) if ref.key.startswith("body/") else ""
        found.setdefault(state or ref.key, replace(ref, key=state or ref.key))
    return list(found.values())


def _paired(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return the two states of "the Canada–Japan Arrangement", "the Seoul-Tokyo deal"."""
    for i in range(noun.i - 1, max(noun.i - 7, noun.sent.start), -1):
        if ctx.doc[i].text in DASHES:
            sides = [ctx.mentions.at(i - 1), ctx.mentions.at(i + 1)]
            refs = [
                ActorRef(m.acts_for or m.entity.key, ctx.doc[m.root])
                for m in sides
                if m is not None and (m.acts_for or m.entity.key.startswith(("country/", "bloc/")))
            ]
            if len(refs) == 2 and all(t.pos_ in {"NOUN", "PROPN", "ADJ"} for t in ctx.doc[i + 2 : noun.i]):
                return refs
    return []


def _below(noun: Token, preposition: str) -> list[Token]:
    """Return what a preposition deeper in the phrase governs: "a memorandum on raw materials with Peru"."""
    found: list[Token] = []
    for token in noun.subtree:
        if token.dep_ == "prep" and token.lower_ == preposition and _within(token, noun):
            found += [t for g in token.children if g.dep_ == "pobj" for t in expand(g)]
    return found


def _within(token: Token, noun: Token) -> bool:
    """Return whether only nouns and prepositions lie between a token and the noun above it."""
    head = token.head
    while head != noun:
        if (head.pos_ in {"VERB", "AUX"} and head.dep_ != "pobj") or head.head == head:
            return False
        head = head.head
    return True


def _party_clause(clause: Token) -> list[Token]:
    """Return the subjects of "to which X and Y are parties", "which X and Y signed"; denied ones are left out."""
    sides = words("parties")
    if clause.lemma_ == "be" and any(c.lemma_.lower() in sides for c in clause.children):
        negated = any(c.dep_ == "neg" for c in clause.children)
        return [] if negated else Slots(clause).subjects()
    made = clause.lemma_.lower() in words("signing") | words("concluding") | words("making")
    return Slots(clause).subjects() if made and not is_passive(clause) and clause.tag_ != "VBG" else []


def _name(noun: Token) -> str:
    """Return the agreement's proper name: capitalised words before its noun, or after it ("Treaty of X")."""
    words = [t for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.head in {noun, *noun.children} or t == noun]
    proper = [t for t in words if t.text[:1].isupper() and t.pos_ in {"PROPN", "NOUN", "ADJ", "PUNCT"}]
    if not noun.text[:1].isupper() or len(proper) < 2:
        return ""
    start = min(t.i for t in proper)
    return noun.doc[start : noun.i + 1].text


def _title_case(ctx: Context, noun: Token) -> bool:
    """Return whether the noun stands in a headline that capitalises every noun, where capitals make no name."""
    if not ctx.sentences[ctx.sentence_of(noun)].headline:
        return False
    return all(t.text[:1].isupper() for t in noun.sent if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"} and t.is_alpha)


def _year(noun: Token) -> TimeSpan | None:
    """Return the year of "the 2023 trade deal"."""
    for token in modifiers(noun) + [c for c in noun.children if c.dep_ == "nummod"]:
        if token.like_num and token.text.isdigit() and 1900 <= int(token.text) <= 2100:
            return TimeSpan(date(int(token.text), 1, 1), "year")
    return None


def _state(ctx: Context, noun: Token, bond: Bond) -> Status:
    read = status(ctx, noun)
    if bond.talks is not None:
        done = conclusion(bond.talks)
        if done is not None:
            told = status(ctx, done)  # what is negotiated to the end is not yet signed
            return replace(told, modality="Planned") if told.modality == "Actual" else told
        return replace(read, modality="Possible" if read.modality in {"Actual", "Planned"} else read.modality)
    if bond.verb is not None and bond.effect == "do" and bond.verb.dep_ in {"acl", "relcl"}:
        return status(ctx, bond.verb)  # "the pact, signed in May, will remain in force"
    if hedged(noun):
        return read
    approved = bond.verb if bond.verb is not None and bond.verb.lemma_.lower() in words("approving") else None
    if approved is not None and read.polarity == "Negated" and any(c.lower_ == "yet" for c in approved.head.children):
        return Status(speaker=read.speaker, factor=read.factor)  # what is "yet to be ratified" is there
    if bond.effect == "refuse":
        return replace(read, modality="Possible", polarity="Affirmed")
    indefinite = any(c.lower_ in {"a", "an", "any", "no"} and c.dep_ == "det" for c in noun.children)
    governed = noun.dep_ in {"dobj", "attr", "oprd", "pobj", "conj"}
    held = any(c.lower_ in {"the", "this", "these"} or c.dep_ == "poss" for c in noun.children if c.i < noun.i)
    known = bond.verb is None and not indefinite and (held or not governed)  # "will abide by the pact with Peru"
    under = noun.dep_ == "pobj" and noun.head.lower_ == "under" and read.modality == "Planned"
    if read.modality == "Actual" and bond.verb is not None and any(c.lower_ == "must" for c in bond.verb.children):
        return replace(read, modality="Possible")
    if known or under or bond.effect in {"undo", "extend"}:
        return Status(speaker=read.speaker, factor=read.factor)
    return read
