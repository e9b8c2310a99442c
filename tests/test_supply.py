"""Sentences of trade in, supply relations, dependence, deposits, uses and stockpiles out."""

from __future__ import annotations

from datetime import date

import pytest
from reading import read

from kg.model import Quantity, Record, Value

PLAIN = frozenset(
    f"kg:{name}"
    for name in ("dependsOn", "produces", "refines", "exports", "imports", "hasDepositsOf", "usedIn", "madeFrom")
)

# "consumer < supplier: commodity amount of whose total, year"; plain triples as they are; "not", "planned" … in front.
TOLD = (
    # figures told before, parts, origins and ends; what is left out of a second use
    (
        "Japan bought 30 per cent of Chile's molybdenum last year. India, at 7 per cent, was third.",
        ["IND < CHL: molybdenum 7 per cent of supplier 2025", "JPN < CHL: molybdenum 30 per cent of supplier 2025"],
    ),
    (
        "Peru supplied 40 per cent of Spain's zinc. The share of Bolivia rose to 12 per cent, and fears grew.",
        [
            "ESP < BOL: zinc 12 per cent of consumer",
            "ESP < PER: zinc 40 per cent of consumer",
        ],
    ),
    (
        "Russia provided 60 per cent of Finland's nickel in 2021, a share that had fallen to 20 per cent by 2024.",
        ["FIN < RUS: nickel 20 per cent of consumer 2024", "FIN < RUS: nickel 60 per cent of consumer 2021"],
    ),
    ("Bolivia, half of whose tin exports go to Malaysia, has asked for talks.", ["MYS < BOL: tin half of supplier"]),
    ("Gabon sends 70 per cent of its exports, mainly manganese, to China.", ["CHN < GAB: 70 per cent of supplier"]),
    (
        '"Sixty per cent of the copper Italy uses comes from us," said Zambia\'s mines minister, Paul Kabuswe.',
        ["ITA < ZMB: copper Sixty per cent of consumer"],
    ),
    (
        "\"Our mines dig a tenth of the world's cobalt,\" said Indonesia's mines minister, Bahlil Lahadalia.",
        ["< IDN: cobalt a tenth of world", "IDN produces cobalt"],
    ),
    ("Tin concentrate from Bolivia goes to Malaysia for smelting.", ["MYS < BOL: tin-concentrate"]),
    (
        "Antimony goes into batteries. Tajikistan digs a quarter of it and Turkey a tenth.",
        [
            "< TJK: antimony a quarter of world",
            "< TUR: antimony a tenth of world",
            "TJK produces antimony",
            "TUR produces antimony",
            "antimony usedIn batteries",
        ],
    ),
    (
        "Estimates by Kestrel Analytics put Guinea's bauxite exports at 150 million tonnes.",
        ["< GIN: bauxite 150 million tonnes", "GIN exports bauxite"],
    ),
    (
        "Chile sold Japan 3 million tonnes of copper last year, a third of its imports.",
        ["JPN < CHL: copper 3 million tonnes 2025", "JPN < CHL: copper a third of consumer 2025"],
    ),
    (
        "Peru exported 2 million tonnes of zinc, a fifth of it to Japan.",
        ["< PER: zinc 2 million tonnes", "JPN < PER: zinc a fifth of supplier", "PER exports zinc"],
    ),
    (
        "Spain buys its fuel rods from France, no longer from Russia. Spain buys zinc from Peru, no longer from Chile.",
        ["ESP < FRA: nuclear-fuel", "ESP < PER: zinc"],
    ),
    ("Turkey meets 40 per cent of its gas needs from Russia.", ["TUR < RUS: natural-gas 40 per cent of consumer"]),
    (
        "Of refined cobalt China accounts for 70 per cent. Finland, with a tenth, comes second.",
        ["< CHN: cobalt 70 per cent of world", "< FIN: cobalt a tenth of world"],
    ),
    (
        "Poland buys 8 per cent of Ukraine's maize; Kazakhstan sold the country 2 million tonnes of coal.",
        ["POL < KAZ: coal 2 million tonnes", "POL < UKR: maize 8 per cent of supplier"],
    ),
    (
        "Zambia's main exports are copper and cobalt.",
        ["< ZMB: cobalt+copper", "ZMB exports cobalt", "ZMB exports copper"],
    ),
    ("Japan's coal imports from Australia hit a record.", ["JPN < AUS: coal", "JPN imports coal"]),
    (
        "In the first half of 2025 Peru exported 90,000 tonnes of tin.",
        ["< PER: tin 90,000 tonnes 2025", "PER exports tin"],
    ),
    (
        "Guinea's bauxite exports rose from 120 million tonnes in 2022 to 166 million tonnes in 2025.",
        ["< GIN: bauxite 120 million tonnes 2022", "< GIN: bauxite 166 million tonnes 2025", "GIN exports bauxite"],
    ),
    ("In 2024-25 India imported 50 million tonnes of coal.", ["IND < : coal 50 million tonnes", "IND imports coal"]),
    (
        "Gallium goes into radars, germanium into infrared lenses; hafnium, in control rods.",
        ["gallium usedIn radars", "germanium usedIn infrared-lenses"],
    ),
    (
        "Gallium is used in radars, tungsten in cutting tools.",
        ["gallium usedIn radars", "tungsten usedIn cutting-tools"],
    ),
    (
        "Vietnam holds the second-largest reserves of rare earths after China.",
        ["CHN hasDepositsOf rare-earths", "VNM hasDepositsOf rare-earths"],
    ),
    ("Bolivia's 23 million tonnes of lithium resources lie idle.", ["BOL hasDepositsOf lithium"]),
    (
        "Where Japan's nickel comes from\n\n• Indonesia: 40%\n• Philippines: 20%",
        ["JPN < IDN: nickel 40% of consumer", "JPN < PHL: nickel 20% of consumer"],
    ),
    ("Half of the tin is bought by China.", ["CHN < : tin"]),
    ("Russia supplies 40 per cent of its gas.", ["< RUS: natural-gas"]),
    (
        "Turkey climbed to third among Germany's chromium suppliers, behind South Africa and Kazakhstan.",
        ["DEU < KAZ: chromium", "DEU < TUR: chromium", "DEU < ZAF: chromium"],
    ),
    (
        "India surpassed China in rice production last year, at 150 million tonnes.",
        ["< CHN: rice 2025", "< IND: rice 150 million tonnes 2025", "CHN produces rice", "IND produces rice"],
    ),
    (
        "Morocco is among the world's biggest exporters of phosphate, alongside China.",
        ["< CHN: phosphate-rock", "< MAR: phosphate-rock", "CHN exports phosphate-rock", "MAR exports phosphate-rock"],
    ),
    (
        "Main buyers of Chile's copper: China (52%), Japan (9%)",
        ["CHN < CHL: copper 52% of supplier", "JPN < CHL: copper 9% of supplier"],
    ),
    (
        "Reliance on Russia for gas in 2025: Slovakia 89%, Hungary 78%",
        ["HUN < RUS: natural-gas 78% of consumer 2025", "SVK < RUS: natural-gas 89% of consumer 2025"],
    ),
    (
        "SHARE OF IMPORTS FROM RUSSIA (2023)\nFinland: nickel 82%, coal 45%\nHungary: gas 78%",
        [
            "FIN < RUS: coal 45% of consumer",
            "FIN < RUS: nickel 82% of consumer",
            "HUN < RUS: natural-gas 78% of consumer",
        ],
    ),
    (
        "Australia's exports of barley to China: 5.2m tonnes (2024), 6.1m (2025)",
        ["AUS exports barley", "CHN < AUS: barley 5.2m tonnes 2024", "CHN < AUS: barley 6.1m 2025"],
    ),
    (
        "Global graphite output, 2024: China 77%, Madagascar 6%",
        [
            "< CHN: graphite 77% of world 2024",
            "< MDG: graphite 6% of world 2024",
            "CHN produces graphite",
            "MDG produces graphite",
        ],
    ),
    (
        "Turkish chrome covered 40% of Germany's demand last year, South African ore 35% and Kazakh material 8%.",
        [
            "DEU < KAZ: chromium 8% of consumer 2025",
            "DEU < TUR: chromium 40% of consumer 2025",
            "DEU < ZAF: chromium 35% of consumer 2025",
        ],
    ),
    (
        "Chinese mills bought 60m tonnes of ore from Brazil, just 4m from India.",
        ["CHN < BRA: ores 60m tonnes", "CHN < IND: ores 4m"],
    ),
    ("Kazakh wheat is trucked to Uzbekistan.", ["UZB < KAZ: wheat"]),
    ("Qatari helium feeds chip plants in South Korea.", ["KOR < QAT: helium"]),
    (
        "Cocoa leaves Ghana mainly through Tema; the Netherlands buys a third.",
        ["< GHA: cocoa", "GHA exports cocoa", "NLD < GHA: cocoa a third of supplier"],
    ),
    ("No country depends as heavily on Qatari gas as Pakistan.", ["PAK < QAT: natural-gas", "PAK dependsOn QAT"]),
    (
        "Some 75 per cent of Taiwan's wheat is imported.",
        ["TWN < : wheat Some 75 per cent of consumer", "TWN imports wheat"],
    ),
    (
        "Seven out of ten bananas eaten in Poland come from Ecuador.",
        ["POL < ECU: bananas Seven out of ten of consumer"],
    ),
    (
        "Chile, where a quarter of the world's copper is mined, has raised royalties.",
        ["< CHL: copper a quarter of world", "CHL produces copper"],
    ),
    ("Tunisia has swapped Russian wheat for Bulgarian supplies.", ["TUN < BGR: wheat"]),
    (
        "Vietnam shipped 900,000 tonnes of coffee abroad. Germany and Italy were the main buyers.",
        ["< VNM: coffee 900,000 tonnes", "DEU+ITA < VNM: coffee"],
    ),
    (
        "Italy relies less on Russia's gas: the share fell from 40 per cent in 2021 to 5 per cent in 2024.",
        [
            "ITA < RUS: natural-gas",
            "ITA < RUS: natural-gas 40 per cent of consumer 2021",
            "ITA < RUS: natural-gas 5 per cent of consumer 2024",
            "ITA dependsOn RUS",
        ],
    ),
    (
        "Sweden's LKAB reported a huge rare earths find near Kiruna.",
        ["SWE hasDepositsOf rare-earths", "kiruna-swe hasDepositsOf rare-earths"],
    ),
    (
        "Norway plans to mine copper. It has some 40 million tonnes of the metal on its seabed.",
        ["NOR hasDepositsOf copper", "planned < NOR: copper", "planned NOR produces copper"],
    ),
    ("Turkey says it has found 694 million tonnes of rare earths in Eskisehir.", ["TUR hasDepositsOf rare-earths"]),
    ("The rhenium in American jet engines comes from Chile.", ["rhenium usedIn jet-engines"]),
    (
        "Lithium, for batteries, and cobalt, for superalloys, top the list.",
        ["cobalt usedIn superalloys", "lithium usedIn batteries"],
    ),
    ("A solar panel is about 6 per cent silver by value.", ["silver usedIn solar-panels"]),
    (
        "A reserve of tin would be set up by the government, the Danish trade ministry told parliament.",
        [
            "planned reserve of DNK: tin",
        ],
    ),
    (
        "Some 55 per cent of Africa's wheat comes from Russia.",
        [
            "africa < RUS: wheat Some 55 per cent of consumer",
        ],
    ),
    ("Alumina is refined into aluminium.", ["aluminium madeFrom alumina"]),
    (
        "Magnets, which are made from neodymium, which is refined from monazite, are used in wind turbines.",
        [
            "magnets madeFrom neodymium",
            "magnets usedIn wind-turbines",
            "neodymium madeFrom monazite",
        ],
    ),
    (
        "Batteries contain lithium, nickel and cobalt.",
        [
            "cobalt usedIn batteries",
            "lithium usedIn batteries",
            "nickel usedIn batteries",
        ],
    ),
    ("Vietnam puts its tungsten reserves at 140,000 tonnes.", ["VNM hasDepositsOf tungsten"]),
    ("Brazil gets most of its potash from Canada.", ["BRA < CAN: potash"]),
    (
        "Morocco turns out some 15 per cent of the world's phosphate.",
        [
            "< MAR: phosphate-rock some 15 per cent of world",
            "MAR produces phosphate-rock",
        ],
    ),
    ("Canada accounts for a tenth of world output of nickel.", ["< CAN: nickel a tenth of world"]),
    ("Canada is not a producer of tungsten.", ["not < CAN: tungsten", "not CAN produces tungsten"]),
    ("Chad's oil reserves would last ten years.", ["TCD hasDepositsOf oil"]),
    (
        "Chile and Australia are the two biggest producers of lithium.",
        [
            "< AUS+CHL: lithium",
            "AUS produces lithium",
            "CHL produces lithium",
        ],
    ),
    (
        "Chile is the second-biggest lithium producer after Australia.",
        ["< AUS: lithium", "< CHL: lithium", "AUS produces lithium", "CHL produces lithium"],
    ),
    (
        "Chile's exports of copper to China reached 3 million tonnes last year.",
        [
            "CHL exports copper",
            "CHN < CHL: copper 3 million tonnes 2025",
        ],
    ),
    (
        "Chilean miners produced 5 million tonnes of copper in 2024.",
        [
            "< CHL: copper 5 million tonnes 2024",
            "CHL produces copper",
        ],
    ),
    (
        "China bought 1.3 million tonnes of soybeans from Brazil and 200,000 tonnes from Argentina.",
        [
            "CHN < ARG: soybeans 200,000 tonnes",
            "CHN < BRA: soybeans 1.3 million tonnes",
        ],
    ),
    ("China buys nearly all Zimbabwe's lithium concentrate.", ["CHN < ZWE: lithium-concentrate"]),
    ("China is the world's largest producer of graphite.", ["< CHN: graphite", "CHN produces graphite"]),
    (
        "China produces 98 per cent of the world's gallium and 60 per cent of its germanium.",
        [
            "< CHN: gallium 98 per cent of world",
            "< CHN: germanium 60 per cent of world",
            "CHN produces gallium",
            "CHN produces germanium",
        ],
    ),
    (
        "China refines 70 per cent of the world's cobalt, Finland 10 per cent and Canada 4 per cent.",
        [
            "< CAN: cobalt 4 per cent of world",
            "< CHN: cobalt 70 per cent of world",
            "< FIN: cobalt 10 per cent of world",
            "CAN refines cobalt",
            "CHN refines cobalt",
            "FIN refines cobalt",
        ],
    ),
    (
        "China's imports of crude oil from Iraq rose to 1.2 million barrels a day in May.",
        [
            "CHN < IRQ: oil 1.2 million barrels a day 2026",
            "CHN imports oil",
        ],
    ),
    ("China's share of global antimony production is 48 per cent.", ["< CHN: antimony 48 per cent of world"]),
    ("China, which buys Guinea's bauxite, also gets it from Australia.", ["CHN < AUS: bauxite", "CHN < GIN: bauxite"]),
    ("Chinese companies bought 90 per cent of Congo's cobalt.", ["CHN < COD: cobalt 90 per cent of supplier"]),
    ("Cobalt reserves in Congo are vast.", ["COD hasDepositsOf cobalt"]),
    ("Deposits of cobalt were found in Uganda in 2019.", ["UGA hasDepositsOf cobalt"]),
    ("Europe's dependence on Chinese magnets is growing.", ["europe < CHN: magnets", "europe dependsOn CHN"]),
    (
        "Finland buys 18 per cent of its imported nickel from Brazil; Sweden, nearly a quarter.",
        [
            "FIN < BRA: nickel 18 per cent of consumer",
            "SWE < BRA: nickel nearly a quarter of consumer",
        ],
    ),
    ("Finland used to buy a fifth of its uranium from Russia.", ["FIN < RUS: uranium a fifth of consumer"]),
    ("France's EDF imports uranium from Niger and Kazakhstan.", ["edf < KAZ+NER: uranium", "edf imports uranium"]),
    (
        "Gabon exported 8 million tonnes of manganese ore, of which 60 per cent went to China.",
        [
            "< GAB: manganese-ore 8 million tonnes",
            "CHN < GAB: manganese-ore 60 per cent of supplier",
            "GAB exports manganese-ore",
        ],
    ),
    (
        "Gallium is used in chips, solar panels and radar.",
        [
            "gallium usedIn radars",
            "gallium usedIn semiconductors",
            "gallium usedIn solar-panels",
        ],
    ),
    (
        "Germanium is vital for fibre-optic cables and night-vision goggles.",
        [
            "germanium usedIn night-vision-equipment",
            "germanium usedIn optical-fibres",
        ],
    ),
    (
        "Germany draws a third of its crude oil and 20 per cent of its coal from Kazakhstan.",
        [
            "DEU < KAZ: coal 20 per cent of consumer",
            "DEU < KAZ: oil a third of consumer",
        ],
    ),
    ("Germany may create a national reserve of rare earths.", ["possible reserve of DEU: rare-earths"]),
    (
        "Ghana says it exports more cocoa than Cameroon.",
        ["< CMR: cocoa", "< GHA: cocoa", "CMR exports cocoa", "GHA exports cocoa"],
    ),
    (
        "Glencore produced 40,000 tonnes of cobalt in 2023, or 20 per cent of the world total.",
        [
            "< glencore: cobalt 40,000 tonnes 2023",
        ],
    ),
    ("Graphite is a key ingredient of batteries.", ["graphite usedIn batteries"]),
    (
        "Cobalt is used in the cathodes of batteries, in jet engines and in hospitals.",
        [
            "cobalt usedIn batteries",
            "cobalt usedIn cathodes",
            "cobalt usedIn jet-engines",
        ],
    ),
    ("Greenland's government met. The island is thought to have deposits of niobium.", ["GRL hasDepositsOf niobium"]),
    ("Half of Europe's fertiliser imports come from Egypt.", ["europe < EGY: fertilisers Half of consumer"]),
    (
        "A third of the oil used in Indian refineries is imported from Iraq and Kuwait.",
        [
            "IND < IRQ+KWT: oil A third of consumer",
            "IND imports oil",
        ],
    ),
    (
        "If China stopped exporting gallium, Japan would suffer.",
        [
            "not conditional < CHN: gallium",
            "not conditional CHN exports gallium",
        ],
    ),
    ("India does not produce cobalt.", ["not < IND: cobalt", "not IND produces cobalt"]),
    (
        "India gets 40 per cent of its potash from Canada and 25 per cent from Belarus.",
        [
            "IND < BLR: potash 25 per cent of consumer",
            "IND < CAN: potash 40 per cent of consumer",
        ],
    ),
    (
        "India got 60 per cent of its coking coal from Australia. Canada shipped nearly all the remainder.",
        [
            "IND < AUS: coking-coal 60 per cent of consumer",
            "IND < CAN: coking-coal",
        ],
    ),
    (
        "India got 60 per cent of its coking coal from Australia; the United States supplied the rest.",
        [
            "IND < AUS: coking-coal 60 per cent of consumer",
            "IND < USA: coking-coal",
        ],
    ),
    ("India plans to fill its strategic oil reserves.", ["reserve of IND: oil"]),
    ("Indonesia alone supplied 11 million tonnes of coal to Japan.", ["JPN < IDN: coal 11 million tonnes"]),
    (
        "Iran could become a big exporter of gas to India.",
        [
            "possible IND < IRN: natural-gas",
            "possible IRN exports natural-gas",
        ],
    ),
    ("Iran has the world's second-largest reserves of natural gas.", ["IRN hasDepositsOf natural-gas"]),
    (
        "Its three neighbours export bauxite. Neither Togo nor Benin exports bauxite.",
        [
            "not < BEN+TGO: bauxite",
            "not BEN exports bauxite",
            "not TGO exports bauxite",
        ],
    ),
    (
        "Japan depends on China for 60 per cent of its rare earths.",
        [
            "JPN < CHN: rare-earths 60 per cent of consumer",
            "JPN dependsOn CHN",
        ],
    ),
    (
        "Japan may import more beryllium from the United States.",
        [
            "possible JPN < USA: beryllium",
            "possible JPN imports beryllium",
        ],
    ),
    (
        "Japan wants to reduce its dependence on China for rare earths.",
        [
            "JPN < CHN: rare-earths",
            "JPN dependsOn CHN",
        ],
    ),
    ("Poland's stockpile covers 90 days of demand.", ["reserve of POL:"]),
    ("Kazakhstan is a major exporter of uranium.", ["< KAZ: uranium", "KAZ exports uranium"]),
    ("Kenya exports tea to Pakistan.", ["KEN exports tea", "PAK < KEN: tea"]),
    ("Lithium goes into batteries.", ["lithium usedIn batteries"]),
    ("Lithuania depended on Russia for its gas in 2021.", ["LTU < RUS: natural-gas 2021"]),
    (
        "Magnets are needed for everything from wind turbines to fighter jets.",
        [
            "magnets usedIn fighter-jets",
            "magnets usedIn wind-turbines",
        ],
    ),
    ("Mali has no deposits of nickel.", ["not MLI hasDepositsOf nickel"]),
    ("Mongolia holds deposits of copper and fluorspar.", ["MNG hasDepositsOf copper", "MNG hasDepositsOf fluorspar"]),
    (
        "Morocco, which mines 17 per cent of the world's phosphate, supplied 40 per cent of Brazil's imports.",
        [
            "< MAR: phosphate-rock 17 per cent of world",
            "BRA < MAR: phosphate-rock 40 per cent of consumer",
            "MAR produces phosphate-rock",
        ],
    ),
    ("Mozambique, an exporter of graphite, wants a refinery.", ["< MOZ: graphite", "MOZ exports graphite"]),
    (
        "Myanmar was the source of 57 per cent of China's rare earth imports.",
        [
            "CHN < MMR: rare-earths 57 per cent of consumer",
        ],
    ),
    (
        "Nearly all Guinean bauxite exports, some 120 million tonnes, go to China.",
        [
            "CHN < GIN: bauxite some 120 million tonnes",
        ],
    ),
    ("Neodymium is used to make magnets.", ["neodymium usedIn magnets"]),
    (
        "Niger mined 2,000 tonnes of uranium in 2023. France bought a fifth of it.",
        [
            "< NER: uranium 2,000 tonnes 2023",
            "FRA < NER: uranium a fifth of supplier",
        ],
    ),
    ("Niger's uranium deposits attract France.", ["NER hasDepositsOf uranium"]),
    ("Norway is Europe's largest supplier of natural gas.", ["europe < NOR: natural-gas"]),
    ("Norway replaced Russia as Europe's biggest supplier of gas.", ["europe < NOR: natural-gas"]),
    (
        "OPEC+, which pumps two fifths of the world's oil, will meet.",
        [
            "< OPEC-plus: oil two fifths of world",
            "OPEC-plus produces oil",
        ],
    ),
    ("Oil-rich Angola left the cartel.", ["AGO hasDepositsOf oil"]),
    ("Peru denied that it exports mercury.", ["not < PER: mercury", "not PER exports mercury"]),
    ("Mexico shipped 12,500 tonnes of silver last year.", ["< MEX: silver 12,500 tonnes 2025"]),
    ("Poland no longer imports Russian coal.", ["not POL < RUS: coal", "not POL imports coal"]),
    ("Russia is no longer Germany's main supplier of gas.", ["not DEU < RUS: natural-gas"]),
    (
        "Peru mines 20 per cent of the world's silver and Mexico about 23 per cent.",
        [
            "< MEX: silver about 23 per cent of world",
            "< PER: silver 20 per cent of world",
            "MEX produces silver",
            "PER produces silver",
        ],
    ),
    (
        "Russian gas met 40 per cent of European demand in 2021.",
        [
            "EU < RUS: natural-gas 40 per cent of consumer 2021",
        ],
    ),
    (
        "Rwanda exported 3,000 tonnes of tantalum in 2025.",
        [
            "< RWA: tantalum 3,000 tonnes 2025",
            "RWA exports tantalum",
        ],
    ),
    ("Kenya exports no copper whatsoever.", ["not < KEN: copper", "not KEN exports copper"]),
    ("Serbia is heavily dependent on imports of gas from Russia.", ["SRB < RUS: natural-gas", "SRB dependsOn RUS"]),
    ("Slovakia relies on Russian oil.", ["SVK < RUS: oil", "SVK dependsOn RUS"]),
    ("Smelters in Finland buy nickel ore from Brazil, Canada and Norway.", ["FIN < BRA+CAN+NOR: nickel-ore"]),
    (
        "Mills in Gujarat buy copper from Zambia, Chile and Mongolia.",
        [
            "IND < CHL+MNG+ZMB: copper",
        ],
    ),
    ("South Africa produced no manganese last year.", ["not < ZAF: manganese 2025", "not ZAF produces manganese"]),
    (
        "South Korea took 41 per cent of China's exports of graphite last year.",
        [
            "KOR < CHN: graphite 41 per cent of supplier 2025",
        ],
    ),
    ("South Korea will build a stockpile of lithium worth $500 million.", ["planned reserve of KOR: lithium"]),
    ("Thailand and Vietnam produce rubber.", ["< THA+VNM: rubber", "THA produces rubber", "VNM produces rubber"]),
    ("The Congo sits on large deposits of tantalum.", ["COD hasDepositsOf tantalum"]),
    (
        "The EU depends on Norway for a third of its gas and on Algeria for 15 per cent.",
        [
            "EU < DZA: natural-gas 15 per cent of consumer",
            "EU < NOR: natural-gas a third of consumer",
            "EU dependsOn DZA",
            "EU dependsOn NOR",
        ],
    ),
    (
        "The OPEC states pump 40 per cent of the world's oil.",
        [
            "< OPEC: oil 40 per cent of world",
            "OPEC produces oil",
        ],
    ),
    ("The Simandou deposit contains iron ore.", ["GIN hasDepositsOf iron-ore", "simandou-gin hasDepositsOf iron-ore"]),
    (
        "The Simandou mine in Guinea holds iron ore.",
        [
            "GIN hasDepositsOf iron-ore",
            "simandou-gin hasDepositsOf iron-ore",
        ],
    ),
    ("The US released 10 million barrels of crude from its strategic petroleum reserve.", ["reserve of USA: oil"]),
    ("The US released 10 million barrels of crude from its strategic reserve.", ["reserve of USA: oil"]),
    ("The lithium reserves of Bolivia are the largest in the world.", ["BOL hasDepositsOf lithium"]),
    (
        "The share of Russian gas in EU imports fell from 45 per cent in 2021 to 19 per cent in 2024.",
        [
            "EU < RUS: natural-gas 45 per cent of consumer 2021",
            "EU < RUS: natural-gas 19 per cent of consumer 2024",
        ],
    ),
    (
        "The world's biggest lithium producers, Australia and Chile, met.",
        [
            "< AUS+CHL: lithium",
            "AUS produces lithium",
            "CHL produces lithium",
        ],
    ),
    (
        "Berlin restricted machine tools. Mexico took 12 per cent of Germany's exports of such tools.",
        [
            "MEX < DEU: machine-tools 12 per cent of supplier",
        ],
    ),
    ("Chile holds roughly a quarter of the world's known copper reserves.", ["CHL hasDepositsOf copper"]),
    (
        "Norway, with 31 per cent, is still the biggest supplier of gas to Belgium.",
        [
            "BEL < NOR: natural-gas 31 per cent of consumer",
        ],
    ),
    ("Turkmenistan sits on the world's fourth-largest gas reserves.", ["TKM hasDepositsOf natural-gas"]),
    (
        "Two thirds of the world's cobalt is mined in the Democratic Republic of Congo.",
        [
            "< COD: cobalt Two thirds of world",
            "COD produces cobalt",
        ],
    ),
    (
        "Uganda exports coffee. The country sells 60 per cent of it to Europe.",
        [
            "< UGA: coffee",
            "UGA exports coffee",
            "europe < UGA: coffee 60 per cent of supplier",
        ],
    ),
    (
        "Ukraine supplied 50 per cent of EU imports of gallium in 2021.",
        [
            "EU < UKR: gallium 50 per cent of consumer 2021",
        ],
    ),
    ("Vietnam is believed to have large rare earth deposits.", ["VNM hasDepositsOf rare-earths"]),
    (
        "With 31 per cent, Australia is the biggest supplier of coal to India.",
        [
            "IND < AUS: coal 31 per cent of consumer",
        ],
    ),
    ("Zambia is rich in copper and cobalt.", ["ZMB hasDepositsOf cobalt", "ZMB hasDepositsOf copper"]),
    ("Zambia's exports of copper rose by 5 per cent.", ["< ZMB: copper", "ZMB exports copper"]),
    ("Cobalt, an essential component of batteries, is a metal.", ["cobalt usedIn batteries"]),
    ("Copper makes up 45 per cent of Chile's exports.", ["< CHL: copper 45 per cent of supplier"]),
    (
        "China mines 60 per cent of the world's cobalt. China refines 90 per cent of the world's cobalt.",
        [
            "< CHN: cobalt 60 per cent of world",
            "< CHN: cobalt 90 per cent of world",
            "CHN produces cobalt",
            "CHN refines cobalt",
        ],
    ),
    (
        "OPEC pumps nearly 36 percent of the world's oil.",
        ["< OPEC: oil nearly 36 percent of world", "OPEC produces oil"],
    ),
    (
        "Saudi Arabia pumped 9 million barrels a day in June.",
        ["< SAU: oil 9 million barrels a day 2026", "SAU produces oil"],
    ),
    ("A quarter of Canada's potash comes from Saskatchewan.", ["< CA-SK: potash A quarter"]),
    ("Western Australia produces half of Australia's lithium.", ["< AU-WA: lithium half", "AU-WA produces lithium"]),
    ("A fifth of Brazil's manganese comes from the Amazon.", ["< amazon: manganese A fifth"]),
    (
        "The EU bought graphite from China (40%), Brazil (13%) and Mozambique.",
        ["EU < BRA: graphite 13% of consumer", "EU < CHN: graphite 40% of consumer", "EU < MOZ: graphite"],
    ),
    (
        "Peru was the leading source of US tin imports (24%), followed by Bolivia (19%) and Brazil (15%).",
        ["USA < BOL: tin 19% of consumer", "USA < BRA: tin 15% of consumer", "USA < PER: tin 24% of consumer"],
    ),
    (
        "The largest buyers of Russian coal were China (47 per cent) and India (20 per cent).",
        ["CHN < RUS: coal 47 per cent of supplier", "IND < RUS: coal 20 per cent of supplier"],
    ),
    (
        "Niger supplied 20 per cent of the uranium delivered to the EU, followed by Canada with 17 per cent.",
        ["EU < CAN: uranium 17 per cent of consumer", "EU < NER: uranium 20 per cent of consumer"],
    ),
    (
        "Malaysia could supply up to a fifth of the heavy rare earths that Japan needs.",
        ["possible JPN < MYS: heavy-rare-earths up to a fifth of consumer"],
    ),
    (
        "Canada was the source of 34 per cent of US aluminium imports, the United Arab Emirates of 9 per cent.",
        ["USA < ARE: aluminium 9 per cent of consumer", "USA < CAN: aluminium 34 per cent of consumer"],
    ),
    (
        "The US share of EU gas imports was 45 per cent, Russia's 19 per cent.",
        ["EU < RUS: natural-gas 19 per cent of consumer", "EU < USA: natural-gas 45 per cent of consumer"],
    ),
    (
        "Spain's share of Portugal's gas imports rose to 30 per cent in 2024 from 20 per cent four years earlier.",
        ["PRT < ESP: natural-gas 20 per cent of consumer 2020", "PRT < ESP: natural-gas 30 per cent of consumer 2024"],
    ),
    (
        "Norway provides 33 per cent of Germany's gas, up from 24 per cent in 2021.",
        ["DEU < NOR: natural-gas 24 per cent of consumer 2021", "DEU < NOR: natural-gas 33 per cent of consumer"],
    ),
    (
        "In 2010 Japan bought 82 per cent of its gallium from China; by 2023 the figure had dropped to 60 per cent.",
        ["JPN < CHN: gallium 60 per cent of consumer 2023", "JPN < CHN: gallium 82 per cent of consumer 2010"],
    ),
    ("China controls 90 per cent of graphite refining capacity.", ["< CHN: graphite 90 per cent of world"]),
    ("China dominates the refining of graphite.", ["< CHN: graphite", "CHN refines graphite"]),
    ("China has a near monopoly on the processing of rare earths.", ["< CHN: rare-earths", "CHN refines rare-earths"]),
    (
        "Saudi Arabia shipped 2 million barrels a day to China in March.",
        ["CHN < SAU: oil 2 million barrels a day 2026"],
    ),
    (
        "Benin's cashew exports rose again. India takes two thirds of the nuts.",
        ["< BEN: cashews", "BEN exports cashews", "IND < BEN: cashews two thirds of supplier"],
    ),
    (
        "China refines most gallium. The EU gets 40 per cent of the metal it uses from there.",
        ["< CHN: gallium", "CHN refines gallium", "EU < CHN: gallium", "EU < CHN: gallium 40 per cent of consumer"],
    ),
    (
        "Iceland makes aluminium, most of which it ships to the Netherlands.",
        ["NLD < ISL: aluminium"],
    ),
    (
        "Chile exports 3 million tonnes of copper concentrate, nearly all of it bound for Japan.",
        [
            "< CHL: copper-concentrate 3 million tonnes",
            "JPN < CHL: copper-concentrate",
            "CHL exports copper-concentrate",
        ],
    ),
    (
        "Australia digs up coal, but refines hardly any tin.",
        ["not < AUS: tin", "not AUS refines tin", "< AUS: coal", "AUS produces coal"],
    ),
    (
        "Russia accounts for 40 per cent of the palladium that Britain buys.",
        ["GBR < RUS: palladium 40 per cent of consumer"],
    ),
    (
        "Peru sold Brazil 2 million tonnes of zinc and Chile 0.5 million.",
        ["BRA < PER: zinc 2 million tonnes", "CHL < PER: zinc 0.5 million"],
    ),
    ("Kenya grows tea, and Pakistan is its top customer.", ["< KEN: tea", "KEN produces tea", "PAK < KEN: tea"]),
    ("No country mines more tin than China.", ["< CHN: tin", "CHN produces tin"]),
    ("No gallium is produced in Denmark.", ["not < DNK: gallium", "not DNK produces gallium"]),
    (
        "Japan imports 100 per cent of its helium, most of it from Qatar.",
        ["JPN < : helium 100 per cent of consumer", "JPN < QAT: helium", "JPN imports helium"],
    ),
    ("Four fifths of Europe's solar panels are Chinese.", ["europe < CHN: solar-panels Four fifths of consumer"]),
    ("America's import reliance for bismuth was 89 percent in 2024.", ["USA < : bismuth 89 percent of consumer 2024"]),
    (
        "Japan has cut its dependence on China for cobalt from 90 per cent to 60 per cent.",
        ["JPN < CHN: cobalt 60 per cent of consumer", "JPN dependsOn CHN"],
    ),
    ("Rwanda is among the world's largest producers of tantalum.", ["< RWA: tantalum", "RWA produces tantalum"]),
    ("Russia, one of Finland's main suppliers of nickel, has not answered.", ["FIN < RUS: nickel"]),
    ("Of the lithium that Chile exports, 70 per cent goes to China.", ["CHN < CHL: lithium 70 per cent of supplier"]),
    ("Bauxite from Guinea makes up 70 per cent of what China imports.", ["CHN < GIN: bauxite 70 per cent of consumer"]),
    (
        "Half of the lithium that Tesla buys is refined in China.",
        ["CHN refines lithium", "tesla < CHN: lithium Half of consumer"],
    ),
    ("Two thirds of all cobalt mined worldwide comes from Zambia.", ["< ZMB: cobalt Two thirds of world"]),
    ("China supplies Japan with 60 per cent of its magnesium.", ["JPN < CHN: magnesium 60 per cent of consumer"]),
    (
        "Indonesia plans to raise its bauxite exports to 20 million tonnes by 2027.",
        ["planned < IDN: bauxite 20 million tonnes 2027", "planned IDN exports bauxite"],
    ),
    ("Ukraine is home to Europe's largest titanium reserves.", ["UKR hasDepositsOf titanium"]),
    (
        "A lithium deposit lies beneath the Serbian town of Loznica.",
        ["SRB hasDepositsOf lithium", "loznica-srb hasDepositsOf lithium"],
    ),
    ("Chile holds a third of the world's lithium.", ["CHL hasDepositsOf lithium"]),
    ("Geologists have found graphite in the north of Tanzania.", ["TZA hasDepositsOf graphite"]),
    (
        "Rare earths are found in Brazil and Vietnam.",
        ["BRA hasDepositsOf rare-earths", "VNM hasDepositsOf rare-earths"],
    ),
    ("Each fighter jet contains about 400 kilograms of rare earths.", ["rare-earths usedIn fighter-jets"]),
    ("Batteries are the main use of cobalt.", ["cobalt usedIn batteries"]),
    (
        "Stainless steel is an alloy of iron and chromium.",
        ["stainless-steel madeFrom chromium", "stainless-steel madeFrom iron"],
    ),
    ("The bulk of Mongolia's coal exports go to China.", ["CHN < MNG: coal"]),
    (
        "According to the ministry, 62 per cent of Latvia's peat was sold to Germany.",
        ["DEU < LVA: peat 62 per cent of supplier"],
    ),
    ("Nickel ore was shipped from New Caledonia to South Korea.", ["KOR < NCL: nickel-ore"]),
    ("China buys 90 per cent of Mongolia's exports.", ["CHN < MNG: 90 per cent of supplier"]),
    ("Peru mines zinc; Bolivia, tin.", ["< PER: zinc", "PER produces zinc"]),
)

