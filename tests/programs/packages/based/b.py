from . import base
class B(base.Node):
    def get(self): return self.x + 2
