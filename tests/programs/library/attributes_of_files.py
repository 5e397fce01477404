# Files take any attributes.
import io

with open(__file__) as f:
    f.tag = [1]
    f.tag.append(2)
    print(f.tag, hasattr(f, "tag"), hasattr(f, "other"), f.readline())
    print(f.__dict__["tag"], vars(f)["tag"])
    del f.tag
    try:
        f.tag
    except AttributeError as error:
        print(error)
with open(__file__, "rb") as g:
    g.place = g.tell()
    g.owner = f
    print(g.place, g.owner is f, g.read(3))
b = io.BytesIO(b"abc")
b.name = "x.png"
print(b.name, b.read())
