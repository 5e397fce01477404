/* measure DESCRIPTOR PROGRAM ARGUMENT...

   Runs a program and says, on that descriptor, how long it took and how much
   memory it held at most: "SECONDS KILOBYTES STATUS".

   Done from a small process because Linux counts what the parent of a
   program holds at the time of the fork as held by the program. */

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    int report = atoi(argv[1]);
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        close(report);
        execv(argv[2], argv + 2);
        _exit(127);
    }
    int status = 0;
    struct rusage usage = {0};
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 1;
    dprintf(report, "%.6f %ld %d\n", now() - start, usage.ru_maxrss, status);
    return 0;
}
