// After signing out: text that never reached us may lie on this device. Says so, and clears it when asked.

const box = document.querySelector("[data-device]");
// A closed store throws here, which leaves the box hidden: it holds nothing.
const copies = () => Object.keys(localStorage).filter((key) => key.startsWith("sheet:"));
box.hidden = copies().length === 0;
box.querySelector("button").addEventListener("click", () => {
  copies().forEach((key) => localStorage.removeItem(key));
  box.querySelectorAll("[data-kept], [data-cleared]").forEach((part) => part.toggleAttribute("hidden"));
});
