// Shows in words which day was typed, and offers a calendar to pick one. Without this file the field takes the same
// texts: the server reads them, here and when the form is sent.
const source = document.querySelector("[data-calendar]");

async function sayInWords(field) {
  const words = document.getElementById(`${field.id}-words`);
  const text = field.value;
  field.dataset.date = "";
  if (!text.trim()) return (words.textContent = words.dataset.how);
  try {
    const response = await fetch(words.dataset.dateWords, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": field.form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ text, meant: field.dataset.day }),
    });
    if (!response.ok || field.value !== text) return;
    const day = await response.json();
    words.textContent = day.words;
    field.dataset.date = day.date || "";
    if (day.date && document.activeElement !== field) write(field, day.short);
  } catch {
    // No connection: the server reads the day when the form is sent.
  }
}

function write(field, text) {
  if (field.value === text) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function pick(field) {
  await Promise.all([import(source.dataset.calendar), field.reading]);
  const dialog = document.importNode(source.content, true).querySelector("dialog");
  const days = dialog.querySelector("calendar-date");
  days.setAttribute("value", field.dataset.date);
  dialog.querySelector("[data-calendar-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  days.addEventListener("change", () => {
    write(field, days.value.split("-").reverse().join("-"));
    dialog.close();
    field.reading = sayInWords(field);
  });
  // The month is added when the calendar is ready: earlier it would be drawn without week numbers and keep traces of
  // that.
  const month = days.querySelector("calendar-month");
  month.remove();
  document.body.append(dialog);
  dialog.showModal();
  await days.updated;
  days.append(month);
  requestAnimationFrame(() => requestAnimationFrame(() => days.focus()));
}

function start(place) {
  place.querySelectorAll("[data-calendar-for]").forEach((button) => {
    const field = document.getElementById(button.dataset.calendarFor);
    field.addEventListener("change", () => (field.reading = sayInWords(field)));
    button.addEventListener("click", () => pick(field));
    button.hidden = !field.form;
  });
}

start(document);
document.addEventListener("rows:added", (event) => start(event.target));
