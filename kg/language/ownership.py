"""Names that what is said of shares proves to be firms: who owns a part of a thing, and the thing it is a part of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from kg import lexicon
from kg.language.clues import facility_after
from kg.language.headline import is_common
from kg.language.layer import Ent, Layer
from kg.language.organisations import heads
from kg.language.runs import capitals_left, capitals_right

OWNED = "kg_owned"  # doc.user_data: the names, as they stand, that somebody owns a part of
_FAR = 9  # tokens between a share and the verb or noun that makes it a share in a firm
Found = tuple[Token, bool]  # a name's token, and whether it is owned, else an owner


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.toml("stakes")[name])


@cache
def _proving() -> frozenset[str]:
    """Return the lemmas of all that speaks of owning firms."""
    lists = ("owning", "acquiring", "holders", "takeovers", "units", "nouns")
    return frozenset({"belong"}).union(*(_words(name) for name in lists))


def firms(layer: Layer, doc: Doc) -> dict[str, bool]:
    """Set as ORG the names that the recogniser left out; return all in a frame of owning, True where no person."""
    found: dict[str, bool] = {}
    held: set[str] = set()
    people = {layer.words[e.end - 1] for e in layer.ents() if e.label == "PERSON" and e.end - e.start > 1}
    for token in doc:
        if token.lemma_.lower() not in _proving():
            continue
        for name, is_owned in _told(token):
            start, end = _run(layer, name)
            if end <= start or (not is_owned and layer.words[end - 1] in people) or facility_after(doc[start:end]):
                continue
            text = layer.text(start, end)
            if all(layer.at[k] is None or layer.known(k) for k in range(start, end)):
                layer.put(Ent(start, end, "ORG"))
            called = start > 0 and layer.lowers[start - 1] in heads()  # "the Emirati fund Al Sahra"
            found[text] = found.get(text, False) or is_owned or called
            held |= {text} if is_owned else set()
    doc.user_data[OWNED] = frozenset(held)
    return found


def _run(layer: Layer, token: Token) -> tuple[int, int]:
    """Return the bounds of the unknown name at a token: none where a known one is near, or a common word begins."""
    i = token.i
    cover = layer.at[i]
    if cover is not None and not cover.key:
        start, end = cover.start, cover.end
    else:
        start, end = capitals_left(layer, i + 1), capitals_right(layer, i)
    if end <= start or any(layer.title[k] for k in range(start, end)):
        return i, i
    plain = end - start == 1 and layer.begins[start] and is_common(layer.lowers[start])
    named = layer.tags[i].startswith("NNP") or (layer.begins[i] and layer.words[i].isalpha())
    known = [layer.known(k) for k in range(start, end)]
    longer = all(key.startswith("company/") for key in known if key) and not known[-1]  # "Gazprom Neft"
    return (start, end) if named and not plain and longer else (i, i)


def _told(token: Token) -> Iterator[Found]:
    """Yield the names that a verb or noun of owning has around it."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"} and lemma in _words("owning") | _words("acquiring"):
        yield from _verb(token, lemma)
    elif token.pos_ == "VERB" and lemma == "belong":
        yield from _belongs(token)
    elif token.pos_ == "NOUN" and lemma in _words("nouns"):
        if _is_stake(token):
            yield from _around(token, owned=("in", "of"))
    elif token.pos_ == "NOUN" and lemma in _words("holders"):
        yield from _shareholder(token)
    elif token.pos_ == "NOUN" and lemma in _words("takeovers"):
        yield from _around(token, owned=("of",))
        yield from ((t, False) for c in token.children if c.dep_ == "prep" and c.lower_ == "by" for t in _objects(c))
    elif token.pos_ == "NOUN" and lemma in _words("units"):
        yield from ((t, False) for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for t in _objects(c))


def _belongs(verb: Token) -> Iterator[Found]:
    """Yield "a third of Y belongs to X"."""
    parts = [t for s in verb.lefts for w in s.subtree if _is_share(w) for t in _of(w)]
    yield from ((t, True) for t in parts)
    if parts:
        yield from ((t, False) for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for t in _objects(c))


