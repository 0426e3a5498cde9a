// Files sent piece by piece, so that a dropped line costs a moment. Without it the page's own form sends them whole.

const PIECE = 1048576;

const rest = (ms) =>
  new Promise((go) => {
    setTimeout(go, ms);
    window.addEventListener("online", go, { once: true });
  });

async function digestOf(piece) {
  const sum = await crypto.subtle?.digest("SHA-256", await piece.arrayBuffer());
  return sum ? [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("") : "";
}

// Asks until the line is back: {status, body}. An answer that is no JSON comes from somebody who signed us out.
async function ask(form, url, options, told) {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 30000)) {
    const response = await window.fetchAs(form, url, options).catch(() => null);
    const body = () => response.json().catch(() => ({ told: window.partOf("signed-out") }));
    if (response?.status < 500) return { status: response.status, body: await body() };
    told(form.dataset.waiting);
    await rest(wait);
  }
}

// Sends a file and answers {html} or {errors}. An upload that was cut off, even by closing the page, goes on.
async function send(form, key, file, told) {
  const base = form.dataset.uploads.replace("KEY", encodeURIComponent(key));
  const memory = `upload:${base}:${file.name}:${file.size}:${file.lastModified}`;
  let id = window.store("getItem", memory);
  let at = id && (await ask(form, `${base}${id}/`, {}, told));
  if (at?.status !== 200) {
    at = await ask(form, base, { method: "POST", body: new URLSearchParams({ name: file.name, size: file.size }) }, told);
    id = at.body.id;
  }
  // 409 and 412: a piece went astray, and the answer says where to go on.
  while ([200, 201, 409, 412].includes(at.status) && at.body.html === undefined) {
    window.store("setItem", memory, id);
    const { offset } = at.body;
    const percent = Math.floor((offset / file.size) * 100);
    told(form.dataset.sending.replace("{name}", file.name).replace("{percent}", percent), offset / file.size);
    const piece = file.slice(offset, offset + PIECE);
    const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": offset, "Upload-Digest": await digestOf(piece) };
    at = await ask(form, `${base}${id}/`, { method: "POST", body: piece, headers }, told);
  }
  window.store("removeItem", memory);
  return at.body;
}

// One line while a file is on its way, and what became of it.
window.sendFile = async (input, file) => {
  const { form } = input;
  const line = window.partOf("sending");
  const [words, bar] = line.children;
  input.closest(".field").after(line);
  const answer = await send(form, input.dataset.upload, file, (text, part = bar.value) => {
    words.textContent = text;
    bar.value = part;
  });
  bar.remove();
  if (answer.html === undefined) {
    Object.assign(words, { className: "error", role: "alert" });
    const why = answer.told ?? document.createElement("span");
    why.prepend(`${file.name}: `, answer.told ? "" : (answer.errors ?? [form.dataset.waiting]).join(" "));
    return words.replaceChildren(why);
  }
  words.textContent = form.dataset.sent.replace("{name}", file.name);
  input.closest("[data-question]").querySelector("[data-recording], [data-files]").innerHTML = answer.html;
  return input.dispatchEvent(new CustomEvent("sent", { bubbles: true, detail: file }));
};

document.querySelectorAll("form[data-uploads] input[data-upload]").forEach((input) => {
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    for (const file of files) await window.sendFile(input, file);
  });
  input.closest("[data-question]").querySelector("button[name=upload]").hidden = true;
  const box = input.closest("[data-drop]");
  if (!box || input.closest(".camera")) return;
  box.querySelectorAll(".camera, .drop-here").forEach((part) => part.removeAttribute("hidden"));
  ["dragover", "dragleave", "drop"].forEach((name) => box.addEventListener(name, (event) => {
    event.preventDefault();
    box.classList.toggle("is-over", name === "dragover");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  }));
});
