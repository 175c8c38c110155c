// The page: chats at the side, one of them open, events from the server.
import { expectAnswer, forgetAnswer, takeAnswer } from "./answers.js";
import { act, listen } from "./api.js";
import { clearContext, focusText, setReply, setUp, startEdit, write } from "./composer.js";
import { $, alertBox, closeMenu, el, face, openMenu, toast, whenOf } from "./dom.js";
import { nameOf, renderMessage, serviceText, summary } from "./messages.js";
import { GENERAL, isHere, isIn, messagesAt, placeOf, places, state, takeChat, takeWorld } from "./state.js";
import { copy } from "./text.js";
import { language, say } from "./words.js";

const ACTION_SECONDS = 5.5;
const ANSWER_SECONDS = 60;

const acts = { press, menu: messageMenu, jump, link: openDeepLink, command: sendText, mention: (name) => write(`${name} `), inline: (query) => write(`@${state.bot.username} ${query}`), react };

function titleOf(chat, thread) {
  if (chat.type === "private") return nameOf(state.bot);
  if (!chat.is_forum) return chat.title;
  return thread === GENERAL ? say("general") : chat.topics[thread];
}

function placeFace(chat, thread) {
  if (chat.type === "private") return face(state.bot.id, nameOf(state.bot), "bot");
  if (chat.is_forum) return el("span", { class: "face face-topic", "aria-hidden": "true" }, "#");
  return face(chat.id, chat.title, String((Math.abs(chat.id) + 3) % 7));
}

function showSide() {
  const me = state.users.get(state.me);
  $("who").replaceChildren(face(me.id, nameOf(me)), el("span", { class: "who-names" }, el("small", {}, say("speakAs")), el("b", {}, nameOf(me))), el("span", { class: "caret", "aria-hidden": "true" }, "⌄"));
  let forum = null;
  const items = [];
  for (const { chat, thread } of places()) {
    if (chat.is_forum && chat.id !== forum) items.push(el("h2", {}, chat.title));
    forum = chat.is_forum ? chat.id : null;
    items.push(placeItem(chat, thread));
  }
  $("chats").replaceChildren(...items);
}

function placeItem(chat, thread) {
  const last = messagesAt(chat, thread).at(-1);
  const unread = state.unread.get(`${state.me}/${chat.id}/${thread}`) ?? 0;
  const here = chat.id === state.chat && thread === state.thread;
  const who = last && chat.type !== "private" && serviceText(last) === null ? `${last.from.id === state.me ? "" : `${nameOf(last.from)}: `}` : "";
  const about = state.about[`short_description/${language.slice(0, 2)}`] || say("about");
  const words = last ? who + summary(last).replace(/\s+/g, " ") : chat.type === "private" ? about : "";
  return el("button", { type: "button", class: `place${here ? " here" : ""}`, "aria-current": here ? "true" : null, onclick: () => openPlace(chat.id, thread) },
    placeFace(chat, thread),
    el("span", { class: "place-names" }, el("b", {}, titleOf(chat, thread)), el("span", {}, words)),
    el("span", { class: "place-end" }, el("time", {}, last ? whenOf(last.date) : ""), unread > 0 && el("em", {}, String(unread))));
}

function openPlace(chat, thread, view = "chat") {
  state.chat = chat;
  state.thread = thread;
  state.unread.delete(`${state.me}/${chat}/${thread}`);
  $("app").dataset.view = view;
  clearContext();
  showSide();
  showRoom();
  if (view === "chat") focusText();
}

function speakAs(user) {
  const chat = state.chats.get(state.chat);
  state.me = user;
  if (!chat || chat.type === "private") openPlace(user, 0, $("app").dataset.view);
  else openPlace(state.chat, state.thread, $("app").dataset.view);
}

function peopleMenu(anchor) {
  openMenu(anchor, [...state.users.values()].map((user, index) => ({
    text: nameOf(user), hint: `@${user.username ?? user.id}${index === 0 ? ` · ${say("admin")}` : ""}`,
    face: face(user.id, nameOf(user)), chosen: user.id === state.me, act: () => speakAs(user.id),
  })));
}

function showRoom() {
  const chat = state.chats.get(state.chat), me = state.users.get(state.me);
  $("room-face").replaceChildren(placeFace(chat, state.thread));
  $("room-title").textContent = titleOf(chat, state.thread);
  showSub();
  const shown = messagesAt(chat, state.thread);
  $("log").replaceChildren(...(shown.some((message) => serviceText(message) === null) ? [] : [welcome(chat)]), ...(shown.length ? [el("div", { class: "service day" }, el("span", {}, say("today")))] : []), ...shown.map(toRow));
  group();
  $("speaker").replaceChildren(face(me.id, nameOf(me)));
  $("text").placeholder = say(chat.type === "private" || innerWidth < 761 ? "write" : "writeTo", { bot: state.bot.username });
  toEnd();
}

