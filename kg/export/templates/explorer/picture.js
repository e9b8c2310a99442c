/* The picture: dots and lines of vis-network, kept in step with what is to be seen. */
const DENSE = 300; // lines from which on they are thinner and paler
let boost = 1; // a picture seen from far has wider lines
let bright = null;
const dotOf = (i) => ({
  id: i, x: nodes[i][K.x], y: nodes[i][K.y], size: nodes[i][K.size], shape: G.kinds[nodes[i][K.kind]][3], hidden: true,
});
const arcOf = (i) => ({
  id: i, from: G.lines[i][L.source], to: G.lines[i][L.target], hidden: true, ...(mutual(i) ? { arrows: { to: { enabled: false } } } : {}),
});
const dots = new vis.DataSet([...pictured].map(dotOf));
const arcs = new vis.DataSet([...picturedLines].map(arcOf));
const network = new vis.Network($("network"), { nodes: dots, edges: arcs }, options);
const canvas = $("network").querySelector("canvas");
canvas.setAttribute("aria-hidden", "true");

/** Put further nodes, and the lines that bind them to what is there, into the picture. */
function bring(found) {
  const fresh = found.filter((i) => !pictured.has(i));
  fresh.forEach((i) => pictured.add(i));
  found.forEach((i) => brought.add(i));
  dots.add(fresh.map(dotOf));
  const joined = new Set(fresh.flatMap((i) => linesOf[i]).filter((line) => G.lines[line].slice(0, 2).every((i) => pictured.has(i)) && !picturedLines.has(line)));
  joined.forEach((line) => picturedLines.add(line));
  arcs.add([...joined].map(arcOf));
}

function lineColour(line) {
  const name = stateOf(line);
  if (name === "background") return ink.faint;
  if (name !== "actual") return ink[name];
  const [, , , own, via] = G.lines[line];
  return via.length && shown.ties && !own.length ? G.kinds[nodes[via[0]][K.kind]][2] : ink.line;
}
function lineLook(line, faded) {
  const [, , , own, via] = G.lines[line];
  const count = own.length + (shown.ties ? via.length : 0);
  const plain = stateOf(line) === "background" ? 0.9 : visible.lines.size > DENSE ? 0.4 : 0.7;
  return {
    color: { color: lineColour(line), opacity: faded ? 0.07 : plain, inherit: false },
    width: stateOf(line) === "background" ? 1 : boost * Math.min(6, 0.9 + 0.9 * Math.sqrt(count)),
    dashes: DASHES[stateOf(line)],
  };
}
function dotLook(id) {
  const colour = G.kinds[nodes[id][K.kind]][2];
  const is = chosen && chosen.node === id;
  return {
    id, hidden: !visible.nodes.has(id), opacity: bright && !bright.nodes.has(id) ? 0.16 : 1, borderWidth: is ? 3 : 1.5,
    color: { background: colour, border: is ? ink.ink : ink.paper, hover: { background: colour, border: ink.ink } },
  };
}
const looks = new Map(); // what the picture now holds, so that only changes are sent
function changed(key, look) {
  const text = JSON.stringify(look);
  if (looks.get(key) === text) return false;
  looks.set(key, text);
  return true;
}
/** Bring the picture in step with the choices. */
function refresh() {
  filter();
  bright = near();
  dots.update([...pictured].map(dotLook).filter((look) => changed("n" + look.id, look)));
  arcs.update([...picturedLines].map((id) => (visible.lines.has(id) && !fanned.has(id)
    ? { id, hidden: false, ...lineLook(id, bright && !bright.lines.has(id)) } : { id, hidden: true })).filter((look) => changed("l" + look.id, look)));
  counts();
  if (shown.list) fillList();
}

/* A line that bundles several facts is fanned out: one arc for each fact or occurrence. */
const fanned = new Map(); // line → the arcs that stand for it
function fan(line) {
  const [from, to, , own, via] = G.lines[line];
  const parts = [...own.filter(factOn).map((f) => G.relations[G.facts[f][F.relation]][1]), ...(shown.ties ? via.map((v) => tieWords(v, to)) : [])];
  const count = Math.min(parts.length, 15);
  const arcsOfLine = parts.slice(0, count).map((words, n) => ({
    id: `fan-${line}-${n}`, from, to, line, words, ...lineLook(line, false), width: 1.5, ...(mutual(line) ? { arrows: { to: { enabled: false } } } : {}),
    smooth: { enabled: true, type: "curvedCW", roundness: (n - (count - 1) / 2) * Math.min(0.5, 2 / count) },
  }));
  fanned.set(line, arcsOfLine);
  arcs.add(arcsOfLine);
}
function unfan() {
  for (const own of fanned.values()) arcs.remove(own.map((arc) => arc.id));
  fanned.clear();
}

