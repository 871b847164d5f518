// Small comforts on every page; without it everything still works.
(() => {
  "use strict";
  const summary = document.querySelector(".error-summary, .alert[tabindex]");
  if (summary) summary.focus();

  // A second press while the first is on its way would only earn a "sudah berubah" page.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    form.querySelectorAll("button:not([type=button])").forEach((b) => b.setAttribute("aria-busy", "true"));
  });
  const rearm = () => document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((b) => b.removeAttribute("aria-busy"));
  });
  window.addEventListener("pageshow", rearm);
  document.addEventListener("htmx:afterRequest", rearm);

  // <form data-draft="name"> keeps what was typed in this tab over a reload or a lost session.
  const keepable = (field) => field.name && !/^(password|file|hidden|submit|button)$/.test(field.type) && field.autocomplete !== "off";
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const key = "draf:" + location.pathname + ":" + form.dataset.draft;
    const fields = () => [...form.elements].filter(keepable);
    const kept = form.querySelector(".is-invalid") ? null : JSON.parse(sessionStorage.getItem(key) || "null");
    if (kept) fields().forEach((field, n) => {
      const [name, value] = kept[n] || [];
      if (name !== field.name) return;
      if (field.type === "checkbox" || field.type === "radio") field.checked = value;
      else field.value = value;
    });
    form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(
      fields().map((f) => [f.name, f.type === "checkbox" || f.type === "radio" ? f.checked : f.value]))));
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  });

  // One open menu at a time; Escape closes it.
  const menus = () => document.querySelectorAll("details.drop[open]");
  document.addEventListener("click", (event) => menus().forEach((m) => { if (!m.contains(event.target)) m.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menus().forEach((m) => { m.open = false; m.querySelector("summary").focus(); });
  });

  document.querySelectorAll("button[data-print]").forEach((b) => { b.hidden = false; b.addEventListener("click", () => window.print()); });

  // htmx leaves the page as it was when the server refuses; people must be told.
  const say = (text) => {
    const box = document.getElementById("kabar");
    if (box) { box.hidden = false; box.querySelector("p").textContent = text; }
  };
  document.addEventListener("htmx:responseError", (event) => say(
    [401, 403].includes(event.detail.xhr.status) ? "Sesi Anda mungkin sudah berakhir. Masuk lagi di tab baru, lalu ulangi di sini."
      : "Permintaan belum berhasil (" + event.detail.xhr.status + "). Muat ulang halaman ini lalu coba lagi."));
  document.addEventListener("htmx:sendError", () => say("Sambungan internet terputus. Isian Anda masih ada di halaman ini; coba lagi sebentar."));
})();
