"""Two invented articles as records, and their resolution: every kind of entity, thing, claim and value once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kg.model import Article, Claim, Entity, Occurrence, Quantity, Quotation, Record, Resolution, Sentence, Value


def entity(key: str, kind: str, label: str, *names: str) -> Entity:
    return Entity(key, (kind,), label, names)


USA = entity("country/USA", "kg:Country", "United States", "US", "American")
CHN = entity("country/CHN", "kg:Country", "China", "Chinese", "Beijing")
JPN = entity("country/JPN", "kg:Country", "Japan")
EU = entity("bloc/EU", "kg:Bloc", "European Union", "EU", "the bloc")
EUROPE = entity("region/europe", "kg:Region", "Europe")
CALIFORNIA = entity("subdivision/US-CA", "kg:Subdivision", "California")
STATE = entity("body/usa-department-of-state", "kg:GovernmentBody", "Department of State")
WTO = entity("organization/world-trade-organization", "kg:InternationalOrganization", "World Trade Organization", "WTO")
MINER = entity("company/tarn-metals", "kg:Company", "Tarn Metals")
REBELS = entity("armed-group/river-front", "kg:ArmedGroup", "River Front")
PERSON = entity("person/ada-lindqvist", "kg:Person", "Ada Lindqvist", "Lindqvist", 'Ada "the Hammer" Lindqvist')
POST = entity("post/usa-secretary-of-state", "kg:Post", "Secretary of State of the United States")
CITY = entity("place/washington-usa", "kg:Place", "Washington")
MINE = entity("place/tarn-mine", "kg:Facility", "Tarn mine")
COBALT = entity("mineral/cobalt", "kg:Mineral", "cobalt")
MAGNETS = entity("product/magnets", "kg:Product", "magnets")

FIRST = Article(
    "article/2025-04-10-tariffs-0a1b2c3d",
    "US puts tariff on Chinese magnets",
    "US puts tariff on Chinese magnets\n\nThe United States imposed a duty.",
    date(2025, 4, 10),
    "The Daily Post",
    ("https://news.example/a?x=1&y=2",),
    "a.txt",
)
SECOND = Article("article/undated-4d5e6f70", "", "No headline here.", None)

FIRST_SENTENCES = (
    Sentence(0, 33, "US puts tariff on Chinese magnets", headline=True),
    Sentence(35, 110, 'The United States imposed a duty of 25 per cent, "a fair price", she said.'),
    Sentence(111, 190, "Ministers will meet in Washington and Japan may come; China denied a ban."),
    Sentence(191, 210, "Nothing stands here."),
)
SECOND_SENTENCES = (
    Sentence(0, 60, "The American duty on magnets is 30 per cent."),
    Sentence(61, 120, "The EU gets 98 per cent of its cobalt from China."),
)

RATE = Quantity("25 per cent", "%", Decimal("25"))
OTHER_RATE = Quantity("30 per cent", "%", Decimal("30.0"))
SHARE = Quantity("about 98 per cent", "%", Decimal(98), approximate=True)
CAP = Quantity("18,000 to 20,000 tonnes a year", "t", minimum=Decimal(18000), maximum=Decimal("2E4"), per="P1Y")
COST = Quantity("more than A$1.2 billion", "AUD", minimum=Decimal("1.2E9"))


def claims_of_first() -> tuple[Claim, ...]:
    return (
        Claim("_m1", "kg:imposedBy", USA.key, 0, confidence=0.9, begin=0, end=33),
        Claim("_m1", "kg:imposedBy", USA.key, 0, confidence=0.95, begin=3, end=20),  # the same saying, surer
        Claim("_m1", "kg:imposedBy", USA.key, 1, attributed_to=PERSON.key),
        Claim("_m1", "kg:target", CHN.key, 0),
        Claim("_m1", "kg:appliesTo", MAGNETS.key, 0),
        Claim("_m1", "kg:rate", RATE, 1),
        Claim("_m1", "kg:startDate", Value("2025-04-01", "date"), 1),
        Claim("_m1", "kg:datePrecision", Value("month"), 1),
        Claim("_m2", "kg:imposedBy", CHN.key, 2, polarity="Negated", attributed_to=CHN.key),
        Claim("_m2", "kg:appliesTo", COBALT.key, 2, modality="Possible"),
        Claim("_m2", "kg:volume", CAP, 2, modality="Conditional"),
        Claim("_e1", "kg:heldIn", CITY.key, 2, modality="Planned"),
        Claim("_e1", "kg:participant", USA.key, 2, modality="Planned"),
        Claim("_e1", "kg:participant", JPN.key, 2, modality="Possible"),
        Claim("_e1", "kg:participant", CHN.key, 2, polarity="Negated", modality="Planned"),
        Claim("_e1", "kg:convenedBy", PERSON.key, 2),
        Claim("_e1", "kg:about", COBALT.key, 2),
        Claim("_e2", "kg:agent", CHN.key, 2),
        Claim("_e2", "kg:recipient", USA.key, 2),
        Claim("_m1", "kg:responseTo", "_e2", 2),
        Claim("_a1", "kg:party", USA.key, 2),
        Claim("_a1", "kg:party", JPN.key, 2),
        Claim("_a1", "kg:duration", Value("P1Y", "duration"), 2),
        Claim("_r1", "kg:establishedBy", JPN.key, 2),
        Claim("_r1", "kg:covers", COBALT.key, 2),
        Claim("_r1", "kg:value", COST, 2),
        Claim("_st", "kg:owner", MINER.key, 2),
        Claim("_st", "kg:owned", MINE.key, 2),
        Claim("_st", "kg:share", RATE, 2),
        Claim(PERSON.key, "kg:holdsPost", POST.key, 1),
        Claim(PERSON.key, "kg:officialOf", USA.key, 1),
        Claim(POST.key, "kg:postIn", USA.key, 1),
        Claim(POST.key, "kg:role", "kg:Minister", 1),
        Claim(STATE.key, "kg:partOf", USA.key, 1),
        Claim(MINE.key, "kg:operatedBy", MINER.key, 1),
        Claim(REBELS.key, "kg:produces", COBALT.key, 1, modality="Possible"),
    )


def first_record() -> Record:
    return Record(
        FIRST,
        FIRST_SENTENCES,
        (USA, CHN, JPN, CALIFORNIA, STATE, WTO, MINER, REBELS, PERSON, POST, CITY, MINE, COBALT, MAGNETS),
        (
            Occurrence("_m1", "measure", ("kg:Tariff",), sentence=0),
            Occurrence("_m2", "measure", ("kg:ExportBan",), sentence=2),
            Occurrence("_e1", "event", ("kg:Meeting",), sentence=2),
            Occurrence("_e2", "event", ("plover:THREATEN",), sentence=2),
            Occurrence("_a1", "agreement", ("kg:TradeAgreement",), "Pacific Compact", ("the compact",), 2),
            Occurrence("_r1", "reserve", ("kg:Reserve",), sentence=2),
            Occurrence("_st", "stake", ("kg:Stake",), sentence=2),
        ),
        claims_of_first(),
        (Quotation("a fair price", PERSON.key, 1),),
    )


def second_record() -> Record:
    return Record(
        SECOND,
        SECOND_SENTENCES,
        (Entity(USA.key, USA.types, "United States", ("America",)), EU, EUROPE, CHN, MAGNETS, COBALT),
        (
            Occurrence("_m1", "measure", ("kg:Tariff",), sentence=0),
            Occurrence("_s1", "supply", ("kg:SupplyRelation",), sentence=1),
        ),
        (
            Claim("_m1", "kg:imposedBy", USA.key, 0),
            Claim("_m1", "kg:rate", OTHER_RATE, 0),
            Claim("_s1", "kg:supplier", CHN.key, 1),
            Claim("_s1", "kg:consumer", EU.key, 1),
            Claim("_s1", "kg:commodity", COBALT.key, 1),
            Claim("_s1", "kg:share", SHARE, 1),
            Claim("_s1", "kg:shareOf", Value("consumer"), 1),
            Claim(EU.key, "kg:dependsOn", CHN.key, 1, confidence=1.0),
        ),
        (Quotation("No headline here", "", 0),),
    )


TARIFF = "measure/usa-tariff-magnets-2025-04"
BAN = "measure/chn-export-ban-cobalt"
MEETING = "meeting/washington-2025"
THREAT = "event/chn-threaten-usa"
COMPACT = "agreement/pacific-compact"
RESERVE = "reserve/jpn-cobalt"
STAKE = "stake/tarn-metals-tarn-mine"
SUPPLY = "supply/chn-eu-cobalt"


def resolution() -> Resolution:
    records = (first_record(), second_record())
    keys = {
        (FIRST.key, "_m1"): TARIFF,
        (SECOND.key, "_m1"): TARIFF,
        (FIRST.key, "_m2"): BAN,
        (FIRST.key, "_e1"): MEETING,
        (FIRST.key, "_e2"): THREAT,
        (FIRST.key, "_a1"): COMPACT,
        (FIRST.key, "_r1"): RESERVE,
        (FIRST.key, "_st"): STAKE,
        (SECOND.key, "_s1"): SUPPLY,
    }
    things: dict[str, Occurrence] = {}
    entities: dict[str, Entity] = {}
    for record in records:
        for one in record.entities:
            names = (*entities[one.key].names, *one.names) if one.key in entities else one.names
            entities[one.key] = Entity(one.key, one.types, one.label, tuple(dict.fromkeys(names)))
        for told in record.occurrences:
            key = keys[record.article.key, told.id]
            things[key] = Occurrence(key, told.kind, told.types, told.label, told.names)
    return Resolution(records, entities, things, keys)
