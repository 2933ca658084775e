// The list of fields to add: what is typed narrows it, arrows walk it, Enter takes the first.
"use strict";

(() => {
  const form = document.getElementById("invoice");
  if (!form) return;
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const shown = () => [...form.querySelectorAll("[data-offers] li:not([hidden]) button")];

  form.addEventListener("input", (event) => {
    if (event.target.id !== "panel-search") return;
    const words = plain(event.target.value).split(/\s+/).filter(Boolean);
    for (const item of form.querySelectorAll("[data-offers] li")) {
      const text = plain(item.textContent);
      item.hidden = !words.every((word) => text.includes(word));
    }
    for (const shelf of form.querySelectorAll("[data-offers] section")) {
      shelf.hidden = !shelf.querySelector("li:not([hidden])");
    }
    form.querySelector("[data-none]").hidden = shown().length > 0;
  });

  form.addEventListener("keydown", (event) => {
    const inSearch = event.target.id === "panel-search";
    if (!inSearch && !event.target.closest("[data-offers]")) return;
    const offers = shown();
    const at = offers.indexOf(event.target);
    if (event.key === "ArrowDown") offers[Math.min(at + 1, offers.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (offers[at - 1] ?? form.querySelector("#panel-search")).focus();
    else if (event.key === "Enter" && inSearch) offers[0]?.click();
    else return;
    event.preventDefault();
  });
})();
