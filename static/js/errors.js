// After a refused form, focus goes to the summary of errors, or to what another has saved, so that it is read first; after
// a saved one, to the message that says so. An address that points at a place keeps it in sight.
const told = document.querySelector("[data-error-summary]") || document.querySelector("[data-message]");
told?.focus({ preventScroll: Boolean(location.hash) && told.matches("[data-message]") });
