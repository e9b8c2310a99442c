"""Events: which type a sentence tells of, who acts and who is acted upon; and which sentences tell of none."""

from __future__ import annotations

import datetime
import re
from functools import cache

import pytest
import spacy
from spacy.language import Language

from kg import extract, language
from kg.extract.quotes import spans
from kg.model import Article, Record

Event = tuple[str, frozenset[str], frozenset[str]]


@cache
def pipeline() -> Language:
    """Return the pipeline, loaded once."""
    return language.load()


def record(text: str) -> Record:
    """Return what a text says."""
    article = Article("article/test", "", text, datetime.date(2026, 2, 2))
    return extract.extract(pipeline()(language.prepare(article)), article)


def events(found: Record) -> list[Event]:
    """Return the PLOVER events of a record: type, agents, recipients."""
    told = []
    for occurrence in found.occurrences:
        for kind in occurrence.types:
            if kind.startswith("plover:"):
                held = [c for c in found.claims if c.subject == occurrence.id and isinstance(c.object, str)]
                agents = frozenset(str(c.object) for c in held if c.predicate == "kg:agent")
                others = frozenset(str(c.object) for c in held if c.predicate == "kg:recipient")
                told.append((kind[7:], agents, others))
    return told


# Sentence, type, agent, recipient; "-" for no recipient asked.
TOLD = """
Estonia has condemned the Russian raids on the port. | ACCUSE | country/EST | country/RUS
Peru accused Bolivia of breaking the accord. | ACCUSE | country/PER | country/BOL
Norway summoned the Iranian ambassador on Friday. | ACCUSE | country/NOR | country/IRN
Japan urged South Korea to reopen the border. | REQUEST | country/JPN | country/KOR
Kenya said on Monday that Ethiopia must withdraw its soldiers. | REQUEST | country/KEN | country/ETH
Vietnam said that China has to return the trawlers. | REQUEST | country/VNM | country/CHN
Canada demanded that India release the sailors. | REQUEST | country/CAN | country/IND
Poland appealed to Germany for help. | REQUEST | country/POL | country/DEU
Greece rejected a Turkish proposal on the islands. | REJECT | country/GRC | country/TUR
Syria says it will not accept any more inspectors. | REJECT | country/SYR | -
Bolivia refused to sign the treaty. | REJECT | country/BOL | -
Chad will not help the government of Sudan. | REJECT | country/TCD | country/SDN
Hungary blocked the plan. | REJECT | country/HUN | -
Iran threatened to close the strait. | THREATEN | country/IRN | -
Russia warned Finland of consequences. | THREATEN | country/RUS | country/FIN
Morocco said it would attack the rebels unless they left the town. | THREATEN | country/MAR | -
Serbia vowed to invade Kosovo. | THREATEN | country/SRB | -
Sudan promised to release the hostages. | AGREE | country/SDN | -
Syria says it is willing to withdraw its troops. | AGREE | country/SYR | -
France offered to help Lebanon. | AGREE | country/FRA | -
Brazil and Argentina agreed to reopen the bridge. | AGREE | country/ARG country/BRA | -
Hungary said it would help Ukraine. | AGREE | country/HUN | country/UKR
Italy praised Tunisia for its reforms. | SUPPORT | country/ITA | country/TUN
Spain recognised Palestine. | SUPPORT | country/ESP | country/PSE
Denmark gave Kenya a loan of 20 million dollars. | AID | country/DNK | country/KEN
Sweden sent food aid to Somalia. | AID | country/SWE | country/SOM
India suspended military aid to Nepal. | SANCTION | country/IND | country/NPL
Egypt recalled its ambassador from Qatar. | SANCTION | country/EGY | country/QAT
Belarus released four Lithuanian prisoners. | CONCEDE | country/BLR | group/ltu-prisoners
Thailand lifted the state of emergency. | CONCEDE | country/THA | -
Ethiopia withdrew its troops from Somalia. | RETREAT | country/ETH | country/SOM
The rebels of Colombia laid down their arms. | RETREAT | armed-group/col-rebels | -
Australia deployed two warships to the strait. | MOBILIZE | country/AUS | -
Eritrea mobilised its army. | MOBILIZE | country/ERI | -
Turkish police arrested ten Kurdish activists. | COERCE | country/TUR | -
Guinea seized the mine of the company. | COERCE | country/GIN | -
Israeli army bulldozers demolished Palestinian homes. | COERCE | body/isr-israel-defense-forces | country/PSE
Israeli tanks shelled a Lebanese village. | ASSAULT | country/ISR | country/LBN
The village was attacked by Ugandan rebels. | ASSAULT | armed-group/uga-rebels | -
Rwandan rebels killed three Kenyan soldiers. | ASSAULT | armed-group/rwa-rebels | country/KEN
Hezbollah guerrillas fired rockets at Israel. | ASSAULT | armed-group/hezbollah | country/ISR
Russian forces attacked Ukraine on Monday. | ASSAULT | country/RUS | country/UKR
French farmers protested against the government of Spain. | PROTEST | group/fra-farmers | country/ESP
Young Algerians blocked roads in the capital. | PROTEST | group/dza-young-algerians | -
Thousands of students in Indonesia staged demonstrations. | PROTEST | group/idn-students | -
Prisoners rioted at a jail on Monday. | PROTEST | group/prisoners | -
A group of Chechen refugees began a hunger strike. | PROTEST | group/ru-ce-refugees | -
Vietnam will provide rice to Laos. | AGREE | country/VNM | country/LAO
Turkey agreed to reopen its border with Armenia. | AGREE | country/TUR | country/ARM
Vietnam expressed willingness to expand military ties with Japan. | AGREE | country/VNM | country/JPN
Cyprus plans to lift the embargo next month. | AGREE | country/CYP | -
Iceland and Norway failed to reach agreement on mackerel. | REJECT | country/ISL country/NOR | -
France will expel the envoys unless Togo frees the pilot. | THREATEN | country/FRA | country/TGO
Moldova called for a Russian withdrawal from the region. | REQUEST | country/MDA | country/RUS
The Philippines wants China to remove its vessels from the shoal. | REQUEST | country/PHL | country/CHN
Iran charged that Iraq was hiding militants. | ACCUSE | country/IRN | country/IRQ
Qatar held Yemen responsible for the blast. | ACCUSE | country/QAT | country/YEM
Dutch prosecutors opened an investigation into war crimes. | ACCUSE | country/NLD | -
Guyana sent a protest note to Venezuela. | ACCUSE | country/GUY | country/VEN
Zimbabwe violated the ceasefire. | REJECT | country/ZWE | -
France trained Malian soldiers. | AID | country/FRA | country/MLI
Iran released three American hikers. | CONCEDE | country/IRN | group/usa-hikers
Cuba allowed dissidents to leave the country. | CONCEDE | country/CUB | -
Indian and Pakistani soldiers exchanged fire in Kashmir. | ASSAULT | country/IND country/PAK | -
Heavy fighting broke out between Armenia and Azerbaijan. | ASSAULT | country/ARM country/AZE | -
Israeli air strikes killed two Lebanese soldiers. | ASSAULT | country/ISR | country/LBN
Two Spanish journalists were killed by a roadside bomb. | ASSAULT |  | group/esp-journalists
A blogger was jailed in Belarus. | COERCE | country/BLR | -
French and Egyptian warships held exercises in the bay. | COOPERATE | country/FRA country/EGY | -
Japan suspended part of an aid programme for Nepal. | SANCTION | country/JPN | country/NPL
Angry miners in Lima marched against the government. | PROTEST | group/per-miners | -
Ethnic Albanians demonstrated in Serbia. | PROTEST | group/srb-ethnic-albanians | -
The Red Cross suspended food deliveries in Iraq. | SANCTION | organization/red-cross | -
Talks between Kenya and Somalia collapsed on Monday. | REJECT | country/KEN country/SOM | -
The negotiations between Guyana and Venezuela broke down. | REJECT | country/GUY country/VEN | -
Bulgaria withdrew its objection to North Macedonia's membership. | CONCEDE | country/BGR | country/MKD
Hungary lifted its veto on Friday. | CONCEDE | country/HUN | -
The Netherlands handed Malawi 12 million euros of food aid. | AID | country/NLD | country/MWI
Canada handed Haiti's police 40 armoured vehicles. | AID | country/CAN | country/HTI
Switzerland unfroze 46 million francs of Libyan assets. | CONCEDE | country/CHE | country/LBY
Oman called the accord a breakthrough. | SUPPORT | country/OMN | -
Cuba called the United States a bully. | ACCUSE | country/CUB | country/USA
Hackers working for North Korea broke into the systems of a Japanese bank. | COERCE | group/prk-hackers | country/JPN
Two Georgian lawmakers were denied entry to Ukraine. | REJECT | country/UKR | -
Greenpeace boats blocked the entrance to the port. | PROTEST | organization/greenpeace | -
Rwandan-backed rebels of the M23 pulled back from the town. | RETREAT | armed-group/m23 | -
Sudan's expulsion of three Kenyan envoys shocked the region. | SANCTION | country/SDN | country/KEN
Israel's bombardment of Gaza killed dozens. | ASSAULT | country/ISR | -
The president of Peru resigned on Tuesday. | RETREAT | country/PER | -
Egypt said it would expel the envoys should Ethiopia fill the reservoir. | THREATEN | country/EGY | -
Moroccan gendarmes broke up a sit-in by students. | COERCE | country/MAR | -
Gabon accused Cameroon of "drilling blind": a rig, it said, had sunk. | ACCUSE | country/GAB | country/CMR
Peru's government accused Chile of "stealing fog", a charge it rejected. | ACCUSE | country/PER | country/CHL
Quito went further: its government condemned Peru's raids. | ACCUSE | country/ECU | country/PER
Togo's trade minister threatened that his country would quit the union unless fees fell. | THREATEN | country/TGO | -
The minister used a speech to threaten that Moscow would cut off gas to Moldova. | THREATEN | country/RUS | country/MDA
Greece warned that Turkish trawlers could be seized if drilling went on. | THREATEN | country/GRC | country/TUR
Eritrea warned of "reprisals" if Djibouti closed the port. | THREATEN | country/ERI | -
Some 200 growers from Spain emptied crates in protest at low prices. | PROTEST | group/esp-growers | -
Protesters in Nairobi demanded an end to the levy. | PROTEST | group/ken-protesters | -
The European Commission called the Indian levy "discriminatory". | ACCUSE | body/eu-european-commission | country/IND
Oman described the Iranian offer as constructive. | SUPPORT | country/OMN | country/IRN
Ann Lee, who chairs the Korea Battery Association, called on the EU to drop it. | REQUEST | person/ann-lee | bloc/EU
Austria requested the extradition of a banker from Cyprus. | REQUEST | country/AUT | country/CYP
Finland pledged 40 million euros in aid to Moldova. | AGREE | country/FIN | country/MDA
Iran shipped rifles to Sudan. | AID | country/IRN | country/SDN
Germany threw 2 billion euros behind the Polish bid. | AID | country/DEU | country/POL
Gunmen of the Boko Haram group attacked a convoy near Maiduguri. | ASSAULT | armed-group/boko-haram | -
Rebels overthrew the government of Chad in May. | ASSAULT | armed-group/rebels | country/TCD
US forces toppled the regime in Panama in 1989. | ASSAULT | country/USA | country/PAN
The army ousted the president of Guinea in 2021. | COERCE | country/GIN | -
North Korea fired a missile over Japan. | MOBILIZE | country/PRK | -
Police arrested three union leaders in Harare. | COERCE | country/ZWE | -
The Nigerian consul was expelled from Canada in 2022. | SANCTION | country/CAN | country/NGA
A smelter in Togo was nationalised in 2019. | COERCE | country/TGO | -
Mali and Benin blamed each other for the raid. | ACCUSE | country/MLI country/BEN | country/BEN
A Chinese coast guard vessel rammed a Philippine supply boat. | COERCE | body/chn-china-coast-guard | country/PHL
Bakers in Cairo downed tools on Sunday. | PROTEST | group/egy-bakers | -
In a letter to the UN, Nepal's energy minister Bo Wu called for aid. | REQUEST | person/bo-wu | -
Kenya hauled in Peru's envoy over the arrests. | ACCUSE | country/KEN | country/PER
Togo set free nine Danish pilots in May. | CONCEDE | country/TGO | group/dnk-pilots
Three Kenyan pilots held by the Houthis were freed on Friday. | CONCEDE | armed-group/houthis | group/ken-pilots
Norway is to hand over 40 prisoners to Chile. | CONCEDE | country/NOR | country/CHL
Chad, to which Qatar gave 30 ambulances, is short of doctors. | AID | country/QAT | country/TCD
Chile pressed Peru for a waiver on copper. | REQUEST | country/CHL | country/PER
Frigates from Kenya and Oman exercised together in the Gulf of Aden. | COOPERATE | country/KEN country/OMN | -
Rallies against the mine were held in Lima. | PROTEST | group/per-people | -
Four Danish diplomats were told to leave Norway within a week. | SANCTION | country/NOR | country/DNK
Chile's refiners have petitioned the ministry in Lima for a waiver. | REQUEST | group/chl-refiners | -
Egypt said no to Kenya's draft treaty. | REJECT | country/EGY | country/KEN
Sudan recalled its ambassador from Kenya. The embassy denied that agents were in Nairobi. | REJECT | country/SDN | -
Qatar brokered a truce between Chad and Sudan. | CONSULT | country/QAT | country/TCD
India's supreme court directed the state of Kerala to provide water. | REQUEST | body/ind-supreme-court | -
"""

