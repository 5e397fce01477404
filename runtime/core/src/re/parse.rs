//! Text to a tree: the syntax of CPython 3.11's `re`, its messages and the places they name.

use super::source::{Error, Kind, Parsed, Source, Token};
use super::tree::{FOREVER, Greed, Item, Node, Place, Sequence, Width, flags, width};
use crate::prelude::*;
use crate::str::repr_text;

/// More groups than that have no numbers.
const MOST_GROUPS: u64 = (i32::MAX / 2) as u64;
/// About as deep as CPython follows groups in groups.
const DEEPEST: usize = 480;

pub struct Parser {
    pub source: Source,
    pub flags: u32,
    /// Names of groups and their numbers, in the order of the pattern.
    pub names: Vec<(String, u32)>,
    /// Widths of the groups that are closed; that of the whole, which never is, first.
    pub groups: Vec<Option<Width>>,
    /// How many groups there were where the outermost look-behind began.
    behind: Option<usize>,
    /// Groups that conditions name, and where first.
    asked: Vec<(u64, usize)>,
    depth: usize,
}

impl Parser {
    /// Parses all of a pattern.
    pub fn parse(chars: Vec<u32>, is_text: bool, flags: u32) -> Parsed<(Parser, Sequence)> {
        let mut parser = Parser {
            source: Source::new(chars, is_text)?,
            flags,
            names: Vec::new(),
            groups: vec![None],
            behind: None,
            asked: Vec::new(),
            depth: 0,
        };
        let tree = parser.alternatives(flags & flags::VERBOSE != 0, true)?;
        parser.fix_flags()?;
        if parser.source.next.is_some() {
            return Err(parser.source.error("unbalanced parenthesis", 0));
        }
        let groups = parser.groups.len() as u64;
        if let Some((group, at)) = parser.asked.iter().find(|(group, _)| *group >= groups) {
            return Err(Error {
                kind: Kind::Pattern,
                message: format!("invalid group reference {group}"),
                at: Some(*at),
            });
        }
        Ok((parser, tree))
    }

    /// The flags by the kind of text.
    fn fix_flags(&mut self) -> Parsed<()> {
        let has = |flag| self.flags & flag != 0;
        let wrong = if self.source.is_text {
            if has(flags::LOCALE) {
                "cannot use LOCALE flag with a str pattern"
            } else if has(flags::ASCII) && has(flags::UNICODE) {
                "ASCII and UNICODE flags are incompatible"
            } else {
                if !has(flags::ASCII) {
                    self.flags |= flags::UNICODE;
                }
                return Ok(());
            }
        } else if has(flags::UNICODE) {
            "cannot use UNICODE flag with a bytes pattern"
        } else if has(flags::LOCALE) && has(flags::ASCII) {
            "ASCII and LOCALE flags are incompatible"
        } else {
            return Ok(());
        };
        Err(Error::of(Kind::Value, wrong))
    }

    pub(super) fn is_closed(&self, group: u32) -> bool {
        self.groups.get(group as usize).is_some_and(Option::is_some)
    }

    /// A look-behind refers to groups in front of it only.
    pub(super) fn check_behind(&self, group: u32) -> Parsed<()> {
        let Some(behind) = self.behind else {
            return Ok(());
        };
        if !self.is_closed(group) {
            return Err(self.source.error("cannot refer to an open group", 0));
        }
        if group as usize >= behind {
            let message = "cannot refer to group defined in the same lookbehind subpattern";
            return Err(self.source.error(message, 0));
        }
        Ok(())
    }

