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

// A telephone offers its own ways of sending a page; elsewhere the link opens the page itself.
for (const link of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    navigator.share({ title: link.dataset.share, url: link.href }).catch(() => {});
  });
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

// The staff's form shows how a schedule is read, and its next dates, while it is typed or chosen; its buttons do so too.
for (const form of new Set([...document.querySelectorAll("[data-reading]")].map((reading) => reading.closest("form")))) {
  const shown = form.querySelectorAll("[data-reading]");
  let waiting, asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const typed = new URLSearchParams(new FormData(form));
    typed.set("deed", "preview");
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const read = page.querySelectorAll("[data-reading]");
      if (mine === asked) shown.forEach((place, n) => read[n] && place.replaceChildren(...read[n].children));
    } catch {
      // No connection: what was read last stays, and the button says what is wrong.
    }
  };
  form.addEventListener("input", (event) => {
    if (!/^(meeting|pick)-/.test(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
}

// 「いまいる場所」: the device asks for leave first; the place goes with this one request only.
for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation || !window.isSecureContext) continue;
  const form = button.form, { lat, lon } = form.elements, said = form.querySelector("[role=status]");
  button.hidden = false;
  form.addEventListener("submit", () => { lat.value = lon.value = ""; });
  button.addEventListener("click", () => {
    said.textContent = said.dataset.looking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        lat.value = coords.latitude.toFixed(3);
        lon.value = coords.longitude.toFixed(3);
        form.submit();
      },
      () => { said.textContent = said.dataset.lost; },
      { timeout: 10000, maximumAge: 60000 },
    );
  });
}
