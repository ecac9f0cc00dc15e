/* Dragging a session to another day, slot or station asks what that would do; the form beside it is the same without a mouse. */
(() => {
  "use strict";
  let address = "";
  const place = (event) => event.target.closest?.("[data-drop]");

  document.addEventListener("dragstart", (event) => {
    const session = event.target.closest?.("a[draggable][hx-get]");
    address = session ? session.getAttribute("hx-get") : "";
  });
  document.addEventListener("dragover", (event) => {
    const cell = place(event);
    if (!address || !cell) return;
    event.preventDefault();
    if (cell.classList.contains("over")) return;
    document.querySelectorAll(".over").forEach((other) => other.classList.remove("over"));
    cell.classList.add("over");
  });
  document.addEventListener("dragend", () => {
    address = "";
    document.querySelectorAll(".over").forEach((other) => other.classList.remove("over"));
  });
  document.addEventListener("drop", (event) => {
    const cell = place(event);
    if (!address || !cell) return;
    event.preventDefault();
    const wanted = new URLSearchParams({ day: cell.dataset.drop });
    if (cell.dataset.slot) wanted.set("slot", cell.dataset.slot);
    if (cell.dataset.station) wanted.set("station", cell.dataset.station);
    window.htmx.ajax("GET", `${address}?${wanted}`, { target: "#panel" }).then(() => document.getElementById("panel").scrollIntoView({ block: "nearest" }));
  });
})();
