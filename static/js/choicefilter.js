// A field above a long list of choices: those that match what is typed and those ticked are in sight, up to a number.
const MOST = 20;

function show(field) {
  const words = field.value.toLowerCase().split(/\s+/);
  let left = MOST;
  for (const row of field.closest("details").querySelectorAll(".rt-choices > *")) {
    const matches = words.every((word) => row.textContent.toLowerCase().includes(word));
    row.hidden = !row.querySelector(":checked") && !(matches && left-- > 0);
  }
}

for (const field of document.querySelectorAll("[data-choice-filter]")) {
  field.closest("[hidden]").hidden = false;
  field.addEventListener("input", () => show(field));
  // Enter chooses nothing here, and must not save the form.
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  show(field);
}
