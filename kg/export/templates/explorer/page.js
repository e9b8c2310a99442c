/* What the page holds. Rows of the data:
   node     [kind, label, names, types, iri, importance, articles, claims, flag, when, folds, x, y, size, start, end,
             [degree, betweenness, community, bridge]]
   line     [source, target, state, facts, occurrences that fold into it, mutual: it has no direction]
   fact     [source, relation, target or -1, object's text, state, sayings]
   relation [name, words]        kind [name, title, colour, shape, layer, off]
   contradiction [node, facts, "denied" or "values"]
   Text reaches the page through textContent alone. */
const readJson = (id) => JSON.parse(document.getElementById(id).textContent);
const { nodes: drawnFirst, edges: linesFirst, graph: G } = readJson("data");
const options = readJson("options");
const $ = (id) => document.getElementById(id);
const K = {
  kind: 0, label: 1, names: 2, types: 3, iri: 4, importance: 5, articles: 6, claims: 7, flag: 8, when: 9, folds: 10,
  x: 11, y: 12, size: 13, start: 14, end: 15, standing: 16,
};
const L = { source: 0, target: 1, state: 2, facts: 3, via: 4, mutual: 5 };
const F = { source: 0, relation: 1, target: 2, object: 3, state: 4, sayings: 5 };
const STATE_TITLES = {
  actual: "Stated as fact", planned: "Planned", possible: "Possible or conditional", denied: "Denied", background: "Background",
};
const DASHES = { actual: false, planned: [9, 5], possible: [2, 5], denied: [10, 4, 2, 4], background: false };
const nodes = G.nodes;
const layer = (i) => G.kinds[nodes[i][K.kind]][4];
const kindName = (i) => G.kinds[nodes[i][K.kind]][0];
const rank = nodes.map((row, i) => row[K.importance] * (layer(i) === "occurrence" ? 0.4 : 1)); // actors come first
const byRank = nodes.map((_, i) => i).sort((a, b) => rank[b] - rank[a] || a - b);
const spokenOf = (i) => nodes[i][K.articles] > 0 || nodes[i][K.claims] > 0;
const stateOf = (line) => G.states[G.lines[line][L.state]];
const mutual = (line) => Boolean(G.lines[line][L.mutual]); // a truce or a meeting of partners points to neither of them

const factsOf = nodes.map(() => []);
G.facts.forEach((fact, i) => {
  factsOf[fact[F.source]].push(i);
  if (fact[F.target] >= 0 && fact[F.target] !== fact[F.source]) factsOf[fact[F.target]].push(i);
});
const linesOf = nodes.map(() => []);
G.lines.forEach((line, i) => {
  linesOf[line[L.source]].push(i);
  linesOf[line[L.target]].push(i);
});
const otherEnd = (line, node) => (G.lines[line][L.source] === node ? G.lines[line][L.target] : G.lines[line][L.source]);
const contradicted = new Map(); // fact → the contradiction it is part of
G.contradictions.forEach((row) => row[1].forEach((fact) => contradicted.set(fact, row)));
