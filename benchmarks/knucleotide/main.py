"""Counts of the substrings of a DNA sequence, in dicts."""


def make_sequence(n):
    seed = 42
    letters = []
    for _ in range(n):
        seed = (seed * 3877 + 29573) % 139968
        letters.append("ACGT"[seed * 4 // 139968])
    return "".join(letters)


def count(sequence, length):
    counts = {}
    for i in range(len(sequence) - length + 1):
        piece = sequence[i:i + length]
        if piece in counts:
            counts[piece] += 1
        else:
            counts[piece] = 1
    return counts


def main():
    sequence = make_sequence(200000)
    for length in (1, 2):
        counts = count(sequence, length)
        total = sum(counts.values())
        for piece, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            print(f"{piece} {100 * n / total:.3f}")
        print()
    for piece in ("GGT", "GGTA", "GGTATT", "GGTATTTTAATT"):
        counts = count(sequence, len(piece))
        print(counts.get(piece, 0), piece, len(counts))


main()
