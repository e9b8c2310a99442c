/* Choosing a node or a line, and the panel that tells of it. */
function choose(what, move) {
  unfan();
  chosen = what;
  if (what && what.node !== undefined && !pictured.has(what.node)) bring([what.node]);
  refresh();
  if (!what) overview();
  else if (what.path) pathPanel(what);
  else if (what.node !== undefined) nodePanel(what.node);
  else linePanel(what.line);
  $("panel").scrollTop = 0;
  if (what && what.node !== undefined && move) {
    const { [K.x]: x, [K.y]: y } = nodes[what.node];
    network.moveTo({ position: { x, y }, scale: Math.max(network.getScale(), 0.9), animation: motion });
  }
  if (what && what.node !== undefined) $("said").textContent = `${nameOf(what.node)}: ${plural(factsOf[what.node].length, "fact")}`;
  share();
}
const closeButton = () => button("×", () => choose(null), { class: "close", "aria-label": "Close" });

function nodePanel(i) {
  const row = nodes[i];
  const groups = new Map();
  for (const f of factsOf[i]) {
    const fact = G.facts[f];
    const key = (fact[F.source] === i ? "0" : "1") + fact[F.relation];
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(f);
  }
  const weight = (group) => group.reduce((sum, f) => sum + G.facts[f][F.sayings].length, 0);
  const sorted = [...groups.values()].sort((a, b) => weight(b) - weight(a));
  const others = row[K.names].map((n) => short(n, 60)).filter((n) => n);
  $("panel").replaceChildren(
    closeButton(),
    make("h2", {}, glyphOf(i), make("span", {}, nameOf(i))),
    make("p", { class: "about" }, [row[K.types].map(upper).join(", "), row[K.when], plural(row[K.claims], "claim"),
      row[K.articles] ? plural(row[K.articles], "article") : ""].filter((t) => t).join(" · ")),
    others.length ? make("p", { class: "about" }, "Also: " + others.slice(0, 12).join(", ") + (others.length > 12 ? " …" : "")) : "",
    standingLine(row[K.standing]),
    nodeTools(i),
    ...sorted.map((group) => factGroup(i, group)),
    sorted.length ? "" : make("p", { class: "about" }, "No facts."),
  );
}
function standingLine([degree, betweenness, community, bridge]) {
  if (!degree) return "";
  const parts = [plural(degree, "neighbour"), `on ${(100 * betweenness).toFixed(betweenness < 0.01 ? 1 : 0)} % of shortest paths`, `community ${community}`];
  if (bridge) parts.push("a bridge: without it a part falls off");
  return make("p", { class: "about" }, parts.join(" · "));
}
function nodeTools(i) {
  const steps = make("div", { class: "switch small", role: "group", "aria-label": "Steps of the neighbourhood" },
    ...[1, 2, 3].map((n) => button(String(n), () => { shown.depth = n; choose({ node: i }); if (shown.only) fit(true); }, {
      "aria-pressed": String(shown.depth === n), "aria-label": plural(n, "step"), title: `Up to ${plural(n, "step")} from here`,
    })));
  const hidden = linesOf[i].filter((line) => lineOn(line) && !visible.nodes.has(otherEnd(line, i)) && shown.kinds[nodes[otherEnd(line, i)][K.kind]] && !folds(otherEnd(line, i))).length;
  return make("div", { class: "node-tools" }, make("span", { class: "about" }, "Steps"), steps,
    button(shown.only ? "Show the rest" : "Only these", () => { shown.only = !shown.only; choose({ node: i }); fit(true); }, { class: "tool", "aria-pressed": String(shown.only) }),
    hidden ? button(`Open up (${hidden})`, () => { openUp(i); choose({ node: i }); fit(true, [i, ...linesOf[i].map((line) => otherEnd(line, i)).filter((n) => visible.nodes.has(n))]); }, { class: "tool", title: "Show what it is tied to and the picture leaves out" }) : "",
    button("Path to …", () => askForPath(i), { class: "tool" }));
}
function factGroup(i, group) {
  const out = G.facts[group[0]][F.source] === i;
  const words = relationWords(G.facts[group[0]]);
  const title = out ? upper(words) : `${upper(words)}: ${short(nodes[i][K.label], 60)}`;
  group.sort((a, b) => factOn(b) - factOn(a) || G.facts[a][F.state] - G.facts[b][F.state] || G.facts[b][F.sayings].length - G.facts[a][F.sayings].length || a - b);
  return make("section", {}, make("h3", {}, title + " ", make("small", {}, group.length > 1 ? String(group.length) : "")),
    ...chunked(group, 6, (f) => factBlock(f, out ? F.target : F.source)));
}
function linePanel(i) {
  const [from, to, , own, via] = G.lines[i];
  const facts = own.filter(factOn);
  const bundle = facts.length + (shown.ties ? via.length : 0);
  const children = [
    closeButton(),
    make("h2", {}, make("span", {}, `${short(nodes[from][K.label], 60)} ${mutual(i) ? "–" : "→"} ${short(nodes[to][K.label], 60)}`)),
    make("p", { class: "about" }, STATE_TITLES[stateOf(i)]),
    make("div", { class: "head" }, go(from, nameOf(from)), "·", go(to, nameOf(to))),
  ];
  if (bundle > 1) children.push(make("div", { class: "node-tools" }, button("Fan out", () => fanOut(i), { class: "tool", title: "Draw each fact as a line of its own" })));
  if (facts.length) children.push(make("section", {}, make("h3", {}, "Facts"), ...facts.map((f) => factBlock(f, F.target, relationWords(G.facts[f])))));
  for (const v of shown.ties ? via : []) {
    const proof = factsOf[v].filter((f) => G.facts[f][F.source] === v && (G.facts[f][F.target] === from || G.facts[f][F.target] === to));
    children.push(make("section", {}, make("h3", {}, go(v, nameOf(v)), make("small", {}, nodes[v][K.when] ? " " + nodes[v][K.when] : "")),
      ...proof.map((f) => factBlock(f, F.target, relationWords(G.facts[f])))));
  }
  $("panel").replaceChildren(...children);
}
function overview() {
  const best = byRank.filter((i) => visible.nodes.has(i));
  const item = (i) => make("li", {}, make("button", { type: "button", class: "item", onclick: () => choose({ node: i }, true) }, glyphOf(i), make("span", {}, nameOf(i)), bar(i)));
  const list = make("ul", { class: "list" });
  list.append(...best.slice(0, 25).map(item));
  $("panel").replaceChildren(
    make("h2", { class: "caption" }, "Most central"), list,
    best.length > 25 ? button(`Show ${best.length - 25} more`, (event) => { list.append(...best.slice(25).map(item)); event.target.remove(); }, { class: "more" }) : "",
    make("p", { class: "about" }, "Choose one, or click a node or a line, to read its facts with the sentences they come from."),
  );
}
function bar(i) {
  const fill = make("i", {});
  fill.style.width = Math.max(4, (100 * rank[i]) / rank[byRank[0]]) + "%";
  fill.style.background = G.kinds[nodes[i][K.kind]][2];
  return make("span", { class: "bar", "aria-hidden": "true" }, fill);
}
