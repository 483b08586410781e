// After a refused form, focus goes to the summary of errors, or to another user's changes, so that they are read first;
// after a saved one, to its message. An address with a fragment keeps its place in sight.
const first = document.querySelector("[data-error-summary]") || document.querySelector("[data-message]");
first?.focus({ preventScroll: Boolean(location.hash) && first.matches("[data-message]") });
