/* A walk through a building: every need goes into a queue in this browser first, and from there to the server.
   Each carries its own nonce, so that sending it again never makes a second one. Without a script the form is sent as it is. */
(() => {
  "use strict";
  const QUEUE = "yizhan.walk", SENT_KEPT = 20;
  let form, busy = false;

  const read = () => { try { return JSON.parse(localStorage.getItem(QUEUE)) ?? []; } catch { return []; } };
  const write = (rows) => {
    const sent = rows.filter((row) => row.state === "sent").slice(-SENT_KEPT);
    localStorage.setItem(QUEUE, JSON.stringify(rows.filter((row) => row.state !== "sent" || sent.includes(row))));
    draw();
  };
  const change = (nonce, told) => write(read().map((row) => (row.nonce === nonce ? { ...row, ...told } : row)));
  const fresh = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  const draw = () => {
    const rows = read().filter((row) => row.owner === form.dataset.owner), list = document.querySelector("[data-walk-list]");
    document.querySelector("[data-walk-log]").hidden = !rows.length;
    const waiting = rows.filter((row) => row.state === "waiting").length;
    document.querySelector("[data-walk-count]").textContent = waiting ? `${form.dataset.waiting} ${waiting}` : "";
    list.replaceChildren(...rows.reverse().map(line));
  };
  const line = (row) => {
    const item = document.createElement("li"), text = document.createElement("div"), end = document.createElement("p");
    const title = document.createElement("h3"), state = document.createElement("span");
    title.textContent = row.words;
    text.append(title);
    state.className = `state ${{ sent: "open", waiting: "soon", wrong: "bad" }[row.state]}`;
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

  /* back into the form with what was wrong, nothing lost */
  const correct = (row) => {
    const typed = new URLSearchParams(row.body);
    for (const control of form.elements) {
      if (!control.name || control.name === "csrfmiddlewaretoken") continue;
      if (["checkbox", "radio"].includes(control.type)) control.checked = typed.getAll(control.name).includes(control.value);
      else if (typed.has(control.name)) control.value = typed.get(control.name);
    }
    write(read().filter((other) => other.nonce !== row.nonce));
    const trouble = form.querySelector("[data-walk-trouble]");
    trouble.hidden = false;
    trouble.textContent = Object.values(row.errors ?? {}).flat().join(" ");
    trouble.focus();
  };

  const token = () => form.elements.csrfmiddlewaretoken.value;
  const send = async (row) => {
    const answer = await fetch(form.action, {
      method: "POST", body: row.body, credentials: "same-origin", redirect: "error",
      headers: { "Accept": "application/json", "X-CSRFToken": token(), "Content-Type": "application/x-www-form-urlencoded" },
    });
    if (answer.status === 422) return change(row.nonce, { state: "wrong", errors: (await answer.json()).errors });
    if (!answer.ok) throw new Error(String(answer.status));
    return change(row.nonce, { state: "sent", body: "" });
  };
  const flush = async () => {
    if (busy || !navigator.onLine) return;
    busy = true;
    try { for (const row of read()) if (row.state === "waiting" && row.owner === form.dataset.owner) await send(row); } catch { setTimeout(flush, 15000); } finally { busy = false; }
  };

  const keep = (event) => {
    if (!form.elements.words.value.trim() || !form.querySelector("[name=category]:checked")) return;
    event.preventDefault();
    event.stopPropagation();
    const body = new FormData(form);
    body.delete("csrfmiddlewaretoken");
    const row = { nonce: body.get("nonce"), words: body.get("words").trim(), owner: form.dataset.owner, state: "waiting", body: new URLSearchParams(body).toString() };
    write([...read(), row]);
    form.elements.words.value = "";
    form.elements.nonce.value = fresh();
    form.querySelector("[data-walk-trouble]").hidden = true;
    form.elements.words.focus();
    flush();
  };

  const ready = () => {
    form = document.querySelector("[data-walk]");
    if (!form) return;
    try { localStorage.setItem(`${QUEUE}.try`, "1"); } catch { return; }
    form.addEventListener("submit", keep, true);
    addEventListener("online", flush);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
    draw();
    flush();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
