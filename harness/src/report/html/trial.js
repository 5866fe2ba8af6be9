// The view of one trial: what came back, what is claimed, and what the case says.
"use strict";

/** Fills the dialog with a trial. `neighbour` finds the row so many steps away, `buttons` makes those for copying. */
const trialViewOf = (report, dialog, neighbour, buttons) => {
  const platforms = report.platforms.map((platform) => platform.name);
  const claimed = report.claimed.map((platform) => platform.name);
  const paragraph = (text) => (text === null ? null : element("p", {}, linked(text)));

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
    const body = element(
      "tbody",
      {},
      trial.steps.map((step) => transcriptRow(step, trial)),
    );
    const grid = element("table", { class: "steps" }, caption, head, body);
    return wide("Transcripts", grid);
  }

  /** One step. It is marked if platforms differ in it, or a recording and a claim. */
  function transcriptRow(step, trial) {
    const [first] = step.lines;
    const oneCall = step.lines.every((line) => line !== null && first !== null && line.call === first.call);
    const differs = trial.differing.includes(step.number);
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
    const grid = element(
      "table",
      { class: "steps claims" },
      caption,
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, rows),
    );
    return wide("Claims", grid);
  }

  /** The platforms that nobody recorded and of which nothing is claimed, and why. */
  function withoutClaim(trial) {
    const reason = (cell) => (cell.state === "cannot" ? `not on this platform: ${cell.lacks}` : "nothing claimed");
    return trial.claims.flatMap((cell, index) => (cell.state === "claimed" ? [] : [[claimed[index], reason(cell)]]));
  }

  function faults(trial) {
    return trial.cells.flatMap((cell, column) => (cell.fault === null ? [] : [[platforms[column], cell.fault]]));
  }

  /** The other trials of a case, each a link. */
  function variants(one, trial) {
    if (one.trials.length < 2) return null;
    const item = (other) => {
      const current = other === trial ? { "aria-current": "true" } : {};
      return element(
        "li",
        {},
        element("a", { href: `#${other.name}`, ...current }, other.variant.replaceAll(",", ", ")),
      );
    };
    return element("ul", { class: "variants" }, one.trials.map(item));
  }

  function link(row, step) {
    const other = neighbour(row, step);
    const [sign, label] = step < 0 ? ["‹", "Previous row"] : ["›", "Next row"];
    if (!other) return element("span", { class: "button", "aria-hidden": "true" }, sign);
    return element("a", { class: "button", href: `#${other.trial.name}`, "aria-label": label, title: label }, sign);
  }

  return (row, trial) => {
    const { topic, case: one } = row;
    const close = element("button", { type: "button", class: "button", autofocus: "" }, "Close");
    close.addEventListener("click", () => dialog.close());
    const bar = element("nav", { "aria-label": "Trials" }, buttons(trial), link(row, -1), link(row, 1), close);
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
  };
};
