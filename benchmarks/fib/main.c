#include <stdio.h>

static long fib(long n)
{
    if (n < 2)
        return n;
    return fib(n - 1) + fib(n - 2);
}

int main(void)
{
    for (long n = 20; n < 33; n += 4)
        printf("%ld %ld\n", n, fib(n));
    return 0;
}
