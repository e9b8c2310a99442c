/* A view as the fragment of the page's address, the theme, and the beginning. */
let sharing = false; // not before the page stands
function fragment() {
  const parts = new URLSearchParams();
  const first = firstChoices();
  const kinds = G.kinds.map((kind) => kind[0]);
  const names = (flags, all) => all.filter((_, k) => flags[k]).join(",");
  const not = (flags) => flags.map((on) => !on);
  if (chosen && chosen.node !== undefined) parts.set("node", nodes[chosen.node][K.iri]);
  if (chosen && chosen.path) parts.set("path", [chosen.path[0], chosen.path[chosen.path.length - 1]].map((i) => nodes[i][K.iri]).join(" "));
  if (!shown.ties) parts.set("view", "things");
  if (shown.list) parts.set("list", "1");
  if (shown.top !== +$("top").defaultValue) parts.set("top", shown.top);
  if (names(shown.kinds, kinds) !== names(first.kinds, kinds)) parts.set("kinds-off", names(not(shown.kinds), kinds));
  if (names(shown.states, G.states) !== names(first.states, G.states)) parts.set("states", names(shown.states, G.states));
  const off = G.relations.filter((_, k) => !shown.relations[k]).map((row) => row[0]);
  if (off.length) parts.set("relations-off", off.join(","));
  if (shown.events.size) parts.set("events-off", [...shown.events].sort().join(","));
  if (shown.about >= 0) parts.set("about", nodes[shown.about][K.iri]);
  if (shown.article >= 0) parts.set("article", G.articles[shown.article][4]);
  if (shown.speaker >= 0) parts.set("speaker", G.names[shown.speaker]);
  for (const key of ["confidence", "from", "until"]) if (shown[key]) parts.set(key, shown[key]);
  if (shown.contested) parts.set("contested", "1");
  if (shown.loners) parts.set("loners", "1");
  if (shown.depth > 1) parts.set("depth", shown.depth);
  if (shown.only) parts.set("only", "1");
  return parts.toString();
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
function share() {
  if (!sharing) return;
  const text = fragment();
  try {
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  } catch { /* some browsers forbid it for files */ }
}
/** Take the choices from the address; what it does not name is as at first, what the graph does not hold is left. */
function takeFragment() {
  const text = location.hash.slice(1);
  const parts = new URLSearchParams(text.includes("=") ? text : "");
  if (text && !text.includes("=")) parts.set("node", decoded(text));
  Object.assign(shown, firstChoices());
  const listedIn = (key, all) => all.map((name) => (parts.get(key) || "").split(",").includes(name));
  const byIri = (iri) => (iri ? nodes.findIndex((row) => row[K.iri] === iri) : -1);
  if (parts.has("kinds-off")) shown.kinds = listedIn("kinds-off", G.kinds.map((kind) => kind[0])).map((off) => !off);
  if (parts.has("states")) shown.states = listedIn("states", G.states);
  shown.relations = listedIn("relations-off", G.relations.map((row) => row[0])).map((off) => !off);
  shown.events = new Set((parts.get("events-off") || "").split(",").filter(Boolean));
  shown.about = byIri(parts.get("about"));
  shown.article = parts.has("article") ? G.articles.findIndex((row) => row[4] === parts.get("article")) : -1;
  shown.speaker = parts.has("speaker") ? G.names.indexOf(parts.get("speaker")) : -1;
  shown.confidence = Math.min(1, Math.max(0, +parts.get("confidence") || 0));
  for (const key of ["from", "until"]) shown[key] = /^\d{4}-\d\d-\d\d$/.test(parts.get(key) || "") ? parts.get(key) : null;
  for (const key of ["contested", "loners", "only", "list"]) shown[key] = parts.has(key);
  shown.depth = [1, 2, 3].includes(+parts.get("depth")) ? +parts.get("depth") : 1;
  viewAs(parts.get("view") !== "things", +parts.get("top") || 0);
  if (!parts.has("top")) $("top").defaultValue = String(shown.top);
  showChoices();
  const node = byIri(parts.get("node"));
  const ends = (parts.get("path") || "").split(" ").map(byIri);
  chosen = null;
  refresh();
  fit(false);
  if (ends.length === 2 && ends.every((i) => i >= 0)) showPath(...ends);
  else if (node >= 0) choose({ node }, true);
  else overview();
}
$("copy").addEventListener("click", async () => {
  share();
  try {
    await navigator.clipboard.writeText(location.href);
    $("said").textContent = "The link to this view is copied.";
    $("copy").textContent = "Copied";
  } catch {
    $("panel").prepend(make("input", { class: "link", readonly: true, value: location.href, "aria-label": "Link to this view", onfocus: (event) => event.target.select() }));
  }
  setTimeout(() => { $("copy").textContent = "Link"; }, 2000);
});
const THEMES = ["auto", "light", "dark"];
function retheme() {
  readTheme();
  looks.clear();
  refresh();
}
$("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const next = THEMES[(THEMES.indexOf(root.dataset.theme || "auto") + 1) % THEMES.length];
  root.dataset.theme = next;
  $("theme").textContent = { auto: "◐ Auto", light: "☀ Light", dark: "☾ Dark" }[next];
  retheme();
});
systemDark.addEventListener("change", retheme);
window.addEventListener("resize", () => { if (!chosen) fit(false); });
window.addEventListener("hashchange", takeFragment);
takeFragment();
sharing = true;
window.graphReady = true;
