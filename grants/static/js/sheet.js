// Comforts for filling in a form: saving while you write, a copy kept on this device, conditions, the budget's sum.
// The page works without it. Used by templates/components/question/section.html.

const PAUSE = 1200;
const RETRY = 15000;
const ANSWERS = "[name^='q-']:not([type=file])";

const isBox = (control) => ["radio", "checkbox"].includes(control.type);
const filledIn = (box, controls) => [...box.querySelectorAll(controls)].filter((control) => control.checked || !isBox(control));

// A full or closed store only means no copy on this device.
window.store = (act, ...about) => {
  try {
    return localStorage[act](...about);
  } catch {
    return null;
  }
};

// Every request carries the token of the session as it is now: signing in again, in another tab, makes a new one.
window.fetchAs = (form, url, options = {}) => {
  const token = form.elements.csrfmiddlewaretoken;
  token.value = document.cookie.match(/\bcsrftoken=(\w+)/u)?.[1] ?? token.value;
  const headers = { "X-CSRFToken": token.value, "X-Requested-With": "XMLHttpRequest", ...options.headers };
  return fetch(url, { ...options, headers });
};

// A figure as typed, or NaN: "1,850.50" is 1850.5.
function figure(typed) {
  const text = typed.replace(/[\s£$€]/gu, "");
  return /^(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?$/u.test(text) ? Number(text.replaceAll(",", "")) : Number.NaN;
}

// Adds up what can be read; the server's sum counts.
const addColumn = (box, column) =>
  [...box.querySelectorAll(`[data-sum="${CSS.escape(column)}"]`)].reduce((total, input) => total + (figure(input.value) || 0), 0);

function addUp(box) {
  const money = { style: "currency", currency: box.dataset.budget, trailingZeroDisplay: "stripIfInteger" };
  box.querySelectorAll("[data-total]").forEach((output) => {
    const style = "plain" in output.dataset ? {} : money;
    output.textContent = new Intl.NumberFormat(document.documentElement.lang, style).format(addColumn(box, output.dataset.total));
  });
}

// The answer as its condition compares it: minor units, a number, an ISO date, small letters.
function comparable(box, texts, { type, digits, column }) {
  if (type === "date") return texts.map((text) => text.padStart(2, "0")).reverse().join("-");
  if (["budget", "table"].includes(type)) return Math.round(addColumn(box, column) * 10 ** digits);
  if (["number", "money"].includes(type)) return Math.round(figure(texts[0]) * 10 ** digits);
  return texts[0].toLowerCase();
}

// As rules/conditions.py decides it; what this page cannot know the server has settled.
function clauseHolds(form, clause) {
  if ("holds" in clause) return clause.holds;
  // A hidden question counts as not answered.
  const box = form.querySelector(`[data-question="${CSS.escape(clause.key)}"]:not([hidden])`);
  const controls = box ? filledIn(box, "[name^='q-']:not([type=hidden])") : [];
  const texts = controls.map((control) => control.value.trim()).filter(Boolean);
  if (texts.length === 0) return clause.test === "not_answered";
  const wanted = typeof clause.value === "string" ? clause.value.toLowerCase() : clause.value;
  const answer = comparable(box, texts, clause);
  const isSame = answer === wanted || texts.includes(clause.value);
  return {
    is: isSame,
    is_not: !isSame,
    contains: isSame || (["short_text", "long_text", "email"].includes(clause.type) && String(answer).includes(wanted)),
    more_than: answer > wanted,
    less_than: answer < wanted,
    answered: true,
    not_answered: false,
  }[clause.test];
}

// Questions that wait for an answer are shown as soon as it is given.
function showConditions(form) {
  form.querySelectorAll("[data-show-if]").forEach((box) => {
    const { way, clauses } = JSON.parse(box.dataset.showIf);
    box.hidden = !clauses[way === "any" ? "some" : "every"]((clause) => clauseHolds(form, clause));
  });
}

class Question {
  constructor(form, box) {
    this.form = form;
    this.box = box;
    this.key = box.dataset.question;
    this.base = box.querySelector("[name^='base-']");
    this.place = `sheet:${form.dataset.sheet}:${this.key}`;
    this.isSaving = false;
    this.isWaiting = false;
    if (form.querySelector(".has-error") === null) this.offerCopy();
    box.addEventListener("input", (event) => event.target.matches(ANSWERS) && this.changed());
    form.addEventListener("submit", () => clearTimeout(this.timer));
    // The line is back, or somebody signed in again in another tab: what waits is sent at once.
    ["online", "focus"].forEach((name) => window.addEventListener(name, () => this.isWaiting && this.save()));
  }

  say(words) {
    this.form.querySelector("[data-saved]").replaceChildren(words);
  }

  // [name, value] of what is filled in or chosen.
  get typed() {
    return filledIn(this.box, ANSWERS).map(({ name, value }) => [name, value]);
  }

  set typed(rows) {
    this.box.querySelectorAll(ANSWERS).forEach((control) => {
      const values = rows.filter(([name]) => name === control.name).map(([, value]) => value);
      if (isBox(control)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? control.value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  dropCopy() {
    window.store("removeItem", this.place);
  }

  changed() {
    this.say(this.form.dataset.saving);
    // With the revision it was written on, so that a later visit can tell whether somebody wrote since.
    window.store("setItem", this.place, JSON.stringify({ typed: this.typed, base: this.base?.value }));
    this.isWaiting = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    if (this.isSaving || !this.base) return;
    clearTimeout(this.timer);
    this.isSaving = true;
    this.isWaiting = false;
    const before = JSON.stringify(this.typed);
    try {
      await this.send();
      if (JSON.stringify(this.typed) !== before) this.changed();
    } catch {
      this.isWaiting = true;
      this.say(this.form.dataset.offline);
      this.timer = setTimeout(() => this.save(), RETRY);
    } finally {
      this.isSaving = false;
    }
  }

  async send() {
    const { form } = this;
    const url = form.dataset.autosave.replace("KEY", encodeURIComponent(this.key));
    const body = new URLSearchParams(this.typed);
    body.set(this.base.name, this.base.value);
    body.set("save_id", form.elements.save_id.value);
    const response = await window.fetchAs(form, url, { method: "POST", body });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (!response.redirected && isJson) return this.heard(response.status, await response.json());
    this.isWaiting = true;
    return this.say(window.partOf("signed-out"));
  }

  heard(status, answer) {
    if (status === 409) return this.ask(answer);
    // A half-typed date or amount is told when the page is sent. What the form asks no longer (410) is kept, and told.
    if (status !== 200) return this.say(answer.saved ?? "");
    this.base.value = answer.revision;
    if (!this.isWaiting) this.dropCopy();
    this.showHere(answer.here);
    return this.say(answer.saved);
  }

  // Who else saved an answer of this page just now.
  showHere(here = {}) {
    const line = this.form.querySelector("[data-here]");
    const names = [...this.form.querySelectorAll("[data-question]")].flatMap((box) => here[box.dataset.question] ?? []);
    line.textContent = names.length ? line.dataset.here.replace("{names}", [...new Set(names)].join(", ")) : "";
  }

  // Somebody else wrote in between: both texts, and which to keep.
  ask({ revision, ...words }) {
    this.say("");
    this.box.querySelector(":scope > .notice")?.remove();
    const keepMine = () => {
      this.base.value = revision;
      this.changed();
    };
    this.offer("conflict", words, keepMine, () => location.reload());
  }

  // Text of an earlier visit that never arrived. When somebody wrote since, both texts are shown.
  offerCopy() {
    const kept = JSON.parse(window.store("getItem", this.place));
    if (!kept || JSON.stringify(kept.typed) === JSON.stringify(this.typed)) return this.dropCopy();
    const text = kept.typed.map(([, value]) => value).filter(Boolean).join("\n");
    const putBack = () => {
      this.typed = kept.typed;
    };
    return this.offer(kept.base === this.base?.value ? "found" : "found-newer", { text }, putBack);
  }

  // A notice over the question with its words in their places, and two buttons: what is kept here goes on, or goes.
  offer(name, words, keep, drop) {
    const notice = window.partOf(name);
    notice.querySelectorAll("[data-word]").forEach((place) => place.replaceChildren(words[place.dataset.word]));
    notice.addEventListener("click", (event) => {
      const button = event.target.closest("[data-choose]");
      if (!button) return;
      notice.remove();
      if (button.dataset.choose === "keep") return keep();
      this.dropCopy();
      drop?.();
    });
    this.box.prepend(notice);
  }
}

document.querySelectorAll("form[data-answers]").forEach((form) => {
  form.addEventListener("input", () => showConditions(form));
  showConditions(form);
  form.querySelectorAll("[data-budget]").forEach((box) => box.addEventListener("input", () => addUp(box)));
  if (form.dataset.autosave) form.querySelectorAll("[data-question]").forEach((box) => new Question(form, box));
});
