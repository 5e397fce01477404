#include <math.h>
#include <stdio.h>
#include <string.h>

#define N 220

static double element(long i, long j)
{
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

static void times(const double *vector, double *out)
{
    for (long i = 0; i < N; i++) {
        double total = 0.0;
        for (long j = 0; j < N; j++)
            total += element(i, j) * vector[j];
        out[i] = total;
    }
}

static void transposed_times(const double *vector, double *out)
{
    for (long i = 0; i < N; i++) {
        double total = 0.0;
        for (long j = 0; j < N; j++)
            total += element(j, i) * vector[j];
        out[i] = total;
    }
}

int main(void)
{
    static double u[N], v[N], between[N];
    for (long i = 0; i < N; i++)
        u[i] = 1.0;
    for (int turn = 0; turn < 10; turn++) {
        times(u, between);
        transposed_times(between, v);
        times(v, between);
        transposed_times(between, u);
    }
    double uv = 0.0, vv = 0.0;
    for (long i = 0; i < N; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    printf("%.9f\n", sqrt(uv / vv));
    return 0;
}
