# Patterns of file names and of paths.
import fnmatch, glob, os

names = ["a.py", "b", "ax", "bx", "]", "[", "", "abc", "a-c", "^", "-", "\\", "x[!", "x", "A", "\n", "zz", "é", "aXbYc", ".hid", "a.b.c"]
for p in ["*.py", "[!a]*", "[a-c]x", "[]]", "[!]]", "a[", "[a", "?", "", "*", "**", "a*b*c", "[a-]", "[--0]", "\\", "\\*", "[\\]]", "[z-a]", "[!z-a]", "[a-cx-z]", "[!a-c]", "[^a]", "[a&&b]", "[[]", "x[!", "*?", "a-c", "[a-c-e]", "*.*", ".*", "a?c", "é", "[!", "*[!y]"]:
    print(repr(p), fnmatch.filter(names, p), [fnmatch.fnmatch(n, p) for n in names[:4]], fnmatch.fnmatchcase("A", p))
print(fnmatch.fnmatch(b"a.py", b"*.py"), fnmatch.filter([b"a", b"b"], b"[a]"))
for args in (("a", b"a"), (b"a", "a"), (5, "a"), ("a", None)):
    try:
        print(fnmatch.fnmatch(*args))
    except TypeError as e:
        print("TypeError", e)
base = os.path.realpath(os.environ.get("TMPDIR", "/tmp")) + "/pyaot-glob-%d" % os.getpid()
os.makedirs(base + "/a/b/c"); os.makedirs(base + "/d.x/.h"); os.makedirs(base + "/.dot/in")
for n in ("x.txt", "y.py", ".hidden.py", "a/z.py", "a/b/w.py", "a/b/c/v.txt", "d.x/q.py", "d.x/.h/r.py", ".dot/in/s.py", "[odd].py"):
    open(base + "/" + n, "w").close()
os.symlink("a", base + "/link"); os.symlink("none", base + "/broken.py")


def show(found):
    print(sorted(str(p).replace(base, "BASE") for p in found))


os.chdir(base)
for p in ("*", "*.py", "*.txt", "a/*", "*/*.py", "**", "**/*.py", "*/", "a/", "a", "nope", "", ".*", ".*/*", "a/**", "a/**/*.py", "**/", "[[]odd].py", "?.py", "*/b/*", "./*.py", "../*/y.py", "a/../*.py", "link/*", "broken*", "a//*", "/", "/nowhere*/x", "*[!y]", "x.txt/*", "**/b/**"):
    for recursive in (False, True):
        show(glob.glob(p, recursive=recursive) if ".." not in p else [os.path.basename(q) for q in glob.glob(p)])
    show(glob.glob(p, include_hidden=True, recursive=True) if ".." not in p else [])
show(glob.glob(base + "/*.py")); show(glob.glob("*.py", root_dir="a")); show(glob.iglob("a/*")); show(glob.glob(b"*.py")); show(glob.glob("**", root_dir=base + "/a", recursive=True))
print(glob.escape("a[b]*?c"), glob.has_magic("a*"), glob.has_magic("a"), glob.escape(b"x*"), glob.glob(glob.escape("[odd].py")))
for f in sorted(glob.glob(os.path.join(base, "*.py"))):
    print(os.path.basename(f).upper())
os.chdir("/")
os.system("rm -rf " + base)
