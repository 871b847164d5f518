/* The register of a sidang: another row for an instrument with a key of its own, and the first box ready to type. */
(() => {
  "use strict";
  const button = document.querySelector("[data-baris-tambah]");
  if (button) {
    const list = document.querySelector("[data-baris-daftar]");
    const total = document.querySelector("[name=b-TOTAL_FORMS]");
    const blank = list.querySelector("[data-baris]").cloneNode(true);
    const add = () => {
      const n = Number(total.value);
      if (n >= Number(document.querySelector("[name=b-MAX_NUM_FORMS]").value)) return;
      const row = blank.cloneNode(true);
      row.querySelectorAll(".invalid-feedback").forEach((p) => p.remove());
      row.querySelectorAll("[name], [id], [for]").forEach((e) => {
        for (const name of ["name", "id", "for"]) {
          const value = e.getAttribute(name);
          if (value) e.setAttribute(name, value.replace(/b-0-/, `b-${n}-`));
        }
        e.classList.remove("is-invalid");
        if (e.name?.endsWith("-kunci")) e.value = window.simpanan.kunciBaru();
        else if (e.type === "checkbox") e.checked = false;
        else if (e.name?.endsWith("-jumlah")) e.value = "1";
        else if (e.name) e.value = "";
      });
      list.append(row);
      total.value = n + 1;
      return row;
    };
    button.hidden = false;
    button.addEventListener("click", () => add()?.querySelector("select").focus());
    // A draft with more rows than the page comes back into as many.
    button.closest("form").addEventListener("draf:isi", (event) => {
      for (let n = Number(total.value); n < Number(event.detail["b-TOTAL_FORMS"]?.[0] || 0); n += 1) add();
    });
  }
  const first = document.querySelector("form[data-draft] [name=nama], form[data-draft] [name=uttp], form[data-draft] select");
  if (first && !document.querySelector(".error-summary")) first.focus();
})();
