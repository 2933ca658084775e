// Files dropped on the page go into the plain file input; the bar tells how much has left this computer.
"use strict";

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("[data-drop]");
    if (!drop) return;
    event.preventDefault();
    drop.classList.add("is-over");
  });
}

document.addEventListener("dragleave", (event) => {
  event.target.closest?.("[data-drop]")?.classList.remove("is-over");
});

document.addEventListener("drop", (event) => {
  const drop = event.target.closest?.("[data-drop]");
  if (!drop) return;
  event.preventDefault();
  drop.classList.remove("is-over");
  const input = drop.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  tell(input);
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-drop] input[type=file]")) tell(event.target);
});

// The names of the chosen files, since the input that would show them is covered by our own label.
function tell(input) {
  const chosen = input.closest("[data-drop]").querySelector(".drop__chosen");
  chosen.textContent = Array.from(input.files, (file) => file.name).join(", ");
}

document.addEventListener("htmx:beforeRequest", (event) => show(event.target, true));
document.addEventListener("htmx:afterRequest", (event) => show(event.target, false));
document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.("progress");
  if (bar && event.detail.lengthComputable) bar.value = (100 * event.detail.loaded) / event.detail.total;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) event.detail.shouldSwap = true; // the form again, with its fault told
});

function show(form, busy) {
  const bar = form.querySelector?.("progress");
  if (!bar) return;
  bar.hidden = !busy;
  form.querySelector("button").disabled = busy;
}
