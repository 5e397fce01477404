# module
"""A module that makes members when they are asked for."""

made = []


def __getattr__(name):
    if name.startswith("lazy_"):
        made.append(name)
        return len(made)
    raise AttributeError(f"no member {name!r}")


def here(x):
    return x * 2


def __dir__():
    return ["made", "later"]
