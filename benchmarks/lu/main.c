#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double decompose(double **a, long *pivots, long n)
{
    double sign = 1.0;
    for (long i = 0; i < n; i++)
        pivots[i] = i;
    for (long k = 0; k < n; k++) {
        long best = k;
        for (long i = k + 1; i < n; i++)
            if (fabs(a[i][k]) > fabs(a[best][k]))
                best = i;
        if (best != k) {
            double *row = a[k];
            a[k] = a[best];
            a[best] = row;
            long pivot = pivots[k];
            pivots[k] = pivots[best];
            pivots[best] = pivot;
            sign = -sign;
        }
        for (long i = k + 1; i < n; i++) {
            double factor = a[i][k] / a[k][k];
            a[i][k] = factor;
            for (long j = k + 1; j < n; j++)
                a[i][j] -= factor * a[k][j];
        }
    }
    return sign;
}

static double **make_matrix(long n)
{
    long seed = 42;
    double **rows = malloc(n * sizeof *rows);
    for (long i = 0; i < n; i++) {
        rows[i] = malloc(n * sizeof **rows);
        for (long j = 0; j < n; j++) {
            seed = (seed * 1103515245 + 12345) % 2147483648;
            rows[i][j] = seed / 2147483648.0 - 0.5;
        }
    }
    return rows;
}

int main(void)
{
    long n = 200, *pivots = malloc(n * sizeof *pivots), sum = 0;
    double **a = make_matrix(n);
    double total = decompose(a, pivots, n);
    for (long i = 0; i < n; i++) {
        total *= a[i][i] / 2;
        sum += pivots[i];
    }
    printf("%.6e %ld [", total, sum);
    for (int i = 0; i < 8; i++)
        printf(i ? ", %ld" : "%ld", pivots[i]);
    printf("]\n");
    return 0;
}
