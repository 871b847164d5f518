// The counter: F2 goes back to the serial box from anywhere, the first new field takes the focus.
(() => {
  "use strict";
  const first = document.getElementById("id_pemilik");
  if (first && !document.querySelector(".error-summary")) first.focus();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F2") return;
    event.preventDefault();
    const box = document.getElementById("seri");
    box.focus();
    box.select();
  });
})();
