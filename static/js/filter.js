// Filters submit themselves when a choice changes; a section with an address to poll is redrawn until it has none.
const EVERY = 2000;

for (const form of document.querySelectorAll("form[data-filter]")) {
  form.querySelectorAll("[data-filter-submit]").forEach((button) => (button.hidden = !form.querySelector("[type=search], [type=text]")));
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
  });
}

async function poll(section) {
  try {
    const response = await fetch(section.dataset.pollUrl, { headers: { "X-Requested-With": "fetch" } });
    if (response.status === 401 || response.status === 403 || response.redirected) return location.reload();
    if (response.ok) {
      const holder = document.createElement("template");
      holder.innerHTML = (await response.text()).trim();
      const fresh = holder.content.firstElementChild;
      section.replaceWith(fresh);
      section = fresh;
    }
  } catch {
    // No connection: try again.
  }
  if (section.dataset.pollUrl) setTimeout(() => poll(section), EVERY);
}

document.querySelectorAll("[data-poll-url]").forEach((section) => setTimeout(() => poll(section), EVERY));
