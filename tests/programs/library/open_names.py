# Files are named by the path that was given, also in errors.
import pathlib


class Path:
    def __init__(self, text):
        self.text = text

    def __fspath__(self):
        return self.text


for path in (Path("/dev/null"), pathlib.Path("/dev/null"), "/dev/null", b"/dev/null"):
    with open(path) as file:
        print(repr(file.name))
for path in (Path("/none/such"), pathlib.Path("/none/such"), "/none/such"):
    try:
        open(path)
    except OSError as error:
        print(error, repr(error.filename))
try:
    open(Path(5))
except TypeError as error:
    print(error)
