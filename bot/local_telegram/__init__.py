"""A Telegram of our own on this machine: a Bot API server, and a page in the browser where people chat with the bot.

The bot runs against it over HTTP as against the real one. It refuses what the real one refuses, in the same words
(tdlib/telegram-bot-api, tdlib/td), and shares no code with the bot: a slip in one does not hide one in the other.
Everything is kept in memory and gone when it ends.
"""
