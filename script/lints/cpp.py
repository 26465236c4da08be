"""Just enough of C++ for the lints: text without comments and strings, and its statements and blocks."""

import re

_SKIPPED = re.compile(
    r'//(?:\\\n|[^\n])*|/\*.*?\*/'                             # comments
    r'|(?:u8|[uUL])?R"(?P<mark>[^()\s\\]*)\(.*?\)(?P=mark)"'     # raw strings
    r'|"(?:\\.|[^"\\\n])*"'                                    # strings
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'",                   # characters; 1'000 is a number
    re.DOTALL)


def _blank(piece):
    return re.sub(r"[^\n]", " ", piece)


def without_comments(text):
    """Comments become blanks; every other character keeps its place."""
    return _SKIPPED.sub(lambda m: _blank(m[0]) if m[0].startswith("/") else m[0], text)


def without_comments_and_strings(text):
    """Comments become blanks and strings empty ones; every other character keeps its place."""
    def replace(match):
        piece = match[0]
        return _blank(piece) if piece.startswith("/") else '"' + _blank(piece[1:-1]) + '"'
    return _SKIPPED.sub(replace, text)


def comments_and_strings(text):
    """A match for each comment and literal."""
    return _SKIPPED.finditer(text)


def line_at(text, offset):
    return text.count("\n", 0, offset) + 1


LAMBDA_BODY = "@"  # stands in a statement's text where a lambda's body was


class Statement:
    """From after one `;`, `{` or `}` to the next, without the bodies of the lambdas in it."""

    def __init__(self):
        self.text = ""
        self.offsets = []      # of each character of text
        self.open = 0          # brackets that are not closed yet

    def add(self, character, offset):
        if self.text or not character.isspace():
            self.text += character
            self.offsets.append(offset)


class Block:
    """A `{}` that holds statements: what stands before it, and where it begins and ends."""

    def __init__(self, head, start):
        self.head = head
        self.start = start
        self.end = start


_TYPE_HEAD = re.compile(r"^(?:template\s*<.*>\s*)?(?:inline\s+)?(?:struct|class|union|enum|namespace|extern)\b",
                        re.DOTALL)
_ENDS_A_HEAD = re.compile(r"(?:[)\]]|\b(?:else|do|try|noexcept|mutable|const|override|final))$")
_TRAILING_TYPE = re.compile(r"[)\]]\s*(?:mutable\s*|noexcept\s*)*->\s*[\w:<>,&*\s()]+$")
_LABEL = re.compile(r"^(?:case\b[^?]*|default\s*|public\s*|private\s*|protected\s*):$")


def _opens_block(head):
    """Whether a `{` after this text holds statements, and not the members of a value."""
    head = head.rstrip()
    if not head or _TYPE_HEAD.match(head) or _LABEL.match(head) or _TRAILING_TYPE.search(head):
        return True
    if head.endswith("}"):
        return bool(re.search(r"\)\s*(?:noexcept\s*)?:\s*\w", head))  # the body after a constructor's members
    return bool(_ENDS_A_HEAD.search(head))


def _is_lambda(head):
    """Whether the text ends with the head of a lambda."""
    head = re.sub(r"\s*->\s*[\w:<>,&*\s()]+$", "", head.rstrip())
    head = re.sub(r"(?:\s*\b(?:mutable|noexcept))+$", "", head)
    if head.endswith(")"):
        depth = 0
        for at in range(len(head) - 1, -1, -1):
            depth += {")": 1, "(": -1}.get(head[at], 0)
            if depth == 0:
                head = head[:at].rstrip()
                break
    return head.endswith("]")


def parse(text):
    """The statements and blocks of a text that without_comments_and_strings() gave."""
    text = re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", lambda m: _blank(m[0]), text, flags=re.MULTILINE)
    statements, blocks = [], []
    current = Statement()
    around = []  # for each open `{`: None for a value, else its block and the statement a lambda interrupts

    def finish():
        nonlocal current
        if current.text.strip():
            statements.append(current)
        current = Statement()

    for offset, character in enumerate(text):
        if character == "{":
            is_value = current.open > 0 or not _opens_block(current.text)
            if is_value and not _is_lambda(current.text):
                around.append(None)
                current.add(character, offset)
                current.open += 1
                continue
            block = Block(current.text, offset)
            blocks.append(block)
            is_lambda = _is_lambda(current.text)
            around.append((block, current if is_lambda else None))
            if is_lambda:
                current.add(LAMBDA_BODY, offset)
                current = Statement()
            finish()
        elif character == "}" and around:
            opened = around.pop()
            if opened is None:
                current.add(character, offset)
                current.open -= 1
                continue
            finish()
            block, resumed = opened
            block.end = offset
            current = resumed or Statement()
        elif character == ";" and current.open == 0:
            finish()
        else:
            current.open += {"(": 1, ")": -1, "[": 1, "]": -1}.get(character, 0)
            current.add(character, offset)
    finish()
    return statements, blocks
