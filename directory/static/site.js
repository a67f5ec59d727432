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

// Paper cannot be pressed: what is folded but belongs on it is open while it is printed.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details[data-open-on-paper]:not([open])")];
  for (const details of folded) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});
