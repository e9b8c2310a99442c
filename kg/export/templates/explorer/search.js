/* Search with completion over labels and other names. */
const index = nodes.map((row, i) => ({ i, texts: [row[K.label], ...row[K.names]].map((t) => [flat(oneLine(t.slice(0, 200))), t]) }));
let found = [];
let at = -1;
const inWord = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
/** Return how well a text matches: 0 it is that, 1 as whole words, 2 at a word's beginning, 3 within a word, 4 not. */
function match(text, wanted) {
  if (text === wanted) return 0;
  let best = 4;
  for (let begin = text.indexOf(wanted); begin >= 0 && best > 1; begin = text.indexOf(wanted, begin + 1)) {
    best = Math.min(best, inWord(text[begin - 1]) ? 3 : inWord(text[begin + wanted.length]) ? 2 : 1);
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
      const how = match(t, wanted);
      const score = how + (n ? 0.5 : 0);
      if (how <= 3 && (!best || score < best.score)) best = { i, score, name: n ? original : "" };
    });
    if (best) hits.push(best);
  }
  return hits.sort((a, b) => a.score - b.score || rank[b.i] - rank[a.i] || a.i - b.i).slice(0, 12);
}
const box = $("search");
function complete() {
  found = search(box.value);
  at = found.length ? 0 : -1;
  const rows = found.map(({ i, name }, n) => make("li", {
    id: "found-" + n, role: "option", "aria-selected": String(n === at), onmousedown: (event) => { event.preventDefault(); pick(n); },
  }, glyphOf(i), make("span", {}, nameOf(i)), make("small", {}, name ? short(name, 24) : nodes[i][K.types][0] || "")));
  if (!rows.length && box.value.trim()) rows.push(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing has that name."));
  $("found").replaceChildren(...rows);
  unfold(rows.length > 0);
}
function unfold(yes) {
  $("found").hidden = !yes;
  box.setAttribute("aria-expanded", String(yes));
  if (yes && at >= 0) box.setAttribute("aria-activedescendant", "found-" + at);
  else box.removeAttribute("aria-activedescendant");
}
function pick(n) {
  const { i } = found[n];
  const from = pathFrom;
  unfold(false);
  box.value = "";
  endAsking();
  if (from >= 0) showPath(from, i);
  else choose({ node: i }, true);
  $("panel").focus({ preventScroll: true });
}
box.addEventListener("input", complete);
box.addEventListener("focus", () => box.value && complete());
box.addEventListener("blur", () => unfold(false));
box.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { box.value = ""; unfold(false); endAsking(); event.stopPropagation(); }
  if (event.key === "Enter" && at >= 0) { event.preventDefault(); pick(at); }
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
    event.preventDefault();
    at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
    [...$("found").children].forEach((li, n) => li.setAttribute("aria-selected", String(n === at)));
    $("found").children[at].scrollIntoView({ block: "nearest" });
    unfold(true);
  }
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=search], input:not([type]), select");
  if (event.key === "/" && !typing) { event.preventDefault(); box.focus(); }
  if (event.key === "Escape" && chosen) choose(null);
});
