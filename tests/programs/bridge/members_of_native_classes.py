"""Code of CPython finds special methods of our objects in their classes."""
import collections.abc
import contextlib
import enum
import functools
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(open(os.path.join(folder, name), "w+")) for name in "xyz"]
        stack.callback(print, "closing")
        for number, file in enumerate(files):
            print(number, file=file, end="")
            file.seek(0)
        print([file.read() for file in files], [file.closed for file in files])
    print([file.closed for file in files])
    try:
        with contextlib.ExitStack() as stack:
            file = stack.enter_context(open(os.path.join(folder, "x"), "rb"))
            raise KeyError(file.read())
    except KeyError as error:
        print(error, file.closed)
    try:
        contextlib.ExitStack().enter_context(5)
    except TypeError as error:
        print(error)
    file = open(os.path.join(folder, "x"))
    print(isinstance(file, collections.abc.Iterator), isinstance(file, contextlib.AbstractContextManager))
    file.close()


class Planet(enum.Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.4e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @functools.cached_property
    def gravity(self):
        print("computed", self.name)
        return round(6.67e-11 * self.mass / self.radius**2, 2)


print(Planet.EARTH.gravity, Planet.EARTH.gravity, Planet.MARS.gravity)

import pickle

queue = collections.deque([3, 1, 2], maxlen=5)
back = pickle.loads(pickle.dumps(queue))
print(back == queue, queue == back, queue != back, back < collections.deque([3, 2]), [back].index(queue))
