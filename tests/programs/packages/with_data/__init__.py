# module
import pkgutil

print("with_data runs in", __package__)
WORDS = pkgutil.get_data(__name__, "words.txt").decode().split()
