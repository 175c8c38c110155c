// The text field: replies and edits, completion of names and commands, inline results while typing behind the bot's name.
import { expectAnswer, forgetAnswer } from "./answers.js";
import { act } from "./api.js";
import { $, el, face } from "./dom.js";
import { nameOf, summary } from "./messages.js";
import { commandsHere, isIn, state } from "./state.js";
import { say } from "./words.js";

const INLINE_PAUSE = 200;
let replyTo = null, quote = "", editing = null;
let inline = null; // {id, query, next, results}
let inlineTimer = 0, inlineTurn = 0;
let offered = []; // what Enter and Tab take, in the panel's order
let tools = null;

export function setUp(given) {
  tools = given;
  $("text").addEventListener("input", () => { fit(); offer(); });
  $("text").addEventListener("keydown", onKey);
  $("text").addEventListener("click", offer);
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  $("file").addEventListener("change", sendFile);
  $("panel").addEventListener("scroll", moreInline);
}

export function focusText() {
  if (matchMedia("(hover: hover)").matches) $("text").focus();
}

export function write(text) {
  $("text").value = text;
  $("text").focus();
  fit();
  offer();
}

export function setReply(message, words = "") {
  clearContext();
  replyTo = message;
  quote = words;
  showContext(say("replyTo", { name: message.sender_chat?.title ?? nameOf(message.from) }), words || summary(message));
  $("text").focus();
}

export function startEdit(message) {
  clearContext();
  editing = message;
  showContext(say("editing"), summary(message));
  write(message.text ?? message.caption ?? "");
}

export function clearContext() {
  if (editing) $("text").value = "";
  replyTo = editing = null;
  quote = "";
  $("context").hidden = true;
  fit();
  closePanel();
}

function showContext(head, words) {
  $("context").replaceChildren(el("span", { class: "context-words" }, el("b", {}, head), el("span", {}, words)),
    el("button", { type: "button", class: "icon", "aria-label": "×", onclick: clearContext }, "×"));
  $("context").hidden = false;
}

function fit() {
  const box = $("text");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
  $("send").disabled = !box.value.trim();
}

function onKey(event) {
  if (event.isComposing) return;
  const open = !$("panel").hidden && offered.length > 0;
  if (event.key === "Escape") { if (open) closePanel(); else clearContext(); }
  else if (event.key === "Tab" && open) { event.preventDefault(); offered[0](); }
  else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
}

async function send() {
  const text = $("text").value.trim();
  if (!text) return;
  const values = { user: state.me, chat: state.chat, thread: state.thread, text, reply_to: replyTo?.message_id, quote: quote || null };
  const call = editing ? () => act("edit", { ...values, message_id: editing.message_id }) : () => act("say", values);
  if (await tools.attempt(call)) {
    $("text").value = "";
    clearContext();
  }
}

async function sendFile() {
  const [file] = $("file").files;
  $("file").value = "";
  if (!file) return;
  const values = { user: state.me, chat: state.chat, thread: state.thread, text: $("text").value, reply_to: replyTo?.message_id };
  if (await tools.attempt(() => act("say", values, file))) {
    $("text").value = "";
    clearContext();
  }
}

function closePanel() {
  $("panel").hidden = true;
  $("panel").replaceChildren();
  offered = [];
  stopInline();
}

// entries: {face, title, words, take}
function showPanel(entries, kind) {
  offered = entries.map((entry) => entry.take);
  $("panel").className = `panel ${kind}`;
  $("panel").replaceChildren(...entries.map((entry) => el("button", { type: "button", role: "option", onclick: entry.take },
    entry.face, el("span", { class: "panel-words" }, el("b", {}, entry.title), entry.words && el("span", {}, entry.words)))));
  $("panel").hidden = entries.length === 0;
}

