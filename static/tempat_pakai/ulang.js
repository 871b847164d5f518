// A form that outlives a lost signal: sent by fetch, kept and tried again with the same key until the office answers.
document.querySelectorAll("form[data-ulang]").forEach((form) => {
  const notice = form.querySelector("[data-belum-terkirim]"), button = form.querySelector("button.btn-primary");
  let waiting = null, sending = false;
  const send = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(waiting);
    button.disabled = true;
    try {
      const answer = await fetch(form.action, {method: "POST", body: new FormData(form)});
      if (answer.redirected) { location.assign(answer.url); return; }
      document.open();
      document.write(await answer.text());
      document.close();
    } catch {
      notice.hidden = false;
      waiting = setTimeout(send, 8000);
    } finally {
      sending = false;
      button.disabled = false;
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  addEventListener("online", () => { if (!notice.hidden) send(); });
});
