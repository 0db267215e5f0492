"""The web face: the chat (Gradio), the API (FastAPI), in one process."""
