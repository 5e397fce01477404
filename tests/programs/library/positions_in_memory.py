"""What `io.StringIO` and `io.BytesIO` take for positions and sizes."""
import io


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


def attempt(what, *args):
    try:
        print(what.__name__, args if not args or not isinstance(args[0], Index) else "index", repr(what(*args)))
    except (TypeError, ValueError, OSError) as error:
        print(what.__name__, type(error).__name__, error)


for file in (io.StringIO("one\ntwo\nthree"), io.BytesIO(b"one\ntwo\nthree")):
    for given in (0.0, "1", Index(2), 2, True):
        attempt(file.seek, given)
        attempt(file.read, given)
        attempt(file.readline, given)
    for given in (None, Index(3)):
        file.seek(0)
        attempt(file.read, given)
        attempt(file.readline, given)
    for given in (2.5, "x", -1, Index(7), None):
        attempt(file.truncate, given)
    print(file.getvalue())
