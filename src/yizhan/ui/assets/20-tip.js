/* A word beside the pointer or the focus for parts of a drawing that carry data-tip. */
(() => {
  "use strict";
  let tip;
  const hide = () => { if (tip) tip.hidden = true; };
  const show = (target, x, y) => {
    tip ??= document.body.appendChild(Object.assign(document.createElement("div"), { id: "tip" }));
    tip.setAttribute("aria-hidden", "true");
    tip.textContent = target.dataset.tip;
    tip.hidden = false;
    const width = tip.offsetWidth;
    tip.style.transform = `translate(${Math.round(Math.min(Math.max(x - width / 2, 8), innerWidth - width - 8))}px,${Math.round(Math.max(y - 44, 8))}px)`;
  };
  document.addEventListener("pointermove", (event) => {
    const target = event.target.closest?.("[data-tip]");
    if (target) show(target, event.clientX, event.clientY); else hide();
  }, { passive: true });
  document.addEventListener("focusin", (event) => {
    const target = event.target.closest?.("[data-tip]");
    if (!target) return hide();
    const box = target.getBoundingClientRect();
    show(target, box.left + box.width / 2, box.top);
  });
  document.addEventListener("focusout", hide);
})();
