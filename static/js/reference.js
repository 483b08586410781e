// Draws the API's description with the packaged viewer. It sends nothing: a try would be a real change.
const place = document.getElementById("api-reference");

globalThis.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.description,
  presets: [globalThis.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  supportedSubmitMethods: [],
  validatorUrl: null,
  tagsSorter: (one, other) => (one === "pages") - (other === "pages") || one.localeCompare(other),
});
