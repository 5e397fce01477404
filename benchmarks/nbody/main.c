#include <math.h>
#include <stdio.h>

#define DAYS 365.24
#define MASS 39.47841760435743
#define BODIES 5

struct body {
    double x, y, z, vx, vy, vz, mass;
};

static struct body bodies[BODIES] = {
    {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0},
    {4.84143144246472, -1.16032004402743, -0.10362204447112311,
     0.00166007664274404, 0.00769901118419740, -0.0000690460016972063, 0.000954791938424327},
    {8.34336671824458, 4.12479856412430, -0.403523417114321,
     -0.00276742510726411, 0.00499852801234917, 0.0000230417297573764, 0.000285885980666131},
    {12.8943695621391, -15.1111514016986, -0.223307578892656,
     0.00296460137564762, 0.00237847173959481, -0.0000296589568540238, 0.0000436624404335156},
    {15.3796971148509, -25.9193146099879, 0.179258772950371,
     0.00268067772490389, 0.00162824170038242, -0.0000951592254519716, 0.0000515138902046612},
};

static double energy(void)
{
    double total = 0.0;
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        total += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < BODIES; j++) {
            struct body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            total -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return total;
}

static void advance(double dt)
{
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double pull = dt / (square * sqrt(square));
            a->vx -= dx * b->mass * pull;
            a->vy -= dy * b->mass * pull;
            a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull;
            b->vy += dy * a->mass * pull;
            b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        struct body *body = &bodies[i];
        body->x += dt * body->vx;
        body->y += dt * body->vy;
        body->z += dt * body->vz;
    }
}

int main(void)
{
    double px = 0.0, py = 0.0, pz = 0.0;
    for (int i = 0; i < BODIES; i++) {
        struct body *body = &bodies[i];
        body->vx *= DAYS;
        body->vy *= DAYS;
        body->vz *= DAYS;
        body->mass *= MASS;
        px += body->vx * body->mass;
        py += body->vy * body->mass;
        pz += body->vz * body->mass;
    }
    bodies[0].vx = -px / bodies[0].mass;
    bodies[0].vy = -py / bodies[0].mass;
    bodies[0].vz = -pz / bodies[0].mass;
    printf("%.12f\n", energy());
    for (int i = 0; i < 120000; i++)
        advance(0.01);
    printf("%.12f\n", energy());
    return 0;
}