function showSub() {
  const chat = state.chats.get(state.chat);
  const action = state.actions.get(`${state.chat}/${state.thread}`);
  if (action) $("room-sub").replaceChildren(say(action === "upload_photo" ? "uploading" : "typing"), el("span", { class: "dots" }, el("i"), el("i"), el("i")));
  else if (chat.type === "private") $("room-sub").textContent = chat.blocked ? say("stopped") : say("bot");
  else $("room-sub").textContent = `${chat.is_forum ? `${chat.title} · ` : ""}${say("members", { n: Object.keys(chat.members).filter((user) => isIn(chat, user)).length })}`;
}

function welcome(chat) {
  if (chat.type !== "private") {
    return el("div", { class: "welcome" }, placeFace(chat, state.thread), el("h2", {}, titleOf(chat, state.thread)), el("p", {}, say("groupAbout", { bot: state.bot.username })),
      el("button", { type: "button", onclick: () => write(`@${state.bot.username} `) }, say("ask")));
  }
  const words = state.about[`description/${language.slice(0, 2)}`] || state.about["description/"] || say("about");
  return el("div", { class: "welcome" }, face(state.bot.id, nameOf(state.bot), "bot"), el("h2", {}, nameOf(state.bot)), el("p", {}, words),
    el("button", { type: "button", onclick: () => sendText("/start") }, say("start")));
}

function toRow(message) {
  const chat = state.chats.get(message.chat.id);
  return renderMessage(message, { me: state.me, bot: state.bot, group: chat.type !== "private", reactions: chat.reactions, acts });
}

// Messages in a row by one person stand close together, his face at the last.
function group() {
  const rows = [...$("log").children];
  rows.forEach((row, index) => {
    const from = row.dataset.from;
    row.classList.toggle("follows", from !== undefined && rows[index - 1]?.dataset.from === from);
    row.classList.toggle("followed", from !== undefined && rows[index + 1]?.dataset.from === from);
  });
}

function atEnd() {
  const box = $("scroll");
  return box.scrollHeight - box.scrollTop - box.clientHeight < 120;
}

function toEnd() {
  $("scroll").scrollTop = $("scroll").scrollHeight;
}

function takeMessage(message) {
  const chat = state.chats.get(message.chat.id);
  if (!chat) return;
  const known = chat.messages.has(message.message_id);
  chat.messages.set(message.message_id, message);
  if (!known && message.from.id === state.bot.id) stopAction(message.chat.id, placeOf(message));
  if (isHere(message)) {
    const stay = atEnd(), old = rowOf(message.message_id), row = toRow(message);
    if (old) old.replaceWith(row);
    else if ($("log").querySelector(".welcome") || !$("log").children.length) showRoom();
    else $("log").append(row);
    group();
    if (stay || (!known && message.from.id === state.me)) toEnd();
  } else if (!known) {
    for (const user of Object.keys(chat.members)) {
      const key = `${user}/${chat.id}/${placeOf(message)}`;
      if (Number(user) !== message.from.id) state.unread.set(key, (state.unread.get(key) ?? 0) + 1);
    }
  }
  showSide();
}

function takeDeleted({ chat, message_id }) {
  state.chats.get(chat)?.messages.delete(message_id);
  if (chat === state.chat) { rowOf(message_id)?.remove(); group(); }
  showSide();
}

function takeReaction({ chat, message_id, reactions }) {
  const room = state.chats.get(chat);
  if (!room) return;
  room.reactions[message_id] = reactions;
  const message = room.messages.get(message_id);
  if (message && isHere(message)) { rowOf(message_id)?.replaceWith(toRow(message)); group(); }
}

function takeAction({ chat, thread, action }) {
  const room = state.chats.get(chat);
  const place = `${chat}/${room?.is_forum ? thread ?? GENERAL : 0}`;
  state.actions.set(place, action);
  clearTimeout(takeAction[place]);
  takeAction[place] = setTimeout(() => { state.actions.delete(place); showSub(); }, ACTION_SECONDS * 1000);
  showSub();
}

function stopAction(chat, thread) {
  if (state.actions.delete(`${chat}/${thread}`)) showSub();
}

function showAnswer({ text, show_alert, url }) {
  if (url) openDeepLink(url);
  else if (text && show_alert) alertBox(text);
  else if (text) toast(text);
}

async function press(message, data, button) {
  if (button.classList.contains("waiting")) return;
  button.classList.add("waiting");
  const values = { user: state.me, chat: message.chat.id, message_id: message.message_id, data };
  const query = await attempt(() => act("press", values));
  const done = () => button.classList.remove("waiting");
  if (!query) return done();
  const timer = setTimeout(() => { forgetAnswer(query.id); done(); toast(say("late")); }, ANSWER_SECONDS * 1000);
  expectAnswer(query.id, (answer) => { clearTimeout(timer); done(); showAnswer(answer); });
}

