# Halves of surrogate pairs cross to CPython and back.

import json
import os
import re
import unicodedata

s = 'a\ud800b'
print(os.fsencode('\udcff'), ascii(os.fsdecode(b'\xff\xfeok')), os.fsdecode(b'\xff') == '\udcff')
print(json.dumps(s), ascii(json.loads('"\\ud800"')), json.loads('"\\ud83d\\ude00"') == '\U0001F600')
print(hash('\ud800') == hash(json.loads('"\\ud800"')), json.loads('"\\ud800"') in {'\ud800': 1})
print(unicodedata.category('\ud800'), unicodedata.category(s[1]), ascii(re.sub('[\ud800-\udfff]', '?', s)))
print(ascii(re.findall('[\ud800-\udbff][\udc00-\udfff]', '\ud83d\ude00 \U0001F600')))
print(ascii('\ud83d\ude00'.encode('utf-16', 'surrogatepass').decode('utf-16')))
print(s.encode('unicode_escape'), ascii(b'\\ud800'.decode('unicode_escape')), ascii(s.encode('cp1252', 'namereplace')))
print(ascii(eval("'\\udc80'")), eval("t == 'a\\ud800b'", {'t': s}))
try:
    print('so far', s)
except UnicodeEncodeError as e:
    print(e)
