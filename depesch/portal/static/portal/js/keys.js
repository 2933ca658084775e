// Keys for lists: j and k walk the rows, Enter opens (the row's link has the focus), / searches, c uploads.
// Nothing here is needed: every one of these is a link or a field too.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const rows = [...document.querySelectorAll(".rows__open")];
  if (event.key === "j" || event.key === "k") {
    if (rows.length === 0) return;
    const here = rows.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(here + 1, rows.length - 1) : Math.max(here - 1, 0);
    rows[next].focus();
  } else if (event.key === "/") {
    const search = document.querySelector("input[type=search]");
    if (!search) return;
    search.focus();
    search.select();
  } else if (event.key === "c") {
    const upload = document.querySelector("[data-key=c]");
    if (!upload) return;
    upload.click();
  } else {
    return;
  }
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("input[type=search]")) event.target.blur();
});

// On a phone the tabs slide: the one where we are is in sight.
document.querySelector(".views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });

function isTyping(element) {
  return element.matches("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]");
}
