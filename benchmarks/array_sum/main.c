#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double __attribute__((noinline)) total(const double *a, long n)
{
    double s = 0.0;
    for (long i = 0; i < n; i++)
        s += a[i];
    return s;
}

int main(void)
{
    long n = 8000000;
    double *a = malloc(n * sizeof *a);
    for (long i = 0; i < n; i++)
        a[i] = fmod((double)i, 1000.0);
    struct timespec start, stop;
    clock_gettime(CLOCK_MONOTONIC, &start);
    double result = total(a, n);
    clock_gettime(CLOCK_MONOTONIC, &stop);
    /* Whole numbers: any order of summation gives this. */
    printf("%.1f %s\n", result, result == 8000.0 * 499500.0 ? "True" : "False");
    fprintf(stderr, "kernel %.9f\n", stop.tv_sec - start.tv_sec + (stop.tv_nsec - start.tv_nsec) / 1e9);
    return 0;
}
