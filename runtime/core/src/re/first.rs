//! What a match can begin with.

use super::charset::Class;
use super::program::{At, Op, Program, Search, Unit};
use super::tree::Greed;
use crate::prelude::*;

/// How many steps are looked at before anything is taken to be possible.
const PATIENCE: usize = 3000;

/// The characters that something can begin with.
pub struct First {
    pub table: [bool; 256],
    /// Beyond Latin-1.
    pub others: bool,
    /// It may match without a character, or nobody knows.
    pub is_empty: bool,
}

impl Default for First {
    fn default() -> First {
        First {
            table: [false; 256],
            others: false,
            is_empty: false,
        }
    }
}

impl First {
    fn add_class(&mut self, class: &Class) {
        for (may, has) in self.table.iter_mut().zip(&class.table) {
            *may |= has;
        }
        self.others |= class.has_others();
    }

    fn add_all_but(&mut self, code: u32) {
        for (c, may) in self.table.iter_mut().enumerate() {
            *may |= c != code as usize;
        }
        self.others = true;
    }

    pub fn add_unit(&mut self, program: &Program, unit: Unit) {
        match unit {
            Unit::Byte(byte) => self.table[usize::from(byte)] = true,
            Unit::NotByte(byte) => self.add_all_but(byte.into()),
            Unit::Char(code) => match self.table.get_mut(code as usize) {
                Some(may) => *may = true,
                None => self.others = true,
            },
            Unit::NotChar(code) => self.add_all_but(code),
            Unit::Any => self.add_all_but('\n' as u32),
            Unit::All => self.add_all_but(u32::MAX),
            Unit::Class(class) => self.add_class(&program.classes[class as usize]),
        }
    }

    /// Whether nothing begins both.
    pub fn is_apart(&self, other: &First) -> bool {
        let mut both = self.table.iter().zip(&other.table);
        !(self.is_empty || self.others && other.others) && both.all(|(a, b)| !(a & b))
    }

    /// The one character there is.
    pub fn only(&self) -> Option<u8> {
        if self.is_empty || self.others {
            return None;
        }
        let mut may = self.table.iter().enumerate().filter(|(_, may)| **may);
        match (may.next(), may.next()) {
            (Some((byte, _)), None) => Some(byte as u8),
            _ => None,
        }
    }
}

/// What a match of the steps from `at` on can begin with.
pub fn first(program: &Program, at: usize) -> First {
    let mut found = First::default();
    let mut patience = PATIENCE;
    collect(program, at, &mut found, &mut patience);
    found
}

fn collect(program: &Program, mut at: usize, found: &mut First, patience: &mut usize) {
    loop {
        if *patience == 0 || found.is_empty {
            found.is_empty = true;
            return;
        }
        *patience -= 1;
        match program.ops[at] {
            Op::Mark(_) | Op::At(_) => at += 1,
            Op::Jump(to) => at = to as usize,
            Op::Fail => return,
            Op::Unit(unit) => return found.add_unit(program, unit),
            Op::Text(from, _) => {
                let byte = program.texts[from as usize];
                match byte < 128 {
                    true => found.table[usize::from(byte)] = true,
                    false => found.add_all_but(u32::MAX),
                }
                return;
            }
            Op::One(index) => {
                let one = &program.ones[index as usize];
                if one.max > 0 {
                    found.add_unit(program, one.unit);
                }
                if one.min > 0 {
                    return;
                }
                at += 1;
            }
            Op::Branch(index) => {
                for arm in &program.branches[index as usize].arms {
                    collect(program, *arm as usize, found, patience);
                }
                return;
            }
            Op::Repeat(index) => {
                let row = &program.loops[index as usize];
                // What reaches the end of the body says that anything may be.
                collect(program, row.body as usize, found, patience);
                if row.min > 0 {
                    return;
                }
                at = row.end as usize + 1;
            }
            Op::Possessive(index) => {
                let row = &program.loops[index as usize];
                collect(program, row.body as usize, found, patience);
                if row.min > 0 {
                    return;
                }
                at = row.end as usize + 1;
            }
            Op::Atomic(_) => at += 1,
            Op::Look(index) => at = program.looks[index as usize].end as usize,
            Op::If(_, otherwise) => {
                collect(program, otherwise as usize, found, patience);
                at += 1;
            }
            Op::Success | Op::Until(_) | Op::Back(..) => {
                found.is_empty = true;
                return;
            }
        }
    }
}

/// How to look for the beginning of a match.
pub fn search(program: &Program, is_text: bool) -> Search {
    if let Op::At(At::Beginning) = program.ops[0] {
        return Search::Beginning;
    }
    // CPython too looks at what a match begins with only where there must be something.
    if program.least == 0 {
        return Search::Anywhere;
    }
    let (mut text, mut at) = (Vec::new(), 0);
    let mut is_all = true;
    loop {
        match program.ops[at] {
            Op::Mark(_) => is_all = false,
            Op::Unit(Unit::Byte(byte)) => text.push(byte),
            Op::Text(from, to) => {
                text.extend(&program.texts[from as usize..to as usize]);
            }
            Op::Jump(to) => {
                at = to as usize;
                continue;
            }
            Op::Success => break,
            Op::One(index)
                if text.is_empty()
                    && program.ones[index as usize].min > 0
                    && program.ones[index as usize].greed != Greed::Lazy =>
            {
                is_all = false;
                break;
            }
            _ => {
                is_all = false;
                break;
            }
        }
        at += 1;
    }
    if text.len() > 1 {
        return Search::Text(text, is_all);
    }
    let first = first(program, 0);
    if first.is_empty {
        return Search::Anywhere;
    }
    let mut table = Box::new(first.table);
    if is_text {
        let beyond = first.others || first.table[128..].contains(&true);
        for (byte, may) in table.iter_mut().enumerate().skip(128) {
            *may = beyond && byte >= 0xc2;
        }
    }
    let bytes: Vec<u8> = (0..=255u8).filter(|b| table[usize::from(*b)]).collect();
    match bytes[..] {
        [a] => Search::One(a),
        [a, b] => Search::Two(a, b),
        [a, b, c] => Search::Three(a, b, c),
        _ if bytes.len() == 256 => Search::Anywhere,
        _ => Search::Bytes(table),
    }
}
