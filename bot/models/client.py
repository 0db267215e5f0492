"""The client that speaks to a model's server: LangChain's, set up so that a stream costs little."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.models.settings import ChatModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.outputs import ChatGenerationChunk
    from langchain_core.runnables import Runnable


def client(settings: ChatModelSettings) -> "BaseChatModel":
    """LangChain's chat model for any server that speaks Chat Completions."""
    from langchain_openai import ChatOpenAI

    class Client(ChatOpenAI):
        """Says when a model refuses, which LangChain leaves out of a plain stream."""

        def _convert_chunk_to_generation_chunk(
            self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
        ) -> "ChatGenerationChunk | None":
            made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
            for choice in chunk.get("choices") or ():
                if made and (refusal := (choice.get("delta") or {}).get("refusal")):
                    made.message.additional_kwargs["refusal"] = refusal
            return made

    return Client(
        model=settings.name,
        api_key=settings.api_key,
        base_url=settings.url,
        timeout=settings.timeout_s,
        max_retries=0,  # ours know the deadline
        temperature=settings.temperature,
        max_completion_tokens=settings.reply_tokens,
        stream_usage=True,
        stream_chunk_timeout=None,  # the deadline bounds the whole, without a task for each piece
        use_responses_api=False,
    )


def structured(model: "BaseChatModel", schema: Mapping[str, Any]) -> "Runnable[Any, Any]":
    """The model, asked for JSON of a schema.

    Of the chain that LangChain makes for it only the form of the request is taken. Its parser's time is cubic on a
    growing text that is no JSON, and it drops the counts of tokens. And told of the form by its own name, the client
    keeps the whole reply so far beside every piece: half of all the time that a stream takes here.
    """
    chain: Any = model.with_structured_output(dict(schema), method="json_schema", strict=True)
    return model.bind(extra_body={"response_format": chain.first.kwargs["response_format"]})
