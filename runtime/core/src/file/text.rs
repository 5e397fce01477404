//! Reading and writing text.

use super::{FileState, Newline, TextState};
use crate::codec::{Encoding, decode_as, encode_as};
use crate::error::PyResult;
use crate::prelude::*;
use crate::reference::Str;
use crate::value::Value;

/// The ends of lines that were met.
#[derive(Default)]
pub struct Met {
    cr: bool,
    lf: bool,
    crlf: bool,
    /// The text ended with a `\r`, whose `\n` may come.
    open: bool,
}

impl Met {
    /// Looks at more of the text; `last` if there is no more.
    fn note(&mut self, newline: Newline, text: &str, last: bool) {
        if matches!(newline, Newline::Exactly(_)) {
            return;
        }
        let bytes = text.as_bytes();
        let mut from = 0;
        if core::mem::take(&mut self.open) && (last || !bytes.is_empty()) {
            match bytes.first() {
                Some(b'\n') => (self.crlf, from) = (true, 1),
                _ => self.cr = true,
            }
        }
        while let Some(found) = memchr::memchr2(b'\n', b'\r', &bytes[from..]) {
            let at = from + found;
            from = at + 1;
            match (bytes[at], bytes.get(at + 1)) {
                (b'\n', _) => self.lf = true,
                (_, Some(b'\n')) => (self.crlf, from) = (true, at + 2),
                (_, None) if !last => self.open = true,
                _ => self.cr = true,
            }
        }
    }

    /// What `newlines` is: None, one of them, or a tuple.
    pub fn to_value(&self) -> Value {
        let kinds = [(self.cr, "\r"), (self.lf, "\n"), (self.crlf, "\r\n")];
        let met: Vec<Value> = kinds
            .iter()
            .filter(|(met, _)| *met)
            .map(|(_, kind)| Value::str(kind))
            .collect();
        match met.as_slice() {
            [] => Value::NONE,
            [one] => one.clone(),
            _ => crate::reference::Tuple::from_vec(met).into(),
        }
    }
}

/// Decodes more of the file; false at its end.
fn fill(state: &mut FileState) -> PyResult<bool> {
    let whole = matches!(
        state.text.as_ref().map(|text| text.encoding),
        Some(Encoding::Utf16(_) | Encoding::Utf32(_) | Encoding::Utf8Sig)
    );
    let mut more = state.fill(0)?;
    if whole {
        // These need their first bytes, or units of several: decoded at one go.
        while more && state.fill(0)? {}
        more = state.input_at < state.input.len();
    }
    let data = state.input.split_off(state.input_at);
    state.input.clear();
    state.input_at = 0;
    let Some(text) = &mut state.text else {
        return Ok(false);
    };
    // A character cut in two waits for the rest, unless there is none.
    let cut = if more && text.encoding == Encoding::Utf8 {
        incomplete_tail(&data)
    } else {
        0
    };
    let (ready, rest) = data.split_at(data.len() - cut);
    let decoded = decode_as(ready, text.encoding, &text.errors)?;
    text.text.drain(..text.at);
    text.at = 0;
    text.met.note(text.newline, &decoded, !more);
    text.text.push_str(&decoded);
    state.input.extend_from_slice(rest);
    Ok(more)
}

/// How many bytes at the end begin a character that is not complete.
fn incomplete_tail(data: &[u8]) -> usize {
    for back in 1..=data.len().min(3) {
        let byte = data[data.len() - back];
        if byte & 0xc0 != 0x80 {
            let wanted = match byte {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => 1,
            };
            return if wanted > back { back } else { 0 };
        }
    }
    0
}

fn text(state: &mut FileState) -> &mut TextState {
    state.text.as_mut().expect("text file")
}

/// Everything up to the end of the file.
pub fn read_all(state: &mut FileState) -> PyResult<Str> {
    state.fill_all()?;
    if let Some(text) = &state.text
        && text.at == text.text.len()
        && let Ok(content) = core::str::from_utf8(&state.input[state.input_at..])
        && (text.encoding == Encoding::Utf8
            || content.is_ascii()
                && !matches!(text.encoding, Encoding::Utf16(_) | Encoding::Utf32(_)))
        && !(text.newline == Newline::Universal && content.contains('\r'))
    {
        // Nothing to decode or to translate.
        let made = Str::new(crate::surrogate::checked(content)?);
        if let Some(text) = &mut state.text {
            text.met.note(text.newline, made.as_str(), true);
        }
        state.forget_input();
        state.input = Vec::new();
        return Ok(made);
    }
    fill(state)?;
    let text = text(state);
    let rest = text.text.split_off(text.at);
    text.text.clear();
    text.at = 0;
    Ok(Str::new(&translate(rest, text.newline)))
}

fn translate(text: String, newline: Newline) -> String {
    if newline == Newline::Universal && text.contains('\r') {
        return text.replace("\r\n", "\n").replace('\r', "\n");
    }
    text
}

