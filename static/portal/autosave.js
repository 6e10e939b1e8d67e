// Remembers what is typed in a long form, every few seconds and when the page is left. It is not saved by that: the form shows it
// when it is opened again. Without this nothing is remembered, and nothing else is different.
"use strict";
(() => {
  const WAIT = 4000;
  for (const form of document.querySelectorAll("form[data-remember]")) {
    const said = document.createElement("p");
    said.className = "mute";
    let timer = 0, open = false, sent = "";
    const body = () => {
      const fields = new FormData(form), typed = new URLSearchParams();
      for (const [name, value] of fields) if (typeof value === "string" && name !== "csrfmiddlewaretoken") typed.append(name, value);
      const data = new FormData();
      data.append("csrfmiddlewaretoken", fields.get("csrfmiddlewaretoken") || "");
      data.append("address", form.dataset.address);
      data.append("version", fields.get("version") || "");
      data.append("typed", typed.toString());
      return data;
    };
    const send = async () => {
      clearTimeout(timer);
      const data = body();
      if (!open || data.get("typed") === sent) return;
      sent = data.get("typed");
      let words = "Det, du skriver, kan ikke huskes lige nu. Gem, så intet går tabt.";
      try {
        const answer = await fetch(form.dataset.remember, { method: "POST", body: data, credentials: "same-origin" });
        const told = answer.redirected ? {} : await answer.json();
        if (told.at) words = `Husket kl. ${told.at}. Det er først gemt, når du trykker Gem.`;
        else if (told.error) words = told.error;
      } catch { sent = ""; }
      if (!said.isConnected) form.querySelector(".form-acts").after(said);
      said.textContent = words;
    };
    form.addEventListener("input", () => { open = true; clearTimeout(timer); timer = setTimeout(send, WAIT); });
    form.addEventListener("submit", () => { open = false; clearTimeout(timer); });
    const leave = () => {
      if (!open) return;
      const data = body();
      if (data.get("typed") !== sent && navigator.sendBeacon(form.dataset.remember, data)) sent = data.get("typed");
    };
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
    window.addEventListener("pagehide", leave);
  }
})();
