"""Long texts and bytes are handed to CPython as the same object again."""

import re
import struct

word = re.compile(r"\s*(\w+|\S)")
text = "".join(f"name{i} = {i} + é;\n" for i in range(300))


def tokens(text):
    at = 0
    while found := word.match(text, at):
        at = found.end()
        yield found[1], found.string is text


print(sum(1 for _ in tokens(text)), all(same for _, same in tokens(text)), list(tokens(text))[-3:])
grown = "a" * 600
for n in range(5):
    print(len(word.match(grown)[0]), hash(grown) == hash("a" * (600 + n)))
    grown += "a"
data = bytes(range(256)) * 8
print([struct.unpack_from("<HB", data, at) for at in range(0, 2000, 501)])
kept = [chr(97 + n) * 700 for n in range(10)]
print([word.match(one).string is one for one in kept + kept], [word.match(one)[0][:2] for one in kept])
