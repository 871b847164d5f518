// Keeps what is typed into a form on this device until the server names the form's key as stored.
window.draf = (() => {
  "use strict";
  const { akun, awal, baca, tulis, kunciBaru } = window.simpanan;
  const SEDIKIT = 3;
  const RAHASIA = /pass|sandi|secret|rahasia|token|otp|^(pin|lama|ulangi|kode|kode_akses)$/i;
  const SEKALI = ["one-time-code", "current-password", "new-password"];
  const KUNCI = /(^|-)kunci(_foto)?$|^kiriman$/;
  const TERSEMBUNYI = /(^|-)kunci(_foto)?$|^kiriman$|-TOTAL_FORMS$|^goresan$/;
  const TOMBOL = ["submit", "button", "image", "reset"];
  const tab = sessionStorage.getItem("tab") || kunciBaru();
  sessionStorage.setItem("tab", tab);
  const kembali = performance.getEntriesByType("navigation")[0]?.type === "back_forward";

  const rahasia = (field) => field.type === "password" || SEKALI.includes(field.autocomplete)
    || RAHASIA.test(field.name.replace("kerahasiaan", ""));
  const berkas = (form) => [...form.elements].filter((field) => field.type === "file" && field.name);
  const kata = (field) => field.name && !TOMBOL.includes(field.type) && field.type !== "file" && !rahasia(field)
    && (field.type !== "hidden" || TERSEMBUNYI.test(field.name));
  const centang = (field) => field.type === "checkbox" || field.type === "radio";

  // --- words of a form: the values of each name, in the order of its boxes ---------------------------
  const nilai = (field) => {
    if (centang(field)) return field.checked ? [field.value] : [];
    if (field.type === "select-multiple") return [...field.selectedOptions].map((option) => option.value);
    return [field.value];
  };
  const isian = (form) => {
    const isi = {};
    [...form.elements].filter(kata).forEach((field) => { (isi[field.name] ||= []).push(...nilai(field)); });
    return isi;
  };
  const cap = (form) => JSON.stringify(Object.entries(isian(form)).filter(([name]) => !KUNCI.test(name)));
  const kunci = (form) => Object.fromEntries(Object.entries(isian(form)).filter(([name]) => KUNCI.test(name)));

  // Puts a value into a box; false while the box cannot take it, as a list whose choices are on their way.
  const taruh = (field, values, n) => {
    if (centang(field)) field.checked = values.includes(field.value);
    else if (field.type === "select-multiple") [...field.options].forEach((o) => { o.selected = values.includes(o.value); });
    else field.value = values[n] ?? "";
    return centang(field) || field.type === "select-multiple" || field.value === (values[n] ?? "");
  };
  // Puts back what has a box and takes it out of `rest`; returns the boxes that changed.
  const kembalikan = (form, rest) => Object.keys(rest).flatMap((name) => {
    const boxes = [...form.elements].filter((field) => field.name === name && kata(field));
    const before = boxes.map((box) => JSON.stringify(nilai(box)));
    const done = boxes.map((box, n) => taruh(box, rest[name], n));
    if (boxes.length && done.every(Boolean)) delete rest[name];
    return boxes.filter((box, n) => JSON.stringify(nilai(box)) !== before[n]);
  });

  // --- one form ------------------------------------------------------------------------------------
  const nama = new Map();
  const kunciDraf = (form) => {
    const to = new URL(form.getAttribute("action") || location.href, location.href);
    const key = `${awal}${to.pathname}${to.search}:${form.dataset.draft || ""}`;
    nama.set(key, (nama.get(key) || 0) + 1);
    return nama.get(key) > 1 ? `${key}:${nama.get(key)}` : key;
  };
  const jam = (time) => new Date(time).toLocaleString("id-ID", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

  class Draf {
    constructor(form) {
      this.form = form;
      this.key = kunciDraf(form);
      this.rest = {};
      this.working = Promise.resolve();
      form.addEventListener("input", () => this.keep());
      form.addEventListener("change", (event) => (event.target.type === "file" ? this.take(event.target) : this.keep()));
      document.addEventListener("htmx:afterSettle", () => this.fill());
      if (!this.answered()) this.recall();
      this.working = this.recallFiles();
    }

    // The page is the server's answer to what was sent from here: its words are newer than the draft.
    answered() {
      return window.jawabanKiriman || this.form.querySelector(".is-invalid, .error-summary");
    }

    keep() {
      tulis(this.key, { pada: Date.now(), tab, kunci: this.form.elements.kiriman?.value, isi: { ...this.rest, ...isian(this.form) } });
    }

    recall() {
      const draft = baca(this.key), left = this.left();
      if (draft && (akun !== "umum" || draft.tab === tab)) this.restore(draft.isi, `Isian ${jam(draft.pada)} yang belum tersimpan dikembalikan.`);
      else if (draft) this.offer(draft);
      else if (left?.isi) this.restore(left.isi, "Isian ini sudah terkirim. Bila Anda mengubahnya, yang dikirim adalah isian baru.");
    }

    // What was sent from this page, when one comes Back to it in the same tab.
    left() {
      const left = kembali && JSON.parse(sessionStorage.getItem("terkirim") || "null");
      return left && left.key === this.key && left.akun === akun ? left : null;
    }

    restore(isi, told) {
      const before = cap(this.form);
      this.rest = { ...isi };
      this.form.dispatchEvent(new CustomEvent("draf:isi", { detail: isi }));
      this.fill();
      setTimeout(() => { this.rest = {}; }, 8000);
      this.form.dispatchEvent(new CustomEvent("draf:kembali"));
      if (cap(this.form) !== before || Object.keys(this.rest).length) this.tell(told, [["Kosongkan", () => this.drop()]]);
    }

    // Boxes that the server draws when another one is filled come a moment later: they are filled then.
    fill() {
      const asks = new Set(kembalikan(this.form, this.rest).map((box) => box.closest("[hx-get], [hx-post]")).filter(Boolean));
      asks.forEach((part) => part.dispatchEvent(new Event("change", { bubbles: true })));
    }

    // Nobody knows who sits here now: the words of a stranger come back only when asked for.
    offer(draft) {
      const note = this.tell(`Ada isian ${jam(draft.pada)} yang belum terkirim dari perangkat ini.`, [
        ["Lanjutkan isian itu", () => { note.remove(); this.restore(draft.isi, "Isian dikembalikan."); this.keep(); this.recallFiles(); }],
        ["Buang", () => { note.remove(); window.simpanan.lupakan(this.key); }],
      ]);
    }

    tell(text, deeds) {
      const note = document.createElement("div");
      note.className = "alert alert-info draf-kembali";
      note.setAttribute("role", "status");
      const words = note.appendChild(document.createElement("div"));
      words.appendChild(document.createElement("p")).textContent = text;
      deeds.forEach(([label, deed]) => {
        const button = note.appendChild(document.createElement("button"));
        Object.assign(button, { type: "button", className: "btn btn-secondary", textContent: label });
        button.addEventListener("click", deed);
      });
      this.form.prepend(note);
      return note;
    }

    async drop() {
      await window.simpanan.lupakan(this.key);
      sessionStorage.removeItem("terkirim");
      location.reload();
    }

    // --- files ---------------------------------------------------------------------------------------
    take(field) {
      this.keep();
      this.working = this.working.then(() => this.shrink(field));
    }

    async shrink(field) {
      const made = await Promise.all([...field.files].map(window.foto.siapkan));
      isiBerkas(field, made.flatMap((each) => each.file || []));
      keluhan(field, made.flatMap((each) => each.tolak || []));
      await window.simpanan.simpanBerkas(this.key, field.name, [...field.files]);
    }

    async recallFiles() {
      if (akun === "umum" && baca(this.key)?.tab !== tab) return;
      for (const field of berkas(this.form)) {
        const kept = await window.simpanan.ambilBerkas(this.key, field.name);
        // The server keeps the file of a refused form itself, and says so beside the box.
        if (kept?.length && !field.files.length && !this.form.elements[`${field.name}_titipan`]) isiBerkas(field, kept);
      }
    }

    // --- sending -------------------------------------------------------------------------------------
    // Back and sent again unchanged: it is the same sending. Changed: it is another one.
    sign() {
      const left = this.left();
      if (left) {
        const same = left.cap === cap(this.form);
        [...this.form.elements].filter((field) => KUNCI.test(field.name) && field.type === "hidden").forEach((field) => {
          const old = left.kunci[field.name]?.[0];
          if (same && old) field.value = old;
          else if (!same && field.value === old) field.value = kunciBaru();
        });
      }
      this.keep();
    }

    // An account finds its words when it comes Back; of a stranger only the keys are remembered.
    stored() {
      const sent = { key: this.key, akun, cap: cap(this.form), kunci: kunci(this.form) };
      if (akun !== "umum") sent.isi = isian(this.form);
      sessionStorage.setItem("terkirim", JSON.stringify(sent));
    }
  }

  const isiBerkas = (field, files) => {
    const kept = new DataTransfer();
    files.forEach((file) => kept.items.add(file));
    field.files = kept.files;
  };
  const keluhan = (field, told) => {
    field.parentNode.querySelectorAll(".draf-tolak").forEach((each) => each.remove());
    told.forEach((text) => {
      const line = document.createElement("p");
      Object.assign(line, { className: "invalid-feedback d-block draf-tolak", textContent: text });
      line.setAttribute("role", "alert");
      field.after(line);
    });
  };

  // Every form of the page with more than a few boxes, and every shorter one that asks for it.
  const panjang = (form) => new Set([...form.elements].filter((field) => field.type !== "hidden" && (kata(field) || field.type === "file"))
    .map((field) => field.name)).size > SEDIKIT;
  const semua = new Map();
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("main form[method=post]").forEach((form) => {
      if ("draft" in form.dataset || panjang(form)) semua.set(form, new Draf(form));
    });
    // What one person typed is not shown to the next one; it works without the server too.
    document.querySelectorAll("form[data-keluar]").forEach((form) => form.addEventListener("submit", () => {
      sessionStorage.removeItem("terkirim");
      window.simpanan.lupakanSemua();
    }));
  });
  return { dari: (form) => semua.get(form), isiBerkas };
})();
