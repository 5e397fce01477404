//! Reading bytes.

use super::FileState;
use crate::error::PyResult;
use crate::prelude::*;

fn available(state: &FileState) -> usize {
    state.input.len() - state.input_at
}

fn take(state: &mut FileState, n: usize) -> Vec<u8> {
    let n = n.min(available(state));
    let data = state.input[state.input_at..state.input_at + n].to_vec();
    state.input_at += n;
    data
}

/// Everything up to the end of the file.
pub fn read_all(state: &mut FileState) -> PyResult<Vec<u8>> {
    state.fill_all()?;
    let n = available(state);
    Ok(take(state, n))
}

/// At most `n` bytes.
pub fn read(state: &mut FileState, n: usize) -> PyResult<Vec<u8>> {
    while available(state) < n && state.fill((n - available(state)).min(1 << 20))? {}
    Ok(take(state, n))
}

/// What the buffer holds, filled if it is empty.
pub fn peek(state: &mut FileState) -> PyResult<&[u8]> {
    if available(state) == 0 {
        state.fill(0)?;
    }
    Ok(&state.input[state.input_at..])
}

/// At most `limit` bytes, with one read of the file at most.
pub fn read_once(state: &mut FileState, limit: Option<usize>) -> PyResult<Vec<u8>> {
    let n = peek(state)?.len().min(limit.unwrap_or(usize::MAX));
    Ok(take(state, n))
}

/// The next line with its end, at most `limit` bytes.
pub fn read_line(state: &mut FileState, limit: Option<usize>) -> PyResult<Vec<u8>> {
    let limit = limit.unwrap_or(usize::MAX);
    let mut searched = 0;
    loop {
        let pending = &state.input[state.input_at..];
        if let Some(at) = memchr::memchr(b'\n', &pending[searched..]) {
            let end = searched + at + 1;
            return Ok(take(state, end.min(limit)));
        }
        searched = pending.len();
        if searched >= limit || !state.fill(0)? {
            return Ok(take(state, limit));
        }
    }
}