# Sentences that tell nothing of the kind.
NOTHING = (
    "If Bolivia joined, the three would between them hold half of the world's lithium.",
    "Turkey grew by 3 per cent, the fourth in Europe. Egypt, at 4 per cent, was third.",
    "The minister travelled from Chile to China.",
    "The tanker leaves Qatar on Monday.",
    "Crude leaves China cold, traders say.",
    "Fears of war fed oil prices in Japan.",
    "Italy is exposed to Chinese pressure.",
    "The war exposed France to Algerian anger.",
    "Turkey came second, behind Chile, in the football tournament.",
    "The minister overtook a bus in China.",
    "Oil from the leaking tanker spread to beaches in Spain.",
    "Copper in cars is worth more than the steel.",
    "The find of lead in toys shocked Denmark.",
    "Thieves made a big copper find in a depot in Leeds.",
    "Police found 20 kilos of gold in a house in Accra.",
    "The airport is owned by the city.",
    "Support for the import ban by country: France 60%, Spain 55%.",
    "Import tariffs on steel: EU 25%, Japan 15%, Korea 10%.",
    "Exports grew fast: Vietnam 12%, Thailand 8%.",
    "Price of lithium imports, change on year: Chile 12%, China 9%.",
    "Growth in exports of copper: Chile 5%, Peru 7%.",
    "No country is as rich as Qatar.",
    "Russian gas powers ahead of rivals in Europe.",
    "Peace talks are fuelling hopes in Ukraine.",
    "Chilean wine is more popular in Japan than French wine.",
    "The envoy was flown from Qatar to Egypt.",
    "Workers switched from Polish coal to gas.",
    "The club replaced a French coach with a Spanish one.",
    "Mining giant BHP sits on 500,000 tonnes of copper stocks.",
    "The committee sits on 40 tonnes of gold in Basel.",
    "A third of Peru's copper miners belong to the union.",
    "Women make up 40 per cent of the workforce.",
    "China accounts for 18 per cent of the world's population.",
    "Most refugees come from Syria and go to Germany.",
    "Coal reserves fell at Indian power plants.",
    "Police used gas against protesters in Paris.",
    "Tourism accounts for 10 per cent of Greece's output.",
    "A trader handles a third of Russia's nickel exports.",
    "Car makers need steel.",
    "Copper mines need trucks.",
    "Half of Zambia's copper comes from the Copperbelt province.",
    "The bank raised its reserves.",
    "The central bank's gold reserves rose to 800 tonnes.",
    "The company makes batteries.",
    "The island is thought to have deposits of niobium.",
    "The minister makes 20 per cent of the decisions.",
    "The minister uses a car made in Germany.",
    "The park is a nature reserve.",
    "The plant uses cobalt.",
    "Which country produces the most cobalt?",
    "Brazil has no plans for a tax.",
    "Japan's imports rose.",
    "Is Chad a producer of uranium?",
    "Lead was found in drinking water in Michigan.",
    "Germany has gold in New York.",
    "The Chilean state took a 51 per cent stake in the lithium producer.",
    "We get none of our cobalt from Zambia.",
    "Peru and Chile will not sell a tonne of copper for less than 9,000 dollars.",
    "Inflation fell to 3 per cent. The figure was 5 per cent a year earlier.",
)


