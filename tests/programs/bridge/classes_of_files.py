"""Files of the program are instances of the classes of `io`, here and for libraries."""

import email
import io
import mailbox
import os
import tempfile

CLASSES = (io.TextIOWrapper, io.TextIOBase, io.IOBase, io.BufferedReader, io.BufferedIOBase, io.BufferedRandom, io.RawIOBase)


def names(f):
    return [c.__name__ for c in CLASSES if isinstance(f, c)]


there = {}
exec("def names(f, classes): return [c.__name__ for c in classes if isinstance(f, c)]", there)

with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, "message")
    for mode in ("w", "r", "w+", "wb", "rb", "wb+", "rb+", "ab"):
        with open(path, mode) as f:
            print(mode, names(f), there["names"](f, CLASSES), type(f).__name__, f.__class__.__name__)
    for mode, text in (("w+", "Subject: text\n\n"), ("wb+", b"Subject: bytes\n\n")):
        with open(path, mode) as f:
            f.write(text)
            f.seek(0)
            print(mailbox.Message(f)["subject"])
    with open(path, "rb") as f:
        print(email.message_from_binary_file(f)["subject"])
    with io.TextIOWrapper(open(path, "rb")) as f:
        print(f.read())
for f in (io.StringIO(), io.BytesIO()):
    print(names(f), there["names"](f, CLASSES), type(f))
