# expect: 2:1: error[fallback]: `breakpoint` needs the interpreter: the module __main__ runs in CPython
breakpoint()
