#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    long limit = 5000000, count = 0, last = 0, twins = 0;
    bool *is_prime = malloc(limit);
    memset(is_prime, true, limit);
    is_prime[0] = is_prime[1] = false;
    for (long n = 2; n * n < limit; n++)
        if (is_prime[n])
            for (long multiple = n * n; multiple < limit; multiple += n)
                is_prime[multiple] = false;
    for (long n = 0; n < limit; n++)
        if (is_prime[n]) {
            count++;
            if (n - last == 2)
                twins++;
            last = n;
        }
    printf("%ld %ld %ld\n", count, last, twins);
    free(is_prime);
    return 0;
}
