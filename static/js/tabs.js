// On a narrow screen the tabs are wider than the page: the one we are on is brought into sight.
for (const tabs of document.querySelectorAll(".rt-tabs")) {
  const current = tabs.querySelector("[aria-current]");
  if (!current) continue;
  const [here, whole] = [current.getBoundingClientRect(), tabs.getBoundingClientRect()];
  tabs.scrollLeft += here.left - whole.left - (whole.width - here.width) / 2;
}
