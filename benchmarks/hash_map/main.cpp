#include <cstdio>
#include <unordered_map>
#include <unordered_set>

struct Point {
    long x, y;
    bool operator==(const Point &other) const { return x == other.x && y == other.y; }
};

struct Hash {
    std::size_t operator()(const Point *p) const { return p->x * 31 + p->y; }
};

struct Same {
    bool operator()(const Point *a, const Point *b) const { return *a == *b; }
};

int main()
{
    std::unordered_map<Point *, long, Hash, Same> grid;
    for (long turn = 0; turn < 5; turn++)
        for (long x = 0; x < 150; x++)
            for (long y = 0; y < 150; y++) {
                Point *p = new Point{x, y};
                auto found = grid.find(p);
                if (found != grid.end()) {
                    found->second += turn;
                    delete p;
                } else {
                    grid[p] = x ^ y;
                }
            }
    long total = 0;
    for (auto &[p, n] : grid)
        total += n * (p->x - p->y + 1);
    std::printf("%zu %ld\n", grid.size(), total);
    std::unordered_set<Point *, Hash, Same> seen;
    for (long i = 0; i < 100000; i++) {
        Point *p = new Point{i % 211, i % 97};
        if (!seen.insert(p).second)
            delete p;
    }
    std::printf("%zu\n", seen.size());
}
