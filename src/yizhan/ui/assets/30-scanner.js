/* The scanner at the door: reads codes, keeps them while there is no connection, and sends them when there is one. */
(() => {
  "use strict";
  const desk = document.querySelector("[data-scanner]");
  if (!desk) return;
  const part = (name) => desk.querySelector(`[data-${name}]`);
  const words = document.getElementById("scanner-words").dataset;
  const expected = new Set(JSON.parse(document.getElementById("expected").textContent));
  const activity = desk.dataset.scanner, shelf = `scans:${activity}`;
  const token = () => desk.querySelector("[name=csrfmiddlewaretoken]").value;
  const device = localStorage.getItem("scanner-device") ?? crypto.randomUUID();
  localStorage.setItem("scanner-device", device);
  const queue = () => JSON.parse(localStorage.getItem(shelf) ?? "[]");
  const keep = (scans) => { localStorage.setItem(shelf, JSON.stringify(scans)); showState(); };
  const seen = new Map(queue().map((scan) => [scan.text.split(".")[1] ?? scan.text, scan.at]));
  let offline = !navigator.onLine;

  const say = (verdict, word, sentence) => {
    const place = part("said");
    place.className = `scanner-said ${verdict}`;
    place.querySelector("b").textContent = word;
    place.querySelector("span").textContent = sentence;
    navigator.vibrate?.(["admitted", "kept"].includes(verdict) ? 80 : [60, 60, 60]);
  };
  const showState = () => {
    const waiting = queue().length;
    part("offline").hidden = !offline && !waiting;
    part("queued").textContent = waiting ? `${words.queued} ${waiting}` : "";
  };

  /* what the server says about scans; null when it cannot be asked */
  const send = async (scans) => {
    try {
      const answer = await fetch(desk.dataset.send, { method: "POST", headers: { "X-CSRFToken": token(), "Content-Type": "application/json" }, body: JSON.stringify({ scans }) });
      if (!answer.ok || answer.redirected) { say("again", words.again, ""); return null; }
      const said = await answer.json();
      part("came").textContent = said.came;
      part("expected").textContent = said.expected;
      offline = false;
      return said.scans;
    } catch { offline = true; return null; }
  };

  /* without a connection: is it a code of this activity, of this minute, and new on this phone? */
  const judge = async (text) => {
    const [mark, registration, minute, mac] = text.toUpperCase().split(".");
    if (/^\d{8}$/.test(text)) return ["kept", words.kept, words.typedMore];
    if (mark !== "YZ1" || !mac) return ["forged", words.forged, words.forgedMore];
    const hidden = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${activity}:${registration.toLowerCase()}`));
    const hex = [...new Uint8Array(hidden)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (!expected.has(hex)) return ["other", words.other, words.otherMore];
    if (Math.abs(Number(minute) - Math.floor(Date.now() / 60000)) > 1) return ["expired", words.expired, words.expiredMore];
    if (seen.has(registration)) return ["already", words.already, `${new Date(seen.get(registration)).toTimeString().slice(0, 5)} ${words.alreadyMore}`];
    seen.set(registration, Date.now());
    return ["kept", words.kept, words.keptMore];
  };

  let last = { text: "", at: 0 };
  const read = async (text) => {
    text = text.trim();
    if (!text || (text === last.text && Date.now() - last.at < 4000)) return;
    last = { text, at: Date.now() };
    const scan = { text, nonce: crypto.randomUUID(), device, at: Date.now(), offline: false };
    const said = offline ? null : await send([scan]);
    if (said) { say(said[0].verdict, said[0].word, said[0].sentence); return; }
    const verdict = await judge(text);
    if (verdict[0] !== "already") keep([...queue(), { ...scan, offline: true }]);
    say(...verdict);
  };

  let sending = false;
  const reconcile = async () => {
    const scans = queue();
    if (sending || !navigator.onLine || (!scans.length && !offline)) return;
    sending = true;
    const said = await send(scans);
    if (said) {
      const done = new Set(said.map((one) => one.nonce));
      keep(queue().filter((scan) => !done.has(scan.nonce)));
      const doubt = said.find((one) => !["admitted", "already"].includes(one.verdict));
      if (doubt) say(doubt.verdict, doubt.word, doubt.sentence);
    }
    sending = false;
    showState();
  };

  desk.querySelector("form").addEventListener("submit", (event) => {
    const field = event.target.elements.text;
    if (!field.value) return;
    event.preventDefault();
    event.stopPropagation();
    read(field.value).then(() => { field.value = ""; field.focus(); });
  }, true);
  window.addEventListener("online", () => reconcile());
  window.addEventListener("offline", () => { offline = true; showState(); });
  setInterval(reconcile, 10000);

  /* the camera: the browser reads codes itself, or the server does */
  const opener = part("camera");
  opener.hidden = !navigator.mediaDevices?.getUserMedia;
  if (!opener.hidden) part("upload").hidden = true;
  opener.querySelector("button").addEventListener("click", async () => {
    const film = part("view").querySelector("video");
    try { film.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }); } catch { part("upload").hidden = false; return; }
    part("view").hidden = false;
    opener.hidden = true;
    await film.play();
    const eye = "BarcodeDetector" in window ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
    const look = async () => {
      const text = eye ? (await eye.detect(film))[0]?.rawValue : await ask(film);
      if (text) await read(text);
      setTimeout(look, eye ? 250 : 900);
    };
    look();
  });
  const ask = async (film) => {
    if (offline || !film.videoWidth) return "";
    const frame = document.createElement("canvas");
    frame.width = film.videoWidth; frame.height = film.videoHeight;
    frame.getContext("2d").drawImage(film, 0, 0);
    const sent = new FormData();
    sent.append("frame", await new Promise((done) => frame.toBlob(done, "image/jpeg", 0.8)), "frame.jpg");
    try { return (await (await fetch(desk.dataset.frame, { method: "POST", headers: { "X-CSRFToken": token() }, body: sent })).json()).text; } catch { return ""; }
  };

  /* the page opens again without a connection */
  navigator.serviceWorker?.register(desk.dataset.worker, { scope: "/desk/activities/" });
  window.caches?.open("scanner").then((shelf) => shelf.addAll([location.pathname, ...JSON.parse(document.getElementById("cached").textContent)])).catch(() => {});
  showState();
  reconcile();
})();
