# exit: 1
# stderr-last: ModuleNotFoundError: No module named 'base'
from base import Plugin
class Double(Plugin):
    """Doubles."""
    factor = 2
    def run(self, x): return x * self.factor
    def helper(self): return super().helper() + "+double" + str(self.cfg)