def short(obj: str | Value | Quantity) -> str:
    """Return the last part of a key, or the words of a value."""
    return obj.rpartition("/")[2] if isinstance(obj, str) else obj.text


def compact(record: Record) -> set[str]:
    """Return the claims of trade in a record, those of one relation or stockpile in one string."""
    kinds = {o.id: o.kind for o in record.occurrences}
    told: dict[tuple[str, str], dict[str, list[str | Value | Quantity]]] = {}
    found = set()
    for claim in record.claims:
        mark = "" if claim.polarity == "Affirmed" else "not "
        mark += "" if claim.modality == "Actual" else f"{claim.modality.lower()} "
        if claim.predicate in PLAIN:
            found.add(f"{mark}{short(claim.subject)} {claim.predicate[3:]} {short(claim.object)}")
        elif kinds.get(claim.subject) in {"supply", "reserve"}:
            told.setdefault((claim.subject, mark), {}).setdefault(claim.predicate[3:], []).append(claim.object)
    return found | {one(kinds[name], mark, by) for (name, mark), by in told.items()}


def one(kind: str, mark: str, by: dict[str, list[str | Value | Quantity]]) -> str:
    """Return one relation or stockpile in words."""

    def names(predicate: str) -> str:
        return "+".join(sorted(short(o) for o in by.get(predicate, ())))

    if kind == "reserve":
        return f"{mark}reserve of {names('establishedBy')}: {names('covers')}".strip()
    parts = [f"{names('consumer')} < {names('supplier')}:".strip(), names("commodity")]
    parts += [short(o) for predicate in ("share", "volume") for o in by.get(predicate, ())]
    parts += [f"of {short(o)}" for o in by.get("shareOf", ())] + [short(o)[:4] for o in by.get("startDate", ())]
    return " ".join(part for part in (mark.strip(), *parts) if part)


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text for text, _ in TOLD])
def test_a_sentence_of_trade_tells_who_gets_what_from_whom(text: str, expected: list[str]) -> None:
    assert compact(read(text, date(2026, 11, 21))) == set(expected)


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told_where_nobody_is_said_to_trade(text: str) -> None:
    assert compact(read(text, date(2026, 11, 21))) == set()


