#include <stdio.h>

static long escape_time(double cr, double ci, long limit)
{
    double zr = 0.0, zi = 0.0;
    for (long turn = 0; turn < limit; turn++) {
        double rr = zr * zr, ii = zi * zi;
        if (rr + ii > 4.0)
            return turn;
        zi = 2.0 * zr * zi + ci;
        zr = rr - ii + cr;
    }
    return limit;
}

int main(void)
{
    long width = 220, height = 120, limit = 400, total = 0;
    const char *shades = " .:-=+*#%@";
    for (long y = 0; y < height; y++) {
        double ci = 2.4 * y / height - 1.2;
        for (long x = 0; x < width; x++) {
            long turns = escape_time(3.2 * x / width - 2.3, ci, limit);
            total += turns;
            if (y % 6 == 0 && x % 4 == 0)
                putchar(shades[turns % 10]);
        }
        if (y % 6 == 0)
            putchar('\n');
    }
    printf("%ld\n", total);
    return 0;
}
