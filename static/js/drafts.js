// Saves typed text as a draft on the server: at most ten seconds after a key press, however long the typing goes on,
// and when a field is left. Nothing is ever kept in the browser's storage.
const WAIT = 8_000;
const RETRY = 15_000;
// A request without an answer must not hold back the next one.
const PATIENCE = 15_000;
// The version is sent along: a draft begun from an older one must not overwrite newer changes. A CPR number is never
// kept.
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "drawn_for", "idempotency_key", "cpr"]);

function csrfToken() {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : document.querySelector('meta[name="csrf-token"]')?.content || "";
}

function send(method, url, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() };
  headers["X-Drawn-For"] = document.querySelector("[name=drawn_for]")?.value || "";
  const keepalive = method === "PUT" && (body || "").length < 60_000;
  return fetch(url, { method, headers, body, keepalive, signal: AbortSignal.timeout(PATIENCE) });
}

function typed(form) {
  const data = {};
  for (const [name, value] of new FormData(form)) {
    if (NOT_TYPED.has(name) || value instanceof File) continue;
    data[name] = name in data ? [].concat(data[name], value) : value;
  }
  return JSON.stringify({ data });
}

function clock() {
  const now = new Date();
  const separator = document.documentElement.lang === "en" ? ":" : ".";
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(separator);
}

class Draft {
  constructor(line) {
    this.line = line;
    this.text = line.dataset;
    this.form = line.closest("form");
    this.saved = typed(this.form);
    this.savedAt = "";
    this.timer = null;
    this.underway = null;
    this.sent = false;
    this.signedIn = true;
    this.form.addEventListener("input", () => this.later(WAIT));
    this.form.addEventListener("focusout", () => this.save());
    this.form.addEventListener("change", () => this.save());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => this.save());
    addEventListener("online", () => this.save());
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.sent = false;
    });
  }

  // The first key since the last save starts the timer; later keys do not restart it.
  later(milliseconds) {
    this.timer ??= setTimeout(() => this.save(), milliseconds);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
  }

  save() {
    this.stop();
    const body = typed(this.form);
    if (this.sent || body === this.saved) return;
    if (this.underway) return this.later(1000);
    this.underway = this.put(body).finally(() => (this.underway = null));
  }

  async put(body) {
    try {
      const response = await send("PUT", this.text.draftUrl, body);
      if (response.ok) this.done(body);
      else if (response.status === 404) this.refused();
      else if (response.status === 409) this.signedOut(this.text.textAnother);
      else if (response.status === 401 || response.status === 403) this.signedOut();
      else this.failed();
    } catch {
      this.failed();
    }
  }

  // The draft is saved before the form is sent: the form's own post removes it, and an ended session loses nothing.
  submitted(event) {
    this.stop();
    if (this.sent) return;
    if (!this.underway && typed(this.form) === this.saved) {
      this.sent = true;
      return;
    }
    event.preventDefault();
    if (!this.sending) this.sending = this.saveAndSend(event.submitter).finally(() => (this.sending = null));
  }

  async saveAndSend(submitter) {
    await this.underway;
    await this.put(typed(this.form));
    if (!this.signedIn) return;
    this.sent = true;
    this.form.requestSubmit(submitter);
  }

  done(body) {
    this.signedIn = true;
    this.saved = body;
    this.savedAt = clock();
    this.renewToken();
    this.say(this.text.textSaved.replace("{time}", this.savedAt));
  }

  // Signing in again in another tab changes the token; the form must be posted with the new one.
  renewToken() {
    const field = this.form.querySelector("[name=csrfmiddlewaretoken]");
    if (field && csrfToken()) field.value = csrfToken();
  }

  failed() {
    if (this.sent) return;
    this.say(this.text.textOffline, true);
    this.later(RETRY);
  }

  // A user without a part around the child keeps no draft: trying again changes nothing.
  refused() {
    this.sent = true;
    this.say(this.text.textRefused, true);
  }

  // Coming back to this page after signing in elsewhere saves at once (visibilitychange).
  signedOut(why) {
    // Leaving the field for the link saves once more: a link redrawn under the finger would not be pressed.
    if (!this.signedIn && this.line.querySelector("a")) return;
    this.signedIn = false;
    const until = this.savedAt ? this.text.textSignedOut.replace("{time}", this.savedAt) : this.text.textSignedOutUnsaved;
    this.say(`${why || until} `, true);
    const link = document.createElement("a");
    link.href = this.text.signInUrl;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = this.text.textSignIn;
    this.line.append(link);
  }

  say(text, warning = false) {
    this.line.textContent = text;
    this.line.classList.toggle("rt-draft--warning", warning);
  }
}

for (const line of document.querySelectorAll("form [data-draft-url]")) new Draft(line);

for (const button of document.querySelectorAll("[data-draft-discard]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const response = await send("DELETE", button.dataset.draftDiscard).catch(() => null);
    if (response?.ok || response?.status === 404) location.replace(location.pathname + location.search);
    else button.disabled = false;
  });
}
