"""Objects of CPython that die while an exception is on its way, and whose `__del__` raises and catches others."""
text = """
class Held:
    def __init__(self, held):
        self.held = held
        held.first()

    def __del__(self):
        try:
            self.held.second
        except AttributeError as error:
            notes.append(f"died: {error}")


class Called(Held):
    def __del__(self):
        try:
            self.held.third()
        except ValueError as error:
            notes.append(f"died: {error}")
"""
notes = []
names = {"notes": notes}
exec(text, names)


class Plain:
    def third(self):
        raise ValueError("third")


class Raising(Plain):
    def first(self):
        raise KeyError("first")


def attempt(kind, held):
    try:
        names[kind](held)
    except Exception as error:
        print(type(error).__name__, error)
        return 1
    finally:
        print("left")


for kind in ("Held", "Called"):
    for held in (Plain(), Raising()):
        attempt(kind, held)
        try:
            attempt(kind, held)
            raise IndexError("outer")
        except IndexError as error:
            attempt(kind, held)
            print(repr(error), error.__context__)
        print(notes)
        notes.clear()
