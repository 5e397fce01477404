//! What is known of files, and changed of that.

use super::{Also, Path, failed, succeeded};
use crate::error::{PyResult, raise_value_error};
use crate::reference::Tuple;
use crate::value::Value;

/// What `stat` or `lstat` says; `None` where it fails.
fn stat_of(path: &Path, follow: bool) -> Option<libc::stat> {
    let mut stat = core::mem::MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: C strings, and a struct that is valid for writing and, zeroed, for reading.
    unsafe {
        let result = match path {
            Path::Named(name) if follow => libc::stat(name.as_ptr(), stat.as_mut_ptr()),
            Path::Named(name) => libc::lstat(name.as_ptr(), stat.as_mut_ptr()),
            Path::Descriptor(fd) => libc::fstat(*fd, stat.as_mut_ptr()),
            Path::None => unreachable!("not asked for"),
        };
        (result == 0).then(|| stat.assume_init())
    }
}

fn path_of(path: &Value, follow: bool) -> PyResult<Path> {
    match follow {
        true => Path::of(path, "stat", "path", Also::Descriptor),
        false => Path::of(path, "lstat", "path", Also::Nothing),
    }
}

/// The row `posix_stat`.
pub fn posix_stat(path: &Value, follow: bool) -> PyResult<Tuple> {
    let given = path_of(path, follow)?;
    let Some(stat) = stat_of(&given, follow) else {
        return Err(match given {
            Path::Descriptor(_) => {
                crate::exception::raise_os_error_code(crate::system::errno(), None)
            }
            _ => failed(path),
        });
    };
    let all = [
        i64::from(stat.st_mode),
        stat.st_ino as i64,
        stat.st_dev as i64,
        stat.st_nlink as i64,
        i64::from(stat.st_uid),
        i64::from(stat.st_gid),
        stat.st_size,
        stat.st_atime,
        stat.st_atime_nsec,
        stat.st_mtime,
        stat.st_mtime_nsec,
        stat.st_ctime,
        stat.st_ctime_nsec,
        stat.st_blksize,
        stat.st_blocks,
        stat.st_rdev as i64,
    ];
    Ok(Tuple::from_vec(all.map(Value::int).to_vec()))
}

/// The row `posix_mode`. A path that no file can have, with a NUL in it, is that of none.
pub fn posix_mode(path: &Value, follow: bool) -> PyResult<i64> {
    let is_text = path
        .as_str()
        .is_some_and(|text| text.as_str().contains('\0'))
        || path
            .as_bytes()
            .is_some_and(|data| data.as_slice().contains(&0));
    if is_text {
        return Ok(0);
    }
    let given = path_of(path, follow)?;
    Ok(stat_of(&given, follow).map_or(0, |stat| i64::from(stat.st_mode)))
}

/// `os.chmod(path, mode)`.
pub fn posix_chmod(path: &Value, mode: i64) -> PyResult<()> {
    // SAFETY: a C string.
    let result = unsafe {
        match Path::of(path, "chmod", "path", Also::Descriptor)? {
            Path::Named(name) => libc::chmod(name.as_ptr(), mode as u32),
            Path::Descriptor(fd) => libc::fchmod(fd, mode as u32),
            Path::None => unreachable!("not asked for"),
        }
    };
    succeeded(result, path)
}

/// The row `posix_utime`. Its errors name no file, as CPython's.
pub fn posix_utime(path: &Value, now: bool, accessed: i64, changed: i64) -> PyResult<()> {
    let Path::Named(name) = Path::of(path, "utime", "path", Also::Nothing)? else {
        return Err(raise_value_error(format_args!("not a path")));
    };
    let time = |nanoseconds: i64| libc::timespec {
        tv_sec: nanoseconds.div_euclid(1_000_000_000),
        tv_nsec: if now {
            libc::UTIME_NOW
        } else {
            nanoseconds.rem_euclid(1_000_000_000)
        },
    };
    let times = [time(accessed), time(changed)];
    // SAFETY: a C string and two times.
    match unsafe { libc::utimensat(libc::AT_FDCWD, name.as_ptr(), times.as_ptr(), 0) } {
        0 => Ok(()),
        _ => Err(crate::exception::raise_os_error_code(
            crate::system::errno(),
            None,
        )),
    }
}
