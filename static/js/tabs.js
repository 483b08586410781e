// On a narrow screen the tabs are wider than the page: the current one is scrolled into sight, and an arrow on either
// edge shows that there are more and leads to them. Keyboard focus scrolls by itself.
function arrow(tabs, list, sign, way) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = way < 0 ? "rt-tabs__more rt-tabs__more--back" : "rt-tabs__more";
  button.textContent = sign;
  button.tabIndex = -1;
  button.setAttribute("aria-hidden", "true");
  button.addEventListener("click", () => list.scrollBy({ left: way * list.clientWidth * 0.7 }));
  tabs.append(button);
  return button;
}

for (const tabs of document.querySelectorAll(".rt-tabs")) {
  const list = tabs.querySelector("ul");
  const current = tabs.querySelector("[aria-current]");
  const [back, on] = [arrow(tabs, list, "‹", -1), arrow(tabs, list, "›", 1)];
  const show = () => {
    back.hidden = list.scrollLeft < 8;
    on.hidden = list.scrollLeft > list.scrollWidth - list.clientWidth - 8;
  };
  const place = () => {
    const [here, whole] = [current || list, list].map((each) => each.getBoundingClientRect());
    list.scrollLeft += here.left - whole.left - (whole.width - here.width) / 2;
    show();
  };
  list.addEventListener("scroll", show, { passive: true });
  addEventListener("resize", place);
  place();
}
