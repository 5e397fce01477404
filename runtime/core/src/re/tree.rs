//! What a pattern says, before it is compiled.

use crate::prelude::*;

/// Flags, with the numbers of Python's `re`.
pub mod flags {
    pub const TEMPLATE: u32 = 1;
    pub const IGNORECASE: u32 = 2;
    pub const LOCALE: u32 = 4;
    pub const MULTILINE: u32 = 8;
    pub const DOTALL: u32 = 16;
    pub const UNICODE: u32 = 32;
    pub const VERBOSE: u32 = 64;
    pub const DEBUG: u32 = 128;
    pub const ASCII: u32 = 256;
    /// Which of them say what letters are.
    pub const TYPE: u32 = ASCII | LOCALE | UNICODE;
    /// Those that only a whole pattern can have.
    pub const GLOBAL: u32 = DEBUG | TEMPLATE;
}

/// As many repetitions as there are.
pub const FOREVER: u32 = u32::MAX;
/// The width of what may be of any.
pub const ANY_WIDTH: u128 = 1 << 64;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Category {
    Digit,
    Space,
    Word,
}

/// An element of a set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Item {
    Negate,
    Literal(u32),
    Range(u32, u32),
    /// Of that category, or (`true`) not of it.
    Category(Category, bool),
}

/// A place between characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Beginning,
    BeginningString,
    End,
    EndString,
    Boundary,
    NonBoundary,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

pub type Sequence = Vec<Node>;

pub enum Node {
    Literal(u32),
    NotLiteral(u32),
    Any,
    In(Vec<Item>),
    At(Place),
    Branch(Vec<Sequence>),
    Group {
        number: Option<u32>,
        add: u32,
        remove: u32,
        body: Sequence,
    },
    Atomic(Sequence),
    Look {
        behind: bool,
        negated: bool,
        body: Sequence,
    },
    Back(u32),
    If {
        group: u32,
        yes: Sequence,
        no: Option<Sequence>,
    },
    Repeat {
        greed: Greed,
        min: u32,
        max: u32,
        body: Sequence,
    },
}

impl Node {
    /// Whether the two are equal where that is seen at once: what holds a sequence equals nothing.
    pub fn same(&self, other: &Node) -> bool {
        match (self, other) {
            (Node::Literal(a), Node::Literal(b))
            | (Node::NotLiteral(a), Node::NotLiteral(b))
            | (Node::Back(a), Node::Back(b)) => a == b,
            (Node::Any, Node::Any) => true,
            (Node::In(a), Node::In(b)) => a == b,
            (Node::At(a), Node::At(b)) => a == b,
            _ => false,
        }
    }
}

/// The least and the greatest width of a group that has been closed.
pub type Width = (u128, u128);

/// How many characters a sequence may match.
pub fn width(sequence: &[Node], groups: &[Option<Width>]) -> Width {
    let (mut low, mut high) = (0u128, 0u128);
    for node in sequence {
        let (l, h) = match node {
            Node::Literal(_) | Node::NotLiteral(_) | Node::Any | Node::In(_) => (1, 1),
            Node::At(_) | Node::Look { .. } => (0, 0),
            Node::Branch(arms) => {
                let widths = arms.iter().map(|arm| width(arm, groups));
                widths.fold((ANY_WIDTH, 0), |(l, h), (l1, h1)| (l.min(l1), h.max(h1)))
            }
            Node::Group { body, .. } | Node::Atomic(body) => width(body, groups),
            Node::Back(group) => groups
                .get(*group as usize)
                .copied()
                .flatten()
                .unwrap_or((0, ANY_WIDTH)),
            Node::If { yes, no, .. } => {
                let (l, h) = width(yes, groups);
                match no {
                    Some(no) => {
                        let (l1, h1) = width(no, groups);
                        (l.min(l1), h.max(h1))
                    }
                    None => (0, h),
                }
            }
            Node::Repeat { min, max, body, .. } => {
                let (l, h) = width(body, groups);
                let least = l * u128::from(*min);
                if *max == FOREVER && h > 0 {
                    high = ANY_WIDTH;
                    (least, 0)
                } else {
                    (least, h * u128::from(*max))
                }
            }
        };
        low += l;
        high += h;
    }
    (low.min(ANY_WIDTH), high.min(ANY_WIDTH))
}
