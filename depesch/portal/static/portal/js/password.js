// Tells in words how strong a password is while it is typed; the server decides, with the same rules as when it is saved.
"use strict";

for (const field of document.querySelectorAll("input[data-strength]")) {
  const form = field.form;
  const told = document.createElement("p");
  let waiting, asked;
  told.className = "strength";
  told.setAttribute("role", "status");
  field.after(told);
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams({ password: field.value });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(form.dataset.strengthFrom, { method: "POST", body, signal: asked.signal });
      if (!answer.ok) return;
      const { said, taken } = await answer.json();
      told.textContent = said;
      told.classList.toggle("strength--taken", taken);
    } catch (error) {
      if (error.name !== "AbortError") told.textContent = "";
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
}