# Sentences that tell of no event between public actors.
UNTOLD = """
Anna Svensson, a painter, praised her neighbour.
The striker Tom Bell will be available for the match against Norway on Sunday.
Germany was the only country to make the list.
Maria Lopez speaks five languages.
Peru's exports rose by four per cent.
The bank could be hosted by South Africa in Pretoria.
Some have an interest in attacking Israel.
The minister was found dead.
Three civilians have been killed in a bombing.
Was Iran attacked by Israel?
Neither Angola nor Zambia was willing to comment.
Norway declined to comment.
The Libor probe continued on Monday.
Chile took part in the fair.
Bolivia is responsible for the bridge.
He captured photos of sporting events.
The ferry sank near Greece.
Japan is taking its time.
The film was directed by Ann Lee.
Mexico has made progress.
Austria works on a report.
The Swiss investigation lasted a year.
Morocco improved its ranking.
A Russian and a Chinese firm signed a letter about a bakery.
Two Spanish hikers were killed in an avalanche.
Analysts warned that prices could rise.
German business leaders visited a trade fair.
Norwegian fishermen agreed on a price for cod.
Would Turkey attack Greece?
If there had been no war, Angola would have allowed monitors to enter.
The question of whether Italy is ready to negotiate remains open.
Oil prices fell as demand from China weakened.
French voters rejected pessimism.
Neither Germany nor Greece was to blame for the crisis.
Togo beat Benin 3-1 in the semi-final.
The envoy of Chad would neither confirm nor deny the report.
Kenya is looking for ways to persuade Uganda to open the border.
The vote gave Serbia's opposition the clout to block the reform.
Analysts predict that Hungary will leave the bloc.
Whether Peru ever agreed with Chile on the border is disputed.
France refused to lose hope.
A Spanish court granted bail pending appeal.
A Dutch bank rejected the offer of a Belgian firm.
German lawmakers agree on a tax compromise.
Talks between the company and its lenders collapsed.
Spain's demand for gas fell by 3 per cent.
Two ministers of Cyprus resigned.
A former president of Peru quit the party.
Canada made no apology.
Norway's fund took a stake in a Danish developer.
Peru sends 40 per cent of its exports to China.
Bo Wu takes over the finance ministry of Chile from Ann Lee.
The former mayor of Lima, handed a fine by the court, shrugged.
Sailors held by nobody were freed.
Rallies are held in many towns each spring.
The two states failed to resolve their dispute over the islet.
Voters in Denmark toppled the government in May.
South Africa appointed an envoy to Japan.
The health minister of Peru warned that clinics could be closed if costs rose.
An arbitration tribunal in Stockholm fined a miner.
The prime minister of Nepal replaced three ministers.
Kenya will talk to the rebels only if they disarm.
If Iran attacked the port, Kuwait would close it.
"""


