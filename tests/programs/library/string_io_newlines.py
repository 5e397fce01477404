# How lines end in a `StringIO`.
import io
for nl in (None, '', '\n', '\r', '\r\n', 'default'):
    f = io.StringIO('a\rb\r\nc\nd\r', newline=nl) if nl != 'default' else io.StringIO('a\rb\r\nc\nd\r')
    print(repr(nl), f.newlines, repr(f.getvalue()), list(f), f.newlines)
    f.seek(0); print([f.readline(), f.readline(2), f.readline()], f.read())
    f.write('x\ny\rz\r\n'); print(repr(f.getvalue()), f.tell(), f.newlines)
    f.seek(0); print(f.readlines(), f.readlines(3))
try: io.StringIO('', newline='x')
except ValueError as e: print(e)
try: io.StringIO('', newline=3)
except TypeError as e: print(e)
import csv
print(list(csv.reader(io.StringIO("a,b\rc,d\r\ne", newline=""))))
