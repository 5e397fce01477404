# Names of arguments that calls give are not mangled in classes, those of parameters are.
def f(**k): return k
class A:
    def t(self):
        print(f(__option='x'), f(**{'__o': 1}))
        print((lambda __q=3, **k: (__q, k))(__q=4))
    def g(self, __p=1): return __p
    def h(self):
        try:
            print(self.g(__p=5))
        except TypeError as e: print(e)
        print(dict(__z=1))
A().t(); A().h()
print(A().g(_A__p=7))
