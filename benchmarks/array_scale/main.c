#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* NumPy's order of summation. */
static double sum(const double *a, long n)
{
    if (n < 8) {
        double s = -0.0;
        for (long i = 0; i < n; i++)
            s += a[i];
        return s;
    }
    if (n <= 128) {
        double r[8];
        memcpy(r, a, sizeof r);
        long i;
        for (i = 8; i < n - n % 8; i += 8)
            for (int k = 0; k < 8; k++)
                r[k] += a[i + k];
        double s = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (; i < n; i++)
            s += a[i];
        return s;
    }
    long half = n / 2;
    half -= half % 8;
    return sum(a, half) + sum(a + half, n - half);
}

static void __attribute__((noinline)) scale(double *a, long n, double factor)
{
    for (long i = 0; i < n; i++)
        a[i] = a[i] * factor;
}

/* The fewest digits that give the number back, as Python prints it. */
static void show(double x, const char *end)
{
    char text[40];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, x);
        if (strtod(text, NULL) == x)
            break;
    }
    /* Exponents are for 1e16 and more. */
    if (x < 1e16)
        for (int digits = 1; digits <= 17; digits++) {
            snprintf(text, sizeof text, "%.*f", digits, x);
            if (strtod(text, NULL) == x)
                break;
        }
    printf("%s%s", text, end);
}

int main(void)
{
    long n = 200000;
    double *a = malloc(n * sizeof *a);
    for (long i = 0; i < n; i++)
        a[i] = (double)i;
    struct timespec start, stop;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int turn = 0; turn < 30; turn++)
        scale(a, n, 1.0 + turn / 16.0);
    clock_gettime(CLOCK_MONOTONIC, &stop);
    show(a[1], " ");
    show(a[n - 1], " ");
    show(sum(a, n), "\n");
    fprintf(stderr, "kernel %.9f\n", stop.tv_sec - start.tv_sec + (stop.tv_nsec - start.tv_nsec) / 1e9);
    return 0;
}
