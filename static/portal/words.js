// Counts the words of long texts while they are written, and asks before a page with unsaved words is left.
// Without it the number is that of the last saved text, and nothing else is different.
"use strict";
(() => {
  let unsaved = false;
  for (const hint of document.querySelectorAll('[id$="_words"]')) {
    const text = document.getElementById(hint.id.replace(/_words$/, ""));
    const range = hint.textContent.match(/^(\d+)–(\d+) ord\./);
    if (!text || !range) continue;
    const count = () => {
      const words = text.value.split(/\s+/).filter(Boolean).length;
      const [low, high] = [Number(range[1]), Number(range[2])];
      const rest = words < low ? ` Der mangler ${low - words}.` : words > high ? ` Det er ${words - high} for mange.` : "";
      hint.textContent = `${low}–${high} ord. Lige nu ${words} ord.${rest}`;
    };
    text.addEventListener("input", count);
    count();
  }
  for (const form of document.querySelectorAll("form.form")) {
    form.addEventListener("input", () => { unsaved = true; });
    form.addEventListener("submit", () => { unsaved = false; });
  }
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
})();
