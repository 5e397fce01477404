print("text runs")
LIMIT = 10


def limit():
    return LIMIT * 2
