/* Rows by keyboard: j and k move along the first links of a table marked data-keys, Enter opens as ever. */
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    if (!["j", "k"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    const links = [...document.querySelectorAll("[data-keys] tbody th a")];
    if (!links.length) return;
    const here = links.indexOf(document.activeElement), step = event.key === "j" ? 1 : -1;
    const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next].focus();
    event.preventDefault();
  });
})();
