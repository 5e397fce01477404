#[macro_export]
macro_rules! posix_functions {
    ($then:path) => { $then! {
        /// Paths are text, bytes or what `__fspath__` gives; `path`s of functions that say so, descriptors.
        fn posix_getcwd() -> Str [raises] as "_os.getcwd() -> str";
        fn posix_chdir(path: Value) -> Unit [raises] as "_os.chdir(path: object) -> None";
        /// The names in a directory; None is the current one.
        fn posix_listdir(path: Value) -> Tuple [raises] as "_os.listdir(path: object, /) -> tuple[str, ...]";
        /// The same, each behind a letter for what it is: `d`, `f`, `l`, or `?` where that is to be asked.
        fn posix_scan(path: Value) -> Tuple [raises] as "_os.scan(path: object, /) -> tuple[str, ...]";
        fn posix_mkdir(path: Value, mode: I64) -> Unit [raises] as "_os.mkdir(path: object, mode: int = 511) -> None";
        fn posix_rmdir(path: Value) -> Unit [raises] as "_os.rmdir(path: object) -> None";
        fn posix_remove(path: Value) -> Unit [raises] as "_os.remove(path: object) -> None";
        fn posix_unlink(path: Value) -> Unit [raises] as "_os.unlink(path: object) -> None";
        fn posix_rename(src: Value, dst: Value) -> Unit [raises] as "_os.rename(src: object, dst: object) -> None";
        fn posix_replace(src: Value, dst: Value) -> Unit [raises] as "_os.replace(src: object, dst: object) -> None";
        fn posix_symlink(src: Value, dst: Value) -> Unit [raises] as "_os.symlink(src: object, dst: object) -> None";
        fn posix_link(src: Value, dst: Value) -> Unit [raises] as "_os.link(src: object, dst: object) -> None";
        fn posix_readlink(path: Value) -> Str [raises] as "_os.readlink(path: object) -> str";
        fn posix_access(path: Value, mode: I64) -> Bool [raises] as "_os.access(path: object, mode: int) -> bool";
        fn posix_chmod(path: Value, mode: I64) -> Unit [raises] as "_os.chmod(path: object, mode: int) -> None";
        /// Times of access and change in nanoseconds; now where a bool says so.
        fn posix_utime(path: Value, now: Bool, accessed: I64, changed: I64) -> Unit [raises] as "_os.utime(path: object, now: bool, accessed: int, changed: int, /) -> None";
        /// Mode, inode, device, links, user, group, size, and seconds and nanoseconds of the three times; blocks.
        fn posix_stat(path: Value, follow: Bool) -> Tuple [raises] as "_os.stat(path: object, follow: bool, /) -> tuple[int, ...]";
        /// The mode alone; 0 where there is nothing of that name.
        fn posix_mode(path: Value, follow: Bool) -> I64 [raises] as "_os.mode(path: object, follow: bool, /) -> int";
        fn posix_getpid() -> I64 as "_os.getpid() -> int";
        fn posix_getppid() -> I64 as "_os.getppid() -> int";
        fn posix_getuid() -> I64 as "_os.getuid() -> int";
        fn posix_geteuid() -> I64 as "_os.geteuid() -> int";
        fn posix_getgid() -> I64 as "_os.getgid() -> int";
        fn posix_umask(mask: I64) -> I64 as "_os.umask(mask: int, /) -> int";
        fn posix_cpu_count() -> I64 as "_os.cpu_count() -> int";
        fn posix_urandom(size: I64) -> Bytes [raises] as "_os.urandom(size: int, /) -> bytes";
        fn posix_system(command: Value) -> I64 [raises] as "_os.system(command: object) -> int";
        fn posix_exit(status: I64) -> Unit as "_os._exit(status: int) -> None";
        fn posix_strerror(code: I64) -> Str as "_os.strerror(code: int, /) -> str";
        /// Names and values by turns.
        fn posix_environ() -> Tuple as "_os.environ() -> tuple[str, ...]";
        fn posix_putenv(name: Value, value: Value) -> Unit [raises] as "_os.putenv(name: object, value: object, /) -> None";
        fn posix_unsetenv(name: Value) -> Unit [raises] as "_os.unsetenv(name: object, /) -> None";
        /// The home directory of a user, or of who runs the program; None where nobody knows.
        fn posix_home(user: Value) -> Value [raises] as "_os.home(user: object, /) -> object";
        fn posix_isatty(fd: I64) -> Bool as "_os.isatty(fd: int, /) -> bool";
        /// Columns and lines.
        fn posix_terminal_size(fd: I64) -> Tuple [raises] as "_os.terminal_size(fd: int, /) -> tuple[int, ...]";
        fn posix_open(path: Value, flags: I64, mode: I64) -> I64 [raises] as "_os.open(path: object, flags: int, mode: int = 511) -> int";
        fn posix_close(fd: I64) -> Unit [raises] as "_os.close(fd: int) -> None";
        fn posix_read(fd: I64, length: I64) -> Bytes [raises] as "_os.read(fd: int, length: int, /) -> bytes";
        fn posix_write(fd: I64, data: Value) -> I64 [raises] as "_os.write(fd: int, data: object, /) -> int";
        fn posix_lseek(fd: I64, position: I64, how: I64) -> I64 [raises] as "_os.lseek(fd: int, position: int, how: int, /) -> int";
        /// The text or bytes of a path.
        fn posix_fspath(path: Value) -> Value [raises] as "_os.fspath(path: object, /) -> object";
        fn posix_fsencode(text: Str) -> Bytes [raises] as "_os.encode(text: str, /) -> bytes";
        fn posix_fsdecode(data: Value) -> Str [raises] as "_os.decode(data: object, /) -> str";
    } };
}
posix_functions!(crate::declare_functions);
