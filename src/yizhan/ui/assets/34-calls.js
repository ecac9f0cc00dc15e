/* Call-backs with the keyboard alone: y and n, 1 to 5, w for words, Enter saves. Without a script the form is filled in as ever. */
(() => {
  "use strict";
  const page = () => document.querySelector("[data-calls]");
  const form = (act) => page()?.querySelector(`form[data-act="${act}"]`);
  const choose = (name, value) => {
    const box = form("save")?.querySelector(`input[name="${name}"][value="${value}"]`);
    if (box) { box.checked = true; box.focus(); }
  };
  const words = () => form("save")?.querySelector("textarea");
  const acts = {
    y: () => choose("solved", "yes"),
    n: () => choose("solved", "no"),
    w: () => words()?.focus(),
    p: () => form("look")?.requestSubmit(),
    x: () => form("miss")?.requestSubmit(),
    s: () => form("silence")?.requestSubmit(),
    Enter: () => form("save")?.requestSubmit(),
  };
  for (const level of "12345") acts[level] = () => choose("level", level);

  const written = (event) => {
    if (event.key === "Escape") page().querySelector("h2").focus();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) acts.Enter();
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", (event) => {
    if (!page() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target === words()) { written(event); return; }
    if (event.target.closest("input:not([type=radio]), textarea, select, dialog")) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  const ready = () => { if (page() && !document.querySelector(".summary")) page().querySelector("h2").focus(); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready); else ready();
})();
