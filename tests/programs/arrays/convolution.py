import numpy as np
def conv(img, k):
    h, w = img.shape
    n = k.shape[0] // 2
    out = np.zeros((h, w), dtype=np.float32)
    for y in range(n, h - n):
        for x in range(n, w - n):
            acc = 0.0
            for dy in range(-n, n + 1):
                for dx in range(-n, n + 1):
                    acc += img[y + dy, x + dx] * k[dy + n, dx + n]
            out[y, x] = acc
    return out
def hist(a, bins):
    h = np.zeros(bins, dtype=np.int64)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            h[a[i, j] * bins // 256] += 1
    return h
rng = np.random.default_rng(7)
img = rng.integers(0, 256, size=(40, 50)).astype(np.uint8)
k = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]], dtype=np.float32) / 16
for view in (img, img[::-1, ::2], np.asfortranarray(img), img.T):
    o = conv(view, k)
    print(o.dtype, o[3, 4], o.sum())
print(hist(img.astype(np.int32), 8), hist(img.astype(np.int64), 4))
b = np.zeros(5, dtype=bool)
for i in range(5):
    b[i] = i % 2
print(b, b.sum(), [b[1]], not b[0])
c = np.cumsum(np.ones(4)); t = 1
for v in c: t *= v
print(t, type(t).__name__, c[1:] - c[:-1])
