// Says a chosen date in words with weekday and week number: the browser's own field shows it in the browser's language.
function week(day) {
  const thursday = new Date(day);
  thursday.setDate(day.getDate() + 4 - (day.getDay() || 7));
  return Math.floor((thursday - new Date(thursday.getFullYear(), 0, 1)) / (7 * 86_400_000)) + 1;
}

function inWords(text, pattern) {
  const [year, month, date] = text.slice(0, 10).split("-").map(Number);
  if (!year || year < 1900) return "";
  const day = new Date(year, month - 1, date, 12);
  const named = (options) => new Intl.DateTimeFormat(document.documentElement.lang || "da", options).format(day);
  const parts = { weekday: named({ weekday: "long" }), day: date, month: named({ month: "long" }), year, week: week(day) };
  return pattern.replace(/{(\w+)}/g, (_all, part) => parts[part]);
}

function watch(words) {
  const field = document.getElementById(words.id.replace(/-words$/, ""));
  const show = () => (words.textContent = inWords(field.value, words.dataset.dateWords));
  field.addEventListener("change", show);
  show();
}

document.querySelectorAll("[data-date-words]").forEach(watch);
document.addEventListener("rows:added", (event) => event.target.querySelectorAll("[data-date-words]").forEach(watch));
