"""The tabs of the page, each built by ``build(frame)`` of its own module, and what they share in ``frame``.

Only layout and wiring; what is shown is made by the modules of ``bot.web``, which know nothing of Gradio.
"""
