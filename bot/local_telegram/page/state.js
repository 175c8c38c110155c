// What the page knows: the world as the server tells it, and where and as whom one speaks.
export const state = {
  bot: null, users: new Map(), chats: new Map(), commands: [], about: {}, privacy: true,
  me: 0, chat: 0, thread: 0, unread: new Map(), actions: new Map(),
};

export const GENERAL = 1;

export function takeWorld(world) {
  state.bot = world.bot;
  state.users = new Map(world.users.map((user) => [user.id, user]));
  state.chats = new Map();
  world.chats.forEach(takeChat);
  state.commands = world.commands;
  state.about = world.about;
  state.privacy = world.privacy;
  if (!state.users.has(state.me)) state.me = world.users[0]?.id ?? 0;
}

export function takeChat(chat) {
  state.chats.set(chat.id, { ...chat, messages: new Map(chat.messages.map((message) => [message.message_id, message])) });
}

// Every place one can speak in: private chat, groups, each topic of a forum.
export function places() {
  const found = [];
  for (const chat of state.chats.values()) {
    if (chat.type === "private" && chat.id !== state.me) continue;
    if (chat.type !== "private" && !isIn(chat, state.me)) continue;
    const threads = chat.is_forum ? [GENERAL, ...Object.keys(chat.topics).map(Number)] : [0];
    for (const thread of threads) found.push({ chat, thread });
  }
  return found;
}

export function isIn(chat, user) {
  return ["creator", "administrator", "member"].includes(chat.members[user]);
}

export function placeOf(message) {
  const chat = state.chats.get(message.chat.id);
  if (!chat?.is_forum) return 0;
  return message.is_topic_message ? message.message_thread_id : GENERAL;
}

export function messagesAt(chat, thread) {
  return [...chat.messages.values()].filter((message) => placeOf(message) === thread);
}

export function isHere(message) {
  return message.chat.id === state.chat && placeOf(message) === state.thread;
}

// The menu for this person here: the narrowest scope that has one, in his language or for everybody.
export function commandsHere() {
  const chat = state.chats.get(state.chat);
  const code = (state.users.get(state.me)?.language_code ?? "").slice(0, 2);
  const governs = ["creator", "administrator"].includes(chat?.members?.[state.me]);
  const kinds = chat?.type === "private" ? ["all_private_chats"] : [...(governs ? ["all_chat_administrators"] : []), "all_group_chats"];
  const scopes = [["chat", state.chat], ...kinds.map((kind) => [kind, 0]), ["default", 0]];
  for (const [scope, number] of scopes) {
    for (const language of [code, ""]) {
      const menu = state.commands.find((entry) => entry.scope === scope && entry.chat === number && entry.language === language);
      if (menu) return menu.commands;
    }
  }
  return [];
}
