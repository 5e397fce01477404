x = 1


def read():
    return globals()["x"]
