"""Chat models: the only package that names a provider, and the only place where their errors are made ours.

Any server that speaks OpenAI's Chat Completions will do. A call is bounded from every side: in time as a whole
(a server that drips a byte a second ends with the deadline, not with its last byte), in the length asked for, and in
the length taken in. What may pass is tried again after a pause, as long as the deadline allows; a server that keeps
failing is left alone for a while. Whatever goes wrong on the way becomes a ``ModelError``:

    ModelError
    ├── ContextOverflow     the prompt is longer than the model can read: ask again with less
    ├── InvalidReply        a reply came but does not fit: tell the model and ask once more
    ├── NotKept             only kept replies may be used, and there is none for this request
    ├── Refused             the model does not want to answer this
    └── Unavailable         the server cannot answer just now, or is not asked since it failed too often

LangChain and the client are imported when a model is first asked, since that takes two seconds.
"""

from bot.models.breaker import Breaker
from bot.models.calling import ChatModel, Message, Reply, chat_model
from bot.models.errors import ContextOverflow, InvalidReply, NotKept, Refused, Unavailable, was_asked
from bot.models.kept import KeptReplies
from bot.models.settings import ChatModelSettings

__all__ = [
    "Breaker",
    "ChatModel",
    "ChatModelSettings",
    "ContextOverflow",
    "InvalidReply",
    "KeptReplies",
    "Message",
    "NotKept",
    "Refused",
    "Reply",
    "Unavailable",
    "chat_model",
    "was_asked",
]
