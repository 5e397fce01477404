//! `_os`: what the library's `os` and `os.path` ask of the system.

mod process;
mod stat;

use alloc::ffi::CString;
use core::ffi::CStr;

pub use process::*;
pub use stat::*;

use crate::codec::Encoding;
use crate::error::{PyResult, Raised, raise_type_error, raise_value_error};
use crate::exception::{raise_os_error_between, raise_os_error_code};
use crate::prelude::*;
use crate::reference::{Bytes, Str, Tuple};
use crate::system::errno;
use crate::value::Value;

/// What else than text, bytes and objects with `__fspath__` a function takes for a path.
#[derive(Clone, Copy, PartialEq)]
enum Also {
    Nothing,
    Descriptor,
    DescriptorOrNone,
}

/// A path that was given to a function.
enum Path {
    Named(CString),
    Descriptor(i32),
    None,
}

impl Path {
    /// The argument called `name` of `function`.
    fn of(value: &Value, function: &str, name: &str, also: Also) -> PyResult<Path> {
        if value.is_none() && also == Also::DescriptorOrNone {
            return Ok(Path::None);
        }
        if also != Also::Nothing && value.ty().slots().index().is_some() {
            let fd = crate::operation::to_i64_saturating(value)?;
            return match i32::try_from(fd) {
                Ok(fd) => Ok(Path::Descriptor(fd)),
                Err(_) => Err(crate::error::raise_overflow_error(format_args!(
                    "fd is {} than {}imum",
                    if fd > 0 { "greater" } else { "less" },
                    if fd > 0 { "max" } else { "min" }
                ))),
            };
        }
        let path = crate::file::plain_path(value)?;
        match bytes_of(&path)? {
            Some(path) => Ok(Path::Named(path)),
            None => Err(raise_type_error(format_args!(
                "{function}: {name} should be string, bytes{}, not {}",
                match also {
                    Also::Nothing => " or os.PathLike",
                    Also::Descriptor => ", os.PathLike or integer",
                    Also::DescriptorOrNone => ", os.PathLike, integer or None",
                },
                value.type_name()
            ))),
        }
    }

    fn named(value: &Value, function: &str) -> PyResult<CString> {
        Path::argument(value, function, "path")
    }

    fn argument(value: &Value, function: &str, name: &str) -> PyResult<CString> {
        match Path::of(value, function, name, Also::Nothing)? {
            Path::Named(path) => Ok(path),
            _ => unreachable!("nothing else was asked for"),
        }
    }
}

/// Text or bytes as the system has it; `None` of anything else.
fn bytes_of(value: &Value) -> PyResult<Option<CString>> {
    let data = if let Some(text) = value.to_str() {
        crate::codec::encode_as(&text, Encoding::Utf8, "surrogateescape", false)?
    } else if let Some(data) = value.as_bytes() {
        data.as_slice().to_vec()
    } else {
        return Ok(None);
    };
    match CString::new(data) {
        Ok(path) => Ok(Some(path)),
        Err(_) => Err(raise_value_error(format_args!("embedded null byte"))),
    }
}

/// Text of the system's.
fn text_of(data: &[u8]) -> PyResult<Str> {
    let text = crate::codec::decode_as(data, Encoding::Utf8, "surrogateescape")?;
    Ok(Str::new(&text))
}

/// The error that the system reports, about `path`.
fn failed(path: &Value) -> Raised {
    raise_os_error_code(errno(), Some(path))
}

fn succeeded(result: i32, path: &Value) -> PyResult<()> {
    match result {
        0 => Ok(()),
        _ => Err(failed(path)),
    }
}

/// `os.getcwd()`.
pub fn posix_getcwd() -> PyResult<Str> {
    let mut buffer = vec![0u8; 4096];
    loop {
        // SAFETY: the buffer is as long as it is said to be; what comes back ends with a NUL.
        unsafe {
            if !libc::getcwd(buffer.as_mut_ptr().cast(), buffer.len()).is_null() {
                return text_of(CStr::from_ptr(buffer.as_ptr().cast()).to_bytes());
            }
        }
        match errno() {
            libc::ERANGE => buffer.resize(buffer.len() * 2, 0),
            errno => return Err(raise_os_error_code(errno, None)),
        }
    }
}

/// `os.chdir(path)`.
pub fn posix_chdir(path: &Value) -> PyResult<()> {
    // SAFETY: a C string.
    let result = unsafe {
        match Path::of(path, "chdir", "path", Also::Descriptor)? {
            Path::Named(name) => libc::chdir(name.as_ptr()),
            Path::Descriptor(fd) => libc::fchdir(fd),
            Path::None => unreachable!("not asked for"),
        }
    };
    succeeded(result, path)
}

/// The entries of a directory but itself and the one above: type and name.
fn entries(path: &Value, function: &str) -> PyResult<Vec<(u8, Vec<u8>)>> {
    let path_given = Path::of(path, function, "path", Also::DescriptorOrNone)?;
    // SAFETY: C strings, a directory that is closed once, and entries that are read before the next is asked for.
    unsafe {
        let directory = match &path_given {
            Path::Named(name) => libc::opendir(name.as_ptr()),
            Path::None => libc::opendir(c".".as_ptr()),
            Path::Descriptor(fd) => match libc::dup(*fd) {
                -1 => core::ptr::null_mut(),
                copy => libc::fdopendir(copy),
            },
        };
        if directory.is_null() {
            let is_named = matches!(path_given, Path::Named(_));
            return Err(raise_os_error_code(errno(), is_named.then_some(path)));
        }
        if matches!(path_given, Path::Descriptor(_)) {
            libc::rewinddir(directory);
        }
        let mut found = Vec::new();
        loop {
            *libc::__errno_location() = 0;
            let entry = libc::readdir64(directory);
            if entry.is_null() {
                break;
            }
            let name = CStr::from_ptr((&raw const (*entry).d_name).cast()).to_bytes();
            if !matches!(name, b"." | b"..") {
                found.push(((*entry).d_type, name.to_vec()));
            }
        }
        let end = errno();
        libc::closedir(directory);
        match end {
            0 => Ok(found),
            errno => Err(raise_os_error_code(errno, Some(path))),
        }
    }
}

