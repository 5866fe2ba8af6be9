// The page of a platform: what was recorded, and what it is known to do wrong.
"use strict";

const platformViewOf = (report, knownOf) => {
  const releases = (fault) => {
    if (fault.since && fault.until) return `releases ${fault.since} to ${fault.until}`;
    if (fault.since) return `since release ${fault.since}`;
    return fault.until ? `until release ${fault.until}` : "in every release";
  };

  function broken(fault) {
    if (!fault.shown?.broken.length) return null;
    const heads = ["Step", "Call", "Expected", "Recorded"].map((head) => element("th", { scope: "col" }, head));
    const row = (claim) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, String(claim.step)),
        [claim.call, claim.expected, claim.recorded].map((text) => element("td", {}, text)),
      );
    const caption = element("caption", { class: "unseen" }, "Claims that do not hold");
    const table = element(
      "table",
      { class: "steps" },
      caption,
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, fault.shown.broken.map(row)),
    );
    return wide("Claims that do not hold", table);
  }

  function faultOf(fault) {
    const others = fault.trials.length > 1 ? `, and ${fault.trials.length - 1} more` : "";
    const trial = element("a", { href: `#${fault.trials[0]}` }, fault.trials[0]);
    return element(
      "article",
      {},
      element("h3", {}, fault.case),
      fault.about === null ? null : element("p", {}, linked(fault.about)),
      element("p", {}, element("strong", {}, `${releases(fault)}: `), linked(fault.why)),
      broken(fault),
      element("p", { class: "place" }, trial, others, `; ${fault.place}`),
    );
  }

  const numbers = (entries) => definitions(entries.map(([term, number]) => [term, String(number)]));

  function recorded(platform) {
    const { system, architecture, libc } = platform.made_on;
    const faults = knownOf(platform.name);
    const release = platform.release ? `; release ${platform.release}` : "";
    const count = faults.length === 1 ? "1 known fault" : `${faults.length} known faults`;
    return [
      element("p", {}, `Recorded ${platform.date} on ${system}, ${architecture}, ${libc}${release}.`),
      numbers([
        ["Trials that ran", platform.ran],
        ["that it cannot run", platform.cannot],
        ["that its host skipped", platform.skipped],
        ["with a known fault", platform.deviations],
      ]),
      ...platform.notes.map((note) => element("p", { class: "note" }, note)),
      element("h2", {}, count),
      ...faults.map(faultOf),
    ];
  }

  function claimed(platform) {
    return [
      element(
        "p",
        {},
        "Claimed, not run: nobody has recorded this platform. What stands here is what the cases say of it.",
      ),
      numbers([
        ["Trials of which something is claimed", platform.claimed],
        ["with a source for this platform", platform.sourced],
        ["claimed to end as no recording does", platform.apart],
        ["that it cannot run", platform.cannot],
        ["of which nothing is claimed", platform.open],
      ]),
    ];
  }

  /** What there is to say of a platform. */
  return (name) => {
    const [first] = report.platforms;
    const known = report.platforms.find((platform) => platform.name === name);
    const content = known ? recorded(known) : claimed(report.claimed.find((platform) => platform.name === name));
    const pair = addressOf({ view: "cases", different: "yes", columns: `${first.name},${name}` });
    const links = [
      name === first.name
        ? null
        : element("li", {}, element("a", { href: pair }, `Cases in which it differs from ${first.name}`)),
      element("li", {}, element("a", { href: addressOf({ view: "cases", columns: name }) }, "All its answers")),
    ];
    return [element("h2", {}, name), element("ul", { class: "links" }, links.filter(Boolean)), ...content];
  };
};
