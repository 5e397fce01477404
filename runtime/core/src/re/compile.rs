//! A tree to a program.

use super::charset::{Class, Fold, is_cased};
use super::first::{First, first, search};
use super::parse::Parser;
use super::program::{At, Branch, Look, Loop, One, Op, Program, Unit};
use super::source::{Error, Kind, Parsed, Warnings};
use super::tree::{Greed, Item, Node, Place, Sequence, Width, flags, width};
use crate::prelude::*;
use crate::surrogate::char_of;

struct Compiler<'a> {
    program: Program,
    is_text: bool,
    groups: &'a [Option<Width>],
}

/// A pattern and what it says about itself.
pub struct Compiled {
    pub program: Program,
    pub flags: u32,
    pub names: Vec<(String, u32)>,
    pub warnings: Warnings,
}

/// Compiles a pattern of these characters.
pub fn compile(chars: Vec<u32>, is_text: bool, flags: u32) -> Parsed<Compiled> {
    let (parser, tree) = Parser::parse(chars, is_text, flags)?;
    let mut compiler = Compiler {
        program: Program::default(),
        is_text,
        groups: &parser.groups,
    };
    compiler.program.groups = parser.groups.len() as u32 - 1;
    let (least, _) = width(&tree, &parser.groups);
    compiler.program.least = least.min(u128::from(u32::MAX)) as u64;
    compiler.sequence(&tree, parser.flags | flags)?;
    compiler.push(Op::Success);
    let mut program = compiler.program;
    finish(&mut program);
    program.search = search(&program, is_text);
    Ok(Compiled {
        program,
        flags: flags | parser.flags,
        names: parser.names,
        warnings: parser.source.warnings,
    })
}

fn combined(flags: u32, add: u32, remove: u32) -> u32 {
    let kept = match add & flags::TYPE {
        0 => flags,
        _ => flags & !flags::TYPE,
    };
    (kept | add) & !remove
}

fn fold_of(flags: u32) -> Fold {
    if flags & flags::IGNORECASE == 0 {
        Fold::No
    } else if flags & flags::LOCALE != 0 {
        Fold::Locale
    } else if flags & flags::UNICODE != 0 {
        Fold::Unicode
    } else {
        Fold::Ascii
    }
}

