//! What a pattern is compiled to.

use super::charset::{Class, Fold};
use super::tree::Greed;
use crate::prelude::*;

/// What fits one character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A character of one byte.
    Byte(u8),
    NotByte(u8),
    /// A character of several bytes, or all but it.
    Char(u32),
    NotChar(u32),
    /// All but the line feed.
    Any,
    All,
    /// By its number in [`Program::classes`].
    Class(u32),
}

/// A place between characters; which characters are of words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum At {
    Beginning,
    BeginningLine,
    End,
    EndLine,
    EndString,
    /// `is_unicode`
    Boundary(bool),
    NonBoundary(bool),
}

/// One step. Steps that choose keep what they choose between in tables of the program.
#[derive(Clone, Copy)]
pub enum Op {
    Unit(Unit),
    /// Several characters: bytes from and to, in [`Program::texts`].
    Text(u32, u32),
    Mark(u32),
    At(At),
    Success,
    Fail,
    Jump(u32),
    /// [`Program::branches`]
    Branch(u32),
    /// [`Program::ones`]; what follows is behind.
    One(u32),
    /// [`Program::loops`]; begins a repetition.
    Repeat(u32),
    /// The end of what is repeated; what follows is behind.
    Until(u32),
    Possessive(u32),
    /// Where what follows begins.
    Atomic(u32),
    /// A group, counted from 0.
    Back(u32, Fold),
    /// A group, and where to go without it.
    If(u32, u32),
    /// [`Program::looks`]
    Look(u32),
}

pub struct Branch {
    pub arms: Vec<u32>,
    /// For each character of Latin-1, for all others and for the end: which of the first
    /// 64 arms may match there.
    pub fits: Vec<u64>,
}

/// Repetitions of one character.
pub struct One {
    pub unit: Unit,
    pub min: u32,
    pub max: u32,
    pub greed: Greed,
    /// What follows begins with this byte.
    pub tail: Option<u8>,
}

pub struct Loop {
    pub min: u32,
    pub max: u32,
    pub is_lazy: bool,
    pub body: u32,
    /// The step behind the body.
    pub end: u32,
}

pub struct Look {
    /// So many characters in front of the place it begins.
    pub back: u32,
    pub negated: bool,
    /// Where what follows begins.
    pub end: u32,
}

#[derive(Default)]
pub struct Program {
    pub ops: Vec<Op>,
    pub texts: Vec<u8>,
    pub classes: Vec<Class>,
    pub branches: Vec<Branch>,
    pub ones: Vec<One>,
    pub loops: Vec<Loop>,
    pub looks: Vec<Look>,
    /// Groups beside that of the whole.
    pub groups: u32,
    /// The least number of characters.
    pub least: u64,
    pub search: Search,
}

/// Where a match can begin.
#[derive(Default)]
pub enum Search {
    #[default]
    Anywhere,
    /// Only where the search does.
    Beginning,
    /// Where these bytes stand; whether they are all of the pattern.
    Text(Vec<u8>, bool),
    /// Where one of these bytes stands.
    One(u8),
    Two(u8, u8),
    Three(u8, u8, u8),
    Bytes(Box<[bool; 256]>),
}