function messageMenu(message, anchor) {
  const own = message.from.id === state.me;
  const values = { user: state.me, chat: message.chat.id, message_id: message.message_id };
  const picked = selectionIn(message);
  const entries = [{ text: say("reply"), act: () => setReply(message) }];
  if (picked) entries.push({ text: say("quote"), hint: picked.slice(0, 40), act: () => setReply(message, picked) });
  for (const emoji of ["👍", "👎", "❤️"]) entries.push({ text: emoji, act: () => react(message, emoji) });
  if (message.text || message.caption) entries.push({ text: say("copy"), act: () => copy(message.text ?? message.caption) });
  if (own && !message.via_bot) entries.push({ text: say("edit"), act: () => startEdit(message) });
  if (own) entries.push({ text: say("remove"), act: () => attempt(() => act("delete", values)) });
  openMenu(anchor, entries);
}

function selectionIn(message) {
  const words = getSelection().toString().trim();
  return words && (message.text ?? message.caption ?? "").includes(words) ? words : "";
}

function react(message, emoji) {
  const mine = state.chats.get(message.chat.id).reactions[message.message_id]?.[state.me];
  const values = { user: state.me, chat: message.chat.id, message_id: message.message_id, emoji: mine === emoji ? "" : emoji };
  return attempt(() => act("react", values));
}

function rowOf(id) {
  return $("log").querySelector(`[data-id="${id}"]`);
}

function jump(id) {
  const row = rowOf(id);
  if (!row) return toast(say("gone"));
  row.scrollIntoView({ block: "center", behavior: "smooth" });
  row.classList.add("flash");
  setTimeout(() => row.classList.remove("flash"), 1600);
}

// A link to the bot itself starts it here, as Telegram's apps do; every other link is the browser's.
function openDeepLink(address) {
  const match = /^(?:https?:\/\/(?:www\.)?t(?:elegram)?\.me\/|tg:\/\/resolve\?domain=)([A-Za-z0-9_]+)(?:[?&]start=([\w-]{1,64}))?$/.exec(address);
  if (!match || match[1].toLowerCase() !== state.bot.username.toLowerCase()) return false;
  openPlace(state.me, 0);
  if (match[2]) sendText(`/start ${match[2]}`);
  return true;
}

function sendText(text) {
  return attempt(() => act("say", { user: state.me, chat: state.chat, thread: state.thread, text }));
}

function roomMenu(anchor) {
  const chat = state.chats.get(state.chat), status = chat.members[state.bot.id];
  const set = (value) => () => attempt(() => act("bot", { user: state.me, chat: chat.id, status: value }));
  const entries = [];
  if (chat.type === "private") entries.push(chat.blocked ? { text: say("unblock"), act: set("member") } : { text: say("block"), act: set("kicked") });
  else if (!isIn(chat, state.bot.id)) entries.push({ text: say("addBot"), act: set("member") });
  else {
    const admin = status === "administrator";
    entries.push({ text: say(admin ? "unmakeAdmin" : "makeAdmin"), act: set(admin ? "member" : "administrator") });
    entries.push({ text: say("removeBot"), act: set("kicked") });
  }
  entries.push({ text: say(state.privacy ? "privacyOn" : "privacyOff"), hint: say("privacyHint"), act: () => attempt(() => act("world", { privacy: !state.privacy })) });
  openMenu(anchor, entries);
}

export async function attempt(call) {
  try {
    return await call();
  } catch (error) {
    toast(error.message);
    return null;
  }
}

function showAll() {
  if (!state.chats.has(state.chat)) openPlace(state.me, 0, $("app").dataset.view);
  else { showSide(); showRoom(); }
}

document.documentElement.lang = language;
$("note").textContent = say("note");
for (const [id, key] of [["back", "back"], ["room-menu", "more"], ["send", "send"], ["speaker", "speakAs"], ["file", "attach"]]) $(id).setAttribute("aria-label", say(key));
$("who").addEventListener("click", () => peopleMenu($("who")));
$("speaker").addEventListener("click", () => peopleMenu($("speaker")));
$("room-menu").addEventListener("click", () => roomMenu($("room-menu")));
$("back").addEventListener("click", () => { $("app").dataset.view = "chats"; });
document.addEventListener("pointerdown", (event) => { if (!event.target.closest("#menu")) closeMenu(); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenu(); });
setUp({ attempt, openStart: (start) => { openPlace(state.me, 0); sendText(`/start ${start}`); } });
listen({
  state: (world) => { takeWorld(world); showAll(); },
  chat: (chat) => { takeChat(chat); showAll(); },
  commands: (menus) => { state.commands = menus; },
  about: (about) => { state.about = about; showAll(); },
  message: takeMessage, deleted: takeDeleted, reaction: takeReaction, action: takeAction, answer: takeAnswer,
  inline_answer: takeAnswer,
}, (away) => { document.body.classList.toggle("offline", away); if (away) toast(say("offline")); });
