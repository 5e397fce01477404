"""Float arithmetic in locals: the Mandelbrot set as text and a check sum."""


def escape_time(cr, ci, limit):
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


def main():
    width = 220
    height = 120
    limit = 400
    total = 0
    shades = " .:-=+*#%@"
    for y in range(height):
        ci = 2.4 * y / height - 1.2
        line = ""
        for x in range(width):
            turns = escape_time(3.2 * x / width - 2.3, ci, limit)
            total += turns
            if y % 6 == 0 and x % 4 == 0:
                line += shades[turns % 10]
        if y % 6 == 0:
            print(line)
    print(total)


main()
