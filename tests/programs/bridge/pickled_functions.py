"""Functions and methods are pickled by the names they are found by."""

import multiprocessing
import pickle


def double(x):
    return x * 2


class Box:
    def __init__(self, a):
        self.a = a

    def get(self):
        return self.a


def outer():
    def inner():
        pass

    return inner


def main():
    print(pickle.loads(pickle.dumps(double))(4), pickle.loads(pickle.dumps(double)) is double)
    print(pickle.loads(pickle.dumps(Box(3))).a)
    print(pickle.loads(pickle.dumps(Box(3).get))())
    print(pickle.loads(pickle.dumps({"f": double, "all": [Box, len]}))["f"](5))
    for function in (outer(), lambda: 1):
        try:
            pickle.dumps(function)
        except (pickle.PicklingError, AttributeError) as error:
            print(type(error).__name__)
    with multiprocessing.Pool(2) as pool:
        print(pool.map(double, range(5)))


if __name__ == "__main__":
    main()
