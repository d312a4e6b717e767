"""What is wrong with a line, in the original's words."""

from __future__ import annotations


class SnowplowEventTransformationException(Exception):  # noqa: N818  (the original's name)
    """All that is wrong with a line: a message for each field, in the order of the line."""

    def __init__(self, error_messages: list[str]) -> None:
        self.error_messages = error_messages
        self.message = "\n".join(error_messages)
        super().__init__(error_messages)

    def __str__(self) -> str:
        return repr(self.error_messages)
