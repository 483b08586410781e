// What is done at home is done daily unless somebody says otherwise: the place chosen in a new agreement sets its rhythm.
const touched = new Set();

document.addEventListener("change", ({ target }) => {
  const [, row, which] = target.name?.match(/^(.*)(place|rhythm)$/) || [];
  const rhythm = target.form?.querySelector("[data-rhythm-follows]") && target.form.elements[`${row}rhythm`];
  if (which === "rhythm") touched.add(row);
  else if (rhythm && !touched.has(row)) rhythm.value = target.value === "home" ? "daily" : "once";
});
