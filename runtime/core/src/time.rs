//! The `time` module: clocks and sleeping.

use crate::error::{PyResult, raise_value_error};
use crate::value::Value;

fn clock(id: libc::clockid_t) -> i64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the time goes to a local.
    unsafe { libc::clock_gettime(id, &mut time) };
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

macro_rules! clocks {
    ($($seconds:ident $nanoseconds:ident $id:ident;)*) => { $(
        #[doc = concat!("The row `", stringify!($seconds), "`.")]
        pub fn $seconds() -> f64 {
            clock(libc::$id) as f64 * 1e-9
        }
        #[doc = concat!("The row `", stringify!($nanoseconds), "`.")]
        pub fn $nanoseconds() -> Value {
            Value::int(clock(libc::$id))
        }
    )* };
}

clocks! {
    time_time time_time_ns CLOCK_REALTIME;
    time_perf_counter time_perf_counter_ns CLOCK_MONOTONIC;
    time_monotonic time_monotonic_ns CLOCK_MONOTONIC;
    time_process_time time_process_time_ns CLOCK_PROCESS_CPUTIME_ID;
    time_thread_time time_thread_time_ns CLOCK_THREAD_CPUTIME_ID;
}

/// `time.sleep(seconds)`.
pub fn time_sleep(seconds: &Value) -> PyResult<()> {
    let seconds = match seconds.as_float() {
        Some(seconds) => seconds,
        None => crate::int::int_to_float(&crate::operation::index(seconds)?)?,
    };
    if seconds.is_nan() {
        return Err(raise_value_error(format_args!(
            "Invalid value NaN (not a number)"
        )));
    }
    if seconds < 0.0 {
        return Err(raise_value_error(format_args!(
            "sleep length must be non-negative"
        )));
    }
    match core::time::Duration::try_from_secs_f64(seconds) {
        Ok(duration) => sleep(duration),
        Err(_) => Err(crate::error::raise_overflow_error(format_args!(
            "timestamp too large to convert to C _PyTime_t"
        ))),
    }
}

/// Sleeps that long while other threads run, unless a signal arrives whose handler raises.
fn sleep(duration: core::time::Duration) -> PyResult<()> {
    let clock = libc::CLOCK_MONOTONIC;
    let mut end = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the time goes to a local.
    unsafe { libc::clock_gettime(clock, &mut end) };
    let nanoseconds = end.tv_nsec + libc::c_long::from(duration.subsec_nanos());
    end.tv_sec = libc::time_t::try_from(duration.as_secs())
        .unwrap_or(libc::time_t::MAX)
        .saturating_add(end.tv_sec + nanoseconds / 1_000_000_000);
    end.tv_nsec = nanoseconds % 1_000_000_000;
    crate::interrupt::check()?;
    loop {
        let mut outcome = 0;
        crate::interrupt::while_others_run(&mut || {
            // SAFETY: the struct is valid for reading; the time left is not asked for.
            outcome = unsafe {
                libc::clock_nanosleep(clock, libc::TIMER_ABSTIME, &end, core::ptr::null_mut())
            };
        });
        crate::interrupt::check()?;
        if outcome != libc::EINTR {
            return Ok(());
        }
        // The handler of the signal, which another thread may have taken note of.
        crate::interrupt::let_others_run()?;
    }
}
