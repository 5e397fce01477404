import struct
codes = 'bBhHiIlLqQnN?efdcsp'
vals = [0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, -32769, 65535, 65536, 2**31-1, 2**31, -2**31, -2**31-1, 2**32-1, 2**32, 2**62, 2**63-1, 2**63, -2**63, -2**63-1, 2**64-1, 2**64, 1.5, 1e40, True, b'a', b'ab', 'x', None]
for order in ('', '<', '>'):
    for c in codes:
        taken, refused = [], []
        for v in vals:
            try:
                b = struct.pack(order + c, v)
                taken.append((b.hex(), struct.unpack(order + c, b)[0]))
            except Exception as e:
                refused.append(f'{type(e).__name__} {e}')
        print(order, c, taken, sorted(set(refused)))
for f in ('<3h', '>2s3b', '@bhiq', 'bq', '<70s', '>20q', '0s', 'x', '3x', '<p', '4p', '0i', '2?'):
    n = len(struct.unpack(f, bytes(struct.calcsize(f))))
    try: print(f, struct.pack(f, *([b'abc'] * n if 's' in f and n == 1 or 'p' in f else range(n))))
    except struct.error as e: print(f, e)
    print(struct.unpack(f, bytes(i % 256 for i in range(struct.calcsize(f)))))
for a in ((), (1,), (1, 2, 3)):
    try: struct.pack('<2h', *a)
    except struct.error as e: print(e)
b = bytearray(8)
struct.pack_into('>hh', b, 2, -2, 5); print(b, struct.unpack_from('>hh', b, 2), list(struct.iter_unpack('<h', b)))
