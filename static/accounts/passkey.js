// Passkeys: the button asks the device, and the form carries its answer. Nothing is fetched.
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const note = form.querySelector("[data-kabar]");
  const say = (text) => { note.hidden = false; note.textContent = text; };
  const makes = form.dataset.passkey === "buat";
  const reader = window.PublicKeyCredential
    && (makes ? PublicKeyCredential.parseCreationOptionsFromJSON : PublicKeyCredential.parseRequestOptionsFromJSON);
  if (!reader) {
    form.querySelector("button").disabled = true;
    return say("Peramban ini belum dapat memakai passkey. Perbarui peramban Anda, atau pakai cara lain.");
  }

  const ask = (publicKey) => (makes ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const options = JSON.parse(form.dataset.pilihan);
      const answer = await ask(reader.call(PublicKeyCredential, options));
      form.elements.jawaban.value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch (error) {
      say(error.name === "InvalidStateError" ? "Perangkat ini sudah menyimpan passkey untuk akun Anda."
        : "Passkey belum dipakai. Tekan lagi, lalu ikuti petunjuk perangkat Anda.");
    }
  });
})();
