// Parts of the page as nodes. Text from the report becomes a text node or the value of an attribute, never markup.
"use strict";

/** An element with attributes and children. A text among the children becomes a text node; null is left out. */
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.flat().filter((child) => child !== null));
  return node;
}

const byId = (id) => document.getElementById(id);

/** The data that a script element has. */
const dataOf = (id) => JSON.parse(byId(id).textContent);

/** A text with its web addresses as links. */
function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}])/)
    .map((part, index) => (index % 2 ? element("a", { href: part, rel: "noopener noreferrer" }, part) : part));
}

/** Terms, each with a text. Null if there are none. */
function definitions(entries) {
  if (entries.length === 0) return null;
  const definition = ([term, text]) => [element("dt", {}, term), element("dd", {}, linked(text))];
  return element("dl", {}, entries.flatMap(definition));
}

/** The text only for those who do not see the page. */
const unseen = (text) => element("span", { class: "unseen" }, text);

/** A table in a box that scrolls sideways. */
const wide = (label, table) =>
  element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": label }, table);

/** Does something once no call has come for a while. Browsers allow a page only so many changes of its address. */
function later(act) {
  let timer = null;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, 150);
  };
}

/**
 * The address of a place on this page that says what is chosen. Forms write a space as a plus; here a plus is a plus,
 * because names of platforms have one and people write them by hand.
 */
const addressOf = (entries) => {
  const said = new URLSearchParams(Object.entries(entries).filter(([, value]) => value));
  return `#${String(said).replaceAll("+", "%20")}`;
};

/** What such an address says. */
const chosenIn = (address) => new URLSearchParams(address.replaceAll("+", "%2B"));
