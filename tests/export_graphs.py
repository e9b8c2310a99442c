"""Graphs for the tests of the exports: a small one told by hand, and random ones of any size."""

from __future__ import annotations

import random

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

BASE = "https://w3id.org/geopolkg/id/"
PREFIXES = {
    "kg": "https://w3id.org/geopolkg/ontology#",
    "plover": "https://w3id.org/geopolkg/plover#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
}
XSD = "http://www.w3.org/2001/XMLSchema#"
WIDER = {
    "kg:Country": ["kg:Actor", "prov:Agent"],
    "kg:Person": ["kg:Actor", "prov:Agent"],
    "kg:Bloc": ["kg:Organization", "kg:Actor", "prov:Agent"],
    "kg:GovernmentBody": ["kg:Organization", "kg:Actor", "prov:Agent"],
    "kg:Company": ["kg:Organization", "kg:Actor", "prov:Agent"],
    "kg:Mineral": ["kg:Commodity"],
    "kg:Product": ["kg:Commodity"],
    "kg:Tariff": ["kg:TradeMeasure", "kg:Measure"],
    "kg:ExportBan": ["kg:ExportRestriction", "kg:TradeMeasure", "kg:Measure"],
    "kg:ExportRestriction": ["kg:TradeMeasure", "kg:Measure"],
    "kg:PriceFloor": ["kg:TradeMeasure", "kg:Measure"],
    "kg:Truce": ["kg:Agreement"],
    "kg:Meeting": ["plover:CONSULT", "kg:Event"],
    "plover:ACCUSE": ["kg:Event"],
}


def iri(name: str) -> NamedNode:
    """Return the IRI of a CURIE of our prefixes, or of a key."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local) if prefix in PREFIXES else NamedNode(BASE + name)


class Graph:
    """Collects quads as the builder of graphs writes them."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self.graph: NamedNode | DefaultGraph = DefaultGraph()
        self.count = 0

    def add(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(iri(subject), iri(predicate), value, self.graph))

    def thing(self, key: str, kind: str, label: str, *names: str, **more: str) -> str:
        for t in [kind, *WIDER.get(kind, [])]:
            self.add(key, "rdf:type", iri(t))
        self.add(key, "rdfs:label", Literal(label))
        for name in names:
            self.add(key, "skos:altLabel", Literal(name))
        for name, text in more.items():
            typed = Literal(text, datatype=NamedNode(XSD + "date")) if name.endswith("Date") else Literal(text)
            self.add(key, "kg:" + name, typed)
        return key

    def article(self, key: str, headline: str, date: str, *urls: str, publisher: str = "The Paper") -> None:
        self.graph = iri(key)
        self.article_key = key
        self.add(key, "rdf:type", iri("kg:Article"))
        self.add(key, "schema:headline", Literal(headline))
        self.add(key, "schema:datePublished", Literal(date, datatype=NamedNode(XSD + "date")))
        self.add(key, "schema:publisher", Literal(publisher))
        for url in urls:
            self.add(key, "schema:url", Literal(url, datatype=NamedNode(XSD + "anyURI")))

    def sentence(self, text: str, begin: int = 0) -> str:
        self.count += 1
        key = f"sentence/{self.count:06}"
        self.add(key, "rdf:type", iri("kg:Sentence"))
        self.add(key, "kg:text", Literal(text))
        self.add(key, "kg:beginIndex", Literal(begin))
        self.add(key, "kg:endIndex", Literal(begin + len(text)))
        self.add(key, "schema:isPartOf", iri(self.article_key))
        return key

    def say(
        self,
        sentence: str,
        subject: str,
        predicate: str,
        value: str | Literal,
        *,
        polarity: str = "Affirmed",
        modality: str = "Actual",
        by: str = "",
        confidence: float = 0.9,
        mark: tuple[int, int] | None = None,
    ) -> None:
        self.count += 1
        key = f"claim/{self.count:06}"
        target = iri(value) if isinstance(value, str) else value
        for kind in ("kg:Claim", "rdf:Statement", "prov:Entity"):
            self.add(key, "rdf:type", iri(kind))
        self.add(key, "rdf:subject", iri(subject))
        self.add(key, "rdf:predicate", iri(predicate))
        self.add(key, "rdf:object", target)
        self.add(key, "kg:polarity", iri("kg:" + polarity))
        self.add(key, "kg:modality", iri("kg:" + modality))
        self.add(key, "kg:confidence", Literal(str(confidence), datatype=NamedNode(XSD + "decimal")))
        self.add(key, "prov:wasDerivedFrom", iri(sentence))
        if by:
            self.add(key, "kg:attributedTo", iri(by))
        if mark:
            self.add(key, "kg:beginIndex", Literal(mark[0]))
            self.add(key, "kg:endIndex", Literal(mark[1]))
        if polarity == "Affirmed" and modality in ("Actual", "Planned"):
            self.add(subject, predicate, target)

    def store(self) -> Store:
        store = Store()
        store.extend(self.quads)
        return store