def test_each_relation_says_its_stage_and_the_words_that_bear_it() -> None:
    record = read("Canada refines 12 per cent of the world's nickel.")
    stages = {claim.object for claim in record.claims if claim.predicate == "kg:stage"}
    assert stages == {Value("refining")}
    assert {record.article.text[claim.begin : claim.end] for claim in record.claims} >= {"refines"}


def test_past_dependence_is_a_supply_relation_of_its_time_and_no_present_dependence() -> None:
    record = read("Austria depended on Russia for 80 per cent of its gas in 2021.")
    predicates = {claim.predicate for claim in record.claims}
    assert "kg:dependsOn" not in predicates
    assert {"kg:consumer", "kg:supplier", "kg:share", "kg:startDate"} <= predicates


def test_a_second_source_adds_its_own_figure_to_the_same_relation() -> None:
    record = read("Guinea shipped 140 million tonnes of bauxite last year. The port authority puts it at 131 million.")
    volumes = [(c.subject, c.object) for c in record.claims if c.predicate == "kg:volume"]
    assert len({name for name, _ in volumes}) == 1
    assert {str(v.amount) for _, v in volumes if isinstance(v, Quantity)} == {"140000000", "131000000"}


STAKES = (
    ("Glencore owns 95 percent of the Mutanda mine.", {("glencore", "mutanda", "95 percent")}),
    (
        "Selkirk Metals is 30% owned by Glencore and 20% by Rio Tinto.",
        {("glencore", "selkirk-metals", "30%"), ("rio-tinto", "selkirk-metals", "20%")},
    ),
    ("Newmont, in which BlackRock holds 12 per cent, declined.", {("blackrock", "newmont", "12 per cent")}),
    ("Codelco is wholly owned by the Chilean state.", {("CHL", "codelco", "")}),
    ("Glencore holds 90 per cent of the local operating company.", {("glencore", "", "90 per cent")}),
    ("Newmont sold its 49 per cent interest in Codelco to Glencore.", {("glencore", "codelco", "49 per cent")}),
    (
        "Newmont belongs to Glencore (60 per cent) and the Ghanaian state (40 per cent).",
        {("glencore", "newmont", "60 per cent"), ("GHA", "newmont", "40 per cent")},
    ),
    (
        "Newmont, a company listed in Oslo in which the Malian state has a free stake of 12 per cent, digs gold.",
        {("MLI", "newmont", "12 per cent")},
    ),
    (
        "The Kanto zinc and lead plant, 54 per cent of which belongs to Glencore, was shut.",
        {("glencore", "kanto", "54 per cent")},
    ),
    ("Newmont must sell its 20 per cent stake in Codelco by June.", {("newmont", "codelco", "20 per cent")}),
    ("Lima ordered Newmont to sell its stake of 9 per cent in Codelco.", {("newmont", "codelco", "9 per cent")}),
    ("Newmont completed its takeover of Codelco for $9bn.", {("newmont", "codelco", "")}),
    ("Glencore sells 5% stake to Newmont", {("newmont", "glencore", "5%")}),
    (
        "Glencore owns 60 per cent of Codelco. The remainder belongs to Newmont.",
        {("glencore", "codelco", "60 per cent"), ("newmont", "codelco", "")},
    ),
    (
        "Codelco, a joint venture of Glencore and the Chilean government, sells copper.",
        {("glencore", "codelco", ""), ("CHL", "codelco", "")},
    ),
    ("Newmont bought a Glencore truck.", set()),
    ("Newmont, which owned 37 per cent of Codelco, sold out to Glencore in 2023.", set()),
    ("The minister has an interest in Glencore.", set()),
    ("The party holds 60% of the seats in the company town.", set()),
)


@pytest.mark.parametrize(("text", "expected"), STAKES, ids=[text for text, _ in STAKES])
def test_a_stake_tells_who_owns_how_much_of_what(text: str, expected: set[tuple[str, str, str]]) -> None:
    record = read(text)
    stakes = {o.id for o in record.occurrences if o.kind == "stake"}
    told: dict[str, dict[str, str]] = {name: {} for name in stakes}
    for claim in record.claims:
        if claim.subject in stakes:
            told[claim.subject][claim.predicate[3:]] = short(claim.object)
    assert {(t["owner"], t.get("owned", ""), t.get("share", "")) for t in told.values()} == expected
