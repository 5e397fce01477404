# What matches, elements, hashes and dates say of themselves, beside containers that both sides hold.
import binascii
import datetime
import hashlib
import re as engine
import struct
import sys
import threading
import xml.etree.ElementTree as ET
import zlib

kept = [1, 2]
exec("def look(): return kept[-1], len(kept)", globals())


def matches(module, text):
    found = module.compile(r"(?P<year>\d+)-(\w+)(x)?").search(text)
    if found is None:
        return None
    kept.append(found.group("year"))
    return found.group(1, 2), found.groups("none"), found.groupdict(), found.span(2), found.lastgroup, found.pos, found.string, look()


for text in ["on 2024-may", "nothing", "1-é"]:
    print(matches(sys.modules["re"], text), matches(engine, text))
try:
    engine.match("a", "a").group("missing")
except IndexError as error:
    print("no group", error)
    print(sys.exc_info()[0].__name__, hashlib.sha1(b"x").hexdigest()[:8])

root = ET.fromstring("<a x='1'>text<b/>tail<b y='2'>more</b></a>")
names = root.attrib
names["z"] = "3"
print(root.tag, root.text, root[0].tail, root.get("z"), root.keys(), root.items(), look())
root[1].attrib = {"own": "1"}
root[1].text = None
kept.append(root[1].attrib)
kept[-1]["more"] = "2"
print(root[1].get("more"), ET.tostring(root), [child.tag for child in root], root[1].text, look())


class Loud(ET.Element):
    @property
    def text(self):
        kept.append("asked")
        return look()


print(Loud("c").text, Loud("c").tag, kept[-1])

print(hashlib.sha256(b"a").hexdigest()[:12], hashlib.md5(b"").digest()[:3], hashlib.new("sha1", b"b").name)
long = b"x" * 100000
digests = []


def digest(n):
    made = hashlib.sha256(long)
    for _ in range(n):
        made.update(long)
        made.update(b"short")
        made.hexdigest()
    digests.append(made.hexdigest())


threads = [threading.Thread(target=digest, args=(20,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(digests), len(set(digests)), digests[0][:16])
for wrong in (lambda: hashlib.sha256("text"), lambda: struct.pack("<b", 1000), lambda: struct.unpack("<i", b"1"), lambda: zlib.crc32("a"), lambda: binascii.unhexlify(b"zz")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)


class Index:
    def __index__(self):
        kept.append("index")
        return look()[1]


print(struct.pack("<2i", Index(), 3), kept[-1], struct.Struct("<h").pack(Index()), struct.unpack("<2h", b"\1\0\2\0"))
print(zlib.crc32(b"hello"), zlib.crc32(long), zlib.adler32(b"hello", 1), binascii.hexlify(b"\1\xff"), binascii.crc32(b"hello"))


class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        kept.append("zone")
        return datetime.timedelta(hours=look()[1] % 5)

    def tzname(self, when):
        return "Z"

    def dst(self, when):
        return None


when = datetime.datetime(2024, 2, 29, 12, 30, 1, 5, tzinfo=Zone())
print(when.year, when.month, when.microsecond, when.tzinfo.tzname(when), when.isoformat(), when.fold, look()[0])
print(datetime.timedelta(days=3, seconds=5).days, datetime.date.today().year > 2000, datetime.time(1, 2).minute)
