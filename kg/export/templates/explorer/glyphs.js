/* Colours of the theme, and the small pictures of kinds and states. */
const SHAPES = {
  dot: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z", square: "M2.5 2.5h11v11h-11Z",
  diamond: "M8 .8 15.2 8 8 15.2.8 8Z", triangle: "M8 1.6 15 14H1Z", triangleDown: "M8 14.4 1 2h14Z",
  hexagon: "M4.4 1.8h7.2L15.2 8l-3.6 6.2H4.4L.8 8Z",
  star: "m8 .9 2.2 4.7 5.1.6-3.8 3.5 1 5.1L8 12.3l-4.5 2.5 1-5.1L.7 6.2l5.1-.6Z",
};
const SVG = "http://www.w3.org/2000/svg";
function svgElement(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
function picture(child) {
  const svg = svgElement("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" });
  svg.append(child);
  return svg;
}
function glyph(kind, flag) {
  const [, , colour, shape] = G.kinds[kind];
  if (!flag || !hasFlags) return picture(svgElement("path", { d: SHAPES[shape], fill: colour }));
  const text = svgElement("text", { x: 8, y: 13, "text-anchor": "middle", class: "flag" });
  text.textContent = flag;
  return picture(text);
}
const glyphOf = (i) => glyph(nodes[i][K.kind], nodes[i][K.flag]);
function stroke(state) {
  const path = svgElement("path", { d: "M0 8h16" });
  path.style.stroke = { actual: "var(--soft)", background: "var(--rule)" }[state] || `var(--${state})`;
  path.style.strokeWidth = "2.4";
  path.style.strokeDasharray = { planned: "5 3", possible: "1.5 3", denied: "5 2 1 2" }[state] || "";
  return picture(path);
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

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
let ink = {};
function readTheme() {
  const css = getComputedStyle(document.documentElement);
  const get = (name) => css.getPropertyValue(name).trim();
  ink = {
    paper: get("--paper"), ink: get("--ink"), soft: get("--soft"), accent: get("--accent"), line: get("--line"),
    faint: get("--faint"), planned: get("--planned"), possible: get("--possible"), denied: get("--denied"), font: get("--font"),
  };
}
readTheme();
