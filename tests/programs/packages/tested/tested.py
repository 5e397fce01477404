# What `import *` brings into the main module is there for `unittest` too, though no text names it.
import unittest
from cases import *

result = unittest.main(exit=False, verbosity=0, argv=["test"]).result
print(result.testsRun, len(result.failures))
