from based import base
class A(base.Node):
    def get(self): return self.x + 1
