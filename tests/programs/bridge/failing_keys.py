"""Keys whose comparison fails, in a dict that is shared with CPython meanwhile."""

class CustomException(Exception): pass
class BadDictKey:
    def __hash__(self): return hash(self.__class__)
    def __eq__(self, other):
        if isinstance(other, self.__class__):
            raise CustomException
        return other
def f():
    d = {}
    x1 = BadDictKey(); x2 = BadDictKey()
    d[x1] = 1
    for stmt in ['d[x2] = 2', 'z = d[x2]', 'x2 in d', 'd.get(x2)', 'd.setdefault(x2, 42)', 'd.pop(x2)', 'd.update({x2: 2})']:
        try:
            exec(stmt, locals())
        except CustomException as e: print(stmt, repr(e))
f()


class Sometimes:
    fail = False

    def __hash__(self):
        if self.fail:
            raise ValueError("no hash now")
        return 1

    def __repr__(self):
        return "Sometimes()"


import pprint

key = Sometimes()
shared = {key: 1}
pprint.pprint(shared)
Sometimes.fail = True
try:
    shared[key]
except ValueError as error:
    print(error)
Sometimes.fail = False
print(shared[key])
