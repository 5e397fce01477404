//! Matching by trying one way after the other, with a stack of its own.
//!
//! What a group has taken when a way fails, and what of it is put back, is part of what `re` is:
//! the machine saves and restores where CPython 3.11's does.

use super::charset::{Fold, is_of};
use super::program::{At, Op, Program, Unit};
use super::text::Text;
use super::tree::{Category, FOREVER, Greed};
use crate::prelude::*;

/// A mark that has not been passed, or no place at all.
const NOWHERE: usize = usize::MAX;
/// No repetition is under way.
const NONE: u32 = u32::MAX;

/// Where a frame goes on.
#[derive(Clone, Copy)]
enum Jump {
    Branch,
    Greedy,
    Lazy,
    Repeat,
    /// The body again: before there are enough.
    More,
    /// The body once more, of a greedy or lazy repetition.
    GreedyBody,
    LazyBody,
    GreedyTail,
    LazyTail,
    PossessiveFew,
    PossessiveMore,
    Atomic,
    Look,
    LookNot,
}

/// What goes on when something has been tried.
#[derive(Clone, Copy)]
struct Frame {
    jump: Jump,
    is_top: bool,
    /// Whether the marks were saved.
    saves: bool,
    last_mark: i32,
    last_index: i32,
    at: u32,
    context: u32,
    place: usize,
    /// A number of repetitions, an arm, or a place.
    count: usize,
    last: usize,
}

/// A repetition that is under way.
#[derive(Clone, Copy)]
struct Context {
    count: i64,
    row: u32,
    outer: u32,
    /// Where the body began when it was tried last.
    last: usize,
}

/// What lasts from one match to the next, so that nothing is allocated anew.
#[derive(Default)]
pub struct Stacks {
    frames: Vec<Frame>,
    saved: Vec<usize>,
    contexts: Vec<Context>,
    marks: Vec<usize>,
}

pub struct Machine<'a, T> {
    program: &'a Program,
    pub text: T,
    /// Where the text is taken to end.
    pub end: usize,
    /// Where the search has begun, for what must advance.
    pub start: usize,
    pub must_advance: bool,
    pub is_full: bool,
    /// Where a match ends.
    pub place: usize,
    last_mark: i32,
    pub last_index: i32,
    repeat: u32,
    stacks: Stacks,
}

impl<'a, T: Text> Machine<'a, T> {
    pub fn new(program: &'a Program, text: T, end: usize, mut stacks: Stacks) -> Machine<'a, T> {
        stacks.marks.clear();
        stacks.marks.resize(program.groups as usize * 2, NOWHERE);
        Machine {
            program,
            text,
            end,
            start: 0,
            must_advance: false,
            is_full: false,
            place: 0,
            last_mark: -1,
            last_index: -1,
            repeat: NONE,
            stacks,
        }
    }

    pub fn into_stacks(self) -> Stacks {
        self.stacks
    }

    /// The span of a group, counted from 0, if it has taken part.
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        let first = group * 2;
        if first as i32 >= self.last_mark {
            return None;
        }
        let (start, end) = (self.stacks.marks[first], self.stacks.marks[first + 1]);
        (start != NOWHERE && end != NOWHERE).then_some((start, end))
    }

    /// Forgets what groups have taken.
    pub fn reset(&mut self) {
        self.last_mark = -1;
        self.last_index = -1;
    }

    #[inline(always)]
    fn fits(&self, unit: Unit, at: usize) -> Option<usize> {
        if at >= self.end {
            return None;
        }
        let byte = self.text.bytes()[at];
        let fits = match unit {
            Unit::Byte(b) => byte == b,
            Unit::NotByte(b) => byte != b,
            Unit::Any => byte != b'\n',
            Unit::All => true,
            Unit::Class(class) => {
                let class = &self.program.classes[class as usize];
                if T::IS_NARROW || byte < 128 {
                    class.table[usize::from(byte)]
                } else {
                    let (code, next) = self.text.next(at);
                    return class.contains(code).then_some(next);
                }
            }
            Unit::Char(code) => self.text.next(at).0 == code,
            Unit::NotChar(code) => self.text.next(at).0 != code,
        };
        fits.then(|| self.text.behind(at))
    }

