/* Facts with the sentences they come from. */
const go = (i, text) => button(text, () => choose({ node: i }, true), { class: "go" });
const objectOf = (fact) => (fact[F.target] >= 0 ? nameOf(fact[F.target]) : fact[F.object]);
const relationWords = (fact) => G.relations[fact[F.relation]][1];
const articlesOf = (fact) => new Set(fact[F.sayings].flatMap((s) => s[S.sentences].map((q) => G.sentences[q][1])));
const badge = (words, kind) => make("span", { class: "badge " + (kind || "") }, words);

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
function quote(saying) {
  const block = make("blockquote", {});
  saying[S.sentences].forEach((q, n) => {
    const [text, article] = G.sentences[q];
    const [headline, date, publisher, link] = G.articles[article];
    const { [S.begin]: begin, [S.end]: end } = saying;
    block.append(make("p", { dir: "auto" }, ...(n === 0 && end ? [text.slice(0, begin), make("mark", {}, text.slice(begin, end)), text.slice(end)] : [text])));
    const where = headline || publisher || "article";
    block.append(make("footer", {}, link ? make("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, where) : where,
      [headline && publisher ? " · " + publisher : "", date ? " · " + date : ""].join("")));
  });
  const notes = [];
  if (saying[S.speaker] >= 0) notes.push(make("span", {}, "says " + short(G.names[saying[S.speaker]], 80)));
  if (saying[S.negated]) notes.push(badge("denied", "denied"));
  const modality = saying[S.modality];
  if (modality !== "Actual") notes.push(badge(modality.toLowerCase(), modality === "Planned" ? "planned" : "possible"));
  const confidence = saying[S.confidence];
  if (confidence !== null) notes.push(make("span", { title: "Share of such claims expected to be right" }, `confidence ${Math.round(confidence * 100)} %`));
  if (notes.length) block.append(make("footer", { class: "head" }, ...notes));
  return block;
}
