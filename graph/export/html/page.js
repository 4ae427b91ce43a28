"use strict";
(() => {
  const svg = document.querySelector("#picture svg");
  const said = document.getElementById("said");
  const all = svg.viewBox.baseVal;
  const whole = { x: all.x, y: all.y, w: all.width, h: all.height };
  let view = { ...whole };
  document.querySelector(".tools").hidden = false;

  const show = () => svg.setAttribute("viewBox", [view.x, view.y, view.w, view.h].map((n) => n.toFixed(2)).join(" "));
  // at is the place of the drawing below a place of the screen.
  const at = (x, y) => {
    const p = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
    return { x: p.x, y: p.y };
  };
  const zoom = (by, p) => {
    const w = Math.min(whole.w * 2, Math.max(120, view.w / by));
    const k = w / view.w;
    p = p || { x: view.x + view.w / 2, y: view.y + view.h / 2 };
    view = { x: p.x - (p.x - view.x) * k, y: p.y - (p.y - view.y) * k, w, h: view.h * k };
    show();
  };
  const fit = () => { view = { ...whole }; show(); };

  document.getElementById("in").addEventListener("click", () => zoom(1.3));
  document.getElementById("out").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("whole").addEventListener("click", fit);
  svg.addEventListener("wheel", (e) => {
    if (!e.ctrlKey && !e.metaKey && view.w >= whole.w && e.deltaY > 0) return; // the page scrolls
    e.preventDefault();
    zoom(Math.exp(-e.deltaY / 400), at(e.clientX, e.clientY));
  }, { passive: false });

  let held = null;
  let moved = false;
  svg.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    held = { x: e.clientX, y: e.clientY, id: e.pointerId };
    moved = false;
  });
  svg.addEventListener("pointermove", (e) => {
    if (!held) return;
    if (!moved && Math.hypot(e.clientX - held.x, e.clientY - held.y) < 4) return;
    if (!moved) { svg.setPointerCapture(held.id); document.body.classList.add("moving"); }
    moved = true;
    const a = at(held.x, held.y);
    const b = at(e.clientX, e.clientY);
    view.x += a.x - b.x;
    view.y += a.y - b.y;
    held.x = e.clientX;
    held.y = e.clientY;
    show();
  });
  const drop = () => { held = null; document.body.classList.remove("moving"); };
  svg.addEventListener("pointerup", drop);
  svg.addEventListener("pointercancel", drop);

  const edges = [...svg.querySelectorAll(".edge")];
  const labels = [...svg.querySelectorAll(".label")];
  const near = (id) => edges.filter((e) => e.dataset.from === id || e.dataset.to === id);
  const clear = () => {
    svg.classList.remove("choosing");
    svg.querySelectorAll(".near,.chosen").forEach((g) => g.classList.remove("near", "chosen"));
  };
  const mark = (group) => {
    clear();
    const lines = group.classList.contains("edge") ? [group] : near(group.id);
    group.classList.add("near", "chosen");
    lines.forEach((e) => {
      e.classList.add("near");
      document.getElementById(e.dataset.from).classList.add("near");
      document.getElementById(e.dataset.to).classList.add("near");
      labels.filter((l) => l.dataset.edge === e.id).forEach((l) => l.classList.add("near"));
    });
    svg.classList.add("choosing");
  };
  // tell shows what the text below says of a group.
  const tell = (group) => {
    const item = document.getElementById("t" + group.id);
    const copy = document.createElement("div");
    for (const n of item.childNodes) copy.append(n.cloneNode(true));
    said.querySelector("div").replaceChildren(copy);
    said.hidden = false;
    mark(group);
  };
  const close = () => { said.hidden = true; clear(); };
  document.getElementById("close").addEventListener("click", close);
  const groupOf = (e) => {
    const g = e.target.closest(".node,.edge,.label");
    if (!g || !svg.contains(g)) return null;
    return g.dataset.edge ? document.getElementById(g.dataset.edge) : g;
  };
  svg.addEventListener("click", (e) => {
    if (moved) return;
    const g = groupOf(e);
    if (g) tell(g); else close();
  });
  svg.addEventListener("pointerover", (e) => {
    const g = groupOf(e);
    if (g && said.hidden && !held) mark(g);
  });
  svg.addEventListener("pointerleave", () => { if (said.hidden) clear(); });
  svg.addEventListener("focusin", (e) => { const g = groupOf(e); if (g) mark(g); });
  svg.addEventListener("focusout", () => { if (said.hidden) clear(); });

  const middle = (g) => { const b = g.getBBox(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; };
  // step goes to the next party along a link up or down, or beside.
  const step = (from, key) => {
    const a = middle(from);
    let list;
    if (key === "ArrowUp") list = near(from.id).filter((e) => e.dataset.to === from.id).map((e) => e.dataset.from);
    else if (key === "ArrowDown") list = near(from.id).filter((e) => e.dataset.from === from.id).map((e) => e.dataset.to);
    else {
      const right = key === "ArrowRight";
      list = [...svg.querySelectorAll(".node")].filter((n) => {
        const b = middle(n);
        return n !== from && Math.abs(b.y - a.y) < 90 && (right ? b.x > a.x : b.x < a.x);
      }).map((n) => n.id);
    }
    const best = list.map((id) => document.getElementById(id)).filter((n) => n && n !== from)
      .sort((m, n) => Math.hypot(middle(m).x - a.x, middle(m).y - a.y) - Math.hypot(middle(n).x - a.x, middle(n).y - a.y))[0];
    if (best) best.focus();
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const node = document.activeElement && document.activeElement.closest(".node");
    switch (e.key) {
      case "+": case "=": zoom(1.3); break;
      case "-": zoom(1 / 1.3); break;
      case "0": fit(); break;
      case "Escape": close(); break;
      case "Enter": case " ": if (!node) return; tell(node); break;
      case "ArrowUp": case "ArrowDown": case "ArrowLeft": case "ArrowRight":
        if (!node) return;
        step(node, e.key);
        break;
      default: return;
    }
    e.preventDefault();
  });
})();
