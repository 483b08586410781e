// Repeated rows: adds one from the template element, or takes one away. The server accepts gaps in the numbers.
function number(rows) {
  rows.querySelectorAll("[data-row]").forEach((row, index) => {
    row.querySelectorAll("[data-row-number]").forEach((each) => (each.textContent = index + 1));
  });
}

function start(set) {
  const rows = set.querySelector("[data-rows]");
  const template = set.querySelector("[data-row-template]");
  const add = set.querySelector("[data-row-add]");
  let next = rows.children.length;

  // With the button available, the empty row after the filled ones is in the way, most of all in a restored draft.
  set.querySelector("[data-row-spare]")?.remove();
  add.hidden = false;
  set.querySelectorAll("[data-row-remove]").forEach((button) => (button.hidden = false));

  add.addEventListener("click", () => {
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__n__", next++);
    const row = holder.content.querySelector("[data-row]");
    rows.append(holder.content);
    number(rows);
    row.dispatchEvent(new Event("rows:added", { bubbles: true }));
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });

  rows.addEventListener("click", (event) => {
    const button = event.target.closest("[data-row-remove]");
    if (!button) return;
    button.closest("[data-row]").remove();
    number(rows);
    add.focus();
    add.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

document.querySelectorAll("[data-rowset]").forEach(start);
