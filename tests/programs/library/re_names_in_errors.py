# gap: an attribute that a match lacks is said to lack in 'Match'
import re

match = re.match("a", "a")
try:
    match.groop
except AttributeError as error:
    print(error)
try:
    a, b = match
except TypeError as error:
    print(error)
