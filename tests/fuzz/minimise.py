"""Cuts a program down while it still fails: whole statements first, then bodies, then parts of expressions."""

import ast
import time

BODIES = ("body", "orelse", "finalbody", "handlers", "cases", "items", "decorator_list")


def render(tree):
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def lists(tree):
    """All lists of statements (and of what else may be left out) in the tree, outermost first."""
    for node in ast.walk(tree):
        for field in BODIES:
            value = getattr(node, field, None)
            if isinstance(value, list) and value:
                yield value


def hoists(statement):
    """What may stand for a compound statement: the statements inside it."""
    for field in ("body", "orelse", "finalbody"):
        inside = getattr(statement, field, None)
        if isinstance(inside, list) and inside and not isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            yield inside
    for handler in getattr(statement, "handlers", []):
        yield handler.body
    for case in getattr(statement, "cases", []):
        yield case.body


def parts(node):
    """Expressions inside an expression that may stand for it."""
    found = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr) and not isinstance(child, (ast.FormattedValue, ast.Starred))]
    return found + [ast.Constant(value) for value in (0, "", None)]


class Reduction:
    def __init__(self, text, fails, deadline):
        self.fails = fails
        self.deadline = deadline
        self.tree = ast.parse(text)

    def holds(self):
        """Whether the tree as it is now still fails."""
        if time.monotonic() > self.deadline:
            return False
        try:
            text = render(self.tree)
            ast.parse(text)
        except Exception:
            # Cuts may leave a tree that is no program.
            return False
        return self.fails(text)

    def cut(self, items):
        """Leaves out runs of items, long ones first."""
        changed, size = False, len(items)
        while size:
            start = 0
            while start < len(items):
                taken = items[start : start + size]
                del items[start : start + size]
                if self.holds():
                    changed = True
                else:
                    items[start:start] = taken
                    start += size
            size = min(size // 2, len(items) // 2) if size > 1 else 0
            if not size and changed and len(items) == 1:
                break
        return changed

    def hoist(self, items):
        changed, index = False, 0
        while index < len(items):
            statement = items[index]
            for inside in hoists(statement) if isinstance(statement, ast.stmt) else ():
                items[index : index + 1] = inside
                if self.holds():
                    changed = True
                    break
                items[index : index + len(inside)] = [statement]
            else:
                index += 1
        return changed

    def simplify(self):
        """Puts parts of expressions, or constants, where the expressions are."""
        changed = False
        for node in list(ast.walk(self.tree)):
            for field, value in ast.iter_fields(node):
                if isinstance(value, ast.expr) and not isinstance(value, (ast.Constant, ast.Name, ast.FormattedValue, ast.JoinedStr)):
                    for part in parts(value):
                        setattr(node, field, part)
                        if self.holds():
                            changed = True
                            break
                        setattr(node, field, value)
                elif isinstance(value, list) and value and all(isinstance(item, (ast.expr, ast.keyword)) for item in value):
                    for index in reversed(range(len(value))):
                        item = value.pop(index)
                        if self.holds():
                            changed = True
                        else:
                            value.insert(index, item)
                            if isinstance(item, ast.expr) and not isinstance(item, (ast.Constant, ast.Name)):
                                for part in parts(item):
                                    value[index] = part
                                    if self.holds():
                                        changed = True
                                        break
                                    value[index] = item
        return changed

    def run(self):
        changed = True
        while changed and time.monotonic() < self.deadline:
            changed = False
            for items in list(lists(self.tree)):
                changed |= self.cut(items)
            for items in list(lists(self.tree)):
                changed |= self.hoist(items)
        self.simplify()
        for items in list(lists(self.tree)):
            self.cut(items)
        return render(self.tree)


def minimise(text, fails, deadline):
    """The smallest program found until the deadline for which `fails` is still true."""
    reduction = Reduction(text, fails, deadline)
    return reduction.run() if reduction.holds() else text
