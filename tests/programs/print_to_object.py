class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)
        return len(text)

    def flush(self):
        self.parts.append("<flush>")


out = Sink()
print("hello", 1, sep="*", end="-", file=out, flush=True)
print(2.5, [None], file=out)
print("".join(out.parts))


class Upper:
    def __init__(self, inner):
        self.inner = inner

    def write(self, text):
        self.inner.write(text.upper())


print("to the inside", file=Upper(out))
print(out.parts[-2:])
