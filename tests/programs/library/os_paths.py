# Paths as text, as bytes, of objects that are such; and what is wrong with others.
import os

os.chdir("/")
os.environ["HOME"] = "/home/me"
def t(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__, e, getattr(e,'filename',None), getattr(e,'filename2',None), getattr(e,"errno",None))
for f in (os.mkdir,os.rmdir,os.remove,os.unlink,os.chdir,os.listdir,os.stat,os.lstat,os.readlink,os.scandir,os.path.exists,os.path.getsize,os.path.isfile,os.path.islink,os.path.lexists, os.path.isdir):
    for a in (1.5,None,"a\0b","nope", b"nope"):
        if f in (os.listdir,os.scandir) and a is None: continue
        if f is os.mkdir and a in ("nope", b"nope"): continue
        t(f,a)
t(os.rename,1.5,"a"); t(os.rename,"nope","b"); t(os.rename,"a",None); t(os.symlink,1,2); t(os.link,"nope","x")
t(os.access,"nope",os.F_OK); t(os.access,None,0); t(os.chmod,"nope",0o644); t(os.chmod,None,0); t(os.utime,"nope"); t(os.utime,"nope",5); t(os.system,5); t(os.getenv,5); t(os.path.join,"a",5); t(os.path.join,5,"a"); t(os.path.join,"a",b"b"); t(os.path.basename,None); t(os.path.splitext,5); t(os.path.relpath,""); t(os.path.commonpath,[]); t(os.path.commonpath,["/a","b"]); t(os.path.commonprefix,[]); t(os.fspath,5); t(os.urandom,-1); t(os.makedirs,""); t(os.strerror,2)
t(lambda: os.environ[5]); t(lambda: os.environ["NOPE"]); t(os.environ.pop, "NOPEE"); t(os.environ.pop, "NOPEE", 3); t(os.open,"nope",0); t(os.close,99); t(os.read,99,1); t(os.fstat,99); t(os.path.expanduser,5); t(os.path.normpath,None); t(os.path.abspath,5); t(os.path.isabs,5); t(os.putenv,"a=b","c")
class P:
    def __init__(self, p): self.p = p
    def __fspath__(self): return self.p
for p in ("", "/", "//", "///", "a", "a/", "/a", "/a/", "a/b", "a//b", "a/./b", "a/../b", "../a", "/..", "/../a", "//a//b//..", "///a", ".", "..", "./..", "a.b", ".a", ".a.b", "..a", "a.", "a.b/c", "/a/.b", "a/..b.c", "x.tar.gz", "a\0", "é/ü.x", "~", "~/x", "~nosuch/x", "$HOME/x", "${HOME}x", "$NOPE/$HOME", "${HOME", "$$HOME", "${}", "$"):
    print(repr(p), os.path.split(p), os.path.splitext(p), os.path.basename(p), os.path.dirname(p), os.path.normpath(p), os.path.isabs(p), os.path.splitdrive(p), os.path.expanduser(p), os.path.expandvars(p), os.path.abspath(p) if "\0" not in p else "")
    b = p.encode()
    print(os.path.split(b), os.path.splitext(b), os.path.basename(b), os.path.dirname(b), os.path.normpath(b), os.path.isabs(b), os.path.expandvars(b), os.path.expanduser(b))
    print(os.path.join(p, "x"), os.path.join("x", p), os.path.join(p, p), os.path.join(P(p), "z"), os.path.join(b, b"q"), os.path.join(p))
    for s in ("a", "/a/b", "."):
        t(os.path.relpath, p or ".", s) if "\0" not in p else None
print(os.path.commonprefix(["/usr/lib", "/usr/local"]), os.path.commonprefix([[1,2],[1,3]]), os.path.commonpath(["/usr/lib", "/usr/local/x"]), os.path.commonpath(["a/b", "a/c"]), os.path.commonpath([b"a/b", b"a"]), repr(os.path.commonpath(["a", "b"])))
print(os.fspath(P("x")), os.fsencode("é"), ascii(os.fsdecode(b"\xff")), os.fsencode(os.fsdecode(b"\xff")), os.path.curdir, os.path.pardir, os.path.sep, os.pathsep, os.linesep == "\n", os.devnull, os.altsep, os.extsep)
