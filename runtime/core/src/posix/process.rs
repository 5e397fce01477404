//! The process: its environment, its descriptors, who it is.

use core::ffi::CStr;

use super::{Path, bytes_of, failed, text_of};
use crate::error::{PyResult, raise_type_error, raise_value_error};
use crate::exception::raise_os_error_code;
use crate::prelude::*;
use crate::reference::{Bytes, Str, Tuple};
use crate::system::errno;
use crate::value::Value;

macro_rules! numbers {
    ($($row:ident $function:ident;)*) => { $(
        #[doc = concat!("The row `", stringify!($row), "`.")]
        pub fn $row() -> i64 {
            // SAFETY: asks for a number, and cannot fail.
            i64::from(unsafe { libc::$function() })
        }
    )* };
}

numbers! {
    posix_getpid getpid;
    posix_getppid getppid;
    posix_getuid getuid;
    posix_geteuid geteuid;
    posix_getgid getgid;
}

/// `os.umask(mask)`.
pub fn posix_umask(mask: i64) -> i64 {
    // SAFETY: cannot fail.
    i64::from(unsafe { libc::umask(mask as u32) })
}

/// `os.cpu_count()`.
pub fn posix_cpu_count() -> i64 {
    // SAFETY: asks for a number.
    unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) }
}

/// `os.urandom(size)`.
pub fn posix_urandom(size: i64) -> PyResult<Bytes> {
    let Ok(size) = usize::try_from(size) else {
        return Err(raise_value_error(format_args!(
            "negative argument not allowed"
        )));
    };
    crate::operation::repeat_count(size as i64, 1)?;
    let mut data = vec![0u8; size];
    let mut filled = 0;
    while filled < size {
        let rest = &mut data[filled..];
        // SAFETY: the rest is as long as it is said to be.
        match unsafe { libc::getrandom(rest.as_mut_ptr().cast(), rest.len(), 0) } {
            n @ 1.. => filled += n as usize,
            _ if errno() == libc::EINTR => {}
            _ => return Err(raise_os_error_code(errno(), None)),
        }
    }
    Ok(Bytes::new(&data))
}

/// `os.system(command)`.
pub fn posix_system(command: &Value) -> PyResult<i64> {
    let path = crate::file::plain_path(command)?;
    let Some(text) = bytes_of(&path)? else {
        return Err(raise_type_error(format_args!(
            "expected str, bytes or os.PathLike object, not {}",
            command.type_name()
        )));
    };
    // SAFETY: a C string.
    Ok(i64::from(unsafe { libc::system(text.as_ptr()) }))
}

/// `os._exit(status)`.
pub fn posix_exit(status: i64) {
    // SAFETY: does not return.
    unsafe { libc::_exit(status as i32) }
}

/// `os.strerror(code)`.
pub fn posix_strerror(code: i64) -> Str {
    // SAFETY: strerror gives a C string.
    let text = unsafe { CStr::from_ptr(libc::strerror(code as i32)) };
    Str::new(&text.to_string_lossy())
}

unsafe extern "C" {
    static environ: *const *const libc::c_char;
}

/// The row `posix_environ`. What has no `=` is left out.
pub fn posix_environ() -> Tuple {
    let mut all: Vec<Value> = Vec::new();
    // SAFETY: C strings up to a null pointer; nobody changes them meanwhile.
    unsafe {
        let mut at = environ;
        while !at.is_null() && !(*at).is_null() {
            let entry = CStr::from_ptr(*at).to_bytes();
            at = at.add(1);
            let Some(equals) = entry.iter().skip(1).position(|byte| *byte == b'=') else {
                continue;
            };
            let (name, value) = (text_of(&entry[..=equals]), text_of(&entry[equals + 2..]));
            if let (Ok(name), Ok(value)) = (name, value) {
                all.push(name.into());
                all.push(value.into());
            }
        }
    }
    Tuple::from_vec(all)
}

/// The row `posix_putenv`: text for both.
pub fn posix_putenv(name: &Value, value: &Value) -> PyResult<()> {
    let (Some(name), Some(value)) = (bytes_of(name)?, bytes_of(value)?) else {
        return Err(raise_type_error(format_args!("str expected")));
    };
    if name.as_bytes().is_empty() {
        return Err(raise_os_error_code(libc::EINVAL, None));
    }
    if name.as_bytes().contains(&b'=') {
        return Err(raise_value_error(format_args!(
            "illegal environment variable name"
        )));
    }
    // SAFETY: C strings, which are copied.
    match unsafe { libc::setenv(name.as_ptr(), value.as_ptr(), 1) } {
        0 => Ok(()),
        _ => Err(raise_os_error_code(errno(), None)),
    }
}

