#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void __attribute__((noinline)) relax(const double *old, double *new, long rows, long columns)
{
    for (long i = 1; i < rows - 1; i++)
        for (long j = 1; j < columns - 1; j++)
            new[i * columns + j] = 0.25 * (old[(i - 1) * columns + j] + old[(i + 1) * columns + j]
                                           + old[i * columns + j - 1] + old[i * columns + j + 1]);
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
    printf("%s%s", text, end);
}

int main(void)
{
    long rows = 400, columns = 500;
    double *old = calloc(rows * columns, sizeof *old);
    double *new = malloc(rows * columns * sizeof *new);
    for (long j = 0; j < columns; j++)
        old[j] = 100.0;
    for (long i = 0; i < rows; i++)
        old[i * columns] = 50.0;
    memcpy(new, old, rows * columns * sizeof *new);
    struct timespec start, stop;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int turn = 0; turn < 10; turn++) {
        relax(old, new, rows, columns);
        double *other = old;
        old = new;
        new = other;
    }
    clock_gettime(CLOCK_MONOTONIC, &stop);
    double sum = 0.0;
    for (long i = 0; i < rows * columns; i++)
        sum += old[i];
    printf("%.6f ", sum);
    show(old[columns + 1], " ");
    show(old[5 * columns + 250], "\n");
    fprintf(stderr, "kernel %.9f\n", stop.tv_sec - start.tv_sec + (stop.tv_nsec - start.tv_nsec) / 1e9);
    return 0;
}
