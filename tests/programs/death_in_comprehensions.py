class D:
    def __init__(s,n): s.n=n
    def __del__(s): print("del",s.n)
def f():
    xs=[D(1),D(2)]
    print([x.n for x in xs])
    xs.clear()
    print("cleared")
f()
ys=[D(3),D(4)]
print([x.n for x in ys])
ys.clear()
print("cleared")
zs=[D(5),D(6)]
print(sum(x.n for x in zs))
zs.clear()
print("cleared")
print({x.n for x in [D(7)]}, {x.n:1 for x in [D(8)]})
print("end")
def g(n):
    for i in range(n): yield D(10+i)
print(any(x.n > 10 for x in [D(20),D(21),D(22)]))
print("after any")
print(all(x.n > 1 for x in g(3)))
print([ (a.n,b.n) for a in [D(30),D(31)] for b in [D(40),D(41)] if b.n != 41])
print([ (a.n,b.n) for a in [D(30)] for b in []])
print([ b.n for a in [] for b in [D(50)]])
print("end2")
ws=[D(60+i) for i in range(5)]
ws[1:3]=[]
print("sliced")
t=(D(70),D(71)); t=None
del ws
