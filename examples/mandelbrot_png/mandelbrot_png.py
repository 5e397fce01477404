"""Draws the Mandelbrot set and writes it as a picture with Pillow.

    mandelbrot_png [FILE.png [WIDTH]]

The loop over the points is compiled and fills a NumPy array in place;
Pillow turns the array into a file.
"""

import os
import sys
import tempfile

import numpy as np
from PIL import Image


def escape_time(cr, ci, limit):
    """After how many turns the point leaves the circle of radius two."""
    zr = 0.0
    zi = 0.0
    for turn in range(limit):
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return turn
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
    return limit


def draw(pixels, limit):
    """Fills an array of rows, columns and three colours."""
    height, width, _ = pixels.shape
    inside = 0
    for y in range(height):
        ci = 2.4 * y / height - 1.2
        for x in range(width):
            cr = 3.2 * x / width - 2.3
            turns = escape_time(cr, ci, limit)
            if turns == limit:
                inside += 1
            else:
                pixels[y, x, 0] = min(255, 4 * turns)
                pixels[y, x, 1] = min(255, 8 * turns)
                pixels[y, x, 2] = min(255, 64 + 12 * turns)
    return inside


def main():
    given = len(sys.argv) > 1
    if given:
        path = sys.argv[1]
    else:
        path = os.path.join(tempfile.mkdtemp(), "mandelbrot.png")
    width = int(sys.argv[2]) if len(sys.argv) > 2 else 320
    height = width * 3 // 4

    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    inside = draw(pixels, 100)
    print(f"{width} x {height}, {inside} points inside, mean colour {pixels.mean():.4f}")

    Image.fromarray(pixels).save(path, optimize=True)

    # Read back what was written: the same picture?
    with Image.open(path) as picture:
        again = np.asarray(picture)
        print(picture.format, picture.size, picture.mode, "same:", np.array_equal(again, pixels))
    if not given:
        os.remove(path)
        os.rmdir(os.path.dirname(path))


if __name__ == "__main__":
    main()
