# Encodings and error handlers that only CPython has.
import tempfile

print("naïve €".encode("cp1252"), b"\x80 na\xefve".decode("cp1252"))
print("tab\t é \u4e2d".encode("unicode_escape"), rb"\u4e2d\x41\n".decode("unicode_escape"))
print("é".encode("ascii", "namereplace"), bytes("ж", "koi8-r"), str(b"\xd6", encoding="koi8-r"))
name = "iso8859-15"
print("€".encode(name), bytearray("€", name))


def encoded(text, encoding):
    try:
        return text.encode(encoding)
    except (LookupError, UnicodeEncodeError) as error:
        return f"{type(error).__name__}: {error}"


for encoding in ("utf-8", "cp437", "no-such", "rot13"):
    print(encoded("é€", encoding))

with tempfile.NamedTemporaryFile(delete=False) as made:
    path = made.name
with open(path, "w", encoding="cp1252") as out:
    print("über", "€5", file=out)
with open(path, "rb") as data:
    room = bytearray(4)
    print(data.readinto(room), room, data.read())
with open(path, encoding="cp1252") as lines:
    print(lines.encoding, [line for line in lines])
with open(path, "rb") as data:
    view = memoryview(bytearray(12))
    print(data.readinto(view[2:6]), bytes(view))
