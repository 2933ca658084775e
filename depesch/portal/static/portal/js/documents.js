// Lists of documents: choosing rows (all, or a range with Shift), and a list that keeps itself up to date quietly.
// Without this, the boxes and the buttons below the list do the same.
"use strict";

(() => {
  const EVERY_MS = 15_000;
  const choice = document.getElementById("choice");
  if (!choice) return;
  let last = null;

  const boxes = () => [...document.querySelectorAll("#results input[name=id]")];
  const chosen = () => boxes().filter((box) => box.checked);
  const everything = () => document.getElementById("everything");

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches?.("#results input[name=id]")) return;
    const all = boxes();
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      for (const between of all.slice(from, to + 1)) between.checked = box.checked;
    }
    last = box;
    tell();
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "choose-all") for (const box of boxes()) box.checked = event.target.checked;
    if (event.target.id === "choose-all" || event.target.id === "everything") tell();
  });

  document.addEventListener("htmx:afterSettle", tell);

  function tell() {
    const count = chosen().length;
    const told = document.getElementById("many-count");
    if (!told) return;
    const { none, one, several, all } = choice.dataset;
    const words = everything()?.checked ? all : count === 0 ? none : count === 1 ? one : several.replace("{count}", count);
    if (told.textContent !== words) told.textContent = words;
    const top = document.getElementById("choose-all");
    if (top) {
      top.checked = count > 0 && count === boxes().length;
      top.indeterminate = count > 0 && count < boxes().length;
    }
  }

  // Only the first page, only when nobody is in the middle of something, and only what really changed: nothing jumps.
  const isBusy = () => document.hidden || chosen().length > 0 || everything()?.checked
    || document.activeElement?.closest("#results") || location.search.includes("after=");

  async function refresh() {
    if (isBusy()) return;
    const asked = location.href;
    let text;
    try {
      const answer = await fetch(asked, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      text = await answer.text();
    } catch {
      return; // the network is away: the next time
    }
    if (isBusy() || location.href !== asked) return;
    const fresh = new DOMParser().parseFromString(text, "text/html");
    for (const id of ["views", "results"]) {
      const [old, now] = [document.getElementById(id), fresh.getElementById(id)];
      if (!old || !now || old.innerHTML === now.innerHTML) continue;
      old.replaceWith(document.importNode(now, true));
      window.htmx?.process(document.getElementById(id));
    }
    tell();
  }

  setInterval(refresh, EVERY_MS);
  document.addEventListener("visibilitychange", refresh);
  document.addEventListener("depesch:refresh", refresh);
  tell();
})();
