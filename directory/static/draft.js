// What is typed into a long form of the staff outlives a lost connection: this tab keeps it until it is saved, thrown
// away, or somebody signs out or in as another. Never on a page that tells of a supported person.
"use strict";

(() => {
  const all = "tsunagi-draft:", sent = "tsunagi-sent";
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const own = `${all}${form.dataset.who}:`, key = own + form.dataset.draft;
  const forget = (isGone) => Object.keys(sessionStorage).filter(isGone).forEach((one) => sessionStorage.removeItem(one));
  const fields = () => [...new FormData(form)].filter(([name]) => !["csrf_token", "kept"].includes(name));

  forget((one) => one.startsWith(all) && !one.startsWith(own));
  if (document.querySelector(".message-done")) sessionStorage.removeItem(sessionStorage.getItem(sent) ?? "");
  for (const out of document.querySelectorAll("form[action='/staff/sign-out']")) {
    out.addEventListener("submit", () => forget((one) => one.startsWith(all)));
  }
  form.addEventListener("submit", () => sessionStorage.setItem(sent, key));
  form.addEventListener("input", () => {
    try {
      sessionStorage.setItem(key, JSON.stringify(fields()));
    } catch {
      // No room left: the form itself still holds what was typed.
    }
  });

  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!kept || form.dataset.offer !== "yes" || JSON.stringify(kept) === JSON.stringify(fields())) return;
  const button = (text, look, press) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.className = `button button-small ${look}`;
    made.addEventListener("click", press);
    return made;
  };
  const box = Object.assign(document.createElement("div"), { className: "message message-care" });
  box.setAttribute("role", "status");
  const said = Object.assign(document.createElement("p"), { textContent: "保存されていない書きかけが、この画面に残っています。" });
  const row = Object.assign(document.createElement("p"), { className: "row" });
  // The server lays it out, as it does for 「日付を読み直す」: a draft may have more rows than the page.
  const open = () => {
    const again = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true });
    const values = [...kept.filter(([name]) => name !== "deed"), ["deed", "preview"], ["csrf_token", form.elements.csrf_token.value]];
    for (const [name, value] of values) {
      again.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(again);
    again.submit();
  };
  const drop = () => {
    sessionStorage.removeItem(key);
    box.remove();
  };
  row.append(button("書きかけを開く", "", open), button("捨てる", "button-quiet", drop));
  box.append(said, row);
  form.before(box);
})();
