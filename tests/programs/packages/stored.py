# module
"""What is stored."""
__all__ = ["make"]
__version__ = "1"
cache = []


class Item:
    def __init__(self):
        self.items = [1, 2]


def make():
    item = Item()
    cache.append(item)
    return item


def show():
    return __version__


def evaluated(text):
    return eval(text)
