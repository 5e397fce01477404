# JSON of CPython, in a program that needs CPython: functions behind **, dicts it makes become instances.
import json, decimal, datetime
def to_json(o, **opts): return json.dumps(o, **opts)
print(to_json({"d": datetime.date(2020, 1, 2)}, default=lambda o: o.isoformat()))
opts = {"default": lambda o: "d", "indent": 1}
print(json.dumps([{1}], **opts))
class Pt:
    def __init__(self, d): self.__dict__ = d
p = json.loads('{"x": 1}', object_hook=Pt)
print(p.x, decimal.Decimal(1)); p.y = 2; print(p.__dict__)
class W:
    def __init__(self): self.k = {"default": self.conv}
    def conv(self, o): return sorted(o)
    def dump(self, o): return json.dumps(o, **self.k)
print(W().dump([{3, 1}]))
