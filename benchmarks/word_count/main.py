"""Text and dicts: the words of a book, counted thirty times over.

Run from benchmarks/; the book is the one of examples/word_frequency.
"""


def count_words(text):
    counts = {}
    for line in text.split("\n"):
        for word in line.lower().split():
            word = word.strip("`'\".,;:!?()[]*-_")
            if word:
                counts[word] = counts.get(word, 0) + 1
    return counts


def count_letters(text):
    letters = {}
    for c in text:
        if c.isalpha():
            letters[c] = letters.get(c, 0) + 1
    return letters


def main():
    with open("../examples/word_frequency/alice.txt", encoding="utf-8") as file:
        text = file.read()
    total = 0
    counts = {}
    letters = {}
    for _ in range(30):
        counts = count_words(text)
        letters = count_letters(text)
        total += len(counts) + len(letters)
    print(total)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for word, n in ranked[:10]:
        print(f"{word:10}{n:6}")
    print(sorted(letters.items(), key=lambda item: -item[1])[:5])


main()
