// Whom an invoice is for: from the search field, arrows walk the recipients and Enter takes the first of them.
"use strict";

document.addEventListener("keydown", (event) => {
  const choices = [...document.querySelectorAll("[data-choices] button")];
  const at = choices.indexOf(document.activeElement);
  const inSearch = event.target.matches("[data-first]");
  if (choices.length === 0 || (at === -1 && !inSearch)) return;
  if (event.key === "ArrowDown") {
    choices[Math.min(at + 1, choices.length - 1)].focus();
  } else if (event.key === "ArrowUp" && !inSearch) {
    (choices[at - 1] ?? document.querySelector("[data-first]")).focus();
  } else if (event.key === "Enter" && inSearch && event.target.value.trim()) {
    choose(event.target.value.trim(), choices[0]);
  } else {
    return;
  }
  event.preventDefault();
});

// Enter may come before the list has followed what was typed: then it waits for the list.
let wanted = null;

function choose(text, first) {
  if (document.querySelector("[data-list-of]")?.dataset.listOf === text) first.click();
  else wanted = text;
}

document.addEventListener("htmx:afterSettle", () => {
  const list = document.querySelector("[data-list-of]");
  if (wanted !== null && list?.dataset.listOf === wanted) document.querySelector("[data-choices] button")?.click();
  wanted = null;
});

// The form that adds a recipient makes the same type of invoice as the one that chooses.
document.addEventListener("change", (event) => {
  if (event.target.name !== "kind") return;
  for (const field of document.querySelectorAll("[data-kind]")) field.value = event.target.value;
});
