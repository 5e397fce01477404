import sys
def tr(): sys.settrace(None)
def go(run, explain):
    integer = 4
    def divide(t):
        integer
        return t / 0
    try:
        run(divide, 4)
    except Exception as exc:
        print([n for n, s in explain(exc)])
    try:
        run(lambda x: run(divide, x), 4)
    except Exception as exc:
        print([n for n, s in explain(exc)])