/// The row `posix_unsetenv`.
pub fn posix_unsetenv(name: &Value) -> PyResult<()> {
    if let Some(name) = bytes_of(name)? {
        // SAFETY: a C string.
        if unsafe { libc::unsetenv(name.as_ptr()) } != 0 {
            return Err(raise_os_error_code(errno(), None));
        }
    }
    Ok(())
}

/// The row `posix_home`.
pub fn posix_home(user: &Value) -> PyResult<Value> {
    // SAFETY: C strings; the record is read before anybody asks for another.
    unsafe {
        let record = match bytes_of(user)? {
            Some(user) => libc::getpwnam(user.as_ptr()),
            None => libc::getpwuid(libc::getuid()),
        };
        if record.is_null() {
            return Ok(Value::NONE);
        }
        Ok(text_of(CStr::from_ptr((*record).pw_dir).to_bytes())?.into())
    }
}

/// `os.isatty(fd)`.
pub fn posix_isatty(fd: i64) -> bool {
    // SAFETY: any number may be asked about.
    unsafe { libc::isatty(fd as i32) == 1 }
}

/// `os.get_terminal_size(fd)`.
pub fn posix_terminal_size(fd: i64) -> PyResult<Tuple> {
    let mut size = libc::winsize {
        ws_row: 0,
        ws_col: 0,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    // SAFETY: the size goes to a local.
    if unsafe { libc::ioctl(fd as i32, libc::TIOCGWINSZ, &raw mut size) } != 0 {
        return Err(raise_os_error_code(errno(), None));
    }
    let both = [i64::from(size.ws_col), i64::from(size.ws_row)];
    Ok(Tuple::from_vec(both.map(Value::int).to_vec()))
}

/// `os.open(path, flags, mode)`.
pub fn posix_open(path: &Value, flags: i64, mode: i64) -> PyResult<i64> {
    let name = Path::named(path, "open")?;
    let flags = flags as i32 | libc::O_CLOEXEC;
    // SAFETY: a C string.
    match again(|| i64::from(unsafe { libc::open(name.as_ptr(), flags, mode as libc::c_uint) })) {
        -1 => Err(failed(path)),
        fd => Ok(fd),
    }
}

/// What the system does, begun again where a signal came between.
fn again(act: impl Fn() -> i64) -> i64 {
    loop {
        let result = act();
        if result != -1 || errno() != libc::EINTR {
            return result;
        }
    }
}

fn checked(result: i64) -> PyResult<i64> {
    match result {
        -1 => Err(raise_os_error_code(errno(), None)),
        _ => Ok(result),
    }
}

/// `os.close(fd)`.
pub fn posix_close(fd: i64) -> PyResult<()> {
    // SAFETY: whose descriptor it is the program knows.
    checked(i64::from(unsafe { libc::close(fd as i32) })).map(drop)
}

/// `os.read(fd, length)`.
pub fn posix_read(fd: i64, length: i64) -> PyResult<Bytes> {
    let Ok(length) = usize::try_from(length) else {
        return Err(raise_os_error_code(libc::EINVAL, None));
    };
    crate::operation::repeat_count(length as i64, 1)?;
    let mut data: Vec<u8> = Vec::with_capacity(length);
    // SAFETY: there is room for as much, and what came is part of the data then.
    unsafe {
        let n = again(|| libc::read(fd as i32, data.as_ptr().cast_mut().cast(), length) as i64);
        data.set_len(checked(n)? as usize);
    }
    Ok(Bytes::new(&data))
}

/// `os.write(fd, data)`.
pub fn posix_write(fd: i64, data: &Value) -> PyResult<i64> {
    let data = crate::bytes::wants_bytes(data)?;
    // SAFETY: the data is as long as it is said to be.
    checked(again(|| unsafe {
        libc::write(fd as i32, data.as_ptr().cast(), data.len()) as i64
    }))
}

/// `os.lseek(fd, position, how)`.
pub fn posix_lseek(fd: i64, position: i64, how: i64) -> PyResult<i64> {
    // SAFETY: numbers only.
    checked(unsafe { libc::lseek(fd as i32, position, how as i32) })
}
