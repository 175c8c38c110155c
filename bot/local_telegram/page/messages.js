// Messages as bubbles: who, what it replies to, text, picture, file, buttons, reactions, time.
import { el, face, sizeOf, whenOf } from "./dom.js";
import { withSigns } from "./signs.js";
import { copy, renderText } from "./text.js";
import { say } from "./words.js";

export function nameOf(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}

export function summary(message) {
  if (message.photo) return message.caption ? `[${say("photo")}] ${message.caption}` : `[${say("photo")}]`;
  if (message.document) return `📄 ${message.document.file_name ?? say("file")}`;
  return message.text ?? serviceText(message) ?? "";
}

export function serviceText(message) {
  const who = nameOf(message.from);
  if (message.new_chat_members) return say("added", { who, whom: message.new_chat_members.map(nameOf).join("、") });
  if (message.left_chat_member) {
    const self = message.left_chat_member.id === message.from.id;
    return say(self ? "left" : "removed", { who, whom: nameOf(message.left_chat_member) });
  }
  if (message.forum_topic_created) return say("topicOpened", { name: message.forum_topic_created.name });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return say("migrated");
  return null;
}

// view: {me, bot, group, reactions, acts}; acts: {press, menu, jump, link, command, mention, inline, react}.
export function renderMessage(message, view) {
  const service = serviceText(message);
  if (service !== null) return el("div", { class: "service", "data-id": message.message_id }, el("span", {}, service));
  const sender = message.sender_chat ?? message.from;
  const name = message.sender_chat?.title ?? nameOf(message.from);
  const own = message.from.id === view.me;
  const isBot = message.from.id === view.bot.id;
  const more = el("button", { type: "button", class: "more", "aria-label": say("more"), onclick: () => view.acts.menu(message, more) }, "⋯");
  const words = body(message, view), end = foot(message, view);
  const tight = words !== null && fitsBeside(words, end);
  const bubble = el("div", { class: `bubble${tight ? " tight" : ""}` },
    view.group && !own && el("div", { class: `name name-${isBot ? "bot" : Math.abs(sender.id) % 7}` }, name, isBot && el("span", { class: "badge" }, say("bot"))),
    message.via_bot && el("div", { class: "via" }, say("via", { bot: message.via_bot.username })),
    replyHead(message, view), picture(message), file(message), words, end);
  const row = el("article", {
    class: `row${own ? " own" : ""}${view.group && !own ? " faced" : ""}`, "data-id": message.message_id, "data-from": sender.id,
    oncontextmenu: (event) => { if (getSelection().isCollapsed) { event.preventDefault(); view.acts.menu(message, more); } },
  });
  if (view.group && !own) row.append(face(sender.id, name, isBot ? "bot" : ""));
  row.append(el("div", { class: "stack" }, el("div", { class: "line" }, bubble, more), keyboard(message, view)));
  return row;
}

// Where the text ends in a line of words, the time stands at the end of that line.
function fitsBeside(words, end) {
  if (end.querySelector(".reaction")) return false;
  const last = [...words.childNodes].findLast((node) => node.textContent);
  if (last?.nodeType === 1 && last.matches("blockquote, pre, .unfolds")) return false;
  words.append(el("span", { class: `room-for-time${end.dataset.edited ? " edited" : ""}` }));
  return true;
}

function body(message, view) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  return el("div", { class: "text" }, renderText(text, message.entities ?? message.caption_entities, view.acts));
}

function replyHead(message, view) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return null;
  const words = message.quote?.text ?? summary(replied);
  return el("button", { type: "button", class: `reply${message.quote ? " quoting" : ""}`, onclick: () => view.acts.jump(replied.message_id) },
    el("b", {}, replied.sender_chat?.title ?? nameOf(replied.from)), el("span", {}, words));
}

function picture(message) {
  if (!message.photo) return null;
  const photo = message.photo.at(-1);
  const address = `/picture/${photo.file_id}`;
  return el("a", { class: "picture", href: address, target: "_blank" },
    el("img", { src: address, width: photo.width, height: photo.height, alt: message.caption ?? say("photo") }));
}

function file(message) {
  if (!message.document) return null;
  const { file_id, file_name, file_size } = message.document;
  return el("a", { class: "file", href: `/picture/${file_id}`, download: file_name ?? "file" },
    el("span", { class: "file-icon", "aria-hidden": "true" }, "↓"),
    el("span", {}, el("b", {}, file_name ?? say("file")), el("small", {}, sizeOf(file_size ?? 0))));
}

function foot(message, view) {
  const reactions = Object.entries(Object.groupBy(Object.entries(view.reactions[message.message_id] ?? {}), ([, emoji]) => emoji));
  return el("div", { class: "foot-line", "data-edited": message.edit_date ? "1" : null },
    reactions.map(([emoji, users]) => el("button", {
      type: "button", class: `reaction${users.some(([user]) => Number(user) === view.me) ? " mine" : ""}`,
      onclick: () => view.acts.react(message, emoji),
    }, withSigns(`${emoji} ${users.length}`))),
    el("time", { datetime: new Date(message.date * 1000).toISOString() },
      message.edit_date ? `${say("edited")} ` : "", whenOf(message.date)));
}

function keyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el("div", { class: "keyboard" }, rows.map((row) => el("div", { class: "keys" }, row.map((key) => button(message, key, view)))));
}

function button(message, key, view) {
  const { acts } = view;
  if (key.url) {
    return el("a", { class: "key", href: key.url, target: "_blank", rel: "noopener noreferrer", onclick: (event) => { if (acts.link(key.url)) event.preventDefault(); } }, key.text, el("i", {}, "↗"));
  }
  const here = key.switch_inline_query_current_chat ?? key.switch_inline_query;
  const element = el("button", { type: "button", class: "key" }, withSigns(key.text));
  element.addEventListener("click", () => {
    if (key.callback_data !== undefined) acts.press(message, key.callback_data, element);
    else if (here !== undefined) acts.inline(here);
    else if (key.copy_text) copy(key.copy_text.text);
  });
  return element;
}
