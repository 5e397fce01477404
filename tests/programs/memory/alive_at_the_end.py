# exit: 3
# What globals hold at the end dies when all else is done.
import atexit


class Noisy:
    def __init__(self, name, *parts):
        self.name = name
        self.parts = parts

    def __del__(self):
        print(self.name, "dies beside", kept.name)


def hold():
    try:
        yield 1
    finally:
        print("generator ends")


unread = Noisy("unread")
passed = Noisy("passed")
kept = Noisy("kept", passed)
gone = Noisy("gone")


def read():
    return kept


@atexit.register
def last():
    print("atexit", kept.name)


print("end", read().name)
gone = None
raise SystemExit(3)