/// At most `n` characters.
pub fn read_chars(state: &mut FileState, n: usize) -> PyResult<String> {
    let mut out = String::new();
    for _ in 0..n {
        match next_char(state)? {
            Some(c) => out.push(c),
            None => break,
        }
    }
    Ok(out)
}

/// The next character, newlines translated.
fn next_char(state: &mut FileState) -> PyResult<Option<char>> {
    let Some(c) = peek(state)? else {
        return Ok(None);
    };
    text(state).at += c.len_utf8();
    if c == '\r' && text(state).newline == Newline::Universal {
        if peek(state)? == Some('\n') {
            text(state).at += 1;
        }
        return Ok(Some('\n'));
    }
    Ok(Some(c))
}

fn peek(state: &mut FileState) -> PyResult<Option<char>> {
    loop {
        let text = text(state);
        if let Some(c) = text.text[text.at..].chars().next() {
            return Ok(Some(c));
        }
        if !fill(state)? {
            let text = state.text.as_mut().expect("text file");
            return Ok(text.text[text.at..].chars().next());
        }
    }
}

/// The next line with its end, empty at the end of the file; at most `limit` characters.
pub fn read_line(state: &mut FileState, limit: Option<usize>) -> PyResult<String> {
    if let Some(limit) = limit {
        return read_line_limited(state, limit);
    }
    let mut searched = 0;
    loop {
        let text = text(state);
        let pending = &text.text[text.at..];
        if let Some((end, complete)) = line_end(pending, searched, text.newline)
            && complete
        {
            let line = pending[..end].to_string();
            text.at += end;
            return Ok(translate(line, text.newline));
        }
        // A `\r` at the very end may have its `\n` in the next chunk.
        searched = pending.len().saturating_sub(2);
        while searched > 0 && !pending.is_char_boundary(searched) {
            searched -= 1;
        }
        if !fill(state)? {
            let text = state.text.as_mut().expect("text file");
            let pending = &text.text[text.at..];
            let end = line_end(pending, 0, text.newline).map_or(pending.len(), |(end, _)| end);
            let line = pending[..end].to_string();
            text.at += end;
            return Ok(translate(line, text.newline));
        }
    }
}

fn read_line_limited(state: &mut FileState, limit: usize) -> PyResult<String> {
    let newline = text(state).newline;
    let mut line = String::new();
    for _ in 0..limit {
        let Some(c) = next_char(state)? else { break };
        line.push(c);
        let ended = match newline {
            Newline::Universal => c == '\n',
            Newline::Untranslated => c == '\n' || c == '\r' && peek(state)? != Some('\n'),
            Newline::Exactly(mark) => line.ends_with(mark),
        };
        if ended {
            break;
        }
    }
    Ok(line)
}

/// Where the first line of `text` ends, its mark included, looking from byte
/// `from` on; and whether more text could not make it longer.
fn line_end(text: &str, from: usize, newline: Newline) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    match newline {
        Newline::Exactly(mark) => memchr::memmem::find(&bytes[from..], mark.as_bytes())
            .map(|at| (from + at + mark.len(), true)),
        Newline::Universal | Newline::Untranslated => {
            let at = from + memchr::memchr2(b'\n', b'\r', &bytes[from..])?;
            if bytes[at] == b'\n' {
                return Some((at + 1, true));
            }
            match bytes.get(at + 1) {
                Some(b'\n') => Some((at + 2, true)),
                Some(_) => Some((at + 1, true)),
                None => Some((at + 1, false)),
            }
        }
    }
}

/// Writes text; the number of characters.
pub fn write(state: &mut FileState, content: &Str) -> PyResult<i64> {
    if state.is_stdout()
        && text(state).encoding == Encoding::Utf8
        && (content.is_ascii() || !crate::surrogate::is_in(content.as_str()))
    {
        state.put(content.as_str().as_bytes())?;
        return Ok(content.char_len);
    }
    let mark = !core::mem::replace(&mut text(state).started, true);
    let text = text(state);
    let translated = match text.newline {
        Newline::Exactly(end) if end != "\n" => {
            Some(Str::new(&content.as_str().replace('\n', end)))
        }
        _ => None,
    };
    let data = encode_as(
        translated.as_ref().unwrap_or(content),
        text.encoding,
        &text.errors,
        mark,
    )?;
    // What was read ahead is lost, as in CPython.
    text.text.clear();
    text.at = 0;
    state.input.clear();
    state.input_at = 0;
    state.put(&data)?;
    Ok(content.char_len)
}

/// How many bytes of the file stand for text that was decoded but not read.
pub fn unread_bytes(state: &FileState) -> i64 {
    let Some(text) = &state.text else { return 0 };
    let rest = &text.text[text.at..];
    let decoded = match text.encoding {
        Encoding::Latin1 | Encoding::Ascii => rest.chars().count(),
        Encoding::Utf8 | Encoding::Utf8Sig => rest.len(),
        Encoding::Utf16(_) => rest.encode_utf16().count() * 2,
        Encoding::Utf32(_) => rest.chars().count() * 4,
    };
    (decoded + state.input.len() - state.input_at) as i64
}
