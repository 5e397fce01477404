"""`%` takes a tuple of a class of CPython's apart, as it does one of its own."""

from urllib.parse import urlsplit

parts = urlsplit("https://example.org/path?q=1#end")
print("%s|%s|%s|%s|%s" % parts)
print("%s" % (parts,))
try:
    print("%s" % parts)
except TypeError as error:
    print(error)
