"use strict";
const docs = document.getElementById("docs");
window.ui = SwaggerUIBundle({
  url: docs.dataset.spec,
  domNode: docs,
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
});
