# module


def name():
    return globals()["__name__"]
