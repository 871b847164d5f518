// Where drafts lie on this device: words in localStorage, files in IndexedDB, both under the key of their form.
window.simpanan = (() => {
  "use strict";
  const LAMA = 7 * 24 * 3600 * 1000;
  const akun = document.body.dataset.akun || "umum";
  const awal = `draf:${akun}:`;
  const semua = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

  const baca = (key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const tulis = (key, draft) => {
    try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* A full or forbidden storage: the page itself still has it. */ }
  };

  const berkas = async (mode, act) => {
    const db = await new Promise((done, fail) => {
      const ask = indexedDB.open("portal", 1);
      ask.onupgradeneeded = () => ask.result.createObjectStore("berkas");
      ask.onsuccess = () => done(ask.result);
      ask.onerror = () => fail(ask.error);
    });
    try {
      return await new Promise((done, fail) => {
        const work = db.transaction("berkas", mode), ask = act(work.objectStore("berkas"));
        work.oncomplete = () => done(ask.result);
        work.onerror = work.onabort = () => fail(work.error);
      });
    } finally {
      db.close();
    }
  };
  const rentang = (key) => IDBKeyRange.bound(`${key}|`, `${key}|\uffff`);
  const simpanBerkas = (key, name, files) => berkas("readwrite", (store) => store.put(files, `${key}|${name}`)).catch(() => null);
  const ambilBerkas = (key, name) => berkas("readonly", (store) => store.get(`${key}|${name}`)).catch(() => null);

  const lupakan = (key) => {
    localStorage.removeItem(key);
    return berkas("readwrite", (store) => store.delete(rentang(key))).catch(() => null);
  };
  // The server names the key of a form that it stored: the draft that carries it may go.
  const tersimpan = (kunci) => Promise.all(semua(awal).filter((key) => baca(key)?.kunci === kunci).map(lupakan));
  const lupakanSemua = () => Promise.all(semua(awal).map(lupakan));

  const kunciBaru = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((n) => n.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // Files whose words are gone belong to nothing: the page was left while they were being removed.
  const sapu = (store) => {
    const ask = store.getAllKeys();
    ask.onsuccess = () => ask.result.filter((name) => !localStorage.getItem(name.slice(0, name.lastIndexOf("|")))).forEach((name) => store.delete(name));
    return ask;
  };
  semua("draf:").filter((key) => !(baca(key)?.pada > Date.now() - LAMA)).forEach(lupakan);
  berkas("readwrite", sapu).catch(() => null);
  return { akun, awal, baca, tulis, simpanBerkas, ambilBerkas, lupakan, tersimpan, lupakanSemua, kunciBaru };
})();
