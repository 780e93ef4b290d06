"""The chat page: the only place that knows Gradio."""
