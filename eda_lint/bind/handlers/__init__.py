"""Handler + CodeUri (or inline code, archive, asset, image) -> the function in the code."""

from eda_lint.bind.handlers.binding import bind_handler, find_entry_point, locate
from eda_lint.bind.handlers.located import Located

__all__ = ["Located", "bind_handler", "find_entry_point", "locate"]
