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

  // Tabs scroll sideways on a phone; a browser is content with the edge of the one that has the focus.
  document.addEventListener("focusin", (event) => {
    if (event.target.closest(".tabs")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
    const list = tab.closest(".tabs");
    list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  });

  // One open menu at a time; Escape closes it.
  const menus = () => document.querySelectorAll("details.drop[open]");
  document.addEventListener("click", (event) => menus().forEach((m) => { if (!m.contains(event.target)) m.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menus().forEach((m) => { m.open = false; m.querySelector("summary").focus(); });
  });

  document.querySelectorAll("button[data-print]").forEach((b) => { b.hidden = false; b.addEventListener("click", () => window.print()); });

  // htmx leaves the page as it was when the server refuses; people must be told.
  // A counter that asks by itself must not take away the notice whose button sends a form again.
  const say = (text) => document.querySelector("#kabar:not([hidden]) .actions") || window.kabarkan(text);
  const sentence = (xhr) => ((xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain") ? xhr.responseText : "");
  document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => say(sentence(xhr)
    || ([401, 403].includes(xhr.status) ? "Sesi Anda mungkin sudah berakhir. Isian Anda aman di perangkat ini. Masuk lagi di tab baru, lalu lanjutkan di sini."
      : `Permintaan belum berhasil (${xhr.status}). Muat ulang halaman ini lalu coba lagi.`)));
  document.addEventListener("htmx:sendError", () => say("Sambungan internet terputus. Isian Anda aman di perangkat ini; teruskan saja, lalu coba lagi sebentar."));
})();
