/* The picture as PNG and SVG, the facts as CSV: made here, saved by the browser. */
function save(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
function savePng() {
  const copy = make("canvas", { width: canvas.width, height: canvas.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = ink.paper;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => save("graph.png", "image/png", blob));
}
const SVG_SHAPES = { // as vis-network draws them, for a size of 1
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]], diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -1.15], [1.15, 0.85], [-1.15, 0.85]], triangleDown: [[0, 1.15], [1.15, -0.85], [-1.15, -0.85]],
  hexagon: [0, 1, 2, 3, 4, 5].map((n) => [Math.cos((n * Math.PI) / 3), Math.sin((n * Math.PI) / 3)]),
  star: [...Array(10).keys()].map((n) => [Math.sin((n * Math.PI) / 5) * (n % 2 ? 0.5 : 1.3), -Math.cos((n * Math.PI) / 5) * (n % 2 ? 0.5 : 1.3)]),
};
function svgNode(i) {
  const { [K.x]: x, [K.y]: y, [K.size]: size } = nodes[i];
  const [, , fill, shape] = G.kinds[nodes[i][K.kind]];
  const look = { fill, stroke: ink.paper, "stroke-width": 1.5 };
  if (shape === "dot") return svgElement("circle", { cx: x, cy: y, r: size, ...look });
  return svgElement("polygon", { points: SVG_SHAPES[shape].map(([dx, dy]) => `${x + dx * size},${y + dy * size}`).join(" "), ...look });
}
function svgLine(i) {
  const [from, to] = G.lines[i];
  const [a, b] = [nodes[from], nodes[to]];
  const look = lineLook(i, false);
  const path = svgElement("path", { d: `M${a[K.x]} ${a[K.y]}L${b[K.x]} ${b[K.y]}`, stroke: look.color.color, "stroke-width": look.width, opacity: look.color.opacity, fill: "none" });
  if (look.dashes) path.setAttribute("stroke-dasharray", look.dashes.join(" "));
  return path;
}
function toSvg() {
  const ids = [...visible.nodes].sort((a, b) => a - b);
  const side = (axis, sign) => ids.reduce((far, i) => Math.max(far, sign * nodes[i][axis] + nodes[i][K.size] + 60), 0);
  const [left, right, top, bottom] = [-side(K.x, -1), side(K.x, 1), -side(K.y, -1), side(K.y, 1)];
  const svg = svgElement("svg", { xmlns: SVG, viewBox: `${left} ${top} ${right - left} ${bottom - top}`, "font-family": "sans-serif" });
  svg.append(svgElement("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: ink.paper }));
  [...visible.lines].sort((a, b) => a - b).forEach((i) => svg.append(svgLine(i)));
  ids.forEach((i) => svg.append(svgNode(i)));
  ids.forEach((i) => {
    const text = svgElement("text", { x: nodes[i][K.x], y: nodes[i][K.y] + nodes[i][K.size] + 13, "text-anchor": "middle", "font-size": 11, fill: ink.ink });
    text.textContent = labels[i].replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
    svg.append(text);
  });
  return new XMLSerializer().serializeToString(svg);
}
/** Return a cell of CSV that no spreadsheet takes for a formula. */
function cell(value) {
  const text = oneLine(String(value ?? ""));
  return `"${(/^[=+\-@]/.test(text) ? "'" + text : text).replaceAll('"', '""')}"`;
}
function toCsv() {
  const rows = [["source", "relation", "target", "certainty", "from", "until", "confidence", "speaker", "sentence", "article", "date", "address"]];
  for (const i of listed()) {
    const fact = G.facts[i];
    const start = [nameOf(fact[F.source]), relationWords(fact), objectOf(fact), G.states[fact[F.state]], ...(spans[i] || ["", ""])];
    const said = fact[F.sayings].filter(sayingOn).flatMap((s) => s[S.sentences].map((q) => [s, q]));
    if (!said.length) rows.push([...start, "", "", "", "", "", ""]);
    for (const [saying, q] of said) {
      const [text, article] = G.sentences[q];
      const [headline, date, , link] = G.articles[article];
      rows.push([...start, saying[S.confidence], G.names[saying[S.speaker]], text, headline, date, link]);
    }
  }
  return rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}
$("save").addEventListener("change", () => {
  const what = $("save").value;
  $("save").value = "";
  if (what === "png") savePng();
  if (what === "svg") save("graph.svg", "image/svg+xml", toSvg());
  if (what === "csv") save("facts.csv", "text/csv;charset=utf-8", toCsv());
});