    /// Behind at most so many characters that fit.
    fn run(&self, unit: Unit, at: usize, max: u32) -> usize {
        let mut limit = self.end;
        if T::IS_NARROW && ((limit - at) as u64) > u64::from(max) && max != FOREVER {
            limit = at + max as usize;
        }
        if T::IS_NARROW || max == FOREVER {
            let bytes = &self.text.bytes()[at..limit];
            let found = |place: Option<usize>| place.map_or(limit, |i| at + i);
            match unit {
                Unit::All => return limit,
                Unit::Any => return found(memchr::memchr(b'\n', bytes)),
                Unit::NotByte(b) => return found(memchr::memchr(b, bytes)),
                Unit::Byte(b) => return found(bytes.iter().position(|c| *c != b)),
                Unit::Class(class) if T::IS_NARROW => {
                    let table = &self.program.classes[class as usize].table;
                    return found(bytes.iter().position(|c| !table[usize::from(*c)]));
                }
                _ => {}
            }
        }
        let (mut at, mut left) = (at, max);
        while left > 0 {
            let Some(next) = self.fits(unit, at) else {
                break;
            };
            at = next;
            if max != FOREVER {
                left -= 1;
            }
        }
        at
    }

    /// Behind so many characters, if there are.
    #[inline(always)]
    fn skip(&self, at: usize, count: u32, end: usize) -> Option<usize> {
        if T::IS_NARROW {
            return (end - at >= count as usize).then(|| at + count as usize);
        }
        let mut at = at;
        for _ in 0..count {
            if at >= end {
                return None;
            }
            at = self.text.behind(at);
        }
        Some(at)
    }

    fn is_word(&self, at: usize, is_unicode: bool) -> bool {
        is_of(Category::Word, self.text.next(at).0, is_unicode)
    }

    fn is_at(&self, place: At, at: usize) -> bool {
        let bytes = self.text.bytes();
        match place {
            At::Beginning => at == 0,
            At::BeginningLine => at == 0 || bytes[at - 1] == b'\n',
            At::End => at == self.end || at + 1 == self.end && bytes[at] == b'\n',
            At::EndLine => at == self.end || bytes.get(at).is_some_and(|b| *b == b'\n'),
            At::EndString => at == self.end,
            At::Boundary(is_unicode) | At::NonBoundary(is_unicode) => {
                if self.end == 0 {
                    return false;
                }
                let before = at > 0 && self.is_word(self.text.before(at), is_unicode);
                let behind = at < self.end && self.is_word(at, is_unicode);
                (before != behind) == matches!(place, At::Boundary(_))
            }
        }
    }

    fn save_marks(&mut self) {
        if self.last_mark >= 0 {
            let marks = &self.stacks.marks[..=self.last_mark as usize];
            self.stacks.saved.extend_from_slice(marks);
        }
    }

    fn discard(&mut self, frame: &Frame) {
        if frame.saves {
            let kept = self.stacks.saved.len() - (frame.last_mark + 1) as usize;
            self.stacks.saved.truncate(kept);
        }
    }

    /// Puts the marks back as they were at the frame; they stay saved.
    fn restore(&mut self, frame: &Frame) {
        if frame.saves {
            let count = (frame.last_mark + 1) as usize;
            let from = self.stacks.saved.len() - count;
            self.stacks.marks[..count].copy_from_slice(&self.stacks.saved[from..]);
        }
        self.last_mark = frame.last_mark;
        self.last_index = frame.last_index;
    }

    /// What a group has taken, for a reference to it.
    fn taken(&self, group: u32) -> Option<(usize, usize)> {
        self.group(group as usize)
            .filter(|(start, end)| start <= end)
    }

    /// Behind the text of a group, should it stand here again.
    fn again(&self, group: u32, fold: Fold, at: usize) -> Option<usize> {
        let (start, end) = self.taken(group)?;
        if fold == Fold::No {
            let bytes = self.text.bytes();
            let length = end - start;
            // A match may begin behind the end.
            let has_room = length == 0 || at + length <= self.end;
            let fits = has_room && bytes[start..end] == bytes[at..at + length];
            return fits.then_some(at + length);
        }
        let (mut from, mut at) = (start, at);
        while from < end {
            if at >= self.end {
                return None;
            }
            let ((a, from1), (b, at1)) = (self.text.next(from), self.text.next(at));
            if fold.fold(a) != fold.fold(b) {
                return None;
            }
            (from, at) = (from1, at1);
        }
        Some(at)
    }

