// The tables of questions: calls, states and platforms, each cell with what trials answer and a link to the simplest.
"use strict";

/** Draws the table with a name. `cellQuery` makes of words and terms what tells whether a cell meets them. */
const tableViewOf = (cellQuery) => {
  let data = null;
  const all = () => (data ??= dataOf("tables"));

  /** A cell, with the numbers of the page looked up. */
  function unpacked(table, part, row, [question, content]) {
    const { texts, replies } = all();
    const label = `${part.part} ${row.row} ${texts[question]}`;
    const cell = { question: texts[question], label, why: null, answers: [] };
    if (typeof content === "number") cell.why = texts[content];
    if (Array.isArray(content)) {
      const named = (list) => list.map((reply, index) => [platformsOf(table)[index], replies[reply]]);
      cell.answers = content.map(([trial, step, trials, list]) => ({
        trial: texts[trial],
        step,
        trials,
        replies: named(list),
      }));
    }
    return cell;
  }

  const platformsOf = (table) => [...table.platforms, ...table.claimed];

  const ELSEWHERE = "not in this state";

  /**
   * What a reply says, and what has to be known of it. Unless it stands alone, an answer that its program saw only in
   * part is given as a platform has it that saw all of it and agrees.
   */
  function worded(reply, isClaimed, isAlone) {
    const remarks = reply.reached === false ? [ELSEWHERE] : [];
    const claimed = (grade) => ["claimed, not run", ...(grade ? [grade] : []), ...remarks];
    switch (reply.state) {
      case "ran":
        return { text: isAlone ? reply.outcome : (reply.whole ?? reply.outcome), remarks };
      case "claimed":
        return { text: reply.claim, remarks: claimed(reply.grade) };
      case "cannot":
        return { text: `not on this platform: ${reply.lacks}`, remarks: isClaimed ? claimed() : [] };
      case "open":
        return { text: "nothing claimed", remarks: [] };
      default:
        return { text: "not recorded", remarks: [] };
    }
  }

  /** The different outcomes, each with its platforms. What is claimed does not stand with what came back. */
  function outcomes(table, replies) {
    const found = new Map();
    for (const [platform, reply] of replies) {
      const isClaimed = table.claimed.includes(platform);
      const { text, remarks } = worded(reply, isClaimed, replies.length === 1);
      const key = JSON.stringify([text, remarks, isClaimed]);
      if (!found.has(key)) found.set(key, { text, remarks, isClaimed, platforms: [] });
      found.get(key).platforms.push(platform);
    }
    return [...found.values()];
  }

  function outcome({ text, remarks, isClaimed, platforms }, isAlone) {
    const who = isAlone
      ? remarks.join(", ")
      : [platforms.join(", "), remarks.length ? `(${remarks.join(", ")})` : ""].join(" ");
    return element(
      "div",
      { class: isClaimed ? "said claim" : "said" },
      element("span", { class: "outcome" }, text),
      who.trim() ? element("small", {}, who) : null,
    );
  }

  /** What trials that ask the same answer, with a link to the simplest. */
  function answer(table, one, platform) {
    const replies = one.replies.filter(([name]) => !platform || name === platform);
    const list = outcomes(table, replies).map((found) => outcome(found, platform !== ""));
    const more = one.trials > 1 ? `, one of ${one.trials} that ask` : "";
    const words = one.trial.split("::").slice(1).join("::");
    return element(
      "div",
      { class: "answer" },
      list,
      element(
        "a",
        { href: `#${one.trial}`, title: `${one.trial}, step ${one.step}${more}` },
        words.split(/(_|::|,)/).flatMap((part, index) => (index % 2 ? [part, element("wbr")] : [part])),
      ),
    );
  }

  function content(table, cell, platform) {
    if (cell.why !== null) return { class: "never", nodes: [`cannot be: ${cell.why}`] };
    if (cell.answers.length === 0) return { class: "unasked", nodes: ["not asked"] };
    const [first, ...others] = cell.answers.map((one) => answer(table, one, platform));
    const rest = others.length ? element("details", {}, element("summary", {}, `${others.length} more`), others) : null;
    return { class: "asked", nodes: rest ? [first, rest] : [first] };
  }

  function part(table, part, rows, platform) {
    const questions = [...new Set(rows.flatMap((row) => row.cells.map((cell) => cell.question)))];
    const heads = questions.map((question) => element("th", { scope: "col" }, question));
    const drawn = (row, question) => {
      const cell = row.cells.find((one) => one.question === question);
      if (!cell) return element("td", { class: "left-out" }, "");
      const { class: kind, nodes } = content(table, cell, platform);
      return element("td", { class: kind, "data-question": question }, nodes);
    };
    const body = rows.map((row) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, row.row),
        questions.map((question) => drawn(row, question)),
      ),
    );
    const title = platform ? `${part.part}, ${platform}` : part.part;
    const head = element("thead", {}, element("tr", {}, element("td", {}, ""), heads));
    const grid = element(
      "table",
      { class: "questions" },
      element("caption", { class: "unseen" }, title),
      head,
      element("tbody", {}, body),
    );
    return element("section", {}, element("h3", {}, part.part), wide(title, grid));
  }

  /** The answers of a cell as rows of Markdown. */
  function markdown(table, cell, platform) {
    const worded = ({ text, remarks, platforms }) =>
      [copied.code(text), platforms.join(", "), ...remarks.map((one) => `(${one})`)].join(" ");
    return cell.answers.map((one) => {
      const replies = one.replies.filter(([name]) => !platform || name === platform);
      return [copied.code(cell.label), outcomes(table, replies).map(worded).join("<br>"), copied.code(one.trial)];
    });
  }

  /** The parts of a table, and what is left of them and of how many cells. */
  function draw(name, { part: wanted, platform, words }) {
    const table = all().tables.find((one) => one.name === name);
    const isMet = cellQuery(words, platformsOf(table), table.platforms.length);
    let [found, whole] = [0, 0];
    const [nodes, lines] = [[], []];
    for (const one of table.parts) {
      if (wanted && one.part !== wanted) continue;
      const rows = one.rows.map((row) => {
        const cells = row.cells.map((cell) => unpacked(table, one, row, cell));
        whole += cells.length;
        return { row: row.row, cells: cells.filter((cell) => isMet(cell)) };
      });
      const left = rows.filter((row) => row.cells.length > 0);
      found += left.reduce((sum, row) => sum + row.cells.length, 0);
      if (left.length) nodes.push(part(table, one, left, platform));
      lines.push(...left.flatMap((row) => row.cells.flatMap((cell) => markdown(table, cell, platform))));
    }
    return { nodes, found, whole, lines };
  }

  return { draw, table: (name) => all().tables.find((one) => one.name === name), platformsOf };
};
