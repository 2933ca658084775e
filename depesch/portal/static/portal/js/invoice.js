// The invoice form saves itself: one request at a time, each with everything that stands in the form, so that answers
// come in order and no keystroke is lost. The answer says what the core makes of it: sums, findings, the way it will go.
// Without this script the same form is sent with its buttons.
"use strict";

(() => {
  const form = document.getElementById("invoice");
  if (!form) return;
  const PAUSE_MS = 350;
  const LONGEST_WAIT_MS = 30000;
  const visited = new Set(); // what somebody has been in and left
  let typed = 0; // how many changes there were
  let kept = 0; // how many of them the server has
  let timer = 0;
  let wait = 1000;
  let turn = Promise.resolve(); // what is asked of the server goes one after the other, each with the last revision
  let asking = false;
  let stands = false; // two people changed the same: nothing is saved until somebody has chosen
  let latest = first();

  form.addEventListener("input", (event) => {
    if (event.target.name && event.target.type !== "file" && !event.target.matches("[data-own]")) changed();
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.name) visited.add(event.target.name);
    show();
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length) act("attach");
    if (event.target.matches("[data-act-on-change]")) act(event.target.dataset.actOnChange);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    const link = event.target.closest("a[data-to]");
    if (button) {
      event.preventDefault();
      act(button.value);
    } else if (link && goTo(link.dataset.to)) {
      event.preventDefault();
    } else if (event.target.closest("[data-fold]")) {
      fold();
    }
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!asking) {
      kept = typed; // what is sent now holds everything
      return;
    }
    event.preventDefault();
    turn.then(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      save();
    } else if (event.key === "Escape" && event.target.closest("[data-panel]")) {
      form.querySelector("[data-panel] [data-close]").click();
    }
  });
  window.addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (kept < typed) event.preventDefault();
  });
  form.addEventListener("invoice:changed", changed);
  drop();
  show();

  function first() {
    return JSON.parse(document.getElementById("findings").textContent);
  }

  function changed() {
    typed += 1;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  }

  function save() {
    clearTimeout(timer);
    return inTurn(saveNow);
  }

  async function saveNow() {
    if (kept >= typed || stands) return;
    const upTo = typed;
    const sent = values();
    const answer = await ask(form.dataset.look, sent);
    if (!answer) return later();
    wait = 1000;
    if (answer.status === 409) return swap(await answer.text(), sent);
    if (answer.headers.get("Content-Type") !== "application/json") return say(form.dataset.signedOut, true);
    take(await answer.json());
    kept = upTo;
  }

  // Something that changes which fields there are: the server does it, and the form comes back.
  function act(action) {
    clearTimeout(timer);
    return inTurn(async () => {
      const sent = values(true);
      const upTo = typed;
      sent.set("action", action);
      const answer = await ask(form.getAttribute("action"), sent);
      if (!answer) return later();
      if (!answer.headers.has("X-Invoice")) return say(form.dataset.signedOut, true);
      kept = upTo;
      swap(await answer.text(), sent);
      if (kept < typed) changed();
    });
  }

  function inTurn(job) {
    turn = turn.then(async () => {
      asking = true;
      await job().finally(() => (asking = false));
    });
    return turn;
  }

  function ask(address, data) {
    return fetch(address, { method: "POST", body: data, headers: { "X-Invoice": "part" } }).catch(() => null);
  }

  function later() {
    say(form.dataset.offline, true);
    timer = setTimeout(save, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  }

  function values(withFiles = false) {
    const data = new FormData(form);
    if (!withFiles) for (const input of form.querySelectorAll("input[type=file]")) data.delete(input.name);
    return data;
  }

  function take(answer) {
    form.elements.revision.value = answer.revision;
    for (const net of form.querySelectorAll("[data-net]")) net.textContent = answer.nets[net.dataset.net] ?? "";
    document.getElementById("look").innerHTML = answer.look;
    say(answer.saved);
    latest = answer.findings;
    show();
  }

  // The form as the server draws it; what was typed since it was asked stays as typed.
  function swap(html, sent) {
    const now = values();
    const at = document.activeElement?.id;
    document.getElementById("invoice-body").innerHTML = html;
    for (const [name, value] of now) {
      const field = form.elements[name];
      if (field?.type && sent.get(name) !== value && name !== "revision") field.value = value;
    }
    stands = Boolean(document.getElementById("conflict"));
    latest = first();
    show();
    drop();
    form.dispatchEvent(new CustomEvent("invoice:drawn"));
    const wanted = form.querySelector("[data-focus]") ?? document.getElementById(at);
    if (wanted) wanted.focus();
  }

  function say(words, loud = false) {
    const place = document.getElementById("saved");
    if (place.textContent === words) return;
    place.textContent = words;
    place.classList.toggle("is-loud", loud);
  }

  // A finding comes to its field when somebody has left it; it goes as soon as it is mended.
  function show() {
    for (const place of form.querySelectorAll("[data-says]")) {
      const words = [];
      for (const name of place.dataset.says.split(" ")) words.push(...judge(name));
      const text = [...new Set(words)].join(" ");
      place.classList.toggle("is-fault", text !== "");
      if (place.textContent !== (text || place.dataset.hint || "")) place.textContent = text || place.dataset.hint || "";
    }
  }

  function judge(name) {
    const field = form.elements[name];
    if (!field?.setAttribute) return [];
    const words = latest[name] ?? [];
    const typing = field === document.activeElement && field.getAttribute("aria-invalid") !== "true";
    const due = form.dataset.tried === "true" || visited.has(name) || field.value.trim() !== "";
    const shown = words.length > 0 && due && !typing;
    if (shown) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    return shown ? words : [];
  }

  function goTo(id) {
    const field = document.getElementById(id);
    if (!field) return false;
    for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    field.focus();
    return true;
  }

  function fold() {
    const boxes = [...form.querySelectorAll("details.more")];
    const open = boxes.some((box) => !box.open);
    for (const box of boxes) box.open = open;
    for (const button of form.querySelectorAll("[data-fold]")) {
      button.textContent = open ? button.dataset.hide : button.dataset.show;
    }
  }

  // Files are dropped anywhere on their box.
  function drop() {
    const box = form.querySelector("[data-files]");
    if (!box) return;
    for (const kind of ["dragenter", "dragover"]) {
      box.addEventListener(kind, (event) => {
        event.preventDefault();
        box.classList.add("is-over");
      });
    }
    box.addEventListener("dragleave", () => box.classList.remove("is-over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      box.classList.remove("is-over");
      const input = box.querySelector("input[type=file]");
      input.files = event.dataTransfer.files;
      act("attach");
    });
  }
})();