    /// The first arm from `from` on that may match here.
    #[inline]
    fn arm(&self, branch: u32, from: usize, at: usize) -> Option<usize> {
        let branch = &self.program.branches[branch as usize];
        let code = if at >= self.end {
            257
        } else {
            let byte = self.text.bytes()[at];
            if T::IS_NARROW || byte < 128 {
                byte.into()
            } else {
                (self.text.next(at).0).min(256) as usize
            }
        };
        if from < 64 {
            let rest = branch.fits[code] >> from;
            if rest != 0 {
                return Some(from + rest.trailing_zeros() as usize);
            }
        }
        let next = from.max(64);
        (next < branch.arms.len()).then_some(next)
    }

    /// The last place from `place` down to `floor` where this byte stands.
    #[inline]
    fn last_of(&self, tail: Option<u8>, place: usize, floor: usize) -> Option<usize> {
        let Some(byte) = tail else {
            return Some(place);
        };
        let bytes = self.text.bytes();
        let limit = (place + 1).min(self.end);
        if floor >= limit {
            return None;
        }
        memchr::memrchr(byte, &bytes[floor..limit]).map(|i| floor + i)
    }

    /// Whether the program matches at a place; where the match ends is in `self.place` then.
    pub fn matches(&mut self, place: usize, is_top: bool) -> bool {
        let program = self.program;
        let end = self.end;
        let base = self.stacks.frames.len();
        let mut at = 0usize;
        let mut place = place;
        let mut is_top = is_top;
        macro_rules! frame {
            ($jump:expr, $saves:expr, $count:expr, $context:expr, $last:expr) => {
                Frame {
                    jump: $jump,
                    is_top,
                    saves: $saves,
                    last_mark: self.last_mark,
                    last_index: self.last_index,
                    at: at as u32,
                    context: $context,
                    place,
                    count: $count,
                    last: $last,
                }
            };
        }
        loop {
            // Steps, until something has matched or failed.
            let mut matched = loop {
                match program.ops[at] {
                    Op::Unit(unit) => match self.fits(unit, place) {
                        Some(next) => {
                            place = next;
                            at += 1;
                        }
                        None => break false,
                    },
                    Op::Text(from, to) => {
                        let text = &program.texts[from as usize..to as usize];
                        let bytes = self.text.bytes().get(place..end).unwrap_or_default();
                        if !bytes.starts_with(text) {
                            break false;
                        }
                        place += text.len();
                        at += 1;
                    }
                    Op::Mark(mark) => {
                        let mark = mark as i32;
                        if mark & 1 != 0 {
                            self.last_index = mark / 2 + 1;
                        }
                        if mark > self.last_mark {
                            let between = (self.last_mark + 1) as usize..mark as usize;
                            self.stacks.marks[between].fill(NOWHERE);
                            self.last_mark = mark;
                        }
                        self.stacks.marks[mark as usize] = place;
                        at += 1;
                    }
                    Op::At(kind) => {
                        if !self.is_at(kind, place) {
                            break false;
                        }
                        at += 1;
                    }
                    Op::Success => {
                        let fails = is_top
                            && (self.is_full && place != end
                                || self.must_advance && place == self.start);
                        if !fails {
                            self.place = place;
                        }
                        break !fails;
                    }
                    Op::Fail => break false,
                    Op::Jump(to) => at = to as usize,
                    Op::Branch(branch) => {
                        let Some(arm) = self.arm(branch, 0, place) else {
                            break false;
                        };
                        // The last arm needs nobody to come back to.
                        if let Some(other) = self.arm(branch, arm + 1, place) {
                            let saves = self.repeat != NONE;
                            if saves {
                                self.save_marks();
                            }
                            let frame = frame!(Jump::Branch, saves, other, NONE, 0);
                            self.stacks.frames.push(frame);
                        }
                        at = program.branches[branch as usize].arms[arm] as usize;
                    }
                    Op::One(index) => {
                        let one = &program.ones[index as usize];
                        if place > end {
                            break false;
                        }
                        if one.greed == Greed::Lazy {
                            let few = self.run(one.unit, place, one.min);
                            if one.min > 0 && self.skip(place, one.min, few).is_none() {
                                break false;
                            }
                            place = few;
                            let count = one.min as usize;
                            match self.lazy(index, place, count) {
                                Some((next, count)) => {
                                    place = next;
                                    if count < one.max as usize {
                                        let saves = self.repeat != NONE;
                                        if saves {
                                            self.save_marks();
                                        }
                                        let frame = frame!(Jump::Lazy, saves, count, NONE, 0);
                                        self.stacks.frames.push(frame);
                                    }
                                }
                                None => break false,
                            }
                            at += 1;
                            continue;
                        }
                        let far = self.run(one.unit, place, one.max);
                        let Some(floor) = self.skip(place, one.min, far) else {
                            break false;
                        };
                        place = far;
                        if one.greed == Greed::Greedy {
                            let Some(last) = self.last_of(one.tail, far, floor) else {
                                break false;
                            };
                            place = last;
                            if place > floor {
                                let saves = self.repeat != NONE;
                                if saves {
                                    self.save_marks();
                                }
                                let frame = frame!(Jump::Greedy, saves, floor, NONE, 0);
                                self.stacks.frames.push(frame);
                            }
                        }
                        at += 1;
                    }
                    Op::Repeat(row) => {
                        let frame = frame!(Jump::Repeat, false, 0, self.repeat, 0);
                        self.stacks.frames.push(frame);
                        self.stacks.contexts.push(Context {
                            count: -1,
                            row,
                            outer: self.repeat,
                            last: NOWHERE,
                        });
                        self.repeat = self.stacks.contexts.len() as u32 - 1;
                        at = program.loops[row as usize].end as usize;
                    }
                    Op::Until(row) => {
                        let row = &program.loops[row as usize];
                        let repeat = self.repeat;
                        let context = &mut self.stacks.contexts[repeat as usize];
                        let count = context.count + 1;
                        if count < i64::from(row.min) {
                            context.count = count;
                            let frame = frame!(Jump::More, false, count as usize, repeat, 0);
                            self.stacks.frames.push(frame);
                            at = row.body as usize;
                            continue;
                        }
                        if row.is_lazy {
                            self.repeat = context.outer;
                            let saves = self.repeat != NONE;
                            if saves {
                                self.save_marks();
                            }
                            let frame = frame!(Jump::LazyTail, saves, count as usize, repeat, 0);
                            self.stacks.frames.push(frame);
                            at += 1;
                            continue;
                        }
                        let may = row.max == FOREVER || count < i64::from(row.max);
                        if may && place != context.last {
                            context.count = count;
                            let last = core::mem::replace(&mut context.last, place);
                            self.save_marks();
                            let frame =
                                frame!(Jump::GreedyBody, true, count as usize, repeat, last);
                            self.stacks.frames.push(frame);
                            at = row.body as usize;
                            continue;
                        }
                        self.repeat = context.outer;
                        let frame = frame!(Jump::GreedyTail, false, 0, repeat, 0);
                        self.stacks.frames.push(frame);
                        at += 1;
                    }
                    Op::Possessive(index) => {
                        let row = &program.loops[index as usize];
                        self.place = place;
                        if row.min > 0 {
                            let frame = frame!(Jump::PossessiveFew, false, 0, NONE, 0);
                            self.stacks.frames.push(frame);
                        } else if row.max > 0 {
                            self.save_marks();
                            let frame = frame!(Jump::PossessiveMore, true, 0, NONE, place);
                            self.stacks.frames.push(frame);
                        } else {
                            at = row.end as usize + 1;
                            continue;
                        }
                        is_top = false;
                        at = row.body as usize;
                    }
                    Op::Atomic(_) => {
                        let frame = frame!(Jump::Atomic, false, 0, NONE, 0);
                        self.stacks.frames.push(frame);
                        is_top = false;
                        at += 1;
                    }
                    Op::Back(group, fold) => match self.again(group, fold, place) {
                        Some(next) => {
                            place = next;
                            at += 1;
                        }
                        None => break false,
                    },
                    Op::If(group, otherwise) => match self.taken(group) {
                        Some(_) => at += 1,
                        None => at = otherwise as usize,
                    },
                    Op::Look(index) => {
                        let look = &program.looks[index as usize];
                        let mut start = Some(place);
                        for _ in 0..look.back {
                            start = start.filter(|at| *at > 0).map(|at| self.text.before(at));
                        }
                        let Some(start) = start else {
                            if look.negated {
                                at = look.end as usize;
                                continue;
                            }
                            break false;
                        };
                        let frame = if look.negated {
                            let saves = self.repeat != NONE;
                            if saves {
                                self.save_marks();
                            }
                            frame!(Jump::LookNot, saves, 0, NONE, 0)
                        } else {
                            frame!(Jump::Look, false, 0, NONE, 0)
                        };
                        self.stacks.frames.push(frame);
                        is_top = false;
                        place = start;
                        at += 1;
                    }
                }
            };
            // Back to whoever has tried it, until there is something else to try.
            loop {
                if self.stacks.frames.len() == base {
                    return matched;
                }
                let frame = self.stacks.frames[self.stacks.frames.len() - 1];
                match frame.jump {
                    Jump::Branch => {
                        let Op::Branch(branch) = program.ops[frame.at as usize] else {
                            unreachable!("a branch");
                        };
                        if matched {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                            continue;
                        }
                        self.restore(&frame);
                        (place, is_top) = (frame.place, frame.is_top);
                        match self.arm(branch, frame.count + 1, place) {
                            Some(other) => {
                                if let Some(top) = self.stacks.frames.last_mut() {
                                    top.count = other;
                                }
                            }
                            None => {
                                self.discard(&frame);
                                self.stacks.frames.pop();
                            }
                        }
                        at = program.branches[branch as usize].arms[frame.count] as usize;
                        break;
                    }
                    Jump::Greedy => {
                        if matched {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                            continue;
                        }
                        let Op::One(index) = program.ops[frame.at as usize] else {
                            unreachable!("a repetition");
                        };
                        self.restore(&frame);
                        let tail = program.ones[index as usize].tail;
                        // There is a place in front: the frame would not be here.
                        let before = self.text.before(frame.place);
                        let Some(next) = self.last_of(tail, before, frame.count) else {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                            continue;
                        };
                        if next > frame.count {
                            if let Some(top) = self.stacks.frames.last_mut() {
                                top.place = next;
                            }
                        } else {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                        }
                        (at, place, is_top) = (frame.at as usize + 1, next, frame.is_top);
                        break;
                    }
                    Jump::Lazy => {
                        if matched {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                            continue;
                        }
                        let Op::One(index) = program.ops[frame.at as usize] else {
                            unreachable!("a repetition");
                        };
                        self.restore(&frame);
                        let one = &program.ones[index as usize];
                        let next = self
                            .fits(one.unit, frame.place)
                            .and_then(|next| self.lazy(index, next, frame.count + 1));
                        let Some((next, count)) = next else {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                            continue;
                        };
                        if one.max == FOREVER || count < one.max as usize {
                            if let Some(top) = self.stacks.frames.last_mut() {
                                (top.place, top.count) = (next, count);
                            }
                        } else {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                        }
                        (at, place, is_top) = (frame.at as usize + 1, next, frame.is_top);
                        break;
                    }
                    Jump::Repeat => {
                        self.stacks.frames.pop();
                        self.stacks.contexts.pop();
                        self.repeat = frame.context;
                    }
                    Jump::More => {
                        self.stacks.frames.pop();
                        if !matched {
                            let context = &mut self.stacks.contexts[frame.context as usize];
                            context.count = frame.count as i64 - 1;
                        }
                    }
                    Jump::GreedyBody => {
                        let context = &mut self.stacks.contexts[frame.context as usize];
                        context.last = frame.last;
                        let outer = context.outer;
                        if matched {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                            continue;
                        }
                        context.count = frame.count as i64 - 1;
                        self.restore(&frame);
                        self.discard(&frame);
                        (place, is_top) = (frame.place, frame.is_top);
                        // As many as there are: now what follows.
                        self.repeat = outer;
                        if let Some(top) = self.stacks.frames.last_mut() {
                            (top.jump, top.saves) = (Jump::GreedyTail, false);
                        }
                        at = frame.at as usize + 1;
                        break;
                    }
                    Jump::GreedyTail => {
                        self.stacks.frames.pop();
                        self.repeat = frame.context;
                    }
                    Jump::LazyTail => {
                        self.repeat = frame.context;
                        if matched {
                            self.discard(&frame);
                            self.stacks.frames.pop();
                            continue;
                        }
                        self.restore(&frame);
                        self.discard(&frame);
                        let context = &mut self.stacks.contexts[frame.context as usize];
                        let row = &program.loops[context.row as usize];
                        let is_full = row.max != FOREVER && frame.count >= row.max as usize;
                        if is_full || frame.place == context.last {
                            self.stacks.frames.pop();
                            continue;
                        }
                        context.count = frame.count as i64;
                        let last = core::mem::replace(&mut context.last, frame.place);
                        if let Some(top) = self.stacks.frames.last_mut() {
                            (top.jump, top.saves, top.last) = (Jump::LazyBody, false, last);
                        }
                        (place, is_top) = (frame.place, frame.is_top);
                        at = row.body as usize;
                        break;
                    }
                    Jump::LazyBody => {
                        let context = &mut self.stacks.contexts[frame.context as usize];
                        context.last = frame.last;
                        if !matched {
                            context.count = frame.count as i64 - 1;
                        }
                        self.stacks.frames.pop();
                    }
                    Jump::PossessiveFew | Jump::PossessiveMore => {
                        let Op::Possessive(index) = program.ops[frame.at as usize] else {
                            unreachable!("a repetition");
                        };
                        let row = &program.loops[index as usize];
                        let is_few = matches!(frame.jump, Jump::PossessiveFew);
                        if !matched && is_few {
                            self.stacks.frames.pop();
                            continue;
                        }
                        (at, place, is_top) = (frame.at as usize, frame.place, frame.is_top);
                        self.stacks.frames.pop();
                        let count = frame.count + usize::from(matched);
                        if !matched {
                            self.restore(&frame);
                            self.discard(&frame);
                            self.place = frame.last;
                        } else {
                            self.discard(&frame);
                            let has_few = count >= row.min as usize;
                            let may = row.max == FOREVER || count < row.max as usize;
                            let moves = is_few || self.place != frame.last;
                            if !has_few || may && moves {
                                let next = match has_few {
                                    true => {
                                        self.save_marks();
                                        let last = self.place;
                                        frame!(Jump::PossessiveMore, true, count, NONE, last)
                                    }
                                    false => frame!(Jump::PossessiveFew, false, count, NONE, 0),
                                };
                                self.stacks.frames.push(next);
                                (at, place, is_top) = (row.body as usize, self.place, false);
                                break;
                            }
                        }
                        (at, place) = (row.end as usize + 1, self.place);
                        break;
                    }
                    Jump::Atomic => {
                        self.stacks.frames.pop();
                        if !matched {
                            continue;
                        }
                        let Op::Atomic(next) = program.ops[frame.at as usize] else {
                            unreachable!("an atomic group");
                        };
                        (at, place, is_top) = (next as usize, self.place, frame.is_top);
                        break;
                    }
                    Jump::Look | Jump::LookNot => {
                        self.stacks.frames.pop();
                        let Op::Look(index) = program.ops[frame.at as usize] else {
                            unreachable!("a look");
                        };
                        if let Jump::LookNot = frame.jump {
                            if !matched {
                                self.restore(&frame);
                            }
                            self.discard(&frame);
                            matched = !matched;
                        }
                        if !matched {
                            continue;
                        }
                        at = program.looks[index as usize].end as usize;
                        (place, is_top) = (frame.place, frame.is_top);
                        break;
                    }
                }
            }
        }
    }

    /// The next place where what follows a lazy repetition may match, and the number of
    /// characters up to there.
    #[inline]
    fn lazy(&self, index: u32, place: usize, count: usize) -> Option<(usize, usize)> {
        let one = &self.program.ones[index as usize];
        let Some(tail) = one.tail else {
            return Some((place, count));
        };
        let (mut place, mut count) = (place, count);
        loop {
            if place < self.end && self.text.bytes()[place] == tail {
                return Some((place, count));
            }
            if one.max != FOREVER && count >= one.max as usize {
                return None;
            }
            place = self.fits(one.unit, place)?;
            count += 1;
        }
    }
}
