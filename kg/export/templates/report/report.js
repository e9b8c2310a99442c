/* Rows of the data:
   chart    {key, traces, layout, marks: [label, detail, facts]}
   fact     [source, relation, target, object's text, state, sayings, source's label, object's label]
   relation [name, words]   quotation [speaker, text, sentence]   source [article, claims, quotations] */
const $ = (id) => document.getElementById(id);
const G = JSON.parse($("data").textContent);
const F = { relation: 1, sayings: 5, source: 6, object: 7 };

function factBlock(number) {
  const fact = G.facts[number];
  return make("div", { class: "fact" }, make("p", { class: "triple" }, make("strong", {}, short(fact[F.source], 120)), ` ${G.relations[fact[F.relation]][1]} `, make("strong", {}, short(fact[F.object], 120))),
    ...fact[F.sayings].map(quote), fact[F.sayings].length ? "" : make("p", { class: "about" }, "From the reference tables."));
}
let opener = null;
function showEvidence([label, detail, facts], from) {
  opener = from || null;
  $("evidence").replaceChildren(button("×", hideEvidence, { class: "close", "aria-label": "Close" }), make("h2", {}, short(label, 160)), make("p", { class: "about" }, detail), ...chunked(facts, 20));
  $("evidence").hidden = false;
  $("evidence").scrollTop = 0;
  if (from) $("evidence").focus();
}
function chunked(facts, few) {
  const first = facts.slice(0, few).map(factBlock);
  if (facts.length > few) first.push(button(`Show ${facts.length - few} more`, (event) => event.target.replaceWith(...facts.slice(few).map(factBlock)), { class: "more" }));
  return first;
}
function hideEvidence() {
  $("evidence").hidden = true;
  if (opener) opener.focus();
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !$("evidence").hidden) hideEvidence(); });

const numberOf = (point) => (Array.isArray(point.customdata) ? point.customdata[0] : point.customdata);
function draw({ key, traces, layout, marks }) {
  const list = $(`${key}-marks`);
  if (list) {
    list.append(...marks.map((mark) => make("li", {}, make("button", { type: "button", class: "item", onclick: (event) => showEvidence(mark, event.currentTarget) }, make("span", {}, short(mark[0], 120)), make("small", {}, short(mark[1], 120))))));
  }
  const place = $(`${key}-chart`);
  if (!place) return;
  const css = getComputedStyle(document.documentElement);
  const ink = css.getPropertyValue("--ink").trim();
  const font = { color: ink, family: css.getPropertyValue("--font").trim(), size: 12 };
  Plotly.react(place, traces, { ...layout, font }, { displayModeBar: false, responsive: true }).then(() => {
    if (place.dataset.ready) return;
    place.dataset.ready = "1";
    place.on("plotly_click", ({ points: [point] }) => {
      const mark = marks[numberOf(point)];
      if (mark) showEvidence(mark);
    });
  });
}
function quotations() {
  const bySpeaker = new Map();
  for (const row of G.quotations) bySpeaker.set(row[0], [...(bySpeaker.get(row[0]) || []), row]);
  const sorted = [...bySpeaker].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  $("quoted").append(sorted.length ? "" : make("p", { class: "none" }, "Nobody is quoted by name."), ...sorted.map(([speaker, rows]) => make("details", {},
    make("summary", {}, `${short(speaker, 80)} (${rows.length})`), ...rows.map(([, text, sentence]) => {
      const [headline, date, publisher, link] = G.articles[G.sentences[sentence][1]];
      const where = headline || publisher || "article";
      return make("blockquote", {}, make("p", { dir: "auto" }, `“${short(text, 1000)}”`), make("footer", {}, link ? make("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, where) : where, date ? ` · ${date}` : ""));
    }))));
}
function sources() {
  const heads = ["Article", "Publisher", "Date", "Claims", "Quotations"].map((words) => make("th", { scope: "col" }, words));
  const rows = G.sources.map(([article, claims, quoted]) => {
    const [headline, date, publisher, link] = G.articles[article];
    const title = short(headline || "Untitled", 160);
    return make("tr", {}, make("td", {}, link ? make("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, title) : title), make("td", {}, short(publisher, 80)), make("td", {}, date), make("td", { class: "number" }, String(claims)), make("td", { class: "number" }, String(quoted)));
  });
  $("covered").append(make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
}
const t = G.total;
$("counts").textContent = [plural(t.articles, "article"), plural(t.nodes, "thing"), plural(t.facts, "fact"), plural(t.claims, "claim"), plural(t.quotations, "quotation")].join(" · ");
G.charts.forEach(draw);
quotations();
sources();
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => G.charts.forEach(draw));
window.reportReady = true;
