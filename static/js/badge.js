// Updates the number of unread notices while the page is visible.
const EVERY = 120_000;
const badge = document.querySelector("[data-badge]");

async function refresh() {
  if (document.visibilityState !== "visible") return;
  try {
    const response = await fetch(badge.dataset.badge, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const { count } = await response.json();
    badge.querySelector("[data-badge-number]").textContent = count;
    badge.hidden = !count;
  } catch {
    // No connection: the number stays until the next time.
  }
}

if (badge) {
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
}
