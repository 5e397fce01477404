"""Texts made by f-strings, `%` and `str.format`, with specs for their types and now and then for others."""

import re

KINDS = ["int", "int", "float", "float", "str", "bool", "any", "complex", "list"]


def spec(program, kind):
    pick = program.pick
    if program.chance(0.08):
        kind = pick("int", "float", "str")
    parts = [pick("", "", "<", ">", "^", "*<", "é^", "0>", "="), "", "", "", "", "", ""]
    if kind in ("int", "float", "bool", "complex"):
        parts[1] = pick("", "", "+", " ", "-", "z")
        parts[2] = pick("", "", "", "#")
        parts[3] = pick("", "", "0")
    parts[4] = pick("", "", "1", "5", "12", "20")
    if kind in ("int", "bool"):
        parts[5] = pick("", "", ",", "_")
        parts[6] = pick("", "d", "x", "X", "o", "b", "c", "n", "e", ".2f", ".3g", "%", ".0%")
    elif kind in ("float", "complex"):
        parts[5] = pick("", "", "", ",", "_")
        parts[6] = pick("", "f", "e", "g", "G", "E", "F", "n", "%", ".0f", ".1f", ".2f", ".3f", ".10f", ".0e", ".3e", ".0g", ".4g", ".17g", ".20g", ".3", ".1%", ".25f")
    elif kind == "str":
        parts[6] = pick("", "s", ".2", ".0", ".3s")
    else:
        return pick("", "", "", ">5", "d")
    return "".join(parts)


def fstring(program, names, depth):
    parts = []
    for _ in range(program.pick(1, 1, 2, 3)):
        kind = program.pick(*KINDS)
        text = program.expression(kind, names, depth + 2)
        # 3.11 allows neither the same quotes nor backslashes inside.
        if re.search(r"[\\'\"{}:!#]|lambda", text):
            text = program.pick("1", "2.5", "None", "10**20", "-0.0")
            kind = "int" if text[0] == "1" else "float"
        its = spec(program, kind)
        conversion = program.pick("", "", "", "", "!r", "!s", "!a", "=", " = ", "=!s")
        if "'" in its or "{" in its:
            its = ""
        if conversion.strip("=! ") and its:
            its = program.pick(">8", "^6", "")
        if program.chance(0.15) and kind in ("int", "float"):
            its = program.pick(">{7 + 2}", "{4}", "0{2 * 3}", ".{3}f", "{1}{2}")
        parts.append(program.pick("", "a", " ", "{{", "}}", "é=", "%") + "{" + text + conversion + (":" + its if its else "") + "}")
    return "f'" + "".join(parts) + "'"


def percent(program, names, depth):
    texts, values = [], []
    for _ in range(program.pick(1, 1, 2, 3)):
        kind = program.pick("int", "int", "float", "float", "str", "any")
        letter = {"int": program.pick("d", "i", "x", "X", "o", "s", "r", "c", "f", "e"), "float": program.pick("f", "e", "g", "G", "d", "s", "r", "E", "x")}.get(kind, program.pick("s", "s", "r", "a", "d"))
        flags = program.pick("", "", "", "-", "+", " ", "0", "#", "-0", "+ ")
        width = program.pick("", "", "1", "5", "12", "*")
        precision = program.pick("", "", ".0", ".1", ".3", ".10", ".*", ".")
        for part in (width, precision):
            if "*" in part:
                values.append(program.expression("small", names, depth + 3))
        texts.append(program.pick("", "a", " ", "%%", "é") + "%" + flags + width + precision + letter)
        values.append(program.expression(kind, names, depth + 2))
    if program.chance(0.05):
        values.append("1")
    return f"'{''.join(texts)}' % ({', '.join(values)},)"


def formatted(program, names, depth):
    texts, values = [], []
    automatic = program.chance(0.6)
    for number in range(program.pick(1, 2, 3)):
        kind = program.pick(*KINDS)
        its = spec(program, kind)
        field = "" if automatic else str(number)
        if program.chance(0.1):
            field += program.pick("[0]", ".real", ".x", "[a]")
        if program.chance(0.15):
            field += program.pick("!r", "!s", "!a")
            its = ""
        texts.append(program.pick("", "-", "{{", "}}", " ") + "{" + field + (":" + its if its else "") + "}")
        values.append(program.expression(kind, names, depth + 2))
    if program.chance(0.1):
        texts.append("{k:>{w}}")
        values += [f"k={program.expression('any', names, depth + 3)}", "w=7"]
    return f"'{''.join(texts)}'.format({', '.join(values)})"
