/* Facts with the sentences they come from. */
const go = (i, text) => button(text, () => choose({ node: i }, true), { class: "go" });
const objectOf = (fact) => (fact[F.target] >= 0 ? nameOf(fact[F.target]) : fact[F.object]);
const relationWords = (fact) => G.relations[fact[F.relation]][1];
const articlesOf = (fact) => new Set(fact[F.sayings].flatMap((s) => s[S.sentences].map((q) => G.sentences[q][1])));

/** Return the first few of a list, and a button that brings the others. */
function chunked(list, few, block) {
  const first = list.slice(0, few).map(block);
  if (list.length > few) {
    first.push(button(`Show ${list.length - few} more`, (event) => event.target.replaceWith(...list.slice(few).map(block)), { class: "more" }));
  }
  return first;
}
function factBlock(number, side, relation) {
  const fact = G.facts[number];
  const other = fact[side];
  const text = side === F.source ? nameOf(other) : objectOf(fact);
  const state = G.states[fact[F.state]];
  const sources = articlesOf(fact).size;
  return make("div", { class: "fact" },
    make("div", { class: "head" }, relation ? make("span", {}, relation) : "", other >= 0 ? glyphOf(other) : "",
      other >= 0 ? go(other, text) : make("strong", {}, text), state === "actual" ? "" : badge(state, state),
      sources > 1 ? badge(plural(sources, "article")) : "", contradictionBadge(number)),
    ...chunked(fact[F.sayings].filter(sayingOn), 2, quote));
}
function contradictionBadge(number) {
  const row = contradicted.get(number);
  if (!row) return "";
  if (row[2] === "denied") return badge("affirmed and denied", "contested");
  const others = row[1].filter((f) => f !== number).map((f) => objectOf(G.facts[f]));
  return badge("elsewhere: " + short(others.join(", "), 40), "contested");
}
