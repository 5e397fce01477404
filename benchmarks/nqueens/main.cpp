#include <cstdio>
#include <cstdlib>
#include <unordered_set>
#include <vector>

using Set = std::unordered_set<long>;

static long solve(long n, long row, Set &columns, Set &rising, Set &falling)
{
    if (row == n)
        return 1;
    long count = 0;
    for (long column = 0; column < n; column++) {
        if (columns.count(column) || rising.count(row + column) || falling.count(row - column))
            continue;
        columns.insert(column);
        rising.insert(row + column);
        falling.insert(row - column);
        count += solve(n, row + 1, columns, rising, falling);
        columns.erase(column);
        rising.erase(row + column);
        falling.erase(row - column);
    }
    return count;
}

static bool safe(const std::vector<long> &queens, long column)
{
    long row = queens.size();
    for (long r = 0; r < row; r++)
        if (queens[r] == column || std::labs(queens[r] - column) == row - r)
            return false;
    return true;
}

static bool place(std::vector<long> &queens, long n)
{
    if ((long)queens.size() == n)
        return true;
    for (long column = 0; column < n; column++)
        if (safe(queens, column)) {
            queens.push_back(column);
            if (place(queens, n))
                return true;
            queens.pop_back();
        }
    return false;
}

int main()
{
    for (long n = 8; n <= 9; n++) {
        Set columns, rising, falling;
        std::printf("%ld\n", solve(n, 0, columns, rising, falling));
    }
    std::vector<long> queens;
    place(queens, 20);
    for (std::size_t i = 0; i < queens.size(); i++)
        std::printf(i ? ", %ld" : "[%ld", queens[i]);
    std::printf("]\n");
}
