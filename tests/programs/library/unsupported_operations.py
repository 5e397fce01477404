import io

for work in (
    lambda: open("/dev/null").write("x"),
    lambda: open("/dev/null", "w").read(),
    lambda: open("/dev/null", "wb").read(),
    lambda: io.StringIO().fileno(),
    lambda: io.BytesIO().detach(),
):
    try:
        work()
    except io.UnsupportedOperation as e:
        print(type(e), e, isinstance(e, OSError), isinstance(e, ValueError))
print(io.UnsupportedOperation.__mro__)


class Own(io.UnsupportedOperation):
    pass


try:
    raise Own("own")
except OSError as e:
    print(repr(e))
