"""A package knows its directory; a name that a module lacks."""

import os
import plugins

print(plugins.names(), os.path.basename(plugins.__path__[0]), len(plugins.__path__))
try:
    print(__path__)
except NameError as error:
    print(error)
try:
    from whole import missing
except ImportError as error:
    print(str(error).split(" (")[0], error.name)
