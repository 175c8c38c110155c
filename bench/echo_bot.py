"""An echo bot on python-telegram-bot, as its own example is written: the least that a bot on that library does."""

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Says the same, as a reply."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text, do_quote=True)


def main() -> None:
    """Runs until it is killed."""
    base = os.environ["TELEGRAM_API_BASE"]
    builder = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).base_url(f"{base}/bot")
    application = builder.base_file_url(f"{base}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(allowed_updates=["message"])


if __name__ == "__main__":
    main()
