LIMIT = 5
if LIMIT < 0:
    for c in range(0x110000):
        chr(c)


def narrow(x: int) -> str:
    "A text."


def chain(error, cause):
    raise error from cause
