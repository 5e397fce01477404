# Modules whose text is not Python raise SyntaxError when they are imported, not before.
import sys

import broken


def show(error):
    print(type(error).__name__, error.msg, error.lineno, error.offset, repr(error.text))
    print(error.end_lineno, error.end_offset, error.filename.rpartition("/")[2])


try:
    from broken import prints
except SyntaxError as error:
    show(error)
try:
    from broken.worse import x
except SyntaxError as error:
    show(error)


def later():
    import broken.tabs

    return broken.tabs


for _ in range(2):
    try:
        later()
    except SyntaxError as error:
        show(error)
if sys.version_info[0] < 3:
    from broken import worse
else:
    from broken import good as worse
print(worse.y, hasattr(broken, "tabs"))
