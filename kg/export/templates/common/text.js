/* Making elements, and shortening texts. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ""));
  return element;
}
const button = (words, onclick, more) => make("button", { type: "button", onclick, ...more }, words);
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
  const whole = space > n / 2 && /[\p{L}\p{N}]/u.test(oneLine(text)[cut.length - 1] || "");
  return (whole ? cut.slice(0, space) : cut.slice(0, -1)).replace(/[\s,:;–→-]+$/u, "") + "…";
};
const flat = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const nameOf = (i) => short(nodes[i][K.label], 160) || "(no name)";
