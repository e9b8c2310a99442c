"""Our claims against the relations of DWIE, a corpus of Deutsche Welle articles, in the DocRED form of LogiRE.

The corpus annotates clusters of mentions and relations between clusters of one article. A cluster is one of our
entities by the words of its mentions: what our own mentions with these words, or where there are none with other ends
of a long name, most often mean. A relation counts once for each pair of entities; "-x" relations (to a demonym) are
counted with the plain ones. Only affirmed claims that are Actual or Planned count. The corpus does not tell former
posts from present ones, so neither is told here. What the relations mean in our vocabulary (a post is one that is held
now or was formerly):

    minister_of, head_of_state, head_of_gov   a post with that role, to where the post is; of a subdivision, its
                       premier, chief minister or governor is a head_of_gov
    spokesperson_of    a post with the role Spokesperson, to where the post is
    agent_of           any post in a country, bloc or government body, to its country
    citizen_of         the same but for spokespersons, and a post in or memberOf a party of one state: the corpus takes
                       whoever is in office in a state for its citizen; citizenOf
    head_of            a post with the role Executive, or an Official called leader, chair, director …
    member_of          a post in an organisation, affiliatedWith, memberOf, officialOf a government body
    based_in0          headquarteredIn, locatedIn, partOf of an organisation, to its country; reference tables count.
                       Blocs and international organisations have no country in the corpus and are left out
    ministry_of, agency_of   the same of government bodies with and without "ministry" in their name
    gpe0               a demonym and its country as clusters of one entity
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg import extract, language, reference
from kg.extract.mentions.finding import Mentions, find_mentions
from kg.model import Article, Claim, KgError, Record
from measuring.results import Case, Count, Result

Pair = tuple[str, str]
RELATIONS = (
    *("minister_of", "head_of_state", "head_of_gov", "agent_of", "head_of", "member_of", "citizen_of", "based_in0"),
    *("gpe0", "spokesperson_of", "ministry_of", "agency_of"),
)
_HOLDERS = ("minister_of", "head_of_state", "head_of_gov", "agent_of", "spokesperson_of")
_UNLISTED = {"agent_of", "citizen_of", "spokesperson_of"}  # of whom the corpus lists only some of the relations
_INSIDE = {"kg:partOf", "kg:locatedIn", "kg:headquarteredIn"}
_ORGANISED = ("organization/", "company/", "body/", "armed-group/", "bloc/")
_LEADING = re.compile(
    r"(party |co-|vice[- ]|deputy )?(leader|chair|head|president|secretary.general|director|governor)"
)
_GOVERNING = re.compile(
    r"(state |regional |provincial )?(premier|chief minister|first minister|governor|minister.president)"
)
_UNNAMED = {"pronoun", "description", "noun"}


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated article: names and types of each cluster's mentions, and relations between clusters."""

    article: Article
    clusters: tuple[tuple[str, ...], ...]
    relations: Mapping[str, frozenset[tuple[int, int]]]


def read(path: Path) -> list[Gold]:
    """Return the annotated articles of a file. Raises KgError where it is none."""
    try:
        documents: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [_gold(one) for one in documents]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(f"{path}: is no DWIE file in DocRED form ({error}); name its JSON file") from error


def _gold(document: Mapping[str, Any]) -> Gold:
    text = _untokenized([word for sentence in document["sents"] for word in sentence])
    relations: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for label in document["labels"]:
        relations[label["r"].removesuffix("-x")].add((label["h"], label["t"]))
    return Gold(
        Article(f"article/{document['title']}", text.partition("\n")[0], text),
        tuple(tuple(mention["name"] for mention in cluster) for cluster in document["vertexSet"]),
        {name: frozenset(pairs) for name, pairs in relations.items()},
    )


def articles(path: Path) -> list[Article]:
    """Return the texts of a file as articles without a date."""
    return [gold.article for gold in read(path)]


def _untokenized(tokens: Iterable[str]) -> str:
    """Return tokens as running text, line ends between tokens as paragraphs."""
    text = " ".join(tokens).replace(" \n ", "\n\n").replace(" \n", "\n\n")
    text = re.sub(r" ([,.;:!?%)\]’”])", r"\1", text)
    text = re.sub(r"([(\[“$€£]) ", r"\1", text)
    text = re.sub(r" (['’]s|n['’]t)\b", r"\1", text)
    return text.replace(" - ", "-")


def _words(name: str) -> str:
    return re.sub(r"\W+", " ", name.lower()).strip()


