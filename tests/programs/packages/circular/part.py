# module
import whole

seen = []
try:
    from whole import value
except ImportError as error:
    seen.append(str(error).split(" (/")[0])
try:
    whole.value
except AttributeError as error:
    seen.append(str(error))
