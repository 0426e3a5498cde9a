// Comforts for filling in a form: saving while you write, a copy kept on this device, conditions, the budget's sum.
// The page works without it. Used by templates/components/question/section.html.
(() => {
  "use strict";
  const PAUSE = 1200;
  const RETRY = 15000;

  const make = (tag, props, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children);
    return node;
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

  // What stands in the controls of a question that is shown. A hidden question counts as not answered.
  function typedIn(box) {
    if (!box || box.hidden) return [];
    return [...box.querySelectorAll("input, select, textarea")]
      .filter((control) => control.name.startsWith("q-") && control.type !== "hidden")
      .filter((control) => control.checked || !["radio", "checkbox"].includes(control.type))
      .map((control) => control.value.trim())
      .filter(Boolean);
  }

  // The answer as its condition compares it: minor units, a number, an ISO date, small letters.
  function comparable(box, texts, { type, digits, column }) {
    if (type === "date") {
      const [day, month, year] = texts.map((text) => text.padStart(2, "0"));
      return `${year}-${month}-${day}`;
    }
    if (["budget", "table"].includes(type)) return Math.round(addColumn(box, column) * 10 ** digits);
    if (["number", "money"].includes(type)) return Math.round(figure(texts[0]) * 10 ** digits);
    return texts[0].toLowerCase();
  }

  // As rules/conditions.py decides it; what this page cannot know the server has settled.
  function clauseHolds(form, clause) {
    if ("holds" in clause) return clause.holds;
    const box = form.querySelector(`[data-question="${CSS.escape(clause.key)}"]`);
    const texts = typedIn(box);
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
      const verdicts = clauses.map((clause) => clauseHolds(form, clause));
      box.hidden = !(way === "any" ? verdicts.some(Boolean) : verdicts.every(Boolean));
    });
  }

  function readCopy(place) {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      return Array.isArray(kept?.typed) ? kept : null;
    } catch {
      return null;
    }
  }

  class Question {
    constructor(sheet, box) {
      this.sheet = sheet;
      this.box = box;
      this.key = box.dataset.question;
      this.base = box.querySelector(`input[name="base-${CSS.escape(this.key)}"]`);
      this.place = `sheet:${sheet.form.dataset.sheet}:${this.key}`;
      this.timer = 0;
      this.isSaving = false;
      this.isWaiting = false;
    }

    get controls() {
      return [...this.box.querySelectorAll("input, select, textarea")].filter(
        (control) => control.name.startsWith(`q-${this.key}`) && control.type !== "file",
      );
    }

    // [name, value, chosen] of each control.
    get typed() {
      return this.controls.map((c) => [c.name, c.value, ["radio", "checkbox"].includes(c.type) ? c.checked : null]);
    }

    set typed(rows) {
      this.controls.forEach((control) => {
        const row = rows.find(([name, value, chosen]) => name === control.name && (chosen === null || value === control.value));
        if (!row) return;
        if (row[2] === null) control.value = row[1];
        else control.checked = row[2];
        control.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }

    // With the revision it was written on, so that a later visit can tell whether somebody wrote since.
    keepCopy() {
      try {
        localStorage.setItem(this.place, JSON.stringify({ typed: this.typed, base: this.base?.value }));
      } catch {
        // A full or closed store only means no copy on this device.
      }
    }

    dropCopy() {
      localStorage.removeItem(this.place);
    }

    changed() {
      this.keepCopy();
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
        this.sheet.say(this.sheet.form.dataset.offline);
        this.timer = setTimeout(() => this.save(), RETRY);
      } finally {
        this.isSaving = false;
      }
    }

    async send(isAgain = false) {
      const { form } = this.sheet;
      const body = new URLSearchParams(this.controls.filter((c) => c.checked || !["radio", "checkbox"].includes(c.type)).map((c) => [c.name, c.value]));
      body.set(this.base.name, this.base.value);
      body.set("save_id", form.elements.save_id.value);
      const response = await fetch(form.dataset.autosave.replace("KEY", encodeURIComponent(this.key)), {
        method: "POST",
        body,
        headers: {
          "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
          "X-Requested-With": "XMLHttpRequest",
          Accept: "application/json",
        },
      });
      // Signing in again, in another tab, makes a new token.
      if (response.status === 403 && !isAgain && (await this.sheet.renewToken())) return this.send(true);
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      if (response.redirected || !isJson) return this.signedOut();
      this.heard(response.status, await response.json());
    }

    signedOut() {
      const { signedOut, signInLabel, signInUrl } = this.sheet.form.dataset;
      const link = make("a", { href: signInUrl, target: "_blank", textContent: signInLabel });
      this.isWaiting = true;
      return this.sheet.say(signedOut, link);
    }

    heard(status, answer) {
      if (status === 409) return this.ask(answer);
      // A half-typed date or amount is told when the page is sent.
      if (status !== 200) return this.sheet.say("");
      this.base.value = answer.revision;
      if (!this.isWaiting) this.dropCopy();
      this.sheet.showHere(answer.here);
      return this.sheet.say(answer.saved);
    }

    // Somebody else wrote in between: both texts, and which to keep.
    ask({ sentence, theirs, label, revision }) {
      const { mine, theirs: use } = this.sheet.form.dataset;
      const button = (text, act) => make("button", { type: "button", className: "button button-secondary button-small", textContent: text, onclick: act });
      const notice = make(
        "div",
        { className: "notice notice-care", role: "alert" },
        make(
          "div",
          { className: "notice-body" },
          make("p", { className: "notice-title", textContent: sentence }),
          make("p", {}, label, make("span", { className: "as-typed sub", textContent: theirs })),
          make("div", { className: "buttons" },
            button(mine, () => {
              notice.remove();
              this.base.value = revision;
              this.changed();
            }),
            button(use, () => {
              this.dropCopy();
              location.reload();
            }),
          ),
        ),
      );
      this.sheet.say("");
      this.box.querySelector(".notice")?.remove();
      this.box.prepend(notice);
    }

    // Text of an earlier visit that never arrived. When somebody wrote since, both texts are shown.
    offerCopy() {
      const kept = readCopy(this.place);
      if (!kept || JSON.stringify(kept.typed) === JSON.stringify(this.typed)) return this.dropCopy();
      const { found, foundNewer, yours, putBack, throwAway } = this.sheet.form.dataset;
      const isNewer = kept.base !== this.base?.value;
      const text = kept.typed.filter(([, value, chosen]) => chosen ?? value).map(([, value]) => value).join("\n");
      const button = (label, act) => make("button", { type: "button", className: "button button-secondary button-small", textContent: label, onclick: act });
      const notice = make("div", { className: `notice notice-${isNewer ? "care" : "info"}` },
        make("div", { className: "notice-body" },
          make("p", { textContent: isNewer ? foundNewer : found }),
          make("p", {}, yours, make("span", { className: "as-typed sub", textContent: text })),
          make("div", { className: "buttons" },
            button(putBack, () => {
              notice.remove();
              this.typed = kept.typed;
            }),
            button(throwAway, () => {
              notice.remove();
              this.dropCopy();
            }),
          ),
        ),
      );
      return this.box.prepend(notice);
    }
  }

  class Sheet {
    constructor(form) {
      this.form = form;
      this.questions = new Map();
      form.querySelectorAll("[data-question]").forEach((box) => {
        const question = new Question(this, box);
        this.questions.set(question.key, question);
        if (form.querySelector(".has-error") === null) question.offerCopy();
      });
      form.addEventListener("input", (event) => this.changed(event.target));
      form.addEventListener("submit", () => this.questions.forEach((question) => clearTimeout(question.timer)));
      // The line is back, or somebody signed in again in another tab: what waits is sent at once.
      window.addEventListener("online", () => this.sendWaiting());
      window.addEventListener("focus", () => this.sendWaiting());
    }

    sendWaiting() {
      this.questions.forEach((question) => {
        if (question.isWaiting) question.save();
      });
    }

    // A page fetched anew carries a token of the present session. Whether there was one.
    async renewToken() {
      const page = await fetch(location.href, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!page.ok) return false;
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const token = fresh.querySelector("form[data-answers] [name=csrfmiddlewaretoken]")?.value;
      if (token) this.form.elements.csrfmiddlewaretoken.value = token;
      return Boolean(token);
    }

    // Who else saved an answer of this page just now.
    showHere(here = {}) {
      const names = [...this.questions.keys()].flatMap((key) => here[key] ?? []);
      const line = this.form.querySelector("[data-here]");
      if (line) line.textContent = names.length ? line.dataset.here.replace("{names}", [...new Set(names)].join(", ")) : "";
    }

    changed(control) {
      const key = control.closest("[data-question]")?.dataset.question;
      const isAnswer = key && control.name?.startsWith(`q-${key}`) && control.type !== "file";
      if (!isAnswer) return;
      this.say(this.form.dataset.saving);
      this.questions.get(key).changed();
    }

    say(...parts) {
      this.form.querySelector("[data-saved]").replaceChildren(...parts);
    }
  }

  document.querySelectorAll("form[data-answers]").forEach((form) => {
    form.addEventListener("input", () => showConditions(form));
    showConditions(form);
    form.querySelectorAll("[data-budget]").forEach((box) => {
      box.addEventListener("input", () => addUp(box));
    });
    if (form.dataset.autosave) new Sheet(form);
  });
})();
