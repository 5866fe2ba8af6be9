// The page of `sockshape report --html`: filters, the keyboard, and the view of one trial.
// Text from the report becomes a text node or the value of an attribute, never markup.
"use strict";
(() => {
  const report = JSON.parse(document.getElementById("report").textContent);
  const byId = (id) => document.getElementById(id);
  const table = byId("trials");
  const dialog = byId("trial");
  const platforms = report.platforms.map((platform) => platform.name);
  const claimed = report.claimed.map((platform) => platform.name);

  /** An element with attributes and children. A text among the children becomes a text node; null is left out. */
  function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children.flat().filter((child) => child !== null));
    return node;
  }

  // ---- The rows of the table, each with the variants of a case that come out alike. The first stands for them. ----

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

  // ---- Filters ----

  /** The text that is searched. It is made at the first search, because it is most of the report. */
  function textOf(row) {
    if (row.text === null) {
      const { topic, case: one, trials } = row;
      const lines = trials.flatMap((trial) => trial.steps.flatMap((step) => step.lines));
      const steps = lines.map((line) => (line ? `${line.call} ${line.outcome}` : ""));
      const sources = [...topic.see, ...one.see].map((source) => source.text);
      const cells = row.trial.cells.map((cell) => [cell.lacks, cell.why, cell.fault].join(" "));
      const claims = row.trial.claimed_steps.flatMap((step) => step.claims).map((said) => [said.claim, said.platforms].join(" "));
      const names = trials.map((trial) => trial.name);
      const texts = [...names, topic.about, one.about, one.posix, ...sources, ...cells, ...steps, ...claims];
      row.text = texts.join("\n").toLowerCase();
    }
    return row.text;
  }

  const queryOfPage = queryOf(report, textOf);

  /** Whether answers differ in the columns that are shown, or an answer from a claim. What a platform lacks is none. */
  function differs(trial, shown) {
    const cells = shown.filter((column) => column < platforms.length).map((column) => trial.cells[column]);
    const kinds = new Set(cells.filter((cell) => cell.state === "ran").map((cell) => cell.kind));
    const claims = shown.filter((column) => column >= platforms.length);
    const contradicts = (cell) => cell.state === "claimed" && ![...kinds].every((kind) => cell.kinds.includes(kind));
    return kinds.size > 1 || claims.some((column) => contradicts(trial.claims[column - platforms.length]));
  }

  const boxes = [...byId("platforms").querySelectorAll("input")];
  // A phone has no room for what was not run.
  if (matchMedia("(max-width: 48rem)").matches) {
    for (const box of boxes) box.checked = !("claimed" in box.dataset);
  }
  let columns = "";

  function filter() {
    const isMet = queryOfPage(byId("search").value);
    const [group, family] = [byId("group").value, byId("family").value];
    const different = byId("different").checked;
    const shown = boxes.filter((box) => box.checked).map((box) => Number(box.value));
    showColumns(shown);
    const [full, found] = [new Set(), new Set()];
    for (const row of rows) {
      const { topic, trial, trials } = row;
      const isSelected =
        (!group || topic.group === group) &&
        (!family || trials.some((one) => one.families.includes(family))) &&
        (!different || differs(trial, shown)) &&
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
    write();
  }

  function showColumns(shown) {
    const wanted = shown.join();
    if (wanted === columns) return;
    columns = wanted;
    for (const row of [table.tHead.rows[0], ...rows.map((row) => row.row)]) {
      [...platforms, ...claimed].forEach((_, column) => (row.cells[column + 2].hidden = !shown.includes(column)));
    }
  }

  function options(select, values) {
    for (const value of [...new Set(values)]) select.append(element("option", { value }, value));
  }

  options(byId("group"), report.topics.map((topic) => topic.group));
  options(byId("family"), rows.flatMap((row) => row.trials.flatMap((trial) => trial.families)).sort());
  const form = document.forms[0];
  const nameOf = (box) => [...platforms, ...claimed][Number(box.value)];
  const unasked = boxes.map((box) => box.checked).join();

  /** What is chosen, as it stands in the address: nothing that is as it was at first. */
  function chosen() {
    const entries = ["search", "group", "family"].map((id) => [id, byId(id).value]);
    entries.push(["different", byId("different").checked ? "yes" : ""]);
    const columns = boxes.filter((box) => box.checked).map(nameOf);
    entries.push(["columns", boxes.map((box) => box.checked).join() === unasked ? "" : columns.join() || "none"]);
    return new URLSearchParams(entries.filter(([, value]) => value));
  }

  /** Chooses what stands in the address. */
  function choose(entries) {
    for (const id of ["search", "group", "family"]) byId(id).value = entries.get(id) ?? "";
    // A group or a family that there is none of would leave nothing chosen.
    for (const id of ["group", "family"]) if (byId(id).selectedIndex < 0) byId(id).value = "";
    byId("different").checked = entries.get("different") === "yes";
    const known = new Set(boxes.map(nameOf));
    const columns = entries.get("columns")?.split(",").filter((name) => known.has(name) || name === "none");
    boxes.forEach((box, index) => {
      box.checked = columns?.length ? columns.includes(nameOf(box)) : unasked.split(",")[index] === "true";
    });
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());

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

  // ---- One trial ----

  /** A text with its web addresses as links. */
  function linked(text) {
    return text.split(/(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}])/).map((part, index) =>
      index % 2 ? element("a", { href: part, rel: "noopener noreferrer" }, part) : part,
    );
  }

  const unseen = (text) => element("span", { class: "unseen" }, text);
  const paragraph = (text) => (text === null ? null : element("p", {}, linked(text)));

  function definitions(entries) {
    if (entries.length === 0) return null;
    const definition = ([term, text]) => [element("dt", {}, term), element("dd", {}, linked(text))];
    return element("dl", {}, entries.flatMap(definition));
  }

  function section(title, ...children) {
    const content = children.filter((child) => child !== null);
    return content.length ? element("section", {}, element("h3", {}, title), content) : null;
  }

  const reasons = {
    cannot: (cell) => `not on this platform: ${cell.lacks}`,
    skipped: (cell) => `skipped: ${cell.why}`,
    unrecorded: () => "not recorded",
  };

  /** The transcripts side by side, with one column for platforms that say the same. */
  function transcripts(trial) {
    if (trial.kinds.length === 0) return null;
    const heading = (...children) => element("th", { scope: "col" }, ...children);
    const heads = trial.kinds.map((kind) =>
      heading(element("span", { class: `k ${kind.letter}` }, kind.letter), ` ${kind.platforms.join(", ")}`),
    );
    const caption = element("caption", { class: "unseen" }, "Transcripts");
    const head = element("thead", {}, element("tr", {}, heading("Step"), heading("Call"), heads));
    const body = element("tbody", {}, trial.steps.map(transcriptRow));
    const grid = element("table", { class: "steps" }, caption, head, body);
    return element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Transcripts" }, grid);
  }

  function transcriptRow(step) {
    const [first] = step.lines;
    const isSame = (key) => step.lines.every((line) => line !== null && first !== null && line[key] === first[key]);
    const [oneCall, oneOutcome] = [isSame("call"), isSame("outcome")];
    const differs = !(oneCall && oneOutcome);
    const outcome = (line) => {
      if (line === null) return "no such step";
      return oneCall ? line.outcome : `${line.call}\n-> ${line.outcome}`;
    };
    const mark = differs ? [element("span", { "aria-hidden": "true" }, "≠ "), unseen("differs: ")] : [];
    const number = element("th", { scope: "row" }, mark, String(step.number));
    const cells = step.lines.map((line) => element("td", {}, outcome(line)));
    const call = element("td", {}, oneCall ? first.call : "…");
    return element("tr", differs ? { class: "differs" } : {}, number, call, cells);
  }

  /** The platforms that did not run the trial, and why. */
  function withoutResult(trial) {
    const reason = (cell, column) => (cell.state in reasons ? [[platforms[column], reasons[cell.state](cell)]] : []);
    return trial.cells.flatMap(reason);
  }

  /** What is claimed of platforms that nobody recorded, step by step, with its place and sources. */
  function claims(trial) {
    if (trial.claimed_steps.length === 0) return null;
    const heads = ["Step", "Claim", "Grade", "Of", "Source"].map((head) => element("th", { scope: "col" }, head));
    const row = (number, said) => {
      const sources = said.sources.map((source) => `${source.label}: ${source.text}`);
      const cells = [said.claim ?? "nothing claimed", said.claim === null ? "" : said.grade, said.platforms.join(", ")];
      return element(
        "tr",
        { class: said.grade },
        element("th", { scope: "row" }, String(number)),
        cells.map((text) => element("td", {}, text)),
        element("td", {}, linked([said.place, ...sources].join("\n"))),
      );
    };
    const rows = trial.claimed_steps.flatMap((step) => step.claims.map((said) => row(step.number, said)));
    const caption = element("caption", { class: "unseen" }, "Claims");
    const grid = element("table", { class: "steps claims" }, caption, element("thead", {}, element("tr", {}, heads)), element("tbody", {}, rows));
    return element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Claims" }, grid);
  }

  /** The platforms that nobody recorded and of which nothing is claimed, and why. */
  function withoutClaim(trial) {
    const reason = (cell) => (cell.state === "cannot" ? `not on this platform: ${cell.lacks}` : "nothing claimed");
    return trial.claims.flatMap((cell, index) => (cell.state === "claimed" ? [] : [[claimed[index], reason(cell)]]));
  }

  function faults(trial) {
    return trial.cells.flatMap((cell, column) => (cell.fault === null ? [] : [[platforms[column], cell.fault]]));
  }

  function neighbour(row, step) {
    const seen = rows.filter((other) => !other.row.hidden || other === row);
    const other = seen[seen.indexOf(row) + step];
    const [sign, label] = step < 0 ? ["‹", "Previous row"] : ["›", "Next row"];
    if (!other) return element("span", { class: "button", "aria-hidden": "true" }, sign);
    return element("a", { class: "button", href: `#${other.trial.name}`, "aria-label": label, title: label }, sign);
  }

  /** The other trials of a case, each a link. */
  function variants(one, trial) {
    if (one.trials.length < 2) return null;
    const item = (other) => {
      const current = other === trial ? { "aria-current": "true" } : {};
      return element("li", {}, element("a", { href: `#${other.name}`, ...current }, other.variant.replaceAll(",", ", ")));
    };
    return element("ul", { class: "variants" }, one.trials.map(item));
  }

  function view(row, trial) {
    const { topic, case: one } = row;
    const close = element("button", { type: "button", class: "button", autofocus: "" }, "Close");
    close.addEventListener("click", () => dialog.close());
    const bar = element("nav", { "aria-label": "Trials" }, neighbour(row, -1), neighbour(row, 1), close);
    const parts = trial.name.split("::").flatMap((part, index) => (index ? ["::", element("wbr"), part] : [part]));
    const title = element("h2", { id: "trial-name" }, parts);
    const sources = [...topic.see, ...one.see].map((source) => [source.label, source.text]);
    const source = one.source && [
      element("p", { class: "place" }, one.source.place),
      element("pre", { tabindex: "0" }, one.source.text),
    ];
    const posix = one.posix ? element("p", {}, `POSIX: ${one.posix}.`) : "";
    dialog.replaceChildren(
      element("div", { class: "bar" }, title, bar),
      ...[
        element("div", { class: "said" }, paragraph(topic.about) ?? "", paragraph(one.about) ?? "", posix),
        section("Variants", variants(one, trial)),
        section("What came back", transcripts(trial), definitions(withoutResult(trial))),
        section("Claimed, not run", claims(trial), definitions(withoutClaim(trial))),
        section("Known faults", definitions(faults(trial))),
        section("The case", ...(source ?? [])),
        section("Sources", definitions(sources)),
      ].filter((part) => part !== null),
    );
    dialog.scrollTop = 0;
  }

  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "/" && !dialog.open && event.target.localName !== "input") {
      event.preventDefault();
      byId("search").focus();
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
    const entries = new URLSearchParams(text);
    // A program may have written out what was escaped, so that there are colons in what is chosen, too.
    const isName = /^[^=]*::/.test(text);
    if (!isName) return { name: entries.get("trial") ?? "", entries: isChosen(text, entries) ? entries : null };
    try {
      return { name: decodeURIComponent(text), entries: null };
    } catch {
      return { name: text, entries: null };
    }
  }

  /** Whether an address says what is chosen: one without anything does, and that of a place on the page does not. */
  function isChosen(text, entries) {
    return text === "" || ["search", "group", "family", "different", "columns", "trial"].some((key) => entries.has(key));
  }

  /** The address of what is chosen, and of a trial. */
  function place(name) {
    const [entries, page] = [chosen(), location.href.split("#")[0]];
    if (String(entries) === "") return name ? `${page}#${name}` : page;
    if (name) entries.set("trial", name);
    return `${page}#${entries}`;
  }

  /** Has the address say what is chosen. */
  function write() {
    const { name, entries } = address();
    // One that is not known stays, so that somebody can see what is wrong with it.
    const isKnown = name ? byName.has(name) : entries !== null;
    if (isKnown) history.replaceState(null, "", place(name));
  }

  let shown = null;

  function follow() {
    const { name, entries } = address();
    if (entries) {
      choose(entries);
      filter();
    }
    const { row, trial } = byName.get(name) ?? {};
    byId("notice").textContent = name && !row ? `This report has no trial ${name}.` : "";
    if (!row) {
      dialog.close();
      return;
    }
    shown = row;
    enter(row);
    view(row, trial);
    document.title = name;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("button").focus();
    write();
  }

  dialog.addEventListener("close", () => {
    document.title = TITLE;
    if (byName.has(address().name)) history.pushState(null, "", place());
    (shown.row.hidden ? byId("matrix") : shown.link).focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  const TITLE = document.title;
  addEventListener("hashchange", follow);
  follow();
  filter();
})();
