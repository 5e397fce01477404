import builtins

run = getattr(builtins, "exec")
run("def made(n):\n    return base + n")
builtins.exec("base = 40")
