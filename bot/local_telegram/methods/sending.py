"""Messages, pictures and files from the bot, and its sign that it is at work."""

import mimetypes

from bot.local_telegram.calls import ApiError, Call, Json, Upload, bad_request
from bot.local_telegram.keyboards import read_markup
from bot.local_telegram.methods.places import check_flood, find_chat, find_reply, find_thread, find_writable_chat
from bot.local_telegram.pictures import measure_picture
from bot.local_telegram.texts import CAPTION_LIMIT, read_text
from bot.local_telegram.world import StoredFile, World

PHOTO_LIMIT, DOCUMENT_LIMIT = 10_000_000, 50_000_000
"""Bytes."""
LONGEST_SIDES, LONGEST_RATIO = 10_000, 20
CHAT_ACTIONS = frozenset(
    {
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
        *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    }
)


def send_message(world: World, call: Call) -> Json:
    """sendMessage."""
    text, entities = read_text(call, "text")
    if not text:
        raise bad_request("message text is empty")
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    if preview := call.object("link_preview_options"):
        content["link_preview_options"] = preview
    return send(world, call, content)


def send_photo(world: World, call: Call) -> Json:
    """sendPhoto."""
    stored = _find_file(world, call, "photo", "photos")
    if len(stored.content) > PHOTO_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    size = measure_picture(stored.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > LONGEST_SIDES or max(size) > LONGEST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return send(world, call, {"photo": [_file_object(stored) | {"width": width, "height": height}]} | _caption(call))


def send_document(world: World, call: Call) -> Json:
    """sendDocument."""
    stored = _find_file(world, call, "document", "documents")
    if len(stored.content) > DOCUMENT_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    upload = _find_upload(call, "document")
    named = {"file_name": upload.name, "mime_type": stored.mime} if upload else {"mime_type": stored.mime}
    return send(world, call, {"document": _file_object(stored) | named} | _caption(call))


def send(world: World, call: Call, content: Json) -> Json:
    """Sends what a method made, where the call says."""
    chat = find_writable_chat(world, call)
    markup = read_markup(call)
    replied, reply = find_reply(world, chat, call)
    thread = find_thread(chat, call, replied)
    check_flood(world, chat)
    if markup is not None:
        content = content | {"reply_markup": markup}
    return world.new_message(chat, world.bot_id(), reply | content, thread)


def send_chat_action(world: World, call: Call) -> bool:
    """sendChatAction."""
    chat = find_writable_chat(world, call)
    if call.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = find_thread(chat, call, None)
    world.publish("action", {"chat": chat.id, "thread": thread, "action": call.text("action")})
    return True


def copy_message(world: World, call: Call) -> Json:
    """copyMessage."""
    message = find_chat(world, call, "from_chat_id").messages.get(call.number("message_id"))
    if message is None:
        raise bad_request("message to copy not found")
    kept: Json = {key: message[key] for key in ("text", "entities", "photo", "document", "caption") if key in message}
    return {"message_id": send(world, call, kept)["message_id"]}


def _caption(call: Call) -> Json:
    caption, entities = read_text(call, "caption", limit=CAPTION_LIMIT)
    shown: Json = {"caption": caption} if caption else {}
    if entities:
        shown["caption_entities"] = entities
    if call.flag("has_spoiler"):
        shown["has_media_spoiler"] = True
    return shown


def _find_upload(call: Call, name: str) -> Upload | None:
    given = call.text(name)
    return call.files.get(given.removeprefix("attach://") if given.startswith("attach://") else name)


def _find_file(world: World, call: Call, name: str, folder: str) -> StoredFile:
    upload = _find_upload(call, name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        mime = mimetypes.guess_type(upload.name)[0] or upload.mime
        return world.store_file(folder, upload.name, mime, upload.content)
    given = call.text(name)
    if not given:
        raise bad_request(f"there is no {name} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # nothing outside this machine is fetched
    if given not in world.files:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return world.files[given]


def _file_object(stored: StoredFile) -> Json:
    return {"file_id": stored.file_id, "file_unique_id": stored.file_id[:12], "file_size": len(stored.content)}


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
}
