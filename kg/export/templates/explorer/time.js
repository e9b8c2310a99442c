/* The time slider: what happened, or was told, between two days; it plays. */
const DAY = 86400000;
const toDay = (text) => Math.floor(Date.parse(text.slice(0, 10) + "T00:00:00Z") / DAY);
const toDate = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const days = spans.filter((span, i) => span && G.facts[i][F.sayings].length).flat().map(toDay).filter(Number.isFinite).sort((a, b) => a - b);
const [firstDay, lastDay] = [days[0], days[days.length - 1]];
let player = null;
function showTime() {
  $("time").hidden = !(firstDay < lastDay);
  if ($("time").hidden) return;
  for (const [id, day] of [["from", shown.from ? toDay(shown.from) : firstDay], ["until", shown.until ? toDay(shown.until) : lastDay]]) {
    Object.assign($(id), { min: firstDay, max: lastDay, value: day });
    $(id).setAttribute("aria-valuetext", toDate(day));
  }
  $("time-out").value = `${toDate(+$("from").value)} – ${toDate(+$("until").value)}`;
}
function setTime(from, until) {
  shown.from = from > firstDay ? toDate(from) : null;
  shown.until = until < lastDay ? toDate(until) : null;
  showTime();
  apply();
}
$("from").addEventListener("input", () => { stopPlaying(); setTime(+$("from").value, Math.max(+$("from").value, +$("until").value)); });
$("until").addEventListener("input", () => { stopPlaying(); setTime(Math.min(+$("from").value, +$("until").value), +$("until").value); });
function stopPlaying() {
  clearInterval(player);
  player = null;
  $("play").textContent = "▶ Play";
  $("play").setAttribute("aria-pressed", "false");
}
/** Let the end of the time shown run from its beginning to the last day, in at most forty steps. */
$("play").addEventListener("click", () => {
  if (player) {
    stopPlaying();
    return;
  }
  const from = +$("from").value;
  const step = Math.max(1, Math.ceil((lastDay - from) / 40));
  let until = from;
  $("play").textContent = "⏸ Pause";
  $("play").setAttribute("aria-pressed", "true");
  setTime(from, until);
  player = setInterval(() => {
    until = Math.min(lastDay, until + step);
    setTime(from, until);
    if (until >= lastDay) stopPlaying();
  }, 300);
});