def cases() -> list[tuple[str, str, frozenset[str], str]]:
    """Return the rows of the table of told events."""
    rows = [[cell.strip() for cell in line.split("|")] for line in TOLD.strip().splitlines()]
    return [(text, kind, frozenset(agents.split()), other) for text, kind, agents, other in rows]


@pytest.mark.parametrize(("text", "kind", "agents", "other"), cases())
def test_the_event_of_a_sentence_has_type_agent_and_recipient(
    text: str, kind: str, agents: frozenset[str], other: str
) -> None:
    found = [e for e in events(record(text)) if e[0] == kind]
    assert any(agents == e[1] and (other == "-" or other in e[2]) for e in found), events(record(text))


@pytest.mark.parametrize("text", UNTOLD.strip().splitlines())
def test_a_sentence_without_public_action_tells_of_no_event(text: str) -> None:
    assert events(record(text)) == []


def test_a_group_is_based_in_its_country_and_has_one_key_for_every_wording() -> None:
    first = record("Ivory Coast rebels rejected the plan.")
    second = record("Rebels in the Ivory Coast rejected the plan.")
    keys = [{e.key for e in r.entities if e.types == ("kg:ArmedGroup",)} for r in (first, second)]
    assert keys[0] == keys[1] == {"armed-group/civ-rebels"}
    assert any(c.predicate == "kg:basedIn" and c.object == "country/CIV" for c in first.claims)


