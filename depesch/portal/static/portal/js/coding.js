// The coding: a number or a part of a name becomes the account that it can only be; Enter goes on, Ctrl and Enter saves.
// Without this, the whole account is typed or chosen from the list, and Enter saves.
"use strict";

(() => {
  const form = document.getElementById("coding");
  const save = form && document.getElementById("save");
  if (!save) return;
  const accounts = [...document.querySelectorAll("#accounts option")].map((option) => option.value);
  const fields = () => [...form.querySelectorAll("input[type=text]")];

  const wanted = document.querySelector("[data-focus]");
  (wanted && document.getElementById(wanted.dataset.focus))?.focus();

  function complete(field) {
    const words = field.value.trim().toLowerCase();
    if (!words || !field.matches("[list]") || accounts.includes(field.value)) return;
    const exact = accounts.filter((each) => each.toLowerCase().startsWith(`${words} `));
    const found = exact.length ? exact : accounts.filter((each) => each.toLowerCase().includes(words));
    if (found.length === 1) field.value = found[0];
  }

  form.addEventListener("change", (event) => complete(event.target));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[type=text]")) return;
    event.preventDefault();
    complete(event.target);
    const all = fields();
    if (event.ctrlKey || event.metaKey) form.requestSubmit(save);
    else (all[all.indexOf(event.target) + 1] ?? save).focus();
  });
})();
