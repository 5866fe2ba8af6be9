// The overview: in each group, how many cases a platform answers otherwise than another one does. Each number leads to
// these cases.
"use strict";

/**
 * Draws the overview for a platform with which the others are compared. `differs` tells whether a trial does in
 * columns.
 */
const overviewOf = (report, rows, differs) => {
  const recorded = report.platforms.map((platform) => platform.name);
  const claimed = report.claimed.map((platform) => platform.name);
  const groups = [...new Set(report.topics.map((topic) => topic.group))];

  /** The numbers of a group: its cases, and of each platform the cases that differ. */
  function counted(group, base) {
    const all = new Set();
    const different = [...recorded, ...claimed].map(() => new Set());
    for (const { topic, case: one, trials } of rows) {
      if (topic.group !== group) continue;
      all.add(one);
      different.forEach((cases, column) => {
        if (column !== base && trials.some((trial) => differs(trial, [base, column]))) cases.add(one);
      });
    }
    return { group, cases: all.size, different: different.map((cases) => cases.size) };
  }

  /** How much of a group differs, in four steps of colour. */
  const heat = (part, whole) => Math.ceil((4 * part) / Math.max(whole, 1));

  function cell(numbers, column, base) {
    const name = [...recorded, ...claimed][column];
    const count = numbers.different[column];
    const kind = column < recorded.length ? "" : " claimed";
    if (column === base)
      return element("td", { class: "heat base" }, element("span", { "aria-label": "compared with" }, "="));
    if (count === 0) return element("td", { class: `heat heat-0${kind}` }, "0");
    const columns = `${recorded[base]},${name}`;
    const href = addressOf({ view: "cases", group: numbers.group, different: "yes", columns });
    const said = `${numbers.group}: ${count} of ${numbers.cases} cases differ between ${recorded[base]} and ${name}`;
    const what = kind ? `${said}, as claimed` : said;
    return element(
      "td",
      { class: `heat heat-${heat(count, numbers.cases)}${kind}` },
      element("a", { href, "aria-label": what, title: what }, String(count)),
    );
  }

  function row(numbers, base) {
    const href = addressOf({ view: "cases", group: numbers.group });
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element("a", { href }, numbers.group)),
      element("td", { class: "n" }, String(numbers.cases)),
      numbers.different.map((_, column) => cell(numbers, column, base)),
    );
  }

  function head(base) {
    const name = (platform) => element("a", { href: addressOf({ view: platform }) }, platform);
    const columns = [
      ...recorded.map((platform) => element("th", { scope: "col" }, name(platform))),
      ...claimed.map((platform) =>
        element("th", { scope: "col" }, name(platform), " ", element("small", {}, "claimed, not run")),
      ),
    ];
    const first = element("th", { scope: "col" }, "Group");
    return element(
      "thead",
      {},
      element("tr", {}, first, element("th", { scope: "col", class: "n" }, "Cases"), columns),
    );
  }

  return (base) => {
    const all = groups.map((group) => counted(group, base));
    const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
    const total = (column) => sum(all.map((numbers) => numbers.different[column]));
    const foot = element(
      "tr",
      {},
      element("th", { scope: "row" }, "all"),
      element("td", { class: "n" }, String(sum(all.map((numbers) => numbers.cases)))),
      [...recorded, ...claimed].map((_, column) =>
        element("td", { class: "heat" }, column === base ? "" : String(total(column))),
      ),
    );
    const about =
      `Cases that a platform answers otherwise than ${recorded[base]} does, where both were run; ` +
      "of what is only claimed, what the claim contradicts. Each number leads to them.";
    const body = element(
      "tbody",
      {},
      all.map((numbers) => row(numbers, base)),
    );
    const caption = element(
      "caption",
      { class: "unseen" },
      `Groups against platforms, compared with ${recorded[base]}`,
    );
    const table = element("table", { class: "overview" }, caption, head(base), body, element("tfoot", {}, foot));
    return [element("p", { class: "about" }, about), wide("Overview", table)];
  };
};
