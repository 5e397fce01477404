# Directories, files, links and the environment.
# exit: 4
import builtins, os
base = os.path.realpath(os.environ.get("TMPDIR", "/tmp")) + "/pyaot-os-%d" % os.getpid()
def print(*values):
    builtins.print(*[str(value).replace(base, "BASE") for value in values])
os.system("rm -rf " + base)
os.makedirs(base + "/a/b/c"); os.chdir(base)
print(os.getcwd(), os.listdir("."), os.listdir(), sorted(os.listdir("a")))
for n in ("x.txt", "a/y.txt", "a/b/z.py", "a/b/c/w.py"):
    with open(n, "w") as f: f.write(n * 3)
os.symlink("a", "link"); os.symlink("nope", "broken"); os.symlink("loop", "loop"); os.symlink("../x.txt", "a/up")
print(os.path.islink("link"), os.path.isdir("link"), os.path.exists("broken"), os.path.lexists("broken"), os.readlink("link"), os.readlink(b"link"))
print(os.path.realpath("link/b"), os.path.realpath("a/up"), os.path.realpath("broken"), os.path.realpath("loop"), os.path.realpath("loop/x"), os.path.realpath("/"), os.path.realpath(b"link"))
for bad in ("loop", "broken", "nope/x"):
    try: print(os.path.realpath(bad, strict=True))
    except OSError as e: print(type(e).__name__, e)
for top, dirs, files in os.walk("."):
    dirs.sort(); files.sort()
    print(top, dirs, files)
for top, dirs, files in os.walk(".", topdown=False):
    print(top, sorted(dirs), sorted(files))
for top, dirs, files in os.walk(base, followlinks=True):
    dirs[:] = [d for d in dirs if d != "b"]
    print(top, sorted(dirs), sorted(files))
print(list(os.walk("nope")), list(os.walk(b"a/b/c")))
list(os.walk("nope", onerror=print))
with os.scandir("a") as it:
    for e in sorted(it, key=lambda e: e.name):
        print(e, e.name, e.path, e.is_dir(), e.is_file(), e.is_symlink(), e.is_file(follow_symlinks=False), e.stat().st_size > 0, os.fspath(e), e.inode() == os.lstat(e.path).st_ino)
print(os.path.getsize("x.txt"), os.stat("x.txt").st_size, os.stat("x.txt")[6], len(os.stat("x.txt")), oct(os.stat("x.txt").st_mode))
os.utime("x.txt", (1000, 2000.5)); print(os.path.getmtime("x.txt"), os.path.getatime("x.txt"), os.stat("x.txt").st_mtime_ns)
os.utime("x.txt", ns=(5, 7)); print(os.stat("x.txt").st_mtime, os.stat("x.txt").st_atime_ns)
os.chmod("x.txt", 0o600); print(oct(os.stat("x.txt").st_mode), os.access("x.txt", os.R_OK), os.access("x.txt", os.X_OK))
os.rename("x.txt", "y.txt"); print(os.path.exists("x.txt"), os.path.isfile("y.txt")); os.replace("y.txt", "x.txt")
os.link("x.txt", "hard"); print(os.path.samefile("x.txt", "hard"), os.stat("hard").st_nlink)
def t(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__, e)
t(os.mkdir, "a"); t(os.makedirs, "a/b"); t(os.makedirs, "a/b", exist_ok=True); t(os.makedirs, "x.txt", exist_ok=True); t(os.makedirs, "n/e/w/"); t(os.makedirs, "x.txt/q"); t(os.rmdir, "a"); t(os.remove, "a"); t(os.rmdir, "x.txt"); t(os.listdir, "x.txt"); t(os.removedirs, "n/e/w"); t(os.renames, "hard", "new/dir/hard"); t(os.path.exists, "new/dir/hard"); t(os.unlink, "link"); t(os.open, "a", os.O_WRONLY)
fd = os.open("raw", os.O_RDWR | os.O_CREAT, 0o644); print(os.write(fd, b"hello"), os.lseek(fd, 1, os.SEEK_SET), os.read(fd, 3), os.fstat(fd).st_size, os.isatty(fd)); os.close(fd)
os.environ["PYAOT_T"] = "v1"; os.system("echo $PYAOT_T >&2"); print(os.environ["PYAOT_T"], os.getenv("PYAOT_T"), "PYAOT_T" in os.environ); del os.environ["PYAOT_T"]; print(os.environ.get("PYAOT_T")); t(os.environ.__delitem__, "PYAOT_T") if False else None
os.environ.setdefault("PYAOT_U", "u"); os.environ.update({"PYAOT_V": "v"}, PYAOT_W="w"); print(os.environ.pop("PYAOT_U"), {k: v for k, v in os.environ.items() if k.startswith("PYAOT")}, len(os.environ) == len(list(os.environ)), type(os.environ.copy()))
def bad():
    os.environ["x"] = 5
t(bad)
def bad2():
    os.environ[5] = "x"
t(bad2)
print(os.getpid() > 0, os.getppid() > 0, os.cpu_count() >= 1, len(os.urandom(8)), os.strerror(13), os.getuid() == os.geteuid(), os.umask(os.umask(0o22)) >= 0)
print(os.system("exit 3"), os.path.getsize(b"x.txt"), sorted(os.listdir(b".")), os.listdir(os.open(".", 0)) == os.listdir("."))
print(os.stat("x.txt") == os.stat("x.txt"), [type(os.stat("x.txt").st_mtime), os.stat("x.txt")[8]], tuple(os.stat("x.txt"))[:1])
os.chdir("/"); os.system("rm -rf " + base)
try: os.listdir(base)
except FileNotFoundError as e: print(e, e.filename, e.errno, repr(e))
builtins.print("end", flush=True); os._exit(4)
