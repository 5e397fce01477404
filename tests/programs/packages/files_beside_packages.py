# CPython reads files beside packages that are compiled: these run once.
import with_data.part
from importlib import resources

print(with_data.WORDS, with_data.part.words(), with_data.part.words())
print(resources.read_text("with_data", "words.txt"), end="")
