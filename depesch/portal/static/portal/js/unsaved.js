// Forms with `data-unsaved` say so while they hold something that is not saved, and the browser asks before it is lost.
// The attribute's text is what the form says. A form that comes back with faults carries `data-unsaved-already`.
"use strict";

const watched = new Map();
const content = (form) => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));

function tell(form) {
  const kept = watched.get(form);
  const changed = kept.already || content(form) !== kept.saved || [...form.querySelectorAll("[type=file]")].some((file) => file.value);
  kept.changed = changed;
  kept.words.hidden = !changed;
  return changed;
}

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const words = document.createElement("p");
  words.className = "unsaved";
  words.setAttribute("role", "status");
  words.textContent = form.dataset.unsaved;
  words.hidden = true;
  form.append(words);
  watched.set(form, { saved: content(form), words, already: "unsavedAlready" in form.dataset, changed: false });
  tell(form);
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => tell(form));
  form.addEventListener("reset", () => setTimeout(() => tell(form)));
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) watched.get(form).sent = true;
  });
}

addEventListener("beforeunload", (event) => {
  const lost = [...watched.values()].some((kept) => kept.changed && !kept.sent);
  if (lost) event.preventDefault();
});
// A page that the browser kept and shows again was not left after all.
addEventListener("pageshow", () => watched.forEach((kept) => (kept.sent = false)));
