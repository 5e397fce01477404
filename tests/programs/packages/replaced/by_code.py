def replaced(f):
    def later(a, b=2):
        return None, a, b

    later.__code__ = f.__code__
    return later


def minus(a, b=1):
    return a - b
