/* Labels are ours: of one size on the screen whatever the zoom, the important first, none over another. */
const labels = nodes.map((row) => brief(row[K.label], 24));
const LARGE = 7; // radius on the screen from which a node gets its label shortened or farther off rather than none
const isPhone = () => canvas.clientWidth < 600;

/** Return how much a label matters: 2 and more are always written. */
const urgency = (i) => (hovered && hovered.node === i ? 2 : 0) + (chosen && chosen.node === i ? 2 : 0) + (bright && bright.nodes.has(i) ? 1 : 0);

function pictureOn(ctx, i, scale) {
  const { [K.x]: x, [K.y]: y, [K.size]: size } = nodes[i];
  if (nodes[i][K.flag] && hasFlags && size * scale > 6) {
    ctx.font = `${size * 1.25}px ${ink.font}`;
    ctx.fillStyle = "#000";
    ctx.fillText(nodes[i][K.flag], x, y + size * 0.08);
  } else if (kindName(i) === "person" && size * scale > 5) {
    ctx.fillStyle = "#fff";
    ctx.beginPath();
    ctx.arc(x, y - size * 0.24, size * 0.27, 0, 7);
    ctx.fill();
    ctx.beginPath();
    ctx.arc(x, y + size * 0.56, size * 0.46, Math.PI, 0);
    ctx.fill();
  }
}
/** Return where a label may stand, seen from its node: the best place first. */
function placesAround(size, wide, points, px, far) {
  const up = size + (points * 0.62 + 2) * px;
  const aside = size + 5 * px + wide / 2;
  const slant = size * 0.75 + 4 * px + wide / 2;
  const high = size * 0.75 + points * 0.5 * px;
  const near = [[0, up], [0, -up], [aside, 0], [-aside, 0], [slant, high], [-slant, high], [slant, -high], [-slant, -high]];
  if (!far) return near;
  const shifted = [wide / 3, -wide / 3].flatMap((dx) => [[dx, up], [dx, -up]]);
  const lower = [high, -high].flatMap((dy) => [[slant, dy * 1.5], [-slant, dy * 1.5]]);
  const more = up + points * 0.8 * px;
  const farther = [0, wide / 3, -wide / 3].flatMap((dx) => [[dx, more], [dx, -more]]);
  return [...near, ...shifted, ...lower, ...farther];
}
const apart = (box, list) => list.every((t) => box[0] > t[2] || box[2] < t[0] || box[1] > t[3] || box[3] < t[1]);

