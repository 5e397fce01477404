"""A bytearray that CPython made, where ours are read and changed."""
import io
import pickle

first, second = pickle.loads(pickle.dumps([bytearray(b"zz"), bytearray(b"yy")]))
print(io.BytesIO(first).read(), bytearray(b"1") + second, b"1" + second, first + b"2")
ours = bytearray(b"0")
ours += first
ours.extend(second)
ours[0:1] = first
print(ours)
ours += memoryview(first)[1:]
print(ours)
try:
    ours += [1]
except TypeError as error:
    print(error)
file = io.BytesIO()
file.write(first)
file.write(second)
file.seek(1)
file.write(first)
print(file.getvalue())
print(first == b"zz", first in b"azz", second in bytearray(b"azz"), b",".join([first, second]))
