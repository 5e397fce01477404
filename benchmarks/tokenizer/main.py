"""A hand-written tokenizer and evaluator, character by character."""


def tokenize(text):
    tokens = []
    i = 0
    n = len(text)
    while i < n:
        c = text[i]
        if c == " " or c == "\n":
            i += 1
        elif c.isdigit():
            start = i
            while i < n and text[i].isdigit():
                i += 1
            tokens.append(("number", text[start:i]))
        elif c.isalpha() or c == "_":
            start = i
            while i < n and (text[i].isalnum() or text[i] == "_"):
                i += 1
            tokens.append(("name", text[start:i]))
        elif c in "+-*/()=":
            tokens.append(("op", c))
            i += 1
        else:
            raise ValueError("unexpected " + c)
    return tokens


class Parser:
    def __init__(self, tokens, names):
        self.tokens = tokens
        self.at = 0
        self.names = names

    def peek(self):
        if self.at < len(self.tokens):
            return self.tokens[self.at][1]
        return ""

    def take(self):
        token = self.tokens[self.at]
        self.at += 1
        return token

    def factor(self):
        kind, text = self.take()
        if kind == "number":
            return int(text)
        if kind == "name":
            return self.names[text]
        if text == "-":
            return -self.factor()
        value = self.expression()
        self.take()
        return value

    def term(self):
        value = self.factor()
        while self.peek() in ("*", "/"):
            kind, op = self.take()
            if op == "*":
                value = value * self.factor() % 1000007
            else:
                value = value // (self.factor() or 1)
        return value

    def expression(self):
        value = self.term()
        while self.peek() in ("+", "-"):
            kind, op = self.take()
            if op == "+":
                value += self.term()
            else:
                value -= self.term()
        return value


def main():
    line = "alpha * (beta + 17) - 4 * gamma_2 / (3 + delta) + -12 * (alpha + beta * 2)\n"
    names = {"alpha": 7, "beta": 11, "gamma_2": 1234, "delta": 5}
    text = line * 1500
    tokens = tokenize(text)
    counts = {}
    for kind, _ in tokens:
        counts[kind] = counts.get(kind, 0) + 1
    print(len(tokens), counts)
    total = 0
    for one in text.split("\n"):
        if one:
            total += Parser(tokenize(one), names).expression()
    print(total)


main()
