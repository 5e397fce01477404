# Halves of surrogate pairs in strs: made, looked at, ordered, encoded; without CPython.
# exit: 1
# stderr-last: ValueError: a\ud800b

import sys

s = 'a\ud800b'
print(len(s), ascii(s), repr(s), [ascii(c) for c in s], ord(s[1]), hex(ord('\udfff')))
print(s < 'a\ue000', '\ud800' < '\uffff', '\ud800' > '\ud7ff', '\U00010000' > '\udfff')
print([ascii(c) for c in sorted(['\ue000', '\udfff', '\U0001F600', 'z', '\ud800'])])
print(sorted([('\ue000', 1), ('\udfff', 2)]) == [('\udfff', 2), ('\ue000', 1)], ascii(max('\udfff', '\ue000')))
print('\ud83d\ude00' == '\U0001F600', len('\ud83d\ude00'), f'<{s!a}>', ascii(f'\udc00{s}\udc01'))
for text in (s, '\ud800'):
    print(text.isalpha(), text.isdigit(), text.isspace(), text.isprintable(), text.isupper(), text.islower(),
          text.isidentifier(), text.isascii(), text.isalnum(), text.istitle())
print(ascii(s.upper()), ascii(s.title()), ascii(s.casefold()), ascii(s.swapcase()), ascii(s.encode('utf-8', 'replace')))
print(ascii(chr(0xD800)), ord(chr(0xDFFF)), ascii('%c' % 0xdc00), ascii('{:c}'.format(0xdc01)), ascii(f'{0xdc02:c}'))
print(s.translate({0xd800: 'X', 98: 0xdc80}) == 'aX\udc80', str.maketrans('\ud800', 'a'), str.maketrans({'\ud800': 1}))
print(ascii(s.replace('\ud800', '\udfff')), s.find('\ud800'), s.split('\ud800'), ascii(s.center(7, '\udc00')), s.count('\ud800'))
print(ascii(s * 2), ascii(s[::-1]), s[1] == '\ud800', '\ud800' in s, {'\ud800': 1}.get(s[1]), len({s, 'a' + chr(0xd800) + 'b'}))


def walk(t):
    n = 0
    for i in range(len(t)):
        c = t[i]
        if c >= '\ud800' and c <= '\udfff':
            n += ord(c)
        elif c == 'a':
            n += 1
        if c < '\ue000':
            n += 3
    for c in t:
        if c in 'a\ud800':
            n += 1
        if 0xd800 <= ord(c) <= 0xdbff:
            n += 7
    return n


print(walk(s * 5 + '\U0001F600\udfff\uffff'))


def attempt(what):
    try:
        print(ascii(what()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


attempt(lambda: print('before', s, 'after'))
attempt(lambda: print(s))
attempt(lambda: sys.stdout.write(s))
attempt(lambda: int('\ud800'))
attempt(lambda: int('1\udc00'))
attempt(lambda: float('\ud800'))
attempt(lambda: complex('\ud800'))
attempt(lambda: open('/nonexistent/\udcff'))
attempt(lambda: open('\ud800'))
attempt(lambda: getattr(1, '\ud800'))
attempt(lambda: {}['\ud800'])
attempt(lambda: b'\xff'.decode('ascii', 'surrogatepass'))

texts = ['\ud800', 'a\udc80b', 'x\udc80\udcff\ud800y', '\udc80é\ud83d\ude00', 'é\udfff']
data = [b'a\xffb', b'\xed\xa0\x80z', b'\xed\xb2', b'\xf0\x9f\x98', b'\x00\xd8', b'\x00\xdc\x41\x00', b'\xd8\x00\x00a',
        b'\x00\xd8\x00\x00', b'\x00\x00\xd8\x00', b'\xff\xff\xff\xff', b'\xed\xa0\x80\xed\xb0\x80']
for encoding in ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-be', 'ascii', 'latin-1']:
    for handler in ['strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'surrogateescape', 'surrogatepass']:
        for text in texts:
            try:
                print(encoding, handler, ascii(text), text.encode(encoding, handler))
            except UnicodeError as e:
                print(encoding, handler, e)
        for some in data:
            if handler == 'xmlcharrefreplace':
                continue
            try:
                print(encoding, handler, ascii(some.decode(encoding, handler)))
            except UnicodeError as e:
                print(encoding, handler, e)

path = '/tmp/pyaot_lone_surrogates.txt'
with open(path, 'w', errors='surrogateescape') as f:
    f.write('caf\udce9\n')
with open(path, 'rb') as f:
    print(f.read())
with open(path, errors='surrogateescape') as f:
    print(ascii(f.read()))
sys.stdout.reconfigure(errors='backslashreplace')
print(s, '\udfff')
raise ValueError(s)