def _around(noun: Token, owned: tuple[str, ...]) -> Iterator[Found]:
    """Yield the possessor of a noun as owner, and what stands behind its preposition as owned."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child, False
        elif child.dep_ == "prep" and child.lower_ in owned:
            yield from ((t, True) for t in _objects(child))


def _shareholder(noun: Token) -> Iterator[Found]:
    """Yield "Y's biggest shareholder", "shareholder of Y", "X is", "X as a 20 per cent shareholder"."""
    for child in noun.children:
        if child.tag_ == "WP$" and noun.head.dep_ == "relcl":
            yield noun.head.head, True
        elif child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in {"in", "of"}):
            yield from ((t, True) for t in (_chain(child) if child.dep_ == "poss" else _objects(child)))
    if noun.dep_ == "attr":
        yield from ((t, False) for c in noun.head.children if c.dep_ == "nsubj" for t in _chain(c))
    elif noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        yield from ((t, False) for c in noun.head.children if c.dep_ == "attr" for t in _chain(c))


def _verb(verb: Token, lemma: str) -> Iterator[Found]:
    """Yield "X owns 20 per cent of Y", "Y is 20 per cent owned by X", "X bought Y for $3bn"."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    shares = [t for t in verb.sent if abs(t.i - verb.i) <= _FAR and _is_share(t)]
    stakes = [t for o in objects for t in o.subtree if _is_stake(t)]
    agents = [t for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by" for t in _objects(c)]
    agents += [t for s in shares for t in _behind(s, "by")]
    parts = [t for s in shares for t in _of(s)] + (_which(verb) if shares else [])
    sold = lemma in _words("buying") and any(t.is_currency or t.lemma_.lower() in _words("sited") for t in verb.sent)
    if stakes or (parts and lemma not in _words("ruling")) or (shares and agents):
        yield from ((t, False) for t in (*_subjects(verb), *agents))
        yield from ((t, True) for t in parts)
        if agents and shares:
            yield from ((t, True) for t in objects)
    elif sold:
        yield from ((t, False) for t in (*_subjects(verb), *agents))
        yield from ((t, True) for o in objects for t in _chain(o) if t.ent_type_ != "PERSON")
    elif parts and any(t.lower_ in _words("sited") for t in verb.sent):
        yield from ((t, False) for t in _subjects(verb))
        yield from ((t, True) for t in parts)


def _which(verb: Token) -> list[Token]:
    """Return what "of which" or "in which" stands for."""
    pronoun = any(c.dep_ == "prep" and any(g.lower_ == "which" for g in c.children) for c in verb.children)
    return [verb.head] if verb.dep_ == "relcl" and pronoun else []


def _subjects(verb: Token) -> list[Token]:
    """Return the subject of a verb, of the verb that it is joined to or hangs on, or what "which" stands for."""
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if own is None and verb.dep_ in {"conj", "xcomp"}:
        return [] if verb.head == verb else _subjects(verb.head)
    if own is not None and own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        return [verb.head]
    return _chain(own) if own is not None else []


def _chain(token: Token) -> list[Token]:
    """Return a token with what is joined to it and the name in apposition: "X and Y", "the fund X"."""
    found = []
    for name in (token, *token.conjuncts):
        found += [name, *(c for c in name.children if c.dep_ == "appos")]
        if name.pos_ == "NOUN" and name.i + 1 < len(name.doc) and name.nbor(1).tag_ == "NNP":
            found.append(name.nbor(1))  # "of the copper smelter RTV Boric"
    return found


def _objects(preposition: Token) -> list[Token]:
    return [t for c in preposition.children if c.dep_ == "pobj" for t in _chain(c)]


def _is_share(token: Token) -> bool:
    number = token.i > 0 and (token.nbor(-1).like_num or token.nbor(-1).lower_ == "per")
    return token.i > 0 and token.lower_ in _words("parts") and (number or token.nbor(-1).lower_ in {"a", "one", "-"})


def _is_stake(noun: Token) -> bool:
    """Return whether a noun is a stake: "stake" always, "interest" and "share" where a share stands before."""
    lemma = noun.lemma_.lower()
    return lemma in _words("holdings") or (lemma in _words("nouns") and _share_before(noun))


def _share_before(noun: Token) -> bool:
    return any(_is_share(t) or t.lower_ in _words("sizes") for t in noun.doc[max(noun.i - 4, 0) : noun.i])


def _of(share: Token) -> list[Token]:
    """Return the names behind a share's "of", where the parser may have hung it elsewhere."""
    return _behind(share, "of")


def _behind(share: Token, preposition: str) -> list[Token]:
    after = share.i + 1
    if after >= len(share.doc) or share.doc[after].lower_ != preposition:
        return []
    return _objects(share.doc[after])
