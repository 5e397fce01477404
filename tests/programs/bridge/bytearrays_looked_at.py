b = bytearray(b"abc")
m = memoryview(b)
for change in (
    lambda: b.append(1),
    lambda: b.extend(b"x"),
    lambda: b.pop(),
    lambda: b.clear(),
    lambda: b.__delitem__(0),
    lambda: b.insert(0, 1),
    lambda: b.__iadd__(b"x"),
    lambda: b.__imul__(2),
    lambda: b.__setitem__(slice(0, 1), b"xx"),
    lambda: b.remove(97),
    lambda: b.__setitem__(slice(0, 1), b"y"),
    lambda: b.extend(b""),
    lambda: b.reverse(),
):
    try:
        change()
        print("ok", b, bytes(m))
    except BufferError as e:
        print(e)
m[0] = 33
print(b)
m.release()
b.append(1)
print(b)
