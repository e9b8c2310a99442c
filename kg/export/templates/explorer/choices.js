/* What the user has chosen to see, and which nodes, lines and facts that leaves. */
const background = G.lines.filter((line) => G.states[line[L.state]] === "background").length; // too many hide what is news
const FIRST_VIEW = window.innerWidth < 800 ? 40 : 160; // nodes that a first view shows at most: more is a hairball
const firstChoices = () => ({
  ties: true, top: 0, loners: false, kinds: G.kinds.map((kind) => !kind[5]),
  states: G.states.map((s) => s === "actual" || (s === "background" && background <= 150)),
  relations: G.relations.map(() => true), events: new Set(), // of events the types that are off
  about: -1, article: -1, speaker: -1, confidence: 0, from: null, until: null, contested: false,
  depth: 1, only: false, list: false,
});
const shown = firstChoices();
let chosen = null; // {node: i}, {line: i} or {path: [nodes], lines: [lines]}
let hovered = null;

const pictured = new Set(drawnFirst.map((dot) => dot.id)); // nodes that the picture holds, seen or not
const picturedLines = new Set(linesFirst.map((line) => line.id));
const visible = { nodes: new Set(), lines: new Set() };

/** Return the first and last day a fact is of: of what happened, else of the articles that say so; null if unknown. */
const spans = G.facts.map((fact) => {
  const row = nodes[fact[F.source]];
  if (layer(fact[F.source]) === "occurrence" && row[K.start]) return [row[K.start], row[K.end] || row[K.start]];
  const dates = fact[F.sayings].flatMap((s) => s[S.sentences].map((q) => G.articles[G.sentences[q][1]][1])).filter((d) => d).sort();
  return dates.length ? [dates[0], dates[dates.length - 1]] : null;
});
const eventType = (i) => (kindName(i) === "event" ? nodes[i][K.types][0] || "" : "");
let aboutOf = null; // of the chosen commodity: the things that have to do with it
function thingsAbout(commodity) {
  const found = new Set([commodity]);
  for (const f of factsOf[commodity]) found.add(G.facts[f][F.source]);
  return found;
}
function sayingOn(saying) {
  if (shown.confidence && (saying[S.confidence] ?? 1) < shown.confidence) return false;
  if (shown.speaker >= 0 && saying[S.speaker] !== shown.speaker) return false;
  return shown.article < 0 || saying[S.sentences].some((q) => G.sentences[q][1] === shown.article);
}
const narrowed = () => shown.confidence || shown.speaker >= 0 || shown.article >= 0 || shown.from || shown.until || shown.contested;
function factPasses(i) {
  const fact = G.facts[i];
  if (!shown.states[fact[F.state]] || !shown.relations[fact[F.relation]]) return false;
  if (shown.contested && !contradicted.has(i)) return false;
  if (shown.events.size && shown.events.has(eventType(fact[F.source]))) return false;
  if (aboutOf && !aboutOf.has(fact[F.source]) && fact[F.target] !== shown.about) return false;
  if (!fact[F.sayings].length) return !narrowed();
  const span = spans[i];
  if (span && ((shown.from && span[1] < shown.from) || (shown.until && span[0] > shown.until))) return false;
  return fact[F.sayings].some(sayingOn);
}
let passes = new Uint8Array(G.facts.length);
const factOn = (i) => passes[i] === 1;
function lineOn(i) {
  const [, , state, own, via] = G.lines[i];
  if (!shown.states[state]) return false;
  return own.some(factOn) || (shown.ties && via.some((v) => shown.kinds[nodes[v][K.kind]] && factsOf[v].some((f) => G.facts[f][F.source] === v && factOn(f))));
}
const folds = (i) => shown.ties && nodes[i][K.folds] === 1;

function filter() {
  aboutOf = shown.about >= 0 ? thingsAbout(shown.about) : null;
  passes = passes.map((_, i) => (factPasses(i) ? 1 : 0));
  const allowed = new Set();
  let room = shown.top;
  for (const i of byRank) {
    if (room <= 0) break;
    if (!pictured.has(i) || !shown.kinds[nodes[i][K.kind]]) continue;
    if (shown.ties && (nodes[i][K.folds] || !(spokenOf(i) || shown.loners))) continue;
    if (brought.has(i)) continue;
    allowed.add(i);
    room -= 1;
  }
  for (const i of brought) if (!folds(i)) allowed.add(i);
  if (chosen && chosen.node !== undefined) allowed.add(chosen.node);
  if (chosen && chosen.path) chosen.path.forEach((i) => allowed.add(i));
  visible.lines.clear();
  const linked = new Set();
  for (const i of picturedLines) {
    const [source, target] = G.lines[i];
    if (allowed.has(source) && allowed.has(target) && lineOn(i)) {
      visible.lines.add(i);
      linked.add(source).add(target);
    }
  }
  if (!shown.loners) prune(linked);
  visible.nodes = shown.loners ? allowed : linked;
  if (chosen && chosen.node !== undefined) visible.nodes.add(chosen.node);
  if (shown.only && chosen && chosen.node !== undefined) keepOnly(around(chosen.node, shown.depth));
}
const brought = new Set(); // nodes that the user opened up, shown however many others there are
/** Take away what no article speaks of, unless it binds two things that are shown. */
function prune(linked) {
  const touching = new Map();
  for (const i of visible.lines) {
    for (const end of G.lines[i].slice(0, 2)) {
      if (spokenOf(end)) continue;
      if (!touching.has(end)) touching.set(end, []);
      touching.get(end).push(i);
    }
  }
  for (const [node, own] of touching) {
    const others = new Set(own.flatMap((i) => G.lines[i].slice(0, 2)));
    if (others.size > 2 || brought.has(node) || (chosen && chosen.node === node)) continue;
    own.forEach((i) => visible.lines.delete(i));
    linked.delete(node);
  }
  const still = new Set([...visible.lines].flatMap((i) => G.lines[i].slice(0, 2)));
  for (const node of linked) if (!still.has(node)) linked.delete(node);
}
/** Return the nodes and lines up to so many steps from a node, among what is visible. */
function around(node, depth) {
  const found = { nodes: new Set([node]), lines: new Set() };
  let ring = [node];
  for (let step = 0; step < depth; step += 1) {
    const next = new Set();
    for (const i of ring) {
      for (const line of linesOf[i]) {
        if (!visible.lines.has(line)) continue;
        found.lines.add(line);
        if (!found.nodes.has(otherEnd(line, i))) next.add(otherEnd(line, i));
      }
    }
    next.forEach((i) => found.nodes.add(i));
    ring = [...next];
  }
  for (const i of visible.lines) if (depth > 1 && found.nodes.has(G.lines[i][L.source]) && found.nodes.has(G.lines[i][L.target])) found.lines.add(i);
  return found;
}
function keepOnly(part) {
  visible.nodes = part.nodes;
  visible.lines = part.lines;
}
/** Return what stays bright while something is chosen, or null for all. */
function near() {
  if (!chosen) return null;
  if (chosen.path) return { nodes: new Set(chosen.path), lines: new Set(chosen.lines) };
  if (chosen.line !== undefined) return { nodes: new Set(G.lines[chosen.line].slice(0, 2)), lines: new Set([chosen.line]) };
  return around(chosen.node, shown.depth);
}
