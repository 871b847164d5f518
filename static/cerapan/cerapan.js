// "Semua ya" for the visual examination; without it each line is answered by itself.
(() => {
  "use strict";
  document.querySelectorAll("[data-visual-ya]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const form = button.closest("form");
      form.querySelectorAll('input[name^="visual_"][value="ya"]').forEach((radio) => { radio.checked = true; });
      form.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
})();
