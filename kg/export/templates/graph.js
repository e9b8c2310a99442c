"use strict";
/* The page's script. Rows of the data:
   node     [kind, label, names, types, iri, importance, articles, claims, flag, when, folds]
   line     [state, facts, occurrences that fold into it, mutual: it has no direction]; its ends are those of the edge of the same number
   fact     [source or -1, relation, target or -1, object's text, source's text, state, sayings]
   saying   [sentences, negated, modality, confidence, speaker, begin, end]
   sentence [text, article]      article [headline, date, publisher, address]
   relation [name, words]        kind [name, title, colour, shape, layer, off]
   Text reaches the page through textContent alone. */
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { nodes: spots, edges: ends, graph: G } = read("data");
  const options = read("options");
  const $ = (id) => document.getElementById(id);
  const K = { kind: 0, label: 1, names: 2, types: 3, iri: 4, importance: 5, articles: 6, claims: 7, flag: 8, when: 9, folds: 10 };
  const F = { source: 0, relation: 1, target: 2, object: 3, subject: 4, state: 5, sayings: 6 };
  const STATE_TITLES = {
    actual: "Stated as fact", planned: "Planned", possible: "Possible or conditional", denied: "Denied",
    background: "Background",
  };
  const DASHES = { actual: false, planned: [9, 5], possible: [2, 5], denied: [10, 4, 2, 4], background: false };
  const nodes = G.nodes;
  const layer = (i) => G.kinds[nodes[i][K.kind]][4];
  const rank = nodes.map((row, i) => row[K.importance] * (layer(i) === "occurrence" ? 0.4 : 1)); // actors come first
  const byRank = nodes.map((_, i) => i).sort((a, b) => rank[b] - rank[a] || a - b);
  const spokenOf = (i) => nodes[i][K.articles] > 0 || nodes[i][K.claims] > 0;
  const facts = nodes.map(() => []);
  G.facts.forEach((fact, i) => {
    for (const end of new Set([fact[F.source], fact[F.target]])) if (end >= 0) facts[end].push(i);
  });
  const background = G.lines.filter(([s]) => G.states[s] === "background").length; // too many hide what is news
  const shown = {
    ties: true, top: 0, loners: false, kinds: G.kinds.map((k) => !k[5]),
    states: G.states.map((s) => s === "actual" || (s === "background" && background <= 150)), relations: G.relations.map(() => true),
  };
  let chosen = null; // {node: i} or {line: i}
  let hovered = null;

  // ---- small helpers -------------------------------------------------------------------------------------------
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
    return element;
  }
  const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || one + "s"}`;
  const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const oneLine = (text) => text.replace(/[\s\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
  const short = (text, n) => {
    const line = oneLine(text);
    const letters = Array.from(line.slice(0, 4 * n));
    return letters.length > n ? letters.slice(0, n - 1).join("").trimEnd() + "…" : line;
  };
  /** Shorten to `n` letters, at the end of a word where one is near. */
  const brief = (text, n) => {
    const cut = short(text, n);
    if (!cut.endsWith("…") || cut === oneLine(text)) return cut;
    const space = cut.lastIndexOf(" ");
    return (space > n / 2 && /[\p{L}\p{N}]/u.test(oneLine(text)[cut.length - 1] || "") ? cut.slice(0, space) : cut.slice(0, -1)).replace(/[\s,:;–→-]+$/u, "") + "…";
  };
  const flat = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const SHAPES = {
    dot: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z", square: "M2.5 2.5h11v11h-11Z",
    diamond: "M8 .8 15.2 8 8 15.2.8 8Z", triangle: "M8 1.6 15 14H1Z", triangleDown: "M8 14.4 1 2h14Z",
    hexagon: "M4.4 1.8h7.2L15.2 8l-3.6 6.2H4.4L.8 8Z",
    star: "m8 .9 2.2 4.7 5.1.6-3.8 3.5 1 5.1L8 12.3l-4.5 2.5 1-5.1L.7 6.2l5.1-.6Z",
  };
  function glyph(kind, flag) {
    const [, , colour, shape] = G.kinds[kind];
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("class", "glyph");
    svg.setAttribute("aria-hidden", "true");
    if (flag && hasFlags) {
      const text = document.createElementNS(svg.namespaceURI, "text");
      for (const [name, value] of [["x", 8], ["y", 13], ["text-anchor", "middle"], ["class", "flag"]]) text.setAttribute(name, value);
      text.textContent = flag;
      svg.append(text);
    } else {
      const path = document.createElementNS(svg.namespaceURI, "path");
      path.setAttribute("d", SHAPES[shape]);
      path.setAttribute("fill", colour);
      svg.append(path);
    }
    return svg;
  }
  // Flags are drawn only where the system has them as pictures: elsewhere they come out as two letters or as boxes.
  const hasFlags = (() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 24;
    const ctx = canvas.getContext("2d", { willReadFrequently: true });
    ctx.font = "20px sans-serif";
    ctx.fillText("🇯🇵", 0, 20);
    const { data } = ctx.getImageData(0, 0, 24, 24);
    for (let i = 0; i < data.length; i += 4) if (data[i] > 150 && data[i + 1] < 90 && data[i + 3] > 200) return true;
    return false;
  })();

  // ---- the picture ---------------------------------------------------------------------------------------------
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let ink = {};
  function theme() {
    const css = getComputedStyle(document.documentElement);
    const get = (name) => css.getPropertyValue(name).trim();
    ink = {
      paper: get("--paper"), ink: get("--ink"), soft: get("--soft"), accent: get("--accent"),
      line: dark.matches ? "#77859a" : "#8b94a3", faint: dark.matches ? "#3a4452" : "#cfcdc6",
      planned: get("--planned"), possible: get("--possible"), denied: get("--denied"), font: get("--font"),
    };
  }
  theme();

  const state = (line) => G.states[G.lines[line][0]];
  function lineColour(line) {
    const name = state(line);
    if (name === "background") return ink.faint;
    if (name !== "actual") return ink[name];
    const via = G.lines[line][2];
    return via.length && shown.ties && !G.lines[line][1].length ? G.kinds[nodes[via[0]][K.kind]][2] : ink.line;
  }
  const DENSE = 300; // lines from which on they are thinner and paler
  let boost = 1; // a picture seen from far has wider lines
  function lineLook(line, faded) {
    const [, own, via] = G.lines[line];
    const count = own.length + (shown.ties ? via.length : 0);
    return {
      color: { color: lineColour(line), opacity: faded ? 0.07 : state(line) === "background" ? 0.9 : visible.lines.size > DENSE ? 0.4 : 0.7, inherit: false },
      width: state(line) === "background" ? 1 : boost * Math.min(6, 0.9 + 0.9 * Math.sqrt(count)),
      dashes: DASHES[state(line)],
    };
  }
  const looks = new Map(); // what the picture now holds, so that only changes are sent
  const dots = new vis.DataSet(spots.map(({ id, x, y, size, shape, color }) => ({
    id, x, y, size, shape, hidden: true, color: { background: color, border: ink.paper },
  })));
  const mutual = (i) => Boolean(G.lines[i][3]); // a truce or a meeting of partners points to neither of them
  const lines = new vis.DataSet(ends.map((end, i) => ({
    id: i, from: end.from, to: end.to, hidden: true, ...(mutual(i) ? { arrows: { to: { enabled: false } } } : {}),
  })));
  const network = new vis.Network($("network"), { nodes: dots, edges: lines }, options);
  const canvas = $("network").querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Picture of the graph; search and the list of facts give the same by keyboard");

  const visible = { nodes: new Set(), lines: new Set() };
  const factOn = (i) => shown.states[G.facts[i][F.state]] && shown.relations[G.facts[i][F.relation]];
  function lineOn(i) {
    const [stateOf, own, via] = G.lines[i];
    return shown.states[stateOf] && (own.some(factOn) || (shown.ties && via.some((v) => shown.kinds[nodes[v][K.kind]] && facts[v].some(factOn))));
  }
  function filter() {
    const allowed = new Set();
    let room = shown.top;
    for (const i of byRank) {
      if (!shown.kinds[nodes[i][K.kind]]) continue;
      if (shown.ties && (nodes[i][K.folds] || !(spokenOf(i) || shown.loners))) continue;
      if (room-- > 0) allowed.add(i);
    }
    if (chosen && chosen.node !== undefined) allowed.add(chosen.node);
    visible.lines.clear();
    const linked = new Set();
    ends.forEach((end, i) => {
      if (allowed.has(end.from) && allowed.has(end.to) && lineOn(i)) {
        visible.lines.add(i);
        linked.add(end.from).add(end.to);
      }
    });
    if (!shown.loners) prune(linked);
    visible.nodes = shown.loners ? allowed : linked;
    if (chosen && chosen.node !== undefined) visible.nodes.add(chosen.node);
  }
  /** Take away what no article speaks of, unless it binds two things that are shown. */
  function prune(linked) {
    const touching = new Map();
    for (const i of visible.lines) {
      for (const end of [ends[i].from, ends[i].to]) {
        if (spokenOf(end)) continue;
        if (!touching.has(end)) touching.set(end, []);
        touching.get(end).push(i);
      }
    }
    for (const [node, own] of touching) {
      const others = new Set(own.flatMap((i) => [ends[i].from, ends[i].to]));
      if (others.size > 2 || (chosen && chosen.node === node)) continue;
      own.forEach((i) => visible.lines.delete(i));
      linked.delete(node);
    }
    const still = new Set([...visible.lines].flatMap((i) => [ends[i].from, ends[i].to]));
    for (const node of linked) if (!still.has(node)) linked.delete(node);
  }
  function near() {
    if (!chosen) return null;
    if (chosen.line !== undefined) return { nodes: new Set([ends[chosen.line].from, ends[chosen.line].to]), lines: new Set([chosen.line]) };
    const found = { nodes: new Set([chosen.node]), lines: new Set() };
    for (const i of visible.lines) {
      if (ends[i].from === chosen.node || ends[i].to === chosen.node) {
        found.lines.add(i);
        found.nodes.add(ends[i].from).add(ends[i].to);
      }
    }
    return found;
  }
  let bright = null;
  function refresh() {
    filter();
    bright = near();
    const changed = (prefix, look) => {
      const key = prefix + look.id;
      const text = JSON.stringify(look);
      if (looks.get(key) === text) return false;
      looks.set(key, text);
      return true;
    };
    dots.update(nodes.map((row, id) => ({
      id, hidden: !visible.nodes.has(id), opacity: bright && !bright.nodes.has(id) ? 0.16 : 1,
      color: {
        background: G.kinds[row[K.kind]][2], border: chosen && chosen.node === id ? ink.ink : ink.paper,
        hover: { background: G.kinds[row[K.kind]][2], border: ink.ink },
      },
      borderWidth: chosen && chosen.node === id ? 3 : 1.5,
    })).filter((look) => changed("n", look)));
    lines.update(ends.map((_, id) => (visible.lines.has(id)
      ? { id, hidden: false, ...lineLook(id, bright && !bright.lines.has(id)) } : { id, hidden: true }))
      .filter((look) => changed("l", look)));
    counts();
  }

  // Labels are ours: of one size on the screen whatever the zoom, the important first, none over another.
  const labels = nodes.map((row) => brief(row[K.label], 24));
  const LARGE = 7; // radius on the screen from which a node gets its label shortened or farther off rather than none
  function overlay(ctx) {
    const scale = network.getScale();
    const px = 1 / scale;
    const taken = [];
    const discs = [];
    const apart = (box, list) => list.every((t) => box[0] > t[2] || box[2] < t[0] || box[1] > t[3] || box[3] < t[1]);
    const corner = network.DOMtoCanvas({ x: -40, y: -20 });
    const other = network.DOMtoCanvas({ x: canvas.clientWidth + 40, y: canvas.clientHeight + 20 });
    const [left, right] = [corner.x + 42 * px, other.x - 42 * px];
    const inside = (x, y) => x > corner.x && x < other.x && y > corner.y && y < other.y;
    const seen = byRank.filter((i) => visible.nodes.has(i) && inside(network.body.nodes[i].x, network.body.nodes[i].y));
    const first = (i) => (hovered && hovered.node === i ? 2 : 0) + (chosen && chosen.node === i ? 2 : 0) + (bright && bright.nodes.has(i) ? 1 : 0);
    if (chosen || hovered) seen.sort((a, b) => first(b) - first(a));
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const i of seen) {
      const { x, y } = network.body.nodes[i];
      const size = spots[i].size;
      ctx.globalAlpha = bright && !bright.nodes.has(i) ? 0.16 : 1;
      if (nodes[i][K.flag] && hasFlags && size * scale > 6) {
        ctx.font = `${size * 1.25}px ${ink.font}`;
        ctx.fillStyle = "#000";
        ctx.fillText(nodes[i][K.flag], x, y + size * 0.08);
      } else if (G.kinds[nodes[i][K.kind]][0] === "person" && size * scale > 5) {
        ctx.fillStyle = "#fff";
        ctx.beginPath();
        ctx.arc(x, y - size * 0.24, size * 0.27, 0, 7);
        ctx.fill();
        ctx.beginPath();
        ctx.arc(x, y + size * 0.56, size * 0.46, Math.PI, 0);
        ctx.fill();
      }
      const r = Math.max(size, 5) * 0.95;
      if (!bright || bright.nodes.has(i)) discs.push([x - r, y - r, x + r, y + r]);
    }
    ctx.lineJoin = "round";
    const write = (text, x, y, points, colour, weight, rank) => {
      ctx.font = `${weight} ${points * px}px ${ink.font}`;
      const half = ctx.measureText(text).width / 2 + 3 * px;
      const box = [x - half, y - points * 0.55 * px, x + half, y + points * 0.55 * px];
      if (rank < 2 && (box[0] < left || box[2] > right || !apart(box, taken))) return false;
      if (rank < 1 && !apart(box, discs)) return false;
      taken.push(box);
      ctx.lineWidth = 3.5 * px;
      ctx.strokeStyle = ink.paper;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colour;
      ctx.fillText(text, x, y);
      return true;
    };
    const width = (text, points, weight) => {
      ctx.font = `${weight} ${points * px}px ${ink.font}`;
      return ctx.measureText(text).width;
    };
    /** Return where a label may stand, seen from its node: the best place first. */
    const spotsAround = (size, wide, points, far) => {
      const up = size + (points * 0.62 + 2) * px;
      const aside = size + 5 * px + wide / 2;
      const slant = size * 0.75 + 4 * px + wide / 2;
      const high = size * 0.75 + points * 0.5 * px;
      const near = [[0, up], [0, -up], [aside, 0], [-aside, 0], [slant, high], [-slant, high], [slant, -high], [-slant, -high]];
      const shifted = [wide / 3, -wide / 3].flatMap((dx) => [[dx, up], [dx, -up]]);
      const lower = [high, -high].flatMap((dy) => [[slant, dy * 1.5], [-slant, dy * 1.5]]);
      const more = up + points * 0.8 * px;
      const farther = [0, wide / 3, -wide / 3].flatMap((dx) => [[dx, more], [dx, -more]]);
      return far ? [...near, ...shifted, ...lower, ...farther] : near;
    };
    let wrote = 0;
    for (const i of seen) {
      const special = first(i) > 1;
      if (bright && !bright.nodes.has(i) && !special) continue;
      const importance = rank[i];
      if (!special && !bright && spots[i].size * scale < 3.6) continue;
      const points = (canvas.clientWidth < 600 ? 10 : 11) + (canvas.clientWidth < 600 ? 2.5 : 4.5) * Math.sqrt(importance);
      const { x, y } = network.body.nodes[i];
      const actor = layer(i) === "actor";
      ctx.globalAlpha = 1;
      const text = special ? short(nodes[i][K.label], 70) : labels[i];
      const style = [points, actor ? ink.ink : ink.soft, importance > 0.35 ? 650 : 500];
      const large = spots[i].size * scale >= LARGE || wrote < 14;
      const tries = special ? [[text, points, 2]] : [[text, points, 0]];
      if (large && !special) tries.push([text, Math.max(10, points * 0.82), 0], [brief(text, 16), 10, 0]);
      if (bright && !special) tries.push([text, points, 1]);
      if (tries.some(([words, height, rank]) => spotsAround(spots[i].size, width(words, height, style[2]), height, large)
        .some(([dx, dy]) => write(words, x + dx, y + dy, height, style[1], style[2], rank)))) wrote += 1;
    }
    const named = new Set(hovered && hovered.line !== undefined ? [hovered.line] : []);
    if (bright && bright.lines.size <= 24) bright.lines.forEach((i) => named.add(i));
    else if (!bright && scale > 1.25) visible.lines.forEach((i) => named.add(i));
    for (const i of named) {
      const edge = network.body.edges[i];
      if (!edge || !edge.connected) continue;
      const free = hovered && hovered.line === i ? 2 : 0;
      const colour = lineColour(i) === ink.faint ? ink.soft : ink.ink;
      for (const part of free ? [0.5] : [0.5, 0.4, 0.6, 0.3, 0.7]) { // along the line, where no node and no label is
        const at = edge.edgeType.getPoint(part);
        if (inside(at.x, at.y) && write(lineWords(i), at.x, at.y, 11, colour, "italic 500", free)) break;
      }
    }
    ctx.globalAlpha = 1;
  }
  function lineWords(i) {
    const [, own, via] = G.lines[i];
    const found = own.filter(factOn).map((f) => G.relations[G.facts[f][F.relation]][1]);
    if (shown.ties) found.push(...via.map((v) => tieWords(v, ends[i].to)));
    const words = [...new Set(found)];
    const prefix = state(i) === "denied" ? "denied: " : state(i) === "possible" ? "possible: " : state(i) === "planned" ? "planned: " : "";
    return prefix + words.slice(0, 2).join(", ") + (words.length > 2 ? ` +${words.length - 2}` : "");
  }
  /** Return what an occurrence is called on a line: a supply by its goods, or "supplies" on the line to the goods. */
  function tieWords(v, to) {
    if (G.kinds[nodes[v][K.kind]][0] === "supply") {
      const goods = facts[v].map((f) => G.facts[f]).filter((f) => f[F.source] === v && G.relations[f[F.relation]][0] === "kg:commodity");
      if (goods.some((f) => f[F.target] === to)) return "supplies";
      if (goods.length) return short(goods[0][F.target] >= 0 ? nodes[goods[0][F.target]][K.label] : goods[0][F.object], 30);
    }
    return nodes[v][K.types][0] || "tie";
  }
  network.on("afterDrawing", overlay);
  network.on("hoverNode", ({ node }) => { hovered = { node }; canvas.style.cursor = "pointer"; network.redraw(); });
  network.on("hoverEdge", ({ edge }) => { hovered = { line: edge }; canvas.style.cursor = "pointer"; network.redraw(); });
  for (const event of ["blurNode", "blurEdge"]) network.on(event, () => { hovered = null; canvas.style.cursor = ""; network.redraw(); });
  network.on("click", ({ nodes: [node], edges: [line] }) => choose(node !== undefined ? { node } : line !== undefined ? { line } : null));
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = calm ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  function fit(animate) {
    const ids = [...visible.nodes];
    if (!ids.length) return;
    const low = (axis) => Math.min(...ids.map((i) => spots[i][axis] - spots[i].size));
    const high = (axis) => Math.max(...ids.map((i) => spots[i][axis] + spots[i].size));
    const [left, right, top, bottom] = [low("x"), high("x"), low("y"), high("y")];
    const room = [canvas.clientWidth - Math.min(110, canvas.clientWidth / 4), canvas.clientHeight - 70]; // for labels
    const scale = Math.min(room[0] / (right - left), room[1] / (bottom - top), 1.5);
    const wider = visible.lines.size > DENSE ? 1 : Math.min(2, Math.max(1, 0.8 / scale));
    if (Math.abs(wider - boost) > 0.1) {
      boost = wider;
      refresh();
    }
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, scale, animation: animate && motion });
  }
  const zoom = (factor) => network.moveTo({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)), animation: motion });
  network.on("zoom", ({ scale }) => { if (scale > 6 || scale < 0.03) network.moveTo({ scale: Math.min(6, Math.max(0.03, scale)) }); });
  $("zoom-in").onclick = () => zoom(1.4);
  $("zoom-out").onclick = () => zoom(1 / 1.4);
  $("zoom-all").onclick = () => fit(true);

  // ---- choosing, and the panel ---------------------------------------------------------------------------------
  function choose(what, move) {
    chosen = what;
    refresh();
    if (!what) overview();
    else if (what.node !== undefined) nodePanel(what.node);
    else linePanel(what.line);
    $("panel").scrollTop = 0;
    if (what && what.node !== undefined && move) {
      network.moveTo({ position: { x: spots[what.node].x, y: spots[what.node].y }, scale: Math.max(network.getScale(), 0.9), animation: motion });
    }
    try {
      history.replaceState(null, "", what && what.node !== undefined ? "#" + encodeURIComponent(nodes[what.node][K.iri]) : location.pathname);
    } catch { /* some browsers forbid it for files */ }
  }
  const go = (i, text) => (i >= 0 ? make("button", { type: "button", class: "go", onclick: () => choose({ node: i }, true) }, text) : make("strong", {}, text));
  const name = (i) => short(nodes[i][K.label], 160) || "(no name)";
  const close = () => make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => choose(null) }, "×");

  function nodePanel(i) {
    const row = nodes[i];
    const groups = new Map();
    for (const f of facts[i]) {
      const fact = G.facts[f];
      const out = fact[F.source] === i;
      const key = (out ? "0" : "1") + fact[F.relation];
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push([fact, out]);
    }
    const weight = (group) => group.reduce((sum, [fact]) => sum + fact[F.sayings].length, 0);
    const sorted = [...groups.values()].sort((a, b) => weight(b) - weight(a));
    const others = row[K.names].map((n) => short(n, 60)).filter((n) => n);
    $("panel").replaceChildren(
      close(),
      make("h2", {}, glyph(row[K.kind], row[K.flag]), make("span", {}, name(i))),
      make("p", { class: "about" }, [row[K.types].map(upper).join(", "), row[K.when], plural(row[K.claims], "claim"),
        row[K.articles] ? plural(row[K.articles], "article") : ""].filter((t) => t).join(" · ")),
      others.length ? make("p", { class: "about" }, "Also: " + others.slice(0, 12).join(", ") + (others.length > 12 ? " …" : "")) : "",
      ...sorted.map((group) => factGroup(i, group)),
      sorted.length ? "" : make("p", { class: "about" }, "No facts."),
    );
  }
  function factGroup(i, group) {
    const [fact, out] = group[0];
    const words = G.relations[fact[F.relation]][1];
    const title = out ? upper(words) : `${upper(words)}: ${short(nodes[i][K.label], 60)}`;
    group.sort(([a], [b]) => a[F.state] - b[F.state] || b[F.sayings].length - a[F.sayings].length);
    return make("section", {}, make("h3", {}, title + " ", make("small", {}, group.length > 1 ? String(group.length) : "")),
      ...chunked(group, 6, ([f, isOut]) => factBlock(f, isOut ? F.target : F.source)));
  }
  /** Return the first few of a list, and a button that brings the others. */
  function chunked(list, few, block) {
    const first = list.slice(0, few).map(block);
    if (list.length > few) {
      first.push(make("button", { type: "button", class: "more", onclick: (e) => e.target.replaceWith(...list.slice(few).map(block)) },
        `Show ${list.length - few} more`));
    }
    return first;
  }
  function factBlock(fact, side, relation) {
    const other = fact[side];
    const text = other >= 0 ? name(other) : fact[side === F.target ? F.object : F.subject];
    const stateName = G.states[fact[F.state]];
    const sources = new Set(fact[F.sayings].flatMap((s) => s[0].map((q) => G.sentences[q][1]))).size;
    return make("div", { class: "fact" },
      make("div", { class: "head" }, relation ? make("span", {}, relation) : "", other >= 0 ? glyph(nodes[other][K.kind], nodes[other][K.flag]) : "", go(other, text),
        stateName === "actual" ? "" : make("span", { class: "badge " + stateName }, stateName === "background" ? "background" : stateName),
        sources > 1 ? make("span", { class: "badge" }, plural(sources, "article")) : ""),
      ...chunked(fact[F.sayings], 2, (s) => quote(s, stateName)));
  }
  function quote(saying, stateName) {
    const [sentences, negated, modality, confidence, speaker, begin, end] = saying;
    const block = make("blockquote", {});
    sentences.forEach((q, n) => {
      const [text, article] = G.sentences[q];
      const [headline, date, publisher, link] = G.articles[article];
      block.append(make("p", { dir: "auto" }, ...(n === 0 && end ? [text.slice(0, begin), make("mark", {}, text.slice(begin, end)), text.slice(end)] : [text])));
      const where = headline || publisher || "article";
      block.append(make("footer", {},
        link ? make("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, where) : where,
        [headline && publisher ? " · " + publisher : "", date ? " · " + date : ""].join("")));
    });
    const notes = [];
    if (speaker >= 0) notes.push(make("span", {}, "says " + short(G.names[speaker], 80)));
    if (negated) notes.push(make("span", { class: "badge denied" }, "denied"));
    if (modality !== "Actual") notes.push(make("span", { class: "badge " + (modality === "Planned" ? "planned" : "possible") }, modality.toLowerCase()));
    if (confidence !== null) notes.push(make("span", { title: "Share of such claims expected to be right" }, `confidence ${Math.round(confidence * 100)} %`));
    if (notes.length) block.append(make("footer", { class: "head" }, ...notes));
    return block;
  }
  function linePanel(i) {
    const { from, to } = ends[i];
    const [, own, via] = G.lines[i];
    const children = [
      close(),
      make("h2", {}, make("span", {}, `${short(nodes[from][K.label], 60)} ${mutual(i) ? "–" : "→"} ${short(nodes[to][K.label], 60)}`)),
      make("p", { class: "about" }, STATE_TITLES[state(i)]),
      make("div", { class: "head" }, go(from, name(from)), "·", go(to, name(to))),
    ];
    const shownFacts = own.filter(factOn);
    if (shownFacts.length) {
      children.push(make("section", {}, make("h3", {}, "Facts"),
        ...shownFacts.map((f) => factBlock(G.facts[f], F.target, G.relations[G.facts[f][F.relation]][1]))));
    }
    if (shown.ties) {
      for (const v of via) {
        children.push(make("section", {}, make("h3", {}, go(v, name(v)), make("small", {}, nodes[v][K.when] ? " " + nodes[v][K.when] : "")),
          ...facts[v].map((f) => G.facts[f]).filter((f) => f[F.source] === v && (f[F.target] === from || f[F.target] === to))
            .map((f) => factBlock(f, F.target, G.relations[f[F.relation]][1]))));
      }
    }
    $("panel").replaceChildren(...children);
  }
  function overview() {
    const best = byRank.filter((i) => visible.nodes.has(i));
    const item = (i) => make("li", {}, make("button", { type: "button", class: "item", onclick: () => choose({ node: i }, true) },
      glyph(nodes[i][K.kind], nodes[i][K.flag]), make("span", {}, name(i)), bar(i)));
    const list = make("ul", { class: "list" });
    list.append(...best.slice(0, 25).map(item));
    $("panel").replaceChildren(
      make("p", { class: "caption" }, "Most central"), list,
      best.length > 25 ? make("button", { type: "button", class: "more", onclick: (e) => { list.append(...best.slice(25).map(item)); e.target.remove(); } }, `Show ${best.length - 25} more`) : "",
      make("p", { class: "about" }, "Choose one, or click a node or a line, to read its facts with the sentences they come from."),
    );
  }
  function bar(i) {
    const fill = make("i", {});
    fill.style.width = Math.max(4, (100 * rank[i]) / rank[byRank[0]]) + "%";
    fill.style.background = G.kinds[nodes[i][K.kind]][2];
    return make("span", { class: "bar", "aria-hidden": "true" }, fill);
  }

  // ---- search --------------------------------------------------------------------------------------------------
  const index = nodes.map((row, i) => ({ i, texts: [row[K.label], ...row[K.names]].map((t) => [flat(oneLine(t.slice(0, 200))), t]) }));
  let found = [];
  let at = -1;
  const inWord = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  /** Return how well a text matches: 0 it is that, 1 as whole words, 2 at a word's beginning, 3 within a word, 4 not. */
  function match(text, wanted) {
    if (text === wanted) return 0;
    let best = 4;
    for (let at = text.indexOf(wanted); at >= 0 && best > 1; at = text.indexOf(wanted, at + 1)) {
      best = Math.min(best, inWord(text[at - 1]) ? 3 : inWord(text[at + wanted.length]) ? 2 : 1);
    }
    return best;
  }
  function search(text) {
    const wanted = flat(text.trim());
    if (!wanted) return [];
    const hits = [];
    for (const { i, texts } of index) {
      let best = null;
      texts.forEach(([t, original], n) => {
        const found = match(t, wanted);
        if (found > 3) return;
        const score = found + (n ? 0.5 : 0);
        if (!best || score < best.score) best = { i, score, name: n ? original : "" };
      });
      if (best) hits.push(best);
    }
    return hits.sort((a, b) => a.score - b.score || rank[b.i] - rank[a.i] || a.i - b.i).slice(0, 12);
  }
  const box = $("search");
  function list() {
    found = search(box.value);
    at = found.length ? 0 : -1;
    const rows = found.map(({ i, name: other }, n) => make("li", {
      id: "found-" + n, role: "option", "aria-selected": String(n === at), onmousedown: (e) => { e.preventDefault(); pick(n); },
    }, glyph(nodes[i][K.kind], nodes[i][K.flag]), make("span", {}, name(i)), make("small", {}, other ? short(other, 24) : nodes[i][K.types][0] || "")));
    if (!rows.length && box.value.trim()) rows.push(make("li", { class: "none" }, "Nothing of that name is in this picture."));
    $("found").replaceChildren(...rows);
    open(rows.length > 0);
  }
  function open(yes) {
    $("found").hidden = !yes;
    box.setAttribute("aria-expanded", String(yes));
    if (yes && at >= 0) box.setAttribute("aria-activedescendant", "found-" + at);
    else box.removeAttribute("aria-activedescendant");
  }
  function pick(n) {
    open(false);
    box.value = "";
    choose({ node: found[n].i }, true);
    $("panel").focus({ preventScroll: true });
  }
  box.addEventListener("input", list);
  box.addEventListener("focus", () => box.value && list());
  box.addEventListener("blur", () => open(false));
  box.addEventListener("keydown", (e) => {
    if (e.key === "Escape") { box.value = ""; open(false); e.stopPropagation(); }
    if (e.key === "Enter" && at >= 0) { e.preventDefault(); pick(at); }
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && found.length) {
      e.preventDefault();
      at = (at + (e.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      [...$("found").children].forEach((li, n) => li.setAttribute("aria-selected", String(n === at)));
      $("found").children[at].scrollIntoView({ block: "nearest" });
      open(true);
    }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "/" && document.activeElement !== box) { e.preventDefault(); box.focus(); }
    if (e.key === "Escape" && chosen) choose(null);
  });

  // ---- filters -------------------------------------------------------------------------------------------------
  function check(picture, title, count, on, change) {
    const input = make("input", {
      type: "checkbox", onchange: () => { change(input.checked); say(); refresh(); dropHiddenLine(); if (!chosen) overview(); },
    });
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
  function dropHiddenLine() {
    if (chosen && chosen.line !== undefined && !visible.lines.has(chosen.line)) choose(null);
  }
  /** Show a kind or not; a chosen node of a kind that goes is no longer chosen. */
  function showKind(k, on) {
    shown.kinds[k] = on;
    if (!on && chosen && chosen.node !== undefined && nodes[chosen.node][K.kind] === k) choose(null);
  }
  function stroke(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("class", "glyph");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("d", "M0 8h16");
    path.style.stroke = { actual: "var(--soft)", background: "var(--rule)" }[name] || `var(--${name})`;
    path.style.strokeWidth = "2.4";
    path.style.strokeDasharray = { planned: "5 3", possible: "1.5 3", denied: "5 2 1 2" }[name] || "";
    svg.append(path);
    return svg;
  }
  function filters() {
    const tally = (size, rows) => rows.reduce((sums, k) => { sums[k] += 1; return sums; }, new Array(size).fill(0));
    const kinds = tally(G.kinds.length, nodes.map((row) => row[K.kind]));
    G.kinds.forEach(([, title], k) => {
      if (kinds[k]) $("kinds").append(check(glyph(k), title, kinds[k], shown.kinds[k], (on) => showKind(k, on)));
    });
    const linked = G.facts.filter((f) => f[F.target] >= 0 && f[F.source] >= 0);
    const states = tally(G.states.length, linked.map((f) => f[F.state]));
    G.states.forEach((s, k) => {
      if (states[k]) $("states").append(check(stroke(s), STATE_TITLES[s], states[k], shown.states[k], (on) => { shown.states[k] = on; }));
    });
    const relations = tally(G.relations.length, linked.map((f) => f[F.relation]));
    G.relations.map((r, k) => [r[1], k]).filter(([, k]) => relations[k]).sort(([a], [b]) => (a < b ? -1 : 1)).forEach(([title, k]) => {
      $("relations").lastElementChild.append(check(null, upper(title), relations[k], true, (on) => { shown.relations[k] = on; }));
    });
    const slide = $("top");
    slide.addEventListener("input", () => { shown.top = +slide.value; $("top-out").value = slide.value; refresh(); if (!chosen) overview(); });
    $("loners").addEventListener("change", () => { shown.loners = $("loners").checked; refresh(); fit(true); if (!chosen) overview(); });
    for (const [id, ties] of [["as-ties", true], ["as-things", false]]) $(id).addEventListener("click", () => { view(ties); fit(true); if (!chosen) overview(); });
    $("filters-button").addEventListener("click", () => {
      const isOpen = $("filters").classList.toggle("open");
      $("filters-button").setAttribute("aria-expanded", String(isOpen));
    });
  }
  const FIRST_VIEW = window.innerWidth < 800 ? 40 : 160; // nodes that a first view shows at most: more is a hairball
  function view(ties) {
    shown.ties = ties;
    $("as-ties").setAttribute("aria-pressed", String(ties));
    $("as-things").setAttribute("aria-pressed", String(!ties));
    $("view-hint").textContent = ties ? "Measures, agreements and events are drawn as lines between those they bind." : "Measures, agreements and events are nodes of their own.";
    const all = nodes.filter((row, i) => !(ties && (row[K.folds] || !spokenOf(i)))).length;
    shown.top = Math.min(all, ties ? FIRST_VIEW : 2.5 * FIRST_VIEW);
    Object.assign($("top"), { max: Math.max(all, 5), value: shown.top });
    $("top-out").value = shown.top;
    refresh();
  }
  function counts() {
    const t = G.total;
    $("counts").textContent = [plural(t.articles, "article"), plural(t.nodes, "thing"), plural(t.facts, "fact"), plural(t.claims, "claim")].join(" · ");
    const note = $("note");
    note.hidden = !t.reduced && nodes.length > 0;
    note.textContent = nodes.length ? `Of ${plural(t.nodes, "thing")}, the ${nodes.length.toLocaleString("en")} most central are in this picture; graph.ttl and graph.gexf hold all.` : "There is nothing to draw: the graph holds no entities.";
  }

  filters();
  view(true);
  overview();
  fit(false);
  dark.addEventListener("change", () => { theme(); looks.clear(); refresh(); });
  window.addEventListener("resize", () => { if (!chosen) fit(false); });
  const wanted = decodeURIComponent(location.hash.slice(1));
  const start = wanted ? nodes.findIndex((row) => row[K.iri] === wanted) : -1;
  if (start >= 0) choose({ node: start }, true);
  window.graphReady = true;
})();
