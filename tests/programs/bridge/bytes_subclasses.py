class B(bytes):
    def hexed(self): return self.hex() + "!"
    def __new__(cls, text): return super().__new__(cls, text.encode())
b = B("abc")
print(b.hexed(), b, len(b), isinstance(b, bytes), b[0], b + b"d", b == b"abc", {b: 1}[b"abc"], type(b).__name__)
class C(bytes): pass
print(C(b"xy").upper(), C([65, 66]), bytes(C(b"q")), C() == b"")
import json
def f(x: bytes): return x.decode()
print(f(b), f(C(b"zz")), b"".join([b, C(b"1")]))
