// What is shown, for elsewhere: as Markdown, or as the command that prints it.
"use strict";

const copied = (() => {
  const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const code = (text) => {
    const ticks = "`".repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)));
    return ticks.length > 1 ? `${ticks} ${cell(text)} ${ticks}` : `\`${cell(text)}\``;
  };
  const line = (cells) => `| ${cells.join(" | ")} |`;

  /** A table in Markdown. */
  const markdown = (heads, rows) =>
    [line(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");

  /** A word of a command for a shell of POSIX. */
  const quoted = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  const command = (...words) => ["sockshape", ...words.map(quoted)].join(" ");

  /** Puts a text where the user can paste it from, and says so. */
  async function put(text, say) {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied.");
    } catch {
      say(text);
    }
  }

  return { code, markdown, command, put };
})();
