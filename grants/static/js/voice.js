// Recording an answer in the page. Without it, or without a microphone, a recording is chosen as a file.

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
const KINDS = { sound: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg"], video: ["video/webm;codecs=vp8,opus", "video/mp4"] };

class Recorder {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[data-upload]");
    this.words = this.input.form.dataset;
    box.querySelectorAll("[data-act]").forEach((button) => {
      button.addEventListener("click", () => this[button.dataset.act](button.value));
    });
    this.find("recorder").hidden = false;
    this.show("record");
    box.addEventListener("sent", (event) => this.playBack(event.detail));
  }

  find(name) { return this.box.querySelector(`[data-${name}]`); }

  // The buttons that make sense now; focus goes on to the first, so that no keyboard is left behind.
  show(...names) {
    const isHeld = document.activeElement.dataset.act && this.box.contains(document.activeElement);
    this.box.querySelectorAll("[data-act]").forEach((button) => { button.hidden = !names.includes(button.dataset.act); });
    if (isHeld) this.box.querySelector("[data-act]:not([hidden])").focus();
  }

  // Seen at once; read out only when something happens, not at every second.
  say(text, isRead = true) {
    this.find("time").textContent = text;
    if (isRead) this.find("say").textContent = text;
  }

  async record(kind) {
    const video = kind === "video" && { width: { ideal: 640 }, facingMode: "user" };
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true, video }).catch(() => null);
    if (!this.stream) return this.say(this.words.noMicrophone);
    const mimeType = KINDS[kind].find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(this.stream, { mimeType, audioBitsPerSecond: 48000, videoBitsPerSecond: 600000 });
    this.pieces = [];
    this.left = Number(this.box.dataset.seconds);
    this.recorder.ondataavailable = (event) => this.pieces?.push(event.data);
    this.recorder.onstop = () => this.stopped();
    Object.assign(this.find("mirror"), { hidden: !video, autoplay: true, srcObject: video ? this.stream : null });
    this.recorder.start(1000);
    return this.goOn();
  }

  goOn() {
    if (this.recorder.state === "paused") this.recorder.resume();
    this.show("pause", "stop", "drop");
    this.say(`${this.words.recordingNow} ${clock(this.left)}`);
    this.timer = setInterval(() => {
      this.left -= 1;
      this.say(`${this.words.recordingNow} ${clock(this.left)}`, [30, 10].includes(this.left));
      if (this.left <= 0) this.stop();
    }, 1000);
  }

  pause() {
    this.recorder.pause();
    clearInterval(this.timer);
    this.show("goOn", "stop", "drop");
    this.say(`${this.words.paused} ${clock(this.left)}`);
  }

  stop() { this.recorder.stop(); }

  drop() {
    this.pieces = null;
    this.stop();
  }

  stopped() {
    clearInterval(this.timer);
    this.stream.getTracks().forEach((track) => track.stop());
    this.find("mirror").hidden = true;
    this.show("record");
    this.say(this.pieces ? this.words.stopped : "");
    const type = this.recorder.mimeType.split(";")[0];
    if (this.pieces) window.sendFile(this.input, new File(this.pieces, `recording.${type.split("/")[1]}`, { type }));
  }

  // Until the server shows the file itself, while it is being checked, it plays from memory.
  playBack(file) {
    if (this.find("recording").querySelector(".viewer")) return;
    const tag = file.type.startsWith("video") ? "video" : "audio";
    this.find("recording").prepend(Object.assign(document.createElement(tag), { controls: true, src: URL.createObjectURL(file) }));
  }
}

if (navigator.mediaDevices && window.MediaRecorder) document.querySelectorAll("[data-voice]").forEach((box) => new Recorder(box));
