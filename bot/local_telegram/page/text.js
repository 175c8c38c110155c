// A message's text with its entities as elements. The server's entities are the only markup there is.
import { el, toast } from "./dom.js";
import { withSigns } from "./signs.js";
import { say } from "./words.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", pre: "pre" };
const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];

// Offsets are UTF-16 units, as JavaScript's own.
export function renderText(text, entities = [], acts = {}) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const root = document.createDocumentFragment();
  fill(root, text, 0, text.length, sorted, acts);
  return root;
}

function fill(parent, text, start, end, entities, acts) {
  let at = start;
  while (entities.length) {
    const entity = entities[0];
    const from = Math.max(entity.offset, at), to = Math.min(entity.offset + entity.length, end);
    const inside = entities.filter((other, index) => index > 0 && other.offset < to);
    entities = entities.filter((other, index) => index > 0 && other.offset + other.length > to);
    if (from >= to) continue;
    const block = BLOCKS.includes(entity.type);
    // A line break beside a block is the block's own edge.
    parent.append(...withSigns(text.slice(at, block && text[from - 1] === "\n" ? from - 1 : from)));
    const element = toElement(entity, text.slice(from, to), acts);
    fill(element, text, from, to, inside, acts);
    parent.append(element.wrapped ?? element);
    at = block && text[to] === "\n" ? to + 1 : to;
  }
  parent.append(...withSigns(text.slice(at, end)));
}

function toElement(entity, words, acts) {
  switch (entity.type) {
    case "text_link": return link(entity.url, acts);
    case "url": return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, acts);
    case "email": return el("a", { href: `mailto:${words}` });
    case "code": return el("code", { tabindex: 0, onclick: () => copy(words) });
    case "mention": return el("button", { type: "button", class: "inline", onclick: () => acts.mention?.(words) });
    case "bot_command": return el("button", { type: "button", class: "inline", onclick: () => acts.command?.(words) });
    case "hashtag": case "cashtag": return el("span", { class: "tag" });
    case "text_mention": return el("span", { class: "tag" });
    case "spoiler": return spoiler();
    case "blockquote": return el("blockquote");
    case "expandable_blockquote": return expandable();
  }
  return el(TAGS[entity.type] ?? "span");
}

function link(address, acts) {
  if (!/^(https?|mailto|tg):/i.test(address)) return el("span");
  return el("a", {
    href: address, target: "_blank", rel: "noopener noreferrer", title: address,
    onclick: (event) => { if (acts.link?.(address)) event.preventDefault(); },
  });
}

function spoiler() {
  const element = el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-expanded": "false" });
  const open = () => { element.classList.add("open"); element.setAttribute("aria-expanded", "true"); };
  element.addEventListener("click", open);
  element.addEventListener("keydown", (event) => { if (event.key === "Enter") open(); });
  return element;
}

function expandable() {
  const element = el("blockquote", { class: "expandable", "aria-expanded": "false" });
  const more = el("button", { type: "button", class: "unfold", "aria-label": say("more") });
  const turn = () => {
    const open = element.getAttribute("aria-expanded") !== "true";
    element.setAttribute("aria-expanded", String(open));
  };
  more.addEventListener("click", turn);
  element.addEventListener("click", (event) => {
    if (!event.target.closest("a, button") && getSelection().isCollapsed) turn();
  });
  element.wrapped = el("div", { class: "unfolds" }, element, more);
  // Short ones have nothing to unfold.
  requestAnimationFrame(() => { if (element.scrollHeight <= element.clientHeight + 2) more.hidden = true; });
  return element;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(say("copied"));
  } catch {
    toast(text);
  }
}
