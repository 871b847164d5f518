// The counter: F2 the serial box, F4 prints, F8 a new instrument; the first open box has the focus.
(() => {
  "use strict";
  const open = (selector) => [...document.querySelectorAll(selector)].find((box) => !box.value);
  const first = document.querySelector("form[data-draft] :is(input, select):not([type=hidden])");
  const accept = document.querySelector("[data-terima]");
  const asked = accept
    ? open("select[name^=tahap_]") || document.getElementById("id_diperiksa") || accept
    : open("form[data-draft] :is(input, select):not([type=hidden])") || first;
  if (asked && !document.querySelector(".error-summary")) asked.focus();
  const press = {
    F2: () => {
      const box = document.getElementById("seri");
      box.focus();
      box.select();
    },
    F4: () => document.querySelector("[data-cetak]")?.click(),
    F8: () => document.querySelector("[data-baru]").click(),
  };
  document.addEventListener("keydown", (event) => {
    // A list would open on Enter; here it sends the form, as every other box does.
    if (event.key === "Enter" && event.target.matches("select")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    if (!press[event.key]) return;
    event.preventDefault();
    press[event.key]();
  });
})();
