/* What is written down on the way (needs on a walk, visits to enterprises): it goes into this browser's own database first,
   photographs included, and from there to the server. Each carries its own nonce, so that sending it again never makes a second
   one. Without a script the form is sent as it is. */
(() => {
  "use strict";
  const SENT_KEPT = 20, AGAIN = 15000, STATES = { sent: "open", waiting: "soon", wrong: "bad" };
  /* by form: without what it is not kept, what it is called in the list, and how the form is made ready for the next one */
  const FORMS = {
    walk: {
      needs: ["words", "category"],
      title: ({ words }) => words.value.trim(),
      next: ({ words }) => { words.value = ""; words.focus(); },
    },
    visit: {
      needs: ["words", "enterprise"],
      title: ({ enterprise }) => enterprise.selectedOptions[0].textContent,
      next: ({ enterprise, on }) => { const day = on.value; form.reset(); on.value = day; enterprise.value = ""; enterprise.focus(); },
    },
  };
  let form, base, busy = false;

  const asked = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
  const open = () => {
    const request = indexedDB.open("yizhan.outbox", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("rows", { keyPath: "nonce" });
    return asked(request);
  };
  const store = (mode) => base.transaction("rows", mode).objectStore("rows");
  const isMine = (row) => row.form === form.dataset.outbox && row.owner === form.dataset.owner;
  const mine = async () => (await asked(store("readonly").getAll())).filter(isMine).sort((a, b) => a.kept - b.kept);
  const keep = async (row) => { await asked(store("readwrite").put(row)); await draw(); };
  const drop = async (row) => { await asked(store("readwrite").delete(row.nonce)); await draw(); };
  const fresh = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  const draw = async () => {
    const rows = await mine(), waiting = rows.filter((row) => row.state === "waiting").length;
    document.querySelector("[data-outbox-log]").hidden = !rows.length;
    document.querySelector("[data-outbox-count]").textContent = waiting ? `${form.dataset.waiting} ${waiting}` : "";
    document.querySelector("[data-outbox-list]").replaceChildren(...rows.reverse().map(line));
    await Promise.all(rows.filter((row) => row.state === "sent").slice(SENT_KEPT).map((row) => asked(store("readwrite").delete(row.nonce))));
  };
  const line = (row) => {
    const [item, text, title, end, state] = ["li", "div", "h3", "p", "span"].map((name) => document.createElement(name));
    title.textContent = row.title;
    text.append(title);
    state.className = `state ${STATES[row.state]}`;
    state.textContent = form.dataset[row.state];
    end.className = "end";
    end.append(state);
    if (row.state === "wrong") {
      const again = document.createElement("button");
      again.type = "button"; again.className = "btn small soft"; again.textContent = form.dataset.retry;
      again.onclick = () => correct(row);
      end.append(again);
    }
    item.append(text, end);
    return item;
  };

  /* back into the form with what was wrong, photographs too, nothing lost */
  const correct = async (row) => {
    for (const control of form.elements) {
      const typed = row.entries.filter(([name]) => name === control.name).map(([, value]) => value);
      if (!control.name || control.name === "csrfmiddlewaretoken") continue;
      if (control.type === "file") { const files = new DataTransfer(); typed.forEach((file) => files.items.add(file)); control.files = files.files; }
      else if (["checkbox", "radio"].includes(control.type)) control.checked = typed.includes(control.value);
      else if (typed.length) control.value = typed[0];
    }
    await drop(row);
    trouble(Object.values(row.errors ?? {}).flat().join(" "));
  };
  const trouble = (text) => {
    const box = form.querySelector("[data-outbox-trouble]");
    box.hidden = !text;
    box.textContent = text;
    if (text) box.focus();
  };

  const send = async (row) => {
    const body = new FormData();
    row.entries.forEach(([name, value]) => body.append(name, value));
    const answer = await fetch(form.action, {
      method: "POST", body, credentials: "same-origin", redirect: "error",
      headers: { "Accept": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    if (answer.status === 422) return keep({ ...row, state: "wrong", errors: (await answer.json()).errors });
    if (!answer.ok) throw new Error(String(answer.status));
    return keep({ ...row, state: "sent", entries: [] });
  };
  const flush = async () => {
    if (busy || !navigator.onLine) return;
    busy = true;
    try { for (const row of await mine()) if (row.state === "waiting") await send(row); } catch { setTimeout(flush, AGAIN); } finally { busy = false; }
  };

  const write = async (event) => {
    const { needs, title, next } = FORMS[form.dataset.outbox], fields = form.elements;
    if (!needs.every((name) => fields[name].value.trim())) return;
    event.preventDefault();
    event.stopPropagation();
    const entries = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && !(value instanceof File && !value.size));
    await keep({ nonce: fields.nonce.value, form: form.dataset.outbox, owner: form.dataset.owner, title: title(fields), state: "waiting", kept: Date.now(), entries });
    next(fields);
    fields.nonce.value = fresh();
    trouble("");
    flush();
  };

  const ready = async () => {
    form = document.querySelector("[data-outbox]");
    if (!form) return;
    try { base = await open(); } catch { return; }
    form.addEventListener("submit", write, true);
    addEventListener("online", flush);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
    await draw();
    flush();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
