"""Items of what is a range or a tuple at first, and a list later."""


def levenshtein(s1, s2):
    if len(s1) < len(s2):
        return levenshtein(s2, s1)
    if len(s2) == 0:
        return len(s1)
    previous_row = range(len(s2) + 1)
    for i, c1 in enumerate(s1):
        current_row = [i + 1]
        for j, c2 in enumerate(s2):
            insertions = previous_row[j + 1] + 1
            deletions = current_row[j] + 1
            substitutions = previous_row[j] + (c1 != c2)
            current_row.append(min(insertions, deletions, substitutions))
        previous_row = current_row
    return previous_row[-1]


def halves(count):
    row = (0.5, 1.5, 2.5)
    for k in range(count):
        row = [row[0] / 2, row[1] / 2, row[-1] / 2]
    return row


def item(which, at):
    if which == 0:
        row = range(10, 20)
    elif which == 1:
        row = [1, 2**70, 3]
    else:
        row = (4, 5)
    try:
        return row[at]
    except (IndexError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def texts(flag, at):
    row = ("a", "b")
    if flag:
        row = ["c", "d", "e"]
    return row[at] + "!"


def stored(flag):
    row = (1, 2)
    if flag:
        row = [3, 4]
    try:
        row[0] += 5
        row[True] = 7
    except TypeError as error:
        print(error)
    return row


print(levenshtein("kitten sitting", "sitting kitten"), levenshtein("", "abc"), levenshtein("a", "b"))
print(halves(0), halves(1), halves(3))
for which in range(3):
    print([item(which, at) for at in (0, 1, -1, 2, 9, 10, -3, -11, True)])
print(texts(False, 1), texts(True, -1), texts(True, False))
print(stored(False), stored(True))
