// Keys of a working list: j and k move, Enter takes the next step, o opens the case.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-keys] tbody tr")];
  if (!rows.length) return;
  let at = -1;
  const choose = (n) => {
    if (at >= 0) rows[at].classList.remove("selected");
    at = Math.max(0, Math.min(rows.length - 1, n));
    rows[at].classList.add("selected");
    rows[at].querySelector("[data-go]").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j") choose(at + 1);
    else if (event.key === "k") choose(at - 1);
    else if (event.key === "o" && at >= 0) rows[at].querySelector("th a").click();
    else return;
    event.preventDefault();
  });
  // Enter is the browser's own: the focused link is the next step.
  rows.forEach((row, n) => row.addEventListener("focusin", () => {
    if (at >= 0) rows[at].classList.remove("selected");
    at = n;
    row.classList.add("selected");
  }));
})();