impl Compiler<'_> {
    fn push(&mut self, op: Op) -> usize {
        self.program.ops.push(op);
        self.program.ops.len() - 1
    }

    fn here(&self) -> u32 {
        self.program.ops.len() as u32
    }

    fn class(&mut self, class: Class) -> Unit {
        self.program.classes.push(class);
        Unit::Class(self.program.classes.len() as u32 - 1)
    }

    /// What a node fits that is of one character.
    fn unit(&mut self, node: &Node, flags: u32) -> Unit {
        let fold = fold_of(flags);
        let is_unicode = flags & flags::UNICODE != 0 && flags & flags::LOCALE == 0;
        match node {
            Node::Any if flags & flags::DOTALL != 0 => Unit::All,
            Node::Any => Unit::Any,
            Node::In(items) => {
                let class = Class::new(items, fold, is_unicode);
                self.class(class)
            }
            Node::Literal(code) | Node::NotLiteral(code) => {
                let negated = matches!(node, Node::NotLiteral(_));
                if fold == Fold::Locale && *code < 256 || is_cased_in(*code, fold) {
                    let class = match fold {
                        // Each case of a character is compared.
                        Fold::Locale => {
                            let mut items = vec![Item::Literal(*code)];
                            let class = Class::new(&items, fold, false);
                            match negated {
                                true => {
                                    items.clear();
                                    let fits = (0..256).filter(|c| !class.table[*c as usize]);
                                    items.extend(fits.map(Item::Literal));
                                    Class::new(&items, Fold::No, false)
                                }
                                false => class,
                            }
                        }
                        _ => Class::of_letter(*code, negated, fold),
                    };
                    return self.class(class);
                }
                let is_byte = *code < if self.is_text { 128 } else { 256 };
                match (is_byte, negated) {
                    (true, false) => Unit::Byte(*code as u8),
                    (true, true) => Unit::NotByte(*code as u8),
                    (false, false) => Unit::Char(*code),
                    (false, true) => Unit::NotChar(*code),
                }
            }
            _ => unreachable!("one character"),
        }
    }

    /// The node of one character that is all of a sequence, and its flags.
    fn single(sequence: &[Node], flags: u32) -> Option<(&Node, u32)> {
        match sequence {
            [node @ (Node::Literal(_) | Node::NotLiteral(_) | Node::Any | Node::In(_))] => {
                Some((node, flags))
            }
            [
                Node::Group {
                    number: None,
                    add,
                    remove,
                    body,
                },
            ] => Compiler::single(body, combined(flags, *add, *remove)),
            _ => None,
        }
    }

    fn sequence(&mut self, sequence: &Sequence, flags: u32) -> Parsed<()> {
        for node in sequence {
            self.node(node, flags)?;
        }
        Ok(())
    }

    fn node(&mut self, node: &Node, flags: u32) -> Parsed<()> {
        match node {
            Node::Literal(_) | Node::NotLiteral(_) | Node::Any | Node::In(_) => {
                let unit = self.unit(node, flags);
                self.push(Op::Unit(unit));
            }
            Node::At(place) => {
                let is_multiline = flags & flags::MULTILINE != 0;
                let is_unicode = flags & flags::UNICODE != 0 && flags & flags::LOCALE == 0;
                self.push(Op::At(match place {
                    Place::Beginning if is_multiline => At::BeginningLine,
                    Place::Beginning | Place::BeginningString => At::Beginning,
                    Place::End if is_multiline => At::EndLine,
                    Place::End => At::End,
                    Place::EndString => At::EndString,
                    Place::Boundary => At::Boundary(is_unicode),
                    Place::NonBoundary => At::NonBoundary(is_unicode),
                }));
            }
            Node::Branch(arms) => self.branch(arms, flags)?,
            Node::Group {
                number,
                add,
                remove,
                body,
            } => {
                if let Some(number) = number {
                    self.push(Op::Mark(number * 2 - 2));
                }
                self.sequence(body, combined(flags, *add, *remove))?;
                if let Some(number) = number {
                    self.push(Op::Mark(number * 2 - 1));
                }
            }
            Node::Atomic(body) => {
                let at = self.push(Op::Atomic(0));
                self.sequence(body, flags)?;
                self.push(Op::Success);
                self.program.ops[at] = Op::Atomic(self.here());
            }
            Node::Look {
                behind,
                negated,
                body,
            } => {
                let mut back = 0;
                if *behind {
                    let (low, high) = width(body, self.groups);
                    if low > u128::from(u32::MAX) {
                        return Err(Error::of(Kind::Pattern, "looks too much behind"));
                    }
                    if low != high {
                        let message = "look-behind requires fixed-width pattern";
                        return Err(Error::of(Kind::Pattern, message));
                    }
                    back = low as u32;
                }
                let index = self.program.looks.len();
                self.program.looks.push(Look {
                    back,
                    negated: *negated,
                    end: 0,
                });
                self.push(Op::Look(index as u32));
                self.sequence(body, flags)?;
                self.push(Op::Success);
                self.program.looks[index].end = self.here();
            }
            Node::Back(group) => {
                self.push(Op::Back(group - 1, fold_of(flags)));
            }
            Node::If { group, yes, no } => {
                let at = self.push(Op::Fail);
                self.sequence(yes, flags)?;
                let mut otherwise = self.here();
                // An empty sequence is as good as none.
                if let Some(no) = no.as_ref().filter(|no| !no.is_empty()) {
                    let jump = self.push(Op::Jump(0));
                    otherwise = self.here();
                    self.sequence(no, flags)?;
                    self.program.ops[jump] = Op::Jump(self.here());
                }
                self.program.ops[at] = Op::If(group - 1, otherwise);
                // Nothing is fused across the place where the two ways meet.
                self.push(Op::Jump(self.here() + 1));
            }
            Node::Repeat {
                greed,
                min,
                max,
                body,
            } => {
                if flags & flags::TEMPLATE != 0 {
                    let name = match greed {
                        Greed::Greedy => "MAX_REPEAT",
                        Greed::Lazy => "MIN_REPEAT",
                        Greed::Possessive => "POSSESSIVE_REPEAT",
                    };
                    let message = format!("internal: unsupported template operator {name}");
                    return Err(Error::of(Kind::Pattern, &message));
                }
                if let Some((node, flags)) = Compiler::single(body, flags) {
                    let unit = self.unit(node, flags);
                    self.program.ones.push(One {
                        unit,
                        min: *min,
                        max: *max,
                        greed: *greed,
                        tail: None,
                    });
                    let index = self.program.ones.len() as u32 - 1;
                    self.push(Op::One(index));
                    return Ok(());
                }
                let index = self.program.loops.len();
                self.program.loops.push(Loop {
                    min: *min,
                    max: *max,
                    is_lazy: *greed == Greed::Lazy,
                    body: self.here() + 1,
                    end: 0,
                });
                let is_possessive = *greed == Greed::Possessive;
                self.push(match is_possessive {
                    true => Op::Possessive(index as u32),
                    false => Op::Repeat(index as u32),
                });
                self.sequence(body, flags)?;
                self.program.loops[index].end = self.here();
                self.push(match is_possessive {
                    true => Op::Success,
                    false => Op::Until(index as u32),
                });
            }
        }
        Ok(())
    }

    fn branch(&mut self, arms: &[Sequence], flags: u32) -> Parsed<()> {
        let index = self.program.branches.len();
        self.program.branches.push(Branch {
            arms: Vec::new(),
            fits: Vec::new(),
        });
        self.push(Op::Branch(index as u32));
        let mut jumps = Vec::new();
        for arm in arms {
            let start = self.here();
            self.program.branches[index].arms.push(start);
            self.sequence(arm, flags)?;
            jumps.push(self.push(Op::Jump(0)));
        }
        let end = self.here();
        for jump in jumps {
            self.program.ops[jump] = Op::Jump(end);
        }
        Ok(())
    }
}

