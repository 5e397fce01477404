# Instances of classes derived from built-in values: what they were given hides what their class has.
class Node(tuple):
    parent = None
    label = "none"
    count = 0

    def __init__(self, *args):
        self.seen = []

    @property
    def up(self):
        return self.parent

    def name(self):
        return "name"


class Text(str):
    level = 1


class Kept(list):
    size = 0

    def __getattribute__(self, name):
        return "asked" if name == "size" else super().__getattribute__(name)


root = Node(); child = Node((1,)); child.parent = root; child.label = "c"; child.name = lambda: "own"
t = Text("x"); t.level = 5
k = Kept([1]); k.size = 9
ns = {"root": root, "child": child, "t": t, "k": k, "Node": Node}
exec('''
print(child.parent is root, child.label, child.count, root.parent, root.label, child.up is root, child.name(), Node.parent, Node.label, Node.name(root))
print(t.level, type(t).level, t.upper(), k.size, k[0], getattr(child, "label"), hasattr(root, "nope"))
child.label = "d"; root.count += 1; del child.name
print(child.label, root.count, child.name(), vars(child).keys(), Node.count)
class Sub(Node):
    label = "sub"
s = Sub((2,)); print(s.label, s.parent); s.label = "mine"; print(s.label, Sub.label, s.name())
try:
    del child.parent; print(child.parent); del child.parent
except AttributeError as e: print(type(e).__name__, e)
''', ns)
print(child.label, root.count, child.name(), child.parent)


class Token(tuple):
    def __getattr__(self, name):
        if not name[:1].isupper():
            return tuple.__getattribute__(self, name)
        new = Token(self + (name,))
        setattr(self, name, new)
        return new


top = Token()
exec("print(top.A is top.A, top.A.B is top.A.B, top.A.B, hasattr(top, 'a'))", {"top": top})
print(top.A.B, top.A is top.A)
