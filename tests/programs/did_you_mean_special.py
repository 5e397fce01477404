# stderr: exact
# exit: 1
"""Suggestions of special methods of built-in classes, and of what `super()` lacks."""


class Pair(tuple):
    def __radd__(self, other):
        try:
            return "".__radd__(other)
        except AttributeError:
            try:
                return [].__inits__()
            except AttributeError:
                return super().__radd__(other)


1 + Pair()
