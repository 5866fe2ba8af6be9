// The page of `sockshape report --html`: its views, the trial that is open, and the address, which says both.
"use strict";
(() => {
  const report = dataOf("report");
  const known = dataOf("known");
  const dialog = byId("trial");
  const platforms = [...report.platforms, ...report.claimed].map((platform) => platform.name);
  const title = document.title;
  const say = (text) => (byId("notice").textContent = text);
  const writeSoon = later(() => write());
  const cases = casesOf(report, (isTyping) => (isTyping ? writeSoon() : write()));
  const { rows, byName } = cases;

  function copyButton(label, text) {
    const button = element("button", { type: "button", class: "button" }, label);
    button.addEventListener("click", () => copied.put(text(), say));
    return button;
  }

  // ---- The overview, and the pages of platforms ----

  const overview = overviewOf(report, rows, cases.differs);
  const base = byId("base");
  base.append(...report.platforms.map(({ name }, index) => element("option", { value: String(index) }, name)));

  function drawOverview() {
    byId("overview").replaceChildren(...overview(Number(base.value)));
  }

  base.addEventListener("input", () => {
    drawOverview();
    write();
  });
  byId("cases-copy").append(
    copyButton("Copy as Markdown", cases.markdown),
    copyButton("Copy as command", cases.command),
  );

  const faultsOf = (name) => known.find((one) => one.platform === name)?.faults ?? [];
  const platformView = platformViewOf(report, faultsOf);

  // ---- The tables of questions ----

  const tables = tableViewOf(cellQueryOf(report, byName));
  const [part, on, find] = ["part", "on", "find"].map(byId);
  let drawn = null;
  const chosenPart = () => (part.value === "all" ? "" : part.value);

  function drawTable() {
    drawn = tables.draw(view, { part: chosenPart(), platform: on.value, words: find.value });
    byId("questions").replaceChildren(...drawn.nodes);
    byId("none-asked").hidden = drawn.found > 0;
    byId("cells").textContent =
      drawn.found === drawn.whole ? `${drawn.whole} cells` : `${drawn.found} of ${drawn.whole} cells`;
  }

  /** Chooses a part, a platform and words in the table that is shown. */
  function chooseCells(entries) {
    const table = tables.table(view);
    const fill = (select, values) =>
      select.replaceChildren(...values.map(([value, text]) => element("option", { value }, text)));
    const isClaimed = (name) => table.claimed.includes(name);
    fill(part, [["all", "all"], ...table.parts.map((one) => [one.part, one.part])]);
    fill(on, [
      ["", "all"],
      ...tables.platformsOf(table).map((name) => [name, isClaimed(name) ? `${name}, claimed` : name]),
    ]);
    // All at once would be thousands of cells.
    part.value = entries.get("part") ?? (entries.get("find") ? "all" : (table.parts[0]?.part ?? "all"));
    if (part.selectedIndex < 0) part.value = "all";
    on.value = entries.get("on") ?? "";
    if (on.selectedIndex < 0) on.value = "";
    find.value = entries.get("find") ?? "";
    drawTable();
  }

  function tableCommand() {
    const words = find.value.match(/"[^"]*"?|[^\s"]+/g) ?? [];
    const chosen = [...(chosenPart() ? [`"${chosenPart()}"`] : []), ...words];
    return copied.command("table", view, ...chosen, ...(on.value ? ["--platform", on.value] : []));
  }

  const tableMarkdown = () => `${copied.markdown(["Cell", "Answers", "Trial"], drawn.lines)}\n`;

  byId("ask").addEventListener("input", (event) => {
    drawTable();
    if (event.target === find) writeSoon();
    else write();
  });
  byId("ask").addEventListener("submit", (event) => event.preventDefault());
  byId("cells-copy").append(copyButton("Copy as Markdown", tableMarkdown), copyButton("Copy as command", tableCommand));

  // ---- Views ----

  const names = [...byId("views").querySelectorAll("a[data-table]")].map((link) => link.dataset.table);
  const isTable = (name) => names.includes(name);
  const isPlatform = (name) => platforms.includes(name);
  let view = "cases";

  /** Shows the view that an address names, with what it chooses there. */
  function show(entries) {
    const wanted = entries.get("view") ?? "cases";
    view = isTable(wanted) || isPlatform(wanted) ? wanted : "cases";
    byId("cases-view").hidden = view !== "cases";
    byId("table-view").hidden = !isTable(view);
    byId("platform-view").hidden = !isPlatform(view);
    for (const link of byId("views").querySelectorAll("a")) {
      const isCurrent = (link.dataset.table ?? link.dataset.platform ?? "cases") === view;
      if (isCurrent) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (isTable(view)) {
      byId("table-title").textContent = tables.table(view).title;
      chooseCells(entries);
    } else if (isPlatform(view)) {
      byId("platform-view").replaceChildren(...platformView(view));
    } else {
      cases.choose(entries);
      base.value = String(
        Math.max(
          0,
          report.platforms.findIndex(({ name }) => name === entries.get("base")),
        ),
      );
      drawOverview();
      cases.filter();
    }
    document.title = view === "cases" ? title : `${isTable(view) ? tables.table(view).title : view}: ${title}`;
  }

  /** What is chosen, as it stands in the address. */
  function chosen() {
    const entries = [];
    if (view !== "cases") entries.push(["view", view]);
    if (isTable(view)) entries.push(["part", part.value], ["on", on.value], ["find", find.value]);
    if (view === "cases")
      entries.push(...cases.chosen(), ["base", Number(base.value) ? report.platforms[base.value].name : ""]);
    return Object.fromEntries(entries.filter(([, value]) => value));
  }

  // ---- One trial ----

  function neighbour(row, step) {
    const seen = rows.filter((other) => !other.row.hidden || other === row);
    return seen[seen.indexOf(row) + step];
  }

  /** The transcripts of a trial in Markdown. */
  function markdownOf(trial) {
    const cell = (line) => (line ? copied.code(line.outcome) : "no such step");
    const call = (step) => copied.code(step.lines.find(Boolean)?.call ?? "");
    const steps = trial.steps.map((step) => [String(step.number), call(step), ...step.lines.map(cell)]);
    const heads = trial.kinds.map((kind) => kind.platforms.join(", "));
    return `${copied.code(trial.name)}\n\n${copied.markdown(["Step", "Call", ...heads], steps)}\n`;
  }

  const buttons = (trial) => [
    copyButton("Copy as Markdown", () => markdownOf(trial)),
    copyButton("Copy as command", () => copied.command("show", trial.name)),
  ];

  const openTrial = trialViewOf(report, dialog, neighbour, buttons);

  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "/" && !dialog.open && event.target.localName !== "input" && !isPlatform(view)) {
      event.preventDefault();
      (isTable(view) ? find : byId("search")).focus();
    }
    // What scrolls sideways needs these keys itself.
    const scrolls = event.target.closest?.(".wide, pre");
    const label = { ArrowLeft: "Previous row", ArrowRight: "Next row" }[event.key];
    if (label && dialog.open && !scrolls) dialog.querySelector(`a[aria-label="${label}"]`)?.click();
  });

  // ---- The address: after # it has the name of the trial that is shown, or what is chosen, or both. ----

  /** The name of the trial, and what is chosen. What is chosen stays as it is where only a trial is named. */
  function address() {
    const text = location.hash.slice(1);
    const entries = chosenIn(text);
    // A program may have written out what was escaped, so that there are colons in what is chosen, too.
    const isName = /^[^=]*::/.test(text);
    if (!isName) return { name: entries.get("trial") ?? "", entries: isChosen(text, entries) ? entries : null };
    try {
      return { name: decodeURIComponent(text), entries: null };
    } catch {
      return { name: text, entries: null };
    }
  }

  const KEYS = ["view", "search", "group", "family", "different", "columns", "base", "part", "on", "find", "trial"];

  /** Whether an address says what is chosen: one without anything does, and that of a place on the page does not. */
  const isChosen = (text, entries) => text === "" || KEYS.some((key) => entries.has(key));

  /** The address of what is chosen, and of a trial. */
  function place(name) {
    const [entries, page] = [chosen(), location.href.split("#")[0]];
    if (Object.keys(entries).length === 0) return name ? `${page}#${name}` : page;
    return page + addressOf({ ...entries, trial: name });
  }

  /** Has the address say what is chosen. */
  function write() {
    const { name, entries } = address();
    // One that is not known stays, so that somebody can see what is wrong with it.
    const isKnown = name ? byName.has(name) : entries !== null;
    if (isKnown) history.replaceState(null, "", place(name));
  }

  let opened = null;

  function follow() {
    const { name, entries } = address();
    // Showing them writes the address.
    const isOfCases = entries?.get("view") === "cases";
    if (entries) show(entries);
    if (isOfCases) byId("filters").scrollIntoView();
    const { row, trial } = byName.get(name) ?? {};
    say(name && !row ? `This report has no trial ${name}.` : "");
    if (!row) {
      dialog.close();
      return;
    }
    // Where it was opened from, if that is not in the table of cases.
    opened = { row, from: dialog.open ? opened.from : document.activeElement };
    cases.enter(row);
    openTrial(row, trial);
    document.title = name;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("[autofocus]").focus();
    write();
  }

  dialog.addEventListener("close", () => {
    document.title = title;
    if (byName.has(address().name)) history.pushState(null, "", place());
    const { row, from } = opened;
    if (view !== "cases") from.focus();
    else (row.row.hidden ? byId("matrix") : row.link).focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  addEventListener("hashchange", follow);
  if (address().entries === null) show(new URLSearchParams());
  follow();
})();
