/* The register of a sidang: another row for an instrument with a key of its own, and the first box ready to type. */
(() => {
  "use strict";
  const key = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
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
        if (e.name?.endsWith("-kunci")) e.value = key();
        else if (e.type === "checkbox") e.checked = false;
        else if (e.name?.endsWith("-jumlah")) e.value = "1";
        else if (e.name) e.value = "";
      });
      list.append(row);
      total.value = n + 1;
      row.querySelector("select").focus();
    };
    button.hidden = false;
    button.addEventListener("click", add);
  }
  const first = document.querySelector("form[data-draft] [name=nama], form[data-draft] [name=uttp], form[data-draft] select");
  if (first && !document.querySelector(".error-summary")) first.focus();
})();