def measure(path: Path) -> Result:
    """Return precision and recall by relation over the articles of a file."""
    nlp = language.load()
    tally: dict[str, Counter[str]] = {relation: Counter() for relation in RELATIONS}
    lost: list[Case] = []
    wrong: list[Case] = []
    for gold in read(path):
        doc = nlp(language.prepare(gold.article))
        said = _Said(extract.extract(doc, gold.article))
        links = _link(gold, doc, find_mentions(doc, gold.article), said.record)
        for relation in RELATIONS:
            wanted, found = _compared(relation, gold, links, said)
            tally[relation].update(
                right=len(wanted.keys() & found.keys()),
                wrong=len(found.keys() - wanted.keys()),
                missed=len(wanted.keys() - found.keys()),
            )
            for pair in sorted(wanted.keys() - found.keys()):
                lost.append(_lost(relation, gold, wanted[pair], said.record))
            for pair in sorted(found.keys() - wanted.keys()):
                wrong.append(_wrong(relation, gold, links, pair, found[pair]))
    counts = tuple(Count(name, tally[name]["right"], tally[name]["wrong"], tally[name]["missed"]) for name in RELATIONS)
    return Result(path.name, counts, tuple(lost), tuple(wrong), precise=True)


# ---- clusters and entities ----


@dataclass(frozen=True, slots=True)
class _Links:
    """Which entity a cluster is, by cluster and by entity; `demonyms` are clusters of demonyms alone."""

    entity: dict[int, str]
    clusters: dict[str, list[int]]
    demonyms: frozenset[int]

    def name(self, cluster: int) -> str:
        """Return the cluster's entity, or a name of its own where it is none of ours."""
        return self.entity.get(cluster) or f"?{cluster}"


def _link(gold: Gold, doc: Doc, mentions: Mentions, record: Record) -> _Links:
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    demonyms: set[str] = set()
    for mention in mentions.items:
        if mention.form not in _UNNAMED:
            text = _words(doc[mention.start : mention.end].text)
            meant[text][mention.entity.key] += 10
            if mention.form == "demonym":
                demonyms.add(text)
    for entity in record.entities:
        for name in (entity.label, *entity.names):
            meant[_words(name)][entity.key] += 0
    linked: dict[int, str] = {}
    for n, names in enumerate(gold.clusters):
        votes: Counter[str] = Counter()
        for name in names:
            for key, weight in _meanings(_words(name), meant).items():
                votes[key] += weight + 1
        if votes:
            linked[n] = min(votes, key=lambda key: (-votes[key], key))
    back: dict[str, list[int]] = defaultdict(list)
    for n, key in linked.items():
        back[key].append(n)
    only = frozenset(
        n
        for n in linked
        if linked[n].startswith("country/") and all(_words(name) in demonyms for name in gold.clusters[n])
    )
    return _Links(linked, back, only)


def _meanings(name: str, meant: Mapping[str, Counter[str]]) -> Mapping[str, int]:
    """Return what a name means here; of a long name that nothing has, the meanings of the longest with other ends.

    The corpus says "Chamber of Industry" where we say "German Chamber of Industry", and the other way round.
    """
    if name in meant or len(name.split()) < 3:
        return meant.get(name, {})
    near = [
        other
        for other in meant
        if (" " in other and (f" {name} ".startswith(f" {other} ") or f" {name} ".endswith(f" {other} ")))
        or f" {other} ".startswith(f" {name} ")
        or f" {other} ".endswith(f" {name} ")
    ]
    return meant[max(near, key=lambda other: (len(other), other))] if near else {}


def _compared(
    relation: str, gold: Gold, links: _Links, said: _Said
) -> tuple[dict[Pair, tuple[int, int]], dict[Pair, str]]:
    """Return the annotated pairs with their clusters, and ours with a sentence that says so."""
    if relation == "gpe0":
        return _countries(gold, links)
    annotated = gold.relations.get(relation, frozenset())
    wanted = {(links.name(head), links.name(tail)): (head, tail) for head, tail in sorted(annotated, reverse=True)}
    found = {
        (a, b): text for (a, b), text in said.pairs[relation].items() if links.clusters.get(a) and links.clusters.get(b)
    }
    if relation in _UNLISTED:
        for other in _HOLDERS:
            for head, tail in gold.relations.get(other, frozenset()):
                pair = links.name(head), links.name(tail)
                if pair not in wanted:
                    found.pop(pair, None)
    return wanted, found


def _countries(gold: Gold, links: _Links) -> tuple[dict[Pair, tuple[int, int]], dict[Pair, str]]:
    """Return the pairs of a demonym and its country, which are clusters of one entity."""
    wanted = {(str(h), str(t)): (h, t) for h, t in gold.relations.get("gpe0", frozenset())}
    found = {
        (str(h), str(t)): "" for h in links.demonyms for t in links.clusters[links.entity[h]] if t not in links.demonyms
    }
    return wanted, found


def _lost(relation: str, gold: Gold, pair: tuple[int, int], record: Record) -> Case:
    head, tail = (max(gold.clusters[n], key=len) for n in pair)
    near = [s.text for s in record.sentences if head.split()[-1] in s.text]
    both = [text for text in near if any(name in text for name in gold.clusters[pair[1]])]
    sentence = " ".join((both or near or [""])[0].split())
    title = gold.article.key.partition("/")[2]
    return Case(f"{title} {relation} {pair[0]} {pair[1]}", f"{title} {relation}: {head} → {tail}  “{sentence}”")


