# Exceptions of the program's classes take attributes by their `__dict__`.
class Failed(OSError):
    def __init__(self, code, **details):
        super().__init__(code, "text")
        self.__dict__.update(details)


class Missing(AttributeError):
    def __init__(self, *args):
        super().__init__(*args, name="n", obj=3)
        self.__dict__["seen"] = args


error = Failed(5, path="p", tries=2)
print(error.path, error.tries, error.errno, error.strerror)
error.__dict__["path"] = "q"
print(error.path, Missing("m").seen, Missing("m").name)
