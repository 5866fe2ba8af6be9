// What is asked of the rows of the page: words and terms as `sockshape list` takes them, all of which have to be met.
"use strict";

/** An error by the name that cases have for it, in small letters. */
const posixName = (text) =>
  text
    .toLowerCase()
    .replace(/^wsa(?=e)/, "")
    .replace(/^ewouldblock$/, "eagain");

/** Whether a word stands in a text on its own. */
const standsIn = (text, word) =>
  text
    .toLowerCase()
    .split(/[^a-z0-9_]+/)
    .includes(word);

/** Whether an outcome or a claim has this in its text. An error has to stand there as a whole. */
const hasText = (said, text) => (/^e[a-z0-9_]+$/.test(text) ? standsIn(said, text) : said.toLowerCase().includes(text));

/**
 * Makes of what somebody wrote a function that tells whether something meets all of it. `terms` has a test for each
 * key, `on` makes one for a platform, or nothing if there is no such platform, and `word` one for a word.
 */
const asked = (written, { terms, on, word }) => {
  const wanted = (one) => {
    const [, key, value] = /^([^:]+):([^:].*)$/.exec(one) ?? [];
    if (Object.hasOwn(terms, key ?? "")) return (subject) => terms[key](subject, value);
    return on(key, posixName(value ?? "")) ?? word(posixName(one));
  };
  const parts = written.split('"').flatMap((part, index) => {
    // What stands in quotation marks is looked for as it is.
    if (index % 2) return [[word(part.toLowerCase())]];
    return part
      .split(/\s+/)
      .filter(Boolean)
      .map((term) => term.split("|").filter(Boolean).map(wanted));
  });
  return (subject) => parts.every((any) => any.some((meets) => meets(subject)));
};

/** Makes of what somebody wrote a function that tells whether a row meets it. `textOf` has the text of a row. */
const queryOf = (report, textOf) => {
  const recorded = report.platforms.map((platform) => platform.name);
  const claimed = report.claimed.map((platform) => platform.name);
  const outcome = (line) => (line === null ? "" : line.outcome);
  const claims = (row) => row.trials.flatMap((trial) => trial.claimed_steps.flatMap((step) => step.claims));
  const lines = (row) => row.trials.flatMap((trial) => trial.steps.flatMap((step) => step.lines)).filter(Boolean);

  /** Whether a step ends in a way that has this in its text, on a platform. */
  function answers(row, platform, text) {
    const column = recorded.indexOf(platform);
    if (column < 0) {
      const said = claims(row).filter((claim) => claim.platforms.includes(platform));
      return said.some((claim) => hasText(claim.claim ?? "", text));
    }
    return row.trials.some(({ cells, steps }) => {
      const { state, kind } = cells[column];
      return state === "ran" && steps.some((step) => hasText(outcome(step.lines[kind]), text));
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
      lines(row).some((line) => standsIn(line.outcome.split(",")[0], posixName(name))) ||
      claims(row).some((claim) => standsIn(claim.claim ?? "", posixName(name))),
    family: (row, name) => row.trials.some((trial) => trial.families.includes(name)),
    platform: isOn,
    is: (row, quality) => Object.hasOwn(QUALITIES, quality) && row.trials.some(QUALITIES[quality]),
    grade: (row, grade) => Object.hasOwn(GRADES, grade) && GRADES[grade](row),
  };

  const isKnown = (name) => recorded.includes(name) || claimed.includes(name);
  const on = (name, text) => (isKnown(name) ? (row) => answers(row, name, text) : null);
  const word = (text) => (row) => textOf(row).includes(text);
  return (written) => asked(written, { terms: TERMS, on, word });
};

/** The same for the cells of a table, of which so many platforms were recorded. `byName` has the trials. */
const cellQueryOf = (report, byName) => (written, platforms, recorded) => {
  const text = (reply) => reply.outcome ?? reply.claim ?? null;
  const replies = (cell) => cell.answers.flatMap((answer) => answer.replies);
  const says = (reply, wanted) => text(reply) !== null && hasText(text(reply), wanted);
  const trials = (cell) => cell.answers.map((answer) => byName.get(answer.trial)?.trial).filter(Boolean);
  const ran = (answer) => answer.replies.slice(0, recorded).filter(([, reply]) => reply.state === "ran");
  const kinds = (answer) => new Set(ran(answer).map(([, reply]) => reply.whole ?? reply.outcome)).size;
  const calls = ({ trial, step }) =>
    byName.get(trial)?.trial.steps[step - 1]?.lines.find(Boolean)?.call.split(" ") ?? [];

  const QUALITIES = {
    different: (cell) => cell.answers.some((answer) => kinds(answer) > 1),
    same: (cell) =>
      cell.answers.every((answer) => kinds(answer) < 2) && cell.answers.some((answer) => ran(answer).length > 1),
    "known-fault": (cell) => trials(cell).some((trial) => trial.cells.some((one) => one.fault !== null)),
    lacking: (cell) => cell.answers.some((answer) => ran(answer).length < recorded),
  };
  const graded = (cell, grade) =>
    replies(cell).some(([, reply]) => (grade === "run" ? reply.state === "ran" : reply.grade === grade));
  const terms = {
    call: (cell, name) => cell.question === name || cell.answers.some((answer) => calls(answer).includes(name)),
    error: (cell, name) => replies(cell).some(([, reply]) => says(reply, posixName(name))),
    family: (cell, name) => trials(cell).some((trial) => trial.families.includes(name)),
    platform: (cell, name) => replies(cell).some(([platform, reply]) => platform === name && text(reply) !== null),
    is: (cell, quality) => Object.hasOwn(QUALITIES, quality) && QUALITIES[quality](cell),
    grade: graded,
  };
  const on = (name, wanted) => {
    if (!platforms.includes(name)) return null;
    return (cell) => replies(cell).some(([platform, reply]) => platform === name && says(reply, wanted));
  };
  return asked(written, { terms, on, word: (wanted) => (cell) => cell.label.toLowerCase().includes(wanted) });
};
