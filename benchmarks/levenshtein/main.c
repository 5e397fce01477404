#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS 40

static long distance(const char *a, const char *b)
{
    size_t m = strlen(a), n = strlen(b);
    if (m < n) {
        const char *other = a;
        a = b;
        b = other;
        size_t size = m;
        m = n;
        n = size;
    }
    long *previous = malloc((n + 1) * sizeof *previous);
    for (size_t j = 0; j <= n; j++)
        previous[j] = j;
    for (size_t i = 0; i < m; i++) {
        long *current = malloc((n + 1) * sizeof *current);
        current[0] = i + 1;
        for (size_t j = 0; j < n; j++) {
            long least = previous[j + 1] + 1;
            long delete = current[j] + 1, change = previous[j] + (a[i] != b[j]);
            if (delete < least)
                least = delete;
            if (change < least)
                least = change;
            current[j + 1] = least;
        }
        free(previous);
        previous = current;
    }
    long last = previous[n];
    free(previous);
    return last;
}

int main(void)
{
    static char words[60][LETTERS + 1];
    unsigned seed = 7;
    for (int i = 0; i < 60; i++)
        for (int k = 0; k < LETTERS; k++) {
            seed = seed * 1664525u + 1013904223u;
            words[i][k] = "abcdefgh"[seed >> 29];
        }
    long total = 0, closest = 1000;
    for (int i = 0; i < 60; i++)
        for (int j = 0; j < i; j++) {
            long d = distance(words[i], words[j]);
            total += d;
            if (d < closest)
                closest = d;
        }
    printf("%ld %ld\n", total, closest);
    return 0;
}
