// "Brug" adds the child's earlier words after the typed text. Without JavaScript the words can be read and copied.
for (const button of document.querySelectorAll("[data-use]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-use]");
  if (!button) return;
  const field = document.getElementById(button.dataset.in);
  const words = document.getElementById(button.dataset.use).textContent;
  const typed = field.value.trimEnd();
  field.value = typed ? `${typed}\n${words}` : words;
  // Drafts and counters listen for this event, as after typing.
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  button.disabled = true;
});
