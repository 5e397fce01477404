#include <stdio.h>
#include <string.h>

static long flips(const long *start, long n)
{
    long stack[16], count = 0;
    memcpy(stack, start, n * sizeof *stack);
    for (long first = stack[0]; first; first = stack[0]) {
        for (long low = 0, high = first; low < high; low++, high--) {
            long kept = stack[low];
            stack[low] = stack[high];
            stack[high] = kept;
        }
        count++;
    }
    return count;
}

static void fannkuch(long n)
{
    long order[16], turns[16] = {0}, check_sum = 0, most = 0;
    for (long i = 0; i < n; i++)
        order[i] = i;
    for (long number = 0;; number++) {
        long count = flips(order, n);
        if (count > most)
            most = count;
        check_sum += number % 2 == 0 ? count : -count;
        for (long r = 1;; r++) {
            if (r == n) {
                printf("n = %ld: check sum %ld, most flips %ld\n", n, check_sum, most);
                return;
            }
            long first = order[0];
            for (long i = 0; i < r; i++)
                order[i] = order[i + 1];
            order[r] = first;
            if (++turns[r] <= r)
                break;
            turns[r] = 0;
        }
    }
}

int main(void)
{
    for (long n = 7; n < 10; n++)
        fannkuch(n);
    return 0;
}
