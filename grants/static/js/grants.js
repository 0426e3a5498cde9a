// Small comforts over pages that work without script. No framework, no build.

const wording = document.getElementById("wording");

// A fresh copy of a part that the server wrote for us, in a <template data-part>.
window.partOf = (name) => document.querySelector(`template[data-part="${name}"]`).content.firstElementChild.cloneNode(true);

// The one rule for counting words: kit/text.py follows it too, and tests/ground/kit/words.json holds both to it.
const MARKS = /[\p{M}\u00AD\u200B-\u200D\u2060\uFEFF]/gu;
const WORD = /[\p{L}\p{N}]+(?:[’'\-.,][\p{L}\p{N}]+)*/gu;
window.wordCount = (text) => (text.normalize("NFC").replace(MARKS, "").match(WORD) ?? []).length;

// Words written, under fields with data-word-limit. Read out once the typing pauses.
function countWords(field) {
  const limit = Number(field.dataset.wordLimit);
  const line = window.partOf("word-count");
  const spoken = window.partOf("spoken");
  let pause;
  field.after(line, spoken);
  const show = () => {
    const count = window.wordCount(field.value);
    const words = wording.dataset[count > limit ? "wordOver" : "wordCount"];
    line.textContent = words.replace("{count}", count).replace("{limit}", limit);
    line.classList.toggle("is-over", count > limit);
  };
  field.addEventListener("input", () => {
    show();
    clearTimeout(pause);
    pause = setTimeout(() => spoken.replaceChildren(line.textContent), 1000);
  });
  show();
}

// "(in 3 days)" after deadlines.
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
function addRelative(time) {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length * 2) ?? UNITS[2];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const note = Object.assign(document.createElement("span"), { className: "quiet" });
  note.textContent = ` (${words.format(Math.trunc(seconds / size), unit)})`;
  time.after(note);
}

// Dialogs: the opener is a link to a page that asks the same.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("[data-close]")) event.target.closest(".toast").remove();
  const leave = event.target.closest("[data-leave]");
  if (leave) {
    event.preventDefault();
    document.body.hidden = true;
    window.location.replace(leave.href);
  }
});

// Toasts, asked for by the server (HX-Trigger) or by our own scripts.
function toast(text) {
  const box = window.partOf("toast");
  box.querySelector("p").textContent = text;
  document.getElementById("toasts").replaceChildren(box);
}
document.addEventListener("toast", (event) => toast(event.detail.text ?? event.detail.value));
document.addEventListener("htmx:sendError", () => toast(wording.dataset.offline));

document.querySelectorAll("textarea[data-word-limit]").forEach(countWords);
document.querySelectorAll("time[data-relative]").forEach(addRelative);
