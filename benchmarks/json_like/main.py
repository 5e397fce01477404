"""Nested dicts and lists of mixed things: a small JSON writer and reader."""


def write(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ", ".join(write(item) for item in value) + "]"
    parts = []
    for key, item in value.items():
        parts.append(write(key) + ": " + write(item))
    return "{" + ", ".join(parts) + "}"


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        while self.text[self.at] in " \n\t":
            self.at += 1

    def value(self):
        self.skip()
        c = self.text[self.at]
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ",]} \n":
            self.at += 1
        word = self.text[start:self.at]
        if word == "null":
            return None
        if word == "true":
            return True
        if word == "false":
            return False
        if "." in word:
            return float(word)
        return int(word)

    def string(self):
        self.at += 1
        out = []
        while self.text[self.at] != '"':
            if self.text[self.at] == "\\":
                self.at += 1
            out.append(self.text[self.at])
            self.at += 1
        self.at += 1
        return "".join(out)

    def array(self):
        self.at += 1
        items = []
        self.skip()
        while self.text[self.at] != "]":
            items.append(self.value())
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
                self.skip()
        self.at += 1
        return items

    def object(self):
        self.at += 1
        items = {}
        self.skip()
        while self.text[self.at] != "}":
            key = self.string()
            self.skip()
            self.at += 1
            items[key] = self.value()
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
                self.skip()
        self.at += 1
        return items


def main():
    document = {
        "title": 'A "quoted" title',
        "ok": True,
        "nothing": None,
        "rows": [{"id": i, "name": f"row {i}", "score": i / 4, "tags": ["a", "b", str(i % 7)]} for i in range(1500)],
    }
    text = write(document)
    print(len(text), text[:90])
    back = Reader(text).value()
    print(back == document, len(back["rows"]), back["rows"][-1])
    total = 0.0
    for row in back["rows"]:
        total += row["score"] * len(row["tags"])
    print(total)


main()