def small() -> Graph:
    """Two articles on rare earths and tariffs: what is so, what may be, what is denied, what two sources say."""
    g = Graph()
    for code, flag, label, *names in (
        ("CHN", "CN", "China", "Beijing", "PRC"),
        ("USA", "US", "United States", "US", "Washington"),
        ("AUS", "AU", "Australia", "Canberra"),
        ("JPN", "JP", "Japan", "Tokyo"),
        ("ARG", "AR", "Argentina"),
        ("GBR", "GB", "United Kingdom", "UK", "Britain"),
    ):
        g.thing(f"country/{code}", "kg:Country", label, *names, iso2=flag)
    g.thing("bloc/EU", "kg:Bloc", "European Union", "EU", "Brussels")
    g.thing("person/marco-rubio", "kg:Person", "Marco Rubio", "Rubio")
    g.thing("body/usa-state", "kg:GovernmentBody", "Department of State", "State Department")
    g.thing("mineral/rare-earths", "kg:Mineral", "rare earths", "rare earth")
    g.thing("mineral/critical-minerals", "kg:Mineral", "critical minerals")
    g.thing("product/magnets", "kg:Product", "permanent magnets", "magnets")
    g.add("mineral/rare-earths", "skos:broader", iri("mineral/critical-minerals"))
    g.add("body/usa-state", "kg:partOf", iri("country/USA"))
    g.article(
        "article/one",
        "Ministers meet over critical minerals",
        "2026-02-01",
        "https://example.org/one",
        publisher="The Guardian",
    )
    g.thing(
        "measure/chn-rare-earths",
        "kg:ExportRestriction",
        "China: export restriction on rare earths",
        startDate="2025-04-01",
    )
    s = g.sentence("China restricted rare earth exports last April after tariffs.", 871)
    g.say(s, "measure/chn-rare-earths", "kg:imposedBy", "country/CHN", mark=(871, 887))
    g.say(s, "measure/chn-rare-earths", "kg:appliesTo", "mineral/rare-earths", mark=(888, 906))
    g.thing("meeting/washington", "kg:Meeting", "Meeting in Washington", startDate="2026-02-02", endDate="2026-02-04")
    s = g.sentence(
        "Ministers from the US, EU, UK, Japan and Australia, and possibly Argentina, will meet in Washington.", 10
    )
    for who in ("country/USA", "bloc/EU", "country/GBR", "country/JPN", "country/AUS"):
        g.say(s, "meeting/washington", "kg:participant", who, modality="Planned")
    g.say(s, "meeting/washington", "kg:participant", "country/ARG", modality="Possible", confidence=0.6)
    g.thing("measure/us-price-floor", "kg:PriceFloor", "United States: price floor")
    s = g.sentence("A recent report says Washington is against a guarantee for minimum prices.", 400)
    g.say(s, "measure/us-price-floor", "kg:imposedBy", "country/USA", polarity="Negated")
    g.say(s, "measure/us-price-floor", "kg:appliesTo", "mineral/critical-minerals", modality="Possible")
    s = g.sentence("Marco Rubio of the US State Department said supply chains are vital.", 600)
    g.say(s, "person/marco-rubio", "kg:officialOf", "country/USA", by="body/usa-state")
    g.say(s, "person/marco-rubio", "kg:affiliatedWith", "body/usa-state")
    g.article(
        "article/two",
        "Beijing tightens its grip",
        "2026-03-05",
        "https://example.org/two",
        "https://example.net/2",
        publisher="Wire",
    )
    s = g.sentence("Beijing's curbs on rare earths stay in force, the European Union said.")
    g.say(s, "measure/chn-rare-earths", "kg:imposedBy", "country/CHN", by="bloc/EU", confidence=0.8)
    g.say(s, "measure/chn-rare-earths", "kg:appliesTo", "mineral/rare-earths", by="bloc/EU", confidence=0.8)
    g.thing("measure/us-tariff", "kg:Tariff", "United States: tariff on China", startDate="2025-04-02")
    s = g.sentence("Washington put a tariff of 25% on Chinese magnets.")
    g.say(s, "measure/us-tariff", "kg:imposedBy", "country/USA")
    g.say(s, "measure/us-tariff", "kg:target", "country/CHN")
    g.say(s, "measure/us-tariff", "kg:appliesTo", "product/magnets")
    rate = "quantity/25-pc"
    g.add(rate, "rdf:type", iri("kg:Quantity"))
    g.add(rate, "kg:text", Literal("25%"))
    g.say(s, "measure/us-tariff", "kg:rate", rate)
    s = g.sentence("The European Union depends on China for magnets, which are made from rare earths.")
    g.say(s, "bloc/EU", "kg:dependsOn", "country/CHN")
    g.say(s, "product/magnets", "kg:madeFrom", "mineral/rare-earths")
    s = g.sentence("China denies that it depends on Australia.")
    g.say(s, "country/CHN", "kg:dependsOn", "country/AUS", polarity="Negated", by="country/CHN")
    return g


HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><img src=x onerror=window.hacked=1>",
    "\"'><svg onload=window.hacked=1>",
    "\u202eright to left\u2028next line\u2029{{ 7*7 }} {% raw %}",
    "قطر 🇶🇦 \x01\x0b control",
    "=cmd|' /C calc'!A0",
    "x" * 10_000,
)


def hostile() -> Graph:
    """Names, sentences and addresses that try to run something or to break a format."""
    g = Graph()
    g.article("article/bad", HOSTILE[0], "2026-01-01", "javascript:window.hacked=1", publisher=HOSTILE[1])
    for i, name in enumerate(HOSTILE):
        g.thing(f"company/bad-{i}", "kg:Company", name, "alias " + name)
        s = g.sentence(name)
        g.say(s, f"company/bad-{i}", "kg:dependsOn", f"company/bad-{(i + 1) % len(HOSTILE)}")
    return g


def random_graph(nodes: int, claims: int, *, articles: int = 100, seed: int = 1) -> Graph:
    """Return a graph of so many things and claims, a few of them hubs, as news has it."""
    rng = random.Random(seed)
    g = Graph()
    kinds = (
        ["kg:Country"] * 2 + ["kg:Person"] * 4 + ["kg:Company"] * 2 + ["kg:GovernmentBody", "kg:Mineral", "kg:Product"]
    )
    core = [f"company/n{i}" for i in range(nodes // 2)]
    events = [f"measure/m{i}" for i in range(nodes - len(core))]
    for i, key in enumerate(core):
        g.thing(key, kinds[i % len(kinds)], f"Thing number {i}", f"T{i}")
    kinds = ["kg:Tariff", "kg:ExportBan", "plover:ACCUSE", "kg:Meeting", "kg:Truce"]
    for i, key in enumerate(events):
        g.thing(key, kinds[i % len(kinds)], f"Occurrence {i}", startDate=f"2026-{i % 12 + 1:02}-{i % 28 + 1:02}")

    def pick() -> str:
        return core[int(len(core) * rng.random() ** 3)]

    predicates = ["kg:imposedBy", "kg:target", "kg:agent", "kg:recipient", "kg:party", "kg:participant", "kg:about"]
    for a in range(articles):
        g.article(
            f"article/{a:05}", f"Headline {a}", f"2026-{a % 12 + 1:02}-{a % 28 + 1:02}", f"https://example.org/{a}"
        )
        for i in range(claims // articles):
            if i % 2 == 0:
                s = g.sentence(
                    f"Sentence {i} of article {a} says that one did something to another over a mineral.", i * 90
                )
            n = a * (claims // articles) + i
            modality = rng.choice(["Actual"] * 6 + ["Planned", "Possible", "Conditional"])
            subject = events[n // 3 % len(events)] if n % 4 else pick()
            predicate = rng.choice(predicates) if n % 4 else rng.choice(["kg:dependsOn", "kg:exports", "kg:memberOf"])
            g.say(s, subject, predicate, pick(), modality=modality, confidence=round(rng.uniform(0.4, 1), 2))
    return g
