// The rows of the invoice form: added, moved and taken away without asking the server, walked with Enter, filled from a
// spreadsheet. The names of the fields tell the order: lines.0..., lines.1...
"use strict";

(() => {
  const form = document.getElementById("invoice");
  if (!form) return;
  const told = () => document.getElementById("rows-told");
  const table = () => document.getElementById("lines");
  const rows = () => [...table().querySelectorAll("tbody[data-line]")];
  const fields = (row) => [...row.querySelectorAll("input[name], select[name], textarea[name]")];
  const main = (row) => fields(row).filter((field) => field.dataset.column);

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-row]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("tbody[data-line]");
    const does = { add: () => open(add()), up: () => move(row, -1), down: () => move(row, 1), remove: () => remove(row) };
    does[button.dataset.row]();
  });

  form.addEventListener("keydown", (event) => {
    const { target } = event;
    const row = target.closest?.("tbody[data-line]");
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      if (!row || target.matches("select")) return;
      event.preventDefault();
      move(row, event.key === "ArrowUp" ? -1 : 1, target);
    } else if (event.key === "Enter" && target.matches("input:not([type=file]), select") && !event.ctrlKey) {
      if (target.matches("[role=combobox], [data-enter]")) return;
      event.preventDefault(); // Enter never sends an invoice
      if (row) onward(row, target);
      else next(target);
    }
  });

  form.addEventListener("paste", (event) => {
    const row = event.target.closest?.("tbody[data-line]");
    const text = event.clipboardData.getData("text/plain");
    if (!row || event.target.matches("textarea") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    fill(row, event.target, text);
  });

  function onward(row, field) {
    const own = main(row);
    const at = own.indexOf(field);
    if (at === -1) return next(field);
    if (at < own.length - 1) return open(row, at + 1);
    open(row.nextElementSibling?.matches("tbody[data-line]") ? row.nextElementSibling : add());
  }

  function next(field) {
    const all = [...form.elements].filter((each) => each.matches("input, select, textarea") && each.checkVisibility());
    all[all.indexOf(field) + 1]?.focus();
  }

  function open(row, at = 0) {
    const field = main(row)[at];
    field.focus();
    if (field.select) field.select();
  }

  function add() {
    const made = document.getElementById("line-template").content.cloneNode(true);
    const last = rows().at(-1);
    if (last) last.after(made);
    else table().append(made);
    number();
    return rows().at(-1);
  }

  function remove(row) {
    const before = keep();
    const beside = row.nextElementSibling?.matches("[data-line]") ? row.nextElementSibling : rows().at(-2);
    row.remove();
    open(rows().length ? (beside ?? rows()[0]) : add());
    number();
    tell(table().dataset.removed, before);
  }

  function move(row, by, field) {
    const all = rows();
    const beside = all[all.indexOf(row) + by];
    if (!beside) return;
    if (by < 0) beside.before(row);
    else beside.after(row);
    number();
    (field ?? row.querySelector(`[data-row=${by < 0 ? "up" : "down"}]`)).focus();
  }

  // Give each row the number of its place, in every name that holds it.
  function number() {
    rows().forEach((row, at) => {
      for (const each of row.querySelectorAll("*")) {
        for (const { name, value } of [...each.attributes]) {
          if (/(^|[ :-])lines\.(\d+|__n__)/.test(value)) {
            each.setAttribute(name, value.replace(/lines\.(\d+|__n__)/g, `lines.${at}`));
          }
        }
      }
      for (const place of row.querySelectorAll("[data-net]")) place.dataset.net = String(at);
      for (const place of row.querySelectorAll("[data-number]")) place.textContent = String(at + 1);
    });
    form.dispatchEvent(new CustomEvent("invoice:changed"));
  }

  function keep() {
    for (const field of form.querySelectorAll("#lines input")) field.setAttribute("value", field.value);
    return rows().map((row) => ({ html: row.outerHTML, values: fields(row).map((field) => field.value) }));
  }

  function put(kept) {
    for (const row of rows()) row.remove();
    for (const { html, values } of kept) {
      const box = document.createElement("template");
      box.innerHTML = html;
      table().append(box.content);
      fields(rows().at(-1)).forEach((field, at) => (field.value = values[at]));
    }
    number();
  }

  function tell(words, before) {
    const place = told();
    place.textContent = `${words} `;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "button button--quiet button--small";
    back.textContent = table().dataset.undo;
    back.addEventListener("click", () => {
      put(before);
      place.textContent = table().dataset.undone;
      open(rows()[0]);
    });
    place.append(back);
  }

  // What a spreadsheet gives: lines of cells. A heading says which column is which; without one, what stands in them.
  function fill(row, field, text) {
    const cells = text.replace(/\r/g, "").split("\n").filter((line) => line.trim()).map((line) => line.split("\t"));
    const before = keep();
    const heading = columnsByHeading(cells[0]);
    const columns = heading ?? columnsByContent(cells, field);
    let at = row;
    (heading ? cells.slice(1) : cells).forEach((line, place) => {
      if (place > 0) at = at.nextElementSibling?.matches("[data-line]") ? at.nextElementSibling : add();
      line.forEach((value, column) => write(at, columns[column], value.trim()));
    });
    number();
    open(at);
    const count = cells.length - (heading ? 1 : 0);
    const names = [...new Set(columns.filter(Boolean))].map((column) => titles()[column][0]);
    tell(table().dataset.pasted.replace("{count}", count).replace("{columns}", names.join(", ")), before);
  }

  // The columns with their words in every language, the page's own first.
  function titles() {
    return JSON.parse(table().dataset.columns);
  }

  function columnsByHeading(line) {
    const known = Object.entries(titles());
    const found = line.map((cell) => {
      const word = cell.trim().toLowerCase().replace(/[.*:]/g, "");
      return known.find(([, words]) => words.some((each) => each.toLowerCase() === word))?.[0] ?? null;
    });
    return found.filter(Boolean).length >= 2 ? found : null;
  }

  function columnsByContent(cells, field) {
    const order = Object.keys(titles());
    const start = order.indexOf(field.dataset.column);
    const width = Math.max(...cells.map((line) => line.length));
    if (width === 1 || start > 0) return order.slice(Math.max(start, 0), Math.max(start, 0) + width);
    const free = new Set(order);
    const take = (name) => (free.delete(name) ? name : null);
    return Array.from({ length: width }, (_, column) => {
      const values = cells.map((line) => (line[column] ?? "").trim()).filter(Boolean);
      const all = (test) => values.length > 0 && values.every((value) => test.test(value));
      if (all(/%$/)) return take("vat");
      if (all(/^[-−]?[\d\s.,]+(kr|sek|nok|eur|:-)?$/i)) {
        return free.has("name") ? null : (take("quantity") ?? take("price") ?? take("vat"));
      }
      return take("name") ?? take("unit");
    });
  }

  function write(row, column, value) {
    const field = column && row.querySelector(`[data-column=${column}]`);
    if (!field || !value) return;
    if (!field.matches("select")) {
      field.value = column === "name" ? value : value.replace(/\s*(kr|sek|nok|eur|:-)$/i, "");
      return;
    }
    const plain = value.toLowerCase().replace(/[%\s.]/g, "");
    const options = [...field.options];
    const same = options.find((each) => [each.value, each.text].some((one) => one.toLowerCase().replace(/[%\s.]/g, "") === plain));
    if (same) field.value = same.value;
  }
})();