const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const motion = calm ? false : { duration: 350, easingFunction: "easeInOutQuad" };
function fit(animate, among) {
  const ids = among || [...visible.nodes];
  if (!ids.length || !canvas.clientWidth) return;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const i of ids) {
    const [x, y, size] = [nodes[i][K.x], nodes[i][K.y], nodes[i][K.size]];
    [left, right, top, bottom] = [Math.min(left, x - size), Math.max(right, x + size), Math.min(top, y - size), Math.max(bottom, y + size)];
  }
  const room = [canvas.clientWidth - Math.min(110, canvas.clientWidth / 4), canvas.clientHeight - 70]; // for labels
  const scale = Math.min(room[0] / (right - left), room[1] / (bottom - top), 1.5);
  const wider = visible.lines.size > DENSE ? 1 : Math.min(2, Math.max(1, 0.8 / scale));
  if (Math.abs(wider - boost) > 0.1) {
    boost = wider;
    refresh();
  }
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, scale, animation: animate && motion });
}
const bounded = (scale) => Math.min(6, Math.max(0.03, scale));
const zoom = (factor) => network.moveTo({ scale: bounded(network.getScale() * factor), animation: motion });
const pan = (dx, dy) => {
  const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x: x + dx / network.getScale(), y: y + dy / network.getScale() }, animation: motion });
};
network.on("zoom", ({ scale }) => { if (scale !== bounded(scale)) network.moveTo({ scale: bounded(scale) }); });
$("zoom-in").onclick = () => zoom(1.4);
$("zoom-out").onclick = () => zoom(1 / 1.4);
$("zoom-all").onclick = () => fit(true);

const hover = (what, cursor) => { hovered = what; canvas.style.cursor = cursor; network.redraw(); };
const lineAt = (arc) => (typeof arc === "string" ? +arc.split("-")[1] : arc);
network.on("hoverNode", ({ node }) => hover({ node }, "pointer"));
network.on("hoverEdge", ({ edge }) => hover({ line: lineAt(edge) }, "pointer"));
for (const event of ["blurNode", "blurEdge"]) network.on(event, () => hover(null, ""));
network.on("click", ({ nodes: [node], edges: [arc] }) => {
  if (node !== undefined) choose({ node });
  else choose(arc !== undefined ? { line: lineAt(arc) } : null);
});
network.on("doubleClick", ({ nodes: [node], edges: [arc] }) => {
  if (node !== undefined) openUp(node);
  else if (arc !== undefined) fanOut(lineAt(arc));
});
function fanOut(line) {
  const open = !fanned.has(line);
  unfan();
  if (open) fan(line);
  refresh();
  if (open) fit(true, G.lines[line].slice(0, 2));
}
/** Show what a node is tied to, also what the picture left out so far; returns how many came. */
function openUp(node) {
  const found = linesOf[node].filter(lineOn).map((line) => otherEnd(line, node)).filter((i) => !visible.nodes.has(i) && shown.kinds[nodes[i][K.kind]] && !folds(i));
  const best = [...new Set(found)].sort((a, b) => rank[b] - rank[a] || a - b).slice(0, 60);
  bring([node, ...best]);
  refresh();
  return best.length;
}

$("network").addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] }[event.key];
  if (step && event.shiftKey) pan(...step);
  else if (step) walk(...step);
  else if (event.key === "+" || event.key === "=") zoom(1.4);
  else if (event.key === "-") zoom(1 / 1.4);
  else if (event.key === "0") fit(true);
  else if (event.key === "Enter" && chosen && chosen.node !== undefined) $("panel").focus();
  else return;
  event.preventDefault();
});
/** Choose the nearest node in a direction from the chosen one, or the most central one to begin with. */
function walk(dx, dy) {
  if (!chosen || chosen.node === undefined) {
    const first = byRank.find((i) => visible.nodes.has(i));
    if (first !== undefined) choose({ node: first }, true);
    return;
  }
  const { [K.x]: x, [K.y]: y } = nodes[chosen.node];
  let [best, least] = [-1, Infinity];
  for (const i of visible.nodes) {
    const [u, v] = [nodes[i][K.x] - x, nodes[i][K.y] - y];
    const along = (u * dx + v * dy) / 80;
    const across = Math.abs(u * dy - v * dx) / 80;
    if (i !== chosen.node && along > 0 && along + 2 * across < least) [best, least] = [i, along + 2 * across];
  }
  if (best >= 0) choose({ node: best }, true);
}
