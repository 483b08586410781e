// Suggestions under the header's search field. Without this file the form itself still searches.
const WAIT = 200;
const form = document.querySelector("[data-search]");

// A single key, for users who switched it on in Min konto.
document.addEventListener("keydown", (event) => {
  if (!form || !("slash" in form.dataset) || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = [...document.querySelectorAll("[data-search] input[type=search], main input[type=search]")].find((each) => each.offsetParent);
  if (!field) return;
  event.preventDefault();
  field.focus();
});

function start() {
  const input = form.querySelector("input[type=search]");
  const list = Object.assign(document.createElement("ul"), { id: "header-search-results", className: "rt-search__results" });
  const spoken = Object.assign(document.createElement("span"), { className: "sr-only", role: "status" });
  let timer, asked, active = -1;

  form.append(list, spoken);
  Object.assign(list, { role: "listbox", ariaLabel: form.querySelector("label").textContent });
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list" });
  input.setAttribute("aria-controls", list.id);
  close();

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function option(result, index) {
    const detail = Object.assign(document.createElement("small"), { textContent: result.detail || "" });
    const item = Object.assign(document.createElement("li"), { id: `${list.id}-${index}`, role: "option", ariaSelected: "false" });
    item.dataset.url = result.url;
    item.append(result.label, detail);
    return item;
  }

  function show(results) {
    list.replaceChildren(...results.map(option));
    spoken.textContent = results.length ? form.dataset.textCount.replace("{n}", results.length) : form.dataset.textNone;
    active = -1;
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const text = input.value.trim();
    asked?.abort();
    if (text.length < 2) return close();
    asked = new AbortController();
    try {
      // By POST: a name in an address would stay in logs.
      const response = await fetch(form.dataset.api, {
        method: "POST",
        signal: asked.signal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ q: text }),
      });
      if (response.ok && document.activeElement === input) show((await response.json()).results.slice(0, 8));
    } catch {
      // Aborted or no connection: Enter still searches.
    }
  }

  function move(step) {
    const options = [...list.children];
    // One place past the last is the field itself.
    if (active === -1) active = options.length;
    active = (active + step + options.length + 1) % (options.length + 1);
    options.forEach((each, index) => each.setAttribute("aria-selected", String(index === active)));
    if (active < options.length) input.setAttribute("aria-activedescendant", options[active].id);
    else input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && list.children[active]) location.assign(list.children[active].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li");
    if (item) location.assign(item.dataset.url);
  });
}

if (form) start();
