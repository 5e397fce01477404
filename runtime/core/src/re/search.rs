//! Looking for the next match.

use super::machine::{Machine, Stacks};
use super::program::{Program, Search};
use super::text::Text;

/// How a text is matched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    Match,
    Full,
    Search,
}

/// Matches of a program in a text, one after the other.
pub struct Scan<'a, T> {
    machine: Machine<'a, T>,
    program: &'a Program,
    next: usize,
    /// A group has ended before it began, which CPython calls a mistake of its own.
    pub is_wrong: bool,
}

impl<'a, T: Text> Scan<'a, T> {
    /// From and to these places.
    pub fn new(program: &'a Program, text: T, from: usize, to: usize, stacks: Stacks) -> Self {
        Scan {
            machine: Machine::new(program, text, to, stacks),
            program,
            next: from,
            is_wrong: false,
        }
    }

    pub fn into_stacks(self) -> Stacks {
        self.machine.into_stacks()
    }

    /// The next match is not empty where the search begins.
    pub fn must_advance(&mut self) {
        self.machine.must_advance = true;
    }

    /// Whether it matches from the beginning.
    pub fn matches(&mut self, how: How) -> Option<(usize, usize)> {
        if how == How::Search {
            return self.search();
        }
        self.machine.is_full = how == How::Full;
        let start = self.next;
        self.machine.start = start;
        self.machine
            .matches(start, true)
            .then_some((start, self.machine.place))
    }

    /// The next match; what follows an empty one is not empty where it begins.
    pub fn search(&mut self) -> Option<(usize, usize)> {
        self.machine.reset();
        let (start, end) = self.find()?;
        self.machine.must_advance = start == end;
        self.next = end;
        Some((start, end))
    }

    /// The span of a group, counted from 0.
    pub fn group(&mut self, group: usize) -> Option<(usize, usize)> {
        let span = self.machine.group(group);
        let is_wrong = span.is_some_and(|(start, end)| start > end);
        self.is_wrong |= is_wrong;
        span.filter(|_| !is_wrong)
    }

    /// The group that was closed last, or -1.
    pub fn last_index(&self) -> i32 {
        self.machine.last_index
    }

    fn find(&mut self) -> Option<(usize, usize)> {
        let (program, text) = (self.program, self.machine.text);
        let (mut at, end) = (self.next, self.machine.end);
        // A character takes a byte at least.
        if at > end || ((end - at) as u64) < program.least {
            return None;
        }
        let bytes = &text.bytes()[..end];
        let found = |place: Option<usize>, at: usize| place.map(|i| at + i);
        match &program.search {
            Search::Anywhere | Search::Beginning => {
                if let Some(found) = self.attempt(at, true) {
                    return Some(found);
                }
                self.machine.must_advance = false;
                if let Search::Beginning = program.search {
                    return None;
                }
                while at < end {
                    at = text.behind(at);
                    if ((end - at) as u64) < program.least {
                        return None;
                    }
                    if let Some(found) = self.attempt(at, false) {
                        return Some(found);
                    }
                }
                None
            }
            Search::Text(prefix, is_all) => {
                self.machine.must_advance = false;
                loop {
                    at = found(memchr::memmem::find(&bytes[at..], prefix), at)?;
                    if *is_all {
                        return Some((at, at + prefix.len()));
                    }
                    if let Some(found) = self.attempt(at, false) {
                        return Some(found);
                    }
                    at = text.behind(at);
                }
            }
            kind => {
                self.machine.must_advance = false;
                loop {
                    let rest = &bytes[at..];
                    let next = match kind {
                        Search::One(a) => memchr::memchr(*a, rest),
                        Search::Two(a, b) => memchr::memchr2(*a, *b, rest),
                        Search::Three(a, b, c) => memchr::memchr3(*a, *b, *c, rest),
                        Search::Bytes(table) => {
                            rest.iter().position(|byte| table[usize::from(*byte)])
                        }
                        _ => unreachable!("a kind of bytes"),
                    };
                    at = found(next, at)?;
                    if let Some(found) = self.attempt(at, false) {
                        return Some(found);
                    }
                    at = text.behind(at);
                }
            }
        }
    }

    fn attempt(&mut self, at: usize, is_top: bool) -> Option<(usize, usize)> {
        self.machine.start = match is_top {
            // What must advance does so from where the last match has ended.
            true => self.next,
            false => at,
        };
        if self.machine.matches(at, is_top) {
            return Some((at, self.machine.place));
        }
        self.machine.reset();
        None
    }
}
