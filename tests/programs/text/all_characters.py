# A loop over all characters, among them those that stand for lone surrogates in compiled modules.

import unicodedata

counts = {}
for code in range(0x110000):
    c = chr(code)
    if unicodedata.category(c) in ('Cs', 'Zs', 'Sc'):
        counts[unicodedata.category(c)] = counts.get(unicodedata.category(c), 0) + 1
print(counts)
print(len(''.join(map(chr, range(0x10FFFF + 1)))), ascii(chr(0xDD800)), chr(0xDD800) == '\U000dd800')