/// `os.listdir(path)`, as text.
pub fn posix_listdir(path: &Value) -> PyResult<Tuple> {
    let mut names = Vec::new();
    for (_, name) in entries(path, "listdir")? {
        names.push(text_of(&name)?.into());
    }
    Ok(Tuple::from_vec(names))
}

/// What `os.scandir(path)` goes through.
pub fn posix_scan(path: &Value) -> PyResult<Tuple> {
    let mut names = Vec::new();
    for (kind, name) in entries(path, "scandir")? {
        let kind = match kind {
            libc::DT_DIR => b'd',
            libc::DT_REG => b'f',
            libc::DT_LNK => b'l',
            libc::DT_UNKNOWN => b'?',
            _ => b'o',
        };
        names.push(text_of(&[&[kind], &name[..]].concat())?.into());
    }
    Ok(Tuple::from_vec(names))
}

/// `os.mkdir(path, mode)`.
pub fn posix_mkdir(path: &Value, mode: i64) -> PyResult<()> {
    let name = Path::named(path, "mkdir")?;
    // SAFETY: a C string.
    succeeded(unsafe { libc::mkdir(name.as_ptr(), mode as u32) }, path)
}

/// `os.rmdir(path)`.
pub fn posix_rmdir(path: &Value) -> PyResult<()> {
    let name = Path::named(path, "rmdir")?;
    // SAFETY: a C string.
    succeeded(unsafe { libc::rmdir(name.as_ptr()) }, path)
}

fn unlink(path: &Value, function: &str) -> PyResult<()> {
    let name = Path::named(path, function)?;
    // SAFETY: a C string.
    succeeded(unsafe { libc::unlink(name.as_ptr()) }, path)
}

/// `os.remove(path)`.
pub fn posix_remove(path: &Value) -> PyResult<()> {
    unlink(path, "remove")
}

/// `os.unlink(path)`.
pub fn posix_unlink(path: &Value) -> PyResult<()> {
    unlink(path, "unlink")
}

type Between = unsafe extern "C" fn(*const libc::c_char, *const libc::c_char) -> i32;

/// What the system does with two paths.
fn between(src: &Value, dst: &Value, function: &str, act: Between) -> PyResult<()> {
    let from = Path::argument(src, function, "src")?;
    let to = Path::argument(dst, function, "dst")?;
    // SAFETY: C strings.
    match unsafe { act(from.as_ptr(), to.as_ptr()) } {
        0 => Ok(()),
        _ => Err(raise_os_error_between(errno(), src, dst)),
    }
}

/// `os.rename(src, dst)`.
pub fn posix_rename(src: &Value, dst: &Value) -> PyResult<()> {
    between(src, dst, "rename", libc::rename)
}

/// `os.replace(src, dst)`.
pub fn posix_replace(src: &Value, dst: &Value) -> PyResult<()> {
    between(src, dst, "replace", libc::rename)
}

/// `os.symlink(src, dst)`.
pub fn posix_symlink(src: &Value, dst: &Value) -> PyResult<()> {
    between(src, dst, "symlink", libc::symlink)
}

/// `os.link(src, dst)`.
pub fn posix_link(src: &Value, dst: &Value) -> PyResult<()> {
    between(src, dst, "link", libc::link)
}

/// `os.readlink(path)`, as text.
pub fn posix_readlink(path: &Value) -> PyResult<Str> {
    let name = Path::named(path, "readlink")?;
    let mut buffer = vec![0u8; libc::PATH_MAX as usize];
    // SAFETY: a C string, and a buffer as long as it is said to be.
    let n = unsafe { libc::readlink(name.as_ptr(), buffer.as_mut_ptr().cast(), buffer.len()) };
    match usize::try_from(n) {
        Ok(n) => text_of(&buffer[..n]),
        Err(_) => Err(failed(path)),
    }
}

/// `os.access(path, mode)`.
pub fn posix_access(path: &Value, mode: i64) -> PyResult<bool> {
    let name = Path::named(path, "access")?;
    // SAFETY: a C string.
    Ok(unsafe { libc::access(name.as_ptr(), mode as i32) } == 0)
}

/// `os.fspath(path)`.
pub fn posix_fspath(path: &Value) -> PyResult<Value> {
    let plain = crate::file::plain_path(path)?;
    if plain.as_str().is_some() || plain.as_bytes().is_some() {
        return Ok(plain);
    }
    Err(raise_type_error(format_args!(
        "expected str, bytes or os.PathLike object, not {}",
        path.type_name()
    )))
}

/// `os.fsencode(text)`.
pub fn posix_fsencode(text: &Str) -> PyResult<Bytes> {
    let data = crate::codec::encode_as(text, Encoding::Utf8, "surrogateescape", false)?;
    Ok(Bytes::new(&data))
}

/// `os.fsdecode(data)`.
pub fn posix_fsdecode(data: &Value) -> PyResult<Str> {
    text_of(&crate::bytes::wants_bytes(data)?)
}
