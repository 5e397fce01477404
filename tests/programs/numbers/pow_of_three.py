# pow() with three arguments of all kinds.
import itertools
for a, b, c in itertools.product([2, 2.0, 2j, 's', None, True], repeat=3):
    try: print(a, b, c, pow(a, b, c))
    except Exception as e: print(a, b, c, type(e).__name__, e)
