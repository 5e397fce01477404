import based.base
import based.base as pb
class C(based.base.Node):
    def get(self): return self.x + 3
class D(pb.Node):
    class Inner:
        def __init__(self): self.q = 1
    def get(self): return self.x + 4
class E(D):
    class Inner2(D.Inner):
        def f(self): return self.q
