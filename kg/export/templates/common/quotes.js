/* A saying as a quotation with its source. Rows:
   saying   [sentences, negated, modality, confidence, speaker, begin, end]
   sentence [text, article]      article [headline, date, publisher, address, iri] */
const S = { sentences: 0, negated: 1, modality: 2, confidence: 3, speaker: 4, begin: 5, end: 6 };
const badge = (words, kind) => make("span", { class: "badge " + (kind || "") }, words);
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