    /// `a|b|c`.
    fn alternatives(&mut self, verbose: bool, is_top: bool) -> Parsed<Sequence> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = "maximum recursion depth exceeded";
            return Err(Error::of(Kind::Recursion, message));
        }
        let mut verbose = verbose;
        let mut items = Vec::new();
        loop {
            let is_first = is_top && items.is_empty();
            items.push(self.sequence(&mut verbose, is_first)?);
            if !self.source.matches('|')? {
                break;
            }
            if is_top {
                verbose = self.flags & flags::VERBOSE != 0;
            }
        }
        self.depth -= 1;
        if items.len() == 1 {
            return Ok(items.pop().unwrap_or_default());
        }
        let mut whole = Sequence::new();
        // What all begin with comes in front of them.
        while let Some((first, others)) = items.split_first()
            && let Some(prefix) = first.first()
            && others
                .iter()
                .all(|item| item.first().is_some_and(|node| node.same(prefix)))
        {
            let mut firsts = items.iter_mut().map(|item| item.remove(0));
            whole.extend(firsts.next());
            firsts.for_each(drop);
        }
        let mut set = Vec::new();
        let is_set = items.iter().all(|item| match item.as_slice() {
            [Node::Literal(code)] => {
                set.push(Item::Literal(*code));
                true
            }
            [Node::In(items)] if items.first() != Some(&Item::Negate) => {
                set.extend(items);
                true
            }
            _ => false,
        });
        whole.push(if is_set {
            Node::In(unique(set))
        } else {
            Node::Branch(items)
        });
        Ok(whole)
    }

    /// What stands between `|`s and parentheses.
    fn sequence(&mut self, verbose: &mut bool, is_first: bool) -> Parsed<Sequence> {
        let mut nodes = Sequence::new();
        while let Some(this) = self.source.next {
            if this.one_of("|)").is_some() {
                break;
            }
            self.source.advance()?;
            if *verbose {
                if this.one_of(" \t\n\r\u{b}\u{c}").is_some() {
                    continue;
                }
                if this.is('#') {
                    while self.source.get()?.is_some_and(|token| !token.is('\n')) {}
                    continue;
                }
            }
            let code = match this {
                Token::Escape(code) => {
                    let node = self.escape(code)?;
                    nodes.push(node);
                    continue;
                }
                Token::Char(code) => code,
            };
            match char::from_u32(code) {
                Some('[') => nodes.push(self.set()?),
                Some(c @ ('*' | '+' | '?' | '{')) => self.repeat(c, &mut nodes)?,
                Some('.') => nodes.push(Node::Any),
                Some('(') => self.group(&mut nodes, verbose, is_first)?,
                Some('^') => nodes.push(Node::At(Place::Beginning)),
                Some('$') => nodes.push(Node::At(Place::End)),
                _ => nodes.push(Node::Literal(code)),
            }
        }
        Ok(nodes
            .into_iter()
            .flat_map(|node| match node {
                Node::Group {
                    number: None,
                    add: 0,
                    remove: 0,
                    body,
                } => body,
                node => vec![node],
            })
            .collect())
    }

    /// `[...]`, behind the bracket.
    fn set(&mut self) -> Parsed<Node> {
        let here = self.source.tell() - 1;
        let unterminated =
            |source: &Source| source.error("unterminated character set", source.tell() - here);
        if self.source.next.is_some_and(|next| next.is('[')) {
            let message = format!("Possible nested set at position {}", self.source.tell());
            self.source.warn(true, message);
        }
        let negated = self.source.matches('^')?;
        let mut set: Vec<Item> = Vec::new();
        loop {
            let Some(this) = self.source.get()? else {
                return Err(unterminated(&self.source));
            };
            let item = match this {
                Token::Char(0x5d) if !set.is_empty() => break,
                Token::Escape(code) => self.set_escape(code)?,
                Token::Char(code) => {
                    if !set.is_empty()
                        && let Some(c) = this.one_of("-&~|")
                        && self.source.next == Some(this)
                    {
                        let what = match c {
                            '-' => "difference",
                            '&' => "intersection",
                            '~' => "symmetric difference",
                            _ => "union",
                        };
                        let at = self.source.tell() - 1;
                        let message = format!("Possible set {what} at position {at}");
                        self.source.warn(true, message);
                    }
                    Item::Literal(code)
                }
            };
            if !self.source.matches('-')? {
                set.push(item);
                continue;
            }
            let Some(that) = self.source.get()? else {
                return Err(unterminated(&self.source));
            };
            let last = match that {
                Token::Char(0x5d) => {
                    set.push(item);
                    set.push(Item::Literal('-' as u32));
                    break;
                }
                Token::Escape(code) => self.set_escape(code)?,
                Token::Char(code) => {
                    if that.is('-') {
                        let at = self.source.tell() - 2;
                        let message = format!("Possible set difference at position {at}");
                        self.source.warn(true, message);
                    }
                    Item::Literal(code)
                }
            };
            match (item, last) {
                (Item::Literal(low), Item::Literal(high)) if low <= high => {
                    set.push(Item::Range(low, high));
                }
                _ => {
                    let (this, that) = (this.text(), that.text());
                    let length = this.chars().count() + 1 + that.chars().count();
                    let message = format!("bad character range {this}-{that}");
                    return Err(self.source.error(&message, length));
                }
            }
        }
        let mut set = unique(set);
        if let [Item::Literal(code)] = set[..] {
            return Ok(if negated {
                Node::NotLiteral(code)
            } else {
                Node::Literal(code)
            });
        }
        if negated {
            set.insert(0, Item::Negate);
        }
        Ok(Node::In(set))
    }

    /// `*`, `+`, `?` or `{...}`, behind its first character.
    fn repeat(&mut self, this: char, nodes: &mut Sequence) -> Parsed<()> {
        let here = self.source.tell();
        let (mut min, mut max) = (0, FOREVER);
        match this {
            '?' => max = 1,
            '+' => min = 1,
            '*' => {}
            _ => {
                let brace = Node::Literal('{' as u32);
                if self.source.next.is_some_and(|next| next.is('}')) {
                    nodes.push(brace);
                    return Ok(());
                }
                let low = self.source.digits()?;
                let high = match self.source.matches(',')? {
                    true => self.source.digits()?,
                    false => low.clone(),
                };
                if !self.source.matches('}')? {
                    nodes.push(brace);
                    return self.source.seek(here);
                }
                if !low.is_empty() {
                    min = repetitions(&low)?;
                }
                if !high.is_empty() {
                    max = repetitions(&high)?;
                    if max < min {
                        let length = self.source.tell() - here;
                        let message = "min repeat greater than max repeat";
                        return Err(self.source.error(message, length));
                    }
                }
            }
        }
        let length = self.source.tell() - here + 1;
        let item = match nodes.pop() {
            None | Some(Node::At(_)) => {
                return Err(self.source.error("nothing to repeat", length));
            }
            Some(Node::Repeat { .. }) => {
                return Err(self.source.error("multiple repeat", length));
            }
            Some(item) => item,
        };
        let body = match item {
            Node::Group {
                number: None,
                add: 0,
                remove: 0,
                body,
            } => body,
            item => vec![item],
        };
        let greed = if self.source.matches('?')? {
            Greed::Lazy
        } else if self.source.matches('+')? {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        nodes.push(Node::Repeat {
            greed,
            min,
            max,
            body,
        });
        Ok(())
    }

    fn end_of_pattern(&self) -> Error {
        self.source.error("unexpected end of pattern", 0)
    }

    /// The parenthesis at the end of what began at `start`.
    fn close(&mut self, start: usize) -> Parsed<()> {
        if self.source.matches(')')? {
            return Ok(());
        }
        let length = self.source.tell() - start;
        let message = "missing ), unterminated subpattern";
        Err(self.source.error(message, length))
    }

    /// `(...)`, behind the parenthesis.
    fn group(&mut self, nodes: &mut Sequence, verbose: &mut bool, is_first: bool) -> Parsed<()> {
        let start = self.source.tell() - 1;
        let (mut captures, mut is_atomic, mut name) = (true, false, None);
        let (mut add, mut remove) = (0, 0);
        if self.source.matches('?')? {
            let Some(token) = self.source.get()? else {
                return Err(self.end_of_pattern());
            };
            match token.one_of("P:#=!<(>-aiLmstux") {
                Some('P') => match self.extension()? {
                    Extension::Named(found) => name = Some(found),
                    Extension::Reference(group) => {
                        nodes.push(Node::Back(group));
                        return Ok(());
                    }
                },
                Some(':') => captures = false,
                Some('#') => return self.comment(start),
                Some(c @ ('=' | '!' | '<')) => {
                    let node = self.look(c, *verbose, start)?;
                    nodes.push(node);
                    return Ok(());
                }
                Some('(') => {
                    let node = self.condition(*verbose, start)?;
                    nodes.push(node);
                    return Ok(());
                }
                Some('>') => (captures, is_atomic) = (false, true),
                Some(c) => {
                    let Some(scoped) = self.inline_flags(c)? else {
                        if !is_first || !nodes.is_empty() {
                            let length = self.source.tell() - start;
                            let message = "global flags not at the start of the expression";
                            return Err(self.source.error(message, length));
                        }
                        *verbose = self.flags & flags::VERBOSE != 0;
                        return Ok(());
                    };
                    (add, remove) = scoped;
                    captures = false;
                }
                None => {
                    let message = format!("unknown extension ?{}", token.text());
                    return Err(self.source.error(&message, token.len() + 1));
                }
            }
        }
        let number = match captures {
            true => Some(self.open(name)?),
            false => None,
        };
        let inner = (*verbose || add & flags::VERBOSE != 0) && remove & flags::VERBOSE == 0;
        let body = self.alternatives(inner, false)?;
        self.close(start)?;
        if let Some(number) = number {
            self.groups[number as usize] = Some(width(&body, &self.groups));
        }
        nodes.push(if is_atomic {
            Node::Atomic(body)
        } else {
            Node::Group {
                number,
                add,
                remove,
                body,
            }
        });
        Ok(())
    }

    fn open(&mut self, name: Option<String>) -> Parsed<u32> {
        let group = self.groups.len() as u32;
        self.groups.push(None);
        if let Some(name) = name {
            if let Some((_, other)) = self.names.iter().find(|(known, _)| *known == name) {
                let message = format!(
                    "redefinition of group name {} as group {group}; was group {other}",
                    repr_text(&name)
                );
                return Err(self.source.error(&message, name.chars().count() + 1));
            }
            self.names.push((name, group));
        }
        Ok(group)
    }

    fn comment(&mut self, start: usize) -> Parsed<()> {
        loop {
            match self.source.next {
                None => {
                    let length = self.source.tell() - start;
                    let message = "missing ), unterminated comment";
                    return Err(self.source.error(message, length));
                }
                Some(next) => {
                    self.source.advance()?;
                    if next.is(')') {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// `(?P...`, behind the P.
    fn extension(&mut self) -> Parsed<Extension> {
        if self.source.matches('<')? {
            let name = self.source.until('>', "group name")?;
            self.source.check_name(&name, 1)?;
            return Ok(Extension::Named(name));
        }
        if self.source.matches('=')? {
            let name = self.source.until(')', "group name")?;
            self.source.check_name(&name, 1)?;
            let group = self.named(&name)?;
            if !self.is_closed(group) {
                let length = name.chars().count() + 1;
                return Err(self.source.error("cannot refer to an open group", length));
            }
            self.check_behind(group)?;
            return Ok(Extension::Reference(group));
        }
        let Some(token) = self.source.get()? else {
            return Err(self.end_of_pattern());
        };
        let message = format!("unknown extension ?P{}", token.text());
        Err(self.source.error(&message, token.len() + 2))
    }

    fn named(&self, name: &str) -> Parsed<u32> {
        match self.names.iter().find(|(known, _)| known == name) {
            Some((_, group)) => Ok(*group),
            None => {
                let message = format!("unknown group name {}", repr_text(name));
                Err(self.source.error(&message, name.chars().count() + 1))
            }
        }
    }

    /// `(?=...)`, `(?!...)`, `(?<=...)`, `(?<!...)`.
    fn look(&mut self, c: char, verbose: bool, start: usize) -> Parsed<Node> {
        let (mut behind, mut kind) = (false, c);
        let outer = self.behind;
        if c == '<' {
            let Some(token) = self.source.get()? else {
                return Err(self.end_of_pattern());
            };
            let Some(found) = token.one_of("=!") else {
                let message = format!("unknown extension ?<{}", token.text());
                return Err(self.source.error(&message, token.len() + 2));
            };
            (behind, kind) = (true, found);
            self.behind = outer.or(Some(self.groups.len()));
        }
        let body = self.alternatives(verbose, false)?;
        if behind {
            self.behind = outer;
        }
        self.close(start)?;
        Ok(Node::Look {
            behind,
            negated: kind == '!',
            body,
        })
    }

    /// `(?(1)yes|no)`, behind the second parenthesis.
    fn condition(&mut self, verbose: bool, start: usize) -> Parsed<Node> {
        let name = self.source.until(')', "group name")?;
        let length = name.chars().count() + 1;
        let group = if crate::unicode::is_identifier(&name) {
            self.source.check_name(&name, 1)?;
            self.named(&name)?
        } else {
            let Some((digits, group)) = self.source.number(&name) else {
                let message = format!("bad character in group name {}", repr_text(&name));
                return Err(self.source.error(&message, length));
            };
            if group == 0 {
                return Err(self.source.error("bad group number", length));
            }
            if group >= MOST_GROUPS {
                let message = format!("invalid group reference {digits}");
                return Err(self.source.error(&message, length));
            }
            if !self.asked.iter().any(|(asked, _)| *asked == group) {
                self.asked.push((group, self.source.tell() - length));
            }
            group as u32
        };
        self.check_behind(group)?;
        let mut inner = verbose;
        self.depth += 1;
        let yes = self.sequence(&mut inner, false)?;
        let no = match self.source.matches('|')? {
            true => {
                let no = self.sequence(&mut inner, false)?;
                if self.source.next.is_some_and(|next| next.is('|')) {
                    let message = "conditional backref with more than two branches";
                    return Err(self.source.error(message, 0));
                }
                Some(no)
            }
            false => None,
        };
        self.depth -= 1;
        self.close(start)?;
        Ok(Node::If { group, yes, no })
    }

    /// `(?i)` or `(?i-s:...)`: the flags of the latter, to add and to remove.
    fn inline_flags(&mut self, first: char) -> Parsed<Option<(u32, u32)>> {
        let (mut add, mut remove) = (0, 0);
        let mut c = first;
        if c != '-' {
            loop {
                let flag = flag_of(c).unwrap_or_default();
                let wrong = match (c, self.source.is_text) {
                    ('L', true) => "cannot use 'L' flag with a str pattern",
                    ('u', false) => "cannot use 'u' flag with a bytes pattern",
                    _ => "",
                };
                if !wrong.is_empty() {
                    let message = format!("bad inline flags: {wrong}");
                    return Err(self.source.error(&message, 0));
                }
                add |= flag;
                if flag & flags::TYPE != 0 && add & flags::TYPE != flag {
                    let message = "bad inline flags: flags 'a', 'u' and 'L' are incompatible";
                    return Err(self.source.error(message, 0));
                }
                c = self.next_flag("missing -, : or )", ")-:")?;
                if matches!(c, ')' | '-' | ':') {
                    break;
                }
            }
        }
        if c == ')' {
            self.flags |= add;
            return Ok(None);
        }
        if add & flags::GLOBAL != 0 {
            let message = "bad inline flags: cannot turn on global flag";
            return Err(self.source.error(message, 1));
        }
        if c == '-' {
            c = self.next_flag("missing flag", "")?;
            loop {
                let flag = flag_of(c).unwrap_or_default();
                if flag & flags::TYPE != 0 {
                    let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                    return Err(self.source.error(message, 0));
                }
                remove |= flag;
                c = self.next_flag("missing :", ":")?;
                if c == ':' {
                    break;
                }
            }
        }
        if remove & flags::GLOBAL != 0 {
            let message = "bad inline flags: cannot turn off global flag";
            return Err(self.source.error(message, 1));
        }
        if add & remove != 0 {
            let message = "bad inline flags: flag turned on and off";
            return Err(self.source.error(message, 1));
        }
        Ok(Some((add, remove)))
    }

    /// The next flag, or one of these.
    fn next_flag(&mut self, missing: &str, ends: &str) -> Parsed<char> {
        let Some(token) = self.source.get()? else {
            return Err(self.source.error(missing, 0));
        };
        let c = match token {
            Token::Char(code) => char::from_u32(code),
            Token::Escape(_) => None,
        };
        match c {
            Some(c) if ends.contains(c) || flag_of(c).is_some() => Ok(c),
            Some(c) if crate::unicode::is_alpha(c) => {
                Err(self.source.error("unknown flag", token.len()))
            }
            _ => Err(self.source.error(missing, token.len())),
        }
    }
}

/// What `(?P` begins.
enum Extension {
    Named(String),
    Reference(u32),
}

fn flag_of(c: char) -> Option<u32> {
    Some(match c {
        'a' => flags::ASCII,
        'i' => flags::IGNORECASE,
        'L' => flags::LOCALE,
        'm' => flags::MULTILINE,
        's' => flags::DOTALL,
        't' => flags::TEMPLATE,
        'u' => flags::UNICODE,
        'x' => flags::VERBOSE,
        _ => return None,
    })
}

fn repetitions(digits: &str) -> Parsed<u32> {
    match digits.parse::<u32>() {
        Ok(n) if n < FOREVER => Ok(n),
        _ => {
            let message = "the repetition number is too large";
            Err(Error::of(Kind::Overflow, message))
        }
    }
}

/// Each element once, where it is first.
fn unique(items: Vec<Item>) -> Vec<Item> {
    let mut unique: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        if !unique.contains(&item) {
            unique.push(item);
        }
    }
    unique
}
