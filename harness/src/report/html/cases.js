// The table of cases: its rows, its filters, and the keys that move in it.
"use strict";

/** `changed` is called after rows were filtered: with whether somebody is typing. */
const casesOf = (report, changed) => {
  const table = byId("trials");
  const form = byId("filters");
  const platforms = report.platforms.map((platform) => platform.name);
  const claimed = report.claimed.map((platform) => platform.name);
  const names = [...platforms, ...claimed];

  // Each row has the variants of a case that come out alike. The first stands for them.
  const rows = [];
  report.topics.forEach((topic, index) => {
    const body = table.tBodies[index];
    let position = 0;
    for (const one of topic.cases) {
      for (const way of one.ways) {
        const trials = way.variants.map((index) => one.trials[index]);
        const row = body.rows[++position];
        rows.push({ topic, case: one, trial: trials[0], trials, body, row, link: row.querySelector("a"), text: null });
      }
    }
  });
  const byName = new Map(rows.flatMap((row) => row.trials.map((trial) => [trial.name, { row, trial }])));
  const cases = new Set(rows.map((row) => row.case)).size;

  /** The text that is searched. It is made at the first search, because it is most of the report. */
  function textOf(row) {
    if (row.text === null) {
      const { topic, case: one, trials } = row;
      const lines = trials.flatMap((trial) => trial.steps.flatMap((step) => step.lines));
      const steps = lines.map((line) => (line ? `${line.call} ${line.outcome}` : ""));
      const sources = [...topic.see, ...one.see].map((source) => source.text);
      const cells = trials.flatMap((trial) => trial.cells).map((cell) => [cell.lacks, cell.why, cell.fault].join(" "));
      const claims = row.trial.claimed_steps
        .flatMap((step) => step.claims)
        .map((said) => [said.claim, said.platforms].join(" "));
      const names = trials.map((trial) => trial.name);
      const texts = [...names, topic.about, one.about, one.posix, ...sources, ...cells, ...steps, ...claims];
      row.text = texts.join("\n").toLowerCase();
    }
    return row.text;
  }

  const query = queryOf(report, textOf);

  /** Whether answers differ in the columns that are shown, or an answer from a claim. What a platform lacks is none. */
  function differs(trial, shown) {
    const cells = shown.filter((column) => column < platforms.length).map((column) => trial.cells[column]);
    const kinds = new Set(cells.filter((cell) => cell.state === "ran").map((cell) => cell.kind));
    const claims = shown.filter((column) => column >= platforms.length);
    const contradicts = (cell) => cell.state === "claimed" && ![...kinds].every((kind) => cell.kinds.includes(kind));
    return kinds.size > 1 || claims.some((column) => contradicts(trial.claims[column - platforms.length]));
  }

  // ---- Filters ----

  const boxes = [...byId("platforms").querySelectorAll("input")];
  // A phone has no room for what was not run.
  if (matchMedia("(max-width: 48rem)").matches) {
    for (const box of boxes) box.checked = !("claimed" in box.dataset);
  }
  const nameOf = (box) => names[Number(box.value)];
  const unasked = boxes.map((box) => box.checked).join();
  const shown = () => boxes.filter((box) => box.checked).map((box) => Number(box.value));
  const sides = ["left", "right"].map(byId);
  let columns = "";

  function filter(isTyping = false) {
    const isMet = query(byId("search").value);
    const [group, family] = [byId("group").value, byId("family").value];
    const different = byId("different").checked;
    const visible = shown();
    showColumns(visible);
    const [full, found] = [new Set(), new Set()];
    for (const row of rows) {
      const { topic, trial, trials } = row;
      const isSelected =
        (!group || topic.group === group) &&
        (!family || trials.some((one) => one.families.includes(family))) &&
        (!different || differs(trial, visible)) &&
        isMet(row);
      row.row.hidden = !isSelected;
      if (isSelected) {
        full.add(row.body);
        found.add(row.case);
      }
    }
    for (const body of table.tBodies) body.hidden = !full.has(body);
    const count = found.size;
    byId("none").hidden = count > 0;
    byId("count").textContent = count === cases ? `${count} cases` : `${count} of ${cases} cases`;
    enter(rows.find((row) => row.link.tabIndex === 0 && !row.row.hidden) ?? rows.find((row) => !row.row.hidden));
    changed(isTyping);
  }

  function showColumns(visible) {
    const pair = visible.length === 2 ? visible : ["", ""];
    sides.forEach((side, index) => (side.value = String(pair[index])));
    const wanted = visible.join();
    if (wanted === columns) return;
    columns = wanted;
    for (const row of [table.tHead.rows[0], ...rows.map((row) => row.row)]) {
      names.forEach((_, column) => (row.cells[column + 2].hidden = !visible.includes(column)));
    }
    // A head that spans hidden columns would leave room for them.
    for (const body of table.tBodies) body.rows[0].cells[0].colSpan = visible.length + 2;
  }

  /** Shows two platforms side by side, and where they differ. */
  function pair() {
    const chosen = sides.map((side) => side.value);
    if (chosen.includes("") || chosen[0] === chosen[1]) return;
    for (const box of boxes) box.checked = chosen.includes(box.value);
    byId("different").checked = true;
    filter();
  }

  const options = (select, values) =>
    select.append(...values.map(([value, text]) => element("option", { value }, text)));
  const each = (values) => [...new Set(values)].map((value) => [value, value]);
  options(byId("group"), each(report.topics.map((topic) => topic.group)));
  options(byId("family"), each(rows.flatMap((row) => row.trials.flatMap((trial) => trial.families)).sort()));
  for (const side of sides)
    options(
      side,
      names.map((name, column) => [String(column), name]),
    );

  form.addEventListener("input", (event) =>
    sides.includes(event.target) ? pair() : filter(event.target.id === "search"),
  );
  form.addEventListener("submit", (event) => event.preventDefault());

  /** What is chosen, as it stands in the address: nothing that is as it was at first. */
  function chosen() {
    const entries = ["search", "group", "family"].map((id) => [id, byId(id).value]);
    entries.push(["different", byId("different").checked ? "yes" : ""]);
    const isAsAtFirst = boxes.map((box) => box.checked).join() === unasked;
    entries.push([
      "columns",
      isAsAtFirst
        ? ""
        : boxes
            .filter((box) => box.checked)
            .map(nameOf)
            .join() || "none",
    ]);
    return entries;
  }

  /** Chooses what stands in the address. */
  function choose(entries) {
    for (const id of ["search", "group", "family"]) byId(id).value = entries.get(id) ?? "";
    // A group or a family that there is none of would leave nothing chosen.
    for (const id of ["group", "family"]) if (byId(id).selectedIndex < 0) byId(id).value = "";
    byId("different").checked = entries.get("different") === "yes";
    const known = new Set(names);
    const columns = entries
      .get("columns")
      ?.split(",")
      .filter((name) => known.has(name) || name === "none");
    boxes.forEach((box, index) => {
      box.checked = columns?.length ? columns.includes(nameOf(box)) : unasked.split(",")[index] === "true";
    });
  }

  // ---- The keyboard: Tab stops at the table once, and arrows move within it. ----

  /** Makes one link the one at which Tab stops. */
  function enter(row) {
    const stop = table.querySelector('a[tabindex="0"]');
    if (stop) stop.tabIndex = -1;
    if (row) row.link.tabIndex = 0;
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -Infinity, End: Infinity };

  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const seen = rows.filter((row) => !row.row.hidden);
    const here = seen.findIndex((row) => row.link === document.activeElement);
    const next = seen[Math.min(Math.max(here + step, 0), seen.length - 1)];
    enter(next);
    next.link.focus();
  });

  table.addEventListener("click", (event) => {
    const row = event.target.closest("tbody tr:not(.topic)");
    const isPlain = !event.target.closest("a") && !String(getSelection());
    if (row && isPlain) row.querySelector("a").click();
  });

  // ---- For elsewhere ----

  /** The rows that are shown, in Markdown. */
  function markdown() {
    const visible = shown();
    const text = (cell) => copied.code(cell.textContent.trim().replace(/\s+/g, " "));
    const seen = rows.filter((row) => !row.row.hidden);
    const line = ({ trial, row }) => [copied.code(trial.name), ...visible.map((column) => text(row.cells[column + 2]))];
    const heads = visible.map((column) =>
      column < platforms.length ? names[column] : `${names[column]} (claimed, not run)`,
    );
    return `${copied.markdown(["Trial", ...heads], seen.map(line))}\n`;
  }

  /** The command that prints what is shown. */
  function command() {
    const [group, family] = [byId("group").value, byId("family").value];
    const words = byId("search").value.match(/"[^"]*"?|[^\s"]+/g) ?? [];
    const terms = [...words, ...(group ? [`${group}::`] : []), ...(family ? [`family:${family}`] : [])];
    const visible = shown();
    const [isPair, different] = [visible.length === 2, byId("different").checked];
    if (isPair && different) return copied.command("diff", ...visible.map((column) => names[column]), ...terms);
    return copied.command("list", ...terms, ...(different ? ["is:different"] : []));
  }

  return { rows, byName, differs, filter, chosen, choose, enter, markdown, command };
};
