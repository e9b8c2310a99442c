/* The legend, which filters, and the other filters. */
function apply() {
  refresh();
  if (chosen && chosen.line !== undefined && !visible.lines.has(chosen.line)) choose(null);
  else if (chosen && chosen.node !== undefined) nodePanel(chosen.node);
  if (!chosen) overview();
  share();
}
function check(picture, title, count, on, change) {
  const input = make("input", { type: "checkbox", onchange: () => { change(input.checked); say(); apply(); } });
  input.checked = on;
  const row = make("label", { class: "check" }, input, picture || "", make("span", {}, title), make("small", {}, count.toLocaleString("en")));
  const say = () => {
    const words = input.checked ? `${title}: shown, click to hide` : `${title}: off, click to show`;
    row.title = words;
    input.setAttribute("aria-label", words);
  };
  say();
  return row;
}
/** Show a kind or not; a chosen node of a kind that goes is no longer chosen. */
function showKind(k, on) {
  shown.kinds[k] = on;
  if (!on && chosen && chosen.node !== undefined && nodes[chosen.node][K.kind] === k) choose(null);
}
function tally(size, keys) {
  const sums = new Array(size).fill(0);
  for (const k of keys) sums[k] += 1;
  return sums;
}
function fillLegend() {
  const kinds = tally(G.kinds.length, nodes.map((row) => row[K.kind]));
  $("kinds").replaceChildren($("kinds").firstElementChild, ...G.kinds.map(([, title], k) => kinds[k] && check(glyph(k), title, kinds[k], shown.kinds[k], (on) => showKind(k, on))).filter(Boolean));
  const linked = G.facts.filter((fact) => fact[F.target] >= 0);
  const states = tally(G.states.length, linked.map((fact) => fact[F.state]));
  $("states").replaceChildren(...[...$("states").children].slice(0, 2), ...G.states.map((s, k) => states[k] && check(stroke(s), STATE_TITLES[s], states[k], shown.states[k], (on) => { shown.states[k] = on; })).filter(Boolean));
  const relations = tally(G.relations.length, linked.map((fact) => fact[F.relation]));
  const sorted = G.relations.map((row, k) => [row[1], k]).filter(([, k]) => relations[k]).sort(([a], [b]) => (a < b ? -1 : 1));
  $("relations").lastElementChild.replaceChildren(...sorted.map(([title, k]) => check(null, upper(title), relations[k], shown.relations[k], (on) => { shown.relations[k] = on; })));
  const types = new Map();
  nodes.forEach((_, i) => { if (eventType(i)) types.set(eventType(i), (types.get(eventType(i)) || 0) + 1); });
  $("events").hidden = !types.size;
  $("events").lastElementChild.replaceChildren(...[...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, n]) => check(null, upper(title), n, !shown.events.has(title), (on) => {
    if (on) shown.events.delete(title);
    else shown.events.add(title);
  })));
}
/** Fill a list to choose from with [value, words, count], the most frequent first; what is rare is cut. */
function fillSelect(id, all, rows, value) {
  const most = rows.sort((a, b) => b[2] - a[2] || (a[1] < b[1] ? -1 : 1)).slice(0, 400);
  $(id).replaceChildren(make("option", { value: "-1" }, all), ...most.map(([key, words, n]) => make("option", { value: String(key) }, `${short(words, 60)} (${n})`)));
  $(id).value = String(value);
  $(id).closest("label").hidden = !rows.length;
}
function fillSelects() {
  const isGoods = (i) => ["mineral", "product"].includes(kindName(i));
  fillSelect("about", "Any mineral or product", nodes.map((row, i) => [i, row[K.label], factsOf[i].length]).filter(([i, , n]) => n && isGoods(i)), shown.about);
  const [articles, speakers] = [new Map(), new Map()];
  G.facts.forEach((fact) => {
    articlesOf(fact).forEach((a) => articles.set(a, (articles.get(a) || 0) + 1));
    fact[F.sayings].forEach((s) => { if (s[S.speaker] >= 0) speakers.set(s[S.speaker], (speakers.get(s[S.speaker]) || 0) + 1); });
  });
  fillSelect("article", "Any article", [...articles].map(([a, n]) => [a, [G.articles[a][0] || G.articles[a][2] || "Untitled", G.articles[a][1]].filter(Boolean).join(" · "), n]), shown.article);
  fillSelect("speaker", "Anybody, or the article itself", [...speakers].map(([s, n]) => [s, G.names[s], n]), shown.speaker);
  $("contested").checked = shown.contested;
  $("contested").closest("label").hidden = !G.contradictions.length;
  $("contested-count").textContent = G.contradictions.length.toLocaleString("en");
  $("confidence").value = Math.round(shown.confidence * 100);
  $("confidence-out").value = `${$("confidence").value} %`;
}
for (const id of ["about", "article", "speaker"]) $(id).addEventListener("change", () => { shown[id] = +$(id).value; apply(); fit(true); });
$("confidence").addEventListener("input", () => { shown.confidence = $("confidence").value / 100; $("confidence-out").value = `${$("confidence").value} %`; apply(); });
$("contested").addEventListener("change", () => { shown.contested = $("contested").checked; apply(); fit(true); });
$("top").addEventListener("input", () => { shown.top = +$("top").value; $("top-out").value = $("top").value; apply(); });
$("loners").addEventListener("change", () => { shown.loners = $("loners").checked; apply(); fit(true); });
for (const [id, ties] of [["as-ties", true], ["as-things", false]]) $(id).addEventListener("click", () => { viewAs(ties); apply(); fit(true); });
$("filters-button").addEventListener("click", () => {
  const isOpen = $("filters").classList.toggle("open");
  $("filters-button").setAttribute("aria-expanded", String(isOpen));
});
$("reset").addEventListener("click", () => {
  Object.assign(shown, firstChoices());
  brought.clear();
  chosen = null;
  viewAs(true);
  showChoices();
  apply();
  fit(true);
});
/** Draw occurrences as lines between those they bind, or as nodes; `top` is how many nodes are shown, if it is known. */
function viewAs(ties, top) {
  shown.ties = ties;
  $("as-ties").setAttribute("aria-pressed", String(ties));
  $("as-things").setAttribute("aria-pressed", String(!ties));
  $("view-hint").textContent = ties ? "Measures, agreements and events are drawn as lines between those they bind." : "Measures, agreements and events are nodes of their own.";
  const all = [...pictured].filter((i) => !(ties && (nodes[i][K.folds] || !spokenOf(i)))).length;
  shown.top = Math.min(all, Math.max(5, top || (ties ? FIRST_VIEW : 2.5 * FIRST_VIEW)));
  Object.assign($("top"), { max: Math.max(all, 5), value: shown.top });
  $("top-out").value = shown.top;
}
/** Bring the controls in step with the choices. */
function showChoices() {
  fillLegend();
  fillSelects();
  $("loners").checked = shown.loners;
  showTime();
  showList(shown.list);
}
function counts() {
  const t = G.total;
  $("counts").textContent = [plural(t.articles, "article"), plural(t.nodes, "thing"), plural(t.facts, "fact"), plural(t.claims, "claim")].join(" · ");
  $("note").hidden = t.nodes > 0 && t.shown === t.nodes;
  const some = `Of ${plural(t.nodes, "thing")}, ${pictured.size.toLocaleString("en")} are in this picture; search finds the others, "Open up" shows what a node is tied to.`;
  $("note").textContent = t.nodes ? some : "There is nothing to draw: the graph holds no entities.";
}
