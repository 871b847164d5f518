// Sends a form without leaving its page: when the answer is lost it is sent again, with the same key.
(() => {
  "use strict";
  const JEDA = 8000, SABAR = 40000, PELAN = 20;
  const SEMENTARA = [502, 503, 504];
  const kabar = () => document.getElementById("kabar");

  window.kabarkan = (text, deeds = []) => {
    const box = kabar();
    if (!box) return;
    box.querySelector("p").textContent = text;
    box.querySelectorAll(".actions").forEach((each) => each.remove());
    const row = document.createElement("div");
    row.className = "actions";
    deeds.forEach(([label, deed]) => {
      const part = document.createElement(typeof deed === "string" ? "a" : "button");
      Object.assign(part, { className: "btn btn-secondary", textContent: label });
      if (typeof deed === "string") Object.assign(part, { href: deed, target: "_blank", rel: "noopener" });
      else Object.assign(part, { type: "button", onclick: deed });
      row.append(part);
    });
    if (deeds.length) box.querySelector("div").append(row);
    box.hidden = false;
  };
  const diam = () => { if (kabar()) kabar().hidden = true; };

  const tujuan = (form) => new URL(form.getAttribute("action") || location.href, location.href);
  const pergi = (address) => {
    const to = new URL(address, location.href);
    const here = to.pathname + to.search === location.pathname + location.search;
    location.assign(to);
    if (here && to.hash) location.reload();
  };
  // The answer is a page: it takes the place of this one, under its own address.
  const tunjukkan = (address, html) => {
    if (address !== location.href) history.replaceState(history.state, "", address);
    window.jawabanKiriman = true;
    document.open();
    document.write(html);
    document.close();
  };

  const tubuh = (form, button, only) => {
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    if (only) {
      data.set(only.field.name, only.file);
      data.append("foto_ke", only.ke);
      data.append("foto_dari", only.dari);
    }
    return data;
  };
  const pos = async (form, data) => {
    const big = form.enctype === "multipart/form-data";
    const bytes = big ? [...data.values()].reduce((sum, value) => sum + (value.size || 0), 0) : 0;
    const stop = new AbortController(), alarm = setTimeout(() => stop.abort(), SABAR + bytes / PELAN);
    try {
      const answer = await fetch(tujuan(form), {
        method: "POST", body: big ? data : new URLSearchParams(data), headers: { Accept: "application/json" }, signal: stop.signal,
      });
      const text = await answer.text();
      const told = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? JSON.parse(text) : null;
      return { status: answer.status, url: answer.url, text, told };
    } finally {
      clearTimeout(alarm);
    }
  };

  // Signing in again gave this browser another token: any page has it, so that one press is enough.
  const segarkan = async (form) => {
    const html = await (await fetch("/", { headers: { Accept: "text/html" } })).text();
    const page = new DOMParser().parseFromString(html, "text/html").body;
    if ((page.dataset.akun || "") !== (document.body.dataset.akun || "")) return false;
    const token = JSON.parse(page.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
    if (!token) return false;
    document.body.setAttribute("hx-headers", page.getAttribute("hx-headers"));
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    return true;
  };

  class Kiriman {
    constructor(form, button) {
      this.form = form;
      this.button = button;
      this.draf = window.draf.dari(form);
      this.waiting = null;
      this.again = () => this.send();
    }

    busy(on) {
      this.sending = on;
      this.form.querySelectorAll("button:not([type=button])").forEach((b) => (on ? b.setAttribute("aria-busy", "true") : b.removeAttribute("aria-busy")));
    }

    async send() {
      if (this.sending) return;
      clearTimeout(this.waiting);
      removeEventListener("online", this.again);
      this.busy(true);
      window.htmx?.trigger(this.form, "htmx:abort");
      await this.draf?.working;
      this.draf?.sign();
      try {
        await this.deliver();
      } catch {
        this.later("Belum terkirim karena sambungan terputus. Isian Anda aman di perangkat ini; dicoba lagi dengan sendirinya.");
      }
      this.busy(false);
    }

    later(text) {
      window.kabarkan(text, [["Kirim sekarang", this.again]]);
      this.waiting = setTimeout(this.again, JEDA);
      addEventListener("online", this.again, { once: true });
    }

    // Several photographs go one by one, so that a lost signal costs one of them and not all.
    async deliver() {
      const field = this.form.querySelector("input[type=file][data-satu-satu]"), files = [...(field?.files || [])];
      if (files.length < 2) return this.answer(await pos(this.form, tubuh(this.form, this.button)));
      for (const [n, file] of files.entries()) {
        window.kabarkan(`Mengirim foto ${n + 1} dari ${files.length} …`);
        const got = await this.fresh(() => pos(this.form, tubuh(this.form, this.button, { field, file, ke: n + 1, dari: files.length })));
        if (!got.told?.alamat || n + 1 === files.length) return this.answer(got);
        window.kabarkan(`${n + 1} dari ${files.length} foto terkirim.`);
      }
    }

    async fresh(act) {
      const got = await act();
      return got.told?.segarkan && await segarkan(this.form) ? act() : got;
    }

    async answer(first) {
      const got = first.told?.segarkan ? await this.fresh(() => pos(this.form, tubuh(this.form, this.button))) : first;
      if (got.told?.alamat && got.status < 300) return this.stored(got.told);
      if (SEMENTARA.includes(got.status)) return this.later("Portal sedang tidak tersedia. Isian Anda aman di perangkat ini; dicoba lagi dengan sendirinya.");
      if (got.status === 401) return window.kabarkan("Sesi Anda sudah berakhir. Isian Anda aman di perangkat ini. Masuk lagi di tab baru, lalu tekan “Kirim ulang”.", [["Masuk di tab baru", got.told?.masuk || "/akun/masuk/"], ["Kirim ulang", this.again]]);
      if (got.told) return this.refused(got.told);
      if (got.status >= 500) return window.kabarkan(`Ada gangguan pada portal (${got.status}). Isian Anda aman di perangkat ini; coba lagi sebentar.`, [["Kirim ulang", this.again]]);
      return tunjukkan(got.url, got.text);
    }

    refused(told) {
      if (told.tersimpan_di) return window.kabarkan(`${told.pesan} Isian Anda masih ada di halaman ini.`, [["Lihat yang tersimpan", told.tersimpan_di], ["Kirim sebagai yang baru", () => this.anew()]]);
      const reasons = told.alasan?.length > 1 ? told.alasan.join(" ") : told.pesan;
      window.kabarkan(`${reasons} Isian Anda masih ada di halaman ini.`, told.perkara ? [["Lihat keadaan terbaru", told.perkara]] : []);
    }

    // The words are of another case than the one that was stored under the keys of this page.
    anew() {
      [...this.form.elements].filter((field) => /(^|-)kunci$/.test(field.name)).forEach((field) => { field.value = window.simpanan.kunciBaru(); });
      this.draf?.keep();
      this.send();
    }

    async stored(told) {
      this.done = true;
      diam();
      this.draf?.stored();
      await window.simpanan.tersimpan(told.tersimpan);
      pergi(told.alamat);
    }
  }

  const kiriman = new Map();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(window.draf.dari(form) || "kirim" in form.dataset)) return;
    event.preventDefault();
    if (!kiriman.has(form)) kiriman.set(form, new Kiriman(form, event.submitter));
    kiriman.get(form).button = event.submitter;
    kiriman.get(form).send();
  });

  // What a form asks while it is typed in (the verdict so far) is worth nothing once it is on its way.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const sent = kiriman.get(event.target);
    if (sent?.sending || sent?.done) event.preventDefault();
  });
})();
