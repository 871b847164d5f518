// The sheet with less to tap: "Semua ya", fields that only a doubtful point asks for, verdicts of a restored draft.
(() => {
  "use strict";
  const recount = (form) => form.dispatchEvent(new Event("change", { bubbles: true }));

  document.querySelectorAll("[data-visual-ya]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const form = button.closest("form");
      form.querySelectorAll('input[name^="visual_"][value="ya"]').forEach((radio) => { radio.checked = true; });
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  // Half an e, or ΔL in the field method, is asked for by the server's reason at the point or below its test.
  const toggle = () => document.querySelectorAll("[data-bila-perlu]").forEach((box) => {
    const field = box.querySelector("input, select");
    const asked = box.closest(".titik").querySelector(".alasan") || box.closest(".uji").querySelector(".ringkas .alasan");
    box.hidden = !asked && !field.value && !field.classList.contains("is-invalid");
  });
  toggle();
  document.addEventListener("htmx:afterRequest", () => setTimeout(toggle, 30));

  // A draft comes back into the fields only; what it is worth must be asked anew.
  window.addEventListener("load", () => document.querySelectorAll("form[data-draft]").forEach((form) => {
    const typed = [...form.querySelectorAll(".titik-isian input, .titik-isian select")];
    if (typed.some((field) => field.value !== field.defaultValue && field.value)) recount(form);
  }));
})();