fn is_cased_in(code: u32, fold: Fold) -> bool {
    matches!(fold, Fold::Unicode | Fold::Ascii) && is_cased(code, fold)
}

/// Works out what follows what, which needs all of the program.
fn finish(program: &mut Program) {
    // What possessive repetitions repeat sets marks again that nobody has saved: a way that fails
    // after it has set some leaves them, and so has to be tried.
    let leaves_marks = |program: &Program, at: usize| {
        let mut steps = program.ops[..at].iter();
        program.groups > 0
            && steps.any(|op| match op {
                Op::Possessive(index) => program.loops[*index as usize].end as usize > at,
                _ => false,
            })
    };
    for index in 0..program.branches.len() {
        let arms = &program.branches[index].arms;
        let firsts: Vec<First> = arms
            .iter()
            .take(64)
            .map(|arm| first(program, *arm as usize))
            .collect();
        // The step of a branch stands in front of its first arm.
        let leaves = leaves_marks(program, arms[0] as usize - 1);
        let mut fits = vec![if leaves { u64::MAX } else { 0 }; 258];
        if leaves && arms.len() < 64 {
            fits.fill((1 << arms.len()) - 1);
        }
        for (arm, first) in firsts.iter().enumerate() {
            for (code, fits) in fits.iter_mut().enumerate() {
                let may = match code {
                    0..=255 => first.table[code],
                    256 => first.others,
                    _ => false,
                };
                *fits |= u64::from(may || first.is_empty) << arm;
            }
        }
        program.branches[index].fits = fits;
    }
    for at in 0..program.ops.len() {
        let Op::One(index) = program.ops[at] else {
            continue;
        };
        if leaves_marks(program, at) {
            continue;
        }
        let next = first(program, at + 1);
        let one = &program.ones[index as usize];
        let mut own = First::default();
        own.add_unit(program, one.unit);
        let is_last = matches!(program.ops[at + 1], Op::Success);
        let only = next.only();
        let one = &mut program.ones[index as usize];
        one.tail = only.filter(|byte| *byte < 128);
        // What follows cannot begin with what is repeated: fewer of it will not do either.
        if one.greed == Greed::Greedy && (is_last || next.is_apart(&own)) {
            one.greed = Greed::Possessive;
        }
    }
    fuse(program);
}

/// The bytes of a character.
pub fn push_character(code: u32, is_text: bool, bytes: &mut Vec<u8>) -> bool {
    if !is_text {
        bytes.push(code as u8);
        return code < 256;
    }
    match char_of(code) {
        Some(c) => {
            bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
            true
        }
        None => false,
    }
}

/// Characters that follow each other are compared at once: the first of them by its step, which
/// passes over the others.
fn fuse(program: &mut Program) {
    let mut at = 0;
    while at < program.ops.len() {
        let start = program.texts.len();
        let mut end = at;
        while let Some(Op::Unit(unit)) = program.ops.get(end) {
            let fits = match unit {
                Unit::Byte(byte) => {
                    program.texts.push(*byte);
                    true
                }
                Unit::Char(code) => push_character(*code, true, &mut program.texts),
                _ => false,
            };
            if !fits {
                break;
            }
            end += 1;
        }
        let is_char = matches!(program.ops[at], Op::Unit(Unit::Char(_)));
        if end > at + 1 || end == at + 1 && is_char {
            // Nobody jumps into the middle: a sequence is entered at its front, and left by a step.
            program.ops[at] = Op::Text(start as u32, program.texts.len() as u32);
            for op in &mut program.ops[at + 1..end] {
                *op = Op::Jump(end as u32);
            }
        } else {
            program.texts.truncate(start);
        }
        at = end.max(at + 1);
    }
}
