# A generator that still waits at the end runs what is behind `finally`.
def hold():
    try:
        yield 1
    finally:
        print("generator ends")


generator = hold()


def start():
    return next(generator)


print(start())
