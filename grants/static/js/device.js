// After signing out: text that never reached us may lie on this device. Says so, and clears it when asked.
(() => {
  "use strict";
  const box = document.querySelector("[data-device]");
  const copies = () => Object.keys(localStorage).filter((key) => key.startsWith("sheet:"));
  try {
    if (!box || copies().length === 0) return;
  } catch {
    return; // A closed store holds nothing.
  }
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    copies().forEach((key) => localStorage.removeItem(key));
    box.querySelector("[data-kept]").hidden = true;
    box.querySelector("[data-cleared]").hidden = false;
  });
})();
