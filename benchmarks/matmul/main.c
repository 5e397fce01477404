#include <stdio.h>
#include <stdlib.h>

static double **empty(long n)
{
    double **out = malloc(n * sizeof *out);
    for (long i = 0; i < n; i++)
        out[i] = calloc(n, sizeof **out);
    return out;
}

static double **make(long n, long seed)
{
    double **out = empty(n);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++)
            out[i][j] = ((i * 31 + j * 17 + seed) % 101) / 10.0;
    return out;
}

static double **product(double **a, double **b, long n)
{
    double **out = empty(n);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++) {
            double total = 0.0;
            for (long k = 0; k < n; k++)
                total += a[i][k] * b[k][j];
            out[i][j] = total;
        }
    return out;
}

int main(void)
{
    long n = 190;
    double **a = make(n, 1), **b = make(n, 2);
    double **c = product(product(a, b, n), a, n);
    double trace = 0.0;
    for (long i = 0; i < n; i++)
        trace += c[i][i];
    printf("%.3f %.3f %.3f\n", trace, c[3][5], c[n - 1][0]);
    return 0;
}
