#include <stdio.h>

static long steps(long n)
{
    long count = 0;
    while (n != 1) {
        if (n % 2 == 0)
            n /= 2;
        else
            n = 3 * n + 1;
        count++;
    }
    return count;
}

int main(void)
{
    long longest = 0, start = 0, total = 0;
    for (long n = 1; n < 130000; n++) {
        long count = steps(n);
        total += count;
        if (count > longest) {
            longest = count;
            start = n;
        }
    }
    printf("%ld %ld %ld\n", start, longest, total);
    return 0;
}
