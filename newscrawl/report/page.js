"use strict";
(() => {
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

  // Colours: the system's, or what was chosen here before.
  const buttons = document.querySelectorAll("[data-scheme]:is(button)");
  const choose = (scheme) => {
    document.documentElement.dataset.scheme = scheme;
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.scheme === scheme)));
  };
  const remember = (scheme) => {
    try { localStorage.setItem("newscrawl-scheme", scheme); } catch { /* a file may have no storage */ }
  };
  const remembered = () => {
    try { return localStorage.getItem("newscrawl-scheme"); } catch { return null; }
  };
  buttons.forEach((button) => button.addEventListener("click", () => {
    choose(button.dataset.scheme);
    remember(button.dataset.scheme);
  }));
  if (["light", "dark"].includes(remembered())) choose(remembered());

  // How old the page is: whoever leaves it open should see it.
  const made = document.querySelector(".lead time");
  const tellAge = () => {
    const minutes = Math.floor((Date.now() - Date.parse(made.dateTime)) / 60000);
    if (minutes >= 30) document.getElementById("age").textContent =
      minutes < 120 ? `, ${minutes} minutes ago,` : `, ${Math.floor(minutes / 60)} hours ago,`;
  };
  if (made && document.getElementById("age")) { tellAge(); setInterval(tellAge, 60000); }

  // Tables: sorted by the buttons in their heads, found in, cut after so many rows.
  const state = (table) => {
    const rows = [...table.tBodies[0].rows];
    const most = Number(table.dataset.most);
    let all = rows.length <= most;
    let words = "";
    let level = "";
    const matches = (row) => (!level || row.dataset.level.split(" ").includes(level))
      && words.split(/\s+/).every((word) => row.cells[0].textContent.toLowerCase().includes(word));
    const told = document.querySelector(`output[data-table="${table.id}"]`);
    const more = document.createElement("button");
    more.type = "button";
    more.className = "more";
    const show = () => {
      const found = [...table.tBodies[0].rows].filter((row) => { row.hidden = true; return matches(row); });
      const shown = all ? found : found.slice(0, most);
      shown.forEach((row) => { row.hidden = false; });
      more.hidden = shown.length === found.length;
      more.textContent = `Show all ${found.length}`;
      if (told) told.textContent = `${shown.length} of ${rows.length}`;
    };
    more.addEventListener("click", () => {
      const next = [...table.tBodies[0].rows].find((row) => row.hidden && matches(row));
      all = true;
      show();
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
    });
    table.parentElement.after(more);
    show();
    return {
      show,
      find: (text) => { words = text.trim().toLowerCase(); show(); },
      only: (value) => { level = value; show(); },
      reveal: (row) => { if (row.hidden) { all = true; words = level = ""; show(); } },
    };
  };
  const sort = (table, head, control) => {
    const button = head.querySelector("button");
    const now = head.getAttribute("aria-sort");
    const way = now ? (now === "ascending" ? "descending" : "ascending") : button.dataset.first;
    each("th[aria-sort]", (other) => other.removeAttribute("aria-sort"), table.tHead);
    head.setAttribute("aria-sort", way);
    const value = (row) => {
      const cell = row.cells[head.cellIndex];
      return cell.dataset.v ?? cell.textContent.replaceAll(",", "");
    };
    const sign = way === "ascending" ? 1 : -1;
    const compare = (one, other) => {
      const [a, b] = [value(one), value(other)];
      const difference = Number(a) - Number(b);
      return sign * (Number.isNaN(difference) ? a.localeCompare(b) : difference);
    };
    table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
    control.show();
  };
  const controls = new Map();
  each("table.live", (table) => {
    const control = state(table);
    controls.set(table.id, control);
    each("thead button", (button) => {
      button.addEventListener("click", () => sort(table, button.closest("th"), control));
    }, table);
  });
  each("input[data-table]", (input) => {
    input.addEventListener("input", () => controls.get(input.dataset.table).find(input.value));
  });
  each("select[data-table]", (select) => {
    select.addEventListener("change", () => controls.get(select.dataset.table).only(select.value));
  });
  each("[hidden].theme, [hidden].tools", (element) => { element.hidden = false; });
  const reveal = () => {
    const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const table = row && row.closest("table.live");
    if (!table || !row.hidden) return;
    controls.get(table.id).reveal(row);
    row.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Charts, drawn when they come near the screen; a tooltip is text, whatever it says.
  const holder = document.getElementById("specs");
  if (!holder) return;
  const specs = JSON.parse(holder.textContent);
  const tip = document.getElementById("tip");
  const tooltip = (_handler, event, _item, value) => {
    if (value === null || value === undefined || value === "") { tip.hidden = true; return; }
    tip.textContent = typeof value === "object"
      ? Object.entries(value).map(([name, told]) => `${name}: ${told}`).join("\n") : String(value);
    tip.hidden = false;
    const place = (at, size, room) => Math.max(4, at + size + 20 > room ? at - size - 12 : at + 12);
    tip.style.left = `${place(event.clientX, tip.offsetWidth, innerWidth)}px`;
    tip.style.top = `${place(event.clientY, tip.offsetHeight, innerHeight)}px`;
  };
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
  const refuse = async () => { throw new Error("a report loads nothing"); };
  const options = {
    ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip,
    loader: { load: refuse, sanitize: refuse },
  };
  const views = new Map();
  const draw = async (name) => {
    const drawn = await drawChart(`#chart-${name}`, specs[name], options);
    views.set(name, drawn.view);
    document.getElementById(`chart-${name}`).dataset.drawn = "";
  };
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      near.unobserve(entry.target);
      draw(entry.target.id.replace("chart-", ""));
    }
  }, { rootMargin: "800px" });
  for (const [name, spec] of Object.entries(specs)) {
    const place = document.getElementById(`chart-${name}`);
    place.style.minHeight = `${spec.height}px`;
    near.observe(place);
  }
  const drawAll = () => Promise.all(Object.keys(specs).filter((name) => !views.has(name)).map(draw));
  addEventListener("beforeprint", drawAll);
  each("button[data-chart]", (button) => button.addEventListener("click", () => {
    const chosen = button.getAttribute("aria-pressed") !== "true";
    each("button", (other) => other.setAttribute("aria-pressed", "false"), button.closest("ul"));
    button.setAttribute("aria-pressed", String(chosen));
    const view = views.get(button.dataset.chart);
    if (view) view.signal("only", chosen ? button.dataset.series : "").runAsync();
  }));
})();
