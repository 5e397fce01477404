#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void __attribute__((noinline)) distances(const double *points, double *out, long n, long d)
{
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++) {
            double square = 0.0;
            for (long k = 0; k < d; k++) {
                double difference = points[i * d + k] - points[j * d + k];
                square += difference * difference;
            }
            out[i * n + j] = pow(square, 0.5);
        }
}

int main(void)
{
    long n = 700;
    double *points = malloc(n * 3 * sizeof *points);
    double *out = malloc(n * n * sizeof *out);
    for (long i = 0; i < n; i++) {
        points[3 * i] = i * 7 % 101;
        points[3 * i + 1] = i * 13 % 97 / 2.0;
        points[3 * i + 2] = i * 29 % 89 / 4.0;
    }
    for (long i = 0; i < n * n; i++)
        out[i] = 1.0;
    struct timespec start, stop;
    clock_gettime(CLOCK_MONOTONIC, &start);
    distances(points, out, n, 3);
    clock_gettime(CLOCK_MONOTONIC, &stop);
    double sum = 0.0, most = 0.0;
    for (long i = 0; i < n * n; i++) {
        sum += out[i];
        if (out[i] > most)
            most = out[i];
    }
    printf("%.5f %.9f %.17g\n", sum, most, out[3 * n + 5]);
    fprintf(stderr, "kernel %.9f\n", stop.tv_sec - start.tv_sec + (stop.tv_nsec - start.tv_nsec) / 1e9);
    return 0;
}
