// Keys of the approval queue: j/k move, x ticks, Enter opens. Without it everything works by pointer and Tab.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-queue] > li")];
  if (!rows.length) return;
  let here = Math.max(0, rows.findIndex((row) => row.classList.contains("selected")));
  const show = () => rows.forEach((row, n) => {
    row.classList.toggle("selected", n === here);
    if (n === here) row.querySelector("a").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input:not([type=checkbox]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" && here < rows.length - 1) { here += 1; show(); }
    if (event.key === "k" && here > 0) { here -= 1; show(); }
    if (event.key === "x") rows[here].querySelector("input[type=checkbox]").click();
  });
})();