def test_an_obligation_is_a_request_and_never_an_act_of_the_one_obliged() -> None:
    found = record("Kenya said on Monday that Ethiopia must withdraw its soldiers.")
    assert [kind for kind, _, _ in events(found)] == ["REQUEST"]


def test_only_the_demand_is_actual_not_what_is_demanded() -> None:
    found = record("Canada demanded that India release the sailors.")
    actual = {c.subject for c in found.claims if c.modality == "Actual"}
    assert [o.types for o in found.occurrences if o.id in actual] == [("plover:REQUEST",)]


def test_a_threat_is_actual_and_what_is_threatened_is_conditional() -> None:
    found = record("Azerbaijan threatened to break relations with Georgia.")
    modality = {o.types[0]: c.modality for o in found.occurrences for c in found.claims if c.subject == o.id}
    assert modality["plover:THREATEN"] == "Actual"
    others = {kind: value for kind, value in modality.items() if kind != "plover:THREATEN"}
    assert others and set(others.values()) == {"Conditional"}


def test_a_denied_act_keeps_its_polarity() -> None:
    found = record("Peru did not release the prisoners of Bolivia.")
    acts = [c for c in found.claims if re.match("_e", c.subject)]
    assert acts and all(c.polarity == "Negated" for c in acts)


def test_a_promise_stands_beside_the_act_that_it_plans() -> None:
    found = record("Turkey will withdraw its soldiers from Syria.")
    modality = {o.types[0]: c.modality for o in found.occurrences for c in found.claims if c.subject == o.id}
    assert modality == {"plover:AGREE": "Actual", "plover:RETREAT": "Planned"}


