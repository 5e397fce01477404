"""Strings built piece by piece, joined, formatted, replaced and taken apart."""


def piecewise(n):
    """One character or number at a time."""
    out = ""
    for i in range(n):
        out += str(i % 1000)
        out += ","
    return out


def formatted(n):
    lines = []
    for i in range(n):
        lines.append(f"{i:06d} {i * 0.5:10.2f} {'odd' if i % 2 else 'even':>5}")
    return "\n".join(lines)


def caesar(text, shift):
    out = []
    for c in text:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - 97 + shift) % 26 + 97))
        else:
            out.append(c)
    return "".join(out)


def is_palindrome(text):
    return text == text[::-1]


def main():
    text = piecewise(400000)
    print(len(text), text[:30], text[-10:])
    numbers = [int(part) for part in text.split(",") if part]
    print(sum(numbers))

    table = formatted(150000)
    print(len(table), table.count("odd"))
    print(table[1000:1060].replace("\n", "|").replace(" ", "_"))

    sentence = "the quick brown fox jumps over the lazy dog. " * 4000
    turned = caesar(caesar(sentence, 5), 21)
    print(len(turned), turned == sentence, caesar(sentence, 13)[:44])

    palindromes = 0
    for i in range(300000):
        if is_palindrome(str(i)):
            palindromes += 1
    print(palindromes)


main()
