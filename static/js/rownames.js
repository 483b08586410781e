// Offers the rows of one group as choices in another, by their titles as they are typed: a new goal in a new agreement.
function start(holder) {
  const { namesRows: group, titledBy, namedIn, label } = holder.dataset;
  const form = holder.closest("form");

  function fill(select) {
    const chosen = select.value;
    select.querySelectorAll(`option[value^="${group}."]`).forEach((option) => option.remove());
    for (const field of form.querySelectorAll(`[name^="${group}-"][name$="-${titledBy}"]`)) {
      const value = `${group}.${field.name.split("-")[1]}`;
      const title = field.value.trim().slice(0, 60);
      if (title || value === chosen) select.add(new Option(title ? `${label}: ${title}` : label, value));
    }
    select.value = chosen;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }

  function refresh() {
    const blank = holder.querySelector("template").content;
    for (const place of [holder, blank]) place.querySelectorAll(`select[name$="-${namedIn}"]`).forEach(fill);
  }

  form.addEventListener("input", (event) => event.target.closest("[data-names-rows]") || refresh());
  refresh();
}

document.querySelectorAll("[data-names-rows]").forEach(start);