def _wrong(relation: str, gold: Gold, links: _Links, pair: Pair, text: str) -> Case:
    title = gold.article.key.partition("/")[2]
    numbers = pair if relation == "gpe0" else tuple(str(links.clusters[key][0]) for key in pair)
    names = [max(gold.clusters[int(n)], key=len) for n in numbers]
    sentence = " ".join(text.split())
    return Case(f"{title} {relation} {' '.join(numbers)}", f"{title} {relation}: {' → '.join(names)}  “{sentence}”")


# ---- what we say ----


@dataclass
class _Said:
    """The pairs of each relation that a record states, with a sentence each."""

    record: Record
    facts: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    place: dict[str, str] = field(default_factory=dict)  # post → whose it is

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return the labels of the record's entities."""
        return {entity.key: entity.label for entity in self.record.entities}

    @cached_property
    def worldwide(self) -> frozenset[str]:
        """Return the blocs and international organisations of the record."""
        kinds = {"kg:InternationalOrganization", "kg:Bloc"}
        return frozenset(entity.key for entity in self.record.entities if not kinds.isdisjoint(entity.types))

    @cached_property
    def pairs(self) -> dict[str, dict[Pair, str]]:
        """Return the pairs by relation."""
        holding = [c for c in self.record.claims if c.polarity == "Affirmed" and c.modality in {"Actual", "Planned"}]
        for claim in holding:
            if isinstance(claim.object, str):
                if claim.predicate == "kg:postIn":
                    self.place[claim.subject] = claim.object
                elif claim.predicate == "kg:role":
                    self.roles[claim.subject].add(claim.object.removeprefix("kg:"))
                else:
                    self.facts[claim.subject].append((claim.predicate, claim.object))
        found: dict[str, dict[Pair, str]] = defaultdict(dict)
        for claim in holding:
            sentence = self.record.sentences[claim.sentence].text
            for relation, subject, obj in self._relations(claim):
                found[relation].setdefault((subject, obj), sentence)
        for entity in self.record.entities:
            if reference.has(entity.key):
                for relation in self._seats(entity.key):
                    found[relation].setdefault((entity.key, self.country(entity.key)), "(reference table)")
        return found

    def _relations(self, claim: Claim) -> Iterator[tuple[str, str, str]]:
        subject, obj = claim.subject, claim.object
        if not isinstance(obj, str):
            return
        if claim.predicate in {"kg:holdsPost", "kg:formerlyHeldPost"} and obj in self.place:
            for relation, whose in self._held(obj, self.place[obj]):
                yield relation, subject, whose
        elif claim.predicate in {"kg:affiliatedWith", "kg:memberOf"} or (
            claim.predicate == "kg:officialOf" and obj.startswith("body/")
        ):
            yield "member_of", subject, obj
            if claim.predicate == "kg:memberOf" and obj in reference.party_states():
                yield "citizen_of", subject, reference.party_states()[obj]
        elif claim.predicate == "kg:citizenOf":
            yield "citizen_of", subject, obj
        elif claim.predicate in _INSIDE:
            for relation in self._seats(subject):
                yield relation, subject, self.country(subject)

    def _held(self, post: str, whose: str) -> Iterator[tuple[str, str]]:
        """Yield what holding a post makes of a person, and towards whom."""
        roles, country = self.roles[post], self.country(whose)
        for role, relation in (
            ("Minister", "minister_of"),
            ("HeadOfState", "head_of_state"),
            ("HeadOfGovernment", "head_of_gov"),
            ("Spokesperson", "spokesperson_of"),
        ):
            if role in roles:
                yield relation, whose
        if whose.startswith(("country/", "bloc/", "body/")) and country:
            yield "agent_of", country
        if whose.startswith(("country/", "subdivision/", "body/")) and "Spokesperson" not in roles and country:
            yield "citizen_of", country
        if whose in reference.party_states():
            yield "citizen_of", reference.party_states()[whose]
        if whose.startswith("subdivision/") and _GOVERNING.match(self.labels[post].lower()):
            yield "head_of_gov", whose
        leads = "Official" in roles and not whose.startswith("country/") and _LEADING.match(self.labels[post].lower())
        if "Executive" in roles or leads:
            yield "head_of", whose
        if whose.startswith(_ORGANISED):
            yield "member_of", whose

    def _seats(self, key: str) -> Iterator[str]:
        """Yield what an organisation is to the country that it lies in or belongs to."""
        if key.startswith(_ORGANISED) and key not in self.worldwide and self.country(key):
            yield "based_in0"
            if key.startswith("body/"):
                yield "ministry_of" if "ministr" in self.labels.get(key, "").lower() else "agency_of"

    def country(self, key: str) -> str:
        """Return the country in which something lies or to which it belongs, empty where nothing says so."""
        waiting, seen = [key], set()
        while waiting:
            one = waiting.pop(0)
            if one.startswith("country/"):
                return one
            if one not in seen and not one.startswith("bloc/"):
                seen.add(one)
                known = reference.facts(one) if reference.has(one) else ()
                waiting += [o for p, o in (*self.facts.get(one, ()), *known) if p in _INSIDE and isinstance(o, str)]
        return ""