function offer() {
  const box = $("text"), before = box.value.slice(0, box.selectionStart);
  const behindBot = new RegExp(`^@${state.bot.username}\\s([\\s\\S]*)$`, "i").exec(box.value);
  clearTimeout(inlineTimer);
  if (behindBot && !editing) {
    inlineTimer = setTimeout(() => askInline(behindBot[1].trim(), ""), INLINE_PAUSE);
    return;
  }
  const mention = /(?:^|\s)@(\w*)$/.exec(before), command = /^\/(\w*)$/.exec(before);
  if (mention) offerNames(mention[1].toLowerCase());
  else if (command) offerCommands(command[1].toLowerCase());
  else closePanel();
}

function offerNames(begun) {
  const chat = state.chats.get(state.chat);
  const people = [state.bot, ...state.users.values()].filter((user) => user.username && user.id !== state.me && isIn(chat, user.id));
  const fitting = people.filter((user) => user.username.toLowerCase().startsWith(begun) || nameOf(user).toLowerCase().startsWith(begun));
  showPanel(fitting.map((user) => ({
    face: face(user.id, nameOf(user), user.is_bot ? "bot" : ""), title: nameOf(user), words: `@${user.username}`, take: () => complete(user.username),
  })), "names");
}

function complete(username) {
  const box = $("text"), at = box.selectionStart;
  const before = box.value.slice(0, at).replace(/@\w*$/, `@${username} `);
  box.value = before + box.value.slice(at);
  box.setSelectionRange(before.length, before.length);
  box.focus();
  fit();
  offer();
}

function offerCommands(begun) {
  const fitting = commandsHere().filter((entry) => entry.command.startsWith(begun));
  const inGroup = state.chats.get(state.chat).type !== "private";
  showPanel(fitting.map((entry) => ({
    title: `/${entry.command}`, words: entry.description,
    take: () => { write(`/${entry.command}${inGroup ? `@${state.bot.username}` : ""} `); closePanel(); },
  })), "commands");
}

async function askInline(query, offset) {
  const turn = ++inlineTurn;
  const { id, answer } = await tools.attempt(() => act("inline", { user: state.me, chat: state.chat, query, offset })) ?? {};
  if (!id || turn !== inlineTurn) return; // something else was typed or sent meanwhile
  const earlier = offset ? inline?.results ?? [] : [];
  stopInline();
  inline = { id, query, offset, earlier, results: [], next: "" };
  if (answer) takeInline({ ...answer, id });
  else expectAnswer(id, takeInline);
}

function stopInline() {
  clearTimeout(inlineTimer);
  inlineTurn += 1;
  if (inline) forgetAnswer(inline.id);
  inline = null;
}

function takeInline(answer) {
  const query = answer.id;
  inline.results = [...inline.earlier, ...answer.results.map((result) => ({ query, result }))];
  inline.next = answer.next_offset;
  const entries = inline.results.map(({ query: id, result }) => ({
    face: el("span", { class: "card-face", "aria-hidden": "true" }, [...result.title][0]), title: result.title, words: result.description,
    take: () => choose(id, result.id),
  }));
  if (answer.button?.start_parameter) {
    entries.unshift({ title: answer.button.text, take: () => { $("text").value = ""; clearContext(); tools.openStart(answer.button.start_parameter); } });
  }
  if (!entries.length) return void ($("panel").hidden = true);
  const kept = $("panel").scrollTop;
  showPanel(entries, "cards");
  $("panel").scrollTop = inline.earlier.length ? kept : 0;
}

function moreInline() {
  const box = $("panel");
  if (!inline?.next || box.scrollHeight - box.scrollTop - box.clientHeight > 60) return;
  const { next, query } = inline;
  inline.next = "";
  askInline(query, next);
}

async function choose(id, result) {
  const values = { user: state.me, chat: state.chat, thread: state.thread, id, result_id: result };
  if (await tools.attempt(() => act("choose", values))) {
    $("text").value = "";
    clearContext();
  }
}
