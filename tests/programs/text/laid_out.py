# Short format specifications, replacement, joining and growing of texts.
specs=[".2f","10.2f","<10.2f","^11.3f","010.2f",",.2f","12,.2f",".0f","f","5f",",.1f",".9f","08.3f",",","10,","^9,d","05d","d",">8","<8,","012.4f",".1f","0,.2f","015,.2f","-.2f","+.2f"," .2f","=10.2f","*^10.1f","#.0f","e","g","%",".1%","n","3","","00","0","1","99","100.2f",".10f",".2","s"]
vals=[0,0.0,-0.0,1,-1,0.5,1.5,2.5,-2.5,0.125,2.675,1e15,1e16,123456789.125,-1234567.891,1e22,1e300,5e-324,1e-7,-1e-9,float("inf"),float("-inf"),float("nan"),999.995,0.005,0.015,0.045,12345,-98765,10**15,2**53,2**53+1,-2**60,2**62,2**63,10**30,True,False,99999.9999999,4503599627370497.5,9007199254740993.0]
for s in specs:
    row = []
    for v in vals:
        try: r=format(v,s)
        except Exception as e: r=repr(e)
        row.append(r)
    print(repr(s), *row, sep='|')
for v in vals:
    print("%.2f|%f|%.0f|%5.1f|%-9.3f|%+.2f|%08.2f"%(v,v,v,v,v,v,v) )
for v in vals: print(f"{v:.2f}|{v:8.3f}|{v!r:>10}|{v:,}")
print("a,b,,c".replace(",",""),"a,b,,c".replace(",","--"),",".replace(",",""),",".replace(",","x"),"aaa".replace("a","b",2),"héllo wörld".replace("ö","oe"),"héllo".replace("l","é"),"aXbXc".replace("X","aX"),"abc".replace("abc",""),"abab".replace("ab","c"),"".replace("","x"),"é".replace("é",""),"ééé".replace("é","e",2))
for sep in ["", ",", ", ", "é"]:
    for parts in [[], [""], ["",""], ["a"], ["a",""], ["","a"], ["é","b"], ["abc"]*5, ["x"*40,"y"*3]]:
        print(repr(sep.join(parts)), len(sep.join(parts)), sep.join(tuple(parts))==sep.join(iter(parts)))
s="ab"
for i in range(3000):
    s+=str(i)
    if i%7==0: s+="é"
    if i%500==0: print(len(s), s[-5:], s[len(s)//2], s.index("é") if "é" in s else None, hash(s)==hash(s[:]))
t=s
s+="end"
print(len(t),len(s),t[-3:],s[-3:])
print(sorted(["b","a","","é","ab","aa","z","Z","é1"]), "a"<"b","a"<"a","ab"<"a",""<"a","é">"z")
