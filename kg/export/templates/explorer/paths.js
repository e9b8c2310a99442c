/* The shortest path between two nodes, over what the filters leave, also through nodes that the picture left out. */
let pathFrom = -1; // while a second end is being looked for
function askForPath(i) {
  pathFrom = i;
  $("search").value = "";
  $("search").placeholder = `Path from ${short(nodes[i][K.label], 24)} to …`;
  $("search").focus();
}
function endAsking() {
  pathFrom = -1;
  $("search").placeholder = "Find an actor, mineral, measure …";
}
/** Return the nodes and lines of a shortest path, of equally short ones that over the most central nodes, or null. */
function shortestPath(from, to) {
  const cameBy = new Map([[from, -1]]);
  let ring = [from];
  while (ring.length && !cameBy.has(to)) {
    const next = [];
    for (const i of ring) {
      for (const line of linesOf[i]) {
        const other = otherEnd(line, i);
        if (cameBy.has(other) || stateOf(line) === "denied" || !lineOn(line) || folds(other)) continue;
        cameBy.set(other, line);
        next.push(other);
      }
    }
    ring = next.sort((a, b) => rank[b] - rank[a] || a - b);
  }
  if (!cameBy.has(to)) return null;
  const path = { path: [to], lines: [] };
  for (let at = to; at !== from;) {
    const line = cameBy.get(at);
    at = otherEnd(line, at);
    path.lines.unshift(line);
    path.path.unshift(at);
  }
  return path;
}
function showPath(from, to) {
  const path = from === to ? null : shortestPath(from, to);
  if (!path) {
    $("said").textContent = `No path from ${nameOf(from)} to ${nameOf(to)} over what is shown.`;
    choose({ node: from }, true);
    $("panel").prepend(make("p", { class: "warn", role: "status" }, `No path to ${nameOf(to)} over what the filters leave.`));
    return;
  }
  bring(path.path);
  choose(path);
  fit(true, path.path);
}
function pathPanel({ path, lines }) {
  const steps = lines.map((line, n) => {
    const [, , , own, via] = G.lines[line];
    const proof = [...own.filter(factOn), ...via.flatMap((v) => factsOf[v].filter((f) => G.facts[f][F.source] === v && path.includes(G.facts[f][F.target])))];
    return make("section", {}, make("h3", {}, go(path[n], nameOf(path[n])), ` ${lineWords(line)} `, go(path[n + 1], nameOf(path[n + 1]))),
      ...chunked(proof, 2, (f) => factBlock(f, F.target, relationWords(G.facts[f]))));
  });
  $("panel").replaceChildren(closeButton(),
    make("h2", {}, make("span", {}, `${short(nodes[path[0]][K.label], 50)} … ${short(nodes[path[path.length - 1]][K.label], 50)}`)),
    make("p", { class: "about" }, `Shortest path: ${plural(lines.length, "step")}`), ...steps);
  $("said").textContent = `Path of ${plural(lines.length, "step")}: ${path.map(nameOf).join(", ")}`;
}
