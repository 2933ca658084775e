// Lists whose things can be dragged into another order; the buttons beside them do the same for keys and without script.
// `data-drag` names the form that is sent when something was dropped; without a name, the order waits for its own form.
"use strict";

for (const list of document.querySelectorAll("[data-drag]")) {
  const items = () => [...list.querySelectorAll(":scope > [data-drag-item]")];
  if (items().length < 2) continue;
  let held = null;
  for (const item of items()) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      held = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      item.classList.add("is-dragged");
    });
    item.addEventListener("dragend", () => {
      held = null;
      for (const each of items()) each.classList.remove("is-dragged", "is-over");
    });
    item.addEventListener("dragover", (event) => {
      if (!held || held === item) return;
      event.preventDefault();
      item.classList.add("is-over");
    });
    item.addEventListener("dragleave", () => item.classList.remove("is-over"));
    item.addEventListener("drop", (event) => {
      if (!held || held === item) return;
      event.preventDefault();
      const below = items().indexOf(held) < items().indexOf(item);
      item[below ? "after" : "before"](held);
      item.classList.remove("is-over");
      for (const [place, each] of items().entries()) {
        const up = each.querySelector("[value^='up:']");
        const down = each.querySelector("[value^='down:']");
        if (up) up.disabled = place === 0;
        if (down) down.disabled = place === items().length - 1;
      }
      const form = document.getElementById(list.dataset.drag);
      if (form) form.requestSubmit();
    });
  }
}

// After a button moved something, the page comes anew: the focus goes on where it was.
const last = document.querySelector("[data-focus]");
const button = last && document.getElementById(last.dataset.focus);
if (button) {
  const there = button.disabled ? button.parentElement.querySelector("button:not(:disabled)") : button;
  if (there) there.focus();
}
