// After a refused form, focus goes to the summary of errors, or to what another has saved, so that it is read first.
document.querySelector("[data-error-summary]")?.focus();
