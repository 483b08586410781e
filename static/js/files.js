// A file field with our own button, in the page's language; without JavaScript the browser's own is shown.
for (const field of document.querySelectorAll("[data-file]")) {
  const input = field.querySelector("input");
  const name = field.querySelector("[data-file-name]");
  const none = name.textContent;
  const show = () => (name.textContent = input.files.length ? input.files[0].name : none);
  input.addEventListener("change", show);
  field.classList.add("rt-file--ready");
  show();
}
