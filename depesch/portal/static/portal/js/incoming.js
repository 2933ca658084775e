// Unprocessed invoices: "Lines" opens and closes; x marks the row that has the focus, e notes it as done, l shows lines.
// Without this, "Lines" is a page of its own and everything else a button.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-lines]");
  if (!link) return;
  event.preventDefault();
  const peek = link.closest("tbody").querySelector(".peek");
  peek.hidden = !peek.hidden;
  link.setAttribute("aria-expanded", String(!peek.hidden));
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const row = event.target.closest("tbody.row");
  if (!row) return;
  const wanted = { x: ".choose input", e: "[data-done]", l: "[data-lines]" }[event.key];
  const found = wanted && row.querySelector(wanted);
  if (!found) return;
  event.preventDefault();
  found.click();
});
