"""A match has items by number, and is still no iterable and no container."""
import re

match = re.match(r"(\w)(\w)", "ab")


def tried(ask):
    try:
        print(ask())
    except TypeError as error:
        print(error)


tried(lambda: list(match))
tried(lambda: "a" in match)
tried(lambda: [text for text in match])
tried(lambda: iter(match))
tried(lambda: max(match))
tried(lambda: dict(match))
print(match[0], match[1], len(match.groups()))


class Refuses:
    __iter__ = None

    def __getitem__(self, place):
        return place


class Raises:
    def __iter__(self):
        raise TypeError("not today")


tried(lambda: 1 in Refuses())
tried(lambda: 1 in Raises())
tried(lambda: list(Raises()))
