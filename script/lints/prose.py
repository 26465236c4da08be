"""The sentences of a file: its comments and texts, without its code."""

import re

from lints import cpp

_SCRIPT = re.compile(r'""".*?"""|"(?:\\.|[^"\\\n])*"|(?:^|(?<=\s))(?:#|//|--)[^\n]*', re.DOTALL | re.MULTILINE)
_DOCUMENT_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_MARKS = re.compile(r'^[ \t]*(?:///?<?|#|--)|"', re.MULTILINE)


def _code(text):
    """Neither a sentence nor the gap between two words of one."""
    return re.sub(r"\S", "~", text)


def of(suffix, text):
    """The sentences of a file with this suffix, each where it was; all else is `~`."""
    if suffix == ".md":
        return _DOCUMENT_CODE.sub(lambda match: _code(match[0]), text)
    pieces = cpp.comments_and_strings(text) if suffix in {".hpp", ".cpp"} else _SCRIPT.finditer(text)
    sentences = list(_code(text))
    for match in pieces:
        is_name = match[0][0] in "\"'" and " " not in match[0]
        if not is_name:
            sentences[match.start():match.end()] = _MARKS.sub(lambda mark: " " * len(mark[0]), match[0])
    return "".join(sentences)
