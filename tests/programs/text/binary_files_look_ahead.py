# peek and read1 of binary files take what is at hand.
import os
import tempfile

with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, "data")
    with open(path, "wb") as file:
        file.write(b"abcdef\nghi")
    with open(path, "rb") as file:
        print(file.read(2), file.peek(1), file.tell(), file.read1(3), file.read1(), file.read1(), file.peek())
    with open(path, "r+b") as file:
        print(file.peek()[:1], file.readline(), file.read1(0))
        file.write(b"!")
    with open(path) as file:
        print(file.read())
        try:
            file.peek(1)
        except AttributeError as error:
            print(error)
    with open(path, "wb") as file:
        try:
            file.read1(1)
        except OSError as error:
            print(error)
    with open(path, "rb") as file:
        pass
    try:
        file.read1()
    except ValueError as error:
        print(error)
