/* The same as a list: every fact that the filters leave, for those who read rather than look. */
const ROWS_AT_ONCE = 100;
function listed() {
  const folded = new Set(shown.ties ? [...visible.lines].flatMap((line) => G.lines[line][L.via]) : []);
  const seen = (i) => visible.nodes.has(i) || (folded.has(i) && shown.kinds[nodes[i][K.kind]]);
  return G.facts.map((_, i) => i).filter((i) => factOn(i) && seen(G.facts[i][F.source]) && (G.facts[i][F.target] < 0 || seen(G.facts[i][F.target])))
    .sort((a, b) => rank[G.facts[b][F.source]] - rank[G.facts[a][F.source]] || a - b);
}
function listRow(i) {
  const fact = G.facts[i];
  const first = fact[F.sayings].flatMap((s) => s[S.sentences])[0];
  return make("tr", {}, make("td", {}, go(fact[F.source], nameOf(fact[F.source]))), make("td", {}, relationWords(fact)),
    make("td", {}, fact[F.target] >= 0 ? go(fact[F.target], objectOf(fact)) : objectOf(fact)), make("td", {}, STATE_TITLES[G.states[fact[F.state]]]),
    make("td", {}, spans[i] && fact[F.sayings].length ? spans[i][0] : ""),
    make("td", { dir: "auto" }, first === undefined ? "from the reference tables" : short(G.sentences[first][0], 220)));
}
function fillList() {
  const rows = listed();
  const body = make("tbody", {}, ...rows.slice(0, ROWS_AT_ONCE).map(listRow));
  const more = button("", () => { body.append(...rows.slice(body.rows.length, body.rows.length + ROWS_AT_ONCE).map(listRow)); label(); }, { class: "more" });
  const label = () => { more.textContent = `Show more of ${plural(rows.length, "fact")}`; more.hidden = body.rows.length >= rows.length; };
  label();
  const heads = ["Who or what", "Relation", "To whom or what", "Certainty", "When", "Sentence"].map((words) => make("th", { scope: "col" }, words));
  $("facts").replaceChildren(make("table", {}, make("caption", {}, plural(rows.length, "fact")), make("thead", {}, make("tr", {}, ...heads)), body), more);
}
function showList(yes) {
  shown.list = yes;
  $("facts").hidden = !yes;
  $("network").hidden = $("tools").hidden = yes;
  $("as-list").setAttribute("aria-pressed", String(yes));
  if (yes) fillList();
  else {
    network.redraw();
    fit(false);
  }
}
$("as-list").addEventListener("click", () => { showList(!shown.list); share(); });