/** Holds what one drawing of labels has taken so far. */
class Writer {
  constructor(ctx) {
    this.ctx = ctx;
    this.scale = network.getScale();
    this.px = 1 / this.scale;
    this.corner = network.DOMtoCanvas({ x: -40, y: -20 });
    this.other = network.DOMtoCanvas({ x: canvas.clientWidth + 40, y: canvas.clientHeight + 20 });
    this.taken = [];
    this.discs = [];
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
  }
  inside(x, y) { return x > this.corner.x && x < this.other.x && y > this.corner.y && y < this.other.y; }
  width(text, points, weight) {
    this.ctx.font = `${weight} ${points * this.px}px ${ink.font}`;
    return this.ctx.measureText(text).width;
  }
  /** Write a text where there is room; `force` 1 goes over discs, 2 over everything. Say whether it was written. */
  write(text, x, y, points, colour, weight, force) {
    const { ctx, px } = this;
    const half = this.width(text, points, weight) / 2 + 3 * px;
    const box = [x - half, y - points * 0.55 * px, x + half, y + points * 0.55 * px];
    const cut = box[0] < this.corner.x + 42 * px || box[2] > this.other.x - 42 * px;
    if (force < 2 && (cut || !apart(box, this.taken))) return false;
    if (force < 1 && !apart(box, this.discs)) return false;
    this.taken.push(box);
    ctx.lineWidth = 3.5 * px;
    ctx.strokeStyle = ink.paper;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
    return true;
  }
}
function overlay(ctx) {
  const writer = new Writer(ctx);
  const seen = byRank.filter((i) => visible.nodes.has(i) && writer.inside(nodes[i][K.x], nodes[i][K.y]));
  if (chosen || hovered) seen.sort((a, b) => urgency(b) - urgency(a));
  for (const i of seen) {
    ctx.globalAlpha = bright && !bright.nodes.has(i) ? 0.16 : 1;
    pictureOn(ctx, i, writer.scale);
    const r = Math.max(nodes[i][K.size], 5) * 0.95;
    const { [K.x]: x, [K.y]: y } = nodes[i];
    if (!bright || bright.nodes.has(i)) writer.discs.push([x - r, y - r, x + r, y + r]);
  }
  ctx.globalAlpha = 1;
  let wrote = 0;
  for (const i of seen) if (labelNode(writer, i, wrote < 14)) wrote += 1;
  labelLines(writer);
}
function labelNode(writer, i, early) {
  const special = urgency(i) > 1;
  const size = nodes[i][K.size];
  if (bright && !bright.nodes.has(i) && !special) return false;
  if (!special && !bright && size * writer.scale < 3.6) return false;
  const points = (isPhone() ? 10 : 11) + (isPhone() ? 2.5 : 4.5) * Math.sqrt(rank[i]);
  const [colour, weight] = [layer(i) === "actor" ? ink.ink : ink.soft, rank[i] > 0.35 ? 650 : 500];
  const large = size * writer.scale >= LARGE || early;
  const text = special ? short(nodes[i][K.label], 70) : labels[i];
  const tries = [[text, points, special ? 2 : 0]];
  if (large && !special) tries.push([text, Math.max(10, points * 0.82), 0], [brief(text, 16), 10, 0]);
  if (bright && !special) tries.push([text, points, 1]);
  return tries.some(([words, height, force]) => placesAround(size, writer.width(words, height, weight), height, writer.px, large)
    .some(([dx, dy]) => writer.write(words, nodes[i][K.x] + dx, nodes[i][K.y] + dy, height, colour, weight, force)));
}
function labelLines(writer) {
  const named = new Set(hovered && hovered.line !== undefined ? [hovered.line] : []);
  if (bright && bright.lines.size <= 24) bright.lines.forEach((i) => named.add(i));
  else if (!bright && writer.scale > 1.25) visible.lines.forEach((i) => named.add(i));
  for (const i of named) {
    if (fanned.has(i)) fanned.get(i).forEach((arc) => labelArc(writer, arc.id, arc.words, lineColour(i), 1));
    else labelArc(writer, i, lineWords(i), lineColour(i), hovered && hovered.line === i ? 2 : 0);
  }
}
function labelArc(writer, id, words, colour, force) {
  const edge = network.body.edges[id];
  if (!edge || !edge.connected) return;
  for (const part of force > 1 ? [0.5] : [0.5, 0.4, 0.6, 0.3, 0.7]) { // along the line, where no node and no label is
    const at = edge.edgeType.getPoint(part);
    if (writer.inside(at.x, at.y) && writer.write(words, at.x, at.y, 11, colour === ink.faint ? ink.soft : ink.ink, "italic 500", force)) return;
  }
}
function lineWords(i) {
  const [, target, , own, via] = G.lines[i];
  const found = own.filter(factOn).map((f) => G.relations[G.facts[f][F.relation]][1]);
  if (shown.ties) found.push(...via.map((v) => tieWords(v, target)));
  const words = [...new Set(found)];
  const prefix = { denied: "denied: ", possible: "possible: ", planned: "planned: " }[stateOf(i)] || "";
  return prefix + words.slice(0, 2).join(", ") + (words.length > 2 ? ` +${words.length - 2}` : "");
}
/** Return what an occurrence is called on a line: a supply by its goods, or "supplies" on the line to the goods. */
function tieWords(v, to) {
  if (kindName(v) === "supply") {
    const goods = factsOf[v].map((f) => G.facts[f]).filter((f) => f[F.source] === v && G.relations[f[F.relation]][0] === "kg:commodity");
    if (goods.some((f) => f[F.target] === to)) return "supplies";
    if (goods.length) return short(goods[0][F.target] >= 0 ? nodes[goods[0][F.target]][K.label] : goods[0][F.object], 30);
  }
  return nodes[v][K.types][0] || "tie";
}
network.on("afterDrawing", overlay);
