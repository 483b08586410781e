// Counts the characters left in a text field with a short limit; a screen reader hears it only near the limit, after a
// pause.
const NEAR = 0.9;
const PAUSE = 1000;

function watch(field) {
  const count = document.getElementById(`${field.id}-count`);
  if (!count) return;
  const limit = Number(field.dataset.count);
  const spoken = Object.assign(document.createElement("span"), { className: "sr-only", role: "status" });
  count.after(spoken);
  let timer;
  const show = () => {
    const left = limit - [...field.value].length;
    const text = (left < 0 ? count.dataset.over : count.dataset.left).replace("{n}", Math.abs(left));
    count.textContent = text;
    count.classList.toggle("rt-count--over", left < 0);
    clearTimeout(timer);
    if (left < limit * (1 - NEAR)) timer = setTimeout(() => (spoken.textContent = text), PAUSE);
  };
  field.addEventListener("input", show);
  show();
}

document.querySelectorAll("[data-count]").forEach(watch);
document.addEventListener("rows:added", (event) => event.target.querySelectorAll("[data-count]").forEach(watch));
