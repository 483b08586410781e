// After a refused form, focus goes to the summary of errors, so that it is read first.
document.querySelector("[data-error-summary]")?.focus();
