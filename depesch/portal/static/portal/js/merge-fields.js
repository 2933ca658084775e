// Merge fields: each `[data-insert]` becomes a button that puts its text where somebody was writing last, in the form
// whose id `data-inserts` around it names.
"use strict";

for (const list of document.querySelectorAll("[data-inserts]")) {
  const form = document.getElementById(list.dataset.inserts);
  let last = form.querySelector("textarea");
  last.setSelectionRange(last.value.length, last.value.length);
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("input[type=text], textarea")) last = event.target;
  });
  for (const code of list.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    code.replaceWith(button);
    button.append(code);
    button.addEventListener("click", () => {
      last.focus();
      last.setRangeText(code.textContent, last.selectionStart, last.selectionEnd, "end");
      last.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
