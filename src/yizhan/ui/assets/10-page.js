/* Small manners of a page: everything works without them. */
(() => {
  "use strict";
  const words = () => document.getElementById("words")?.dataset ?? {};
  const region = () => document.getElementById("toasts");

  const toast = (text) => {
    const place = region();
    if (!text || !place) return;
    const line = document.createElement("p");
    line.textContent = text;
    place.replaceChildren(line);
    setTimeout(() => { line.classList.add("leaving"); setTimeout(() => line.remove(), 400); }, 6000);
  };

  document.addEventListener("toast", (event) => toast(event.detail?.value ?? event.detail));

  /* a part that came without the rest of its page */
  document.addEventListener("htmx:afterSettle", (event) => {
    const said = event.target.querySelector?.("[data-announce]");
    const live = document.getElementById("live");
    if (said && live) live.textContent = said.dataset.announce;
    const wrong = event.target.querySelector?.(".summary");
    if (wrong && !event.target.querySelector("[autofocus]")) wrong.focus();
    previewPictures(event.target);
  });
  document.addEventListener("htmx:sendError", () => toast(words().offline));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    toast({ 403: words().forbidden, 429: words().slow }[status] ?? words().failed);
  });

  /* a choice shows at once, before the answer comes */
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest(".chips a[hx-get], .segm a[hx-get]");
    if (!chosen) return;
    chosen.parentNode.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    chosen.setAttribute("aria-current", "true");
  });

  /* a form is sent once */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  /* dialogs: [data-open="id"] opens, [data-close] and a click beside it close */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) { const sheet = document.getElementById(opener.dataset.open); if (sheet?.showModal) { event.preventDefault(); sheet.showModal(); } }
    if (event.target.closest("[data-close]") || event.target.matches("dialog.sheet")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-print]")) window.print();
    const back = event.target.closest("[data-copy]");
    if (back && navigator.clipboard) navigator.clipboard.writeText(back.dataset.copy).then(() => toast(back.dataset.copied));
    document.querySelectorAll("details.drawer[open]").forEach((open) => { if (!open.contains(event.target)) open.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.drawer[open]").forEach((open) => { open.open = false; open.querySelector("summary").focus(); });
    if (event.key === "/" && !event.target.closest("input, textarea, select") && !event.metaKey && !event.ctrlKey) { const find = document.querySelector("input[type=search]"); if (find) { event.preventDefault(); find.focus(); } }
  });

  /* a picture is shown, and refused when it is too large, before it is sent */
  const previewPictures = (root) => root.querySelectorAll?.(".picture-input input[type=file]").forEach((input) => {
    input.onchange = () => {
      const box = input.closest(".picture-input"), file = input.files[0];
      const shown = box.querySelector(".picture-preview"), trouble = box.querySelector(".picture-error");
      const large = file && file.size > Number(input.dataset.maxBytes);
      trouble.hidden = !large; trouble.textContent = large ? words().large : "";
      if (large) input.value = "";
      shown.hidden = !file || large;
      if (file && !large) { if (shown.src) URL.revokeObjectURL(shown.src); shown.src = URL.createObjectURL(file); }
    };
  });

  /* what only works with a script appears with it */
  const ready = () => {
    document.querySelectorAll("[data-print], [data-copy]").forEach((act) => { act.hidden = false; });
    previewPictures(document);
    const wrong = document.querySelector(".summary");
    if (wrong && !document.querySelector("[autofocus]")) wrong.focus();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
