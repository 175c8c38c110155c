// What the page itself says, in the browser's language.
const WORDS = {
  "zh-Hans": {
    speakAs: "以谁的身份说话", members: "{n} 位成员", bot: "机器人", topic: "话题", general: "综合",
    note: "本机上的 Telegram 替身：只有这台机器看得见，关掉就没有了。",
    typing: "正在输入", uploading: "正在发送图片", write: "发消息", writeTo: "发消息，或输入 @{bot} 查资料",
    start: "开始", edited: "已编辑", via: "来自 @{bot}", reply: "回复", quote: "引用选中的话", copy: "复制",
    edit: "编辑", remove: "删除", copied: "已复制", replyTo: "回复 {name}", editing: "编辑消息", today: "今天",
    added: "{who} 把 {whom} 拉进了群", removed: "{who} 把 {whom} 移出了群", left: "{whom} 离开了群",
    topicOpened: "话题「{name}」", migrated: "群已升级为超级群", removeBot: "把机器人移出群", addBot: "把机器人拉进群",
    makeAdmin: "设机器人为管理员", unmakeAdmin: "取消机器人的管理员", block: "停用机器人", unblock: "恢复机器人",
    privacyOn: "隐私模式：开", privacyOff: "隐私模式：关", privacyHint: "开：机器人只看到命令、@ 和对它的回复",
    photo: "图片", file: "文件", offline: "与服务器断开，正在重连…", noResults: "没有结果", admin: "机器人管理员",
    stopped: "你已停用机器人", gone: "消息已删除", about: "在这里直接提问就行。", send: "发送", more: "更多", back: "返回",
    groupAbout: "在群里 @{bot} 提问、回复它的消息，或用 /ask 问题。别的话它不插嘴。", ask: "问一句", attach: "发送文件", late: "机器人没有回应",
  },
  "zh-Hant": {
    speakAs: "以誰的身分說話", members: "{n} 位成員", bot: "機器人", topic: "話題", general: "綜合",
    note: "本機上的 Telegram 替身：只有這台機器看得見，關掉就沒有了。",
    typing: "正在輸入", uploading: "正在傳送圖片", write: "傳訊息", writeTo: "傳訊息，或輸入 @{bot} 查資料",
    start: "開始", edited: "已編輯", via: "來自 @{bot}", reply: "回覆", quote: "引用選取的話", copy: "複製",
    edit: "編輯", remove: "刪除", copied: "已複製", replyTo: "回覆 {name}", editing: "編輯訊息", today: "今天",
    added: "{who} 把 {whom} 拉進了群組", removed: "{who} 把 {whom} 移出了群組", left: "{whom} 離開了群組",
    topicOpened: "話題「{name}」", migrated: "群組已升級為超級群組", removeBot: "把機器人移出群組", addBot: "把機器人拉進群組",
    makeAdmin: "設機器人為管理員", unmakeAdmin: "取消機器人的管理員", block: "停用機器人", unblock: "恢復機器人",
    privacyOn: "隱私模式：開", privacyOff: "隱私模式：關", privacyHint: "開：機器人只看到指令、@ 和對它的回覆",
    photo: "圖片", file: "檔案", offline: "與伺服器斷線，正在重連…", noResults: "沒有結果", admin: "機器人管理員",
    stopped: "你已停用機器人", gone: "訊息已刪除", about: "在這裡直接提問就行。", send: "傳送", more: "更多", back: "返回",
    groupAbout: "在群組裡 @{bot} 提問、回覆它的訊息，或用 /ask 問題。別的話它不插嘴。", ask: "問一句", attach: "傳送檔案", late: "機器人沒有回應",
  },
  en: {
    speakAs: "Speak as", members: "{n} members", bot: "bot", topic: "topic", general: "General",
    note: "A Telegram of this machine's own: nobody else sees it, and it is gone when it ends.",
    typing: "typing", uploading: "sending a picture", write: "Message", writeTo: "Message, or type @{bot} to look something up",
    start: "Start", edited: "edited", via: "via @{bot}", reply: "Reply", quote: "Quote the selection", copy: "Copy",
    edit: "Edit", remove: "Delete", copied: "Copied", replyTo: "Reply to {name}", editing: "Edit message", today: "Today",
    added: "{who} added {whom}", removed: "{who} removed {whom}", left: "{whom} left the group",
    topicOpened: "Topic “{name}”", migrated: "The group is a supergroup now", removeBot: "Remove the bot", addBot: "Add the bot",
    makeAdmin: "Make the bot an admin", unmakeAdmin: "Take the bot's admin rights", block: "Stop the bot", unblock: "Restart the bot",
    privacyOn: "Privacy mode: on", privacyOff: "Privacy mode: off", privacyHint: "On: the bot sees commands, mentions and replies to it only",
    photo: "Photo", file: "File", offline: "Connection lost, trying again…", noResults: "No results", admin: "administers the bot",
    stopped: "You stopped the bot", gone: "Message deleted", about: "Just ask here.", send: "Send", more: "More", back: "Back",
    groupAbout: "Mention @{bot} with a question, reply to it, or use /ask. It stays out of everything else.", ask: "Ask something", attach: "Send a file", late: "The bot did not answer",
  },
};

const code = navigator.language.toLowerCase();
export const language = !code.startsWith("zh") ? "en" : /hant|tw|hk|mo/.test(code) ? "zh-Hant" : "zh-Hans";

export function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
