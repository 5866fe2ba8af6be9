// What is asked of the rows of the page: words and terms as `sockshape list` takes them, all of which have to be met.
"use strict";

/** Makes of what somebody wrote a function that tells whether a row meets it. `textOf` has the text of a row. */
const queryOf = (report, textOf) => {
  const recorded = report.platforms.map((platform) => platform.name);
  const claimed = report.claimed.map((platform) => platform.name);
  const outcome = (line) => (line === null ? "" : line.outcome);
  const claims = (row) => row.trials.flatMap((trial) => trial.claimed_steps.flatMap((step) => step.claims));
  const lines = (row) => row.trials.flatMap((trial) => trial.steps.flatMap((step) => step.lines)).filter(Boolean);

  /** An error by the name that cases have for it, in small letters. */
  const posix = (text) => text.toLowerCase().replace(/^wsa(?=e)/, "").replace(/^ewouldblock$/, "eagain");
  /** Whether a word stands in a text on its own. */
  const stands = (text, word) => text.toLowerCase().split(/[^a-z0-9_]+/).includes(word);

  /** Whether a step ends in a way that has this in its text, on a platform. An error has to stand there as a whole. */
  function answers(row, platform, text) {
    const isError = /^e[a-z0-9_]+$/.test(text);
    const says = (said) => (isError ? stands(said, text) : said.toLowerCase().includes(text));
    const column = recorded.indexOf(platform);
    if (column < 0) {
      const said = claims(row).filter((claim) => claim.platforms.includes(platform));
      return said.some((claim) => says(claim.claim ?? ""));
    }
    return row.trials.some(({ cells, steps }) => {
      const { state, kind } = cells[column];
      return state === "ran" && steps.some((step) => says(outcome(step.lines[kind])));
    });
  }

  function isOn(row, platform) {
    const [column, other] = [recorded.indexOf(platform), claimed.indexOf(platform)];
    return row.trials.some((trial) => trial.cells[column]?.state === "ran" || trial.claims[other]?.state === "claimed");
  }

  const QUALITIES = {
    different: (trial) => trial.kinds.length > 1,
    same: (trial) => trial.kinds.length === 1 && trial.cells.filter((cell) => cell.state === "ran").length > 1,
    "known-fault": (trial) => trial.cells.some((cell) => cell.fault !== null),
    lacking: (trial) => trial.cells.some((cell) => cell.state === "cannot" || cell.state === "skipped"),
  };

  const GRADES = {
    run: (row) => row.trial.kinds.length > 0,
    sourced: (row) => claims(row).some((claim) => claim.grade === "sourced"),
    assumed: (row) => claims(row).some((claim) => claim.grade === "assumed"),
  };

  const TERMS = {
    call: (row, name) => lines(row).some((line) => line.call.split(" ").includes(name)),
    error: (row, name) =>
      lines(row).some((line) => stands(line.outcome.split(",")[0], posix(name))) ||
      claims(row).some((claim) => stands(claim.claim ?? "", posix(name))),
    family: (row, name) => row.trials.some((trial) => trial.families.includes(name)),
    platform: isOn,
    is: (row, quality) => Object.hasOwn(QUALITIES, quality) && row.trials.some(QUALITIES[quality]),
    grade: (row, grade) => Object.hasOwn(GRADES, grade) && GRADES[grade](row),
  };

  /** One word or term. */
  function wanted(written) {
    const [, key, value] = /^([^:]+):([^:].*)$/.exec(written) ?? [];
    if (Object.hasOwn(TERMS, key ?? "")) return (row) => TERMS[key](row, value);
    if (recorded.includes(key) || claimed.includes(key)) return (row) => answers(row, key, posix(value));
    return (row) => textOf(row).includes(posix(written));
  }

  return (written) => {
    const terms = written.split(/\s+/).filter(Boolean);
    const all = terms.map((term) => term.split("|").filter(Boolean).map(wanted));
    return (row) => all.every((any) => any.some((meets) => meets(row)));
  };
};
