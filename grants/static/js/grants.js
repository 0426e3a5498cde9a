// Small comforts over pages that work without script. No framework, no build.
(() => {
  "use strict";
  const wording = (name) => document.getElementById("wording")?.dataset[name] ?? "";
  const each = (root, selector, act) => {
    if (root.matches?.(selector)) act(root);
    root.querySelectorAll(selector).forEach(act);
  };

  // Error summary: takes focus by autofocus, or here when it came with an answer to htmx; its links focus the field.
  function focusErrors(summary) {
    if (document.readyState === "complete") summary.focus();
    summary.addEventListener("click", (event) => {
      const id = event.target.closest("a[href^='#']")?.hash.slice(1);
      const control = id && document.getElementById(id);
      if (!control) return;
      event.preventDefault();
      (control.closest("fieldset") ?? control.closest(".field") ?? control).scrollIntoView();
      control.focus({ preventScroll: true });
    });
  }

  // The one rule for counting words: kit/text.py follows it too, and tests/ground/kit/words.json holds both to it.
  const MARKS = /[\p{M}\u00AD\u200B-\u200D\u2060\uFEFF]/gu;
  const WORD = /[\p{L}\p{N}]+(?:[’'\-.,][\p{L}\p{N}]+)*/gu;
  window.wordCount = (text) => (text.normalize("NFC").replace(MARKS, "").match(WORD) ?? []).length;

  // Words written, under fields with data-word-limit. Read out once the typing pauses.
  function countWords(field) {
    const limit = Number(field.dataset.wordLimit);
    const line = Object.assign(document.createElement("p"), { className: "word-count" });
    const spoken = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    let pause;
    spoken.setAttribute("aria-live", "polite");
    line.setAttribute("aria-hidden", "true");
    field.after(line, spoken);
    const show = () => {
      const count = window.wordCount(field.value);
      const words = wording(count > limit ? "wordOver" : "wordCount");
      line.textContent = words.replace("{count}", count).replace("{limit}", limit);
      line.classList.toggle("is-over", count > limit);
    };
    field.addEventListener("input", () => {
      show();
      clearTimeout(pause);
      pause = setTimeout(() => { spoken.textContent = line.textContent; }, 1000);
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
    const amount = Math.trunc(seconds / size);
    time.after(Object.assign(document.createElement("span"), {
      className: "quiet",
      textContent: ` (${words.format(amount, unit)})`,
    }));
  }

  // Dialogs: the opener is a link to a page that asks the same.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    if (event.target.closest("[data-close]")) event.target.closest(".toast, .notice")?.remove();
    const leave = event.target.closest("[data-leave]");
    if (leave) {
      event.preventDefault();
      document.body.hidden = true;
      window.location.replace(leave.href);
    }
  });

  // Toasts, asked for by the server (HX-Trigger) or by our own scripts.
  function toast(text) {
    const box = Object.assign(document.createElement("div"), { className: "toast" });
    const close = Object.assign(document.createElement("button"), { type: "button", className: "toast-close" });
    close.dataset.close = "";
    close.textContent = wording("close");
    box.append(Object.assign(document.createElement("p"), { textContent: text }), close);
    document.getElementById("toasts")?.replaceChildren(box);
  }
  document.addEventListener("toast", (event) => toast(event.detail.text ?? event.detail.value));
  document.addEventListener("htmx:sendError", () => toast(wording("offline")));

  function start(root) {
    each(root, ".error-summary", focusErrors);
    each(root, "textarea[data-word-limit]", countWords);
    each(root, "time[data-relative]", addRelative);
  }
  start(document);

  // htmx is fetched only by pages that use it.
  if (document.querySelector("[hx-get], [hx-post], [data-hx-get], [data-hx-post]")) {
    document.head.append(Object.assign(document.createElement("script"), { src: wording("htmx") }));
  }
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) start(event.detail.elt);
  });
})();
