// Small comforts. Every page works without them.
"use strict";

// Filters stand open beside the list where there is room for them.
if (window.matchMedia("(min-width: 62rem)").matches) {
  for (const details of document.querySelectorAll("[data-open-wide]")) details.open = true;
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
