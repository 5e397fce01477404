"""Counts the words of a book.

    word_frequency [FILE [HOW_MANY]]

Without a file it reads alice.txt: "Alice's Adventures in Wonderland" by
Lewis Carroll (1865; public domain).
"""

import sys


def words_of(text):
    """The words of the text in lower case; an apostrophe may be inside."""
    words = []
    start = -1
    for i, c in enumerate(text):
        if c.isalpha() or (c == "'" and start >= 0):
            if start < 0:
                start = i
        elif start >= 0:
            words.append(text[start:i].rstrip("'").lower())
            start = -1
    if start >= 0:
        words.append(text[start:].rstrip("'").lower())
    return words


def count(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def ranked(counts):
    """Words and counts, the most frequent first, then in alphabetical order."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def show(title, rows):
    print(title)
    width = max(len(word) for word, _ in rows)
    top = rows[0][1]
    for word, n in rows:
        bar = "#" * max(1, round(30 * n / top))
        print(f"  {word:<{width}} {n:>6,} {bar}")


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else "alice.txt"
    how_many = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        print(f"no such file: {path}", file=sys.stderr)
        sys.exit(1)

    words = words_of(text)
    counts = count(words)
    lines = text.count("\n")
    print(f"{lines:,} lines, {len(words):,} words, {len(counts):,} different, {len(text):,} characters")

    show("most frequent:", ranked(counts)[:how_many])
    long_words = {word: n for word, n in counts.items() if len(word) >= 8}
    show("most frequent of eight letters or more:", ranked(long_words)[:how_many])

    by_length = {}
    for word in words:
        by_length[len(word)] = by_length.get(len(word), 0) + 1
    print("by length:", {length: by_length[length] for length in sorted(by_length)})

    longest = max(counts, key=lambda word: (len(word), word))
    once = sum(1 for n in counts.values() if n == 1)
    print(f"longest: {longest!r}; {once} words ({once / len(counts):.1%}) occur once")

    first = {}
    for word in words:
        first.setdefault(word[0], set()).add(word)
    print("initials:", " ".join(f"{letter}:{len(found)}" for letter, found in sorted(first.items())))


if __name__ == "__main__":
    main()