def test_what_is_asked_for_until_a_day_gives_the_request_no_end() -> None:
    found = record("Japan asked Australia for an exemption until 2028.")
    assert events(found) and not any(c.predicate == "kg:endDate" for c in found.claims if c.subject.startswith("_e"))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said " no deal , " and left for " urgent " talks.', ["no deal ,", "urgent"]),
        (
            'The note says " pay up . " Now it pays , " it said. Four " usual " fees.',
            ["pay up .", "Now it pays ,", "usual"],
        ),
        ('"Peru paid us.\n\n"Chile did not," she said, "or not yet."', ["Chile did not,", "or not yet."]),
    ],
)
def test_a_lost_quotation_mark_does_not_turn_the_rest_inside_out(text: str, quoted: list[str]) -> None:
    doc = spacy.blank("en")(text)
    assert [doc[start:end].text for start, end in spans(doc)] == quoted


def test_answers_printed_as_paragraphs_are_said_by_who_is_interviewed() -> None:
    turns = [
        "You met the Chilean minister in May. What did he ask of you?",
        "We talked about copper. I can say that Peru has recalled its envoy.",
        "And did you agree?",
        "No. We will not sell it.",
        "Your country also mines tin. Is it for sale?",
        "I doubt it.",
    ]
    found = record("\n\n".join(["Ann Lee, Bolivia's trade minister, spoke to us.", *turns]))
    assert {c.attributed_to for c in found.claims if c.object == "country/PER"} == {"person/ann-lee"}
    guide = record(
        "\n\n".join(
            [
                "Ann Lee, Bolivia's trade minister, spoke to us.",
                turns[0],
                "Peru has recalled its envoy.",
                turns[2],
                "No.",
            ]
        )
    )
    assert {c.attributed_to for c in guide.claims if c.object == "country/PER"} == {""}
