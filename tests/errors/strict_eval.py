# expect: 2:7: error[fallback]: `eval` needs the interpreter: the module __main__ runs in CPython
print(eval("1 + 1"))
