"""Copies of dicts whose classes say themselves what they hold."""

class S(dict):
    def __iter__(self): return iter(['z'])
    def keys(self): print('keys'); return ['a']
class K(dict):
    def keys(self): print('K.keys'); return ['a']
x = S(a=1, b=2); 
print(x.copy(), dict(x), {**x}, {} | x, dict.copy(x))
y = K(a=1, b=2)
print(y.copy(), dict(y), {**y}, {} | y)
d = {}; d.update(x); print(d); d.update(y); print(d)
print(x | {}, y | {})
import copy
print(copy.copy(x))
